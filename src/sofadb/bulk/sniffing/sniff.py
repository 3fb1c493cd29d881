"""A first map for a table: what was recognised, marks where a person must finish it, and the traps that were seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb.bulk.sniffing.columns import Actors, sniff_columns
from sofadb.bulk.sniffing.draft import write_draft
from sofadb.bulk.sniffing.form import read_sample
from sofadb.bulk.sniffing.roles import Roles
from sofadb.database.reader import open_reader
from sofadb.seed.checking.known import KnownRows

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target


def sniffed(path: Path, target: Target) -> str:
    """Return a first map for a CSV file as text; codes and names are those of the actors of a database.

    Raises TableError or WrongUseError with what is wrong with the file.
    """
    sample = read_sample(path)
    columns = sniff_columns(sample, read_actors(target))
    return write_draft(Roles(path, sample, columns))


def read_actors(target: Target) -> Actors:
    """Read the strong names and the codes of all actors."""
    with open_reader(target) as reader:
        known = KnownRows(reader, set())
        codes: dict[str, dict[str, str]] = {}
        for scheme, code, actor, *_ in known.codes():
            codes.setdefault(scheme, {})[code.upper()] = actor
        return Actors({folded: actor for folded, (actor, _) in known.names().items()}, codes)
