"""Warnings are printed and do not fail; a rule can be explained."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from sofadb import paths
from sofadb.cli import main
from sofadb.seed.codes import CODES
from sofadb.seed.reporting.lesson import RIGHT, WRONG, read_example
from tests.conftest import database_words
from tests.mistakes.wrong_files import written

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner


@pytest.fixture
def _a_rule_that_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a claim that is made twice be a warning: the severity of a code is data."""
    monkeypatch.setitem(CODES, "S037", CODES["S037"]._replace(severity="warning"))


def write_warning_and_error() -> None:
    """Write a file of which one claim is made twice, and one that has an error as well."""
    twice = (paths.seed_examples() / "S037" / "wrong.yaml").read_text("utf-8")
    written("warned.yaml", twice)
    written("wrong.yaml", "format: 1\nactors:\n  - {key: moravia, name: Moravia, kind: stat}\n")


@pytest.mark.usefixtures("_a_rule_that_warns")
def test_a_warning_is_printed_and_passes_unless_asked_to_be_strict(
    capsys: pytest.CaptureFixture[str], built_in_file: Path
) -> None:
    write_warning_and_error()
    words = ["--db", str(built_in_file), "seed", "check", "warned.yaml"]

    codes = [main([*words, *more]) for more in ([], ["--strict"], ["--json"], ["--json", "--strict"])]

    shown = capsys.readouterr()
    assert codes == [0, 4, 0, 4]
    assert shown.err.count("warning[S037] warned.yaml:20:14: ") == 2
    assert "error" not in shown.err
    assert shown.err.count("help: without --strict, warnings do not fail\n1 warning in 1 of 1 file\n") == 1
    assert shown.err.count("1 warning in 1 of 1 file\n") == 4
    assert shown.out.count('"severity": "warning"') == 2


@pytest.mark.usefixtures("_a_rule_that_warns")
def test_warnings_come_before_errors_and_both_are_counted(
    capsys: pytest.CaptureFixture[str], built_in_file: Path
) -> None:
    write_warning_and_error()

    code = main(["--db", str(built_in_file), "seed", "check", "."])

    lines = capsys.readouterr().err.splitlines()
    headers = [line.split(":")[0] for line in lines if re.match(r"(error|warning)\[", line)]
    assert code == 4
    assert headers == ["warning[S037] warned.yaml", "error[S014] wrong.yaml"]
    assert lines[-1] == "1 error and 1 warning in 2 of 2 files; nothing was loaded"


@pytest.mark.usefixtures("_a_rule_that_warns")
def test_a_file_with_a_warning_is_loaded_and_the_warning_printed(
    capsys: pytest.CaptureFixture[str], file_target: Target
) -> None:
    write_warning_and_error()

    code = main([*database_words(file_target), "seed", "load", "warned.yaml"])

    shown = capsys.readouterr().err
    assert code == 0
    assert "warning[S037] warned.yaml:20:14: " in shown
    assert "nothing was loaded" not in shown
    assert main([*database_words(file_target), "show", "herald-1999-03-02/more-trainers"]) == 0


# Explain


def test_explain_prints_the_rule_a_wrong_file_its_message_and_the_file_put_right(run: Runner) -> None:
    done = run("seed", "explain", "s014")

    example = read_example("S014", WRONG)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"error[S014] {CODES['S014'].title}\n")
    for text in (example.text, example.printed(), read_example("S014", RIGHT).text):
        assert "\n".join(f"    {line}".rstrip() for line in text.split("\n")) in done.stdout


def test_explain_without_a_code_lists_all_of_them(run: Runner) -> None:
    done = run("seed", "explain", "--json")

    listed = json.loads(done.stdout)
    assert [each["code"] for each in listed] == list(CODES)
    assert [each["why"] for each in listed] == [rule.why for rule in CODES.values()]


def test_explain_of_an_unknown_code_is_wrong_use(run: Runner) -> None:
    done = run("seed", "explain", "S999")

    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no code 'S999'" in done.stderr
