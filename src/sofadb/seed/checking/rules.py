"""The rules that rows keep among themselves: dates and words, digits, what is told twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb.seed.checking.digits import check_digits
from sofadb.seed.checking.doubts import find_doubts
from sofadb.seed.checking.hindsight import check_hindsight
from sofadb.seed.checking.precision import check_precision
from sofadb.seed.checking.repeated import check_repeated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.seed.mistakes import Mistake
    from sofadb.seed.reading.rows import SeedRow


def check_claims(rows: Sequence[SeedRow]) -> Iterator[Mistake]:
    """Find what is wrong with claims that can all be read."""
    yield from check_precision(rows)
    yield from check_hindsight(rows)
    yield from check_digits(rows)
    yield from check_repeated(rows)
    yield from find_doubts(rows)
