"""`sofadb cite`: sources as references for a footnote, for LaTeX, for a reference manager."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sofadb.cli.commands import QUESTIONS
from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_file, complete_keys, complete_words
from sofadb.errors import WrongUseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.citations import Work
    from sofadb.database.reader import Reader


@click.command("cite")
@click.argument("named", nargs=-1, metavar="[REF|SOURCE]…", shell_complete=complete_keys("source", "claim"))
@click.option(
    "--query",
    metavar="NAME",
    help="All sources in the answer to this canned question, such as figures.",
    shell_complete=complete_words(lambda: QUESTIONS),
)
@click.option("--all", "everything", is_flag=True, help="All sources.")
@click.option(
    "-f",
    "--format",
    "style",
    metavar="NAME",
    help="One of: text, bibtex, csl-json; text if not given.",
    shell_complete=complete_words(lambda: ("text", "bibtex", "csl-json")),
)
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FILE",
    help="Write a file; .txt, .bib or .json says how.",
    shell_complete=complete_file,
)
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@database_option
@click.pass_obj
def command(
    session: Session,
    named: tuple[str, ...],
    query: str | None,
    everything: bool,
    style: str | None,
    path: str | None,
    force: bool,
) -> None:
    """Cite sources: as text, BibTeX or CSL-JSON.

    REF is source/claim and cites its source with the place where the claim stands; SOURCE is a key or a title.
    Each source is cited once.
    """
    from sofadb.citations import STYLES
    from sofadb.cli.output import replacing, standard_output

    if [bool(named), query is not None, everything].count(True) != 1:
        raise WrongUseError("cite takes refs and sources, or --query NAME, or --all", "give one of them")
    write = STYLES[_style(style, path)]
    with session.reader() as reader:
        works = _works(reader, named, query)
        text = write(works)
    with standard_output() if path in (None, "-") else replacing(Path(str(path)), force=force) as stream:
        stream.write(text)
    if not works:
        note("there is no source to cite")


def _style(style: str | None, path: str | None) -> str:
    """Return the style by its name, by the ending of the file, or text."""
    from sofadb.citations import ENDINGS, STYLES
    from sofadb.resolve import resolve_word

    if style is not None:
        return resolve_word("format", style.replace("_", "-"), tuple(STYLES))
    if path in (None, "-"):
        return "text"
    if (ending := Path(str(path)).suffix.lower()) not in ENDINGS:
        raise WrongUseError(
            f"the ending of {path!r} names no format", f"one of: {', '.join(ENDINGS)}; or name the format with -f"
        )
    return ENDINGS[ending]


def _works(reader: Reader, named: tuple[str, ...], query: str | None) -> list[Work]:
    from sofadb.citations import find_works, read_works

    if named:
        return find_works(reader, named)
    return read_works(reader, None if query is None else set(_sources(reader, query)))


def _sources(reader: Reader, name: str) -> Iterator[str]:
    """Return the sources of an answer, as often as they stand in it."""
    from sofadb.catalog import built_in_question
    from sofadb.execute import answer
    from sofadb.resolve import resolve_word

    found = answer(reader, built_in_question(resolve_word("question", name, QUESTIONS)), {})
    places = [place for place, column in enumerate(found.columns) if column in ("source", "other_source")]
    if not places:
        raise WrongUseError(f"the answer to {name!r} names no sources", "--all cites every source")
    for row in found.rows:
        yield from (str(row[place]) for place in places if row[place] is not None)
