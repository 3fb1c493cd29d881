"""Which of two counts that were loaded contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner


COUNT = "actor: usa, host: irq, measure: {measure}, category: military, as_of: {as_of}"


@pytest.mark.parametrize(
    ("one", "other", "verdicts"),
    [
        ("exact: 100", "exact: 200", ["conflict"]),
        ("up_to: 100", "at_least: 101", ["conflict"]),
        ("up_to: 100", "at_least: 100", []),
        ("more_than: 300", "fewer_than: 300", ["conflict"]),
        ("more_than: 300", "up_to: 301", []),
        ("exact: 100", "exact: 200, status: deprecated, status_note: corrected", []),
        ("exact: 100", "exact: 200, part_of: whole", ["conflict"]),
        ("exact: 100, part_of: whole", "exact: 200, part_of: whole", []),
    ],
)
def test_only_what_cannot_both_be_true_is_a_conflict(
    one: str, other: str, verdicts: list[str], file_target: Target, run: Runner, tmp_path: Path
) -> None:
    assert conflicts(one, other, "2001-02-03", "present", file_target, run, tmp_path) == verdicts


@pytest.mark.parametrize(("as_of", "verdicts"), [("2001-02", []), ("2001-02-03", ["conflict"])])
def test_movements_are_held_against_each_other_on_one_day_only(
    as_of: str, verdicts: list[str], file_target: Target, run: Runner, tmp_path: Path
) -> None:
    assert conflicts("exact: 100", "exact: 200", as_of, "sent", file_target, run, tmp_path) == verdicts


def conflicts(one: str, other: str, as_of: str, measure: str, target: Target, run: Runner, folder: Path) -> list[str]:
    """Load two counts of the same people beside a whole that holds neither back, and return the verdicts."""
    same = COUNT.format(measure=measure, as_of=as_of)
    whole = COUNT.format(measure="authorized", as_of="1999")
    text = (
        "format: 1\nsource:\n  key: gazette\n  type: report\n"
        "  publication: {key: press, name: Press, kind: other}\n  title: T\n"
        "passages:\n  - at: paragraph 1\n    counts:\n"
        f"      - {{key: whole, {whole}, words: several}}\n"
        f"      - {{key: one, {same}, {one}}}\n      - {{key: other, {same}, {other}}}\n"
    )
    path = folder / "gazette.yaml"
    path.write_text(text, "utf-8")
    done = run("--db", str(target.path), "seed", "load", str(path))
    assert done.returncode == 0, done.stderr
    return run("--db", str(target.path), "conflicts", "--columns", "verdict", "--csv").stdout.split()[1:]
