"""Where a statement is wrong: the line with a caret, and what to do about it.

PostgreSQL tells the place of a mistake. SQLite tells only the word, which may stand in the statement more than
once: then the place is found by letting it look at the statement again, changed or cut, without asking it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb import sqltext
from sofadb.codebook import read_codebook
from sofadb.errors import QuestionFailedError
from sofadb.formats.fitting import fill
from sofadb.formats.terminal import visible
from sofadb.spelling import near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sofadb.database.reader import Reader

_READING: Final = frozenset({"select", "with", "values", "table"})
#: What SQLite also answers, though only about itself.
_READING_ON_SQLITE: Final = frozenset({"explain", "pragma"})
#: What the engines say of a statement that would change something.
_CHANGING: Final = re.compile(
    r"not authorized(?! to use)|DECLARE CURSOR must not|data-modifying|read-only transaction"
)
_REFUSED_FUNCTION: Final = re.compile(r"not authorized to use function: (?P<name>\w+)")
_SEVERAL: Final = re.compile(r"one statement at a time|multiple commands")
_UNNAMED: Final = re.compile(r"[Bb]inding|there is no parameter \$|bind message supplies")
#: What the engines say of a name that they do not know.
_UNKNOWN: Final = {
    "table": re.compile(r'no such table: (?P<name>.+)|relation "(?P<other>.+)" does not exist'),
    "column": re.compile(r'no such column: (?P<name>.+)|column "?(?P<other>[^"]+)"? does not exist'),
    "function": re.compile(r"no such function: (?P<name>.+)|function (?P<other>\w+)\(.*\) does not exist"),
}
_AMBIGUOUS: Final = re.compile(r'ambiguous column name: (?P<name>.+)|column reference "(?P<other>.+)" is ambiguous')
_WORD: Final = re.compile(r'near "(?P<near>.+)": syntax error|unrecognized token: "(?P<token>.+)"', re.DOTALL)
_INCOMPLETE: Final = "incomplete input"
_CONTEXT: Final = 60
_LONGEST_MESSAGE: Final = 300
_MOST_TRIED: Final = 20


class _Finding(NamedTuple):
    """What is wrong, what to do about it, and where it stands in the statement."""

    message: str
    remedy: str = ""
    place: int | None = None


def diagnose(reader: Reader, sql: str, error: QuestionFailedError, file: str = "") -> QuestionFailedError:
    """Add to a failure the line and a caret where the place is known, and what to write instead."""
    found = _find(reader, sql, error)
    place = found.place if found.place is not None and 0 <= found.place <= len(sql) else None
    message = found.message
    if len(message) > _LONGEST_MESSAGE:
        message = f"{message[:_LONGEST_MESSAGE]}…"
    message = visible(message)
    if file:
        line = "" if place is None else f":{_line(sql, place)}"
        message = f"{file}{line}: {message}"
    if place is not None:
        message += f"\n{point(sql, place)}"
    return QuestionFailedError(message, found.remedy, reason=error.reason, place=place)


def point(sql: str, place: int) -> str:
    """Return the line of a place, cut to what is around it, and below it a caret."""
    begin = sql.rfind("\n", 0, place) + 1
    end = sql.find("\n", place)
    line, column = sql[begin : end if end >= 0 else len(sql)].rstrip("\r"), place - begin
    first, last = max(0, column - _CONTEXT), column + _CONTEXT
    before, after = visible(line[first:column]), visible(line[column:last])
    label = f"{_line(sql, place)} | " if "\n" in sql.strip() else "  "
    dots, more = "…" if first else "", "…" if last < len(line) else ""
    return f"{label}{dots}{before}{after}{more}\n{' ' * (len(label) + len(dots) + len(fill(before)))}^"


def _line(sql: str, place: int) -> int:
    return sql.count("\n", 0, place) + 1


def _find(reader: Reader, sql: str, error: QuestionFailedError) -> _Finding:
    reason = error.reason
    if changing := _changing(sql, error):
        return changing
    if match := _REFUSED_FUNCTION.search(reason):
        place = next(iter(sqltext.places(sql, match["name"])), None)
        return _Finding(f"the function {match['name']} is not allowed in a question", "leave it out", place)
    for kind, pattern in _UNKNOWN.items():
        if match := pattern.search(reason):
            name = match["name"] or match["other"]
            place = _used_at(reader, sql, name, reason) if error.place is None else error.place
            return _Finding(f"there is no {kind} {name!r}", _remedy(kind, name, sql), place)
    if match := _AMBIGUOUS.search(reason):
        name = match["name"] or match["other"]
        place = _used_at(reader, sql, name, reason) if error.place is None else error.place
        return _Finding(f"more than one table has a column {name!r}", _qualified(name, sql), place)
    if _SEVERAL.search(reason):
        return _Finding(error.message, "ask one statement at a time", sqltext.second_statement(sql))
    if _UNNAMED.search(reason):
        return _Finding(error.message, "write a parameter as :name, and give its value with -p name=value")
    if unclosed := _unclosed(sql):
        return unclosed
    if match := _WORD.search(reason):
        place = _stumbled_over(reader, sql, match["near"] or match["token"], reason)
        return _Finding(error.message, error.remedy, place)
    place = len(sql.rstrip()) if reason == _INCOMPLETE else error.place
    return _Finding(error.message, error.remedy, place)


def _changing(sql: str, error: QuestionFailedError) -> _Finding | None:
    """Say that a question only reads, of what does not begin like one or would change something."""
    first = sqltext.first_word(sql)
    word = first.text.lower() if first else ""
    if first and word not in _READING and (word not in _READING_ON_SQLITE or error.place == first.start):
        meant = near(word, sorted(_READING))
        remedy = f"did you mean {meant[0].upper()!r}?" if meant else "write a SELECT"
        return _Finding(f"a question only reads: it cannot begin with {first.text!r}", remedy, first.start)
    if _CHANGING.search(error.reason):
        return _Finding("a question only reads: this one would change something", "write a SELECT", error.place)
    return None


def _remedy(kind: str, name: str, sql: str) -> str:
    """Say what an unknown name was near to, or where the names stand."""
    book, used = read_codebook(), sqltext.names(sql)
    qualifier, _, plain = name.replace('"', "").lower().rpartition(".")
    if kind == "table":
        return _did_you_mean(plain, book) or f"one of: {', '.join(book)}"
    if kind == "function":
        return ""
    if f'"{name}"' in sql:
        return f"text stands in single quotes: '{name}'"
    tables = [table for table in book.values() if table.name in used]
    listed = {column for table in tables or book.values() for column in table.column_names()}
    if qualifier and plain in listed:
        return f"look what {qualifier!r} stands for: {_having(plain, sql)} has a column {plain!r}"
    described = " or ".join(f"sofadb schema {table.name}" for table in tables[:3]) or "sofadb schema"
    return _did_you_mean(plain, listed - {plain}) or f"{described} lists the columns"


def _qualified(name: str, sql: str) -> str:
    """Say how the column of one table is told from that of another."""
    having = _having(name.lower(), sql).split(" or ")
    return f"name the table: {' or '.join(f'{table}.{name}' for table in having)}" if having[0] else "name the table"


def _having(column: str, sql: str) -> str:
    used = sqltext.names(sql)
    tables = [table for table in read_codebook().values() if table.name in used]
    return " or ".join(table.name for table in tables if column in table.column_names())


def _did_you_mean(name: str, choices: Iterable[str]) -> str:
    nearest = near(name, choices)[:3]
    return f"did you mean {' or '.join(repr(match) for match in nearest)}?" if nearest else ""


def _used_at(reader: Reader, sql: str, name: str, reason: str) -> int | None:
    """Find which of several equal names SQLite means: the one that it still means when the others are NULL."""
    found = sqltext.places(sql, name)
    if not found[1:]:
        return found[0] if found else None
    if found[_MOST_TRIED:]:
        return None
    for place in found:
        tried = sql
        for other in reversed(found):
            if other != place:
                tried = f"{tried[:other]}NULL{tried[other + len(name) :]}"
        if _fails_alike(reader, tried, reason):
            return place
    return None


def _unclosed(sql: str) -> _Finding | None:
    for token in sqltext.tokens(sql):
        if not token.is_closed():
            remedy = "close it with */" if token.kind == "comment" else f"close it with {token.text[0]}"
            return _Finding("what begins here has no end", remedy, token.start)
    return None


def _stumbled_over(reader: Reader, sql: str, word: str, reason: str) -> int | None:
    """Find over which of several equal words SQLite stumbled: the first up to which the same is wrong.

    A parser of its kind finds a mistake as soon as it reads the word, whatever follows.
    """
    found = [match.start() for match in re.finditer(re.escape(word), sql)]
    low, high = 0, len(found) - 1
    while low < high:
        middle = (low + high) // 2
        if _fails_alike(reader, sql[: found[middle] + len(word)], reason):
            high = middle
        else:
            low = middle + 1
    return found[low] if found else None


def _fails_alike(reader: Reader, sql: str, reason: str) -> bool:
    """Tell whether the database says the same of another statement, which is only explained and not asked."""
    first = sqltext.first_word(sql)
    explained = first is not None and first.text.lower() == "explain"
    try:
        reader.ask(sql if explained else f"EXPLAIN {sql}", {}, {})
    except QuestionFailedError as error:
        return error.reason == reason
    return False
