"""Cutting SQL into pieces: nothing is lost, and a parameter is one only outside of strings and comments."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sofadb import sqltext

#: Pieces that a statement is made of, and the parameter that each holds.
PIECES = {
    ":a": "a",
    ":long_name2": "long_name2",
    ":größe": "größe",
    "'text'": None,
    "'it''s :b'": None,
    "':c'": None,
    "':d\n'": None,
    '"name :e"': None,
    '"a"":f"': None,
    "`g :g`": None,
    "-- comment :h\n": None,
    "-- isn't :i\n": None,
    "/* :j '\n */": None,
    "/**/": None,
    "/*/ :k */": None,
    "x::text": None,
    "1": None,
    "0.5e3": None,
    "select": None,
    "(": None,
    ",": None,
    ";": None,
    "||": None,
    "日本": None,
    ":": None,
    "::": None,
    "\t": None,
    "\n": None,
}

#: The signs that matter, and some that do not.
SIGNS = st.text(st.sampled_from("'\"`-/*:;ab_1 \n\tö日.$")) | st.text()


@given(SIGNS)
@example("'")
@example('"a""')
@example("/*/")
@example(":a::b:c")
def test_pieces_cover_a_statement_and_do_not_overlap(sql: str) -> None:
    end = 0
    for token in sqltext.tokens(sql):
        assert sql[end : token.start].strip() == ""
        assert sql.startswith(token.text, token.start)
        assert token.text
        end = token.start + len(token.text)

    assert sql[end:].strip() == ""


@given(SIGNS)
def test_parameters_written_as_they_were_give_the_statement_back(sql: str) -> None:
    assert sqltext.with_parameters(sql, lambda name: f":{name}") == sql


@given(st.lists(st.sampled_from(list(PIECES))))
def test_parameters_are_found_exactly_outside_of_strings_and_comments(pieces: list[str]) -> None:
    found = sqltext.parameters(" ".join(pieces))

    assert found == tuple(dict.fromkeys(name for piece in pieces if (name := PIECES[piece])))


@given(st.lists(st.sampled_from(list(PIECES))))
def test_only_parameters_are_written_anew_and_the_rest_is_escaped(pieces: list[str]) -> None:
    sql = " ".join(f"{piece} %" for piece in pieces)

    written = sqltext.with_parameters(sql, lambda name: f"<{name}>", escape=lambda text: text.replace("%", "%%"))

    assert written == " ".join(f"{f'<{PIECES[piece]}>' if PIECES[piece] else piece} %%" for piece in pieces)


@pytest.mark.parametrize(
    ("sql", "empty"),
    [
        ("", True),
        (" \n;;", True),
        ("-- select 1", True),
        ("/* a */ ; -- b", True),
        ("'", False),
        ("/* a */ b", False),
    ],
)
def test_a_statement_is_empty_without_a_word(sql: str, empty: bool) -> None:
    assert sqltext.is_empty(sql) == empty


@pytest.mark.parametrize(
    ("sql", "begins"),
    [
        ("select 1; select 2", "select 2"),
        ("select ';'; -- ;\n;'x", "'x"),
        ("; 1", "1"),
        ("select 1; -- two\n ;", None),
        ("select 1 ';' \"; 2\"", None),
    ],
)
def test_a_second_statement_is_found(sql: str, begins: str | None) -> None:
    place = sqltext.second_statement(sql)

    assert place == (None if begins is None else sql.index(begins))


@pytest.mark.parametrize(
    ("sql", "word"),
    [("select 1", "select"), ("-- a\n /* b */ With x", "With"), ("(select 1)", None), ("'select'", None), ("", None)],
)
def test_a_statement_begins_with_a_word(sql: str, word: str | None) -> None:
    first = sqltext.first_word(sql)

    assert (first.text if first else None) == word


@pytest.mark.parametrize(
    ("name", "found"),
    {
        "ky": ["ky", '"KY"'],
        "a.ky": ["a.ky"],
        "A.Ky": ["a.ky"],
        "other": [],
        "b": ["b ,"],
    }.items(),
)
def test_a_name_is_found_where_it_is_used(name: str, found: list[str]) -> None:
    sql = "select ky, 'ky', a.ky, \"KY\", 1 as ky -- ky\n, b , x.b"

    places = sqltext.places(sql, name)

    assert [sql[place : place + len(text)] for place, text in zip(places, found, strict=True)] == found


@pytest.mark.parametrize(
    "unit", ["'", "'a", '"a', "`a", "/*", "/* */", "-", ":", ":a ", ";", "1", " ", "'/*\"--`", "''", ":a::"]
)
def test_a_statement_is_read_in_a_time_that_grows_with_its_length(unit: str) -> None:
    short, long = (unit * (signs // len(unit)) for signs in (8_000, 64_000))

    # Eight times as long; a time that grew with the square would be 64 times as long.
    assert _seconds(long) < 30 * max(_seconds(short), 0.0005)


def _seconds(sql: str) -> float:
    """Return the shorter of two times, which other work on the machine disturbs least."""
    times = []
    for _ in range(2):
        begin = time.process_time()
        sqltext.parameters(sql)
        sqltext.with_parameters(sql, str)
        times.append(time.process_time() - begin)
    return min(times)
