"""`verify` holds what is stored of a made-up article against copies of it, as readers have them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import textwrap
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb.fingerprint import fingerprint
from sofadb.seed.loading.load import load_files
from sofadb.verification.claims import digits_agree
from sofadb.wording import PlacedLetters, find_with_other_numbers, letters
from tests.conftest import database_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner

#: The article's own paragraphs; the fifth says nothing that is stored, and has no passage.
ARTICLE = (
    "The cabinet of Sylvania opened talks on Monday about a stay of Freedonian trainers.",
    "Freedonia wants to send “up to 240” trainers, its envoy’s office said. Some of them – about 30 – are medics.",
    "“No foreign soldier stands above our courts,” the chief minister told reporters.",
    "At present 1,700 Freedonian soldiers are in the port, and several dozen fighters of the League near it.",
    "The harvest was good this year. Nobody in the capital speaks of anything else on market days.",
    "The trainers would come in addition to the guards, whose number the ministry does not give.",
    "The talks go on next week. The envoy expects an answer before the end of April.",
)
HEAD = "Herald\n\nSylvania weighs a stay\n\nBy A. Writer, 2 March 1999\n\nA guard at the port. Photo: Herald"
TAIL = "More news\n\nFootball results\n\nSubscribe to our letter, and never miss a word of ours again."
HERALD = "herald-1999-03-02"
CLAIM = "negotiation: talks-1999, holder: sylvania-cabinet, summary: In our words."
COUNT = "actor: freedonia, host: sylvania, category: military, measure: planned"


def seed(source: str = HERALD, paragraphs: Sequence[str] = ARTICLE, *, prints: bool = True, extra: str = "") -> str:
    """Write the seed file of the article, with fingerprints or without."""
    prints_of = [f"\n    fingerprint: {fingerprint(text)}" if prints else "" for text in paragraphs]
    return f"""\
format: 1
source:
  key: {source}
  type: article-newspaper
  publication: {{key: daily-herald, name: Daily Herald, kind: newspaper}}
  title: Sylvania weighs a stay
  published: 1999-03-02
actors:
  - {{key: freedonia, name: Freedonia, kind: area}}
  - {{key: sylvania, name: Sylvania, kind: area}}
  - {{key: sylvania-cabinet, name: Cabinet of Sylvania, kind: government, part_of: sylvania}}
negotiations:
  - {{key: talks-1999, at: paragraph 1, title: Talks of 1999, status: under_negotiation, wording: opened talks}}
passages:
  - at: paragraph 1{prints_of[0]}
  - at: paragraph 2{prints_of[1]}
    counts:
      - {{key: trainers, {COUNT}, up_to: 240, wording: 'up to 240 trainers',
         parts: [{{key: medics, category: military, function: medical, about: 30, wording: about 30}}]}}
  - at: paragraph 3{prints_of[2]}
    positions:
      - {{key: courts, {CLAIM}, act: refuse, issue: criminal_jurisdiction, wording: stands above our courts}}
  - at: paragraph 4{prints_of[3]}
    counts:
      - {{key: soldiers, {COUNT}, function: combat, exact: 1700, wording: '1,700 Freedonian soldiers'}}
      - {{key: fighters, actor: freedonia, host: sylvania, category: fighters, measure: present, words: dozens,
         wording: several dozen fighters}}
  - at: paragraph 6{prints_of[5]}
  - at: paragraph 7{prints_of[6]}
    positions:
      - {{key: answer, {CLAIM}, act: state, issue: duration, wording: before the end of April}}
{extra}"""


def pasted(paragraphs: Sequence[str], between: str = "\n\n") -> str:
    """Put the furniture of a web page around paragraphs."""
    return f"{HEAD}\n\n{between.join(paragraphs)}\n\n{TAIL}\n"


def changed(number: int, old: str, new: str) -> list[str]:
    """Return the article with other words in one paragraph."""
    assert old in ARTICLE[number - 1]
    return [*ARTICLE[: number - 1], ARTICLE[number - 1].replace(old, new), *ARTICLE[number:]]


@pytest.fixture
def herald(file_target: Target, tmp_path: Path) -> Target:
    """Load the article into an SQLite file."""
    return load(file_target, tmp_path, seed())


def load(target: Target, folder: Path, text: str, name: str = "herald.yaml") -> Target:
    (folder / name).write_text(text, "utf-8")
    load_files(target, [str(folder / name)])
    return target


class Verified:
    """What `verify` said: the rows by ref, or by place for passages."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code, self.notes = done.returncode, done.stderr
        self.rows = {
            row["locator"] if row["kind"] == "passage" else row["ref"].rpartition("/")[2]: row
            for row in csv.DictReader(io.StringIO(done.stdout))
        }

    def other(self) -> dict[str, str]:
        """Return the verdicts that are not `matched`."""
        return {name: row["verdict"] for name, row in self.rows.items() if row["verdict"] != "matched"}

    def found(self, name: str) -> str:
        return self.rows[name]["found"]


def verify(run: Runner, target: Target, text: str, source: str = HERALD) -> Verified:
    (run.home / "copy.txt").write_text(text, "utf-8")
    return Verified(run(*database_words(target), "verify", source, "copy.txt", "--csv"))


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


# What is no copy of an article


