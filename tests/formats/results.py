"""Answers for the tests of formats, and how they are written."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from sofadb.formats import FORMATS, Layout, write
from sofadb.result import Result

if TYPE_CHECKING:
    from sofadb.result import Value


GOLDEN = Path(__file__).parents[1] / "golden" / "formats"

RICH = Result(
    columns=("id", "name", "name_2", "year", "best", "share", "code", "wording"),
    rows=[
        (1001, "Niğde, Türkiye", "دولة", 2014, 16000, 0.5, "007", "“up to 300”, he said"),
        (2, "日本", None, 2011, -1250, 12.25, "1e5", 'a "quoted" word'),
        (3, "", "_a_ *b* `c` [d](e) &amp; $f$ g_h", None, None, None, None, None),
        (4, "x|y \\| z", "<b>bold</b>", 1999, 0, 1e21, "=1+1", "first line\nsecond line"),
        (5, "red \x1b[31m text", "abc\u202edcb\u200b\x9b", 2000, 7, -0.0, "False", "tab\there"),
    ],
)

PLAIN = Layout()

LAYOUTS = {
    "table": Layout(),
    "table-60": Layout(width=60),
    "table-100": Layout(width=100),
    "table-null-no-header": Layout(header=False, null="NULL"),
    "table-vertical": Layout(vertical=True),
    "table-vertical-40": Layout(vertical=True, width=40),
    "table-color": Layout(width=100, color=True),
    "csv": Layout(),
    "csv-null-no-header": Layout(header=False, null="NULL"),
    "csv-excel-safe": Layout(excel_safe=True),
    "tsv": Layout(),
    "json": Layout(),
    "jsonl": Layout(),
    "markdown": Layout(),
    "html": Layout(),
}

TEXTS = [name for name, each in FORMATS.items() if not each.binary]

any_text = st.text(st.characters(codec="utf-8"))
hidden_text = st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Cs"])
awkward_text = st.text(st.characters() | hidden_text | st.sampled_from("\x1b\x9b\r\n "))
ascii_text = st.text(st.characters(codec="ascii"), max_size=60)
numbers = st.integers() | st.floats()


def written(name: str, result: Result, layout: Layout = PLAIN) -> str:
    stream = io.StringIO(newline="")
    write(FORMATS[name], result, stream, layout)
    return stream.getvalue()


def columns_of(width: int) -> tuple[str, ...]:
    return tuple(f"column_{place}" for place in range(width))


def tables(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Result]:
    """Make answers of one to five columns and up to five rows."""
    return st.integers(1, 5).flatmap(
        lambda width: st.builds(
            Result,
            st.just(columns_of(width)),
            st.lists(st.tuples(*[values] * width), max_size=5),
        )
    )
