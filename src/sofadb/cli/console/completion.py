"""What the prompt offers: tables, columns, keys in quotes, dot commands, canned questions with their options."""

from __future__ import annotations

import re
import shlex
from collections import deque
from typing import TYPE_CHECKING, Final

from click.shell_completion import ShellComplete
from prompt_toolkit.completion import Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

from sofadb import sqltext
from sofadb.cli.console.commands import COMMANDS, is_command
from sofadb.cli.values import complete_keys
from sofadb.codebook import read_codebook
from sofadb.formats import FORMATS
from sofadb.formats.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import click
    from prompt_toolkit.completion import CompleteEvent

    from sofadb.cli.session import Session

_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*$")
_KINDS: Final = ("actor", "negotiation", "deployment", "source")
_KEYWORDS: Final = re.findall(
    r"\w+",
    "SELECT DISTINCT FROM JOIN LEFT ON USING WHERE AND OR NOT IN IS NULL LIKE BETWEEN EXISTS GROUP BY HAVING ORDER "
    "ASC DESC LIMIT OFFSET UNION ALL WITH AS CASE WHEN THEN ELSE END COUNT SUM MIN MAX",
)


class ShellCompleter(Completer):
    """Offers what may stand at the cursor."""

    def __init__(self, ctx: click.Context, session: Session) -> None:
        self._ctx, self._session = ctx, session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Return what begins like the word before the cursor."""
        before = document.text_before_cursor
        if is_command(before):
            yield from self._of_command(before.lstrip(), complete_event)
            return
        last = next(iter(deque(sqltext.tokens(before), maxlen=1)), None)
        if last and last.kind in ("string", "comment") and not _is_closed(last):
            if last.kind == "string":
                yield from self._keys(last.text[1:])
            return
        match = _WORD.search(before)
        typed = match[0] if match else ""
        yield from _beginning(_names(document.text), typed)

    def _of_command(self, before: str, event: CompleteEvent) -> Iterator[Completion]:
        name, space, rest = before.partition(" ")
        if not space:
            listed = [*COMMANDS, ".exit"]
            yield from _beginning(((each, COMMANDS.get(each, ("", "Leave"))[1]) for each in listed), before)
        elif name == ".schema":
            yield from _beginning(((table.name, table.meaning) for table in read_codebook().values()), rest)
        elif name == ".format":
            yield from _beginning(((each, "") for each in FORMATS), rest)
        elif name == ".output":
            yield from PathCompleter(expanduser=True).get_completions(Document(rest, len(rest)), event)
        elif name == ".query":
            yield from self._of_question(rest, event)

    def _of_question(self, rest: str, event: CompleteEvent) -> Iterator[Completion]:
        """Offer what the completion of the tool's own command line would."""
        try:
            words = shlex.split(rest)
        except ValueError:
            return  # within a quotation mark nothing can be offered
        typed = words.pop() if words and not rest.endswith(" ") else ""
        database = [] if self._session.database is None else [f"--db={self._session.database}"]
        shell = ShellComplete(self._ctx.find_root().command, {}, "sofadb", "_SOFADB_COMPLETE")
        for item in shell.get_completions([*database, "query", *words], typed):
            if item.type != "plain":
                yield from PathCompleter(expanduser=True).get_completions(Document(typed, len(typed)), event)
                return
            shown = shlex.quote(str(item.value))
            yield Completion(shown, -len(typed), display=visible(shown), display_meta=visible(item.help or ""))

    def _keys(self, typed: str) -> Iterator[Completion]:
        offered = complete_keys(*(("claim",) if "/" in typed else _KINDS))
        for item in offered(self._ctx, self._ctx.command.params[0], typed):
            yield Completion(
                str(item.value), -len(typed), display=visible(str(item.value)), display_meta=item.help or ""
            )


def _is_closed(token: sqltext.Token) -> bool:
    return token.text.endswith("\n") if token.text.startswith("--") else token.is_closed()


def _names(statement: str) -> Iterator[tuple[str, str]]:
    """Return columns of the tables that the statement names, then tables, then all columns, then words of SQL."""
    book, used = read_codebook(), sqltext.names(statement)
    named = [table for table in book.values() if table.name in used]
    for table in named:
        for column in table.columns:
            yield column.name, f"{table.name}: {column.meaning}"
    for table in sorted(book.values(), key=lambda table: table.kind == "table"):
        yield table.name, f"{table.kind}: {table.meaning}"
    for table in book.values():
        for column in table.columns:
            yield column.name, f"{table.name}: {column.meaning}"
    for word in _KEYWORDS:
        yield word, ""


def _beginning(names: Iterable[tuple[str, str]], typed: str) -> Iterator[Completion]:
    """Return each name once that begins like what is typed, whatever its case."""
    seen = set()
    for name, meaning in names:
        if name.lower().startswith(typed.lower()) and name not in seen:
            seen.add(name)
            yield Completion(name, -len(typed), display_meta=meaning)
