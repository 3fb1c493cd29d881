"""The kinds of value that a field of a seed file can hold, each checked with its own code.

All values come as text; a rule that is broken raises an error whose type is the code of the mistake.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from sofadb import edtf, vocabulary
from sofadb.spelling import suggest
from sofadb.vocabulary import MOST_WORDS_OF_WORDING

LARGEST = 2**63 - 1
LONGEST_TEXT = 10_000

#: The forms of values, which the JSON Schema shows to editors.
KEY_FORM = r"[a-z0-9]+(-[a-z0-9]+)*"
NUMBER_FORM = r"0|[1-9][0-9]*"
FINGERPRINT_FORM = r"[0-9a-f]{64}"
DAY_FORM = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
#: The kinds of place that are counted from 1.
COUNTED_PLACES = ("paragraph", "line")

_KEY = re.compile(KEY_FORM)
_NUMBER = re.compile(NUMBER_FORM)
_FINGERPRINT = re.compile(FINGERPRINT_FORM)
_COUNTED = re.compile(r"[1-9][0-9]*")
_DAY = re.compile(DAY_FORM)


#: Stands where a value was missing; nothing is said about what refers to it.
STAND_IN = "stand-in"


def wrong(
    code: str,
    message: str,
    remedy: str = "",
    *,
    instead: object = None,
    mend: dict[str, str | None] | None = None,
) -> PydanticCustomError:
    """Make the error for a broken rule.

    `instead` is a value, or `mend` the fields of the entry (None: without it), with which the rest of
    the entry can still be checked.
    """
    context = {"text": message, "help": remedy, "instead": instead, "mend": mend}
    return PydanticCustomError(code, "{text}", context)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise wrong("S006", "a text is wanted here", "write it on one line, without '-' or fields", instead=STAND_IN)
    if not value.strip():
        raise wrong("S009", "there is no value", "write one, or leave the field out", instead=STAND_IN)
    if len(value) > LONGEST_TEXT:
        message = f"this text has {len(value)} characters"
        raise wrong("S022", message, f"at most {LONGEST_TEXT}: facts in our own words are short", instead=STAND_IN)
    return value


def _key(value: str) -> str:
    if not _KEY.fullmatch(value):
        raise wrong("S011", f"{value!r} is not a key", "lower-case words and digits joined by '-'", instead=STAND_IN)
    return value


def _claim_reference(value: str) -> str:
    source, slash, key = value.rpartition("/")
    if not _KEY.fullmatch(key) or (slash and not _KEY.fullmatch(source)):
        raise wrong(
            "S021",
            f"{value!r} does not refer to a claim",
            "write its key, or source-key/claim-key",
            instead=STAND_IN,
        )
    return value


def _number(value: object) -> int:
    text = _text(value)
    if not _NUMBER.fullmatch(text):
        digits = text.replace(",", "").replace(" ", "")
        plain = digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST))
        remedy = f"write {int(digits)}" if plain else "digits only, such as 1700"
        raise wrong("S012", f"{text[:40]!r} is not a number in plain digits", remedy, instead="0")
    if len(text) > len(str(LARGEST)) or int(text) > LARGEST:
        raise wrong("S012", f"{text[:40]} is larger than any number kept here", f"at most {LARGEST}", instead="0")
    return int(text)


def _date(value: str) -> str:
    try:
        edtf.parse(value)
    except edtf.EdtfError as error:
        raise wrong("S013", error.message, error.remedy, instead="2000") from error
    return value


def _day(value: str) -> str:
    if not _DAY.fullmatch(value):
        raise wrong("S013", f"{value!r} is not a day", "write it as 2014-06-15", instead="2000-01-01")
    return _date(value)


def _fingerprint(value: str) -> str:
    if not _FINGERPRINT.fullmatch(value):
        raise wrong("S016", "this is not a SHA-256", "64 digits of 0-9 and a-f", instead="0" * 64)
    return value


def _wording(value: str) -> str:
    words = len(value.split())
    if words > MOST_WORDS_OF_WORDING:
        remedy = f"keep the at most {MOST_WORDS_OF_WORDING} that count"
        raise wrong("S017", f"{words} words of wording", remedy, instead=STAND_IN)
    return " ".join(value.split())


def _place(value: str) -> str:
    kind, _, locator = value.partition(" ")
    counted = kind not in COUNTED_PLACES or _COUNTED.fullmatch(locator.strip())
    if kind not in vocabulary.LOCATOR_TYPES or not locator.strip() or not counted:
        remedy = "write it as 'paragraph 7' or 'page 12'"
        raise wrong("S015", f"{value!r} is not a place in a source", remedy, instead=f"section {STAND_IN}")
    return f"{kind} {locator.strip()}"


@dataclass(frozen=True, eq=False)
class Word:
    """The type of a field that takes one word of a closed list; `kind` names the list in a message."""

    kind: str
    words: Collection[str]

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        """Check the word; pydantic calls this."""
        return core_schema.no_info_plain_validator_function(self._check)

    def _check(self, value: object) -> str:
        text = _text(value)
        if text not in self.words:
            instead = next(iter(self.words))
            raise wrong("S014", f"unknown {self.kind} {text!r}", suggest(text, self.words), instead=instead)
        return text


@dataclass(frozen=True)
class Alone:
    """Marks a field that also takes one value alone, such as the key of what it would otherwise spell out."""

    value: object


def _list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Text: TypeAlias = Annotated[str, BeforeValidator(_text)]
Key: TypeAlias = Annotated[Text, AfterValidator(_key)]
ClaimReference: TypeAlias = Annotated[Text, AfterValidator(_claim_reference)]
Number: TypeAlias = Annotated[int, BeforeValidator(_number)]
Date: TypeAlias = Annotated[Text, AfterValidator(_date)]
DayText: TypeAlias = Annotated[Text, AfterValidator(_day)]
Fingerprint: TypeAlias = Annotated[Text, AfterValidator(_fingerprint)]
Wording: TypeAlias = Annotated[Text, AfterValidator(_wording)]
Place: TypeAlias = Annotated[Text, AfterValidator(_place)]
Keys: TypeAlias = Annotated[list[Key], BeforeValidator(_list)]
Texts: TypeAlias = Annotated[list[Text], BeforeValidator(_list)]
