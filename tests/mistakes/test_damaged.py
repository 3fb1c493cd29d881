"""A file that was damaged in any way is right, or its mistakes are whole."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sofadb import paths
from sofadb.seed.checking.check import check_seeds
from sofadb.seed.checking.known import NothingKnown
from sofadb.seed.codes import CODES
from sofadb.seed.mistakes import Mistake, SeedMistakesError
from sofadb.seed.reading.files import read_seeds

# Anything


BUILT_IN = sorted(paths.built_in_seeds().glob("*.yaml"))
PIECES = st.sampled_from(
    ["", " ", "\n", "\t", ":", "- ", "{", "}", "[", "]", ",", "'", '"', "|", ">", "#", "&", "*", "é"]
)


@st.composite
def mutations(draw: st.DrawFn) -> tuple[int, bytes]:
    """Draw one of the built-in files with a line or a character deleted, doubled or replaced."""
    number = draw(st.integers(0, len(BUILT_IN) - 1))
    text = BUILT_IN[number].read_text("utf-8")
    parts: list[str] = text.splitlines(keepends=True) if draw(st.booleans()) else list(text)
    place = draw(st.integers(0, len(parts) - 1))
    action = draw(st.sampled_from(["delete", "double", "replace", "swap"]))
    new = {
        "delete": "",
        "double": parts[place] * 2,
        "replace": draw(PIECES),
        "swap": draw(st.sampled_from(parts)),
    }[action]
    return number, "".join([*parts[:place], new, *parts[place + 1 :]]).encode()


def checked(files: list[Path]) -> list[Mistake]:
    """Return the mistakes of files that need not have any."""
    try:
        check_seeds(read_seeds(files), NothingKnown())
    except SeedMistakesError as error:
        return error.mistakes or [Mistake("", 0, 0, "", "")]
    return []


@settings(max_examples=30, deadline=None)
@given(mutations())
def test_a_damaged_file_is_right_or_its_mistakes_are_whole(mutation: tuple[int, bytes]) -> None:
    number, damaged = mutation
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "damaged.yaml"
        path.write_bytes(damaged)

        begun = time.process_time()
        mistakes = checked([*BUILT_IN[:number], path, *BUILT_IN[number + 1 :]])

        assert time.process_time() - begun < 1
    for mistake in mistakes:
        assert mistake.line >= 1
        assert mistake.column >= 1
        assert mistake.message
        assert mistake.code in CODES
