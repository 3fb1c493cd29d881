"""The answer to a question: names of columns, and rows in that order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Value: TypeAlias = str | int | float | None
Row: TypeAlias = tuple[Value, ...]


class Result(NamedTuple):
    """Rows of a question, read once and in order.

    `columns` names the places of each row. Rows are tuples, not dictionaries, because a
    question may return two columns of one name. Dates are ISO text on both engines.
    `shown` names the columns that a table for the eye is limited to; empty means all.
    """

    columns: tuple[str, ...]
    rows: Iterable[Row]
    shown: tuple[str, ...] = ()
