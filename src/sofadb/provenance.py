"""Why a number stands there: everything that is known about one claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.resolve import resolve_claim
from sofadb.result import Result, Row, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.database.reader import Reader

#: What each kind of claim says of itself, in the order in which it is read.
_OWN: Final = {
    "figure": """
        SELECT wording, quantifier, value_kind, low, best, high, measure, category, function, place,
            as_of, actor_name, host_name, deployment, part_of
        FROM figures WHERE source = :source AND ref = :ref""",
    "asset count": """
        SELECT c.wording AS wording, c.quantifier AS quantifier, c.value_kind AS value_kind, c.low AS low,
            c.best AS best, c.high AS high, c.kind AS kind, c.measure AS measure, c.function AS function,
            c.place AS place, c.as_of AS as_of, a.name AS actor_name, h.name AS host_name,
            ws.key || '/' || w.key AS part_of
        FROM asset_counts AS c JOIN sources AS s ON s.id = c.source_id
        JOIN actors AS a ON a.id = c.actor_id JOIN actors AS h ON h.id = c.host_id
        LEFT JOIN asset_counts AS w ON w.id = c.part_of_id LEFT JOIN sources AS ws ON ws.id = w.source_id
        WHERE s.key = :source AND c.key = :key""",
    "position": """
        SELECT summary, act, issue, jurisdiction, holder_name, addressee_name, stated, target_date,
            negotiation, responds_to
        FROM stances WHERE source = :source AND ref = :ref""",
    "event": """
        SELECT e.summary AS summary, e.kind AS kind, e.occurred AS occurred, a.name AS actor_name,
            n.key AS negotiation, e.wording AS wording
        FROM events AS e JOIN sources AS s ON s.id = e.source_id
        LEFT JOIN actors AS a ON a.id = e.actor_id LEFT JOIN negotiations AS n ON n.id = e.negotiation_id
        WHERE s.key = :source AND e.key = :key""",
    "provision": """
        SELECT p.summary AS summary, p.issue AS issue, p.jurisdiction AS jurisdiction, p.category AS category,
            g.key AS agreement
        FROM provisions AS p JOIN sources AS s ON s.id = p.source_id JOIN agreements AS g ON g.id = p.agreement_id
        WHERE s.key = :source AND p.key = :key""",
    "office": """
        SELECT o.title AS title, p.name AS person_name, g.name AS organisation_name, o.started AS started,
            o.ended AS ended
        FROM offices AS o JOIN sources AS s ON s.id = o.source_id JOIN actors AS p ON p.id = o.person_id
        JOIN actors AS g ON g.id = o.organisation_id
        WHERE s.key = :source AND o.key = :key""",
}

_TABLES: Final = {
    "figure": ("personnel_counts", "as_of_text"),
    "asset count": ("asset_counts", "as_of_text"),
    "position": ("positions", "stated_text"),
    "event": ("events", "occurred_text"),
    "provision": ("provisions", "NULL"),
    "office": ("offices", "started_text"),
}

_CITED: Final = """
SELECT {date_words} AS date_words, speaker.name AS said_by, c.status AS status,
    c.status_note AS status_note, c.note AS note, passage.locator_type || ' ' || passage.locator AS passage,
    s.title AS title, s.authors AS authors, p.name AS publication, s.published AS published, s.url AS url,
    f.path || ':' || CAST(c.seed_line AS TEXT) AS written_in
