"""Totals group by group: what is kept at a time are the claims of one group, however many there are in all."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from sofadb.totals.reading import read_claims, read_wholes
from sofadb.totals.summing import sum_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.catalog import Question
    from sofadb.database.reader import Reader
    from sofadb.totals.summing import Total
    from sofadb.totals.terms import Terms


def stream_totals(reader: Reader, figures: Question, given: dict[str, str | None], terms: Terms) -> Iterator[Total]:
    """Return the total of every group of the claims that are asked for, each as soon as its claims are read.

    Raises WrongUseError for a word that names nothing, BadDataError for a claim that is a part of itself.
    """
    found = read_claims(reader, figures, given, by_group=True)
    for _, alike in groupby(found, attrgetter("group")):
        claims = list(alike)
        summed = sum_up(claims, read_wholes(reader, claims), terms)
        # A group is let go before the next one is read.
        del claims
        while summed:
            yield summed.pop()


def explained_totals(
    reader: Reader, figures: Question, given: dict[str, str | None], terms: Terms
) -> tuple[list[Total], dict[str, str]]:
    """Return all totals at once, and of every claim what it is a part of: a tree names claims of other groups."""
    claims = list(read_claims(reader, figures, given))
    wholes = read_wholes(reader, claims)
    within = {claim.ref: claim.part_of for claim in claims if claim.part_of is not None}
    return sum_up(claims, wholes, terms), wholes | within
