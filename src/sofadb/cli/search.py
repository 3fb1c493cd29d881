"""`sofadb search WORDS`: where words stand in names, titles, summaries, wordings and notes."""

from __future__ import annotations

import click

from sofadb.cli.output import Output, output_options
from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_words
from sofadb.kinds import CLAIMS, THINGS

_KINDS = ", ".join(sorted([*CLAIMS, *THINGS, "passage"]))


@click.command("search")
@click.argument("words", nargs=-1, metavar="WORDS…")
@click.option(
    "--kind",
    metavar="KIND",
    help=f"Only this kind. One of: {_KINDS}.",
    shell_complete=complete_words(lambda: _KINDS.split(", ")),
)
@click.option("--texts", is_flag=True, help="Also your own copies of the articles.")
@output_options
@database_option
@click.pass_obj
def command(session: Session, words: tuple[str, ...], kind: str | None, texts: bool, output: Output) -> None:
    """Find entries that hold every word, in any of their fields.

    Names, titles, keys, summaries, wordings, notes, places and conditions are searched. A word is found from its
    beginning on, whatever its case, accents and punctuation: immun finds Immunity, us finds U.S. Nothing is guessed.
    What is found by its name comes first. `ref` is what `show` and `cite` take; `text` is the field that holds most
    of the words.
    """
    from sofadb.search import Search

    output.chosen_format()
    with session.reader() as reader:
        search = Search(reader, words, kind, texts=texts)
        output.emit(search.result())
        if hint := search.hint():
            for line in hint.split("\n"):
                note(line)
