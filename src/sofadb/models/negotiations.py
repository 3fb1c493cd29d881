"""What was negotiated: talks, parties, positions, events, agreements and their provisions."""

from __future__ import annotations

import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sofadb import vocabulary
from sofadb.models.base import STRICT, Base
from sofadb.models.mixins import Cited, Claim, Seeded, key_within_source
from sofadb.models.rules import claim, dated, key_shape, not_blank, not_itself, one_of


class Negotiation(Cited, Base):
    """Talks between states about the legal status of forces; cites the passage that says how they stand."""

    __tablename__ = "negotiations"
    __table_args__ = (
        UniqueConstraint("key"),
        key_shape(),
        not_blank("title"),
        one_of("status", vocabulary.NEGOTIATION_STATUSES),
        *dated("opened"),
        *dated("closed"),
        not_itself("follows_id"),
        *claim(status="claim_status"),
        STRICT,
    )

    key: Mapped[str] = mapped_column(doc="Name that people type")
    title: Mapped[str] = mapped_column(doc="What the talks are about, in our words")
    status: Mapped[str] = mapped_column(doc="How the talks stand, by the passage cited")
    opened: Mapped[str | None]
    opened_earliest: Mapped[datetime.date | None]
    opened_latest: Mapped[datetime.date | None]
    opened_text: Mapped[str | None]
    closed: Mapped[str | None]
    closed_earliest: Mapped[datetime.date | None]
    closed_latest: Mapped[datetime.date | None]
    closed_text: Mapped[str | None]
    follows_id: Mapped[int | None] = mapped_column(
        ForeignKey("negotiations.id"), doc="The earlier negotiation that this one takes up again"
    )
    summary: Mapped[str | None] = mapped_column(doc="In our own words")
    claim_status: Mapped[str] = mapped_column(
        sort_order=24, doc="How far the claim is relied on; `status` is the talks' own"
    )


class NegotiationParty(Seeded, Base):
    """An actor's part in a negotiation."""

    __tablename__ = "negotiation_parties"
    __table_args__ = (
        UniqueConstraint("negotiation_id", "actor_id", "role"),
        one_of("role", vocabulary.PARTY_ROLES),
        STRICT,
    )

    negotiation_id: Mapped[int] = mapped_column(ForeignKey("negotiations.id"), doc="The negotiation")
    actor_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), index=True, doc="The party")
    role: Mapped[str] = mapped_column(doc="As what it takes part")


class Position(Claim, Base):
    """What an actor asks, offers, demands or refuses on one issue."""

    __tablename__ = "positions"
    __table_args__ = (
        *key_within_source(),
        key_shape(),
        one_of("act", vocabulary.ACTS),
        one_of("issue", vocabulary.ISSUES),
        one_of("jurisdiction", vocabulary.JURISDICTIONS),
        not_blank("summary"),
        *dated("stated"),
        *dated("target_date"),
        not_itself("responds_to_id"),
        *claim(),
        STRICT,
    )

    negotiation_id: Mapped[int] = mapped_column(
        ForeignKey("negotiations.id"), index=True, doc="The negotiation it belongs to"
    )
    holder_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), index=True, doc="Whose position it is")
    addressee_id: Mapped[int | None] = mapped_column(ForeignKey("actors.id"), doc="To whom it is put")
    act: Mapped[str] = mapped_column(doc="What the holder does")
    issue: Mapped[str] = mapped_column(doc="On what")
    jurisdiction: Mapped[str | None] = mapped_column(doc="The status that is asked for, offered or refused")
    summary: Mapped[str] = mapped_column(doc="In our own words")
    stated: Mapped[str | None]
    stated_earliest: Mapped[datetime.date | None]
    stated_latest: Mapped[datetime.date | None]
    stated_text: Mapped[str | None]
    target_date: Mapped[str | None]
    target_date_earliest: Mapped[datetime.date | None]
    target_date_latest: Mapped[datetime.date | None]
    target_date_text: Mapped[str | None]
    responds_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("positions.id"), index=True, doc="The position that it answers"
    )


