"""What a load changes, for the eye and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from sofadb.cli.session import note
from sofadb.spelling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sofadb.cli.output import Output
    from sofadb.result import Row
    from sofadb.seed.loading.changes import Change, GoneFile, LoadReport

_COLUMNS: Final = ("change", "table", "key", "field", "old", "new", "file", "line")
#: Rows whose key is longer than this are not lined up with the others.
_WIDEST: Final = 72
_NOTHING: Final = "(empty)"
_MOST_NAMED: Final = 20


def print_differences(changes: Iterable[Change], output: Output) -> None:
    """Print one line for each row and each field that changed, or the rows of a table where a form is asked for."""
    print_in_order(
        sorted(changes, key=lambda change: (change.file, change.line, change.table, change.action, change.key)),
        output,
    )


def print_in_order(changes: Iterable[Change], output: Output) -> None:
    """Print changes that come in order and can be read twice; there may be more of them than memory holds."""
    if output.is_arranged():
        from sofadb.result import Result

        output.emit(Result(_COLUMNS, _rows(changes)))
    else:
        from sofadb.cli.output import standard_output

        with standard_output() as stream:
            stream.writelines(f"{line}\n" for line in _lines(changes))


def note_outcome(report: LoadReport, ending: str = "", *, pruned: bool) -> None:
    """Say how many rows changed, and which files are gone and what became of their rows."""
    count = report.count()
    what = ", ".join(f"{count[action]} {action}" for action in ("added", "changed", "removed"))
    _note_gone(report.gone, would=bool(ending), pruned=pruned)
    note(f"{counted(report.files, 'seed file')}: {what if report.changes else '0 changes'}{ending}")


def _note_gone(gone: Sequence[GoneFile], *, would: bool, pruned: bool) -> None:
    """Name the files that are gone and what becomes of their rows; of many the first, and how many more."""
    verb = ("would be removed" if would else "were removed") if pruned else "stay; --prune removes them"
    for file in gone[:_MOST_NAMED]:
        note(f"{file.path} is gone: its {counted(file.rows, 'row')} {verb}")
    if more := gone[_MOST_NAMED:]:
        rows = sum(file.rows for file in more)
        note(f"and {counted(len(more), 'more file')} with {counted(rows, 'row')}")


def _lines(changes: Iterable[Change]) -> Iterator[str]:
    """Write a row with its place in one line, and below it old and new of each field that changed."""
    from sofadb.formats.terminal import visible

    lengths = (len(_what(change)) for change in changes)
    width = max((length for length in lengths if length <= _WIDEST), default=0)
    for change in changes:
        yield visible(f"{change.action:<7} {_what(change):<{width}}  {change.file}:{change.line}")
        if change.action == "changed":
            for name, (old, new) in change.columns.items():
                yield visible(f"    {name}: {old or _NOTHING} -> {new or _NOTHING}")


def _rows(changes: Iterable[Change]) -> Iterator[Row]:
    for change in changes:
        place = (change.file, change.line)
        if change.action == "changed":
            for name, (old, new) in change.columns.items():
                yield (change.action, change.table, _key(change), name, old or None, new or None, *place)
        else:
            yield (change.action, change.table, _key(change), None, None, None, *place)


def _what(change: Change) -> str:
    return f"{change.table} {_key(change)}"


def _key(change: Change) -> str:
    return "/".join(part for part in change.key if part)


def refuse_arrangement(output: Output, command: str) -> None:
    """Refuse options of an answer where there is none."""
    if output.is_arranged() or output.force:
        raise click.UsageError(f"{command} prints nothing: the options of an answer go with --dry-run")
