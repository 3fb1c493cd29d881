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
STANDARD_INPUT = "-"
ENDINGS = (".yaml", ".yml")

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


def find_seed_files(given: Sequence[str]) -> list[Path]:
    """Return the seed files that paths name, folders searched to any depth; none given: the built-in ones.

    Raises WrongUseError for a path that names nothing, or a folder without a seed file.
    """
    if not given:
        return _files_in(paths.built_in_seeds())
    found: dict[Path, None] = {}
    for name in given:
        path = Path(name)
        if name != STANDARD_INPUT and not path.exists():
            raise WrongUseError(f"there is no file or folder {name}", "give the path of a seed file or a folder")
        found.update(dict.fromkeys(_files_in(path) if path.is_dir() else [path]))
    return list(found)


def _files_in(folder: Path) -> list[Path]:
    files = sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS and path.is_file())
    if not files:
        raise WrongUseError(f"no seed file in the folder {folder}", "seed files end in .yaml")
    return files


def read_seed_text(path: Path) -> SeedText | list[Mistake]:
    """Read one seed file, or say everything about its bytes that is wrong."""
    shown, stored = _names(path)
    try:
        raw = _read_bytes(path)
        text = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line, column = _position(error.object[: error.start].decode("utf-8", "replace"))
        return [Mistake(shown, line, column, "S001", "this byte is not UTF-8", "save the file as UTF-8")]
    except (OSError, ValueError) as error:
        return [Mistake(shown, 1, 1, "S001", f"cannot be read: {_reason(error)}")]
    unseen = list(_unseen(shown, text))
    return unseen or SeedText(shown, stored, hashlib.sha256(raw).hexdigest(), text)


def _names(path: Path) -> tuple[str, str]:
    """Give a built-in file the name it has in the repository, wherever it is installed."""
    if str(path) == STANDARD_INPUT:
        return "standard input", "standard input"
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


def _unseen(shown: str, text: str) -> Iterator[Mistake]:
    for match in _UNSEEN.finditer(text):
        line, column = _position(text[: match.start()])
        is_tab = match[0] == "\t"
        what = "a tab" if is_tab else f"the invisible character U+{ord(match[0]):04X}"
        yield Mistake(shown, line, column, "S002", what, "use spaces" if is_tab else "delete it")


def _position(before: str) -> tuple[int, int]:
    """Return the line and column, from 1, that follow a text."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
