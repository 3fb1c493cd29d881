"""The totals as an answer: one row a group, which names every claim that is counted and every one that is not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from sofadb.result import Result
from sofadb.totals.claims import Group
from sofadb.totals.terms import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sofadb.result import Row
    from sofadb.totals.summing import Total
    from sofadb.totals.terms import Terms

_COLUMNS: Final = (
    *Group._fields,
    *("low", "best", "high", "claims", "oldest", "newest", "counted", "left_out"),
)
_SHOWN: Final = ("low", "best", "high", "measure", "category", "actor", "host", "claims", "newest")


def list_totals(totals: Iterable[Total], terms: Terms) -> Result:
    """Return one row for each total; `oldest` and `newest` are days for which the counted claims speak last."""
    # `map` keeps no total while the next one is reckoned, as the variable of a loop would.
    return Result(_COLUMNS, map(partial(_row, terms), totals), _SHOWN)


def _row(terms: Terms, total: Total) -> Row:
    counted = total.counted()
    days = [day_of(claim, terms) for claim in counted]
    return (
        *total.group,
        *(total.amount or (None, None, None)),
        len(counted),
        min(days, default=None),
        max(days, default=None),
        "; ".join(claim.ref for claim in counted) or None,
        "; ".join(f"{left.claim.ref} ({left.why})" for left in total.all_left_out()) or None,
    )
