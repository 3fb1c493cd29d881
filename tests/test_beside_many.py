"""What is asked of one claim, one host or one article does not look at all figures, however many were imported."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import String, bindparam, text

from sofadb.catalog import built_in_question
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.provenance import claims
from sofadb.seed.checking import held, needed
from sofadb.seed.checking.known import KnownRows
from sofadb.seed.loading.load import check_files, load_files
from sofadb.seed.mistakes import SeedMistakesError
from tests.conftest import ENGINES, copy_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from tests.conftest import Runner, Server

MANY = 200_000
#: On a server no more than it takes for an index to cost less than reading them all.
MANY_ON_SERVER = 30_000
MOST_MEGABYTES = 150
_SOURCES = """
INSERT INTO publications (key, name, kind) VALUES ('census-office', 'Census Office', 'government');
INSERT INTO sources (key, publication_id, type, title)
    SELECT 'census', id, 'dataset', 'Census' FROM publications WHERE key = 'census-office';
INSERT INTO passages (source_id, locator_type, locator) SELECT id, 'table', '1' FROM sources WHERE key = 'census'
"""
#: A figure for each of 40 hosts, 4 categories and as many years as it takes.
_FIGURES = """
INSERT INTO personnel_counts (source_id, key, actor_id, host_id, measure, category, function, as_of, as_of_earliest,
    as_of_latest, quantifier, value_kind, low, best, high, passage_id, status)
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :many - 1),
hosts (id, number) AS (SELECT id, row_number() OVER (ORDER BY key) - 1 FROM actors WHERE kind = 'state'),
categories (word, number) AS (VALUES ('military', 0), ('civilian', 1), ('contractor', 2), ('dependents', 3)),
told (i, host_id, category, year) AS (
    SELECT n.i, h.id, g.word, CAST(1000 + n.i / 160 AS text)
    FROM n JOIN hosts AS h ON h.number = n.i % 40 JOIN categories AS g ON g.number = (n.i / 40) % 4
)
SELECT p.source_id, 'figure-' || t.i, usa.id, t.host_id, 'present', t.category, 'unspecified', t.year,
    {first}, {last}, 'exact', 'value', t.i % 1000, t.i % 1000, t.i % 1000, p.id, 'accepted'
