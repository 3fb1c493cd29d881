"""What a load would change can be read first, and is exactly what it then does."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from sofadb.seed.loading.load import load_files
from tests.conftest import database_words
from tests.load.stored import (
    HERALD,
    content,
    digest,
    edit,
    loads,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner


COMMANDS = [("seed", "diff"), ("seed", "load", "--dry-run")]
CHANGES = ("exact: 6\n", "exact: 7\n"), ("key: firefly-president", "key: president")


@pytest.mark.parametrize("command", COMMANDS, ids="-".join)
def test_the_difference_is_printed_and_nothing_is_changed(
    command: tuple[str, ...], run: Runner, loaded: Target, seeds: Path
) -> None:
    before = content(loaded), loads(loaded), digest(loaded) if loaded.path else ""
    edit(seeds / "herald.yaml", *CHANGES)

    done = run(*command, *database_words(loaded), str(seeds))

    file = seeds / "herald.yaml"
    assert done.stdout.splitlines() == [
        f"added   offices {HERALD}/president          {file}:24",
        f"removed offices {HERALD}/firefly-president  {file}:24",
        f"changed personnel_counts {HERALD}/cooks     {file}:75",
        "    best: 6 -> 7",
        "    high: 6 -> 7",
        "    low: 6 -> 7",
    ]
    assert done.stderr.endswith("3 seed files: 1 added, 1 changed, 1 removed; nothing was loaded\n")
    assert done.returncode == 0
    assert (content(loaded), loads(loaded), digest(loaded) if loaded.path else "") == before


@pytest.mark.parametrize("command", COMMANDS, ids="-".join)
def test_the_difference_comes_as_data(
    command: tuple[str, ...], run: Runner, loaded_file: Target, seeds: Path, tmp_path: Path
) -> None:
    edit(seeds / "herald.yaml", *CHANGES)
    words = (*command, *database_words(loaded_file), str(seeds))

    shown = run(*words, "--json", "--columns", "change,table,key,field,old,new,line")
    written = run(*words, "-o", str(tmp_path / "changes.csv"))

    count = {"change": "changed", "table": "personnel_counts", "key": f"{HERALD}/cooks", "old": "6", "new": "7"}
    office = {"table": "offices", "field": None, "old": None, "new": None, "line": 24}
    assert json.loads(shown.stdout) == [
        {"change": "added", "key": f"{HERALD}/president", **office},
        {"change": "removed", "key": f"{HERALD}/firefly-president", **office},
        *({**count, "field": field, "line": 75} for field in ("best", "high", "low")),
    ]
    assert written.stdout == ""
    lines = (tmp_path / "changes.csv").read_text("utf-8").splitlines()
    assert lines[0] == "change,table,key,field,old,new,file,line"
    assert lines[1] == f"added,offices,{HERALD}/president,,,,{seeds / 'herald.yaml'},24"


def test_a_file_is_shown_as_it_was_named(run: Runner, loaded_file: Target, seeds: Path) -> None:
    edit(seeds / "herald.yaml", *CHANGES)
    near = os.path.relpath(seeds, run.home)

    done = run("seed", "diff", *database_words(loaded_file), near)

    places = {line.split()[-1] for line in done.stdout.splitlines() if not line.startswith(" ")}
    assert places == {f"{near}/herald.yaml:24", f"{near}/herald.yaml:75"}


def test_a_load_does_what_the_difference_said(loaded: Target, seeds: Path) -> None:
    edit(seeds / "herald.yaml", *CHANGES)

    said = load_files(loaded, [str(seeds)], dry_run=True)
    did = load_files(loaded, [str(seeds)])
    after = load_files(loaded, [str(seeds)], dry_run=True)

    assert said.changes == did.changes
    assert len(did.changes) == 3
    assert after.changes == []


def test_what_steers_a_terminal_is_made_visible(
    run: Runner, loaded_file: Target, seeds: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "a\x1b[2Jb"
    seeds.rename(folder)

    done = run("seed", "diff", *database_words(loaded_file), str(folder), "--prune")
    edit(folder / "herald.yaml", *CHANGES)
    edited = run("seed", "diff", *database_words(loaded_file), str(folder), "--prune")

    assert "\x1b" not in done.stdout + done.stderr + edited.stdout + edited.stderr
    assert "a\\x1b[2Jb/herald.yaml:24" in edited.stdout


def test_options_of_an_answer_need_an_answer(run: Runner, loaded_file: Target, seeds: Path) -> None:
    before = digest(loaded_file)
    edit(seeds / "herald.yaml", *CHANGES)

    done = run("seed", "load", "--json", *database_words(loaded_file), str(seeds))

    assert (done.returncode, done.stdout) == (2, "")
    assert "--dry-run" in done.stderr
    assert digest(loaded_file) == before


def test_a_dry_run_is_in_words_for_the_user(run: Runner, loaded_file: Target, seeds: Path) -> None:
    edit(
        seeds / "herald.yaml",
        ("exact: 6\n", "about: 6\n"),
        ("        as_of: 1999-03\n", "        as_of: 1999-04\n"),
        ("        holder: sylvania-cabinet\n", "        holder: sylvania-assembly\n"),
    )

    done = run("seed", "load", "--dry-run", *database_words(loaded_file), str(seeds))

    assert "1999-04-30" in done.stdout
    assert "sylvania-assembly" in done.stdout
    for word in ("datetime", "None"):
        assert word not in done.stdout


def test_a_dry_run_of_nothing_new_prints_nothing(run: Runner, loaded_file: Target, seeds: Path) -> None:
    before = digest(loaded_file)

    done = run("seed", "load", "--dry-run", *database_words(loaded_file), str(seeds))

    assert (done.returncode, done.stdout) == (0, "")
    assert "0 changes" in done.stderr
    assert digest(loaded_file) == before
