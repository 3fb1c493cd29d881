"""Made-up cases: claims by their refs, what is found in them, and what is said of their agreement."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 2**63 - 1


class Case(NamedTuple):
    """Claims by their refs, what is found, and the words of corroboration of some of them."""

    claims: dict[str, str]
    findings: set[tuple[str, str, str]]
    agreement: dict[str, str]


def pair(one: str, other: str, verdict: str, **agreement: str) -> Case:
    """Make a case of a claim in each of two sources; an empty verdict stands for no finding."""
    found = {("a/x", "b/x", verdict)} if verdict else set()
    return Case({"a/x": one, "b/x": other}, found, {f"{source}/x": word for source, word in agreement.items()})


MANY = {f"{source}/x": "exact: 300" for source in "abc"}
SPLIT = {"a/whole": "exact: 500", "a/x": "exact: 300, function: train, part_of: a/whole"}

CASES = {
    # Ranges
    "the same number": pair("exact: 5", "exact: 5", "", a="confirmed", b="confirmed"),
    "other numbers": pair("exact: 5", "exact: 6", "conflict", a="conflict", b="conflict"),
    "a hedge without a bound stands for itself": pair("about: 170", "exact: 171", "conflict", a="conflict"),
    "a hedge that meets": pair("about: 170", "up_to: 170", "", a="confirmed"),
    "a number within a range": pair("between: [100, 200]", "exact: 200", "", b="confirmed"),
    "a number outside of a range": pair("between: [100, 200]", "exact: 201", "conflict"),
    "more than is over its bound": pair("more_than: 300", "exact: 300", "conflict"),
    "more than meets the next number": pair("more_than: 300", "exact: 301", ""),
    "fewer than is under its bound": pair("fewer_than: 300", "at_least: 300", "conflict"),
    "no whole number lies between": pair("more_than: 300", "fewer_than: 301", "conflict"),
    "one whole number lies between": pair("more_than: 300", "fewer_than: 302", ""),
    "open on the same side": pair("at_least: 3", "more_than: 900", "", a="confirmed"),
    "open towards each other": pair("at_least: 3", "up_to: 900", ""),
    "none and some": pair("none: true", "at_least: 1", "conflict"),
    "the largest numbers": pair(f"more_than: {LARGEST}", f"up_to: {LARGEST}", "conflict"),
    "words without a number say nothing": pair("words: dozens", "exact: 5", "", b="unique"),
    "unknown says nothing": pair("unknown: true", "exact: 5", "", b="unique"),
    # Days
    "another day": pair("exact: 5", "exact: 6, as_of: 1999-05-06", "", a="unique"),
    "a day of that month": pair("exact: 5", "exact: 6, as_of: 1999-05", "conflict"),
    "an open beginning": pair("exact: 5", "exact: 6, as_of: ../1999-05-05", "conflict"),
    "an open beginning that is over": pair("exact: 5", "exact: 6, as_of: ../1999-05-04", ""),
    "an open end": pair("exact: 5, as_of: 1999-05-01/..", "exact: 6", "conflict"),
    "two open ends": pair("exact: 5, as_of: 1999-05-01/..", "exact: 6, as_of: 1950-01-01/..", "conflict"),
    "two open beginnings": pair("exact: 5, as_of: ../1999-05-01", "exact: 6, as_of: ../1950-01-01", "conflict"),
    "without a day": Case({"a/x": "exact: 5", "b/x": "exact: 6, as_of: null"}, set(), {"a/x": "unique"}),
    "moved on one day": pair("exact: 5, measure: sent", "exact: 6, measure: sent", "conflict"),
    "moved in a period": pair(
        *("exact: 5, measure: sent, as_of: 1999-05", "exact: 6, measure: sent, as_of: 1999-05", ""), a="unique"
    ),
    "moved in a period that holds the day": pair(
        "exact: 5, measure: withdrawn", "exact: 6, measure: withdrawn, as_of: 1999-05", ""
    ),
    # The same thing, and what only looks like it
    "another measure": pair("exact: 5", "exact: 6, measure: authorized", "other_measure", a="unique"),
    "another measure that meets": pair("exact: 5", "up_to: 6, measure: authorized", ""),
    "another measure over a period": pair("exact: 5", "exact: 6, measure: sent, as_of: 1999-05", ""),
    "another category": pair("exact: 5", "exact: 6, category: contractor", "other_category", a="unique"),
    "another measure and category": pair("exact: 5", "exact: 6, measure: sent, category: police", "other_measure"),
    "another function": pair("exact: 5", "exact: 6, function: train", ""),
    "another place": pair("exact: 5", "exact: 6, place: the harbour", ""),
    "another actor": pair("exact: 5", "exact: 6, actor: us-armed-forces", ""),
    "no longer relied on": pair("exact: 5", "exact: 6, status: deprecated, status_note: corrected", ""),
    "to be looked at again": pair("exact: 5", "exact: 6, status: work_needed, status_note: check", "conflict"),
    # How many sources
    "a source against itself": Case(
        {"a/x": "exact: 5", "a/y": "exact: 6"}, {("a/x", "a/y", "conflict")}, {"a/x": "unique"}
    ),
    "three sources, all agree": Case(MANY, set(), dict.fromkeys(MANY, "confirmed")),
    "two against one": Case(
        {**MANY, "c/x": "exact: 400"},
        {("a/x", "c/x", "majority"), ("b/x", "c/x", "majority")},
        {"a/x": "majority", "b/x": "majority", "c/x": "conflict"},
    ),
    "two against two": Case(
        {**MANY, "c/x": "exact: 400", "d/x": "exact: 400"},
        {(one, other, "conflict") for one in ("a/x", "b/x") for other in ("c/x", "d/x")},
        {"a/x": "conflict", "d/x": "conflict"},
    ),
    "sources are counted, not claims": Case(
        {"a/x": "exact: 5", "a/y": "exact: 5", "a/z": "exact: 5", "b/x": "exact: 6"},
        {(f"a/{key}", "b/x", "conflict") for key in "xyz"},
        {"a/x": "conflict", "b/x": "conflict"},
    ),
    "a source that contradicts itself stands with no other": Case(
        {"a/x": "exact: 5", "b/x": "exact: 6", "c/x": "exact: 5", "c/y": "exact: 7"},
        {
            ("a/x", "b/x", "conflict"),
            ("a/x", "c/y", "conflict"),
            ("b/x", "c/x", "majority"),
            ("b/x", "c/y", "conflict"),
            ("c/x", "c/y", "majority"),
        },
        {"a/x": "conflict", "b/x": "conflict", "c/x": "majority"},
    ),
    "a source that speaks of another day stands with neither": Case(
        {"a/x": "exact: 5, as_of: 1999", "b/x": "exact: 6", "c/x": "exact: 5, as_of: 1999-02-01"},
        {("a/x", "b/x", "conflict")},
        {"a/x": "majority", "b/x": "conflict", "c/x": "confirmed"},
    ),
    "a majority for the later ref": Case(
        {"a/x": "exact: 9", "b/x": "exact: 6", "c/x": "up_to: 6"},
        {("a/x", "b/x", "majority"), ("a/x", "c/x", "majority")},
        {"a/x": "conflict", "b/x": "majority", "c/x": "majority"},
    ),
    # Parts are not the whole, nor each other
    "a part and its whole": Case({"a/x": "exact: 5", "b/x": "exact: 3, part_of: a/x"}, set(), {"a/x": "unique"}),
    "a part and the whole of its whole": Case(
        {"a/x": "exact: 5", "a/y": "exact: 3, part_of: a/x", "b/x": "exact: 1, part_of: a/y"},
        set(),
        {"b/x": "unique"},
    ),
    "a part of another category and the whole of its whole": Case(
        {
            "a/x": "exact: 5",
            "a/y": "words: several, function: train, part_of: a/x",
            "b/x": "exact: 1, category: contractor, part_of: a/y",
        },
        set(),
        {},
    ),
    "two parts in one source": Case(
        {"a/whole": "up_to: 9", "a/x": "exact: 3, part_of: a/whole", "a/y": "exact: 2, part_of: a/whole"},
        set(),
        {"a/x": "unique"},
    ),
    "a part and a part of another part": Case(
        {
            "a/whole": "up_to: 9, function: train",
            "a/x": "exact: 3, part_of: a/whole",
            "a/y": "up_to: 4, function: train, part_of: a/whole",
            "a/z": "exact: 2, part_of: a/y",
        },
        set(),
        {},
    ),
    "two sources on one part": Case(
        {"a/whole": "up_to: 9", "a/x": "exact: 3, part_of: a/whole", "b/x": "exact: 2, part_of: a/whole"},
        {("a/x", "b/x", "conflict")},
        {"a/x": "conflict"},
    ),
    "a part and what another source says of the whole": Case(
        {"a/x": "exact: 9", "a/y": "exact: 4, part_of: a/x", "b/x": "exact: 9"},
        set(),
        {"a/x": "confirmed", "a/y": "unique", "b/x": "confirmed"},
    ),
    "a part that is told from its whole": Case(
        {
            "a/whole": "up_to: 9",
            "a/x": "exact: 4, function: train, part_of: a/whole",
            "b/x": "exact: 3, function: train",
        },
        {("a/x", "b/x", "conflict")},
        {"b/x": "conflict"},
    ),
    # A part over its whole
    "a part over its whole": Case(
        {"a/x": "up_to: 5", "b/x": "at_least: 6, part_of: a/x"},
        {("b/x", "a/x", "part_over_whole")},
        {"a/x": "unique"},
    ),
    "a part as large as its whole": Case({"a/x": "up_to: 5", "a/y": "exact: 5, part_of: a/x"}, set(), {}),
    "a part that need not be over its whole": Case({"a/x": "exact: 5", "a/y": "up_to: 9, part_of: a/x"}, set(), {}),
    "a part of a part over the whole": Case(
        {"a/x": "exact: 5", "a/y": "words: several, part_of: a/x", "a/z": "exact: 6, category: police, part_of: a/y"},
        {("a/z", "a/x", "part_over_whole")},
        {},
    ),
    "a part over its whole on another day": Case(
        {"a/x": "exact: 5", "a/y": "exact: 6, as_of: 1999-05-06, part_of: a/x"}, set(), {}
    ),
    "a part over its whole in another measure": Case(
        {"a/x": "exact: 5", "a/y": "exact: 6, measure: withdrawn, part_of: a/x"}, set(), {}
    ),
    # Parts that do not add up
    "parts that add up": Case({**SPLIT, "a/y": "exact: 200, function: combat, part_of: a/whole"}, set(), {}),
    "too many parts": Case(
        {**SPLIT, "a/y": "more_than: 200, function: combat, part_of: a/whole"},
        {("a/x", "a/whole", "parts_not_whole")},
        {},
    ),
    "too few parts": Case(
        {**SPLIT, "a/y": "fewer_than: 200, function: combat, part_of: a/whole"},
        {("a/x", "a/whole", "parts_not_whole")},
        {},
    ),
    "one part is no division": Case(SPLIT, set(), {}),
    "parts of which one may be anything": Case(
        {**SPLIT, "a/y": "words: several, function: combat, part_of: a/whole"}, set(), {}
    ),
    "parts of which one has no day": Case(
        {
            **SPLIT,
            "a/y": "exact: 100, function: combat, part_of: a/whole",
            "a/z": "exact: 100, function: medical, as_of: null, part_of: a/whole",
        },
        set(),
        {},
    ),
    "parts of a whole that is not exact": Case(
        {**SPLIT, "a/whole": "about: 500", "a/y": "exact: 300, function: combat, part_of: a/whole"}, set(), {}
    ),
    "parts that two sources name": Case(
        {**SPLIT, "b/x": "exact: 300, function: combat, part_of: a/whole"}, set(), {}
    ),
    "parts that another source names": Case(
        {
            "a/whole": "exact: 500",
            "b/x": "exact: 300, function: train, part_of: a/whole",
            "b/y": "exact: 300, function: combat, part_of: a/whole",
        },
        {("b/x", "a/whole", "parts_not_whole")},
        {},
    ),
    "a part said twice counts once": Case(
        {
            **SPLIT,
            "a/y": "exact: 300, function: train, part_of: a/whole",
            "a/z": "exact: 200, function: combat, part_of: a/whole",
        },
        set(),
        {},
    ),
    "parts on different days": Case(
        {
            "a/whole": "exact: 500, as_of: 1999",
            "a/x": "exact: 300, function: train, as_of: 1999-02, part_of: a/whole",
            "a/y": "exact: 300, function: combat, as_of: 1999-07, part_of: a/whole",
        },
        set(),
        {},
    ),
    "parts of which one alone is over": Case(
        {**SPLIT, "a/y": "exact: 501, function: combat, part_of: a/whole"},
        {("a/y", "a/whole", "part_over_whole")},
        {},
    ),
    "parts that add up to more than any number": Case(
        {
            "a/whole": f"exact: {LARGEST}",
            "a/x": f"exact: {LARGEST}, function: train, part_of: a/whole",
            "a/y": f"exact: {LARGEST}, function: combat, part_of: a/whole",
        },
        {("a/x", "a/whole", "parts_not_whole")},
        {},
    ),
}

COMMON = {"actor": "usa", "host": "kwt", "measure": "present", "category": "military", "as_of": "1999-05-05"}


def write_cases(folder: Path) -> list[str]:
    """Write a seed file for each source; the cases are told apart by their place."""
    counts: dict[str, list[str]] = defaultdict(list)
    for number, (name, case) in enumerate(CASES.items()):
        for ref, claim in case.claims.items():
            source, key = ref.split("/")
            said = re.sub(r"part_of: (\w)/", rf"part_of: \1/case-{number}-", claim)
            common = {**COMMON, "place": f'"{name}"', "wording": f"case-{number}-{key}"}
            said += "".join(f", {each}: {word}" for each, word in common.items() if f"{each}: " not in said)
            said = said.replace(", as_of: null", "")
            counts[source].append(f"      - {{key: case-{number}-{key}, {said}}}\n")
    files = [folder / f"{source}.yaml" for source in sorted(counts)]
    for file in files:
        file.write_text(
            f"format: 1\nsource:\n  key: {file.stem}\n  type: report\n"
            f"  publication: {{key: press-{file.stem}, name: Press, kind: other}}\n  title: T\n"
            f"passages:\n  - at: paragraph 1\n    counts:\n{''.join(counts[file.stem])}",
            "utf-8",
        )
    return [str(file) for file in files]
