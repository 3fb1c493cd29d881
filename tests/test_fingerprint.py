"""A passage is recognised in another copy, whatever its quotes, dashes and white space."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb import paths
from sofadb.fingerprint import fingerprint

PRINTED = "“We’ll send up to 300,” he said — perhaps."


@pytest.mark.parametrize(
    "copy",
    [
        '"We\'ll send up to 300," he said - perhaps.',
        "  “We’ll  send up to\n300,” he said—perhaps…",
        "“WE’LL SEND UP TO 300,” HE SAID — PERHAPS.",
        "“We’ll send up to ３００,” he said – perhaps",
    ],
)
def test_another_copy_of_a_passage_has_its_fingerprint(copy: str) -> None:
    assert fingerprint(copy) == fingerprint(PRINTED)


@pytest.mark.parametrize("other", ["“We’ll send up to 3000,” he said — perhaps.", "We will send up to 300, he said."])
def test_another_text_has_another_fingerprint(other: str) -> None:
    assert fingerprint(other) != fingerprint(PRINTED)


@given(st.text(), st.text(alphabet=" \n\t.,;:-–—'\"“”’()"))
def test_white_space_and_marks_never_count(text: str, marks: str) -> None:
    assert fingerprint(f"{marks}{text}{marks}") == fingerprint(text)


@given(st.text())
def test_a_fingerprint_is_what_the_database_takes(text: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint(text))


def test_every_passage_of_the_built_in_articles_has_one() -> None:
    for path in sorted(paths.built_in_seeds().glob("immunity-*.yaml")):
        text = path.read_text(encoding="utf-8")
        passages = text.partition("\npassages:\n")[2]
        assert passages.count("\n  - at: ") + passages.startswith("  - at: ") == passages.count("    fingerprint: ")
