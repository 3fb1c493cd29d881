"""A search finds every entry that holds all words, names first, alike on both engines."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.errors import WrongUseError
from sofadb.formats import FORMATS, write
from sofadb.kinds import CLAIMS
from sofadb.search import KINDS, QUESTIONS, Search
from sofadb.seed.loading.load import load_files
from sofadb.spelling import fold
from sofadb.wordmatch import matcher
from tests.conftest import database_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.result import Row
    from tests.conftest import Runner, Server

SEED = """\
format: 1
source:
  key: gazette
  type: report
  publication: {key: the-gazette, name: Zenda Gazette, kind: newspaper}
  title: "Straße {braces} \\\\ 100% & \\"quotes\\""
  authors: [Rudolf Rassendyll]
  note: Copied by hand.
actors:
  - {key: ruritania, name: Ruritania, kind: area, names: [{name: Rurítánská říše, type: alias},
     {name: the fatherland, type: weak}]}
  - {key: ruritania-guards, name: Guards of Ruritania, kind: armed_force, part_of: ruritania}
  - {key: cathay, name: 中華民國, kind: area}
  - {key: black-michael, name: Black Michael, kind: person}
offices:
  - {key: duke, at: paragraph 1, person: black-michael, organisation: ruritania, title: Duke of Strelsau}
negotiations:
  - {key: zenda-talks, at: paragraph 1, title: Talks of Zenda, status: suspended, summary: On the castle.}
agreements:
  - {key: zenda-accord, at: paragraph 1, title: Accord of Zenda, kind: memorandum}
deployments:
  - {key: zenda-guards, at: paragraph 1, title: Guards at Zenda, sender: ruritania-guards, host: cathay,
     place: Château d’Tarlenheim, mission: train}
passages:
  - at: paragraph 2
    positions:
      - {key: wish, negotiation: zenda-talks, holder: ruritania, act: demand, issue: custody,
         summary: Wants the prisoner., wording: the prisoner, note: Sapt says so., status: conflict,
         status_note: Fritz denies it.,
         conditions: [{kind: if, text: the drawbridge falls}, {kind: unless, text: the moat freezes}]}
    events:
      - {key: duel, kind: incident, summary: "A duel, in the U.S. embassy."}
    counts:
      - {key: swordsmen, actor: ruritania-guards, host: cathay, measure: present, category: military, exact: 6,
         wording: the famous six, place: Hentzau}
    assets:
      - {key: boats, actor: ruritania-guards, host: cathay, measure: present, kind: ship, exact: 2,
         wording: two small boats}
    provisions:
      - {key: keys, agreement: zenda-accord, issue: custody, summary: The keys stay with the garrison.}
