"""Totals that do not lie: ranges in which no part is added to its whole, and no plan to people present."""

from sofadb.totals.amounts import RULES
from sofadb.totals.answer import list_totals
from sofadb.totals.explain import explain_totals
from sofadb.totals.reading import read_claims, read_wholes
from sofadb.totals.streaming import explained_totals, stream_totals
from sofadb.totals.summing import sum_up
from sofadb.totals.terms import FLOWS, Terms, read_period

__all__ = [
    "FLOWS",
    "RULES",
    "Terms",
    "explain_totals",
    "explained_totals",
    "list_totals",
    "read_claims",
    "read_period",
    "read_wholes",
    "stream_totals",
    "sum_up",
]
