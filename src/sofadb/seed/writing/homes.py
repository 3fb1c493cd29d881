"""Which file a row stands in, told by the rows alone: the same database gives the same files.

What one source alone uses stands in its file, so that the file can be handed on; what several use, or none,
stands in a shared file. States and areas are shared however many use them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sofadb.codebook import read_codebook

if TYPE_CHECKING:
    from sofadb.seed.reading.rows import NaturalKey
    from sofadb.seed.writing.stored import Stored, StoredCells

#: The shared files of actors, by kind of actor; all other kinds stand in the last.
_OF_KIND: Final = {"state": "states.yaml", "area": "areas.yaml"}
_OTHER_ACTORS: Final = "actors.yaml"
_PUBLICATIONS: Final = "publications.yaml"
SHARED: Final = (_PUBLICATIONS, *_OF_KIND.values(), _OTHER_ACTORS)

_LONGEST_NAME: Final = 200  # of a file; most systems take 255 bytes


def name_of_file(source: str) -> str:
    """Return the name of the file of a source: its key, unless that is taken or too long for a file."""
    if f"{source}.yaml" in SHARED:
        return f"{source}_source.yaml"  # no key holds '_'
    if len(source) > _LONGEST_NAME:
        import hashlib

        return f"{source[: _LONGEST_NAME - 70]}_{hashlib.sha256(source.encode()).hexdigest()}.yaml"
    return f"{source}.yaml"


def homes_of_actors(stored: Stored) -> dict[NaturalKey, str]:
    """Return the name of the file of each actor."""
    users: dict[NaturalKey, set[str]] = defaultdict(set)
    for table, rows in stored.items():
        columns = [column.name for column in read_codebook()[table].columns if column.refers_to == "actors"]
        if table in ("actors", "actor_names", "actor_codes"):
            continue
        for cells in rows.values():
            for column in columns:
                if isinstance(actor := cells[column], tuple):
                    users[actor].add(source_of(stored, cells))
    for actor, sources in list(users.items()):
        for whole in wholes(stored["actors"], actor, "part_of_id"):
            users[whole] |= sources
    return {
        actor: _home(users[actor], _OF_KIND.get(str(cells["kind"])), _OTHER_ACTORS)
        for actor, cells in stored["actors"].items()
    }


def homes_of_publications(stored: Stored) -> dict[NaturalKey, str]:
    """Return the name of the file of each publication."""
    users: dict[NaturalKey, set[str]] = defaultdict(set)
    for key, cells in stored["sources"].items():
        if isinstance(publication := cells["publication_id"], tuple):
            users[publication].add(key[0])
    return {key: _home(users[key], None, _PUBLICATIONS) for key in stored["publications"]}


def _home(sources: set[str], always: str | None, shared: str) -> str:
    if always is not None:
        return always
    return name_of_file(*sources) if len(sources) == 1 else shared


def source_of(stored: Stored, cells: StoredCells) -> str:
    """Return the key of the source that a row cites, itself or by the negotiation that it belongs to."""
    if isinstance(passage := cells.get("passage_id"), tuple):
        return str(passage[0])
    negotiation = cells["negotiation_id"]
    return source_of(stored, stored["negotiations"][negotiation]) if isinstance(negotiation, tuple) else ""


def wholes(rows: dict[NaturalKey, StoredCells], key: NaturalKey, column: str) -> list[NaturalKey]:
    """Return what a row is part of, and what that is part of, as far as it leads; a ring is gone round once."""
    found: list[NaturalKey] = []
    whole = rows[key][column]
    while isinstance(whole, tuple) and whole != key and whole not in found:
        found.append(whole)
        whole = rows[whole][column]
    return found
