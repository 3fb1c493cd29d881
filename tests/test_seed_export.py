"""`sofadb seed export`: files that a person reads and edits, that load as they stand, and that never lose a row."""

from __future__ import annotations

import difflib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from sqlalchemy import text

from sofadb.database.engine import writing_engine
from sofadb.database.target import Target
from sofadb.seed.form import fields
from sofadb.seed.form.counts import QUANTITIES, Asset, Count
from sofadb.seed.loading.create import create_database
from sofadb.seed.loading.load import load_files
from sofadb.seed.writing.entries import FIELDS
from tests.conftest import database_words

if TYPE_CHECKING:
    from sofadb.seed.form.entries import Entry
    from tests.conftest import Runner

SEEDS = Path(__file__).parent / "seeds"
TEXT_OF_AN_ARTICLE = "Zentralkomitee: whole sentences that belong to their author."

WRITTEN = """\
format: 1
source:
  key: daily-herald-1999-03-02
  type: article-newspaper
  publication: {key: daily-herald, name: Daily Herald, kind: newspaper}
  title: Sylvania weighs a stay of Freedonian trainers
  authors: [Ann Author, Bob Author]
  published: 1999-03-02
  archived_at: 2001-02-03

actors:
  - key: freedonia-army
    name: Army of Freedonia
    kind: armed_force
    part_of: freedonia
    names:
      - {name: the Blue Coats, type: alias}
      - {name: the army, type: weak}
  - key: freedonia-trainers
    name: Training Command of Freedonia
    kind: armed_force
    part_of: freedonia-army
  - key: rufus-firefly
    name: Rufus Firefly
    kind: person
    part_of: freedonia
  - key: sylvania-assembly
    name: Assembly of Sylvania
    kind: legislature
    part_of: sylvania
  - key: sylvania-cabinet
    name: Cabinet of Sylvania
    kind: government
    part_of: sylvania

offices:
  - key: firefly-president
    at: paragraph 2
    person: rufus-firefly
    organisation: freedonia
    title: President
    started: 1998/..

negotiations:
  - key: freedonia-sylvania-1998
    title: First talks
    status: failed
    at: paragraph 9
  - key: freedonia-sylvania-1999
    title: Stay of Freedonian trainers after the withdrawal
    status: under_negotiation
    at: paragraph 1
    opened: 1999-01
    follows: freedonia-sylvania-1998
    parties: {sending_state: freedonia, receiving_state: sylvania, observer: [rufus-firefly, sylvania-assembly]}

agreements:
  - key: freedonia-sylvania-notes
    negotiation: freedonia-sylvania-1998
    at: paragraph 9
    title: Exchange of notes
    kind: exchange_of_notes
    signed: 1998-05

deployments:
  - key: freedonia-sylvania-trainers
    title: Trainers in Sylvania
    at: paragraph 3
    sender: freedonia-trainers
    host: sylvania
    mission: train

passages:
  - at: paragraph 1
    fingerprint: 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f
    events:
      - key: talks-open
        negotiation: freedonia-sylvania-1999
        kind: talks_opened
        occurred: 1999-01
        summary: The talks begin.

  - at: paragraph 2

  - at: paragraph 3
    positions:
      - key: immunity
        negotiation: freedonia-sylvania-1999
        holder: freedonia
        addressee: sylvania-cabinet
        act: demand
        issue: criminal_jurisdiction
        jurisdiction: exclusive_sending
        summary: Trainers are to answer to Freedonian courts.
      - key: last-word
        negotiation: freedonia-sylvania-1999
        holder: freedonia
        act: accept
        issue: criminal_jurisdiction
        summary: Accepts the courts of Sylvania.
        responds_to: no-immunity
      - key: no-immunity
        negotiation: freedonia-sylvania-1999
        holder: sylvania-cabinet
        act: refuse
        issue: criminal_jurisdiction
        stated: 1999-03-01
        stated_text: Monday
        summary: Trainers would answer to Sylvanian courts.
        responds_to: immunity
        conditions:
          - {kind: unless, text: the Assembly agrees}
    counts:
      - key: trainers
        deployment: freedonia-sylvania-trainers
        actor: freedonia-army
        host: sylvania
        measure: planned
        category: military
        function: train
        up_to: 240
        wording: up to 240
        as_of: 1999-03-02
        basis: {rotational: yes}
      - key: cooks
        part_of: trainers
        actor: freedonia-army
        host: sylvania
        measure: planned
        category: military
        exact: 6
        as_of: 1999-03
      - key: medics
        part_of: trainers
        deployment: freedonia-sylvania-trainers
        actor: freedonia-army
        host: sylvania
        measure: planned
        category: military
        function: medical
        about: 30
        wording: about 30 medics
        as_of: 1999-03-02
      - key: surgeons
        part_of: medics
        deployment: freedonia-sylvania-trainers
        actor: freedonia-army
        host: sylvania
        measure: planned
        category: military
        at_least: 2
        as_of: 1999-03-02
    assets:
      - key: bicycles
        kind: vehicle
        actor: freedonia-army
        host: sylvania
        measure: present
        words: several

  - at: paragraph 4
    provisions:
      - key: claims
        agreement: freedonia-sylvania-notes
        issue: claims
        summary: Each pays for its own.

  - at: paragraph 9
"""

