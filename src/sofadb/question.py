"""A canned question or a named check, as its `.sql` file declares it.

A header is made of SQL comments, one thing a line:

    -- title: Counts of people, with their hedges and sources
    -- why: The main question: who is, or is to be, where, and how many.
    -- param: host country required; the state where they are
    -- param: measure word measure; what is counted
    -- param: by word host|actor = host; what the rows stand for
    -- show: actor, wording, low, best, high

A parameter has a name, a type (text, integer, date, actor, country, negotiation, deployment, source, claim,
or `word` with one of our lists of words, or words of its own joined by '|'), optionally ` = DEFAULT` or
` required`, and a help text after the semicolon. `argument` declares a parameter that is given by its place
instead of by `--name`. `show` names the columns of the table for the eye; all other formats give every column.
A comment that is no such line begins with a capital letter.

A check takes no parameters. It says how bad a finding is and how to mend it, and answers with the columns of
`FINDING`:

    -- severity: error
    -- mend: Correct the number, or say with a status why it stays.

What several of the built-in files say in the same words stands once, as tables of a WITH in `clauses/`. A line
`-- include: NAME` among the tables of a WITH is replaced by that file, and a comma after the name stays behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb import paths, sqltext
from sofadb.errors import BadDataError
from sofadb.spelling import suggest
from sofadb.vocabulary import LISTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME: Final = re.compile(r"[a-z][a-z0-9_-]*")
_HEADER: Final = re.compile(r"--\s*([a-z]+):\s*(.*)")
_JOINTS: Final = {"title": " ", "why": " ", "show": ", ", "severity": " ", "mend": " "}
_PARAMETERS: Final = ("param", "argument")
_OF_A_QUESTION: Final = ("title", "why", "show", *_PARAMETERS)
_OF_A_CHECK: Final = ("title", "why", "severity", "mend")
_PARAMETER: Final = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*) (?P<type>[a-z]+)(?: (?P<list>(?!required\b)[a-z0-9_|-]+))?"
    r"(?:(?P<required> required)| = (?P<default>.+))?"
)
_INCLUDE: Final = re.compile(r"^-- include: ([a-z-]+)(,?)$", re.MULTILINE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_INTEGER: Final = re.compile(r"-?[0-9]{1,18}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST: Final = 1_000_000

#: How bad a finding of a check is: whether the data are wrong, or only may be.
SEVERITIES: Final = ("error", "warning")
#: The columns of a check: the place in the seed files, the claim or key, and what is wrong with it.
FINDING: Final = ("file", "line", "ref", "what")

#: What each type of parameter is to the database.
TYPES: Final = {
    "text": "text",
    "integer": "integer",
    "date": "date",
    "word": "text",
    "actor": "text",
    "country": "text",
    "negotiation": "text",
    "deployment": "text",
    "source": "text",
    "claim": "text",
}

#: Options that every question has, and what the program calls them; no parameter can be called like one of them.
RESERVED: Final = frozenset(
    {
        *("as_csv", "as_json", "as_jsonl", "as_tsv", "color", "columns", "csv", "db", "debug", "excel_safe", "force"),
        *("format", "format_name", "help", "json", "jsonl", "limit", "no_header", "null", "output"),
        *("output_path", "sort", "sql", "timeout", "tsv", "vertical"),
    }
)


class BrokenQuestionError(BadDataError):
    """A query file that cannot be read."""


class Parameter(NamedTuple):
    """A parameter of a question; `words` are the choices of a `word`."""

    name: str
    type: str
    help: str
    default: str | None = None
    required: bool = False
    words: tuple[str, ...] = ()
    positional: bool = False

    def flag(self) -> str:
        """Return how it is given on the command line."""
        return self.name.upper() if self.positional else f"--{self.name.replace('_', '-')}"


class Question(NamedTuple):
    """A canned question or a check: its file, its SQL as it stands there, and what its header declares."""

    name: str
    title: str
    why: str
    parameters: tuple[Parameter, ...]
    shown: tuple[str, ...]
    sql: str
    path: Path
    severity: str = ""
    mend: str = ""

    def types(self) -> dict[str, str]:
        """Return the database type of every parameter."""
        return {parameter.name: TYPES[parameter.type] for parameter in self.parameters}


def read_question(path: Path) -> Question:
    """Read a query file; raises BrokenQuestionError with file and line."""
    return _read(path, "question", _OF_A_QUESTION)


def read_check(path: Path) -> Question:
    """Read the file of a check; raises BrokenQuestionError with file and line."""
    check = _read(path, "check", _OF_A_CHECK)
    if check.severity not in SEVERITIES:
        message = f"{path}: the check does not say how bad a finding is"
        raise BrokenQuestionError(message, "write '-- severity: error' or '-- severity: warning' at the top")
    return check


def _read(path: Path, word: str, declarations: tuple[str, ...]) -> Question:
    if not _NAME.fullmatch(path.stem):
        raise BrokenQuestionError(f"{path}: {path.stem!r} cannot be a name", "use lower-case letters, digits and '-'")
    sql = _with_clauses(path, _read_text(path))
    found: dict[str, str] = {}
    parameters: dict[str, Parameter] = {}
    places: dict[str, str] = {}
    for place, kind, text in _header_lines(path, sql, declarations):
        if kind in _JOINTS:
            found[kind] = f"{found[kind]}{_JOINTS[kind]}{text}" if kind in found else text
            continue
        parameter = _parameter(text, place, positional=kind == "argument")
        if parameter.name in parameters:
            raise BrokenQuestionError(f"{place}: there is a parameter {parameter.name} already", "rename one")
        parameters[parameter.name], places[parameter.name] = parameter, place
    _check_body(path, sql, places, declarations)
    if not found.get("title"):
        raise BrokenQuestionError(f"{path}:1: the {word} has no title", "begin with '-- title: …'")
    shown = tuple(name.strip() for name in found.get("show", "").split(",") if name.strip())
    return Question(
        path.stem,
        found["title"],
        found.get("why", ""),
        tuple(parameters.values()),
        shown,
        sql,
        path,
        found.get("severity", ""),
        found.get("mend", ""),
    )


def _read_text(path: Path) -> str:
    """Read a file that is not unreasonably long, as UTF-8, with plain newlines."""
    try:
        if not path.is_file():
            raise BrokenQuestionError(f"{path}: not a regular file", "put the SQL into a file of its own")
        if path.stat().st_size > _LARGEST:
            raise BrokenQuestionError(f"{path}: longer than {_LARGEST:,} bytes", "one question is a short text")
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BrokenQuestionError(f"{path}:{line}: not UTF-8", "save it as UTF-8") from error
    except OSError as error:
        raise BrokenQuestionError(f"{path}: {error.strerror}", "make it readable") from error
    if match := _CONTROL.search(text):
        message = f"{path}:{_line(text, match.start())}: there is a control character \\x{ord(match[0]):02x}"
        raise BrokenQuestionError(message, "delete it")
    return text


def _with_clauses(path: Path, sql: str) -> str:
    """Put in what a built-in file shares with others; `--sql` prints it whole, for those who copy it."""
    if path.parent not in (paths.queries(), paths.checks()):
        return sql
    return _INCLUDE.sub(lambda line: _read_text(paths.clauses() / f"{line[1]}.sql").rstrip() + line[2], sql)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _header_lines(path: Path, sql: str, declarations: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Return place, kind and text of the declarations above the SQL."""
    for number, line in enumerate(map(str.strip, sql.split("\n")), start=1):
        if line and not line.startswith("--"):
            return
        if match := _HEADER.match(line):
            if match[1] not in declarations:
                remedy = f"{suggest(match[1], declarations)} or begin a comment with a capital letter"
                raise BrokenQuestionError(f"{path}:{number}: unknown declaration '{match[1]}'", remedy)
            yield f"{path}:{number}", match[1], match[2]


