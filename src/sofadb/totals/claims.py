"""What of a count of people a total needs: for whom it is counted, on which thing, when, and how many."""

from __future__ import annotations

from typing import NamedTuple


class Group(NamedTuple):
    """Whose people, where, as what: claims of different groups are never added."""

    actor: str
    actor_name: str
    host: str
    host_name: str
    measure: str
    category: str


class Thing(NamedTuple):
    """What within a group is one body of people, on which several claims may speak."""

    deployment: str | None
    place: str | None
    function: str


class Claim(NamedTuple):
    """A count as it is stored; `earliest` and `latest` are days as text, empty where that side is open."""

    ref: str
    group: Group
    thing: Thing
    quantifier: str
    low: int | None
    best: int | None
    high: int | None
    as_of: str | None
    earliest: str | None
    latest: str | None
    part_of: str | None
    status: str
    locator: str
    wording: str | None

    @property
    def source(self) -> str:
        """Return the key of the source, which is the first half of the ref."""
        return self.ref.rpartition("/")[0]
