"""The built-in states, former states and areas: what a code means on a day, and what names mean.

The numbers of the Correlates of War project (cow) and of Gleditsch and Ward (gw) are what official and scholarly
tables call states by; docs/decisions/0010-codes-on-a-day.md says which actor each means when.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pytest

from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.errors import WrongUseError
from sofadb.resolve import resolve_actor
from sofadb.vocabulary import CODE_SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.database.reader import Reader
    from sofadb.result import Value

#: What a code means on a day: alike in both lists of states, or in the one that is named.
MEANINGS: Final = {
    # Germany is one actor, by two numbers in one list and by one number in the other.
    ("cow", "255", "1938-03-12"): "deu",
    ("gw", "255", "1938-03-12"): "deu",
    ("cow", "260", "1950-06-30"): "deu",
    ("gw", "260", "1950-06-30"): "deu",
    ("cow", "260", "1990-10-02"): "deu",
    ("cow", "255", "1990-10-02"): None,
    ("cow", "260", "1990-10-03"): None,
    ("cow", "255", "1990-10-03"): "deu",
    ("gw", "260", "1990-10-03"): "deu",
    ("gw", "255", "1990-10-03"): None,
    ("cow", "265", "1990-10-02"): "ddr",
    ("gw", "265", "1990-10-03"): None,
    ("iso3", "DEU", "1968-09-30"): "deu",
    ("iso3", "DDR", "1968-09-30"): "ddr",
    ("iso3", "DDR", "1991-06-30"): None,
    # Yugoslavia ended with its last union; Serbia has its number in one list and one of its own in the other.
    ("cow", "345", "1914-07-28"): "srb",
    ("gw", "345", "1914-07-28"): None,
    ("cow", "345", "1985-06-30"): "yug",
    ("gw", "345", "1985-06-30"): "yug",
    ("cow", "345", "2006-06-04"): "yug",
    ("cow", "345", "2006-06-05"): "srb",
    ("cow", "345", "2010-09-30"): "srb",
    ("gw", "345", "2010-09-30"): None,
    ("gw", "340", "2010-09-30"): "srb",
    ("cow", "340", "2010-09-30"): None,
    ("iso3", "YUG", "1999-03-24"): "yug",
    ("iso3", "SCG", "2005-01-01"): "yug",
    ("iso3", "SRB", "2010-09-30"): "srb",
    ("cow", "347", "2008-06-30"): "xkx",
    ("cow", "341", "2016-01-01"): "mne",
    # ISO used CS twice.
    ("iso2", "CS", "1985-06-30"): "csk",
    ("iso2", "CS", "1999-06-30"): None,
    ("iso2", "CS", "2005-06-30"): "yug",
    ("cow", "315", "1992-12-31"): "csk",
    ("gw", "315", "1993-01-01"): None,
    ("cow", "316", "1993-01-01"): "cze",
    ("gw", "317", "1993-01-01"): "svk",
    ("cow", "365", "1968-09-30"): "rus",
    ("gw", "365", "1992-06-30"): "rus",
    ("iso3", "SUN", "1991-12-25"): "rus",
    ("iso3", "SUN", "1991-12-26"): None,
    ("cow", "678", "1990-05-21"): "yem",
    ("cow", "678", "1990-05-22"): None,
    ("cow", "679", "1990-05-21"): None,
    ("cow", "679", "1990-05-22"): "yem",
    ("gw", "678", "1990-05-22"): "yem",
    ("gw", "679", "1990-05-22"): None,
    ("cow", "680", "1990-05-21"): "ymd",
    ("gw", "680", "1990-05-22"): None,
    ("cow", "816", "1968-09-30"): "vnm",
    ("gw", "816", "2016-01-01"): "vnm",
    ("cow", "817", "1968-09-30"): "rvn",
    ("gw", "817", "1975-04-30"): "rvn",
    ("cow", "817", "1975-05-01"): None,
    ("cow", "511", "1964-04-26"): "zan",
    ("gw", "511", "1964-06-30"): None,
    ("cow", "510", "1964-06-30"): "tza",
    ("cow", "710", "1968-09-30"): "chn",
    ("gw", "713", "1968-09-30"): "twn",
    ("cow", "651", "1959-06-30"): "egy",
    # The two lists number the small states of the Pacific differently.
    ("cow", "970", "2016-01-01"): "nru",
    ("gw", "970", "2016-01-01"): "kir",
    ("cow", "946", "2016-01-01"): "kir",
    ("gw", "971", "2016-01-01"): "nru",
    ("cow", "955", "2016-01-01"): "ton",
    ("gw", "972", "2016-01-01"): "ton",
    ("cow", "947", "2016-01-01"): "tuv",
    ("gw", "973", "2016-01-01"): "tuv",
    ("gw", "396", "2016-01-01"): "abkhazia",
    # What ISO calls differently since a state has another name.
    ("iso3", "ROM", "2001-12-31"): "rou",
    ("iso3", "ROU", "2001-12-31"): "rou",
    ("iso3", "ZAR", "1991-09-30"): "cod",
    ("iso3", "ANT", "2010-10-10"): None,
    ("iso3", "WAK", "1968-09-30"): "wak",
}

#: States whose names or numbers are easily taken for each other's.
ALIKE: Final = {
    "dma": 54, "dom": 42, "prk": 731, "kor": 732, "cog": 484, "cod": 490, "gin": 438, "gnb": 404, "gnq": 411,
    "guy": 110, "png": 910, "ner": 436, "nga": 475, "aut": 305, "aus": 900, "svk": 317, "svn": 349, "lva": 367,
    "ltu": 368, "mli": 432, "mwi": 553, "mlt": 338, "mus": 590, "mrt": 435, "irn": 630, "irq": 645, "ind": 750,
    "idn": 850, "che": 225, "swe": 380, "swz": 572, "lby": 620, "lbr": 450, "lbn": 660, "zmb": 551, "zwe": 552,
    "gmb": 420, "jam": 51, "jpn": 740, "jor": 663, "chn": 710, "chl": 155, "tcd": 483, "caf": 482, "usa": 2,
    "gbr": 200, "ukr": 369, "uga": 500, "ury": 165, "uzb": 704, "pry": 150, "per": 135, "prt": 235, "isl": 395,
    "irl": 205, "isr": 666, "mkd": 343, "mdg": 580, "mdv": 781, "mda": 359, "mmr": 775, "mng": 712, "mne": 341,
}  # fmt: skip

#: Actors to which the two lists of states give different numbers, or only one of them any.
DIFFERENT: Final = {"deu", "srb", "yem", "kir", "nru", "ton", "tuv", "abkhazia", "south-ossetia"}

FORMER: Final = {"csk", "ddr", "rvn", "ymd", "yug", "zan"}

#: The one state of today that is in no list of states; the Holy See has the number of the Papal States.
UNLISTED: Final = {"pse"}

_ON_A_DAY = """
SELECT a.key FROM actor_codes AS c JOIN actors AS a ON a.id = c.actor_id
WHERE c.scheme = :scheme AND c.code = :code
    AND (c.valid_from IS NULL OR CAST(c.valid_from AS text) <= :day)
    AND (c.valid_to IS NULL OR CAST(c.valid_to AS text) >= :day)