class PositionCondition(Seeded, Base):
    """A condition on which a position depends."""

    __tablename__ = "position_conditions"
    __table_args__ = (
        UniqueConstraint("position_id", "kind", "text"),
        one_of("kind", vocabulary.CONDITION_KINDS),
        not_blank("text"),
        STRICT,
    )

    position_id: Mapped[int] = mapped_column(ForeignKey("positions.id"), doc="The position")
    kind: Mapped[str] = mapped_column(doc="How it depends")
    text: Mapped[str] = mapped_column(doc="On what, in our own words")


class Event(Claim, Base):
    """Something that happened, or is due, in or around a negotiation."""

    __tablename__ = "events"
    __table_args__ = (
        *key_within_source(),
        key_shape(),
        one_of("kind", vocabulary.EVENT_KINDS),
        not_blank("summary"),
        *dated("occurred"),
        *claim(),
        STRICT,
    )

    negotiation_id: Mapped[int | None] = mapped_column(
        ForeignKey("negotiations.id"), index=True, doc="The negotiation it bears on"
    )
    kind: Mapped[str] = mapped_column(doc="What sort of event")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actors.id"), index=True, doc="Whose doing it is")
    occurred: Mapped[str | None]
    occurred_earliest: Mapped[datetime.date | None]
    occurred_latest: Mapped[datetime.date | None]
    occurred_text: Mapped[str | None]
    summary: Mapped[str] = mapped_column(doc="In our own words")


class Agreement(Cited, Base):
    """An agreement on the status of forces."""

    __tablename__ = "agreements"
    __table_args__ = (
        UniqueConstraint("key"),
        key_shape(),
        not_blank("title"),
        one_of("kind", vocabulary.AGREEMENT_KINDS),
        *dated("signed"),
        *dated("in_force"),
        *dated("ends"),
        *claim(),
        STRICT,
    )

    key: Mapped[str] = mapped_column(doc="Name that people type")
    negotiation_id: Mapped[int | None] = mapped_column(
        ForeignKey("negotiations.id"), index=True, doc="The negotiation that led to it"
    )
    title: Mapped[str] = mapped_column(doc="Title")
    kind: Mapped[str] = mapped_column(doc="What sort of instrument")
    signed: Mapped[str | None]
    signed_earliest: Mapped[datetime.date | None]
    signed_latest: Mapped[datetime.date | None]
    signed_text: Mapped[str | None]
    in_force: Mapped[str | None]
    in_force_earliest: Mapped[datetime.date | None]
    in_force_latest: Mapped[datetime.date | None]
    in_force_text: Mapped[str | None]
    ends: Mapped[str | None]
    ends_earliest: Mapped[datetime.date | None]
    ends_latest: Mapped[datetime.date | None]
    ends_text: Mapped[str | None]
    status: Mapped[str] = mapped_column(sort_order=24, doc="How far the claim is relied on")


class Provision(Claim, Base):
    """What an agreement provides on one issue, in the words that positions use."""

    __tablename__ = "provisions"
    __table_args__ = (
        *key_within_source(),
        key_shape(),
        one_of("issue", vocabulary.ISSUES),
        one_of("jurisdiction", vocabulary.JURISDICTIONS),
        one_of("category", vocabulary.CATEGORIES),
        not_blank("summary"),
        *claim(),
        STRICT,
    )

    agreement_id: Mapped[int] = mapped_column(
        ForeignKey("agreements.id"), index=True, doc="The agreement it stands in"
    )
    issue: Mapped[str] = mapped_column(doc="On what")
    jurisdiction: Mapped[str | None] = mapped_column(doc="The status that was agreed")
    category: Mapped[str | None] = mapped_column(doc="The legal status of the people it applies to")
    summary: Mapped[str] = mapped_column(doc="In our own words")