def _parameter(text: str, place: str, *, positional: bool) -> Parameter:
    declared, _, explanation = map(str.strip, text.partition(";"))
    match = _PARAMETER.fullmatch(declared)
    if (
        match is None
        or not explanation
        or (match["type"] in TYPES and (match["type"] == "word") != bool(match["list"]))
    ):
        remedy = (
            "write '-- param: name TYPE; HELP', and for words 'name word LIST; HELP' or 'name word one|other; HELP'"
        )
        raise BrokenQuestionError(f"{place}: this parameter cannot be read: {text}", remedy)
    name, default = match["name"], match["default"]
    if match["type"] not in TYPES:
        raise BrokenQuestionError(f"{place}: there is no type {match['type']!r}", suggest(match["type"], TYPES))
    if name in RESERVED:
        raise BrokenQuestionError(f"{place}: --{name} is an option of every question", "give it another name")
    words = _words(match["list"], place) if match["list"] else ()
    parameter = Parameter(name, match["type"], explanation, default, bool(match["required"]), words, positional)
    if default is not None:
        _check_default(parameter, default, place)
    return parameter


def _words(text: str, place: str) -> tuple[str, ...]:
    if "|" in text:
        return tuple(filter(None, text.split("|")))
    if text not in LISTS:
        remedy = f"{suggest(text, LISTS)} or write the words themselves: word one|other"
        raise BrokenQuestionError(f"{place}: there is no list of words {text!r}", remedy)
    return tuple(LISTS[text])


