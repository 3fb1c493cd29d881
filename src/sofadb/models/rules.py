"""The rules that the database itself keeps, as named CHECK constraints.

A CHECK whose condition comes out NULL passes, so every comparison here is guarded by IS NOT NULL.
All conditions are plain SQL that means the same on SQLite and PostgreSQL. The rules of a table of millions of rows
are `swift`: they mean the same in words that SQLite checks in less than half of the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, CheckConstraint, ColumnElement
from sqlalchemy.ext.compiler import compiles

from sofadb.vocabulary import CLAIM_STATUSES, MOST_WORDS_OF_WORDING, QUANTIFIERS, VALUE_KINDS, WORD_QUANTIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from sqlalchemy.sql.compiler import SQLCompiler

_KEY_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"
_HEX_DIGITS = "0123456789abcdef"
_BLANKS = " \t\n\r"


class _Condition(ColumnElement[bool]):
    """A condition in two wordings of one meaning: one for PostgreSQL, or for both engines, and one for SQLite."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, plain: str, sqlite: str) -> None:
        self.plain, self.sqlite = plain, sqlite


@compiles(_Condition)
def _write(condition: _Condition, compiler: SQLCompiler, **_: Any) -> str:  # Any: what SQLAlchemy hands on
    return condition.sqlite if compiler.dialect.name == "sqlite" else condition.plain


def one_of(column: str, words: Iterable[str], *, swift: bool = False) -> CheckConstraint:
    """Hold a column to a closed list of words.

    SQLite makes a table of a list of more than two words, anew for each row; it compares twelve words one by one in
    a fifth of the time.
    """
    quoted = [f"'{word}'" for word in words]
    listed = f"{column} IN ({', '.join(quoted)})"
    compared = " OR ".join(f"{column} = {word}" for word in quoted)
    return CheckConstraint(_Condition(listed, compared) if swift else listed, name=f"{column}_known")


def key_shape(column: str = "key", *, swift: bool = False) -> CheckConstraint:
    """Hold a key to lower-case ASCII words and digits joined by single hyphens.

    `swift` is for a table of millions: to trim letters one by one takes PostgreSQL longer than all other rules.
    """
    name = f"{column}_is_words_joined_by_hyphens"
    plain = (
        f"length({column}) > 0 AND trim({column}, '{_KEY_LETTERS}') = '' "
        f"AND substr({column}, 1, 1) <> '-' AND substr({column}, length({column}), 1) <> '-' "
        f"AND replace({column}, '--', '') = {column}"
    )
    # GLOB reads up to a NUL and no further, and so does the length of a text, but not that of its bytes.
    patterns = (
        f"{column} GLOB '[^-]*' AND {column} NOT GLOB '*[^a-z0-9-]*' AND {column} NOT GLOB '*-' "
        f"AND {column} NOT GLOB '*--*' AND length({column}) = length(CAST({column} AS BLOB))"
    )
    pattern = f"{column} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'"
    return CheckConstraint(_Condition(pattern, patterns) if swift else plain, name=name)


def not_blank(column: str) -> CheckConstraint:
    """Refuse a text without a word in it."""
    return CheckConstraint(f"{column} IS NULL OR length(trim({column}, '{_BLANKS}')) > 0", name=f"{column}_not_blank")


def not_itself(column: str) -> CheckConstraint:
    """Refuse a row that refers to itself."""
    return CheckConstraint(f"{column} IS NULL OR {column} <> id", name=f"{column}_not_itself")


def day_shape(column: str, *, swift: bool = False) -> CheckConstraint:
    """Hold a day to the calendar on SQLite, which would keep any text; PostgreSQL has a type for it.

    Adding no days makes SQLite count: without it, 30 February comes back unchanged.
    """
    day = f"date({column}, '+0 days')"
    twice = f"{column} IS NULL OR ({day} IS NOT NULL AND {day} = {column})"
    rule = CheckConstraint(f"{day} IS {column}" if swift else twice, name=f"{column}_is_a_day")
    return rule.ddl_if(dialect="sqlite")


def in_order(first: str, last: str, name: str) -> CheckConstraint:
    """Refuse a period that ends before it begins."""
    return CheckConstraint(f"{first} IS NULL OR {last} IS NULL OR {first} <= {last}", name=name)


