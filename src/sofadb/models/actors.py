"""Who: actors, their names and codes, and the offices that persons hold."""

from __future__ import annotations

import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from sofadb import vocabulary
from sofadb.models.base import STRICT, Base
from sofadb.models.mixins import Claim, Seeded, key_within_source
from sofadb.models.rules import claim, dated, day_shape, in_order, key_shape, not_blank, not_itself, one_of


def _unique_where(name: str, *columns: str, condition: str) -> Index:
    """Make columns unique among the rows for which a condition holds."""
    where = text(condition)
    return Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


class Actor(Seeded, Base):
    """A state, a part of one, a group, a person, or a place that is no state."""

    __tablename__ = "actors"
    __table_args__ = (
        UniqueConstraint("key"),
        key_shape(),
        not_blank("name"),
        one_of("kind", vocabulary.ACTOR_KINDS),
        not_itself("part_of_id"),
        day_shape("valid_from"),
        day_shape("valid_to"),
        in_order("valid_from", "valid_to", "valid_in_order"),
        STRICT,
    )

    key: Mapped[str] = mapped_column(doc="Name that people type; a state's is its ISO 3166 alpha-3 code")
    name: Mapped[str] = mapped_column(doc="Name that is shown")
    kind: Mapped[str] = mapped_column(doc="What it is")
    part_of_id: Mapped[int | None] = mapped_column(ForeignKey("actors.id"), index=True, doc="The actor it is part of")
    valid_from: Mapped[datetime.date | None] = mapped_column(doc="First day it existed; empty: no limit")
    valid_to: Mapped[datetime.date | None] = mapped_column(doc="Last day it existed; empty: no limit")


class ActorName(Seeded, Base):
    """A name of an actor; two actors cannot share one unless it is weak."""

    __tablename__ = "actor_names"
    __table_args__ = (
        UniqueConstraint("actor_id", "folded"),
        _unique_where("uq_actor_names_strong", "folded", condition="type <> 'weak'"),
        _unique_where("uq_actor_names_primary", "actor_id", condition="type = 'primary'"),
        one_of("type", vocabulary.NAME_TYPES),
        not_blank("name"),
        STRICT,
    )

    actor_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), doc="Whose name it is")
    name: Mapped[str] = mapped_column(doc="The name")
    folded: Mapped[str] = mapped_column(doc="The name as it is looked up: letters and digits, case-folded")
    lang: Mapped[str | None] = mapped_column(doc="Language (BCP 47)")
    type: Mapped[str] = mapped_column(doc="What sort of name; a weak one never resolves by itself")


class ActorCode(Seeded, Base):
    """A code of an actor in a scheme; a code means one actor on any day."""

    __tablename__ = "actor_codes"
    __table_args__ = (
        UniqueConstraint("scheme", "code", "valid_from"),
        _unique_where("uq_actor_codes_open_start", "scheme", "code", condition="valid_from IS NULL"),
        _unique_where("uq_actor_codes_open_end", "scheme", "code", condition="valid_to IS NULL"),
        one_of("scheme", vocabulary.CODE_SCHEMES),
        not_blank("code"),
        day_shape("valid_from"),
        day_shape("valid_to"),
        in_order("valid_from", "valid_to", "valid_in_order"),
        STRICT,
    )

    actor_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), index=True, doc="Whose code it is")
    scheme: Mapped[str] = mapped_column(doc="The list the code is taken from")
    code: Mapped[str] = mapped_column(doc="The code")
    valid_from: Mapped[datetime.date | None] = mapped_column(doc="First day it was valid; empty: no limit")
    valid_to: Mapped[datetime.date | None] = mapped_column(doc="Last day it was valid; empty: no limit")


class Office(Claim, Base):
    """A person's office in an organisation."""

    __tablename__ = "offices"
    __table_args__ = (
        *key_within_source(),
        key_shape(),
        not_blank("title"),
        *dated("started"),
        *dated("ended"),
        *claim(),
        STRICT,
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), index=True, doc="Who holds it")
    organisation_id: Mapped[int] = mapped_column(ForeignKey("actors.id"), index=True, doc="Where it is held")
    title: Mapped[str] = mapped_column(doc="Title as printed")
    started: Mapped[str | None]
    started_earliest: Mapped[datetime.date | None]
    started_latest: Mapped[datetime.date | None]
    started_text: Mapped[str | None]
    ended: Mapped[str | None]
    ended_earliest: Mapped[datetime.date | None]
    ended_latest: Mapped[datetime.date | None]
    ended_text: Mapped[str | None]
