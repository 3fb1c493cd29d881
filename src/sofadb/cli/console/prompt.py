"""The prompt of the shell: a line editor with history and completion, made by prompt_toolkit."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings

from sofadb import paths, sqltext
from sofadb.cli.console.commands import is_command
from sofadb.cli.console.completion import ShellCompleter
from sofadb.cli.console.lines import CONTINUED, PROMPT
from sofadb.cli.console.statements import Statements
from sofadb.cli.session import note

if TYPE_CHECKING:
    from collections.abc import Callable

    import click
    from prompt_toolkit.key_binding import KeyPressEvent

    from sofadb.cli.console.commands import Console

_OWNER_ONLY: Final = 0o600


def prompting(console: Console, ctx: click.Context) -> Callable[[], str]:
    """Return a reader of whole statements and dot commands."""
    session: PromptSession[str] = PromptSession(
        PROMPT,
        multiline=True,
        prompt_continuation=CONTINUED,
        history=open_history(),
        completer=ShellCompleter(ctx, console.session),
        complete_while_typing=False,
        key_bindings=_keys(),
        enable_open_in_editor=False,
    )
    return lambda: f"{session.prompt()}\n"


class _History(FileHistory):
    """Keeps what was typed; what cannot be kept is told once, and typing goes on."""

    def store_string(self, string: str) -> None:
        """Add an entry to the file."""
        try:
            super().store_string(string.encode("utf-8", "replace").decode())
        except OSError as error:
            if self.filename != os.devnull:
                note(f"cannot write {paths.history()}: {error.strerror}; nothing more is kept")
            self.filename = os.devnull


def open_history() -> History:
    """Open the file of what was typed, which nobody else may read."""
    path = paths.history()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_NONBLOCK, _OWNER_ONLY)
        try:
            os.fchmod(descriptor, _OWNER_ONLY)
        finally:
            os.close(descriptor)
    except OSError as error:
        note(f"cannot write {path}: {error.strerror}; what is typed is not kept")
        return InMemoryHistory()
    return _History(path)


def is_finished(text: str) -> bool:
    """Tell whether what is typed can be answered: nothing, a dot command, or SQL up to a ';'."""
    if is_command(text) or not text.strip():
        return True
    statements = Statements()
    found = list(statements.feed(text))
    return bool(found) and sqltext.is_empty(statements.waiting())


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def _enter(event: KeyPressEvent) -> None:
        """Take what is chosen in the menu, or ask, or begin another line where the ';' is not there yet."""
        buffer = event.current_buffer
        if buffer.complete_state and buffer.complete_state.current_completion:
            buffer.complete_state = None
        elif is_finished(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return keys
