"""`sofadb source attach`: the text of passages into the reader's own database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_file, complete_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sofadb.verification.keeping import Kept
    from sofadb.verification.stored import Passage


@click.command("attach")
@click.argument("source", shell_complete=complete_keys("source"))
@click.argument("file", shell_complete=complete_file)
@click.option(
    "--unverified",
    is_flag=True,
    help="Also what stands where a passage should, in other words than its fingerprint was made from.",
)
@database_option
@click.pass_obj
def command(session: Session, source: str, file: str, unverified: bool) -> None:
    """Keep the passages of SOURCE from FILE, your own copy as plain text ('-' for standard input).

    A passage is kept where its fingerprint proves that the words are those of the source. Only passages are kept,
    not the rest of the file. A text that is there already is replaced.
    """
    from sofadb.errors import BadDataError
    from sofadb.resolve import resolve_key
    from sofadb.verification.copytext import CopyText
    from sofadb.verification.keeping import attach, texts_of
    from sofadb.verification.passages import Comparison
    from sofadb.verification.reading import name_of, read_copy
    from sofadb.verification.stored import read_passages

    with session.reader() as reader:
        key = resolve_key(reader, "source", source)
        passages = read_passages(reader, key)
    kept = texts_of(Comparison(CopyText(read_copy(file)), passages))
    texts = {**kept.matched, **(kept.unverified if unverified else {})}
    if not texts:
        message = f"no passage of {key} was recognised in {name_of(file)}; nothing was kept"
        raise BadDataError(message, f"sofadb verify {key} FILE says what is there")
    attach(session.target(), texts)
    note(f"kept the text of {_counted(texts, 'passage')} of {key} in {session.target()}")
    _say_rest(kept, unverified=unverified)


def _say_rest(kept: Kept, *, unverified: bool) -> None:
    """Say which passages were kept without proof, and which were left out."""
    if kept.unverified:
        listed = _listed(kept.unverified)
        note(
            f"kept without proof, for the words are not those of the fingerprint: {listed}"
            if unverified
            else f"left out, for the words are not those of the fingerprint: {listed}; --unverified keeps them"
        )
    if kept.too_long:
        note(f"left out, for they are too long: {_listed(kept.too_long)}")
    if kept.left_out:
        note(f"left out, for they are not in the copy: {_listed(kept.left_out)}")


def _counted(passages: dict[Passage, str], what: str) -> str:
    return f"{len(passages)} {what}{'s' * (len(passages) != 1)}"


def _listed(passages: Iterable[Passage]) -> str:
    return ", ".join(passage.place() for passage in passages)
