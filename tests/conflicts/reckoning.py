"""A second reckoning: the same rules on sets of days, claim by claim."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = "abcd"
DAYS = range(6)
EVER = frozenset(range(-1, 7))


@dataclass(frozen=True)
class Claim:
    """A claim of some source; days are numbers, and an open side reaches one day beyond all others."""

    source: str
    host: int
    function: str
    place: str | None
    measure: str
    category: str
    quantifier: str
    numbers: tuple[int | None, int | None, int | None]
    days: tuple[int | None, int | None] | None
    status: str
    whole: int | None = None

    def people(self) -> tuple[object, ...]:
        """Return what makes claims speak of the same people."""
        return self.host, self.function, self.place

    def thing(self) -> tuple[object, ...]:
        """Return what makes claims speak of the same thing."""
        return (*self.people(), self.measure, self.category)

    def on(self) -> frozenset[int]:
        """Return the days it may mean."""
        if self.days is None:
            return frozenset()
        first, last = self.days
        return frozenset(day for day in EVER if (first is None or day >= first) and (last is None or day <= last))

    def span(self) -> tuple[float, float]:
        """Return what it at least and at most claims."""
        low, best, high = self.numbers
        least = low if low is not None else best
        most = high if high is not None else best
        return (
            -inf if least is None else least + (self.quantifier == "more_than"),
            inf if most is None else most - (self.quantifier == "fewer_than"),
        )

    def speaks(self) -> bool:
        """Tell whether it takes part in comparisons."""
        return self.numbers != (None, None, None) and self.days is not None and self.status != "deprecated"

    def fits(self, other: Claim) -> bool:
        """Tell whether people who moved may be compared."""
        moved = {self.measure, other.measure} & {"sent", "withdrawn"}
        return not moved or len(self.on()) == len(other.on()) == 1

    def meets(self, other: Claim) -> bool:
        """Tell whether both can be true."""
        return self.span()[0] <= other.span()[1] and other.span()[0] <= self.span()[1]


class Reckoning:
    """Compares all claims with all others."""

    def __init__(self, claims: list[Claim]) -> None:
        self.claims = claims
        self.refs = [f"{claim.source}/c{number}" for number, claim in enumerate(claims)]

    def wholes(self, number: int) -> list[int]:
        """Return the wholes of a claim, from the nearest."""
        whole = self.claims[number].whole
        return [] if whole is None else [whole, *self.wholes(whole)]

    def step(self, number: int) -> int:
        """Count the wholes that are the very same thing."""
        return sum(self.claims[whole].thing() == self.claims[number].thing() for whole in self.wholes(number))

    def compared(self, one: int, other: int) -> bool:
        """Tell whether two claims speak of the same people on a common day, and not of parts and wholes."""
        first, second = self.claims[one], self.claims[other]
        tops = {(self.wholes(number) or [number])[-1] for number in (one, other)}
        return (
            one != other
            and first.people() == second.people()
            and first.speaks()
            and second.speaks()
            and bool(first.on() & second.on())
            and first.fits(second)
            and self.step(one) == self.step(other)
            and one not in self.wholes(other)
            and other not in self.wholes(one)
            and (first.source != second.source or len(tops) == 2)
        )

    def same(self, one: int, other: int) -> bool:
        """Tell whether two claims that may be compared are on the very same thing."""
        return self.compared(one, other) and self.claims[one].thing() == self.claims[other].thing()

    def stands_with(self, one: int, other: int) -> int:
        """Count the sources that stand with the one on a day that it has in common with the other."""
        heard: dict[str, list[bool]] = defaultdict(list)
        for third, claim in enumerate(self.claims):
            if self.same(one, third) and self.same(other, third):
                heard[claim.source].append(claim.meets(self.claims[one]))
        own = {self.claims[one].source, self.claims[other].source}
        return 1 + sum(all(meets) for source, meets in heard.items() if source not in own)

    def pairs(self) -> Iterator[tuple[object, ...]]:
        """Find the pairs that do not meet."""
        for one, other in itertools.permutations(range(len(self.claims)), 2):
            first, second = self.claims[one], self.claims[other]
            if self.refs[one] > self.refs[other] or not self.compared(one, other) or first.meets(second):
                continue
            if first.thing() != second.thing():
                verdict = "other_measure" if first.measure != second.measure else "other_category"
                yield self.refs[one], self.refs[other], verdict, None, None, None, *first.numbers
                continue
            counts = self.stands_with(one, other), self.stands_with(other, one)
            majority = None if counts[0] == counts[1] else self.refs[one if counts[0] > counts[1] else other]
            verdict = "majority" if majority else "conflict"
            yield self.refs[one], self.refs[other], verdict, majority, *counts, *first.numbers

    def over(self) -> Iterator[tuple[object, ...]]:
        """Find the parts that are more than a whole of theirs."""
        for number, part in enumerate(self.claims):
            for above in self.wholes(number):
                whole = self.claims[above]
                if (
                    (part.speaks() and whole.speaks() and part.measure == whole.measure)
                    and (part.on() & whole.on() and part.fits(whole))
                    and part.span()[0] > whole.span()[1]
                ):
                    ref = self.refs[above]
                    yield self.refs[number], ref, "part_over_whole", None, None, None, *part.numbers

    def sums(self) -> Iterator[tuple[object, ...]]:
        """Find the wholes to which the parts in a source do not add up."""
        for number, whole in enumerate(self.claims):
            if whole.quantifier != "exact" or not whole.speaks() or not whole.fits(whole):
                continue
            for source in {claim.source for claim in self.claims}:
                parts = [
                    part
                    for part, claim in enumerate(self.claims)
                    if claim.whole == number
                    and claim.source == source
                    and claim.measure == whole.measure
                    and claim.status != "deprecated"
                    and (claim.days is None or claim.on() & whole.on())
                ]
                if (total := self.total(whole, [self.claims[part] for part in parts])) is not None:
                    first = min(self.refs[part] for part in parts)
                    yield first, self.refs[number], "parts_not_whole", None, None, None, *total

    def total(self, whole: Claim, parts: list[Claim]) -> tuple[int, None, int | None] | None:
        """Add up parts, and return the sum where it cannot be the whole."""
        spans = {
            part: (max(part.span()[0], 0.0), part.span()[1]) if part.days and part.fits(whole) else (0.0, inf)
            for part in parts
        }
        things = {part.thing() for part in parts}
        days = EVER.intersection(*(part.on() for part in parts if part.days))
        exact = whole.span()[0]
        least = sum(min(spans[part][0] for part in parts if part.thing() == thing) for thing in things)
        most = sum(spans[part][1] for part in parts)
        if len(things) < 2 or not days or max(low for low, _ in spans.values()) > exact or least <= exact <= most:
            return None
        return int(least), None, None if most == inf else int(most)

    def findings(self) -> list[tuple[object, ...]]:
        """Return all that is found, sorted."""
        return sorted((*self.pairs(), *self.over(), *self.sums()), key=repr)

    def agreement(self) -> list[tuple[object, ...]]:
        """Return ref, word, and how many other sources meet each claim, or do not; sorted."""
        return sorted(self.agreements(), key=repr)

    def agreements(self) -> Iterator[tuple[object, ...]]:
        """Reckon the word of each claim that has one."""
        for number, claim in enumerate(self.claims):
            if not claim.speaks():
                continue
            heard: dict[str, list[bool]] = defaultdict(list)
            for third, other in enumerate(self.claims):
                if self.same(number, third) and other.source != claim.source:
                    heard[other.source].append(other.meets(claim))
            meeting = sum(all(meets) for meets in heard.values())
            against = len(heard) - meeting
            word = "majority" if meeting + 1 > against else "conflict"
            word = ("confirmed" if not against else word) if heard else "unique"
            yield self.refs[number], word, meeting, against