def _check_default(parameter: Parameter, default: str, place: str) -> None:
    """Refuse a default that no database could make sense of."""
    if parameter.words and default not in parameter.words:
        raise BrokenQuestionError(
            f"{place}: the default {default!r} is none of the words", suggest(default, parameter.words)
        )
    if parameter.type == "integer" and not _INTEGER.fullmatch(default):
        raise BrokenQuestionError(f"{place}: the default {default!r} is no whole number", "write plain digits")
    if parameter.type == "date" and not _is_day(default):
        raise BrokenQuestionError(f"{place}: the default {default!r} is no day", "write it as 2014-06-20")


def _is_day(text: str) -> bool:
    import datetime

    try:
        return bool(_DAY.fullmatch(text)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _check_body(path: Path, sql: str, declared: dict[str, str], declarations: tuple[str, ...]) -> None:
    """Refuse a file without one statement, and one whose parameters are not those of its SQL."""
    if sqltext.is_empty(sql):
        raise BrokenQuestionError(f"{path}: there is no SQL below the header", "write a SELECT")
    _check_order(path, sql)
    if (place := sqltext.second_statement(sql)) is not None:
        raise BrokenQuestionError(f"{path}:{_line(sql, place)}: a second statement begins here", "make two files")
    used = sqltext.parameters(sql)
    for name in used:
        if name not in declared:
            place = next(token.start for token in sqltext.tokens(sql) if token.text == f":{name}")
            remedy = f"declare it at the top, in lower-case letters: -- param: {name.lower()} text; …"
            if "param" not in declarations:
                remedy = "a check takes no parameters: write the value itself"
            raise BrokenQuestionError(f"{path}:{_line(sql, place)}: the parameter :{name} is not declared", remedy)
    for name, declaration in declared.items():
        if name not in used:
            raise BrokenQuestionError(f"{declaration}: the SQL does not use :{name}", "use it or delete it")


def _check_order(path: Path, sql: str) -> None:
    """Refuse a parameter that is declared where nobody would look for it."""
    below = False
    for token in sqltext.tokens(sql):
        below = below or not token.text.startswith("--")
        if below and (match := _HEADER.match(token.text)) and match[1] in _PARAMETERS:
            place = f"{path}:{_line(sql, token.start)}"
            raise BrokenQuestionError(f"{place}: a parameter is declared below the SQL", "move it to the top")
