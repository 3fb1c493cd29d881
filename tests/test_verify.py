"""`verify` holds what is stored of a made-up article against copies of it, as readers have them."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

import pytest

from sofadb.database.target import Target
from sofadb.fingerprint import fingerprint
from tests.conftest import database_words
from tests.herald import ARTICLE, HEAD, HERALD, TAIL, changed, load, loaded_file, pasted, seed, verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Runner


@pytest.fixture(scope="module")
def herald(built_in_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Target:
    """Load the article into an SQLite file, for tests that only read."""
    return Target(path=loaded_file(built_in_file, tmp_path_factory.mktemp("herald")))


# A true copy, however it was pasted


COPIES = {
    "as it is": "\n\n".join(ARTICLE),
    "with furniture": pasted(ARTICLE),
    "furniture between": pasted([*ARTICLE[:2], "Advertisement", ARTICLE[2], "Related: Port news", *ARTICLE[3:]]),
    "hard-wrapped": pasted([textwrap.fill(text, 40) for text in ARTICLE]),
    "hard-wrapped without blank lines": "\n".join(textwrap.fill(text, 40) for text in (HEAD, *ARTICLE, TAIL)),
    "a line each": pasted(ARTICLE, "\n"),
    "joined": pasted([" ".join(ARTICLE[:3]), " ".join(ARTICLE[3:])]),
    "joined without a space": pasted(["".join(ARTICLE)]),
    "split": pasted([text.replace(". ", ".\n\n") for text in ARTICLE]),
    "straight": pasted(ARTICLE).translate(str.maketrans("“”’–", '""\'-')),
    "windows": "\ufeff" + pasted(ARTICLE).replace("\n", "\r\n"),
    "spaces": pasted(ARTICLE).replace(" ", " \u00a0 "),
    "capitals": pasted(ARTICLE).upper(),
    "a teaser that says it twice": pasted([ARTICLE[3], *ARTICLE]),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_true_copy_matches_however_it_was_pasted(name: str, herald: Target, run: Runner) -> None:
    done = verify(run, herald, COPIES[name])

    assert (done.code, done.other()) == (0, {}), done.notes
    assert done.found("paragraph 4") == done.found("soldiers") == "paragraph 4"
    assert "6 passages: 6 matched; 7 claims: 7 matched" in done.notes


def test_both_engines_say_the_same(target: Target, tmp_path: Path, run: Runner) -> None:
    load(target, tmp_path, seed())

    done = verify(run, target, pasted(changed(4, "1,700", "1,750")))

    assert done.code == 4
    assert done.other() == {"paragraph 4": "changed", "soldiers": "changed"}


def test_the_file_may_come_through_a_pipe_and_the_source_by_its_title(herald: Target, run: Runner) -> None:
    done = run(*database_words(herald), "verify", "Sylvania weighs a stay", "-", "--json", stdin=pasted(ARTICLE))

    assert done.returncode == 0
    assert {row["verdict"] for row in json.loads(done.stdout)} == {"matched"}
    assert "in standard input" in done.stderr


def test_it_says_which_blocks_of_the_file_the_paragraphs_are(herald: Target, run: Runner) -> None:
    assert (
        "paragraphs 1-4 are blocks 5-8, paragraphs 6-7 are blocks 10-11" in verify(run, herald, pasted(ARTICLE)).notes
    )


# A copy that differs


def test_two_paragraphs_that_changed_places_are_moved(herald: Target, run: Runner) -> None:
    done = verify(run, herald, pasted([*ARTICLE[:2], ARTICLE[3], ARTICLE[2], *ARTICLE[4:]]))

    assert (done.code, done.other()) == (4, {"paragraph 3": "moved", "paragraph 4": "moved"})
    assert (done.found("paragraph 3"), done.found("paragraph 4")) == ("paragraph 4", "paragraph 3")
    assert done.found("soldiers") == "paragraph 3"


def test_all_that_a_paragraph_was_moved_past_have_other_numbers_too(herald: Target, run: Runner) -> None:
    done = verify(run, herald, pasted([ARTICLE[0], *ARTICLE[2:4], ARTICLE[1], *ARTICLE[4:]]))

    moved = {name: done.found(name) for name in done.other()}
    assert moved == {"paragraph 2": "paragraph 4", "paragraph 3": "paragraph 2", "paragraph 4": "paragraph 3"}


@pytest.mark.parametrize(
    ("number", "old", "new", "expected"),
    [
        (2, "up to 240", "up to 420", {"paragraph 2": "changed", "trainers": "changed"}),
        (2, "up to 240", "“at most” 240", {"paragraph 2": "changed", "trainers": "missing"}),
        (2, "Some of them", "A few", {"paragraph 2": "changed"}),
        (4, "1,700", "17,000", {"paragraph 4": "changed", "soldiers": "changed"}),
        (1, "opened talks", "opened its talks", {"paragraph 1": "missing", "talks-1999": "missing"}),
        (1, "on Monday", "on Tuesday", {"paragraph 1": "changed"}),
        (7, "The envoy", "He", {"paragraph 7": "changed"}),
    ],
)
def test_other_words_and_digits_are_changes(
    number: int, old: str, new: str, expected: dict[str, str], herald: Target, run: Runner
) -> None:
    done = verify(run, herald, pasted(changed(number, old, new)))

    assert (done.code, done.other()) == (4, expected)


def test_digits_are_shown_as_printed_and_as_stored(herald: Target, run: Runner) -> None:
    row = verify(run, herald, pasted(changed(4, "1,700", "1,750"))).rows["soldiers"]

    assert row["detail"] == "printed: 1,750 Freedonian soldiers; stored: 1700"


def test_a_paragraph_rewritten_whole_is_known_by_its_neighbours(herald: Target, run: Runner) -> None:
    other = "Nothing of what was here before is here now, and none of its words."
    done = verify(run, herald, pasted([*ARTICLE[:2], other, *ARTICLE[3:]]))

    assert done.other() == {"paragraph 3": "changed", "courts": "missing"}
    assert "between paragraphs 2 and 4" in done.rows["paragraph 3"]["detail"]


def test_a_paragraph_taken_out_is_missing(herald: Target, run: Runner) -> None:
    done = verify(run, herald, pasted([*ARTICLE[:2], *ARTICLE[3:]]))

    assert (done.code, done.other()) == (4, {"paragraph 3": "missing", "courts": "missing"})


def test_a_wording_that_stands_elsewhere_is_found_there(herald: Target, run: Runner) -> None:
    article = changed(2, "– about 30 – are", "are")
    article[4] += " There are about 30 days in a month."

    done = verify(run, herald, pasted(article))

    assert done.other() == {"paragraph 2": "changed", "medics": "moved"}
    assert done.found("medics") == "paragraph 5"


def test_a_number_is_not_found_within_another(herald: Target, run: Runner) -> None:
    done = verify(run, herald, pasted(changed(2, "about 30", "about 300")))

    assert done.other() == {"paragraph 2": "changed", "medics": "changed"}


def test_digits_that_never_agreed_are_found_in_a_true_copy(target: Target, tmp_path: Path, run: Runner) -> None:
    load(target, tmp_path, seed())
    from sqlalchemy import text

    from sofadb.database.engine import writing_engine

    engine = writing_engine(target)
    with engine.begin() as connection:
        connection.execute(text("UPDATE personnel_counts SET low = 1, best = 1, high = 1 WHERE key = 'soldiers'"))
    engine.dispose()

    done = verify(run, target, pasted(ARTICLE))

    assert (done.code, done.other()) == (4, {"soldiers": "changed"})


def test_another_article_is_called_one_before_anything_else(herald: Target, run: Runner) -> None:
    done = verify(run, herald, "Quite another article.\n\nIt speaks of the weather in Ruritania.")

    assert done.code == 4
    assert done.notes.startswith(f"nothing of {HERALD} stands in copy.txt: is it a copy of another article?")
    assert set(done.other().values()) == {"missing"}


# Passages without a fingerprint, and other places


def test_without_fingerprints_wordings_decide(file_target: Target, tmp_path: Path, run: Runner) -> None:
    load(file_target, tmp_path, seed(prints=False))

    done = verify(run, file_target, pasted(ARTICLE))
    less = verify(run, file_target, pasted([*ARTICLE[:2], *ARTICLE[3:]]))

    assert (done.code, done.other()) == (0, {"paragraph 6": "not checked"})
    assert "no fingerprint" in done.rows["paragraph 2"]["detail"]
    assert (less.code, less.other()["paragraph 3"]) == (4, "missing")


PLACES = f"""\
  - at: line 3
    fingerprint: {fingerprint(ARTICLE[0])}
  - at: page 2
    fingerprint: {fingerprint(ARTICLE[1])}
  - at: section II
    fingerprint: {fingerprint(" ".join(ARTICLE[2:4]))}
  - at: section IV
    fingerprint: {fingerprint("These words are nowhere.")}
  - at: clip 00:30
"""


def test_lines_pages_and_sections_are_looked_for(file_target: Target, tmp_path: Path, run: Runner) -> None:
    load(file_target, tmp_path, seed(extra=PLACES))
    pages = f"Herald\n\n{ARTICLE[0]}\n\f{ARTICLE[1]}\n\n{ARTICLE[2]}\n\n{ARTICLE[3]}\n\n" + "\n\n".join(ARTICLE[4:])

    there = verify(run, file_target, pages)
    later = verify(run, file_target, f"A line more\n\f{pages}")
    without = verify(run, file_target, pages.replace("\f", "\n"))

    assert there.other() == {"section IV": "not checked", "clip 00:30": "not checked"}
    assert (there.code, there.found("line 3"), there.found("page 2")) == (0, "line 3", "page 2")
    assert (later.other()["line 3"], later.other()["page 2"]) == ("moved", "moved")
    assert (later.found("line 3"), later.found("page 2")) == ("line 4", "page 3")
    assert without.rows["page 2"]["verdict"] == "matched"
