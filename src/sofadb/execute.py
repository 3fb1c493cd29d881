"""From a question, canned or the user's own, and the words given to it to an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sofadb import paths, sqltext
from sofadb.errors import BadDataError, QuestionFailedError, WrongUseError
from sofadb.resolve import resolve, resolve_day
from sofadb.result import Result
from sofadb.spelling import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sofadb.catalog import Question
    from sofadb.database.reader import Reader
    from sofadb.result import Row, Value

_ASSIGNMENT: Final = re.compile(r"(?P<name>[^\W\d]\w*)(?::(?P<type>\w+))?=(?P<value>.*)", re.DOTALL)
_SHAPES: Final = {
    "integer": re.compile(r"-?(?:0|[1-9][0-9]{0,17})"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
_TYPES: Final = ("text", "integer", "date")


def answer(reader: Reader, question: Question, given: dict[str, str | None]) -> Result:
    """Ask a canned question; rows come in the order and with the columns of its SQL.

    Raises WrongUseError for a word that names nothing, with the near matches.
    """
    values = resolve(reader, question, given)
    try:
        found = reader.ask(question.sql, values, question.types())
    except QuestionFailedError as error:
        raise _diagnosed(reader, question.sql, error, str(question.path)) from error
    for name in question.shown:
        if name not in found.columns:
            message = f"{question.path}: '-- show:' names {name!r}, which is no column of the answer"
            raise BadDataError(message, suggest(name, found.columns))
    # Our own questions read our tables, which hold no bytes; to look at each value would cost as much as reading it.
    ours = question.path.parent == paths.queries()
    return Result(found.columns, found.rows if ours else map(_without_bytes, found.rows), question.shown)


def answer_statement(reader: Reader, sql: str, assignments: Iterable[str] = ()) -> Result:
    """Ask one statement of the user's own, with `name=value` or `name:type=value` for each `:name` in it.

    A value without a type is a whole number or a day if it is written like one, else text. Raises WrongUseError
    for a parameter that is missing or not in the statement, QuestionFailedError with the place of the mistake.
    """
    _check_characters("the statement", sql)
    if sqltext.is_empty(sql):
        raise WrongUseError(
            "there is no statement to ask", "write one SELECT, such as: SELECT ref, wording FROM figures"
        )
    types, values = _bind(sql, assignments)
    try:
        found = reader.ask(sql, values, types)
    except QuestionFailedError as error:
        raise _diagnosed(reader, sql, error) from error
    return found._replace(rows=map(_without_bytes, found.rows))


def _without_bytes(row: Row) -> Row:
    """Write what SQLite gives as bytes as PostgreSQL does; our tables hold none, a statement can make some."""
    if bytes not in map(type, row):
        return row
    return tuple(f"\\x{value.hex()}" if isinstance(value, bytes) else value for value in row)


def _diagnosed(reader: Reader, sql: str, error: QuestionFailedError, file: str = "") -> QuestionFailedError:
    from sofadb.diagnosis import diagnose  # loads what only a failure needs

    return diagnose(reader, sql, error, file)


def _check_characters(what: str, text: str) -> None:
    """Refuse what neither engine can be given as text."""
    if "\0" in text:
        raise WrongUseError(f"{what} holds a NUL character", "leave it out")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise WrongUseError(f"{what} is not UTF-8", "write it in UTF-8") from error


def _bind(sql: str, assignments: Iterable[str]) -> tuple[dict[str, str], dict[str, Value]]:
    wanted = sqltext.parameters(sql)
    types: dict[str, str] = {}
    values: dict[str, Value] = {}
    for assignment in assignments:
        name, kind, text = _read_assignment(assignment)
        if name in values:
            raise WrongUseError(f"the parameter {name} is given twice", "give it once")
        if name not in wanted:
            remedy = suggest(name, wanted) or f"the statement has no parameter; write :{name} where it belongs"
            raise WrongUseError(f"there is no parameter {name!r} in the statement", remedy)
        types[name], values[name] = kind, int(text) if kind == "integer" else text
    if missing := [name for name in wanted if name not in values]:
        remedy = " ".join(f"-p {name}=…" for name in missing)
        raise WrongUseError(f"no value for the parameter{'s' * (len(missing) > 1)} {', '.join(missing)}", remedy)
    return types, values


def _read_assignment(assignment: str) -> tuple[str, str, str]:
    """Return name, type and text of `name=value`; the type is told by the text unless it is named."""
    _check_characters("the value of a parameter", assignment)
    match = _ASSIGNMENT.fullmatch(assignment)
    if match is None:
        raise WrongUseError(f"{assignment!r} gives no value to a parameter", "write -p name=value")
    text = match["value"]
    kind = match["type"] or next((name for name, shape in _SHAPES.items() if shape.fullmatch(text)), "text")
    if kind not in _TYPES:
        raise WrongUseError(f"there is no type {kind!r}", f"one of: {', '.join(_TYPES)}")
    if kind != "text" and not _SHAPES[kind].fullmatch(text):
        example = "42" if kind == "integer" else "2014-06-20"
        raise WrongUseError(f"{text!r} is not of the type {kind}", f"write it as {example}")
    if kind == "date":
        _check_day(match["name"], text)
    return match["name"], kind, text


def _check_day(name: str, text: str) -> None:
    try:
        resolve_day(text)
    except WrongUseError as error:
        raise WrongUseError(error.message, f"{error.remedy} If it is no day: -p {name}:text={text}") from error