FROM told AS t, actors AS usa, passages AS p JOIN sources AS s ON s.id = p.source_id
WHERE usa.key = 'usa' AND s.key = 'census'
"""


def fill(target: Target, many: int) -> None:
    """Add so many figures of a census."""
    days = {"first": "t.year || '-01-01'", "last": "t.year || '-12-31'"}
    if target.path is None:
        days = {name: f"CAST({day} AS date)" for name, day in days.items()}
    engine = writing_engine(target)
    with engine.begin() as connection:
        for statement in _SOURCES.split(";"):
            connection.execute(text(statement))
        connection.execute(text(_FIGURES.format(**days)), {"many": many})
        if target.path is None:
            connection.exec_driver_sql("ANALYZE")
    engine.dispose()


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory, built_in_file: Path) -> Path:
    """Make a file with the built-in dataset beside many figures; never written to, only copied."""
    path = copy_database(built_in_file, tmp_path_factory.mktemp("many") / "many.db")
    fill(Target(path=path), MANY)
    return path


@contextmanager
def on_server(request: pytest.FixtureRequest) -> Iterator[Target]:
    """Make a database with the built-in dataset on the server, and drop it in the end."""
    server: Server = request.getfixturevalue("server")
    target = server.create(request.getfixturevalue("built_in_template"))
    yield target
    server.drop(target)


@pytest.fixture(scope="module", params=ENGINES)
def filled(request: pytest.FixtureRequest) -> Iterator[Target]:
    """Name a database with the built-in dataset beside many figures, on each engine; no test changes it."""
    if request.param == "sqlite":
        yield Target(path=request.getfixturevalue("filled_file"))
        return
    with on_server(request) as target:
        fill(target, MANY_ON_SERVER)
        yield target


def plan_of(connection: Connection, sql: str, given: dict[str, str | None]) -> str:
    """Return how the engine would answer a question with these values."""
    how = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    bound = text(f"{how} {sql}").bindparams(*(bindparam(name, type_=String) for name in given))
    return "\n".join(str(row[-1]) for row in connection.execute(bound, given))


#: SQLite names an index that keeps a rule by itself; it has the number of its rule.
OF_A_CLAIM = {"sqlite": "sqlite_autoindex_personnel_counts", "postgresql": "uq_personnel_counts_source_id_key"}
OF_THE_PEOPLE = ("ix_personnel_counts_host_id", "ix_personnel_counts_series")
ALL_FIGURES = ("SCAN c\n", "SCAN n\n", "SCAN personnel_counts", "Seq Scan on personnel_counts")


def conflicts_plan(target: Target, **given: str) -> tuple[str, str]:
    """Return the engine, and how it would answer `conflicts`."""
    question = built_in_question("conflicts")
    engine = writing_engine(target)
    with engine.connect() as connection:
        plan = plan_of(connection, question.sql, {**dict.fromkeys(question.types()), **given})
    engine.dispose()
    return connection.dialect.name, plan


def test_the_contradictions_of_a_claim_are_found_by_its_key_and_its_people(filled: Target) -> None:
    """PostgreSQL leaves out what is not asked for; SQLite plans for all cases, and reads all figures in one only."""
    engine, plan = conflicts_plan(filled, ref="census/figure-77")

    assert OF_A_CLAIM[engine] in plan
    assert any(index in plan for index in OF_THE_PEOPLE)
    if engine == "postgresql":
        assert not any(scan in plan for scan in ALL_FIGURES)
    else:
        assert len([line for line in plan.splitlines() if line.startswith("SCAN c ")]) == 1


@pytest.mark.parametrize(("given", "indexes"), [("host", OF_THE_PEOPLE[:1]), ("actor", OF_THE_PEOPLE[1:])])
def test_the_contradictions_of_a_host_or_an_actor_are_found_by_an_index(
    filled_file: Path, given: str, indexes: tuple[str]
) -> None:
    """PostgreSQL decides by what it guesses of the parts of the actor, and may well read all."""
    _, plan = conflicts_plan(Target(path=filled_file), **{given: "irq"})

    assert all(f"SEARCH c USING INDEX {index}" in plan or f"COVERING INDEX {index}" in plan for index in indexes)


def test_a_figure_and_what_belongs_to_it_are_found_by_its_key(filled: Target) -> None:
    """Where there are few parts, PostgreSQL looks at those first."""
    engine = writing_engine(filled)
    questions = [claims.OWN["figure"], claims.SAID_ELSEWHERE, *claims.LISTS["figure"].values()]
    with engine.connect() as connection:
        plans = [plan_of(connection, sql, {"source": "census", "key": "figure-77"}) for sql in questions]
    engine.dispose()

    for plan in plans:
        assert not any(scan in plan for scan in ALL_FIGURES)
        assert OF_A_CLAIM[connection.dialect.name] in plan or connection.dialect.name == "postgresql"


def test_a_claim_is_shown_with_its_contradictions(run: Runner, filled: Target) -> None:
    """Of figures 0, 40, 80 and 120, all of one host and year, each counts people of another category."""
    words = ("--db", str(filled.path or filled.url))
    shown = run(*words, "show", "census/figure-40", "--csv")

    asked = run(*words, "conflicts", "--ref", "census/figure-40", "--columns", "ref,other_ref,verdict", "--csv")

    assert [line for line in shown.stdout.splitlines() if line.startswith("does not meet")] == [
        f"does not meet,census/figure-{number} (other_category)" for number in (0, 120, 80)
    ]
    assert asked.stdout.splitlines()[1:] == [
        "census/figure-0,census/figure-40,other_category",
        "census/figure-120,census/figure-40,other_category",
        "census/figure-40,census/figure-80,other_category",
    ]


# Seed files


def article(source: str, *counts: str) -> str:
    """Write a seed file; of each count, its key, and what is said of it beside the usual."""
    lines = [
        f"      - {{key: {key}, actor: usa, host: irq, measure: present, category: military, exact: {number},"
        f" wording: '{number}'{more}}}\n"
        for number, (key, _, more) in enumerate((count.partition(",") for count in counts), start=1)
        for more in [f",{more}" if more else ""]
    ]
    return (
        f"format: 1\nsource:\n  key: {source}\n  type: report\n"
        f"  publication: {{key: press-{source}, name: Press of {source}, kind: newspaper}}\n  title: T\n"
        f"passages:\n  - at: paragraph 1\n    counts:\n{''.join(lines)}"
    )


def write(folder: Path, source: str, *counts: str) -> str:
    """Write the seed file of a source."""
    path = folder / f"{source}.yaml"
    path.write_text(article(source, *counts), "utf-8")
    return str(path)


TWELVE = [f"c{number}" for number in range(12)]


#: Runs the tool, and says what memory it took; the test itself, which started it, may have taken more.
STARTER = """
import os, sys
_, status, used = os.wait4(os.posix_spawn(sys.executable, sys.argv[1:], os.environ), 0)
print(used.ru_maxrss // 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in kilobytes on Linux")
def test_an_article_is_loaded_beside_many_figures_in_little_memory(tmp_path: Path, filled_file: Path) -> None:
    database = copy_database(filled_file, tmp_path / "many.db")
    file = write(tmp_path, "herald", *TWELVE, "part, part_of: census/figure-77")
    words = [sys.executable, "-c", STARTER, sys.executable, "-m", "sofadb", "--db", str(database), "seed", "load"]

    done = subprocess.run([*words, file], capture_output=True, encoding="utf-8", timeout=60, check=False)

    assert "16 added" in done.stderr
    assert (done.returncode, int(done.stdout) < MOST_MEGABYTES) == (0, True)


def test_claims_too_many_to_be_held_are_known_all_the_same(filled_file: Path) -> None:
    with open_reader(Target(path=filled_file)) as reader:
        keys = KnownRows(reader, []).keys("personnel_counts", "census")
        others = KnownRows(reader, []).keys("personnel_counts", "immunity-2014")

        assert ("census", f"figure-{MANY - 1}") in keys
        assert ("census", f"figure-{MANY}") not in keys
        assert ("immunity-2014", "figure-1") not in keys
        assert len(list(keys)) == len(keys) == held.MOST_READ + 1
    assert others == {} or all(key[0] == "immunity-2014" for key in others)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder for the seed files of the press: a file is known by its path."""
    return tmp_path_factory.mktemp("press")


@pytest.fixture(scope="module", params=ENGINES)
def press(request: pytest.FixtureRequest, desk: Path, built_in_file: Path) -> Iterator[Target]:
    """Name a database in which a source refers to each claim of another, on each engine; no test changes it."""
    parts = (f"p{number}, part_of: herald/c{number}" for number in range(12))
    files = [write(desk, "herald", *TWELVE), write(desk, "gazette", *parts)]
    of_engine = (
        nullcontext(Target(path=copy_database(built_in_file, desk / "press.db")))
        if request.param == "sqlite"
        else on_server(request)
    )
    with of_engine as target:
        load_files(target, files)
        yield target


def mistakes_of(target: Target, file: str) -> list[str]:
    """Return what is wrong with a file beside what the database holds."""
    with pytest.raises(SeedMistakesError) as refused:
        check_files(target, [file])
    return [str(mistake) for mistake in refused.value.mistakes]


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("other", "x, part_of: herald/c77"),  # there is none
        ("other", "x, part_of: nobody/c1"),  # nor such a source
        ("other", "x, part_of: herald/c1, deployment: nobody"),
        ("herald", "c1, part_of: herald/c3"),  # which is no longer there
    ],
)
def test_the_same_mistakes_are_found_when_claims_are_looked_up(
    source: str, count: str, press: Target, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(desk, source, count)
    read_whole = mistakes_of(press, file)

    monkeypatch.setattr(held, "MOST_READ", 1)

    assert mistakes_of(press, file) == read_whole


def test_those_who_need_many_rows_are_found_at_once(
    press: Target, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(desk, "herald", "x")
    one_by_one = mistakes_of(press, file)

    monkeypatch.setattr(needed, "_AT_ONCE", 1)

    assert mistakes_of(press, file) == one_by_one
    assert len(one_by_one) == 12
    assert all("S030" in mistake for mistake in one_by_one)
