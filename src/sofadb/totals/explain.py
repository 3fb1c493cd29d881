"""Why a total is what it is: a tree that names every claim, those that are counted and those that are not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.result import Result
from sofadb.totals.amounts import least_by_rule
from sofadb.totals.summing import overlapping, wholes_of
from sofadb.totals.terms import FLOWS, day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sofadb.result import Row
    from sofadb.totals.amounts import Amount
    from sofadb.totals.claims import Claim, Group
    from sofadb.totals.summing import Body, LeftOut, Total
    from sofadb.totals.terms import Terms

_COLUMNS: Final = (
    *("tree", "ref", "role", "why", "wording", "low", "best", "high", "as_of", "source", "locator"),
    *("actor", "host", "measure", "category"),
)
# With spaces at which no line is broken, nor that a page leaves out.
_NOT_LAST: Final = ("├─\u00a0", "│\u00a0\u00a0")
_LAST: Final = ("└─\u00a0", "\u00a0\u00a0\u00a0")
_SHOWN: Final = ("tree", "low", "best", "high", "as_of", "why")


class Node(NamedTuple):
    """A line of the tree: a total, a thing or a claim, and what stands under it."""

    label: str
    role: str
    why: str
    numbers: Amount | tuple[int | None, int | None, int | None]
    claim: Claim | None
    below: Callable[[], Sequence[Node]]


def explain_totals(totals: Sequence[Total], within: Mapping[str, str], terms: Terms) -> Result:
    """Return a row for each total, under it its things with the claims on them, and last what is left out.

    `within` says of every claim what it is a part of.
    """
    return Result(_COLUMNS, _Trees(totals, within, terms).rows(), _SHOWN)


class _Trees:
    """Draws the tree of each total; a claim that is a part of another stands under it."""

    def __init__(self, totals: Sequence[Total], within: Mapping[str, str], terms: Terms) -> None:
        self._totals, self._within, self._terms = totals, within, terms
        self._groups = {claim.ref: total.group for total in totals for claim in total.counted()}

    def rows(self) -> Iterator[Row]:
        for total in self._totals:
            group = total.group
            for lead, node in _drawn(self._total(total)):
                yield (*_cells(lead, node), group.actor, group.host, group.measure, group.category)

    def _total(self, total: Total) -> Node:
        parts: dict[str | None, list[LeftOut]] = {}
        for left in total.left_out:
            parts.setdefault(left.whole, []).append(left)
        counted = len(total.counted())
        why = f"{_when(total, self._terms)}: {counted} counted, {len(total.all_left_out())} left out"
        numbers = total.amount or (None, None, None)
        return Node(_named(total.group), "total", why, numbers, None, partial(self._bodies, total, parts))

    def _bodies(self, total: Total, parts: dict[str | None, list[LeftOut]]) -> list[Node]:
        overlaps = overlapping(total)
        bodies = [self._body(body, parts, overlaps) for body in total.bodies]
        return [*bodies, *(_left(left, parts) for left in parts.get(None, ()))]

    def _body(self, body: Body, parts: dict[str | None, list[LeftOut]], overlaps: dict[str, str]) -> Node:
        first, thing = body.counted[0], body.thing
        moves = first.group.measure in FLOWS
        said = f"moved {first.as_of}" if moves else f"last said for {day_of(first, self._terms)}"
        why = (
            said if len(body.counted) == 1 else f"{said}, {len(body.counted)} claims: from the lowest to the highest"
        )
        named = ", ".join(each for each in (thing.deployment or "no deployment", thing.place, thing.function) if each)
        below = [
            *(
                Node(claim.ref, "counted", self._why(claim, overlaps), _stored(claim), claim, _under(claim, parts))
                for claim in body.counted
            ),
            *(_left(left, parts) for left in body.older),
        ]
        return Node(named, "thing", why, body.amount, None, lambda: below)

    def _why(self, claim: Claim, overlaps: dict[str, str]) -> str:
        said = ["counted"] if claim.status == "accepted" else [f"counted, though its status is {claim.status}"]
        if (least := least_by_rule(claim, self._terms.rule)) is not None:
            said.append(f"{claim.quantifier} read as at least {least}")
        for whole in wholes_of(claim.ref, self._within):
            if (group := self._groups.get(whole)) is not None:
                said.append(f"also within {whole}, counted as {_named(group)}")
                break
        if claim.ref in overlaps:
            said.append(f"may be the same people as {overlaps[claim.ref]}: the days overlap")
        return "; ".join(said)


def _left(left: LeftOut, parts: dict[str | None, list[LeftOut]]) -> Node:
    claim = left.claim
    return Node(claim.ref, "left out", left.why, _stored(claim), claim, _under(claim, parts))


def _under(claim: Claim, parts: dict[str | None, list[LeftOut]]) -> Callable[[], Sequence[Node]]:
    """Return what lists the parts of a claim that are left out because it holds them."""
    return lambda: [_left(part, parts) for part in parts.get(claim.ref, ())]


def _stored(claim: Claim) -> tuple[int | None, int | None, int | None]:
    return claim.low, claim.best, claim.high


def _named(group: Group) -> str:
    return f"{group.actor} in {group.host}, {group.measure} {group.category}"


def _when(total: Total, terms: Terms) -> str:
    if total.group.measure in FLOWS and terms.period is not None:
        return f"within {terms.period.text}"
    return f"known by {terms.day}"


def _drawn(root: Node) -> Iterator[tuple[str, Node]]:
    """Return the nodes of a tree from the top down, each with the lines that lead to it."""
    waiting = [("", "", root)]
    while waiting:
        lead, indent, node = waiting.pop()
        yield lead, node
        below = node.below()
        for number, inner in reversed(list(enumerate(below, start=1))):
            fork, pipe = _LAST if number == len(below) else _NOT_LAST
            waiting.append((indent + fork, indent + pipe, inner))


def _cells(lead: str, node: Node) -> Row:
    claim = node.claim
    told = (claim.as_of, claim.source, claim.locator) if claim else (None, None, None)
    ref, wording = (claim.ref, claim.wording) if claim else (None, None)
    return (f"{lead}{node.label}", ref, node.role, node.why, wording, *node.numbers, *told)
