"""A mistyped word finds what was meant, and nothing is offered that only has some of its letters."""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING, Final

import pytest

from sofadb import vocabulary
from sofadb.cli.commands import MODULES, QUESTIONS
from sofadb.codebook import read_codebook
from sofadb.database.file import open_file_reader
from sofadb.spelling import MOST_SUGGESTIONS, near

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Runner

#: Lists of words by what they are of; the names of actors come from the built-in dataset.
LISTS: Final = {
    "command": [*QUESTIONS, *MODULES],
    "column": read_codebook()["figures"].column_names(),
    "word": [*vocabulary.CATEGORIES, *vocabulary.MEASURES, *vocabulary.ACTOR_KINDS, *vocabulary.FUNCTIONS],
    "publication": [*vocabulary.PUBLICATION_KINDS],
}
#: What is offered first for what was typed, and what else; nothing else is.
OFFERED: Final = [
    ("actor", "Irak", "Iran Iraq"),
    ("actor", "Irann", "Iran"),
    ("actor", "Lybia", "Libya"),
    ("actor", "Sirya", "Syria"),
    ("actor", "Phillipines", "Philippines"),
    ("actor", "Columbia", "Colombia"),
    ("actor", "Tailand", "Thailand"),
    ("actor", "Jemen", "Yemen"),
    ("actor", "Kuwiat", "Kuwait"),
    ("actor", "Quatar", "Qatar"),
    ("actor", "Bahrein", "Bahrain"),
    ("actor", "Ukrain", "Ukraine"),
    ("actor", "Turky", "Turkey"),
    ("actor", "Egipt", "Egypt"),
    ("actor", "kyrgistan", "Kyrgyzstan"),
    ("actor", "Afganistan", "Afghanistan"),
    ("actor", "afghan", "Afghanistan"),
    ("actor", "Isreal", "Israel"),
    ("actor", "Nehterlands", "Netherlands"),
    ("actor", "swizerland", "Switzerland"),
    ("actor", "untied-states", "United States"),
    ("actor", "germny", "Germany"),
    ("actor", "pentagn", "Pentagon"),
    ("actor", "xyz", ""),
    ("actor", "qqq", ""),
    ("actor", "deutschland", ""),
    ("actor", "atlantis", ""),
    ("command", "improt", "import"),
    ("command", "exprot", "export"),
    ("command", "figure", "figures"),
    ("command", "fig", "figures"),
    ("command", "shwo", "show"),
    ("command", "quary", "query"),
    ("command", "sgl", "sql"),
    ("command", "veryfy", "verify"),
    ("command", "conflict", "conflicts"),
    ("command", "foo", ""),
    ("command", "ls", ""),
    ("column", "asof", "as_of"),
    ("column", "wordng", "wording"),
    ("column", "hst", "host"),
    ("column", "actr", "actor"),
    ("column", "host_nam", "host_name"),
    ("column", "categry", "category"),
    ("column", "partof", "part_of"),
    ("column", "xx", ""),
    ("word", "militray", "military"),
    ("word", "milit", "military"),
    ("word", "autorized", "authorized"),
    ("word", "civillian", "civilian"),
    ("word", "presnt", "present"),
    ("word", "planed", "planned"),
    ("word", "kingdom", ""),
    ("word", "militias", ""),
    ("word", "organisation", ""),
    ("word", "soldiers", ""),
    ("publication", "goverment", "government"),
    ("publication", "igos", "igo"),
    ("publication", "nog", "ngo"),
    ("publication", "DATASETS", "dataset"),
    ("publication", "kingdom", ""),
    ("publication", "estate agent", ""),
]


@pytest.fixture(scope="module")
def names(built_in_file: Path) -> list[str]:
    """Return all names of actors."""
    with open_file_reader(built_in_file, None) as reader:
        return [str(name) for (name,) in reader.ask("SELECT name FROM actor_names ORDER BY name", {}, {}).rows]


@pytest.mark.parametrize(("kind", "typed", "offered"), OFFERED)
def test_what_is_near_is_offered_and_nothing_else(kind: str, typed: str, offered: str, names: list[str]) -> None:
    assert " ".join(near(typed, LISTS.get(kind, names))) == offered


def test_a_part_of_a_name_finds_it(names: list[str]) -> None:
    assert near("kingdom", names)[0] == "United Kingdom"
    assert near("kingdom", ["king", "igo", "ngo"]) == ["king"]
    assert near("us", ["rus", "usa", "irq"]) == ["usa"]
    assert near("the-pentagon", ["pentagon", "state"]) == ["pentagon"]


def test_not_more_is_offered_than_anyone_would_read(names: list[str]) -> None:
    assert len(near("republic", names)) == MOST_SUGGESTIONS


@pytest.mark.parametrize("word", dict.fromkeys(chain(vocabulary.CATEGORIES, vocabulary.ACTOR_KINDS)))
def test_every_word_is_near_to_itself_with_a_letter_missing(word: str) -> None:
    choices = [*vocabulary.CATEGORIES, *vocabulary.ACTOR_KINDS]

    assert word in near(word[:-1], choices)
    assert word in near(word[1:], choices)


@pytest.mark.parametrize("word", ["", "--", "\0", "é", "ı", "日本", "a" * 501])
def test_a_word_without_a_near_one_has_none(word: str) -> None:
    assert near(word, ["usa", "--", "中国", "", "state"]) == []


def test_long_names_are_compared_quickly() -> None:
    names = [f"{'xy' * 200}{number}" for number in range(300)]

    begin = time.process_time()
    near("xz" * 200, names)

    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("words", "help_"),
    [
        (("check", "part-not-whole"), "did you mean 'parts-not-whole'?"),
        (("check", "militray"), "one of: answer-before-question, archive-dates, "),
        (("figures", "--host", "Irak"), "did you mean irn (Iran) or irq (Iraq)?\n"),
    ],
)
def test_a_command_offers_what_is_near_or_all(
    words: tuple[str, ...], help_: str, run: Runner, built_in_file: Path
) -> None:
    done = run(*words, "--db", str(built_in_file))

    assert (done.returncode, done.stdout) == (2, "")
    assert f"help: {help_}" in done.stderr
