"""Keeps the text of passages in the reader's own database, or takes it out: one transaction each."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from sofadb.database.engine import writing_engine
from sofadb.errors import SofadbError
from sofadb.models import Passage as StoredPassage
from sofadb.models import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from sofadb.database.target import Target
    from sofadb.verification.passages import Comparison
    from sofadb.verification.stored import Passage

#: What a question reads in one piece; no paragraph is so long.
MOST_BYTES: Final = 100_000


class Kept(NamedTuple):
    """Which passages have a text of a copy, and which do not, each by its place in the source."""

    matched: dict[Passage, str]
    unverified: dict[Passage, str]
    left_out: list[Passage]
    too_long: list[Passage]


def texts_of(comparison: Comparison) -> Kept:
    """Return the text of each passage in a copy: of those that a fingerprint proves, and of the others."""
    kept = Kept({}, {}, [], [])
    for passage in comparison.passages:
        judged = comparison.judged[passage.id]
        if judged.run is None:
            kept.left_out.append(passage)
            continue
        text = comparison.copy.text_of(judged.run)
        if len(text.encode()) > MOST_BYTES:
            kept.too_long.append(passage)
        else:
            (kept.unverified if judged.by_words else kept.matched)[passage] = text
    return kept


def attach(target: Target, texts: dict[Passage, str]) -> None:
    """Store the texts of passages: all of them, or none."""
    with _writing(target) as connection:
        for passage, text in texts.items():
            table = StoredPassage.__table__
            found = (table.c.id == passage.id) & table.c.fingerprint.is_not_distinct_from(passage.fingerprint)
            if connection.execute(update(StoredPassage).where(found).values(text=text)).rowcount != 1:
                raise SofadbError("the source was changed by another in the meantime", "attach the copy again")


def detach(target: Target, source: str) -> int:
    """Take the texts of a source out of the database and return how many there were."""
    of_source = select(Source.id).where(Source.key == source).scalar_subquery()
    held = (StoredPassage.source_id == of_source) & StoredPassage.text.is_not(None)
    with _writing(target) as connection:
        return connection.execute(update(StoredPassage).where(held).values(text=None)).rowcount


@contextmanager
def _writing(target: Target) -> Iterator[Connection]:
    engine = writing_engine(target)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                # What is taken out is overwritten in the file, too.
                connection.exec_driver_sql("PRAGMA secure_delete = ON")
            yield connection
    except DBAPIError as error:
        raise SofadbError(f"cannot write to {target}: {error.orig}", "nothing was changed") from error
    finally:
        engine.dispose()
