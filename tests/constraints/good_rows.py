"""Rows at the edge of what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.constraints.bad_rows import dates, hedge
from tests.constraints.columns import EIGHT_WORDS

if TYPE_CHECKING:
    from tests.rows import Row

# The good rows

GOOD_HEDGES = {
    "exact": hedge("exact", 275, 275, 275),
    "exact zero": hedge("exact", 0, 0, 0),
    "about": hedge("about", None, 170, None),
    "about, with bounds": hedge("about", 160, 170, 180),
    "nearly": hedge("nearly", None, 200, None),
    "nearly, with an upper bound": hedge("nearly", None, 200, 200),
    "up to": hedge("up_to", None, None, 300),
    "fewer than": hedge("fewer_than", None, None, 1000),
    "at least": hedge("at_least", 12, None, None),
    "more than": hedge("more_than", 5000, None, None),
    "between": hedge("between", 10, None, 20),
    "between, with a best guess": hedge("between", 10, 15, 20),
    "several": hedge("several", None, None, None),
    "several, with a bound in the text": hedge("several", 3, None, None),
    "dozens": hedge("dozens", None, None, None),
    "hundreds": hedge("hundreds", None, None, None),
    "thousands": hedge("thousands", None, None, None),
    "unquantified": hedge("unquantified", None, None, None),
    "unknown": hedge("unquantified", None, None, None, "unknown"),
    "none": hedge("exact", 0, 0, 0, "none"),
    "more than 32 bits": hedge("exact", 2**40, 2**40, 2**40),
}

GOOD_ROWS: dict[str, tuple[str, Row]] = {
    "key of one letter": ("actors", {"key": "x"}),
    "key of one digit": ("actors", {"key": "7"}),
    "key of many words": ("actors", {"key": "a-1-b-22-c"}),
    "same key in another source": ("positions", {"key": "no-immunity", "source_id": 2, "passage_id": 2}),
    "same key in another table": ("events", {"key": "no-immunity"}),
    "weak name of two actors": ("actor_names", {"folded": "thecapital", "type": "weak"}),
    "weak name that is another's strong one": ("actor_names", {"folded": "sylvania", "type": "weak"}),
    "code used again later": (
        "actor_codes",
        {"actor_id": 2, "scheme": "cow", "code": "901", "valid_from": "1961-01-01"},
    ),
    "same code in another scheme": ("actor_codes", {"scheme": "gw", "code": "901"}),
    "actor of one day": ("actors", {"valid_from": "2000-02-29", "valid_to": "2000-02-29"}),
    "same place in another source": ("passages", {"source_id": 2, "locator": "8"}),
    "no fingerprint": ("passages", {"fingerprint": None}),
    "date known from a day on": ("offices", dates("ended", "2001/..", "2001-01-01", None)),
    "date known up to a day": ("offices", dates("ended", "../2001", None, "2001-12-31")),
    "no date": ("personnel_counts", dates("as_of", None, None, None)),
    "words of a date without a date": ("events", {"occurred_text": "last Sunday"}),
    "wording of eight words": ("positions", {"wording": EIGHT_WORDS}),
    "no wording": ("positions", {"wording": None}),
    "doubt with its reason": ("positions", {"status": "conflict", "status_note": "See courts"}),
    "reason without a doubt": ("positions", {"status_note": "Checked twice"}),
    "issue without a jurisdiction": ("provisions", {"jurisdiction": None, "category": None}),
    "part of another": ("personnel_counts", {"part_of_id": 1}),
    "said by somebody": ("asset_counts", {"attributed_to_id": 4}),
    "several digits as text": ("actor_codes", {"scheme": "gw", "code": "007"}),
}
