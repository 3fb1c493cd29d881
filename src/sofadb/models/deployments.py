"""Who went, and how many: deployments, counts of personnel and of assets, and what a count includes."""

from __future__ import annotations

import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from sofadb import vocabulary
from sofadb.models.base import STRICT, Base
from sofadb.models.mixins import Cited, Claim, Quantified, Seeded, key_within_source
from sofadb.models.rules import claim, dated, key_shape, not_blank, not_itself, one_of, quantified


def _index_where_known(column: str) -> Index:
    """Index a column for the rows in which it says something."""
    known = text(f"{column} IS NOT NULL")
    return Index(None, column, sqlite_where=known, postgresql_where=known)


class Deployment(Cited, Base):
    """People of one actor who are, or are to be, in another's country for a purpose."""

    __tablename__ = "deployments"
    __table_args__ = (
        UniqueConstraint("key"),
        key_shape(),
        not_blank("title"),
        one_of("mission", vocabulary.MISSIONS),
        one_of("legal_status", vocabulary.JURISDICTIONS),
        *dated("started"),
        *dated("ended"),
        *claim(),
        STRICT,
    )

    key: Mapped[str] = mapped_column(doc="Name that people type")
    title: Mapped[str] = mapped_column(doc="What it is, in our words")
    sender_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), index=True, doc="Whose people they are")
    host_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), index=True, doc="Where they are")
    place: Mapped[str | None] = mapped_column(doc="Place in the host state, as the source names it")
    mission: Mapped[str] = mapped_column(doc="What they are there to do")
    legal_status: Mapped[str | None] = mapped_column(doc="Their protection from the host's courts")
    started: Mapped[str | None]
    started_earliest: Mapped[datetime.date | None]
    started_latest: Mapped[datetime.date | None]
    started_text: Mapped[str | None]
    ended: Mapped[str | None]
    ended_earliest: Mapped[datetime.date | None]
    ended_latest: Mapped[datetime.date | None]
    ended_text: Mapped[str | None]
    negotiation_id: Mapped[int | None] = mapped_column(
        ForeignKey("negotiations.id"), index=True, doc="The negotiation about it"
    )
    status: Mapped[str] = mapped_column(sort_order=24, doc="How far the claim is relied on")


class PersonnelCount(Claim, Quantified, Base):
    """How many people, with the hedge of the source. Unit: persons."""

    __tablename__ = "personnel_counts"
    __table_args__ = (
        *key_within_source(),
        key_shape(swift=True),
        one_of("measure", vocabulary.MEASURES, swift=True),
        one_of("category", vocabulary.CATEGORIES, swift=True),
        one_of("function", vocabulary.FUNCTIONS, swift=True),
        *dated("as_of", swift=True),
        not_itself("part_of_id"),
        *claim(swift=True),
        *quantified(swift=True),
        # Few of many counts belong to a deployment or are a part: the others need not be in these indexes.
        _index_where_known("deployment_id"),
        _index_where_known("part_of_id"),
        # Leads from one series to the next, and to the last day of each, without reading what lies between.
        Index("ix_personnel_counts_series", "actor_id", "host_id", "measure", "category", "as_of_latest"),
        STRICT,
    )

    deployment_id: Mapped[int | None] = mapped_column(
        ForeignKey("deployments.id"), doc="The deployment they belong to"
    )
    actor_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), doc="Whose people they are")
    host_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), index=True, doc="The state where they are")
    place: Mapped[str | None] = mapped_column(doc="Place in the host state, as the source names it")
    measure: Mapped[str] = mapped_column(doc="What is counted: plans, ceilings, presence, movement")
    category: Mapped[str] = mapped_column(doc="Legal status of the people")
    function: Mapped[str] = mapped_column(doc="The work they do")
    as_of: Mapped[str | None]
    as_of_earliest: Mapped[datetime.date | None]
    as_of_latest: Mapped[datetime.date | None]
    as_of_text: Mapped[str | None]
    part_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("personnel_counts.id"), doc="The count that this one is a part of"
    )


class CountBasis(Seeded, Base):
    """What a count includes or leaves out: why two true figures differ."""

    __tablename__ = "count_basis"
    __table_args__ = (
        UniqueConstraint("count_id", "aspect"),
        one_of("aspect", vocabulary.BASIS_ASPECTS),
        one_of("included", vocabulary.YES_NO),
        STRICT,
    )

    count_id: Mapped[int] = mapped_column(ForeignKey("personnel_counts.id"), doc="The count")
    aspect: Mapped[str] = mapped_column(doc="Which people")
    included: Mapped[str] = mapped_column(doc="Whether they are counted in")


class AssetCount(Claim, Quantified, Base):
    """How many aircraft, buildings, vehicles or ships, with the hedge of the source. Unit: pieces."""

    __tablename__ = "asset_counts"
    __table_args__ = (
        *key_within_source(),
        key_shape(),
        one_of("kind", vocabulary.ASSET_KINDS),
        one_of("measure", vocabulary.MEASURES),
        one_of("function", vocabulary.FUNCTIONS),
        *dated("as_of"),
        not_itself("part_of_id"),
        *claim(),
        *quantified(),
        STRICT,
    )

    deployment_id: Mapped[int | None] = mapped_column(
        ForeignKey("deployments.id"), index=True, doc="The deployment they belong to"
    )
    actor_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), index=True, doc="Whose they are")
    host_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), index=True, doc="The state where they are")
    place: Mapped[str | None] = mapped_column(doc="Place in the host state, as the source names it")
    kind: Mapped[str] = mapped_column(doc="What is counted")
    measure: Mapped[str] = mapped_column(doc="Plans, ceilings, presence, movement")
    function: Mapped[str] = mapped_column(doc="What they are for")
    as_of: Mapped[str | None]
    as_of_earliest: Mapped[datetime.date | None]
    as_of_latest: Mapped[datetime.date | None]
    as_of_text: Mapped[str | None]
    part_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("asset_counts.id"), index=True, doc="The count that this one is a part of"
    )
