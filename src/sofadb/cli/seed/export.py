"""`sofadb seed export`: from the database back to seed files."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_file, complete_keys
from sofadb.errors import SofadbError, WrongUseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@click.command("export")
@click.argument("folder", metavar="DIR", shell_complete=complete_file)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=complete_keys("source"))
@click.option("--force", is_flag=True, help="Replace files of the same names.")
@database_option
@click.pass_obj
def command(session: Session, folder: str, sources: tuple[str, ...], force: bool) -> None:
    """Write seed files into DIR from what the database holds.

    One file for each source, with the actors and the publication that it alone uses; the others stand in actors.yaml,
    states.yaml, areas.yaml and publications.yaml. With SOURCE, only the files of these sources. Your own copies of
    articles are left out. Loaded into an empty database, the files give the same rows.
    """
    from sofadb.seed.writing.files import write_seeds

    if "\0" in folder:
        raise WrongUseError(f"{folder!r} cannot be the name of a folder", "name another folder")
    with session.reader() as reader:
        seeds = write_seeds(reader, [source.lower() for source in sources])
    place = Path(folder)
    for name in seeds.texts:
        _check_place(session, place / name, force=force)
    _put(place, seeds.texts)
    for table, keys in seeds.outside.items():
        note(f"refers to {table.replace('_', ' ')} in other files: {', '.join(keys)}")
    if others := _others(place, seeds.texts):
        note(f"warning: {folder} holds other seed files, which a load of the folder takes too: {', '.join(others)}")
    note(f"wrote {len(seeds.texts)} seed file{'s' * (len(seeds.texts) != 1)} with {seeds.rows} rows to {folder}")


def _check_place(session: Session, path: Path, *, force: bool) -> None:
    """Refuse to write over what is there, unless it is a file and that was asked for."""
    if path.parent.exists() and not path.parent.is_dir():
        raise SofadbError(f"{path.parent} is not a folder", "name a folder, or one to be made")
    if session.is_of_database(path):
        raise SofadbError(f"{path} belongs to the database", "name another folder")
    if path.exists() and not path.is_file():
        raise SofadbError(f"{path} is not a regular file", "name another folder")
    if path.exists() and not force:
        raise SofadbError(f"{path} exists already", "name another folder, or add --force to replace it")


def _put(folder: Path, texts: Mapping[str, str]) -> None:
    """Write all files into a folder that nobody looks into, and move them into place when they are whole."""
    real = folder.resolve()
    is_new = not real.exists()
    apart = (real.parent if is_new else real) / f".{real.name}.{os.getpid()}"
    # What a process that is killed leaves in a folder of seed files must not look like one.
    ending = "" if is_new else ".part"
    try:
        apart.parent.mkdir(parents=True, exist_ok=True)
        apart.mkdir()
        try:
            for name, text in texts.items():
                (apart / f"{name}{ending}").write_bytes(text.encode())
            if is_new:
                apart.rename(real)
            else:
                for name in texts:
                    (apart / f"{name}{ending}").replace(real / name)
        finally:
            shutil.rmtree(apart, ignore_errors=True)
    except OSError as error:
        raise SofadbError(f"cannot write {folder}: {error.strerror}", "name another folder") from error


def _others(folder: Path, written: Iterable[str]) -> list[str]:
    """Return the seed files of a folder that were not written now."""
    from sofadb.seed.reading.text import ENDINGS

    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in ENDINGS}
    return sorted(found - set(written))