ORDER BY a.key
"""
_CODES = """
SELECT c.scheme, c.code, a.key, coalesce(CAST(c.valid_from AS text), '0001-01-01'),
    coalesce(CAST(c.valid_to AS text), '9999-12-31'), f.path
FROM actor_codes AS c JOIN actors AS a ON a.id = c.actor_id JOIN seed_files AS f ON f.id = c.seed_file_id
ORDER BY 1, 2, 4
"""
_STATES = """
SELECT a.key, CAST(a.valid_from AS text), CAST(a.valid_to AS text), f.path
FROM actors AS a JOIN seed_files AS f ON f.id = a.seed_file_id WHERE a.kind = 'state' ORDER BY a.key
"""


@pytest.fixture
def reader(built_in_file: Path) -> Iterator[Reader]:
    """Read the built-in dataset."""
    with open_reader(Target(path=built_in_file)) as opened:
        yield opened


def rows(reader: Reader, sql: str) -> list[tuple[Value, ...]]:
    """Return all rows of a question without parameters."""
    return [tuple(row) for row in reader.ask(sql, {}, {}).rows]


def on_a_day(reader: Reader, scheme: str, code: str, day: str) -> str | None:
    """Return the one actor that a code means on a day."""
    values: dict[str, Value] = {"scheme": scheme, "code": code, "day": day}
    found = [str(key) for (key,) in reader.ask(_ON_A_DAY, values, dict.fromkeys(values, "text")).rows]
    assert len(found) <= 1, (scheme, code, day, found)
    return found[0] if found else None


def coded(reader: Reader, scheme: str, day: str) -> dict[str, str]:
    """Return the code of each actor that has one in a scheme on a day."""
    found: dict[str, str] = {}
    for held, code, key, start, end, _ in rows(reader, _CODES):
        if held == scheme and str(start) <= day <= str(end):
            assert str(key) not in found, (scheme, key, day)
            found[str(key)] = str(code)
    return found


def keys_in(reader: Reader, file: str) -> set[str]:
    """Return the states that stand in a seed file."""
    return {str(key) for key, _, _, path in rows(reader, _STATES) if str(path).endswith(f"/{file}")}


def test_a_code_means_what_it_meant_on_the_day(target: Target) -> None:
    with open_reader(target) as reader:
        found = {each: on_a_day(reader, *each) for each in MEANINGS}

    assert found == MEANINGS


def test_no_code_means_two_actors_on_one_day(target: Target) -> None:
    with open_reader(target) as reader:
        codes = rows(reader, _CODES)

    overlaps = [
        (one, other)
        for one, other in pairwise(codes)
        if one[:2] == other[:2] and not (str(one[4]) < str(other[3]) or str(other[4]) < str(one[3]))
    ]
    assert len(codes) > 900
    assert overlaps == []


def test_every_state_has_its_iso_codes_today(reader: Reader) -> None:
    today = keys_in(reader, "states.yaml")
    three, two = coded(reader, "iso3", "2016-01-01"), coded(reader, "iso2", "2016-01-01")

    assert len(today) == 193 + 4
    assert {key: three.get(key) for key in today} == {key: key.upper() for key in today}
    assert {key for key in today if not re.fullmatch("[A-Z]{2}", two.get(key, ""))} == set()


@pytest.mark.parametrize("scheme", ["cow", "gw"])
def test_every_state_of_2016_has_a_number(scheme: str, reader: Reader) -> None:
    held = coded(reader, scheme, "2016-01-01")

    assert keys_in(reader, "states.yaml") - set(held) == UNLISTED
    assert len({*held} - {"vat", "abkhazia", "south-ossetia"}) == 195
    assert len(set(held.values())) == len(held)


def test_states_that_are_easily_confused_have_their_own_numbers(reader: Reader) -> None:
    held = coded(reader, "cow", "2016-01-01")

    assert {key: int(held[key]) for key in ALIKE} == ALIKE


def test_the_two_lists_differ_where_they_are_known_to(reader: Reader) -> None:
    spans: dict[str, set[tuple[Value, ...]]] = {"cow": set(), "gw": set()}
    for scheme, *rest in rows(reader, _CODES):
        if scheme in spans:
            spans[str(scheme)].add(tuple(rest))

    assert {str(row[1]) for row in spans["cow"] ^ spans["gw"]} == DIFFERENT


def test_codes_are_written_as_their_lists_write_them(reader: Reader) -> None:
    shapes = {"cow": "[1-9][0-9]{0,2}", "gw": "[1-9][0-9]{0,2}", "iso2": "[A-Z]{2}", "iso3": "[A-Z]{3}"}

    wrong = [row for row in rows(reader, _CODES) if not re.fullmatch(shapes[str(row[0])], str(row[1]))]

    assert shapes.keys() <= CODE_SCHEMES.keys()
    assert wrong == []


def test_the_codes_of_a_former_state_end_with_it(reader: Reader) -> None:
    ends = {str(key): str(end) for key, start, end, _ in rows(reader, _STATES) if start and end}
    last = {key: {str(row[4]) for row in rows(reader, _CODES) if row[2] == key} for key in ends}

    assert keys_in(reader, "former-states.yaml") == FORMER
    assert ends.keys() == FORMER
    assert {key: max(last[key]) for key in FORMER} == ends


@pytest.mark.parametrize(
    ("name", "key"),
    {
        "West Germany": "deu",
        "Germany, Federal Republic of": "deu",
        "East Germany": "ddr",
        "GDR": "ddr",
        "Soviet Union": "rus",
        "U.S.S.R.": "rus",
        "SUN": "rus",
        "Yugoslavia": "yug",
        "Serbia and Montenegro": "yug",
        "SCG": "yug",
        "Czechoslovakia": "csk",
        "South Vietnam": "rvn",
        "Vietnam, South": "rvn",
        "North Vietnam": "vnm",
        "North Yemen": "yem",
        "South Yemen": "ymd",
        "Tanganyika": "tza",
        "Zanzibar": "zan",
        "United Arab Republic": "egy",
        "Canal Zone": "pcz",
        "Johnston Island": "jtn",
        "Diego Garcia": "iot",
        "Azores": "azores",
        "260": "deu",
        "2": "usa",
    }.items(),
)
def test_a_former_name_means_the_state_it_was_the_name_of(name: str, key: str, reader: Reader) -> None:
    assert resolve_actor(reader, name) == key


@pytest.mark.parametrize(("code", "keys"), {"345": "srb, yug", "970": "kir, nru", "CS": "csk, yug"}.items())
def test_a_code_that_has_meant_several_actors_is_refused_with_their_keys(
    code: str, keys: str, reader: Reader
) -> None:
    with pytest.raises(WrongUseError) as refused:
        resolve_actor(reader, code)

    assert (refused.value.message, refused.value.remedy) == (
        f"'{code}' means more than one actor",
        f"give a key: {keys}",
    )
