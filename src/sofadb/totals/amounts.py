"""Numbers of people as ranges: how a claim is read, what several claims say together, and how they add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sofadb.totals.claims import Claim

#: The rules by which words become numbers where they are asked for: rule -> quantifier -> the least it may mean.
RULES: Final[dict[str, dict[str, int]]] = {
    "at_least": {"several": 3, "dozens": 24, "hundreds": 200, "thousands": 2000},
}


class Amount(NamedTuple):
    """From `low` to `high` people; without a `high` there is no upper bound, without a `best` no one number."""

    low: int
    best: int | None
    high: int | None


def amount_of(claim: Claim, rule: str | None) -> Amount:
    """Return the range that a claim gives: what it does not bound from below is 0, from above is open."""
    least = least_by_rule(claim, rule) or 0
    low = next((number for number in (claim.low, claim.best) if number is not None), least)
    return Amount(low, claim.best, claim.high)


def least_by_rule(claim: Claim, rule: str | None) -> int | None:
    """Return what a rule reads out of a claim's word; None where the claim has a number, or the rule none."""
    if rule is None or (claim.low, claim.best, claim.high) != (None, None, None):
        return None
    return RULES[rule].get(claim.quantifier)


def span(amounts: Sequence[Amount]) -> Amount:
    """Return the range that holds all that is claimed of one thing; `best` stays only where all have the same."""
    bests = {amount.best for amount in amounts}
    return Amount(
        min(amount.low for amount in amounts),
        bests.pop() if len(bests) == 1 else None,
        _if_all(max, [amount.high for amount in amounts]),
    )


def add(amounts: Sequence[Amount]) -> Amount:
    """Return the sum of ranges; what one of them leaves open, the sum leaves open."""
    return Amount(
        sum(amount.low for amount in amounts),
        _if_all(sum, [amount.best for amount in amounts]),
        _if_all(sum, [amount.high for amount in amounts]),
    )


def _if_all(together: Callable[[list[int]], int], numbers: Sequence[int | None]) -> int | None:
    """Put numbers together if none of them is missing."""
    known = [number for number in numbers if number is not None]
    return together(known) if len(known) == len(numbers) else None
