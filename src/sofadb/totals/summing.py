"""Sums claims by group: of each thing what was said last, and of nothing both the whole and a part.

Nothing here depends on the order of the claims; ties are broken by ref.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sofadb.errors import BadDataError
from sofadb.totals.amounts import Amount, add, amount_of, span
from sofadb.totals.terms import ENDLESS, FLOWS, day_of, why_left_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sofadb.totals.claims import Claim, Group, Thing
    from sofadb.totals.terms import Terms


class LeftOut(NamedTuple):
    """A claim that is not counted, and why; `whole` is the ref of the claim that holds its people already."""

    claim: Claim
    why: str
    whole: str | None = None


class Body(NamedTuple):
    """A thing with the claims on it: those that are counted, and those that are older.

    Movements on different days are different bodies of people.
    """

    thing: Thing
    amount: Amount
    counted: tuple[Claim, ...]
    older: tuple[LeftOut, ...] = ()


class Total(NamedTuple):
    """The total of a group; without a single claim that counts it has no amount."""

    group: Group
    amount: Amount | None
    bodies: tuple[Body, ...]
    left_out: tuple[LeftOut, ...]

    def counted(self) -> list[Claim]:
        """Return the claims that are counted, by ref."""
        return sorted((claim for body in self.bodies for claim in body.counted), key=_ref)

    def all_left_out(self) -> list[LeftOut]:
        """Return every claim that is not counted, by ref."""
        older = (left for body in self.bodies for left in body.older)
        return sorted([*self.left_out, *older], key=_ref_left_out)


def sum_up(claims: Iterable[Claim], wholes: Mapping[str, str], terms: Terms) -> list[Total]:
    """Return the total of every group of the claims.

    `wholes` says of claims that are not among these what they are parts of. Raises BadDataError for a
    claim that is a part of itself.
    """
    groups: dict[Group, list[Claim]] = {}
    within = dict(wholes)
    for claim in claims:
        groups.setdefault(claim.group, []).append(claim)
        if claim.part_of is not None:
            within[claim.ref] = claim.part_of
    return [_total(group, groups[group], within, terms) for group in sorted(groups)]


def wholes_of(ref: str, within: Mapping[str, str]) -> list[str]:
    """Return the refs of what a claim is a part of, the nearest first."""
    found = [ref]
    while (whole := within.get(found[-1])) is not None:
        if whole in found:
            raise BadDataError(
                f"{whole} is a part of itself, by way of {found[-1]}", "correct part_of of one of them"
            )
        found.append(whole)
    return found[1:]


def _total(group: Group, claims: list[Claim], within: Mapping[str, str], terms: Terms) -> Total:
    left_out: list[LeftOut] = []
    known: dict[str, Claim] = {}
    for claim in sorted(claims, key=_ref):
        if (why := why_left_out(claim, terms)) is not None:
            left_out.append(LeftOut(claim, why))
        else:
            known[claim.ref] = claim
    said: dict[tuple[Thing, tuple[str, ...]], list[Claim]] = {}
    for claim in known.values():
        whole = next((ref for ref in wholes_of(claim.ref, within) if ref in known), None)
        if whole is not None:
            left_out.append(LeftOut(claim, f"part of {whole}", whole))
        else:
            said.setdefault((claim.thing, _days_that_tell_apart(claim)), []).append(claim)
    bodies = tuple(_body(said[key], terms) for key in sorted(said, key=_order))
    amount = add([body.amount for body in bodies]) if bodies else None
    return Total(group, amount, bodies, tuple(left_out))


def _body(claims: Sequence[Claim], terms: Terms) -> Body:
    """Take the claims of the latest day; of a movement, whose claims all have the same days, take all."""
    days = [day_of(claim, terms) for claim in claims]
    last = max(days)
    counted = tuple(claim for claim, day in zip(claims, days, strict=True) if day == last)
    older = [claim for claim, day in zip(claims, days, strict=True) if day < last]
    amount = span([amount_of(claim, terms.rule) for claim in counted])
    why = f"older than {counted[0].ref}"
    return Body(counted[0].thing, amount, counted, tuple(LeftOut(claim, why) for claim in older))


def _days_that_tell_apart(claim: Claim) -> tuple[str, ...]:
    """Return the days of a movement; people who are there are the same on any day."""
    return (claim.earliest or "", claim.latest or "") if claim.group.measure in FLOWS else ()


def overlapping(total: Total) -> dict[str, str]:
    """Return the refs of movements of one thing whose days overlap those of an earlier one, with its ref.

    Whether these are the same people cannot be told from here.
    """
    found: dict[str, str] = {}
    bodies = total.bodies if total.group.measure in FLOWS else ()
    for _, alike in groupby(bodies, _thing):
        longest = None
        for claims in (body.counted for body in alike):
            if longest is not None and (claims[0].earliest or "") <= (longest.latest or ENDLESS):
                found |= {claim.ref: longest.ref for claim in claims}
            if longest is None or (claims[0].latest or ENDLESS) > (longest.latest or ENDLESS):
                longest = claims[0]
    return found


def _thing(body: Body) -> Thing:
    return body.thing


def _ref(claim: Claim) -> str:
    return claim.ref


def _ref_left_out(left: LeftOut) -> str:
    return left.claim.ref


def _order(key: tuple[Thing, tuple[str, ...]]) -> tuple[str, ...]:
    thing, days = key
    return (thing.deployment or "", thing.place or "", thing.function, *days)
