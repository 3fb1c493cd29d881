"""`sofadb export`: a table or a view, or all of them, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sofadb import exports
from sofadb.cli.output import Output, output_options, replacing
from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_words
from sofadb.codebook import read_codebook
from sofadb.errors import SofadbError, WrongUseError
from sofadb.formats import FORMATS, write

if TYPE_CHECKING:
    from sofadb.database.reader import Reader


_PAGES = ("codebook.json", "bibliography.json", "datapackage.json")


@click.command("export")
@click.argument("name", required=False, shell_complete=complete_words(read_codebook))
@click.option("--all", "folder", metavar="DIR", help="All tables and views as CSV, with codebook and bibliography.")
@click.option("--texts", is_flag=True, help="Also your own copies of the articles, which belong to their authors.")
@output_options
@database_option
@click.pass_obj
def command(session: Session, name: str | None, folder: str | None, texts: bool, output: Output) -> None:
    """Export the table or view NAME, or all of them.

    With --all, DIR then holds one CSV file for each table and view, the codebook, a bibliography in CSL-JSON,
    and a datapackage.json that describes them.
    """
    if (name is None) == (folder is None):
        listed = ", ".join(read_codebook())
        raise WrongUseError("export takes either a table or view, or --all DIR", f"NAME is one of: {listed}")
    if folder is not None and output.is_arranged():
        raise WrongUseError("--all writes every row and column as CSV into DIR", "leave out all but --force")
    with session.reader() as reader:
        if folder is not None:
            export_all(reader, Path(folder), texts=texts, force=output.force)
        else:
            output.emit(exports.read_table(reader, exports.find_table(str(name)), texts=texts))


def export_all(reader: Reader, folder: Path, *, texts: bool, force: bool) -> None:
    """Write everything into a folder; files that exist are replaced only when that was asked for."""
    tables = list(read_codebook().values())
    names = [*(f"{table.name}.csv" for table in tables), *_PAGES]
    if not force and (there := [name for name in names if (folder / name).exists()]):
        raise SofadbError(f"{folder} holds {there[0]} already", "name another folder, or add --force")
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        with replacing(folder / f"{table.name}.csv", force=force) as stream:
            write(FORMATS["csv"], exports.read_table(reader, table, texts=texts), stream)
    pages = (exports.codebook(texts=texts), exports.bibliography(reader), exports.data_package(tables, texts=texts))
    for name, text in zip(_PAGES, pages, strict=True):
        with replacing(folder / name, force=force) as stream:
            stream.write(text)
    note(f"wrote {len(names)} files to {folder}")
