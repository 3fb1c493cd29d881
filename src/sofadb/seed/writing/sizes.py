"""How long the files of sources would be: one that no load would take is refused before millions of rows are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.errors import BadDataError
from sofadb.seed.reading.text import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sofadb.database.reader import Reader

_MILLION: Final = 1024 * 1024
#: The least that the fields of every figure take: names, blanks, line ends, and a number of one digit; its words are
#: added. What may be left out, or is rare, is not counted.
_FEWEST: Final = 80
_SIZES_SQL: Final = f"""
SELECT s.key AS source, sum({_FEWEST} + length(c.key) + length(c.measure) + coalesce(17 + length(c.wording), 0)
    + coalesce(15 + length(c.as_of), 0)) AS characters
FROM personnel_counts AS c JOIN sources AS s ON s.id = c.source_id
GROUP BY s.key
ORDER BY s.key
"""  # noqa: S608  a number of our own


class TooLongError(BadDataError):
    """Sources whose seed files would be longer than a load takes; nothing was written."""

    def __init__(self, sizes: Mapping[str, int]) -> None:
        listed = ", ".join(f"{source} ({size // _MILLION:,} MB or more)" for source, size in sizes.items())
        message = f"a seed file holds at most {MOST_BYTES // _MILLION} MB; these sources have more: {listed}"
        super().__init__(message, "sofadb export writes their figures as a table; or name the other sources")


def check_sizes(reader: Reader, sources: Sequence[str]) -> None:
    """Refuse sources, or without any all that there are, whose figures alone are too long for a seed file."""
    sizes = least_sizes(reader)
    refuse_if_longer({source: sizes[source] for source in sizes if not sources or source in sources})


def least_sizes(reader: Reader) -> dict[str, int]:
    """Return how many bytes the figures of each source take at least in its seed file, without writing them."""
    return {str(source): int(str(size)) for source, size in reader.ask(_SIZES_SQL, {}, {}).rows}


def refuse_if_longer(sizes: Mapping[str, int]) -> None:
    """Raise TooLongError for those of more bytes than a seed file may have."""
    if longer := {source: size for source, size in sizes.items() if size > MOST_BYTES}:
        raise TooLongError(longer)
