"""Cells in a column of hosts that stand for all or several of the others: their rows are sums, and no figures."""

from __future__ import annotations

import re
from typing import Final

_ALL: Final = re.compile(
    r"(?:(?:grand|sub|world|overall)[ -]?)?totals?\b.*|.*\btotals?|sum|all|overall|world(?:[ -]?wide)?"
    r"|all (?:countries|states|areas|regions|locations|hosts).*"
)


def is_sum(cell: str) -> bool:
    """Tell whether a cell names all the others, such as World or Total abroad."""
    return _ALL.fullmatch(" ".join(cell.lower().split())) is not None
