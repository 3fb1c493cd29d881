"""`sofadb verify SOURCE FILE`: what is stored of a source against the reader's own copy."""

from __future__ import annotations

import click

from sofadb.cli.output import Output, output_options
from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_file, complete_keys


@click.command("verify")
@click.argument("source", shell_complete=complete_keys("source"))
@click.argument("file", shell_complete=complete_file)
@output_options
@database_option
@click.pass_obj
def command(session: Session, source: str, file: str, output: Output) -> None:
    """Hold what is stored of SOURCE against FILE, your own copy of it as plain text ('-' for standard input).

    There is a row for each passage and for each claim. A passage is matched, moved to another paragraph, changed,
    missing, or not checked, and `detail` says why. A claim is matched where its wording stands in its passage and
    its digits agree with what is stored, moved where the wording stands elsewhere, changed where other digits are
    printed. Headlines, captions and menus in the copy, other quotes, dashes and line breaks do not matter. Nothing
    of the copy is kept. Exit code 4 says that something differs.
    """
    from sofadb.errors import BadDataError
    from sofadb.resolve import resolve_key
    from sofadb.verification.copytext import CopyText
    from sofadb.verification.reading import name_of, read_copy
    from sofadb.verification.report import Report
    from sofadb.verification.stored import read_passages

    output.chosen_format()
    with session.reader() as reader:
        key = resolve_key(reader, "source", source)
        passages = read_passages(reader, key)
    report = Report(key, CopyText(read_copy(file)), passages)
    name = name_of(file)
    if report.is_another():
        note(f"nothing of {key} stands in {name}: is it a copy of another article?")
    output.emit(report.result())
    if mapping := report.mapping():
        note(f"in {name}, counted by blank lines, {mapping}")
    note(report.summary() or f"{key} has no passages")
    if report.differs():
        message = f"{name} differs from what is stored of {key}"
        raise BadDataError(message, "the rows that are not 'matched' say where; the copy, or the seed file, is wrong")