def test_a_source_that_is_not_there_is_refused_with_what_is_near(herald: Target, run: Runner) -> None:
    (run.home / "copy.txt").write_text("Text.", "utf-8")

    done = run(*database_words(herald), "verify", "herald-1999-03-03", "copy.txt")

    assert (done.returncode, done.stdout) == (2, "")
    assert f"did you mean '{HERALD}'?" in done.stderr


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n -- \n", "is empty"),
        (b"words\0words", "binary file: byte 6 is NUL"),
        (b"one\ntwo \xff three", "copy.txt:2: byte 9 of the file, \\xff, is not UTF-8"),
        (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04", "packed"),
        ("words".encode("utf-16"), "UTF-16"),
        (b"<!DOCTYPE html><html><body>words</body></html>", "save it as plain text"),
        (b"<div><p>One.</p><p>Two.</p><p>Three.</p></div>", "HTML"),
        (b"words " * 2_000_000, "larger than 10 MB"),
        (b"w\n" * 200_002, "more than 200,000 lines"),
    ],
)
def test_what_is_no_plain_text_is_refused_in_words(raw: bytes, said: str, herald: Target, run: Runner) -> None:
    (run.home / "copy.txt").write_bytes(raw)

    done = run(*database_words(herald), "verify", HERALD, "copy.txt")

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "help: " in done.stderr


@pytest.mark.parametrize("name", ["nowhere.txt", ".", "a\nb"])
def test_what_is_no_file_is_wrong_use(name: str, herald: Target, run: Runner) -> None:
    done = run(*database_words(herald), "verify", HERALD, name)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ")


LONG: dict[str, Callable[[], tuple[str, int]]] = {
    "a file of 50 MB": lambda: (pasted(ARTICLE) + "word " * 10_000_000, 1),
    "the longest that is read": lambda: (pasted(ARTICLE) + "Some words of another text. " * 350_000, 0),
    "sentences without end": lambda: (pasted(ARTICLE) + "a. " * 3_200_000, 0),
    "nothing of the article": lambda: ("Some words of another text. " * 350_000, 4),
    "a line without end": lambda: (pasted(ARTICLE) + "w" * 9_000_000, 0),
    "as many lines as are read": lambda: (pasted(ARTICLE) + "word\n" * 199_000, 0),
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_file_is_answered_in_seconds_and_little_memory(name: str, herald: Target, run: Runner) -> None:
    text, code = LONG[name]()
    (run.home / "copy.txt").write_text(text, "utf-8")
    words = [sys.executable, "-m", "sofadb", *database_words(herald), "verify", HERALD, "copy.txt", "-o", "out.csv"]
    limit = f'ulimit -v {700 * 1024}; exec "$@"'  # a process that asks for more memory ends with an error
    begun = time.monotonic()

    done = subprocess.run(
        ["sh", "-c", limit, "sh", *words],
        capture_output=True,
        check=False,
        cwd=run.home,
        encoding="utf-8",
        timeout=60,
    )

    assert done.returncode == code, done.stderr
    assert time.monotonic() - begun < 20


# Wordings


@given(st.text(max_size=40))
def test_letters_are_those_of_a_fingerprint(text: str) -> None:
    assert fingerprint(letters(text)) == fingerprint(text)


@given(st.lists(st.from_regex(r"[a-z]{1,8}|[1-9]\d{0,3}", fullmatch=True), min_size=3, max_size=12), st.data())
def test_words_of_a_text_are_found_in_it_whole(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 2))
    wording = " ".join(words[start : start + 2])
    text = "”, “".join(words)

    span = PlacedLetters(text).find(wording)

    assert span is not None
    assert letters(text[slice(*span)]) == letters(wording)


@pytest.mark.parametrize(
    ("text", "wording", "is_found"),
    [
        ("In all 1,300 men", "300 men", False),
        ("In all 1\u202f300 men", "300 men", False),
        ("In 2011, 300 men", "300 men", True),
        ("The Iraqi army", "raqi army", False),
        ("Iraq’s army", "iraq's army", True),
        ("a 46-plane service", "46-plane", True),
        ("300 men, 1.5 million", "1.5 million", True),
        ("1.5 million", "5 million", False),
        ("Cafe\u0301s", "cafés", True),
        ("", "word", False),
        ("word", "–", False),
    ],
)
def test_a_wording_is_found_as_whole_words_and_numbers(text: str, wording: str, is_found: bool) -> None:
    assert (PlacedLetters(text).find(wording) is not None) == is_found


def test_other_numbers_are_found_only_where_the_words_are_the_same() -> None:
    assert find_with_other_numbers("sent up to 1,350 men", "up to 300 men") is not None
    assert find_with_other_numbers("sent up to 350 women", "up to 300 men") is None
    assert find_with_other_numbers("350", "300") is None


@pytest.mark.parametrize(
    ("printed", "bounds", "agree"),
    [
        ("1,700 soldiers", (1700,), True),
        ("1,700 soldiers", (17000,), False),
        ("between 10 and 20 thousand", (10000, 20000), True),
        ("300 to 400", (300, 4000), False),
        ("two dozen", (24,), True),
        ("several dozen", (60,), True),
        ("none of the 30", (0,), True),
        ("in 2012", (500,), True),
        ("a few", (), True),
    ],
)
def test_digits_agree_where_each_bound_is_printed(printed: str, bounds: tuple[int, ...], agree: bool) -> None:
    assert digits_agree(printed, bounds) == agree
