"""Whether the wording of a claim stands in its passage, and its digits agree with what is stored."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.numerals import numerals
from sofadb.wording import find_with_other_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sofadb.verification.copytext import Run
    from sofadb.verification.passages import Comparison, Judged
    from sofadb.verification.stored import Claim

_SCALES: Final = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SCALE: Final = re.compile(rf"\b({'|'.join(_SCALES)})", re.IGNORECASE)


class Checked(NamedTuple):
    """What was found of a claim."""

    verdict: str
    found: str | None = None
    detail: str = ""


def check_claim(comparison: Comparison, claim: Claim, judged: Judged) -> Checked:
    """Return whether a wording stands in its passage, elsewhere or nowhere, and whether its digits agree."""
    if not claim.wording:
        return Checked("not checked", detail="no wording is stored")
    copy = comparison.copy
    if judged.run and (place := copy.find(claim.wording, judged.run)):
        printed = copy.text[slice(*place[1])]
        return _with_digits(claim, printed, "matched", judged.found or comparison.name(place[0]))
    if place := copy.find(claim.wording, copy.whole()):
        printed, where = copy.text[slice(*place[1])], comparison.name(place[0])
        # Where nobody can tell the bounds of a passage, a wording is as good anywhere.
        return _with_digits(claim, printed, "matched" if judged.verdict == "not checked" else "moved", where)
    if judged.run and (others := _printed(comparison, claim, judged.run)):
        return Checked("changed", judged.found, f"printed: {others}{_bounds(claim)}")
    return Checked("missing", detail=f"nowhere in the copy: {claim.wording}")


def _with_digits(claim: Claim, printed: str, verdict: str, found: str) -> Checked:
    if digits_agree(printed, claim.bounds):
        return Checked(verdict, found)
    return Checked("changed", found, f"printed: {' '.join(printed.split())}{_bounds(claim)}")


def _printed(comparison: Comparison, claim: Claim, run: Run) -> str | None:
    """Return the words of the wording as they stand there with other numbers."""
    text = comparison.copy.text_of(run)
    span = find_with_other_numbers(text, claim.wording)
    return text[slice(*span)] if span else None


def _bounds(claim: Claim) -> str:
    return f"; stored: {' to '.join(map(str, claim.bounds))}" if claim.bounds else ""


def digits_agree(printed: str, bounds: Sequence[int]) -> bool:
    """Tell whether the bounds that are stored are numbers that are printed; words without a number say nothing."""
    values = {numeral.value for numeral in numerals(printed)}
    if not values or not bounds or not any(bounds):
        return True
    # In "between ten and twelve thousand" the scale is meant for both.
    scales = {_SCALES[found.lower()] for found in _SCALE.findall(printed)}
    meant = values | {value * scale for value in values for scale in scales}
    return all(bound in meant for bound in bounds)
