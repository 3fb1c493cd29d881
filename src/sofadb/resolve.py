"""What a word on the command line means: an actor's key, code or name, a negotiation, a claim, a day.

Nothing is guessed: what names nothing, or more than one thing, is an error with the near matches.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sofadb.errors import WrongUseError
from sofadb.spelling import fold, near, suggest, suggest_from_all
from sofadb.vocabulary import CLAIM_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.catalog import Parameter, Question
    from sofadb.database.reader import Reader
    from sofadb.result import Value

MOST_LISTED: Final = 300

#: What may be given for each type of parameter that is a key: the keys, and what they are called.
KEYS: Final = {
    "actor": "SELECT key, name FROM actors ORDER BY key",
    "country": "SELECT key, name FROM actors WHERE kind = 'state' ORDER BY key",
    "negotiation": "SELECT key, title FROM negotiations ORDER BY key",
    "deployment": "SELECT key, title FROM deployments ORDER BY key",
    "source": "SELECT key, title FROM sources ORDER BY key",
}
_ACTOR = """
SELECT a.key, 3 AS sure FROM actors AS a WHERE a.key = :key
UNION
SELECT a.key, 2 FROM actor_codes AS c JOIN actors AS a ON a.id = c.actor_id WHERE upper(c.code) = :code
UNION
SELECT a.key, CASE WHEN n.type = 'weak' THEN 0 ELSE 1 END
FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id WHERE n.folded = :folded
ORDER BY 2 DESC, 1
"""
_ACTOR_WORDS = """
SELECT a.key, n.name FROM actors AS a JOIN actor_names AS n ON n.actor_id = a.id ORDER BY a.key, n.name
"""
_CLAIM = """
SELECT s.key || '/' || c.key FROM {table} AS c JOIN sources AS s ON s.id = c.source_id
WHERE s.key = :source AND c.key = :key
"""
#: Refs to suggest from: of one source, or of any with this key; not more than one would look through.
_CLAIMS_NEARBY = """
SELECT s.key || '/' || c.key AS ref FROM {table} AS c JOIN sources AS s ON s.id = c.source_id
WHERE s.key = :source OR c.key = :key
ORDER BY ref LIMIT 1000
"""
#: Keys hold no sign that means something to LIKE.
_CLAIMS_BEGINNING: Final = """
SELECT s.key || '/' || c.key AS ref, c.wording FROM {table} AS c JOIN sources AS s ON s.id = c.source_id
WHERE s.key LIKE :source AND c.key LIKE :key
ORDER BY ref LIMIT 300
"""


def resolve(reader: Reader, question: Question, given: dict[str, str | None]) -> dict[str, Value]:
    """Return the values of a question's parameters.

    Raises WrongUseError for a word that names nothing, and for what is needed and missing, with what exists.
    """
    if missing := [each for each in question.parameters if each.required and given.get(each.name) is None]:
        listed = " and ".join(parameter.flag() for parameter in missing)
        remedy = "\n".join(f"{parameter.flag()} is {_existing(reader, parameter)}" for parameter in missing)
        raise WrongUseError(f"{question.name} needs {listed}", remedy)
    values: dict[str, Value] = {}
    for parameter in question.parameters:
        text = given.get(parameter.name)
        values[parameter.name] = (
            _default(reader, question, parameter) if text is None else _value(reader, parameter, text)
        )
    return values


def _default(reader: Reader, question: Question, parameter: Parameter) -> Value:
    """Return the value that the file gives to a parameter; what it names may not be in this database."""
    if parameter.default is None:
        return None
    try:
        return _value(reader, parameter, parameter.default)
    except WrongUseError as error:
        message = f"{question.path}: the default of {parameter.flag()}: {error.message}"
        raise WrongUseError(message, f"give {parameter.flag()}, or change the file. {error.remedy}") from error


def _value(reader: Reader, parameter: Parameter, text: str) -> Value:
    if parameter.type in ("actor", "country"):
        return resolve_actor(reader, text, country=parameter.type == "country")
    if parameter.type == "claim":
        return resolve_claim(reader, text)
    if parameter.type == "date":
        return resolve_day(text)
    if parameter.type == "integer":
        return _integer(parameter.flag(), text)
    if parameter.type == "word":
        return resolve_word(parameter.name.replace("_", " "), text, parameter.words)
    return resolve_key(reader, parameter.type, text) if parameter.type in KEYS else text


def _existing(reader: Reader, parameter: Parameter) -> str:
    """Say what may be given: the words of a list, or the keys that there are, if those are not too many."""
    if parameter.words:
        return f"one of: {', '.join(parameter.words)}"
    if parameter.type not in KEYS:
        return f"{'an' if parameter.type == 'integer' else 'a'} {parameter.type}: {parameter.help}"
    keys = [str(row[0]) for row in reader.ask(KEYS[parameter.type], {}, {}).rows]
    more = f" and {len(keys) - MOST_LISTED} more" if len(keys) > MOST_LISTED else ""
    return f"one of: {', '.join(keys[:MOST_LISTED])}{more}" if keys else f"the database holds no {parameter.type} yet"


def resolve_actor(reader: Reader, text: str, *, country: bool = False) -> str:
    """Return the key of the actor that a key, else a code, else a strong name means, whatever its case.

    With `country`, only a state will do.
    """
    values: dict[str, Value] = {"key": text.lower(), "code": text.upper(), "folded": fold(text)}
    rows = list(reader.ask(_ACTOR, values, dict.fromkeys(values, "text")).rows)
    best = max((int(sure or 0) for _, sure in rows), default=0)
    strong = sorted({str(key) for key, sure in rows if sure == best and best})
    if len(strong) == 1:
        if country and not _is_state(reader, strong[0]):
            raise WrongUseError(f"{text!r} is no state", "sofadb actors --kind state lists them")
        return strong[0]
    if rows:
        keys = strong or [str(key) for key, _ in rows]
        may = "means more than one actor" if len(keys) > 1 else "is too weak a name to mean one actor"
        raise WrongUseError(f"{text!r} {may}", f"give a key: {', '.join(keys)}")
    raise WrongUseError(f"there is no actor {text!r}", _near_actors(reader, text))


def _is_state(reader: Reader, key: str) -> bool:
    sql = "SELECT 1 FROM actors WHERE key = :key AND kind = 'state'"
    return bool(list(reader.ask(sql, {"key": key}, {"key": "text"}).rows))


def _near_actors(reader: Reader, text: str) -> str:
    """Say which actors are spelled alike, with the keys to type."""
    keys: dict[str, str] = {}
    for key, name in reader.ask(_ACTOR_WORDS, {}, {}).rows:
        keys[str(name)] = keys[str(key)] = str(key)
    found = {keys[match]: match for match in near(text, keys)}
    if not found:
        return "sofadb actors lists them all"
    listed = [key if key == match else f"{key} ({match})" for key, match in found.items()]
    return f"did you mean {' or '.join(listed)}?"


def resolve_claim(reader: Reader, text: str) -> str:
    """Return a ref that exists, as source/key."""
    ref = text.lower()
    if _refs(reader, _CLAIM, ref):
        return ref
    choices = _refs(reader, _CLAIMS_NEARBY, ref)
    same_key = [choice for choice in choices if choice.endswith(f"/{ref.rpartition('/')[2]}")]
    likely = same_key or near(ref, choices)
    remedy = f"did you mean {' or '.join(likely[:3])}?" if likely else "a ref is source/claim, as `figures` prints it"
    raise WrongUseError(f"there is no claim {text!r}", remedy)


def refs_beginning(reader: Reader, text: str) -> Iterator[tuple[str, str]]:
    """Return refs that begin like a text, with what they say: of all sources, or of the one that it names."""
    source, _, key = text.lower().partition("/")
    values: dict[str, Value] = {"source": f"{source}%" if "/" not in text else source, "key": f"{key}%"}
    for table in CLAIM_TABLES:
        for ref, words in reader.ask(
            _CLAIMS_BEGINNING.format(table=table), values, dict.fromkeys(values, "text")
        ).rows:
            yield str(ref), str(words or "")


def _refs(reader: Reader, sql: str, ref: str) -> list[str]:
    """Ask every table of claims for the source and the key of a ref."""
    source, _, key = ref.rpartition("/")
    values: dict[str, Value] = {"source": source, "key": key}
    found: list[str] = []
    for table in CLAIM_TABLES:
        found += [
            str(row[0]) for row in reader.ask(sql.format(table=table), values, dict.fromkeys(values, "text")).rows
        ]
    return found


def resolve_key(reader: Reader, kind: str, text: str) -> str:
    """Return the key that a key or a whole title means; `kind` is one of KEYS."""
    rows = {str(key): str(title) for key, title in reader.ask(KEYS[kind], {}, {}).rows}
    if text.lower() in rows:
        return text.lower()
    by_title = [key for key, title in rows.items() if fold(title) == fold(text)]
    if len(by_title) == 1:
        return by_title[0]
    raise WrongUseError(f"there is no {kind} {text!r}", suggest(text, rows))


def resolve_day(text: str) -> str:
    """Return a day of the calendar; raises WrongUseError for anything else."""
    from sofadb import edtf

    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise WrongUseError(f"{text!r} is not a day", "write it as 2014-06-20")
    try:
        edtf.parse(text)
    except edtf.EdtfError as error:
        raise WrongUseError(error.message, error.remedy) from error
    return text


def resolve_word(kind: str, text: str, words: tuple[str, ...]) -> str:
    """Return a word of a closed list, whatever its case and whether written with '-' or '_'."""
    for candidate in (text, text.lower(), text.lower().replace("-", "_")):
        if candidate in words:
            return candidate
    raise WrongUseError(f"unknown {kind} {text!r}", suggest_from_all(text, words))


def _integer(name: str, text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise WrongUseError(f"{name} takes a whole number, not {text!r}", "write it in plain digits")
    return int(text)
