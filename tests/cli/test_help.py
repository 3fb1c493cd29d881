"""Every command helps, and refuses what it cannot understand with what was near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from sofadb.cli.commands import MODULES, QUESTIONS
from sofadb.cli.root import cli
from sofadb.formats.terminal import visible
from tests.cli.starting import in_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Runner


def commands(command: click.Command, *path: str) -> Iterator[tuple[str, ...]]:
    """Return the words of every command, groups included."""
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner, *path, name)


def find_command(path: tuple[str, ...]) -> click.Command:
    """Return the command that words name."""
    command: click.Command = cli
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    return command


@pytest.mark.parametrize("path", list(commands(cli)), ids=" ".join)
def test_help_of_every_command_lists_its_options(path: tuple[str, ...], run: Runner) -> None:
    done = run(*path, "--help")

    options = [name for parameter in find_command(path).params for name in parameter.opts if name.startswith("-")]
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith(f"Usage: {' '.join(['sofadb', *path])} ")
    assert [name for name in options if name not in done.stdout] == []


def test_help_of_the_tool_names_every_command(run: Runner) -> None:
    done = run("--help")

    assert {line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")} >= {*QUESTIONS, *MODULES}


def test_the_version_is_printed(run: Runner) -> None:
    from sofadb import __version__

    assert run("--version").stdout == f"sofadb, version {__version__}\n"


@pytest.mark.parametrize("words", [(), ("db",), ("seed",)], ids=" ".join)
def test_a_group_without_a_command_shows_its_help_and_calls_it_no_error(words: tuple[str, ...], run: Runner) -> None:
    done = run(*words)

    assert done.returncode == 2
    assert "Usage: sofadb" in done.stderr
    assert not done.stderr.startswith("Error: Usage")


# Wrong use: exit 2, the near matches, and nothing on standard output


WRONG: dict[tuple[str, ...], str] = {
    ("figurs",): "figures",
    ("db", "stats"): "status",
    ("seed", "chek"): "check",
    ("figures", "--hots", "irq"): "--host",
    ("figures", "--host"): "--host",
    ("figures", "--host", "Nigr"): "ner (Niger) or nga (Nigeria)",
    ("figures", "--actor", "state departmnt"): "us-department-of-state",
    ("figures", "--measure", "plan"): "planned",
    ("figures", "--category", "soldiers"): "military",
    ("figures", "--as-of", "2014-06-31"): "2014-06",
    ("figures", "--as-of", "20 June 2014"): "2014-06-20",
    ("figures", "--as-of", "2014-06"): "2014-06-20",
    ("figures", "--source", "military-times-2014"): "military-times-2014-06-20",
    ("figures", "--source", "herald"): "one of: dayen-2011",
    ("figures", "--negotiation", "usa-irq"): "usa-irq-2014",
    ("figures", "--part-of", "new-troops"): "military-times-2014-06-20/new-troops",
    ("timeline", "usa-irq-2013"): "usa-irq-2014",
    ("timeline", "usa-irq-2014", "usa-irq-2011"): "usa-irq-2011",
    ("show", "military-times-2014-06-20/new-troop"): "military-times-2014-06-20/new-troops",
    ("show", "advisers"): "military-times-2014-06-20/advisers",
    ("show",): "REF",
    ("export", "figurs"): "figures",
    ("export",): "figures",
    ("figures", "--columns", "wordng"): "wording",
    ("figures", "--columns", "ref,,low"): "ref",
    ("figures", "--sort", "-hihg"): "high",
    ("figures", "--limit", "-1"): "--limit",
    ("figures", "--limit", "many"): "--limit",
    ("figures", "--format", "jsn"): "json",
    ("figures", "-o", "figures.xyz"): ".csv",
    ("figures", "-o", "figures"): ".csv",
    ("figures", "--csv", "--json"): "one",
    ("figures", "--csv", "-f", "json"): "one",
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_what_names_nothing_is_refused_with_what_was_near(words: tuple[str, ...], run: Runner, db: str) -> None:
    done = run(*words, SOFADB_DB=db)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ")
    assert WRONG[words] in done.stderr
    assert list(run.home.iterdir()) == []


@pytest.mark.parametrize("option", ["--host", "--as-of", "--measure", "--part-of", "--source"])
def test_an_empty_word_is_not_taken_for_no_word(option: str, run: Runner, db: str) -> None:
    done = run("figures", option, "", SOFADB_DB=db)

    assert (done.returncode, done.stdout) == (2, "")


def test_a_format_that_would_be_ignored_is_refused(run: Runner, db: str) -> None:
    done = run("export", "--all", "out", "--json", SOFADB_DB=db)

    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x9b31m", "\u202e", "\u200b", "\x07"], ids=ascii)
@pytest.mark.parametrize(
    "words",
    [
        ("figures", "--host", "{}"),
        ("figures", "--columns", "{}"),
        ("figures", "--{}", "x"),
        ("figures", "-f", "{}"),
        ("figures", "-o", "{}"),
        ("figures", "-o", "{}/x.csv"),
        ("show", "{}"),
        ("--db", "{}.db", "figures"),
        ("seed", "check", "{}"),
        ("query", "{}"),
        ("query", "hedges", "{}"),
        ("query", "hedges", "--{}", "x"),
        ("sql", "SELECT key FROM {}"),
        ("sql", "SELECT :a", "-p", "{}=1"),
        ("sql", "-F", "{}"),
        ("schema", "{}"),
        ("completion", "{}"),
        ("{}",),
    ],
    ids=" ".join,
)
def test_errors_show_characters_that_steer_a_terminal(
    words: tuple[str, ...], sign: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, db: str
) -> None:
    from sofadb.cli import main

    monkeypatch.setenv("SOFADB_DB", db)

    code = main([word.format(sign) for word in words])

    printed = capsys.readouterr()
    assert code in (1, 2, 3)
    assert printed.out == ""
    assert visible(printed.err.replace("\n", "")) == printed.err.replace("\n", "")


@pytest.mark.parametrize("sign", ["\x1b[31m", "\u202e"], ids=ascii)
def test_notes_show_characters_that_steer_a_terminal(sign: str, run: Runner) -> None:
    shown, code = in_terminal(run, "--db", f"{sign}.db", "db", "init", "--empty")

    assert code == 0
    assert visible(sign) in shown
    assert sign not in shown
