"""The columns that carry the discipline: where a row was written, who says it, how sure the number is."""

from __future__ import annotations

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sofadb.models.base import NUMBER


class Seeded:
    """Columns that lead back to the line of the file a row was written in."""

    seed_file_id: Mapped[int | None] = mapped_column(
        ForeignKey("seed_files.id"), index=True, sort_order=40, doc="The seed file that holds the row"
    )
    seed_line: Mapped[int | None] = mapped_column(sort_order=41, doc="Line of that file, counted from 1")


class Cited(Seeded):
    """Columns that say where a fact stands and who says it."""

    passage_id: Mapped[int] = mapped_column(
        ForeignKey("passages.id"), index=True, sort_order=21, doc="The passage that says it; never empty"
    )
    wording: Mapped[str | None] = mapped_column(sort_order=22, doc="The few words as printed, at most eight")
    attributed_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("actors.id"), sort_order=23, doc="Who said it, when that is not the author of the source"
    )
    status_note: Mapped[str | None] = mapped_column(sort_order=25, doc="Why the claim is not simply accepted")
    note: Mapped[str | None] = mapped_column(sort_order=26, doc="Note of the curator")


class Claim(Cited):
    """Columns of a cited row whose key is unique within its source."""

    source_id: Mapped[int] = mapped_column(sort_order=-2, doc="The source of the passage")
    key: Mapped[str] = mapped_column(
        sort_order=-1, doc="Key within the source; the ref is the source's key, '/', and this"
    )
    status: Mapped[str] = mapped_column(sort_order=24, doc="How far the claim is relied on")


class Quantified:
    """Columns of a number with its hedge."""

    quantifier: Mapped[str] = mapped_column(sort_order=10, doc="How the number is hedged")
    value_kind: Mapped[str] = mapped_column(sort_order=11, doc="A value, stated as unknown, or stated as none")
    low: Mapped[int | None] = mapped_column(NUMBER, sort_order=12, doc="Lower bound; empty where none is claimed")
    best: Mapped[int | None] = mapped_column(
        NUMBER, sort_order=13, doc="The number itself; empty where only a bound is claimed"
    )
    high: Mapped[int | None] = mapped_column(NUMBER, sort_order=14, doc="Upper bound; empty where none is claimed")


def key_within_source() -> tuple[UniqueConstraint, ForeignKeyConstraint]:
    """Make a claim's key unique in its source, and its source the one of its passage."""
    return (
        UniqueConstraint("source_id", "key"),
        ForeignKeyConstraint(["passage_id", "source_id"], ["passages.id", "passages.source_id"]),
    )
