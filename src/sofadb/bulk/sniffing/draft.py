"""The text of a first map: YAML that stands as it is where something was recognised, and TODO where it was not."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final

from sofadb.bulk.sniffing.columns import words_for
from sofadb.bulk.sniffing.numbers import write_numbers, write_rest
from sofadb.bulk.sniffing.roles import MOST_WORDS
from sofadb.bulk.sniffing.traps import shown, traps_of
from sofadb.bulk.sniffing.writing import EDITOR_LINE, commented, listed, quoted, todo_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.bulk.sniffing.roles import Roles

_WHOLE: Final = frozenset(["total", "all", "both", "sum", "both sexes", "grand total"])


def write_draft(roles: Roles) -> str:
    """Return a map to be finished, from what the columns of a table look like."""
    lines = [*_head(roles), *_table(roles), *_traps(roles), *_passage_and_date(roles), *_figure(roles)]
    return "\n".join([*lines, *write_numbers(roles), *write_rest(roles)]) + "\n"


def _head(roles: Roles) -> Iterator[str]:
    rows = roles.sample.rows
    looked = f"All {len(rows):,} rows" if roles.sample.whole else f"The first {len(rows):,} rows"
    yield EDITOR_LINE
    yield f"# A first map of {json.dumps(roles.path.name)}, to be finished: write a word for each TODO."
    yield f"# {looked} were looked at, {len(roles.columns)} columns; the comments are what was seen in them."
    yield "format: 1"
    yield "source:"
    for name, remark in (("key", "name that people type"), ("type", "such as dataset or report")):
        yield f"  {name}: TODO  # {remark}"
    yield "  publication: {key: TODO, name: TODO, kind: TODO}"
    yield "  title: TODO"


def _table(roles: Roles) -> Iterator[str]:
    form = roles.sample.form
    yield "table:"
    yield f"  encoding: {form.encoding}"
    yield f"  delimiter: {quoted(form.delimiter) if form.delimiter != chr(9) else 'tab'}"
    yield from _thousands(roles)
    yield from _no_numbers(roles)


def _thousands(roles: Roles) -> Iterator[str]:
    signs = {column.thousands: column.name for column in roles.numbers if column.thousands}
    for sign, name in list(signs.items())[:1]:
        yield f"  thousands: {quoted(sign)}  # seen in {name!r}"
    for sign, name in list(signs.items())[1:]:
        yield f"  # TODO: {name!r} has {sign!r} between thousands: a map has one sign"


def _no_numbers(roles: Roles) -> Iterator[str]:
    cells = Counter({cell: 0 for column in roles.numbers for cell in column.no_numbers})
    for column in roles.numbers:
        cells.update({cell: column.cells[cell] for cell in column.no_numbers})
    if cells:
        seen = f"{shown(dict(cells.most_common()))} stand where numbers are wanted."
        yield from commented(f"TODO: {seen} Put each in one of these lists; until then its rows are refused.", 2)
    yield "  unknown: []  # the source says that the number is not known"
    yield "  absent: []  # the source says nothing: there is no figure"
    yield "  none: []  # the source says that there are none"
    if roles.actors and (sums := roles.actors[0].sums):
        yield "  # TODO: are these rows sums of others? Then leave them out:"
        yield f"  # skip: [{{column: {quoted(roles.actors[0].name)}, cells: [{listed(sums)}]}}]"


def _traps(roles: Roles) -> Iterator[str]:
    if traps := list(traps_of(roles)):
        yield "# Traps that were seen:"
    for trap in traps:
        yield from commented(f"- {trap}", 0)


def _passage_and_date(roles: Roles) -> Iterator[str]:
    yield "passage:"
    yield "  type: table"
    if roles.passage is None:
        yield "  locator: TODO  # which table, or a column that names the report: {column: …}"
    else:
        yield f"  locator: {{column: {quoted(roles.passage.name)}}}  # TODO: does it name the report?"
    if roles.dates:
        fields = ", ".join(f"{name}: {quoted(column.name)}" for name, column in roles.dates.items())
        doubt = "  # TODO: its cells look like years; are they?"
        is_doubtful = any(column.is_doubtful for column in roles.dates.values())
        yield f"as_of: {{{fields}}}{doubt if is_doubtful else ''}"
    elif not roles.is_dated:
        yield "as_of: TODO  # no column of dates was recognised; a day for all rows, or {year: …, quarter: …}"


def _figure(roles: Roles) -> Iterator[str]:
    yield "figure:"
    yield "  actor: TODO  # whose people they are"
    yield from _host(roles)
    yield "  measure: TODO  # present, authorized, …"
    yield from _words(roles)


def _host(roles: Roles) -> Iterator[str]:
    if not roles.actors:
        yield "  host: TODO  # no column of codes or names of states was recognised"
        return
    host, *others = roles.actors
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
    if unknown := list(host.unresolved)[:MOST_WORDS]:
        yield "    # TODO: the key of an actor for each; else its rows are refused"
        yield "    # words:"
        yield from (f"    #   {quoted(cell)}: TODO" for cell in unknown)


def _words(roles: Roles) -> Iterator[str]:
    """Propose the columns of few words for the category and what else a figure can say."""
    taken = False
    for column in roles.few_words:
        name = words_for(column.cells)
        if name is not None and name != "measure" and not taken:
            taken = True
            yield f"  {name}: {{column: {quoted(column.name)}}}"
            continue
        yield from commented(f"{column.name!r} may say the category, the actor or the function:", 2)
        yield f"  # category: {{column: {quoted(column.name)}, words: {{{todo_for(column.cells)}}}}}"
        wholes = [cell for cell in column.cells if cell.strip().lower() in _WHOLE]
        if wholes and roles.key:
            parts = ", ".join(f"{quoted(cell)}: {quoted(wholes[0])}" for cell in column.cells if cell != wholes[0])
            yield f"  # TODO: is {wholes[0]!r} the whole of the others?"
            yield f"  # part_of: {{column: {quoted(column.name)}, words: {{{parts}}}}}"
