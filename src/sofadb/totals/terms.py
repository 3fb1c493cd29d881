"""What a total is asked for, and which claims that leaves out before any are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.edtf import EdtfError, parse
from sofadb.errors import WrongUseError

if TYPE_CHECKING:
    from sofadb.totals.claims import Claim

#: The measures that count people who move; all others count people who are, or are to be, there.
FLOWS: Final = ("sent", "withdrawn")

#: Days are compared as text; this one comes after all of them.
ENDLESS: Final = "9999-99-99"


class Period(NamedTuple):
    """A period as it was asked for, with its first and last day; an empty one leaves that side open."""

    text: str
    first: str | None
    last: str | None


class Terms(NamedTuple):
    """What is known by `day`, movements within `period`, words read by `rule`."""

    day: str
    period: Period | None = None
    rule: str | None = None


def read_period(text: str) -> Period:
    """Read a period written in EDTF; raises WrongUseError for anything else."""
    try:
        days = parse(text)
    except EdtfError as error:
        raise WrongUseError(error.message, error.remedy) from error
    first, last = (None if day is None else day.isoformat() for day in (days.earliest, days.latest))
    return Period(text, first, last)


def day_of(claim: Claim, terms: Terms) -> str:
    """Return the last day for which a claim speaks, as far as it was known by the day that was asked for."""
    return min(claim.latest or ENDLESS, terms.day)


def why_left_out(claim: Claim, terms: Terms) -> str | None:
    """Say why a claim is left out whatever the others say; None where it is not."""
    if claim.status == "deprecated":
        return "deprecated"
    if claim.as_of is None:
        return "has no date"
    if claim.earliest is not None and claim.earliest > terms.day:
        return f"after {terms.day}"
    return _why_no_movement(claim, terms.period) if claim.group.measure in FLOWS else None


def _why_no_movement(claim: Claim, period: Period | None) -> str | None:
    if period is None:
        return "a movement: summed only over a period, --during"
    first, last = period.first or "", period.last or ENDLESS
    earliest, latest = claim.earliest or "", claim.latest or ENDLESS
    if latest < first or earliest > last:
        return f"outside {period.text}"
    return None if first <= earliest and latest <= last else f"not wholly within {period.text}"
