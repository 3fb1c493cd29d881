"""The text of a seed file: found, read whole, and free of what an eye cannot see."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sofadb import paths
from sofadb.errors import WrongUseError
from sofadb.seed.mistakes import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_BYTES = 100 * 1024 * 1024
MOST_UNSEEN = 100
MOST_BYTES_AFTER = 4000  # of a line behind a byte that is not text
STANDARD_INPUT = "-"
ENDINGS = (".yaml", ".yml")
MAP_ENDINGS = tuple(f".map{ending}" for ending in ENDINGS)  # of maps of tables, which `import` takes

# C0 but newline, DEL, C1, NEL, line and paragraph separator, surrogates, noncharacters, a stray BOM.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)


@dataclass(frozen=True, slots=True)
class SeedText:
    """A seed file as read: the path to show, the path to remember it by, its digest and its text."""

    shown: str
    stored: str
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class UnreadableText:
    """A seed file whose bytes are wrong: the mistakes, and the keys that it may have meant to define.

    The text is what can be read of it, at least up to the end of the line of each mistake.
    """

    shown: str
    text: str
    mistakes: list[Mistake]
    keys: set[str]


def find_seed_files(given: Sequence[str]) -> list[Path]:
    """Return the seed files that paths name, folders searched to any depth; none given: the built-in ones.

    Raises WrongUseError for a path that names nothing, or a folder without a seed file.
    """
    if not given:
        return _files_in(paths.built_in_seeds())
    found: dict[Path, Path] = {}
    for name in given:
        path = Path(name)
        if name != STANDARD_INPUT and not path.exists():
            raise WrongUseError(f"there is no file or folder {name}", "give the path of a seed file or a folder")
        for file in _files_in(path) if path.is_dir() else [path]:
            found.setdefault(file if name == STANDARD_INPUT else file.resolve(), file)
    return list(found.values())


def _files_in(folder: Path) -> list[Path]:
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in ENDINGS and not path.name.endswith(MAP_ENDINGS) and path.is_file()
    )
    if not files:
        raise WrongUseError(f"no seed file in the folder {folder}", "seed files end in .yaml, and not in .map.yaml")
    return files


def read_seed_text(path: Path) -> SeedText | UnreadableText:
    """Read one seed file, or say everything about its bytes that is wrong."""
    shown, stored = _names(path)
    try:
        raw = _read_bytes(path)
    except (OSError, ValueError) as error:
        mistake = Mistake(shown, 1, 1, "S001", f"cannot be read: {_reason(error)}")
        return UnreadableText(shown, "", [mistake], set())
    return decode_seed_text(shown, stored, raw)


def decode_seed_text(shown: str, stored: str, raw: bytes) -> SeedText | UnreadableText:
    """Turn the bytes of a seed file into text, or say everything about them that is wrong."""
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig").replace("\r\n", "\n")
        mistake = Mistake(shown, *_position(before), "S001", "this byte is not UTF-8", "save the file as UTF-8")
        rest = raw[error.start : error.start + MOST_BYTES_AFTER].decode("utf-8", "replace")
        return UnreadableText(shown, before + rest, [mistake], _keys(raw))
    if unseen := list(_unseen(shown, text)):
        return UnreadableText(shown, text, unseen, _keys(raw))
    digest = hashlib.sha256(raw).hexdigest()
    return SeedText(shown, stored or f"standard input {digest[:12]}", digest, text)


def keys_in(text: str) -> set[str]:
    """Return the keys that a text seems to define, however broken it is."""
    return set(re.findall(r"""["']?\bkey["']?\s*:\s*["']?([a-z0-9-]+)""", text))


def _keys(raw: bytes) -> set[str]:
    return keys_in(raw.decode("utf-8", "replace"))


def _names(path: Path) -> tuple[str, str]:
    """Give a built-in file the name it has in the repository, wherever it is installed."""
    if str(path) == STANDARD_INPUT:
        return "standard input", ""
    resolved, built_in = path.resolve(), paths.built_in_seeds().resolve()
    if resolved.is_relative_to(built_in):
        name = paths.BUILT_IN_PREFIX + resolved.relative_to(built_in).as_posix()
        return name, name
    return str(path), resolved.as_posix()


def _read_bytes(path: Path) -> bytes:
    if str(path) == STANDARD_INPUT:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    elif not path.is_file():
        raise ValueError("it is not a regular file")
    else:
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise ValueError("it is larger than 100 MB")
    return raw


def _reason(error: OSError | ValueError) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def first_unseen(text: str) -> str | None:
    """Return the first character of a text that an eye cannot see, if there is one."""
    found = _UNSEEN.search(text)
    return found[0] if found else None


def _unseen(shown: str, text: str) -> Iterator[Mistake]:
    """Report each character that an eye cannot see, up to as many as anyone would read."""
    reported = 0
    for number, line in enumerate(text.split("\n"), start=1):
        for match in _UNSEEN.finditer(line):
            is_tab = match[0] == "\t"
            what = "a tab" if is_tab else f"the invisible character U+{ord(match[0]):04X}"
            remedy = "use spaces" if is_tab else "delete it"
            yield Mistake(shown, number, match.start() + 1, "S002", what, remedy)
            reported += 1
            if reported == MOST_UNSEEN:
                return


def _position(before: str) -> tuple[int, int]:
    """Return the line and column, from 1, that follow a text."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