def dated(column: str, *, swift: bool = False) -> tuple[CheckConstraint, ...]:
    """Tie an EDTF text to its earliest and latest day: all absent, or at least one day known."""
    earliest, latest = f"{column}_earliest", f"{column}_latest"
    return (
        CheckConstraint(
            f"({column} IS NULL AND {earliest} IS NULL AND {latest} IS NULL) OR "
            f"({column} IS NOT NULL AND length({column}) > 0 AND ({earliest} IS NOT NULL OR {latest} IS NOT NULL))",
            name=f"{column}_has_its_days",
        ),
        in_order(earliest, latest, f"{column}_in_order"),
        day_shape(earliest, swift=swift),
        day_shape(latest, swift=swift),
    )


def fingerprint_shape() -> CheckConstraint:
    """Hold a fingerprint to the 64 lower-case digits of a SHA-256."""
    return CheckConstraint(
        f"fingerprint IS NULL OR (length(fingerprint) = 64 AND trim(fingerprint, '{_HEX_DIGITS}') = '')",
        name="fingerprint_is_sha256",
    )


def claim(status: str = "status", *, swift: bool = False) -> tuple[CheckConstraint, ...]:
    """Keep the rules of every cited row: a few words as printed, and a reason for any doubt."""
    spaces = "length(wording) - length(replace(wording, ' ', ''))"
    one_line = "replace(replace(replace(wording, '\t', ''), '\n', ''), '\r', '') = wording"
    plain = f"wording IS NULL OR (length(trim(wording)) > 0 AND {one_line} AND {spaces} < {MOST_WORDS_OF_WORDING})"
    too_many = "* " * MOST_WORDS_OF_WORDING + "*"
    patterns = (
        "wording IS NULL OR (length(trim(wording)) > 0 AND instr(wording, '\t') = 0 "
        f"AND instr(wording, '\n') = 0 AND instr(wording, '\r') = 0 AND wording NOT GLOB '{too_many}')"
    )
    return (
        one_of(status, CLAIM_STATUSES, swift=swift),
        CheckConstraint(
            f"{status} = 'accepted' OR (status_note IS NOT NULL AND length(trim(status_note)) > 0)",
            name="status_note_unless_accepted",
        ),
        CheckConstraint(_Condition(plain, patterns) if swift else plain, name="wording_is_a_few_words"),
    )


def quantified(*, swift: bool = False) -> tuple[CheckConstraint, ...]:
    """Keep a hedge a hedge: each quantifier has its own bounds, and no bound is invented."""
    words = ", ".join(f"'{word}'" for word in WORD_QUANTIFIERS)
    number = "low IS NOT NULL AND best IS NOT NULL AND high IS NOT NULL"
    bounds = " OR ".join(
        (
            f"(quantifier = 'exact' AND {number} AND low = best AND best = high)",
            "(quantifier IN ('about', 'nearly') AND best IS NOT NULL)",
            "(quantifier IN ('up_to', 'fewer_than') AND high IS NOT NULL AND best IS NULL AND low IS NULL)",
            "(quantifier IN ('at_least', 'more_than') AND low IS NOT NULL AND best IS NULL AND high IS NULL)",
            "(quantifier = 'between' AND low IS NOT NULL AND high IS NOT NULL)",
            f"(quantifier IN ({words}))",
        )
    )
    unknown = "quantifier = 'unquantified' AND low IS NULL AND best IS NULL AND high IS NULL"
    none = f"quantifier = 'exact' AND {number} AND low = 0 AND best = 0 AND high = 0"
    return (
        one_of("quantifier", QUANTIFIERS, swift=swift),
        one_of("value_kind", VALUE_KINDS, swift=swift),
        CheckConstraint(f"value_kind <> 'value' OR {bounds}", name="quantifier_has_its_bounds"),
        CheckConstraint(f"value_kind <> 'unknown' OR ({unknown})", name="unknown_has_no_number"),
        CheckConstraint(f"value_kind <> 'none' OR ({none})", name="none_is_zero"),
        CheckConstraint("low IS NULL OR low >= 0", name="low_not_negative"),
        CheckConstraint("best IS NULL OR best >= 0", name="best_not_negative"),
        CheckConstraint("high IS NULL OR high >= 0", name="high_not_negative"),
        in_order("low", "best", "low_up_to_best"),
        in_order("best", "high", "best_up_to_high"),
        in_order("low", "high", "low_up_to_high"),
    )