"""


@pytest.fixture(scope="module")
def targets(
    tmp_path_factory: pytest.TempPathFactory, built_in_file: Path, server: Server, built_in_template: str
) -> Iterator[tuple[Target, Target]]:
    """Give the built-in dataset and the seed above on both engines."""
    folder = tmp_path_factory.mktemp("search")
    (folder / "gazette.yaml").write_text(SEED, "utf-8")
    local = Target(path=shutil.copyfile(built_in_file, folder / "local.db"))
    remote = server.create(built_in_template)
    for target in (local, remote):
        load_files(target, [str(folder / "gazette.yaml")])
        attach(target, "The king was drugged at the hunting lodge.")
    yield local, remote
    server.drop(remote)


def attach(target: Target, words: str) -> None:
    """Give the passage of the gazette a text, as a reader may do with a copy."""
    engine = writing_engine(target)
    with engine.begin() as connection:
        of_gazette = "source_id = (SELECT id FROM sources WHERE key = 'gazette')"
        connection.execute(text(f"UPDATE passages SET text = :words WHERE {of_gazette}"), {"words": words})
    engine.dispose()


def found(target: Target, *words: str, kind: str | None = None, texts: bool = False) -> list[Row]:
    """Return the rows of a search."""
    with open_reader(target) as reader:
        return list(Search(reader, words, kind, texts=texts).result().rows)


def both(targets: tuple[Target, Target], *words: str, kind: str | None = None, texts: bool = False) -> list[Row]:
    """Return the rows of a search, which are the same on both engines."""
    local, remote = (found(target, *words, kind=kind, texts=texts) for target in targets)
    assert remote == local
    return local


# Where words are found


@pytest.mark.parametrize(
    ("words", "kind", "ref", "field"),
    [
        ("ruritanska rise", "actor", "ruritania", "name"),
        ("RURÍTÁNSKÁ", "actor", "ruritania", "name"),
        ("fatherland", "actor", "ruritania", "name"),
        ("華民", "actor", "cathay", "name"),
        ("strasse", "source", "gazette", "title"),
        ('100% & "quotes"', "source", "gazette", "title"),
        ("zenda gazette", "source", "gazette", "publication"),
        ("rassendyll", "source", "gazette", "authors"),
        ("copied", "source", "gazette", "note"),
        ("accord", "agreement", "zenda-accord", "title"),
        ("castle", "negotiation", "zenda-talks", "summary"),
        ("chateau dtarlenheim", "deployment", "zenda-guards", "place"),
        ("tarlenheim", "deployment", "zenda-guards", "place"),
        ("strelsau", "office", "gazette/duke", "title"),
        ("prisoner", "position", "gazette/wish", "summary"),
        ("sapt", "position", "gazette/wish", "note"),
        ("fritz", "position", "gazette/wish", "status_note"),
        ("drawbridge", "position", "gazette/wish", "condition"),
        ("moat", "position", "gazette/wish", "condition"),
        ("duel us", "event", "gazette/duel", "summary"),
        ("u.s. duel", "event", "gazette/duel", "summary"),
        ("famous", "figure", "gazette/swordsmen", "wording"),
        ("hentzau", "figure", "gazette/swordsmen", "place"),
        ("swords", "figure", "gazette/swordsmen", "key"),
        ("boats", "asset", "gazette/boats", "key"),
        ("garrison", "provision", "gazette/keys", "summary"),
    ],
)
def test_words_are_found_wherever_they_stand(
    words: str, kind: str, ref: str, field: str, targets: tuple[Target, Target]
) -> None:
    rows = both(targets, words, kind=kind)

    assert [row[:3] for row in rows] == [(kind, ref, field)]


def test_a_claim_comes_with_its_source_and_place(targets: tuple[Target, Target]) -> None:
    assert both(targets, "famous", "six") == [
        ("figure", "gazette/swordsmen", "wording", "the famous six", "gazette", "paragraph 2")
    ]


def test_every_word_must_be_in_one_entry_but_in_any_of_its_fields(targets: tuple[Target, Target]) -> None:
    assert [row[1] for row in both(targets, "prisoner", "Fritz", "moat", "drawbridge")] == ["gazette/wish"]
    assert both(targets, "prisoner", "garrison") == []


@pytest.mark.parametrize("word", ["irak", "raq", "mmunity", "iraqqi", "iraqish"])
def test_nothing_is_guessed(word: str, targets: tuple[Target, Target]) -> None:
    assert both(targets, word) == []


def test_what_is_found_by_name_comes_first_and_the_whole_name_before_all(targets: tuple[Target, Target]) -> None:
    rows = both(targets, "iraq")

    assert rows[0] == ("actor", "irq", "name", "Iraq", None, None)
    named = [row[2] in ("name", "title") for row in rows]
    assert named == sorted(named, reverse=True)
    assert {"actor", "negotiation", "deployment", "position", "event"} <= {str(row[0]) for row in rows}
    for part in (rows[1 : sum(named)], rows[sum(named) :]):
        order = [(row[0], str(row[1]).split("/"), str(row[5])) for row in part]
        assert order == sorted(order)


def test_an_entry_is_found_once(targets: tuple[Target, Target]) -> None:
    rows = both(targets, "u")

    assert len(rows) > 50
    assert len({row[:2] for row in rows}) == len(rows)


def test_a_kind_can_be_chosen(targets: tuple[Target, Target]) -> None:
    every = both(targets, "t")

    assert len({row[0] for row in every}) > 6
    for kind in {*KINDS} - {"passage"}:
        assert both(targets, "t", kind=kind) == [row for row in every if row[0] == kind]


def test_copies_of_articles_are_searched_only_when_asked(targets: tuple[Target, Target]) -> None:
    text_row = ("passage", "gazette", "text", "The king was drugged at the hunting lodge.", "gazette", "paragraph 2")

    assert both(targets, "drugged") == []
    assert text_row in both(targets, "drugged", texts=True)
    assert text_row in both(targets, "drugged", kind="passage")


@pytest.mark.parametrize("words", [(), ("",), ("…", "?!"), ("\u202e",), (" ",)], ids=ascii)
def test_no_word_at_all_is_wrong_use(words: tuple[str, ...], targets: tuple[Target, Target]) -> None:
    with pytest.raises(WrongUseError, match="no word"):
        found(targets[0], *words)


@pytest.mark.parametrize("word", ["'", "%", "_", "\\", "[a", "(", "a'; DROP TABLE actors; --", "*"])
def test_signs_of_sql_and_patterns_are_only_text(word: str, targets: tuple[Target, Target]) -> None:
    assert both(targets, f"ruritania{word}", kind="actor") == both(targets, f"ruritania{fold(word)}", kind="actor")


def test_claims_are_read_in_order_and_never_sorted_in_memory(targets: tuple[Target, Target]) -> None:
    with closing(sqlite3.connect(str(targets[0].path))) as connection:
        for kind in CLAIMS:
            plan = connection.execute(f"EXPLAIN QUERY PLAN {QUESTIONS[kind]}").fetchall()
            assert [step[3] for step in plan if "TEMP B-TREE" in step[3]] == []


# How words are compared


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_text_holds_each_of_its_own_words(before: str, after: str) -> None:
    words = [word for word in f"{before} {after}".split() if fold(word)]

    assert matcher(words)(f"{before} {after}") == (1 << len(words)) - 1


@given(st.text(max_size=12), st.text(max_size=30))
def test_a_word_that_is_found_is_in_the_text(word: str, text: str) -> None:
    if fold(word):
        assert not matcher([word])(text) or fold(word) in fold(text)


def test_a_very_long_text_is_searched_at_once() -> None:
    held = matcher(["a" * 50, "b.b"])

    assert held("a" * 49 + "." * 200_000) == 0
    assert held("x " * 100_000 + "b'b") == 2


# The command


def test_a_table_shows_where_words_stand(run: Runner, targets: tuple[Target, Target]) -> None:
    done = run(*database_words(targets[0]), "search", "famous", "SIX")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].split() == ["kind", "ref", "field", "text", "locator"]
    assert done.stdout.splitlines()[2].split() == [
        *["figure", "gazette/swordsmen", "wording", "the", "famous", "six", "paragraph", "2"]
    ]


def test_the_command_answers_alike_on_both_engines(run: Runner, targets: tuple[Target, Target]) -> None:
    for words in (["us", "immun", "--json"], ["irak"], ["prisoner", "garrison"], ["zebra", "--kind", "event"]):
        local, remote = (run(*database_words(target), "search", *words) for target in targets)
        assert (remote.returncode, remote.stdout, remote.stderr) == (local.returncode, local.stdout, local.stderr)
        assert local.returncode == 0


def test_nothing_found_is_an_answer_that_names_words_spelled_alike(
    run: Runner, targets: tuple[Target, Target]
) -> None:
    done = run(*database_words(targets[0]), "search", "irak", "immunity", "--csv")

    assert (done.returncode, done.stdout) == (0, "kind,ref,field,text,source,locator\n")
    assert "for 2 words" in done.stderr
    assert "'irak' is nowhere; spelled much like it: Iraq" in done.stderr
    assert "immunity" not in done.stderr


def test_words_that_never_stand_together_are_told_from_words_that_are_nowhere(
    run: Runner, targets: tuple[Target, Target]
) -> None:
    done = run(*database_words(targets[0]), "search", "prisoner", "garrison")

    assert "each word is there" in done.stderr
    assert "nowhere" not in done.stderr


def test_an_answer_that_was_cut_gives_no_hint(run: Runner, targets: tuple[Target, Target]) -> None:
    done = run(*database_words(targets[0]), "search", "zebra", "--limit", "0")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("words", [(), ("?",), ("iraq", "--kind", "figrue"), ("iraq", "-f", "jsn")], ids=" ".join)
def test_wrong_use_is_refused(words: tuple[str, ...], run: Runner, targets: tuple[Target, Target]) -> None:
    done = run(*database_words(targets[0]), "search", *words)

    assert (done.returncode, done.stdout) == (2, "")
    assert "help: " in done.stderr


def test_hints_show_characters_that_steer_a_terminal(run: Runner, targets: tuple[Target, Target]) -> None:
    done = run(*database_words(targets[0]), "search", "zebra\x1b[31m\u202e")

    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr


def test_every_format_takes_the_answer(targets: tuple[Target, Target]) -> None:
    stream = io.StringIO()
    with open_reader(targets[0]) as reader:
        write(FORMATS["json"], Search(reader, ["straße"]).result(), stream)

    (row,) = json.loads(stream.getvalue())
    assert row["text"] == 'Straße {braces} \\ 100% & "quotes"'


def test_a_ref_is_what_show_takes(run: Runner, targets: tuple[Target, Target]) -> None:
    done = run(*database_words(targets[0]), "search", "zenda", "--csv")

    for row in csv.DictReader(io.StringIO(done.stdout)):
        shown = run(*database_words(targets[0]), "show", row["ref"], "--kind", row["kind"])
        assert (shown.returncode, shown.stderr) == (0, "")


def test_a_search_in_a_file_loads_nothing_slow(run: Runner, targets: tuple[Target, Target]) -> None:
    from tests.cli.starting import SLOW_LIBRARIES, loaded

    assert loaded(run, *database_words(targets[0]), "search", "iraq") & SLOW_LIBRARIES == set()
    assert loaded(run, *database_words(targets[0]), "show", "gazette/wish") & SLOW_LIBRARIES == set()
    assert loaded(run, *database_words(targets[0]), "cite", "gazette/wish") & SLOW_LIBRARIES == set()
