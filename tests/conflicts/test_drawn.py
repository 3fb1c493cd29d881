"""The views, the question and the check say of drawn claims what a second reckoning says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import String, bindparam, text

from sofadb import migrate
from sofadb.audit import find_check
from sofadb.catalog import built_in_question
from sofadb.database.engine import writing_engine
from sofadb.database.target import Target
from sofadb.vocabulary import VERDICTS
from tests.conflicts.drawn import claims, store_surroundings, stored
from tests.conflicts.reckoning import SOURCES, Claim, Reckoning
from tests.conftest import ENGINES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from sqlalchemy import Connection, RowMapping, TextClause

    from tests.conftest import Server


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[dict[str, Connection]]:
    """Connect to a database with the sources and states of the drawn claims, on each engine.

    A server plans the long statements much sooner on a connection that has planned one before.
    """
    path = tmp_path_factory.mktemp("drawn") / "drawn.db"
    remote = server.create()
    opened = {}
    for name, target in zip(ENGINES, (Target(path=path), remote), strict=True):
        migrate.upgrade(target)
        opened[name] = writing_engine(target).connect()
        with opened[name].begin():
            store_surroundings(opened[name])
    yield opened
    for connection in opened.values():
        connection.close()
        connection.engine.dispose()
    server.drop(remote)


_FINDINGS = """
SELECT ref, other_ref, verdict, majority_ref, sources_for, other_sources_for, low, best, high FROM conflicts
"""
_AGREEMENT = "SELECT ref, corroboration, sources_meeting, sources_not_meeting FROM corroboration"


def asked(connection: Connection, sql: str) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in connection.execute(text(sql))), key=repr)


THIRD = Claim("c", 1, "unspecified", None, "present", "military", "exact", (3, 3, 3), (2, 2), "accepted")


@given(drawn=claims(), shuffled=st.randoms(use_true_random=False))
@example(drawn=[THIRD, replace(THIRD, source="a"), replace(THIRD, source="b", numbers=(1, 1, 1))], shuffled=None)
@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
def test_the_views_say_what_the_second_reckoning_says(
    drawn: list[Claim], shuffled: Random | None, engines: dict[str, Connection]
) -> None:
    """Whatever the numbers of the rows: they are given in another order each time."""
    drawn = [replace(claim) for claim in drawn]
    ids = list(range(1, len(drawn) + 1))
    if shuffled:
        shuffled.shuffle(ids)
    reckoned = Reckoning(drawn)

    for engine in engines.values():
        with stored(engine, drawn, ids) as connection:
            findings, agreement = asked(connection, _FINDINGS), asked(connection, _AGREEMENT)

        assert findings == reckoned.findings()
        assert len({frozenset(row[:2]) for row in findings}) == len(findings)
        assert agreement == reckoned.agreement()


# The question, which reckons only what is asked for, and the view


def chosen(view: Sequence[RowMapping], given: dict[str, str | None]) -> list[tuple[object, ...]]:
    """Return the rows of the view of which the conditions are true; all actors stand alone."""
    return sorted(
        (
            tuple(row.values())
            for row in view
            if all(given[name] in (None, row[name]) for name in ("verdict", "actor", "host"))
            and given["source"] in (None, row["source"], row["other_source"])
            and given["ref"] in (None, row["ref"], row["other_ref"])
        ),
        key=repr,
    )


@cache
def question() -> TextClause:
    """Return the canned question."""
    canned = built_in_question("conflicts")
    return text(canned.sql).bindparams(*(bindparam(name, type_=String) for name in canned.types()))


_mostly_nothing = (None, None, None)
_given = st.fixed_dictionaries(
    {
        "verdict": st.sampled_from((*_mostly_nothing, *VERDICTS)),
        "actor": st.sampled_from((*_mostly_nothing, "freedonia", "sylvania")),
        "host": st.sampled_from((*_mostly_nothing, "freedonia", "sylvania")),
        "source": st.sampled_from((*_mostly_nothing, *SOURCES)),
        "ref": st.sampled_from((None, *(f"{source}/c{number}" for source in SOURCES for number in range(4)))),
    }
)
_NOTHING = dict.fromkeys(("verdict", "actor", "host", "source", "ref"))


@given(drawn=claims(), given_each=st.lists(_given, min_size=3, max_size=3))
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_the_question_says_of_what_is_asked_what_the_view_says(
    drawn: list[Claim], given_each: list[dict[str, str | None]], engines: dict[str, Connection]
) -> None:
    for engine in engines.values():
        with stored(engine, drawn, list(range(1, len(drawn) + 1))) as connection:
            view = connection.execute(text("SELECT * FROM conflicts")).mappings().all()
            for given_here in (_NOTHING, *given_each):
                found = sorted(map(tuple, connection.execute(question(), given_here)), key=repr)
                assert found == chosen(view, given_here)


# The check, which compares claims on the very same thing and no others, and the view

_NOTES = "UPDATE personnel_counts SET note = 'told elsewhere' WHERE id % 5 = :rest"
_BASIS = """
INSERT INTO count_basis (count_id, aspect, included)
SELECT id, 'afloat', 'no' FROM personnel_counts WHERE id = 2
"""
_FROM_THE_VIEW = """
SELECT NULL AS file, c.seed_line AS line, x.ref AS ref,
    'contradicts ' || x.other_ref || ', and neither has a note or a status that says so' AS what
FROM conflicts AS x
JOIN sources AS s ON s.key = x.source
JOIN personnel_counts AS c ON c.source_id = s.id AND c.key = substr(x.ref, length(x.source) + 2)
JOIN sources AS other_source ON other_source.key = x.other_source
JOIN personnel_counts AS other
    ON other.source_id = other_source.id AND other.key = substr(x.other_ref, length(x.other_source) + 2)
WHERE x.verdict = 'conflict'
    AND c.note IS NULL AND other.note IS NULL
    AND c.status = 'accepted' AND other.status = 'accepted'
    AND NOT EXISTS (SELECT 1 FROM count_basis AS b WHERE b.count_id = c.id OR b.count_id = other.id)
ORDER BY line NULLS LAST, ref, x.other_ref
"""


@given(drawn=claims(), rest=st.integers(0, 4))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_the_check_for_conflicts_without_a_note_finds_those_of_the_view(
    drawn: list[Claim], rest: int, engines: dict[str, Connection]
) -> None:
    check = find_check("conflict-without-note").file
    assert check is not None
    for engine in engines.values():
        with stored(engine, drawn, list(range(1, len(drawn) + 1))) as connection:
            connection.execute(text(_NOTES), {"rest": rest})
            connection.execute(text(_BASIS))
            found = [tuple(row) for row in connection.execute(text(check.sql))]

            assert found == [tuple(row) for row in connection.execute(text(_FROM_THE_VIEW))]
