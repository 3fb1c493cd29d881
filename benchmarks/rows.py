"""Adds many counts to an SQLite database, under all of its rules: what a large dataset costs is measured on it.

    python benchmarks/rows.py FILE [NUMBER]

The counts are made up, and the same on every call: hedged in turns, about all states, some of them parts of others.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

MILLION = 1_000_000

_INSERT = """
WITH RECURSIVE
numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :number),
states (place, id) AS (SELECT row_number() OVER (ORDER BY id) - 1, id FROM actors WHERE kind = 'state'),
cited (place, id, source_id) AS (SELECT row_number() OVER (ORDER BY id) - 1, id, source_id FROM passages),
drawn (n, first_day, persons, hedge, state, other, passage) AS (
    SELECT n, date('1950-01-01', (n * 37 % 25000) || ' days'), n * 7919 % 30000 + 1, n % 5,
        n * 31 % (SELECT count(*) FROM states), n * 17 % (SELECT count(*) FROM states),
        n % (SELECT count(*) FROM cited)
    FROM numbers
)
INSERT INTO personnel_counts (source_id, key, actor_id, host_id, place, measure, category, function,
    as_of, as_of_earliest, as_of_latest, part_of_id, quantifier, value_kind, low, best, high,
    passage_id, wording, attributed_to_id, status)
SELECT cited.source_id, 'row-' || n, sender.id, host.id,
    CASE n % 4 WHEN 0 THEN 'Camp ' || (n % 977) WHEN 1 THEN 'a base, "the old one"' END,
    CASE n % 3 WHEN 0 THEN 'present' WHEN 1 THEN 'planned' ELSE 'sent' END,
    CASE n % 2 WHEN 0 THEN 'military' ELSE 'contractor' END,
    CASE n % 3 WHEN 0 THEN 'train' WHEN 1 THEN 'security' ELSE 'unspecified' END,
    first_day, first_day, first_day,
    CASE WHEN n % 10 = 0 THEN (SELECT min(id) FROM personnel_counts) END,
    CASE hedge WHEN 0 THEN 'exact' WHEN 1 THEN 'about' WHEN 2 THEN 'up_to' WHEN 3 THEN 'at_least' ELSE 'between' END,
    'value',
    CASE hedge WHEN 0 THEN persons WHEN 3 THEN persons WHEN 4 THEN persons END,
    CASE WHEN hedge < 2 THEN persons END,
    CASE hedge WHEN 0 THEN persons WHEN 2 THEN persons WHEN 4 THEN persons + 100 END,
    cited.id,
    CASE hedge WHEN 0 THEN '' WHEN 1 THEN 'about ' WHEN 2 THEN 'up to ' WHEN 3 THEN 'at least ' ELSE 'from ' END
        || persons || ' people',
    CASE WHEN n % 6 = 0 THEN host.id END,
    'accepted'
FROM drawn
JOIN states AS sender ON sender.place = drawn.state
JOIN states AS host ON host.place = drawn.other
JOIN cited ON cited.place = drawn.passage
"""


def add_counts(path: Path, number: int = MILLION) -> None:
    """Add so many counts of personnel to an SQLite file that holds the built-in dataset."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF")
        with connection:
            connection.execute(_INSERT, {"number": number})
        connection.execute("ANALYZE")
        connection.commit()


if __name__ == "__main__":
    add_counts(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else MILLION)