FROM {table} AS c
JOIN passages AS passage ON passage.id = c.passage_id
JOIN sources AS s ON s.id = c.source_id
JOIN publications AS p ON p.id = s.publication_id
LEFT JOIN actors AS speaker ON speaker.id = c.attributed_to_id
LEFT JOIN seed_files AS f ON f.id = c.seed_file_id
WHERE s.key = :source AND c.key = :key
"""

_PARTS: Final = """
SELECT s.key || '/' || c.key || coalesce(' (' || c.wording || ')', '')
FROM sources AS ws JOIN {table} AS w ON w.source_id = ws.id
JOIN {table} AS c ON c.part_of_id = w.id
JOIN sources AS s ON s.id = c.source_id
WHERE ws.key = :source AND w.key = :key ORDER BY 1
"""
_OTHER_PARTS: Final = """
SELECT s.key || '/' || c.key || coalesce(' (' || c.wording || ')', '')
FROM sources AS os JOIN {table} AS o ON o.source_id = os.id
JOIN {table} AS c ON c.part_of_id = o.part_of_id AND c.id <> o.id
JOIN sources AS s ON s.id = c.source_id
WHERE os.key = :source AND o.key = :key ORDER BY 1
"""

#: Claims that belong to this one, each a line of its own: the field, and the SQL that lists them.
_AROUND: Final = (
    (
        "condition",
        """
        SELECT c.kind || ' ' || c.text FROM position_conditions AS c JOIN positions AS p ON p.id = c.position_id
        JOIN sources AS s ON s.id = p.source_id WHERE s.key = :source AND p.key = :key ORDER BY 1""",
    ),
    (
        "includes",
        """
        SELECT b.aspect || ': ' || b.included FROM count_basis AS b JOIN personnel_counts AS c ON c.id = b.count_id
        JOIN sources AS s ON s.id = c.source_id WHERE s.key = :source AND c.key = :key ORDER BY 1""",
    ),
    *(
        (field, sql.format(table=table))
        for table in ("personnel_counts", "asset_counts")
        for field, sql in (("part", _PARTS), ("other part", _OTHER_PARTS))
    ),
    (
        "answered by",
        """
        SELECT s.key || '/' || p.key || ' (' || h.name || ': ' || p.act || ' ' || p.issue || ')'
        FROM sources AS qs JOIN positions AS q ON q.source_id = qs.id JOIN positions AS p ON p.responds_to_id = q.id
        JOIN sources AS s ON s.id = p.source_id JOIN actors AS h ON h.id = p.holder_id
        WHERE qs.key = :source AND q.key = :key ORDER BY 1""",
    ),
    (
        "does not meet",
        """
        SELECT other_ref || ' (' || verdict || ')' FROM conflicts WHERE source = :source AND ref = :ref
        UNION SELECT ref || ' (' || verdict || ')' FROM conflicts
        WHERE other_source = :source AND other_ref = :ref ORDER BY 1""",
    ),
)


def explain(reader: Reader, text: str) -> Result:
    """Return all that is known about a claim, as rows of field and value; empty fields are left out.

    Raises WrongUseError where there is no such claim, with the near matches.
    """
    ref = resolve_claim(reader, text)
    return Result(("field", "value"), list(_fields(reader, ref)))


def _fields(reader: Reader, ref: str) -> Iterator[Row]:
    yield "ref", ref
    for kind, sql in _OWN.items():
        if own := _only(reader, sql, ref):
            table, date_words = _TABLES[kind]
            date_words = "NULL" if date_words == "NULL" else f"c.{date_words}"
            yield "kind", kind
            yield from own
            yield from _only(reader, _CITED.format(table=table, date_words=date_words), ref)
    for field, sql in _AROUND:
        for row in _ask(reader, sql, ref).rows:
            yield field, row[0]


def _only(reader: Reader, sql: str, ref: str) -> list[Row]:
    """Return the columns of the one row as rows, without the empty ones."""
    found = _ask(reader, sql, ref)
    row = next(iter(found.rows), None)
    if row is None:
        return []
    pairs = zip(found.columns, row, strict=True)
    return [(name.replace("_", " "), value) for name, value in pairs if value is not None]


def _ask(reader: Reader, sql: str, ref: str) -> Result:
    """Ask about a claim by the keys that its index serves; PostgreSQL wants no value that is not used."""
    source, _, key = ref.partition("/")
    values: dict[str, Value] = {"ref": ref, "source": source, "key": key}
    used = {name: value for name, value in values.items() if f":{name}" in sql}
    return reader.ask(sql, used, dict.fromkeys(used, "text"))