SECOND = """\
format: 1
source:
  key: evening-herald
  type: article-newspaper
  publication: daily-herald
  title: "NO"
  note: "017"
  lang: no
negotiation: freedonia-sylvania-1999
passages:
  - at: paragraph 1
    positions:
      - {key: echo, holder: sylvania-cabinet, act: state, issue: other, summary: Says so again.,
         responds_to: daily-herald-1999-03-02/no-immunity}
"""


@pytest.fixture
def herald(tmp_path: Path) -> Path:
    """Make a database with one made-up source."""
    path = tmp_path / "herald.db"
    create_database(Target(path=path), empty=True)
    load_files(Target(path=path), [str(SEEDS / "freedonia.yaml"), str(SEEDS / "herald.yaml")])
    return path


@pytest.fixture
def two_sources(herald: Path, tmp_path: Path) -> Path:
    """Make a database with two sources of one publication, the second of which answers the first."""
    seed = tmp_path / "evening.yaml"
    seed.write_text(SECOND, "utf-8")
    load_files(Target(path=herald), [str(seed)])
    return herald


def change(path: Path, *statements: str) -> None:
    """Change a database without seed files, as its owner may."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def export(run: Runner, path: Path, *words: str) -> dict[str, str]:
    """Export into a new folder, and return the texts of the files by their names."""
    done = run("--db", str(path), "seed", "export", *words)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return texts_in(run.home / words[0])


def texts_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir())}


# What the files look like


def test_a_source_is_written_as_a_person_would_write_it(run: Runner, herald: Path) -> None:
    done = run("--db", str(herald), "seed", "export", "seeds")

    assert done.stderr == "wrote 2 seed files with 49 rows to seeds\n"
    files = texts_in(run.home / "seeds")
    assert list(files) == ["daily-herald-1999-03-02.yaml", "states.yaml"]
    assert files["daily-herald-1999-03-02.yaml"] == WRITTEN


def test_the_files_pass_the_check_and_load_as_they_stand(run: Runner, target: Target) -> None:
    assert run(*database_words(target), "seed", "export", "seeds").returncode == 0
    assert run("--db", "new.db", "db", "init", "--empty").returncode == 0

    checked = run("--db", "new.db", "seed", "check", "seeds", "--strict")
    loaded = run("--db", "new.db", "seed", "load", "seeds")

    assert (checked.returncode, checked.stderr) == (0, "5 seed files: no mistakes\n")
    assert loaded.returncode == 0
    for question in ("figures", "positions", "actors"):
        again = run("--db", "new.db", question, "--csv").stdout
        assert again == run(*database_words(target), question, "--csv").stdout


def test_what_one_source_alone_uses_stands_in_its_file_and_the_rest_is_shared(run: Runner, two_sources: Path) -> None:
    files = export(run, two_sources, "seeds")

    defined = {
        name: [
            entry["key"] for section in ("publications", "actors") for entry in yaml.safe_load(text).get(section, [])
        ]
        for name, text in files.items()
    }
    assert defined == {
        "actors.yaml": ["sylvania-cabinet"],
        "daily-herald-1999-03-02.yaml": [
            "freedonia-army",
            "freedonia-trainers",
            "rufus-firefly",
            "sylvania-assembly",
        ],
        "evening-herald.yaml": [],
        "publications.yaml": ["daily-herald"],
        "states.yaml": ["freedonia", "sylvania"],
    }
    assert "  publication: daily-herald\n" in files["evening-herald.yaml"]
    assert "responds_to: daily-herald-1999-03-02/no-immunity" in files["evening-herald.yaml"]


def test_words_that_others_read_as_numbers_or_as_no_are_quoted(run: Runner, two_sources: Path) -> None:
    files = export(run, two_sources, "seeds")

    source = yaml.safe_load(files["evening-herald.yaml"])["source"]
    assert (source["title"], source["note"], source["lang"]) == ("NO", "017", "no")


def test_a_small_change_makes_a_small_difference(run: Runner, two_sources: Path) -> None:
    before = export(run, two_sources, "before")
    change(two_sources, "UPDATE personnel_counts SET note = 'Corrected.' WHERE key = 'medics'")

    after = export(run, two_sources, "after")

    changed = [
        line
        for name in before
        for line in difflib.ndiff(before[name].splitlines(), after[name].splitlines())
        if line[0] in "+-"
    ]
    assert changed == ["+         note: Corrected."]
    assert list(after) == list(before)


@pytest.mark.parametrize(
    ("model", "table"),
    {
        fields.Publication: "publications",
        fields.Source: "sources",
        fields.Actor: "actors",
        fields.Office: "offices",
        fields.Negotiation: "negotiations",
        fields.Agreement: "agreements",
        fields.Deployment: "deployments",
        fields.Position: "positions",
        fields.Event: "events",
        fields.Provision: "provisions",
        Count: "personnel_counts",
        Asset: "asset_counts",
    }.items(),
)
def test_every_field_of_the_format_has_its_place_in_the_order(model: type[Entry], table: str) -> None:
    written = [name for name in FIELDS[table].split() if name != "quantity"]

    assert sorted(written) == sorted(set(model.model_fields) - {*QUANTITIES, "parts"})


# Only some sources


def test_only_the_sources_named_are_written_and_what_they_need_is_said(run: Runner, two_sources: Path) -> None:
    everything = export(run, two_sources, "all")

    done = run("--db", str(two_sources), "seed", "export", "some", "Evening-Herald")

    assert texts_in(run.home / "some") == {"evening-herald.yaml": everything["evening-herald.yaml"]}
    assert done.stderr.splitlines() == [
        "refers to actors in other files: sylvania-cabinet",
        "refers to negotiations in other files: freedonia-sylvania-1999",
        "refers to positions in other files: daily-herald-1999-03-02/no-immunity",
        "refers to publications in other files: daily-herald",
        "wrote 1 seed file with 3 rows to some",
    ]


def test_a_source_that_is_not_there_is_named_with_what_is_near(run: Runner, two_sources: Path) -> None:
    done = run("--db", str(two_sources), "seed", "export", "some", "evening-harald")

    assert done.returncode == 2
    assert "there is no source 'evening-harald'" in done.stderr
    assert "did you mean 'evening-herald'?" in done.stderr
    assert not (run.home / "some").exists()


# Rows that no seed file holds


def test_rows_made_by_other_means_are_written_too(run: Runner, herald: Path) -> None:
    change(
        herald,
        "INSERT INTO actors (id, key, name, kind) VALUES (900, 'margaret-dumont', 'Margaret Dumont', 'person')",
        "INSERT INTO actor_names (actor_id, name, folded, type) "
        "VALUES (900, 'Margaret Dumont', 'margaretdumont', 'primary')",
        "UPDATE personnel_counts SET seed_file_id = NULL, seed_line = NULL",
    )

    files = export(run, herald, "seeds")

    assert files["daily-herald-1999-03-02.yaml"] == WRITTEN
    assert files["actors.yaml"].endswith("- key: margaret-dumont\n    name: Margaret Dumont\n    kind: person\n")


def test_the_text_of_an_article_is_never_written(run: Runner, target: Target) -> None:
    engine = writing_engine(target)
    with engine.begin() as connection:
        connection.execute(text("UPDATE passages SET text = :text"), {"text": TEXT_OF_AN_ARTICLE})
    engine.dispose()

    done = run(*database_words(target), "seed", "export", "seeds")

    assert done.returncode == 0
    assert [name for name, content in texts_in(run.home / "seeds").items() if "Zentral" in content] == []


@pytest.mark.parametrize(
    ("statement", "said"),
    {
        "UPDATE personnel_counts SET low = 20 WHERE key = 'medics'": (
            "personnel_counts daily-herald-1999-03-02/medics: low is 20, a seed file would make it empty"
        ),
        "UPDATE personnel_counts SET place = char(27) || '[31m' WHERE key = 'medics'": "U+001B",
        "UPDATE events SET summary = 'two' || char(9) || 'tabs'": "U+0009",
        "UPDATE sources SET url = ''": "there is no value",
        "UPDATE passages SET locator = ' 3' WHERE locator = '3'": "/paragraph/ 3: a seed file would not say this",
        "UPDATE events SET occurred_latest = '1999-02-28'": "a seed file would make it '1999-01-31'",
        "UPDATE actor_names SET folded = 'other' WHERE name = 'the army'": "/other: a seed file would not say this",
        "DELETE FROM actor_names WHERE type = 'primary' AND folded = 'rufusfirefly'": (
            "actor_names rufus-firefly/rufusfirefly: is missing, a seed file would add it"
        ),
        "UPDATE actors SET part_of_id = (SELECT id FROM actors WHERE key = 'freedonia-trainers') "
        "WHERE key = 'freedonia-army'": "is part of itself",
    }.items(),
)
def test_what_no_seed_file_can_say_is_named_and_nothing_is_written(
    statement: str, said: str, run: Runner, herald: Path
) -> None:
    change(herald, statement)

    done = run("--db", str(herald), "seed", "export", "seeds")

    assert done.returncode == 4
    assert done.stderr.startswith("Error: the database holds what no seed file can say; nothing was written\n")
    assert said in done.stderr
    assert list(run.home.iterdir()) == []


def test_an_empty_database_gives_no_files(run: Runner) -> None:
    run("--db", "new.db", "db", "init", "--empty")

    done = run("--db", "new.db", "seed", "export", "seeds")

    assert (done.returncode, done.stderr) == (0, "wrote 0 seed files with 0 rows to seeds\n")


@pytest.mark.parametrize("key", ["actors", "states", "publications", "a" * 300])
def test_the_file_of_a_source_takes_no_other_files_name(key: str, run: Runner, two_sources: Path) -> None:
    change(two_sources, f"UPDATE sources SET key = '{key}' WHERE key = 'evening-herald'")

    files = export(run, two_sources, "seeds")

    assert sum(f"\nsource:\n  key: {key}\n" in content for content in files.values()) == 1
    assert len(files) == 5


# The folder


def test_files_that_exist_are_kept_unless_told_otherwise(run: Runner, herald: Path) -> None:
    kept = run.home / "seeds" / "states.yaml"
    kept.parent.mkdir()
    kept.write_text("mine", "utf-8")

    done = run("--db", str(herald), "seed", "export", "seeds")

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Error: seeds/states.yaml exists already",
        "help: name another folder, or add --force to replace it",
    ]
    assert texts_in(kept.parent) == {"states.yaml": "mine"}

    done = run("--db", str(herald), "seed", "export", "seeds", "--force")

    assert done.returncode == 0
    assert texts_in(kept.parent)["daily-herald-1999-03-02.yaml"] == WRITTEN
    assert texts_in(kept.parent)["states.yaml"] != "mine"


def test_files_that_an_earlier_export_left_are_named(run: Runner, herald: Path) -> None:
    old = run.home / "seeds" / "deeper" / "old.yml"
    old.parent.mkdir(parents=True)
    old.write_text("format: 1\n", "utf-8")

    done = run("--db", str(herald), "seed", "export", "seeds")

    assert done.returncode == 0
    assert (
        "warning: seeds holds other seed files, which a load of the folder takes too: deeper/old.yml" in done.stderr
    )


def test_the_folder_may_be_the_one_where_the_user_stands(run: Runner, herald: Path) -> None:
    assert export(run, herald, ".")["daily-herald-1999-03-02.yaml"] == WRITTEN


@pytest.mark.parametrize("name", ["occupied", "occupied/deeper"])
def test_a_folder_that_cannot_be_is_refused(name: str, run: Runner, herald: Path) -> None:
    (run.home / "occupied").write_text("a file", "utf-8")

    done = run("--db", str(herald), "seed", "export", name)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [path.name for path in run.home.iterdir()] == ["occupied"]


@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_nothing_half(there: bool, run: Runner, herald: Path) -> None:
    if there:
        (run.home / "seeds").mkdir()
    words = [sys.executable, "-m", "sofadb", "--db", str(herald), "seed", "export", "seeds"]

    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 1; exec "$@"', "sh", *words],
        capture_output=True,
        check=False,
        cwd=run.home,
        encoding="utf-8",
        env=run.environment(),
        timeout=60,
    )

    assert done.returncode == 1
    assert "cannot write seeds: File too large" in done.stderr
    assert [path.name for path in run.home.rglob("*")] == ["seeds"] * there


def test_a_file_is_exported_without_what_writes_databases(run: Runner, herald: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sofadb", "--db", str(herald), "seed", "export", "seeds"],
        capture_output=True,
        check=True,
        cwd=run.home,
        encoding="utf-8",
        env=run.environment(),
        timeout=60,
    )

    modules = {
        line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")
    }
    assert "yaml" in modules
    assert modules & {"sqlalchemy", "alembic", "psycopg"} == set()


# Authors


def test_authors_that_are_joined_by_a_semicolon_are_refused(run: Runner, herald: Path) -> None:
    """The database joins them by one, so that such an author would come back as two."""
    text = (SEEDS / "herald.yaml").read_text("utf-8").replace("[Ann Author, Bob Author]", "Ann Author; Bob Author")
    (run.home / "joined.yaml").write_text(text, "utf-8")

    done = run("--db", str(herald), "seed", "check", str(SEEDS / "freedonia.yaml"), "joined.yaml", "--json")

    (mistake,) = [each for each in json.loads(done.stdout) if each["code"] == "S006"]
    assert done.returncode == 4
    assert (mistake["line"], mistake["column"]) == (7, 12)
    assert mistake["help"] == "write a list: [Ann Author, Bob Author]"
