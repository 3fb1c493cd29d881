"""Where a figure stands now: the rows of a file move when one before them comes or goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, update

from sofadb.bulk.merge import COUNTS

if TYPE_CHECKING:
    from sofadb.bulk.merge import Merge


def take_places(merge: Merge) -> None:
    """Give each figure that the file has the file and the line where it stands; that is no change of the figure."""
    figure = merge.figures
    moved = or_(
        COUNTS.c.seed_line.is_distinct_from(figure.c.line),
        COUNTS.c.seed_file_id.is_distinct_from(merge.origin.file_id),
    )
    merge.connection.execute(
        update(COUNTS)
        .values(seed_file_id=merge.origin.file_id, seed_line=figure.c.line)
        .where(COUNTS.c.source_id == merge.origin.source_id, COUNTS.c.key == figure.c.key, moved)
    )
