"""The verdict on every passage and claim of a source, as rows and in a few words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from sofadb.result import Result
from sofadb.verification.claims import check_claim
from sofadb.verification.passages import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.result import Row
    from sofadb.verification.copytext import CopyText
    from sofadb.verification.stored import Passage

_COLUMNS: Final = ("ref", "kind", "locator", "verdict", "found", "detail")
#: The verdicts in the order in which they are counted, and those that mean a difference.
VERDICTS: Final = ("matched", "moved", "changed", "missing", "not checked")
_MOST_RANGES: Final = 8
DIFFERENT: Final = frozenset(("moved", "changed", "missing"))


class Report:
    """What a copy shows of a source."""

    def __init__(self, source: str, copy: CopyText, passages: Sequence[Passage]) -> None:
        self.source = source
        self.comparison = Comparison(copy, passages)
        self.rows = list(self._rows())
        self._counts = {
            what: Counter(str(row[3]) for row in self.rows if (row[1] == "passage") == (what == "passage"))
            for what in ("passage", "claim")
        }

    def result(self) -> Result:
        """Return a row for each passage, and below it one for each claim that cites it."""
        return Result(_COLUMNS, self.rows)

    def _rows(self) -> Iterator[Row]:
        for passage in self.comparison.passages:
            judged = self.comparison.judged[passage.id]
            place = passage.place()
            yield self.source, "passage", place, judged.verdict, judged.found, judged.detail or None
            for claim in passage.claims:
                checked = check_claim(self.comparison, claim, judged)
                yield claim.ref, claim.kind, place, checked.verdict, checked.found, checked.detail or None

    def differs(self) -> bool:
        """Tell whether anything is not as it is stored."""
        return any(row[3] in DIFFERENT for row in self.rows)

    def is_another(self) -> bool:
        """Tell whether no passage was recognised, and hardly any wording found."""
        claims = [row for row in self.rows if row[1] != "passage" and row[3] != "not checked"]
        found = sum(row[4] is not None for row in claims)
        return self.differs() and not self.comparison.prints and 2 * found < len(claims or [None])

    def summary(self) -> str:
        """Return how many passages and claims have each verdict."""
        return "; ".join(_counted(what, counts) for what, counts in self._counts.items() if counts)

    def mapping(self) -> str:
        """Say which block of the file each recognised paragraph is; empty where there is none."""
        pieces = self.comparison.copy.pieces
        pairs = sorted((number, pieces[run.first].block) for number, run in self.comparison.order.runs.items())
        ranges = list(_ranges(pairs))
        if len(ranges) <= _MOST_RANGES:
            return ", ".join(_mapped(*each) for each in ranges)
        blocks = [block for _, block in pairs]
        where = f"blocks {min(blocks)}-{max(blocks)}" if min(blocks) < max(blocks) else f"block {blocks[0]}"
        return f"paragraphs {pairs[0][0]}-{pairs[-1][0]} are in {where}"


def _counted(what: str, counts: Counter[str]) -> str:
    total = sum(counts.values())
    listed = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict])
    return f"{total} {what}{'s' * (total != 1)}: {listed}"


def _ranges(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Join neighbours whose blocks are neighbours too: first number, last number, first block."""
    first: tuple[int, int] | None = None
    for place, (number, block) in enumerate(pairs):
        first = first or (number, block)
        if place + 1 == len(pairs) or pairs[place + 1] != (number + 1, block + 1):
            yield first[0], number, first[1]
            first = None


def _mapped(first: int, last: int, block: int) -> str:
    if first == last:
        return f"paragraph {first} is block {block}"
    return f"paragraphs {first}-{last} are blocks {block}-{block + last - first}"
