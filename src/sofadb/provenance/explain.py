"""Asks for all that is known about one claim or thing and puts it in the order in which it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.codebook import read_codebook
from sofadb.kinds import CLAIMS, THINGS
from sofadb.provenance import claims, things
from sofadb.provenance.account import Account, Item
from sofadb.provenance.contradictions import contradictions
from sofadb.provenance.passagetext import with_text
from sofadb.provenance.subject import find_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.database.reader import Reader
    from sofadb.provenance.subject import Subject
    from sofadb.result import Value

#: Who says it and where; `{source_id}` is where the row keeps its source, `{status}` how far it is relied on.
_CITED: Final = """
SELECT c.wording AS wording, {date_words}speaker.key AS attributed_to, speaker.name AS said_by, {status},
    c.status_note AS status_note, c.note AS note, passage.locator_type || ' ' || passage.locator AS passage,
    passage.text AS passage_text, passage.fingerprint AS fingerprint, s.key AS source,
    s.title AS source_title, s.authors AS authors,
    p.name AS publication, s.published AS published, s.url AS url, s.archive_url AS archive_url, s.doi AS doi,
    f.path || ':' || CAST(c.seed_line AS TEXT) AS written_in
FROM {table} AS c
JOIN passages AS passage ON passage.id = c.passage_id
JOIN sources AS s ON s.id = {source_id}
JOIN publications AS p ON p.id = s.publication_id
LEFT JOIN actors AS speaker ON speaker.id = c.attributed_to_id
LEFT JOIN seed_files AS f ON f.id = c.seed_file_id
WHERE {where}
"""
_SPEAKER_OF_A_THING: Final = """
SELECT os.key || '/' || o.key AS ref, p.name AS person, o.title AS title, g.name AS organisation,
    o.started AS started, o.ended AS ended
FROM {table} AS c JOIN offices AS o ON o.person_id = c.attributed_to_id JOIN sources AS os ON os.id = o.source_id
JOIN actors AS p ON p.id = o.person_id JOIN actors AS g ON g.id = o.organisation_id
WHERE c.key = :key ORDER BY ref
"""
_CITED_THINGS: Final = ("agreement", "deployment", "negotiation")


def explain(reader: Reader, text: str, kind: str | None = None) -> Account:
    """Return all that is known about what a ref, key, name or title means.

    Raises WrongUseError where it means nothing, with the near matches, or more than one thing.
    """
    subject = find_subject(reader, text, kind)
    if subject.kind == "table":
        return _table(subject)
    return _claim(reader, subject) if subject.kind in CLAIMS else _thing(reader, subject)


def _claim(reader: Reader, subject: Subject) -> Account:
    kind, table = subject.kind, CLAIMS[subject.kind]
    source, _, key = subject.ref.partition("/")
    values: dict[str, Value] = {"ref": subject.ref, "source": source, "key": key}
    cited = _CITED.format(
        table=table,
        date_words=claims.DATE_WORDS.get(kind, ""),
        status="c.status AS status",
        source_id="c.source_id",
        where="s.key = :source AND c.key = :key",
    )
    fields: dict[str, Value | list[Item]] = {"ref": subject.ref, "kind": kind}
    fields |= _one(reader, claims.OWN[kind], values)
    fields |= with_text(_one(reader, cited, values))
    fields["office"] = [*_many(reader, claims.offices_of_the_speaker(kind, table), values)]
    fields |= {name: _items(reader, sql, values) for name, sql in claims.LISTS.get(kind, {}).items()}
    if kind == "figure":
        unlike = contradictions(reader, subject.ref)
        told = {item["ref"] for item in (*unlike, *_dicts(fields["whole"], fields["part"], fields["other_part"]))}
        alike = _many(reader, claims.SAID_ELSEWHERE, values)
        fields["said_elsewhere"] = [item for item in alike if item["ref"] not in told]
        fields["does_not_meet"] = [*unlike]
    return Account(fields)


def _thing(reader: Reader, subject: Subject) -> Account:
    kind = subject.kind
    values: dict[str, Value] = {"key": subject.ref}
    fields: dict[str, Value | list[Item]] = {"key": subject.ref, "kind": kind}
    own = _one(reader, things.OWN[kind], values)
    fields |= own
    if kind in _CITED_THINGS:
        status = "c.claim_status AS claim_status" if kind == "negotiation" else "c.status AS status"
        cited = _CITED.format(
            table=THINGS[kind], date_words="", status=status, source_id="passage.source_id", where="c.key = :key"
        )
        fields |= with_text(_one(reader, cited, values))
        fields["office"] = [*_many(reader, _SPEAKER_OF_A_THING.format(table=THINGS[kind]), values)]
    fields |= {name: _items(reader, sql, values) for name, sql in things.LISTS.get(kind, {}).items()}
    commands = [command.format(**own, **values) for counted, command in things.COMMANDS[kind] if own[counted]]
    fields["see"] = [*commands]
    return Account(fields)


def _table(subject: Subject) -> Account:
    """Tell of a table or a view what the codebook says."""
    table = read_codebook()[subject.ref]
    columns: list[Item] = [
        {"name": column.name, "type": column.type, "text": column.meaning} for column in table.columns
    ]
    return Account(
        {
            "key": table.name,
            "kind": table.kind,
            "summary": table.meaning,
            "column": columns,
            "see": [f"sofadb export {table.name}"],
        }
    )


def _one(reader: Reader, sql: str, values: dict[str, Value]) -> dict[str, Value]:
    """Return the one row of an answer by the names of its columns."""
    (row,) = _many(reader, sql, values)
    return row


def _items(reader: Reader, sql: str, values: dict[str, Value]) -> list[Item]:
    """Return the rows of an answer as a field holds them: those that are a text and nothing else, as that text."""
    return [str(row["text"]) if len(row) == 1 else row for row in _many(reader, sql, values)]


def _dicts(*lists: Value | list[Item]) -> Iterator[dict[str, Value]]:
    """Return the items of several lists that are more than a text."""
    yield from (item for items in lists if isinstance(items, list) for item in items if isinstance(item, dict))


def _many(reader: Reader, sql: str, values: dict[str, Value]) -> list[dict[str, Value]]:
    """Ask with the values that the question uses; PostgreSQL wants no others."""
    used = {name: value for name, value in values.items() if f":{name}" in sql}
    found = reader.ask(sql, used, dict.fromkeys(used, "text"))
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]
