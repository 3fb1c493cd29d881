"""The rows that are refused: grouped by their reasons, and written to a file of their own."""

from __future__ import annotations

import io
from itertools import groupby
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import distinct, func, select

from sofadb.bulk.table import ENCODINGS, TableReader
from sofadb.formats.csv import delimited

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.bulk.staging import Staging
    from sofadb.bulk.table import Form

#: The column that a file of refused rows has beside those of the table.
REASON: Final = "refused_because"
MOST_LINES_NAMED: Final = 5
MOST_CELLS_SHOWN: Final = 5
MOST_REASONS: Final = 20
_AT_ONCE: Final = 10_000


class Refusal(NamedTuple):
    """One reason: the column it speaks of (empty: the whole row), how many rows it is true of, and the first.

    Where the reason does not name the cell, `shown` does: that of the first row, and then others that differ.
    """

    column: str
    shown: tuple[str, ...]
    reason: str
    rows: int
    lines: tuple[int, ...]


class Refusals(NamedTuple):
    """The reasons that most rows are refused for, and how many there are besides."""

    first: list[Refusal]
    others: int


def group_refusals(staging: Staging) -> Refusals:
    """Return every reason once: first what is true of most rows, else in the order of the file."""
    refused = staging.refused
    rows, line = func.count(distinct(refused.c.line)), func.min(refused.c.line)
    reasons = select(refused.c.place, refused.c.reason, rows).group_by(refused.c.place, refused.c.reason)
    wanted = reasons.order_by(rows.desc(), line, refused.c.place, refused.c.reason).limit(MOST_REASONS)
    first = [_refusal(staging, *group) for group in staging.connection.execute(wanted).all()]
    number = staging.connection.scalar(select(func.count()).select_from(reasons.subquery())) or 0
    return Refusals(first, number - len(first))


def _refusal(staging: Staging, column: str, reason: str, rows: int) -> Refusal:
    refused = staging.refused
    lines = (
        select(refused.c.line)
        .where(refused.c.place == column, refused.c.reason == reason)
        .group_by(refused.c.line)
        .order_by(refused.c.line)
        .limit(MOST_LINES_NAMED)
    )
    cells = (
        select(refused.c.shown)
        .where(refused.c.place == column, refused.c.reason == reason, refused.c.shown.is_not(None))
        .group_by(refused.c.shown)
        .order_by(func.min(refused.c.line), refused.c.shown)
        .limit(MOST_CELLS_SHOWN + 1)
    )
    shown = staging.connection.scalars(cells).all()
    shown = [*shown[:MOST_CELLS_SHOWN], "…"] if len(shown) > MOST_CELLS_SHOWN else shown
    return Refusal(column, tuple(shown), reason, rows, tuple(staging.connection.scalars(lines)))


def count_refused(staging: Staging) -> int:
    """Count the rows that are refused, each once."""
    return staging.connection.scalar(select(func.count(distinct(staging.refused.c.line)))) or 0


def write_refused(staging: Staging, path: Path, form: Form, stream: IO[Any]) -> None:
    """Write the refused rows as they stand in the file, in the same form, and in a column more why.

    The file can be corrected and imported with the same map. A row with too many or too few cells keeps them, and
    has the reason behind the last: it must not pass for one that fits.
    """
    encoding = ENCODINGS[form.encoding].removesuffix("-sig")
    # A sign that only a reason has, such as a name from the database, may be missing in the encoding of the table.
    text = io.TextIOWrapper(stream, encoding=encoding, errors="backslashreplace", newline="\n")
    reader = TableReader(path, form)
    try:
        header, width = reader.header, len(reader.header)
        if header[-1] == REASON:
            header, width = header[:-1], width - 1
        text.write(delimited([(*header, REASON)], form.delimiter, ""))
        reasons = _reasons(staging)
        refused, reason = next(reasons, (0, ""))
        for line in reader.rows():
            if line.number == refused:
                cells = line.cells[:width] if len(line.cells) == len(reader.header) else line.cells
                text.write(delimited([(*cells, reason)], form.delimiter, ""))
                refused, reason = next(reasons, (0, ""))
    finally:
        reader.close()
        text.flush()
        text.detach()


def _reasons(staging: Staging) -> Iterator[tuple[int, str]]:
    """Return every refused line with all that is wrong with it, in the order of the file."""
    refused = staging.refused
    listed = select(refused.c.line, refused.c.place, refused.c.shown, refused.c.reason).distinct()
    listed = listed.order_by(refused.c.line, refused.c.place, refused.c.reason)
    streamed = {"stream_results": True, "yield_per": _AT_ONCE}
    rows = staging.connection.execute(listed, execution_options=streamed)
    for line, said in groupby(rows, key=lambda row: int(row.line)):
        yield line, "; ".join(written_out(row.place, row.shown or "", row.reason) for row in said)


def written_out(column: str, shown: str, reason: str) -> str:
    """Write a reason as people read it."""
    return f"{f'column {column!r}: ' if column else ''}{f'{shown} ' if shown else ''}{reason}"
