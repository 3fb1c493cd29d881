"""Writes the pages that are made from the code: `make docs`. A test fails when one of them is stale."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import map_format
import seed_format
from error_pages import error_pages
from sqlalchemy import CheckConstraint, Integer, Text

from sofadb import paths
from sofadb.audit import Check, read_checks
from sofadb.catalog import find_question, question_files
from sofadb.cli.commands import QUESTIONS
from sofadb.cli.root import cli
from sofadb.codebook import read_codebook
from sofadb.models import Base
from sofadb.models.base import Day
from sofadb.models.views import VIEWS
from sofadb.vocabulary import LISTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Table

    from sofadb.catalog import Parameter

DOCS = Path(__file__).resolve().parent

_DATED_PARTS = {
    "_earliest": "First day that {name} may mean; empty where that side is open",
    "_latest": "Last day that {name} may mean; empty where that side is open",
    "_text": "The words of {name} as printed",
}
_DATES = {
    "published": "When it was published (EDTF)",
    "started": "When it began (EDTF)",
    "ended": "When it ended (EDTF)",
    "opened": "When the talks began (EDTF)",
    "closed": "When the talks ended (EDTF)",
    "stated": "When it was stated (EDTF)",
    "target_date": "The day it asks for, such as a withdrawal date (EDTF)",
    "occurred": "When it happened, or is due (EDTF)",
    "signed": "When it was signed (EDTF)",
    "in_force": "When it entered into force (EDTF)",
    "ends": "When it runs out (EDTF)",
    "as_of": "The day or period for which it is claimed (EDTF)",
}


def pages() -> dict[Path, str]:
    """Return the path and the text of every page that is made from the code."""
    book = list(_entries())
    return {
        paths.codebook(): json.dumps(book, ensure_ascii=False, indent=1) + "\n",
        DOCS / "codebook.md": _codebook(book),
        DOCS / "commands.md": _commands(),
        DOCS / "questions.md": _questions(),
        DOCS / "checks.md": _checks(),
        DOCS / "seed-format.md": seed_format.page(),
        DOCS / "map-format.md": map_format.page(),
        **error_pages(DOCS),
    }


def _entries() -> Iterator[dict[str, object]]:
    """Describe the tables, and the views from the types of the columns they show."""
    for table in Base.metadata.sorted_tables:
        model = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)
        yield {
            "name": table.name,
            "kind": "table",
            "meaning": " ".join((model.__doc__ or "").split()),
            "columns": [_column(table, column) for column in table.columns],
        }
    for name, (meaning, columns) in VIEWS.items():
        listed = [
            {"name": column, "type": _view_type(column), "meaning": text, "required": False}
            for column, text in columns.items()
        ]
        yield {"name": name, "kind": "view", "meaning": meaning, "columns": listed}


def _column(table: Table, column: Column[object]) -> dict[str, object]:
    described: dict[str, object] = {
        "name": column.name,
        "type": _type(column),
        "meaning": _meaning(column),
        "required": not column.nullable,
    }
    if column.foreign_keys:
        described["refers_to"] = _target(column)
    if words := _words(table, column):
        described["words"] = words
    return described


def _target(column: Column[object]) -> str:
    """Return the table whose number a column holds, followed through a key of several columns."""
    targets = [key.column for key in column.foreign_keys]
    direct = [target.table.name for target in targets if target.name == "id"]
    return direct[0] if direct else _target(targets[0])


def _type(column: Column[object]) -> str:
    if isinstance(column.type, Day):
        return "date"
    if isinstance(column.type, Integer):
        return "integer"
    if isinstance(column.type, Text):
        return "text"
    raise TypeError(f"{column}: no word for the type {column.type!r}")


def _view_type(column: str) -> str:
    if column.endswith(("_earliest", "_latest")):
        return "date"
    name = column.removeprefix("other_")
    return "integer" if name in ("low", "best", "high", "parts") or name.startswith("sources_") else "text"


def _meaning(column: Column[object]) -> str:
    if column.doc:
        return column.doc
    for ending, sentence in _DATED_PARTS.items():
        if column.name.endswith(ending):
            return sentence.format(name=column.name.removesuffix(ending))
    return _DATES[column.name]


def _words(table: Table, column: Column[object]) -> list[str]:
    """Return the closed list that a column is held to."""
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint) and str(constraint.name).endswith(f"{column.name}_known"):
            text = str(constraint.sqltext)
            if text.startswith(f"{column.name} IN"):
                return [word.strip(" '") for word in text.partition("(")[2].rstrip(")").split(",")]
    return []


def _codebook(book: list[dict[str, object]]) -> str:
    lines = [
        "# Codebook",
        "",
        "Made by `make docs` from the models and the vocabulary; do not edit.",
        "",
        "Counts of people are in persons, counts of assets in pieces, dates in EDTF (ISO 8601-2). An empty cell",
        "means that the source does not say; zero means that it says there are none. Of the quantity columns",
        "`low`, `best` and `high` only those are filled that the source claims.",
    ]
    for kind, title in (("view", "Views"), ("table", "Tables")):
        lines += ["", f"## {title}"]
        for entry in book:
            if entry["kind"] == kind:
                lines += ["", f"### {entry['name']}", "", str(entry["meaning"]), "", *_rows(entry)]
    lines += ["", "## Words"]
    for name, words in LISTS.items():
        lines += ["", f"### {name}", "", "| word | meaning |", "|---|---|"]
        lines += [f"| `{word}` | {meaning} |" for word, meaning in words.items()]
    return "\n".join(lines) + "\n"


def _rows(entry: dict[str, object]) -> Iterator[str]:
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    columns = entry["columns"]
    if not isinstance(columns, list):
        raise TypeError("the columns of a table are a list")
    for column in columns:
        more = f"; refers to `{column['refers_to']}`" if column.get("refers_to") else ""
        more += f"; one of: {', '.join(column['words'])}" if column.get("words") else ""
        needed = ", never empty" if column["required"] else ""
        yield f"| `{column['name']}` | {column['type']}{needed} | {column['meaning']}{more} |"


def _commands() -> str:
    lines = ["# Commands", "", "Made by `make docs` from the help of the tool; do not edit."]
    for path, text in _helps(click.Context(cli, info_name="sofadb", terminal_width=100)):
        lines += ["", f"## {path}", "", "```text", text, "```"]
    return "\n".join(lines) + "\n"


def _helps(context: click.Context) -> Iterator[tuple[str, str]]:
    command = context.command
    yield context.command_path, command.get_help(context).rstrip()
    # The questions below `query` have a page of their own.
    if isinstance(command, click.Group) and command.name != "query":
        for name in command.list_commands(context):
            if (inner := command.get_command(context, name)) is not None:
                yield from _helps(click.Context(inner, parent=context, info_name=name, terminal_width=100))


def _questions() -> str:
    lines = [
        "# Canned questions",
        "",
        "Made by `make docs` from the files in `src/sofadb/queries`; do not edit.",
        "",
        "`sofadb query NAME` asks one, `sofadb query NAME --help` explains it, `sofadb query NAME --sql` prints its SQL.",
        "The table in a terminal shows some columns; every other format, and `--columns`, gives all. A folder named in",
        "`SOFADB_QUERIES` adds your own: one `.sql` file each, whose header says what you read here.",
    ]
    daily = set(QUESTIONS)
    for question in map(find_question, question_files()):
        asked = f"`sofadb {question.name}`, " if question.name in daily else ""
        lines += ["", f"## {question.name}", "", f"{question.title}. {question.why}", ""]
        lines += [f"Asked by {asked}`sofadb query {question.name}`.", ""]
        if question.parameters:
            lines += ["| parameter | type | |", "|---|---|---|"]
            lines += [
                f"| `{each.flag()}` | {_parameter_type(each)} | {_parameter_help(each)} |"
                for each in question.parameters
            ]
            lines.append("")
        shown = ", ".join(f"`{name}`" for name in question.shown)
        lines.append(f"Shows: {shown}.")
    return "\n".join(lines) + "\n"


def _checks() -> str:
    lines = [
        "# Named checks",
        "",
        "Made by `make docs` from the files in `src/sofadb/checks`; do not edit.",
        "",
        "`sofadb check` runs them all and prints each finding with the line of its seed file; `sofadb check NAME` runs one,",
        "`sofadb check NAME --sql` prints its SQL. It leaves with 4 when there is an error, with `--strict` also for a",
        "warning. A claim whose status is not `accepted` has said already what is wrong with it, and is left out wherever",
        "that would tell no more.",
        "",
        "A folder named in `SOFADB_CHECKS` adds your own: one `.sql` file each, without parameters, that answers with the",
        "columns file, line, ref and what. Its header says `-- title: …`, `-- severity: error` or `-- severity: warning`,",
        "and `-- why: …` and `-- mend: …` if you like.",
    ]
    for check in read_checks():
        if not isinstance(check, Check):
            raise check
        lines += ["", f"## {check.name}", "", f"**{check.severity.title()}.** {check.title}.", ""]
        lines += [check.why, "", f"*To mend it:* {check.mend}"]
    return "\n".join(lines) + "\n"


def _parameter_type(parameter: Parameter) -> str:
    return f"one of: {', '.join(parameter.words)}" if parameter.words else parameter.type


def _parameter_help(parameter: Parameter) -> str:
    needed = "; needed" if parameter.required else ""
    return parameter.help + needed + (f"; without it: {parameter.default}" if parameter.default is not None else "")


def main() -> int:
    """Write every page, or with --check only name those that are stale."""
    os.environ.pop("SOFADB_QUERIES", None)
    os.environ.pop("SOFADB_CHECKS", None)
    check = "--check" in sys.argv[1:]
    stale = _stale()
    if paths.codebook() in stale and not check:
        # Other pages are made from what it says.
        _write([paths.codebook()])
        read_codebook.cache_clear()
        stale = [paths.codebook(), *_stale()]
    for path in stale:
        sys.stderr.write(f"{'stale' if check else 'wrote'}: {path.name}\n")
    if not check:
        _write(stale)
    return int(check and bool(stale))


def _stale() -> list[Path]:
    return [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def _write(named: list[Path]) -> None:
    texts = pages()
    for path in named:
        path.parent.mkdir(exist_ok=True)
        path.write_text(texts[path], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
