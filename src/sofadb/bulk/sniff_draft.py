"""The text of a first map: YAML that stands as it is where something was recognised, and TODO where it was not."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Final

from sofadb.bulk.sniff_columns import words_for
from sofadb.bulk.sniff_parts import find_wholes
from sofadb.bulk.sniff_traps import (
    beside_zero,
    columns_of_years,
    doubled,
    one_actor_twice,
    shown,
    traps_of_actors,
    traps_of_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sofadb.bulk.sniff_columns import Sniffed
    from sofadb.bulk.sniff_form import Sample

_WIDTH: Final = 110
_MOST_WORDS: Final = 40
_WHOLE: Final = frozenset(["total", "all", "both", "sum", "both sexes", "grand total"])
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
#: Plain words that other readers of YAML take for something else.
_ANSWERS: Final = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_SOURCES: Final = ("source", "report", "table", "reference", "sheet", "document", "citation")


def quoted(text: str) -> str:
    """Write a text as YAML on one line."""
    if _PLAIN.fullmatch(text) and text.lower() not in _ANSWERS:
        return text
    if text.isprintable() and "'" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=not text.isprintable())


class Draft:
    """A map to be finished, from what the columns of a table look like."""

    def __init__(self, path: Path, sample: Sample, columns: Sequence[Sniffed]) -> None:
        self.path, self.sample, self.columns = path, sample, columns
        self.numbers = self._of("number")
        self.dates = self._dates()
        self.wholes = find_wholes(self.numbers, sample.rows) if len(self.numbers) > 1 else []
        self.passage = next(
            (column for column in self._of("words") if any(word in column.name.lower() for word in _SOURCES)), None
        )
        self.doubled = {column.name: self._doubled(column) for column in self._of("actors")}
        # The best host tells the rows of a date apart, and means an actor in most of them.
        self.actors = sorted(
            self._of("actors"), key=lambda column: (self.doubled[column.name], -column.share_resolved())
        )

    def text(self) -> str:
        """Return the map."""
        return "\n".join([*self._head(), *self._traps(), *self._body(), *self._value(), *self._rest()]) + "\n"

    def _of(self, kind: str) -> list[Sniffed]:
        return [column for column in self.columns if column.kind == kind]

    def _dates(self) -> dict[str, Sniffed]:
        """Return what the date is read from: the fields of `as_of`, each with its column."""
        found = {kind: columns[0] for kind in ("year", "quarter", "month") if (columns := self._of(kind))}
        if "year" in found:
            if "quarter" in found:
                found.pop("month", None)
            return found
        return {"column": columns[0]} if (columns := self._of("date")) else {}

    def _head(self) -> Iterator[str]:
        rows, form = self.sample.rows, self.sample.form
        looked = f"All {len(rows):,} rows" if self.sample.whole else f"The first {len(rows):,} rows"
        yield f"# A first map of {json.dumps(self.path.name)}, to be finished: write a word for each TODO."
        yield f"# {looked} were looked at, {len(self.columns)} columns; the comments are what was seen in them."
        yield "format: 1"
        yield "source:"
        for name, remark in (("key", "name that people type"), ("type", "such as dataset or report")):
            yield f"  {name}: TODO  # {remark}"
        yield "  publication: {key: TODO, name: TODO, kind: TODO}"
        yield "  title: TODO"
        yield "table:"
        yield f"  encoding: {form.encoding}"
        yield f"  delimiter: {quoted(form.delimiter) if form.delimiter != chr(9) else 'tab'}"
        yield from self._thousands()
        yield from self._no_numbers()

    def _thousands(self) -> Iterator[str]:
        signs = {column.thousands: column.name for column in self.numbers if column.thousands}
        for sign, name in list(signs.items())[:1]:
            yield f"  thousands: {quoted(sign)}  # seen in {name!r}"
        for sign, name in list(signs.items())[1:]:
            yield f"  # TODO: {name!r} has {sign!r} between thousands: a map has one sign"

    def _no_numbers(self) -> Iterator[str]:
        cells = Counter({cell: 0 for column in self.numbers for cell in column.no_numbers})
        for column in self.numbers:
            cells.update({cell: column.cells[cell] for cell in column.no_numbers})
        if cells:
            listed = f"{shown(dict(cells.most_common()))} stand where numbers are wanted."
            yield from _comment(f"TODO: {listed} Put each in one of these lists; until then its rows are refused.", 2)
        yield "  unknown: []  # the source says that the number is not known"
        yield "  absent: []  # the source says nothing: there is no figure"
        yield "  none: []  # the source says that there are none"

    def _traps(self) -> Iterator[str]:
        traps = [*traps_of_rows(self.sample), *columns_of_years(self.sample.header)]
        for column in self.actors:
            traps += traps_of_actors(column)
        if self.actors:
            others = (one_actor_twice(self.actors[0], other, self.sample.rows) for other in self.actors[1:])
            traps += [trap for trap in others if trap]
        key = " and key" if len(self.numbers) == 1 and self._key() else ""
        traps += [
            f"{number:,} times a host by {name!r} has several rows for one date{key}"
            for name, number in self.doubled.items()
            if number
        ]
        traps += beside_zero(self.numbers)
        traps += [
            f"{', '.join(whole.parts)} are more than {whole.name} in {whole.more:,} rows and less in {whole.less:,} "
            f"(equal in {whole.equal:,})"
            for whole in self.wholes
            if whole.more or whole.less
        ]
        if traps:
            yield "# Traps that were seen:"
        for trap in traps:
            yield from _comment(f"- {trap}", 0)

    def _doubled(self, host: Sniffed) -> int:
        """Count the hosts by a column that have several rows for one date, and of a long table one key."""
        key = self._key() if len(self.numbers) == 1 else []
        places = [column.place for column in (*self.dates.values(), *key)]
        return doubled(host, places, self.sample.rows) if self.dates else 0

    def _body(self) -> Iterator[str]:
        yield "passage:"
        yield "  type: table"
        if self.passage is None:
            yield "  locator: TODO  # which table, or a column that names the report: {column: …}"
        else:
            yield f"  locator: {{column: {quoted(self.passage.name)}}}  # TODO: does it name the report?"
        if self.dates:
            fields = ", ".join(f"{name}: {quoted(column.name)}" for name, column in self.dates.items())
            yield f"as_of: {{{fields}}}"
        else:
            yield "as_of: TODO  # no column of dates was recognised; a day for all rows, or {year: …, quarter: …}"
        yield "figure:"
        yield "  actor: TODO  # whose people they are"
        yield from self._host()
        yield "  measure: TODO  # present, authorized, …"
        yield from self._words()

    def _host(self) -> Iterator[str]:
        if not self.actors:
            yield "  host: TODO  # no column of codes or names of states was recognised"
            return
        host, *others = self.actors
        for other in others:
            share = f"{other.share_resolved():.1%}"
            yield f"  # {other.name!r} would do as well: {other.scheme}, {share} of the rows mean an actor"
        yield "  host:"
        yield f"    column: {quoted(host.name)}"
        others_fit = "".join(f", {number} by {way}" for way, number in host.schemes.items() if way != host.scheme)
        known = f"{len(host.actors):,} of {len(host.cells):,} cells mean an actor, whatever the day{others_fit}"
        yield f"    scheme: {host.scheme}  # {known}"
        if host.floats:
            yield "    number: yes"
        if unknown := list(host.unresolved)[:_MOST_WORDS]:
            yield "    # TODO: the key of an actor for each; else its rows are refused"
            yield "    # words:"
            yield from (f"    #   {_key(cell)}: TODO" for cell in unknown)

    def _words(self) -> Iterator[str]:
        """Propose the columns of few words for the category and what else a figure can say."""
        taken = False
        for column in self._few_words():
            name = words_for(column.cells)
            if name is not None and name != "measure" and not taken:
                taken = True
                yield f"  {name}: {{column: {quoted(column.name)}}}"
                continue
            yield from _comment(f"{column.name!r} may say the category, the actor or the function:", 2)
            yield f"  # category: {{column: {quoted(column.name)}, words: {{{_words(column.cells)}}}}}"
            wholes = [cell for cell in column.cells if cell.strip().lower() in _WHOLE]
            if wholes and len(self.numbers) == 1:
                parts = ", ".join(f"{_key(cell)}: {quoted(wholes[0])}" for cell in column.cells if cell != wholes[0])
                yield f"  # TODO: is {wholes[0]!r} the whole of the others?"
                yield f"  # part_of: {{column: {quoted(column.name)}, words: {{{parts}}}}}"

    def _few_words(self) -> list[Sniffed]:
        columns = [column for column in self._of("words") if column is not self.passage]
        return [column for column in columns if 1 < len(column.cells) <= _MOST_WORDS]

    def _key(self) -> list[Sniffed]:
        """Return the columns that tell rows of one host and date apart: of few words, and not the same in all."""
        return self._few_words()

    def _value(self) -> Iterator[str]:
        if not self.numbers:
            yield "value: TODO  # no column of numbers was recognised"
        elif len(self.numbers) == 1:
            yield "# The long form: one figure a row."
            yield f"value: {quoted(self.numbers[0].name)}"
            if key := ", ".join(quoted(column.name) for column in self._key()):
                yield f"key: [{key}]  # TODO: which of them tell the figures of one host and date apart?"
        else:
            yield "# The wide form: one figure a column. TODO: what each column counts, and which are no counts."
            yield "columns:"
            of_whole = {part: whole for whole in self.wholes for part in whole.parts}
            for column in self.numbers:
                whole = of_whole.get(column.name)
                if whole is None:
                    yield f"  {quoted(column.name)}: {{}}"
                else:
                    rows = whole.equal + whole.less + whole.more
                    yield (
                        f"  {quoted(column.name)}: {{part_of: {quoted(whole.name)}}}"
                        f"  # TODO: they add up in {whole.equal:,} of {rows:,} rows"
                    )

    def _rest(self) -> Iterator[str]:
        """Name the columns that nothing was made of."""
        said = [*self.dates.values(), *self.actors, *self.numbers, *self._few_words()]
        said += [self.passage] if self.passage is not None else []
        rest = [column for column in self.columns if not any(column is other for other in said)]
        if rest:
            yield "# Not recognised, and not read:"
        for column in rest:
            cells = dict(column.cells.most_common())
            what = "no cell says anything" if column.kind == "empty" else f"such as {shown(cells)}"
            yield from _comment(f"- {column.name!r} ({column.kind}): {what}", 0)


def _key(cell: str) -> str:
    return quoted(cell)


def _words(cells: Iterable[str]) -> str:
    return ", ".join(f"{_key(cell)}: TODO" for cell in cells)


def _comment(text: str, indent: int) -> list[str]:
    begin = " " * indent + "# "
    # Longer words stay whole: a cell that is cut is no longer the cell.
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=begin,
        subsequent_indent=f"{begin}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
