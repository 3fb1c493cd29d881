"""Counts of people and of assets in a seed file: one quantity each, with parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field, model_validator

from sofadb.seed.form.entries import ClaimEntry
from sofadb.seed.form.values import ClaimReference, Date, Key, Number, Text, wrong
from sofadb.seed.form.words import AssetKind, BasisAspect, Category, Function, Measure, QuantityWord, Yes, YesNo

if TYPE_CHECKING:
    from typing import Self


#: The fields of which a count has exactly one.
QUANTITIES = (
    "exact",
    "about",
    "nearly",
    "up_to",
    "at_least",
    "more_than",
    "fewer_than",
    "between",
    "words",
    "unknown",
    "none",
)


class Quantified(ClaimEntry):
    """A number with its hedge: exactly one of the quantities."""

    exact: Number | None = None
    about: Number | None = None
    nearly: Number | None = None
    up_to: Number | None = None
    at_least: Number | None = None
    more_than: Number | None = None
    fewer_than: Number | None = None
    between: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    words: QuantityWord | None = None
    unknown: Yes | None = None
    none: Yes | None = None
    as_of: Date | None = None
    as_of_text: Text | None = None
    place: Text | None = None
    function: Function | None = None
    deployment: Key | None = None
    part_of: ClaimReference | None = None

    @model_validator(mode="after")
    def _one_quantity(self) -> Self:
        given = [name for name in QUANTITIES if getattr(self, name) is not None]
        if len(given) != 1:
            what = f"has {len(given)}: {', '.join(given)}" if given else "has none"
            mend = {**dict.fromkeys(given), "unknown": "yes"}
            remedy = "keep the one that the source says" if given else "add one, such as 'up_to: 300'"
            raise wrong("S018", f"a count has exactly one quantity; this one {what}", remedy, mend=mend)
        if self.between is not None and self.between[0] > self.between[1]:
            what, mend = f"{self.between[0]} is over {self.between[1]}", {"between": None, "unknown": "yes"}
            raise wrong("S019", what, "write the lower bound first", mend=mend)
        return self


class CountPart(Quantified):
    """A part of a count; what it does not say it takes from its whole."""

    actor: Key | None = None
    host: Key | None = None
    measure: Measure | None = None
    category: Category | None = None
    basis: dict[BasisAspect, YesNo] = {}
    parts: list[CountPart] = []


class Count(CountPart):
    """A count of people."""

    actor: Key
    host: Key
    measure: Measure


class AssetPart(Quantified):
    """A part of a count of assets; what it does not say it takes from its whole."""

    actor: Key | None = None
    host: Key | None = None
    measure: Measure | None = None
    kind: AssetKind | None = None
    parts: list[AssetPart] = []


class Asset(AssetPart):
    """A count of aircraft, buildings, vehicles or ships."""

    actor: Key
    host: Key
    measure: Measure
    kind: AssetKind
