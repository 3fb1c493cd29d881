"""What completion offers for arguments and options: words of lists, keys that the database holds, files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from sofadb.errors import SofadbError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import click
    from click.shell_completion import CompletionItem

    from sofadb.catalog import Parameter
    from sofadb.database.reader import Reader

    Completer: TypeAlias = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

_SECONDS: Final = 2.0
_MOST: Final = 300


def completer(parameter: Parameter) -> Completer:
    """Return what click asks for the values of a question's parameter that begin like an incomplete word."""
    return complete_words(lambda: parameter.words) if parameter.words else complete_keys(parameter.type)


def complete_words(words: Callable[[], Iterable[str]]) -> Completer:
    """Return what offers the words of a list, which is made only when it is needed."""

    def complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in words() if word.startswith(incomplete.lower())]

    return complete


def complete_keys(*kinds: str) -> Completer:
    """Return what offers the keys of some kinds that begin like the word, or whose name does.

    Where no database is open to us it offers nothing: while a line is typed there is no place for an error.
    """

    def complete(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from sofadb.formats.terminal import visible

        try:
            found = _find(context.find_root().params.get("db"), kinds, incomplete)
        except (SofadbError, OSError):
            return []
        return [CompletionItem(key, help=visible(name)) for key, name in found[:_MOST]]

    return complete


def complete_file(
    _context: click.Context, _parameter: click.Parameter, incomplete: str, *, kind: str = "file"
) -> list[CompletionItem]:
    """Let the shell offer files, or folders for the kind `dir`."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type=kind)]


def _find(database: str | None, kinds: Iterable[str], incomplete: str) -> list[tuple[str, str]]:
    from sofadb.cli.session import Session
    from sofadb.database.reader import open_reader

    target = Session(database).target()
    if target.path is not None and not target.path.exists():
        return []
    with open_reader(target, _SECONDS) as reader:
        return [match for kind in kinds for match in _matches(reader, kind, incomplete)]


def _matches(reader: Reader, kind: str, incomplete: str) -> Iterator[tuple[str, str]]:
    from sofadb.resolve import KEYS, refs_beginning
    from sofadb.spelling import fold

    if kind == "claim":
        yield from refs_beginning(reader, incomplete)
    elif kind in KEYS:
        for key, name in reader.ask(KEYS[kind], {}, {}).rows:
            if str(key).startswith(incomplete.lower()) or fold(str(name)).startswith(fold(incomplete) or "\0"):
                yield str(key), str(name)
