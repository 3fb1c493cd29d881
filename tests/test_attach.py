"""`source attach` keeps the text of passages in the reader's own database, and nothing hands it on unasked."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from sofadb.catalog import find_question, question_files
from sofadb.codebook import read_codebook
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.execute import answer
from sofadb.formats.terminal import EMPHASIS, emphasized
from sofadb.seed.loading.load import load_files
from tests.conftest import ENGINES, copy_database, database_words, own_target
from tests.herald import ARTICLE, HERALD, changed, load, loaded_file, pasted, seed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Runner, Server

SECRET = "foreign soldier stands above"


@pytest.fixture(scope="module")
def article_file(built_in_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Load the article once into an SQLite file; never written to, only copied."""
    return loaded_file(built_in_file, tmp_path_factory.mktemp("herald"))


@pytest.fixture(scope="module")
def article_template(
    server: Server, built_in_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Load the article once on the server; databases are copied from it."""
    target = server.create(built_in_template)
    load(target, tmp_path_factory.mktemp("herald"), seed())
    yield str(make_url(target.url).database)
    server.drop(target)


@pytest.fixture(params=ENGINES)
def herald(request: pytest.FixtureRequest, article_file: Path) -> Iterator[Target]:
    """Name a database with the article, on each engine; the test may change it."""
    yield from own_target(request, lambda path: copy_database(article_file, path), "article_template")


@pytest.fixture
def herald_file(tmp_path: Path, article_file: Path) -> Target:
    """Name an SQLite file with the article; the test may change it."""
    return Target(path=copy_database(article_file, tmp_path / "test.db"))


def source(run: Runner, target: Target, verb: str, *words: str, copy: str = "") -> subprocess.CompletedProcess[str]:
    """Run `source attach` or `source detach`."""
    if copy:
        (run.home / "copy.txt").write_text(copy, "utf-8")
        words = ("copy.txt", *words)
    return run(*database_words(target), "source", verb, HERALD, *words)


def texts(target: Target) -> dict[str, str | None]:
    """Return the text of each passage of the article."""
    sql = "SELECT p.locator, p.text FROM passages AS p JOIN sources AS s ON s.id = p.source_id WHERE s.key = :source"
    with open_reader(target) as reader:
        return {
            str(place): None if kept is None else str(kept)
            for place, kept in reader.ask(sql, {"source": HERALD}, {"source": "text"}).rows
        }


def shown(run: Runner, target: Target, ref: str, *words: str) -> dict[str, str]:
    """Return the lines of `show` by their field."""
    done = run(*database_words(target), "show", ref, "--csv", *words)
    assert done.returncode == 0, done.stderr
    return {row[0]: row[1] for row in csv.reader(io.StringIO(done.stdout))}


# Attach and detach


def test_the_text_of_every_passage_is_kept_and_nothing_else_of_the_file(herald: Target, run: Runner) -> None:
    done = source(run, herald, "attach", copy=pasted(ARTICLE))

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(f"kept the text of 6 passages of {HERALD} in ")
    assert texts(herald) == {str(number): ARTICLE[number - 1] for number in (1, 2, 3, 4, 6, 7)}


def test_detached_texts_are_gone(herald: Target, run: Runner) -> None:
    source(run, herald, "attach", copy=pasted(ARTICLE))

    done, again = source(run, herald, "detach"), source(run, herald, "detach")

    assert done.stderr.startswith(f"took the text of 6 passages of {HERALD} out of ")
    assert again.stderr.startswith("took the text of 0 passages")
    assert set(texts(herald).values()) == {None}


def test_no_byte_of_a_detached_text_is_left_in_the_file(herald_file: Target, run: Runner) -> None:
    assert herald_file.path is not None
    source(run, herald_file, "attach", copy=pasted(ARTICLE))
    attached = SECRET.encode() in herald_file.path.read_bytes()

    source(run, herald_file, "detach")

    assert attached
    assert SECRET.encode() not in herald_file.path.read_bytes()


def test_words_that_no_fingerprint_proves_are_kept_only_when_asked(herald: Target, run: Runner) -> None:
    copy = pasted(changed(4, "1,700", "1,750"))

    proven = source(run, herald, "attach", copy=copy)
    before = texts(herald)["4"]
    asked = source(run, herald, "attach", "--unverified", copy=copy)

    assert before is None
    assert "left out, for the words are not those of the fingerprint: paragraph 4; --unverified" in proven.stderr
    assert "kept without proof, for the words are not those of the fingerprint: paragraph 4" in asked.stderr
    assert "1,750" in str(texts(herald)["4"])


def test_what_is_not_in_the_copy_is_named(herald_file: Target, run: Runner) -> None:
    done = source(run, herald_file, "attach", copy=pasted([*ARTICLE[:2], *ARTICLE[3:]]))

    assert done.returncode == 0
    assert "left out, for they are not in the copy: paragraph 3" in done.stderr


def test_a_copy_of_another_article_changes_nothing(herald: Target, run: Runner) -> None:
    source(run, herald, "attach", copy=pasted(ARTICLE))

    done = source(run, herald, "attach", copy="The weather in Ruritania.")

    assert done.returncode == 4
    assert "nothing was kept" in done.stderr
    assert None not in texts(herald).values()


def test_a_database_that_cannot_be_written_is_named(herald_file: Target, run: Runner) -> None:
    engine = writing_engine(herald_file)
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TRIGGER no BEFORE UPDATE OF text ON passages BEGIN SELECT RAISE(ABORT, 'no'); END")
        )
    engine.dispose()

    done = source(run, herald_file, "attach", copy=pasted(ARTICLE))

    assert done.returncode == 1
    assert f"cannot write to {herald_file.path}: no" in done.stderr
    assert set(texts(herald_file).values()) == {None}


def test_the_readers_own_database_is_made_and_written(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "herald.yaml").write_text(seed(), "utf-8")
    run("seed", "load", str(tmp_path / "herald.yaml"))
    (run.home / "copy.txt").write_text(pasted(ARTICLE), "utf-8")

    done = run("source", "attach", HERALD, "copy.txt")

    assert done.returncode == 0
    holding = [path for path in run.home.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert sorted(path.name for path in holding) == ["copy.txt", "sofadb.db"]


# What a later load makes of it


def test_a_load_of_the_changed_file_keeps_the_texts(target: Target, run: Runner, tmp_path: Path) -> None:
    herald = load(target, tmp_path, seed())
    source(run, herald, "attach", copy=pasted(ARTICLE))

    load(herald, tmp_path, seed().replace("Sylvania weighs a stay", "Sylvania weighs"))

    assert texts(herald)["3"] == ARTICLE[2]
    assert "text doubt" not in shown(run, herald, f"{HERALD}/courts")


def test_a_text_that_is_no_longer_the_passage_is_not_shown_as_if_it_was(
    target: Target, run: Runner, tmp_path: Path
) -> None:
    herald = load(target, tmp_path, seed())
    source(run, herald, "attach", copy=pasted(ARTICLE))

    load(herald, tmp_path, seed(paragraphs=changed(3, "told reporters", "said")))

    assert texts(herald)["3"] == ARTICLE[2]
    assert shown(run, herald, f"{HERALD}/courts")["text doubt"].startswith("other words than the fingerprint")
    assert "text doubt" not in shown(run, herald, f"{HERALD}/trainers")


def test_a_text_without_a_fingerprint_is_called_unproven(file_target: Target, run: Runner, tmp_path: Path) -> None:
    load(file_target, tmp_path, seed(prints=False))

    source(run, file_target, "attach", "--unverified", copy=pasted(ARTICLE))

    assert shown(run, file_target, f"{HERALD}/courts")["text doubt"].startswith("not checked")


# Show


def test_the_wording_is_marked_in_its_paragraph(herald: Target, run: Runner) -> None:
    source(run, herald, "attach", copy=pasted(ARTICLE))

    lines = shown(run, herald, f"{HERALD}/trainers")

    assert lines["passage text"] == ARTICLE[1].replace("up to 240” trainers", ">>up to 240” trainers<<")
    assert "attach" not in lines
    assert shown(run, herald, "talks-1999")["passage text"] == ARTICLE[0].replace("opened talks", ">>opened talks<<")


def test_as_json_the_place_of_the_wording_is_counted(herald: Target, run: Runner) -> None:
    source(run, herald, "attach", copy=pasted(ARTICLE))

    (told,) = json.loads(run(*database_words(herald), "show", f"{HERALD}/soldiers", "--json").stdout)

    assert told["passage_text"] == ARTICLE[3]
    assert told["passage_text"][told["wording_start"] : told["wording_end"]] == "1,700 Freedonian soldiers"
    assert (told["text_doubt"], told["attach"]) == (None, None)


def test_without_a_copy_it_is_said_how_to_attach_one(herald_file: Target, run: Runner) -> None:
    lines = shown(run, herald_file, f"{HERALD}/trainers")

    assert "passage text" not in lines
    assert lines["attach"] == f"sofadb source attach {HERALD} FILE"


def on_terminal(run: Runner, width: int, *words: str, **environment: str) -> str:
    """Return what a terminal of a width shows."""
    ours, theirs = pty.openpty()
    size = {"COLUMNS": str(width), "LINES": "200", "TERM": "xterm", **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "sofadb", *words],
        stdout=theirs,
        stdin=subprocess.DEVNULL,
        cwd=run.home,
        env={**run.environment(), **size},
    )
    os.close(theirs)
    pieces: list[bytes] = []
    try:
        while piece := os.read(ours, 65536):
            pieces.append(piece)
    except OSError as error:
        if error.errno != errno.EIO:  # how Linux says that the other side is closed
            raise
    os.close(ours)
    assert process.wait(timeout=30) == 0
    return b"".join(pieces).decode().replace("\r\n", "\n")


@pytest.mark.parametrize("width", [30, 60, 200])
def test_on_a_terminal_the_wording_is_bold_and_the_width_is_kept(
    width: int, herald_file: Target, run: Runner
) -> None:
    source(run, herald_file, "attach", copy=pasted(ARTICLE))

    colored = on_terminal(run, width, *database_words(herald_file), "show", f"{HERALD}/trainers")
    plain = on_terminal(run, width, *database_words(herald_file), "show", f"{HERALD}/trainers", NO_COLOR="1")

    bold = " ".join(re.findall(r"\x1b\[1m([^\x1b]*)\x1b\[0m", colored))
    assert "up to 240” trainers" in " ".join(bold.split())
    assert ">>" not in colored
    assert max(map(len, re.sub(r"\x1b\[\dm", "", colored).splitlines())) <= width
    assert "\x1b" not in plain
    assert ">>up to 240” trainers<<" in " ".join(plain.split())


def test_bold_words_begin_and_end_on_every_line() -> None:
    begin, end = EMPHASIS

    lines = emphasized(f"a  one {begin}two\n   three\n\n   four{end} five\nb six\n")

    assert lines == "a  one \x1b[1mtwo\x1b[0m\n   \x1b[1mthree\x1b[0m\n\n   \x1b[1mfour\x1b[0m five\nb six\n"


# Nothing hands it on


def test_no_canned_question_holds_a_text(herald: Target, run: Runner) -> None:
    source(run, herald, "attach", copy=pasted(ARTICLE))
    given = {
        "negotiation": "talks-1999",
        "host": "sylvania",
        "actor": "freedonia",
        "source": HERALD,
        "deployment": "usa-irq-advisers-2014",
        "claim": f"{HERALD}/trainers",
    }
    with open_reader(herald) as reader:
        for name in question_files():
            question = find_question(name)
            values: dict[str, str | None] = {
                each.name: given.get(each.name, given.get(each.type, "2014-06-20"))
                for each in question.parameters
                if each.required
            }
            assert [row for row in answer(reader, question, values).rows if SECRET in str(row)] == [], name


def test_no_table_and_no_search_holds_a_text_unasked(herald: Target, run: Runner) -> None:
    source(run, herald, "attach", copy=pasted(ARTICLE))
    db = database_words(herald)

    everything = run(*db, "export", "--all", "out")
    asked = run(*db, "export", "passages", "--texts", "--csv")
    unasked = run(*db, "search", "foreign", "soldier", "stands", "--csv")
    found = run(*db, "search", "foreign", "soldier", "stands", "--texts", "--csv")

    assert everything.returncode == 0
    assert [path.name for path in (run.home / "out").iterdir() if SECRET in path.read_text("utf-8")] == []
    assert len(list((run.home / "out").iterdir())) == len(read_codebook()) + 3
    assert SECRET in asked.stdout
    assert SECRET not in unasked.stdout
    assert SECRET in found.stdout


@pytest.mark.parametrize("words", [("cite", HERALD), ("figures",), ("schema",), ("verify", HERALD, "copy.txt")])
def test_no_answer_holds_a_text(words: tuple[str, ...], herald_file: Target, run: Runner) -> None:
    source(run, herald_file, "attach", copy=pasted(ARTICLE))

    done = run(*database_words(herald_file), *words)

    assert done.returncode == 0
    assert SECRET not in done.stdout + done.stderr


def test_a_backup_is_the_readers_own_and_keeps_the_texts(herald_file: Target, run: Runner) -> None:
    source(run, herald_file, "attach", copy=pasted(ARTICLE))

    run(*database_words(herald_file), "db", "backup", "mine.db")

    assert SECRET.encode() in (run.home / "mine.db").read_bytes()


def test_reloading_an_unchanged_file_says_nothing_of_the_texts(
    file_target: Target, run: Runner, tmp_path: Path
) -> None:
    herald_file = load(file_target, tmp_path, seed())
    source(run, herald_file, "attach", copy=pasted(ARTICLE))
    (tmp_path / "herald.yaml").write_text(seed() + "# A remark.\n", "utf-8")

    done = run(*database_words(herald_file), "seed", "load", "--dry-run", str(tmp_path / "herald.yaml"))

    assert done.returncode == 0
    assert SECRET not in done.stdout + done.stderr
    assert load_files(herald_file, [str(tmp_path / "herald.yaml")]).changes == []
    assert texts(herald_file)["3"] == ARTICLE[2]
