"""No text of an answer is taken for markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb.formats import Layout
from sofadb.result import Result
from tests.formats.results import awkward_text, columns_of, written

# Markdown and HTML


TAGS = {"html", "head", "meta", "title", "style", "body", "table", "thead", "tbody", "tr", "th", "td", "br"}


class Cells(HTMLParser):
    """Collects the texts of the cells of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)
        if tag == "td":
            self.cells.append("")
        elif tag == "br":
            self.cells[-1] += "\n"

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data.removesuffix("\n") if data.strip() == "" else data


@given(st.lists(st.text("<>&\"'/abc;#|\\\n"), min_size=1, max_size=4))
def test_html_shows_the_text_and_no_tag_of_it(texts: list[str]) -> None:
    page = Cells()
    page.feed(written("html", Result(columns_of(len(texts)), [tuple(texts)])))

    assert page.cells == [*texts]
    assert page.tags == TAGS - (set() if "\n" in "".join(texts) else {"br"})


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a|b", r"a\|b"),
        (r"a\|b", r"a\\\|b"),
        ("a\nb\r\nc\rd", "a<br>b<br>c<br>d"),
        ("<b>", r"\<b>"),
        ("as_of", "as_of"),
        ("_as_ *of* ~x~", r"\_as\_ \*of\* \~x\~"),
        ("[a](b) ![c](d) `e`", r"\[a](b) !\[c](d) \`e\`"),
        ("&amp; $x$", r"\&amp; \$x\$"),
        ("\x1b\u202e", r"\\x1b\<U+202E>"),
    ],
)
def test_markdown_escapes_what_would_be_markup(text: str, cell: str) -> None:
    assert written("markdown", Result(("a",), [(text,)]), Layout(header=False)) == f"| {cell} |\n"


@given(st.lists(awkward_text, min_size=1, max_size=4))
def test_a_row_of_markdown_is_one_line(texts: list[str]) -> None:
    text = written("markdown", Result(columns_of(len(texts)), [tuple(texts)]))

    assert len(text.splitlines()) == 3
