"""The columns of numbers in a first map: one figure a row, or one a column, of one date or each of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sofadb.bulk.sniffing.traps import shown
from sofadb.bulk.sniffing.writing import commented, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.bulk.sniffing.roles import Roles


def write_numbers(roles: Roles) -> Iterator[str]:
    """Write the columns of numbers, and what tells their figures apart."""
    if not roles.numbers:
        yield "value: TODO  # no column of numbers was recognised"
    elif roles.is_dated:
        yield from _dated(roles)
        yield from _key(roles)
    elif roles.is_wide:
        yield from _wide(roles)
    else:
        yield "# The long form: one figure a row."
        yield f"value: {quoted(roles.numbers[0].name)}"
        yield from _key(roles)


def _key(roles: Roles) -> Iterator[str]:
    if key := listed(column.name for column in roles.key):
        yield f"key: [{key}]  # TODO: which of them tell the figures of one host and date apart?"


def _dated(roles: Roles) -> Iterator[str]:
    yield "# The wide form: one figure a column, each of the date in its name."
    yield "columns:"
    several = len({column.stem for column in roles.numbers}) > 1
    for column in roles.numbers:
        key = "-".join(re.findall("[a-z0-9]+", column.stem.lower())) if several else ""
        more = f", key: {quoted(key)}" if key else ""
        yield f"  {quoted(column.name)}: {{as_of: {quoted(column.as_of)}{more}}}"
    if several:
        yield "# TODO: what their names say beside the date: a category, a function, a part_of?"


def _wide(roles: Roles) -> Iterator[str]:
    yield "# The wide form: one figure a column. TODO: what each column counts, and which are no counts."
    yield "columns:"
    of_whole = {part: whole for whole in roles.wholes for part in whole.parts}
    for column in roles.numbers:
        whole = of_whole.get(column.name)
        if whole is None:
            yield f"  {quoted(column.name)}: {{}}"
        else:
            rows = whole.equal + whole.less + whole.more
            yield (
                f"  {quoted(column.name)}: {{part_of: {quoted(whole.name)}}}"
                f"  # TODO: they add up in {whole.equal:,} of {rows:,} rows"
            )


def write_rest(roles: Roles) -> Iterator[str]:
    """Name the columns that nothing was made of."""
    if rest := roles.rest:
        yield "# Not recognised, and not read:"
    for column in rest:
        cells = dict(column.cells.most_common())
        what = "no cell says anything" if column.kind == "empty" else f"such as {shown(cells)}"
        yield from commented(f"- {column.name!r} ({column.kind}): {what}", 0)
