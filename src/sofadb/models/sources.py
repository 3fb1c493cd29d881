"""Where facts come from: publications, sources, passages, and the seed files that were loaded."""

from __future__ import annotations

import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sofadb import vocabulary
from sofadb.models.base import STRICT, Base
from sofadb.models.mixins import Seeded
from sofadb.models.rules import dated, day_shape, fingerprint_shape, key_shape, not_blank, one_of


class LoadLog(Base):
    """One row for each load of a new or changed file, written in the same transaction."""

    __tablename__ = "load_log"
    __table_args__ = (STRICT,)

    loaded_at: Mapped[str] = mapped_column(doc="When, in UTC (ISO 8601)")
    tool_version: Mapped[str] = mapped_column(doc="Version of sofadb that loaded")
    files: Mapped[int] = mapped_column(doc="Seed files given")
    added: Mapped[int] = mapped_column(doc="Rows added")
    changed: Mapped[int] = mapped_column(doc="Rows changed")
    removed: Mapped[int] = mapped_column(doc="Rows removed")


class SeedFile(Base):
    """A seed file as it was loaded last; its digest makes an unchanged file quick to recognise."""

    __tablename__ = "seed_files"
    __table_args__ = (UniqueConstraint("path"), not_blank("path"), STRICT)

    path: Mapped[str] = mapped_column(doc="Where it lies; built-in files as data/seed/NAME")
    digest: Mapped[str] = mapped_column(doc="SHA-256 of its bytes")
    load_id: Mapped[int] = mapped_column(ForeignKey("load_log.id"), doc="The load that read it last")


class Publication(Seeded, Base):
    """A newspaper, weblog, agency or other place where sources appear."""

    __tablename__ = "publications"
    __table_args__ = (
        UniqueConstraint("key"),
        key_shape(),
        not_blank("name"),
        one_of("kind", vocabulary.PUBLICATION_KINDS),
        STRICT,
    )

    key: Mapped[str] = mapped_column(doc="Name that people type")
    name: Mapped[str] = mapped_column(doc="Name as it calls itself")
    kind: Mapped[str] = mapped_column(doc="What it is")


class Source(Seeded, Base):
    """An article, report, table or treaty; types are the words of CSL."""

    __tablename__ = "sources"
    __table_args__ = (
        UniqueConstraint("key"),
        key_shape(),
        not_blank("title"),
        one_of("type", vocabulary.SOURCE_TYPES),
        *dated("published"),
        day_shape("archived_at"),
        STRICT,
    )

    key: Mapped[str] = mapped_column(doc="Name that people type")
    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"), index=True, doc="Where it appeared")
    type: Mapped[str] = mapped_column(doc="What it is, in CSL words")
    title: Mapped[str] = mapped_column(doc="Title as printed")
    authors: Mapped[str | None] = mapped_column(doc="Authors as printed, joined by '; '")
    published: Mapped[str | None]
    published_earliest: Mapped[datetime.date | None]
    published_latest: Mapped[datetime.date | None]
    published_text: Mapped[str | None]
    url: Mapped[str | None] = mapped_column(doc="Where it can be read")
    archive_url: Mapped[str | None] = mapped_column(doc="Where an archived copy can be read")
    archived_at: Mapped[datetime.date | None] = mapped_column(doc="Day of the archived copy")
    lang: Mapped[str | None] = mapped_column(doc="Language (BCP 47)")
    doi: Mapped[str | None] = mapped_column(doc="Digital object identifier")
    licence: Mapped[str | None] = mapped_column(doc="Licence of the source, where it has one")
    note: Mapped[str | None] = mapped_column(doc="Note of the curator")


class Passage(Seeded, Base):
    """A place in a source; the text itself is empty as shipped, for articles belong to their authors."""

    __tablename__ = "passages"
    __table_args__ = (
        UniqueConstraint("source_id", "locator_type", "locator"),
        UniqueConstraint("id", "source_id"),
        one_of("locator_type", vocabulary.LOCATOR_TYPES),
        not_blank("locator"),
        fingerprint_shape(),
        STRICT,
    )

    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), doc="The source it stands in")
    locator_type: Mapped[str] = mapped_column(doc="Kind of place")
    locator: Mapped[str] = mapped_column(doc="Which one: 8 in 'paragraph 8'")
    fingerprint: Mapped[str | None] = mapped_column(
        doc="SHA-256 over its words: NFKC, case-folded, letters and digits only"
    )
    text: Mapped[str | None] = mapped_column(doc="The reader's own copy; empty as shipped")
