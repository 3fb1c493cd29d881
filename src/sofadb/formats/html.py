"""A complete page of HTML with one table."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, TextIO

from sofadb.formats.terminal import visible

if TYPE_CHECKING:
    from sofadb.formats.layout import Layout
    from sofadb.result import Result, Value

_NEWLINE = re.compile(r"\r\n|\r|\n")

_TOP = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>sofadb</title>
<style>
table { border-collapse: collapse; }
th, td { padding: 0.2em 0.6em; border-bottom: 1px solid #ccc; }
th, td { text-align: left; vertical-align: top; white-space: pre-wrap; }
td.n { text-align: right; }
</style>
</head>
<body>
<table>
"""
_BOTTOM = """\
</tbody>
</table>
</body>
</html>
"""


def write(result: Result, stream: TextIO, layout: Layout) -> int:
    """Write rows one by one as a table in a page that stands alone."""
    stream.write(_TOP)
    if layout.header:
        names = "".join(f'<th scope="col">{_text(name)}</th>' for name in result.columns)
        stream.write(f"<thead>\n<tr>{names}</tr>\n</thead>\n")
    stream.write("<tbody>\n")
    count = 0
    for row in result.rows:
        stream.write(f"<tr>{''.join(_cell(value, layout.missing) for value in row)}</tr>\n")
        count += 1
    stream.write(_BOTTOM)
    return count


def _cell(value: Value, missing: str) -> str:
    opening = '<td class="n">' if isinstance(value, int | float) else "<td>"
    return f"{opening}{_text(missing if value is None else str(value))}</td>"


def _text(text: str) -> str:
    return "<br>".join(escape(visible(part)) for part in _NEWLINE.split(text))
