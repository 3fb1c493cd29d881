"""Where each passage of a source is in a copy: matched, moved, changed, missing, or not to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.verification.alignment import Order, stretches
from sofadb.verification.copytext import CopyText, Run
from sofadb.wording import find_with_other_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sofadb.verification.stored import Passage

_WORDS_OF_A_PARAGRAPH: Final = 8
# Of more runs than this, only those are looked at in which a wording stands as it is stored.
_MOST_RUNS: Final = 500


class Judged(NamedTuple):
    """What was found of a passage: the verdict, where it is, and why; `by_words` where no fingerprint proves it."""

    verdict: str
    run: Run | None = None
    found: str | None = None
    detail: str = ""
    by_words: bool = True


class Comparison:
    """The passages of a source held against a copy."""

    def __init__(self, copy: CopyText, passages: Sequence[Passage]) -> None:
        self.copy, self.passages = copy, passages
        self.prints = copy.find_fingerprints({each.fingerprint for each in passages if each.fingerprint})
        self._paragraphs = {each.number() or 0: each for each in passages if each.locator_type == "paragraph"}
        self.order = Order(
            {
                number: self.prints[each.fingerprint]
                for number, each in self._paragraphs.items()
                if each.fingerprint in self.prints
            }
        )
        self._free: dict[Run, list[Run]] = {}
        self.judged: dict[int, Judged] = {}
        for each in passages:
            self.judged[each.id] = self._judge(each)

    def _judge(self, passage: Passage) -> Judged:
        if passage.locator_type == "paragraph":
            return self._paragraph(passage)
        if passage.fingerprint in self.prints:
            return self._elsewhere(passage, self.prints[passage.fingerprint])
        return self._unrecognised(passage)

    def _paragraph(self, passage: Passage) -> Judged:
        number = passage.number() or 0
        if number not in self.order.runs:
            return self._unmatched_paragraph(passage, number)
        run, now = self.order.runs[number], self.order.number_now(number)
        if now == number:
            return Judged("matched", run, f"paragraph {now}", self._lines(run), by_words=False)
        kept = any(found.number == number for found in self.order.kept)
        why = "others were moved past it; " if kept else ""
        return Judged("moved", run, f"paragraph {now}", f"{why}{self._lines(run)}", by_words=False)

    def _unmatched_paragraph(self, passage: Passage, number: int) -> Judged:
        if not passage.fingerprint and not passage.wordings():
            return Judged("not checked", detail="it has no fingerprint, and no claim with a wording")
        before, after, gap = self.order.gap(number, len(self.copy.pieces))
        free = self._free_in(gap) if gap else []
        best = self._best(passage, free, share=0 if before and after else 2)
        if best is not None:
            return self._by_words(passage, best, f"paragraph {number}")
        if passage.fingerprint and before and after:
            prose = [run for run in free if len(self.copy.text_of(run).split()) >= _WORDS_OF_A_PARAGRAPH]
            if len(prose) == after.number - before.number - 1:
                run = prose[number - before.number - 1]
                neighbours = f"between paragraphs {before.number} and {after.number}"
                return Judged("changed", run, f"paragraph {number}", f"other words stand {neighbours}")
        best = self._best(passage, self._free_in(self.copy.whole()), share=2)
        if best is not None:
            return self._by_words(passage, best, self.name(best), is_moved=True)
        return Judged("missing", detail=self._why_missing())

    def _why_missing(self) -> str:
        if self.copy.is_searched:
            return ""
        return "the copy is very long: a paragraph that is split in it may not be recognised"

    def _free_in(self, within: Run) -> list[Run]:
        if within not in self._free:
            self._free[within] = stretches(self.copy, within, list(self.order.runs.values()))
        return self._free[within]

    def _best(self, passage: Passage, runs: Sequence[Run], *, share: int) -> Run | None:
        """Return the run that holds most of the wordings, if any does; of a `share` of 2, at least half."""
        wordings = passage.wordings()
        if len(runs) > _MOST_RUNS:
            around = Run(runs[0].first, runs[-1].last)
            places = [place[0] for wording in wordings if (place := self.copy.find(wording, around))]
            runs = [run for run in runs if any(run.first <= place.first <= run.last for place in places)]
        held = {run: self._count(wordings, run) for run in runs}
        best = max(runs, key=lambda run: (held[run], -run.first), default=None)
        return best if best is not None and held[best] >= max(1, share and -(-len(wordings) // share)) else None

    def _count(self, wordings: Sequence[str], run: Run) -> int:
        return sum(self._stands(wording, run) for wording in wordings)

    def _stands(self, wording: str, run: Run) -> bool:
        if self.copy.find(wording, run):
            return True
        # Other numbers are looked for in what may be a paragraph.
        is_short = run.last - run.first <= _MOST_RUNS
        return is_short and find_with_other_numbers(self.copy.text_of(run), wording) is not None

    def _by_words(self, passage: Passage, run: Run, found: str, *, is_moved: bool = False) -> Judged:
        """Judge a place by the wordings that stand there."""
        wordings = passage.wordings()
        held = sum(self.copy.find(wording, run) is not None for wording in wordings)
        many = f"{held} of {len(wordings)} wordings" if len(wordings) > 1 else "the wording" if held else "no wording"
        if passage.fingerprint:
            where = ", out of its place" if is_moved else ""
            return Judged("changed", run, found, f"the words are others{where}; {many} as stored; {self._lines(run)}")
        detail = f"no fingerprint: {many} found; {self._lines(run)}"
        if held < len(wordings):
            return Judged("changed", run, found, detail)
        return Judged("moved" if is_moved else "matched", run, found, detail)

    def _elsewhere(self, passage: Passage, runs: Sequence[Run]) -> Judged:
        """Judge a place that is no paragraph: lines and pages are counted, sections have no numbers in a text."""
        number, kind = passage.number(), passage.locator_type
        if kind not in ("line", "page") or number is None or (kind == "page" and self.copy.pages == 1):
            return Judged("matched", runs[0], self.name(runs[0]), self._lines(runs[0]), by_words=False)
        places = [getattr(self.copy.pieces[run.first], kind) for run in runs]
        nearest = min(range(len(runs)), key=lambda place: abs(places[place] - number))
        verdict = "matched" if places[nearest] == number else "moved"
        run = runs[nearest]
        return Judged(verdict, run, f"{kind} {places[nearest]}", self._lines(run), by_words=False)

    def _unrecognised(self, passage: Passage) -> Judged:
        """Judge a place that is no paragraph by the wordings on its line or page."""
        kind, wordings = passage.locator_type, passage.wordings()
        if not wordings:
            why = "its words are not in the copy" if passage.fingerprint else "it has no fingerprint"
            return Judged("not checked", detail=f"{why}, and no claim has a wording")
        run = self._counted(passage)
        if run is None and kind in ("line", "page") and (kind == "line" or self.copy.pages > 1):
            return Judged("missing", detail=f"the copy has no such {kind}")
        if run is None:
            return Judged("not checked", detail=f"where {passage.place()} begins and ends cannot be told from a text")
        if not self._count(wordings, run):
            return Judged("missing", detail=f"no wording stands on that {kind}")
        return self._by_words(passage, run, passage.place())

    def _counted(self, passage: Passage) -> Run | None:
        """Return the pieces of a line or a page of the copy."""
        kind, number = passage.locator_type, passage.number()
        if kind not in ("line", "page") or number is None or (kind == "page" and self.copy.pages == 1):
            return None
        places = [place for place, piece in enumerate(self.copy.pieces) if getattr(piece, kind) == number]
        return Run(places[0], places[-1]) if places else None

    def name(self, run: Run) -> str:
        """Return what a place of the copy is called: the paragraph if that is known, or the block of the file."""
        for number, held in self.order.runs.items():
            if held.first <= run.first <= held.last:
                return f"paragraph {self.order.number_now(number)}"
        for judged in self.judged.values():
            if judged.run and judged.found and judged.run.first <= run.first <= judged.run.last:
                return judged.found
        for before, after in zip(self.order.kept, self.order.kept[1:], strict=False):
            if before.run.last < run.first < after.run.first:
                free = self._free_in(Run(before.run.last + 1, after.run.first - 1))
                if len(free) == after.number - before.number - 1:
                    ahead = sum(each.first <= run.first for each in free)
                    return f"paragraph {before.number + ahead}"
        return f"block {self.copy.pieces[run.first].block} of the file"

    def _lines(self, run: Run) -> str:
        first, last = self.copy.pieces[run.first].line, self.copy.pieces[run.last].line
        return f"line {first}" if first == last else f"lines {first}-{last}"
