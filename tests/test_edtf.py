"""A date means the days that its text says, and a text that says none is refused with advice."""

from __future__ import annotations

import datetime
import re
import warnings
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofadb.edtf import EdtfError, Span, parse

with warnings.catch_warnings():
    # The oracle builds its grammar with names that its parser library has renamed.
    warnings.simplefilter("ignore", DeprecationWarning)
    from edtf_validate.valid_edtf import is_valid

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

READ = [
    ("2011", "2011-01-01", "2011-12-31"),
    ("2014-06", "2014-06-01", "2014-06-30"),
    ("2014-12", "2014-12-01", "2014-12-31"),
    ("2011-02", "2011-02-01", "2011-02-28"),
    ("2012-02", "2012-02-01", "2012-02-29"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2014-06-15", "2014-06-15", "2014-06-15"),
    ("2012-02-29", "2012-02-29", "2012-02-29"),
    ("2011-10-XX", "2011-10-01", "2011-10-31"),
    ("2012-02-XX", "2012-02-01", "2012-02-29"),
    ("2011-XX-XX", "2011-01-01", "2011-12-31"),
    ("2011-XX", "2011-01-01", "2011-12-31"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2011~", "2011-01-01", "2011-12-31"),
    ("2014-06?", "2014-06-01", "2014-06-30"),
    ("2014-06-15%", "2014-06-15", "2014-06-15"),
    ("2011-10-XX~", "2011-10-01", "2011-10-31"),
    ("201X?", "2010-01-01", "2019-12-31"),
    ("2011/2014-06-20", "2011-01-01", "2014-06-20"),
    ("2011~/2014-06-20?", "2011-01-01", "2014-06-20"),
    ("2011-10-XX/201X", "2011-10-01", "2019-12-31"),
    ("2011/2011", "2011-01-01", "2011-12-31"),
    ("2014/2014-06-15", "2014-01-01", "2014-06-15"),
    ("2014-06-15/2014", "2014-06-15", "2014-12-31"),
    ("2011/..", "2011-01-01", None),
    ("2011-XX~/..", "2011-01-01", None),
    ("../2014-06-20", None, "2014-06-20"),
    ("../201X", None, "2019-12-31"),
    ("0001-01-01/9999", "0001-01-01", "9999-12-31"),
    ("001X", "0010-01-01", "0019-12-31"),
    ("99XX", "9900-01-01", "9999-12-31"),
]

REFUSED = [
    ("", "says nothing about when", "Leave the date out."),
    ("..", "says nothing about when", "Leave the date out."),
    ("../..", "says nothing about when", "Leave the date out."),
    ("/", "says nothing about when", "Leave the date out."),
    ("2011/", "its end is empty", "Write 2011/.. to"),
    ("2011-10-XX~/", "its end is empty", "Write 2011-10-XX~/.. to"),
    ("/2014-06-20", "its beginning is empty", "Write ../2014-06-20 to"),
    ("XXXX", "the century is not known", "Leave the date out"),
    ("2XXX", "the century is not known", "Leave the date out"),
    ("2011/XXXX", "the century is not known", "write .. for that side"),
    ("2011-XX-15", "the day is given but not the month", "Write 2011-XX-XX."),
    ("201X-06", "more follows a year that is not known", "Write the year alone: 201X."),
    ("20XX-XX-XX", "more follows a year that is not known", "Write the year alone: 20XX."),
    ("2X11", "an X stands before a digit", "Write XX for the whole"),
    ("2011-1X", "half of a month or day", "Write XX for the whole"),
    ("2011-06-3X", "half of a month or day", "Write XX for the whole"),
    ("201x", "a small x", "capital X"),
    ("2011-xx", "a small x", "capital X"),
    ("2011~-06", "a mark stands before the end", "Write the mark last"),
    ("~2011", "a mark stands before the end", "Write the mark last"),
    ("2011?~", "more than one mark", "% both"),
    ("2014-06-15T10:00:00", "a time of day", "Write only the day"),
    ("2014-06-15 10:00", "a time of day", "Write only the day"),
    ("2011-21", "a season or a quarter", "Write months"),
    ("2011-33/2012", "a season or a quarter", "Write months"),
    ("2011-13", "no such month", "from 01 to 12"),
    ("2011-00", "no such month", "from 01 to 12"),
    ("2014-15-06", "no such month", "from 01 to 12"),
    ("-0044", "a year before 1", "from 0001 to 9999"),
    ("2011/-0044", "a year before 1", "from 0001 to 9999"),
    ("0000", "a year 0000", "from 0001 to 9999"),
    ("0000-06-15", "a year 0000", "from 0001 to 9999"),
    ("000X", "a year 0000", "from 0001 to 9999"),
    ("00XX/2011", "a year 0000", "from 0001 to 9999"),
    ("2014-02-30", "2014-02 has the days 01 to 28", "write 2014-02 if the day is not known"),
    ("2011-02-29", "2011-02 has the days 01 to 28", "Correct the day"),
    ("2012/2014-06-31", "2014-06 has the days 01 to 30", "Correct the day"),
    ("2014-06-00", "2014-06 has the days 01 to 30", "Correct the day"),
    ("2014/2011", "it begins after it ends", "the earlier one first"),
    ("2014-06-20/2014-06-19", "it begins after it ends", "the earlier one first"),
    ("2014-07/2014-06-XX", "it begins after it ends", "the earlier one first"),
    (" 2011", "a space or a line break", "Write it without"),
    ("2011 / 2014", "a space or a line break", "Write it without"),
    ("2011\n", "a space or a line break", "Write it without"),
    ("2011\u00a0", "a space or a line break", "Write it without"),
    ("٢٠١١", "a character that no date has", "digits 0 to 9"),
    ("2014\u201106", "a character that no date has", "plain hyphen"),
    ("June 2014", "it has letters", "2014-06 for June 2014"),
    ("about 2011", "it has letters", "2011~ for about 2011"),
    ("2010s", "it has letters", "201X for the 2010s"),
    ("15.06.2014", "not year, month and day", "2014-06-15 for 15 June 2014"),
    ("06/15/2014", "not year, month and day", "Write the year first"),
    ("15-06-2014", "not year, month and day", "Write the year first"),
    ("06/2014", "not year, month and day", "Write the year first"),
    ("2014/06/15", "not year, month and day", "2014-06-15"),
    ("2014/06", "not year, month and day", "2014-06"),
    ("20140615", "not year, month and day", "2014-06-15"),
    ("2014-6-5", "has one digit", "two digits"),
    ("2011-2014", "not joined by a slash", "2011/2014"),
    ("2011–2014", "not joined by a slash", "2011/2014"),
    ("2011..2014", "not joined by a slash", "2011/2014"),
    ("2014-06-15/20", "its end has no year", "both sides in full"),
    ("2014-06-15/06-20", "its end has no year", "both sides in full"),
    ("2011/2012/2013", "more than one slash", "one beginning and one end"),
    ("[2011,2012]", "not in a form we know", "2011/2014-06-20"),
    ("12011", "not in a form we know", "2011, 2014-06, 2014-06-15"),
]

# Right by the standard, and in our profile, but the oracle refuses it.
ORACLE_REFUSES_WRONGLY = [
    ("201X~", "it takes no mark after an X; the Library of Congress does (islandora_workbench issue 669)"),
    ("2011-10-XX?", "the same for a day that is not known"),
    ("2011-10-XX/..", "it takes no X beside an open side"),
    ("../201X", "the same for an open beginning"),
    ("2014-06-15/2014", "it compares with the first day of the end, not with the last"),
    ("2014-06-15/2014-06", "the same for a month"),
    ("2019-06-15/201X", "the same for a decade: it takes the first day of the last year"),
]

# Refused by us, but the oracle takes it.
ORACLE_ACCEPTS = [
    ("2011-02-29", "wrong: it lets every February have 29 days"),
    ("2011\n", "wrong: it skips white space"),
    ("XXXX", "right by the standard, but it says nothing about when"),
    ("0000", "right by the standard, but our calendar begins with year 1"),
    ("2011-21", "right by the standard, but a season has no agreed days"),
    ("2011-XX-15", "right by the standard, but no span of days says it"),
    ("2011~-06", "right by the standard, but we keep one mark for the whole date"),
    ("2011/", "right by the standard, but we write every open side as two dots"),
]

MARKS = st.sampled_from(["", "~", "?", "%"])
DAYS = st.dates()
DAY_TEXTS = DAYS.map(datetime.date.isoformat)
YEARS = st.integers(1, 9999).map("{:04}".format)
MONTHS = DAY_TEXTS.map(lambda day: day[:7])
PLAIN_DATES = st.one_of(
    YEARS,
    MONTHS,
    DAY_TEXTS,
    YEARS.map("{}-XX".format),
    YEARS.map("{}-XX-XX".format),
    MONTHS.map("{}-XX".format),
    st.integers(1, 999).map("{:03}X".format),
    st.integers(1, 99).map("{:02}XX".format),
)
DATES = st.builds("{}{}".format, PLAIN_DATES, MARKS)


def in_order(dates: tuple[str, str]) -> str:
    return "/".join(sorted(dates, key=lambda date: date.replace("X", "0")))


def to_its_own_period(day: str) -> SearchStrategy[str]:
    """Intervals that end some day in the month, year, decade or century in which they begin."""
    periods = [day[:7], day[:4], day[:4] + "-XX"]
    periods += [day[:3] + "X"] * (day >= "0010") + [day[:2] + "XX"] * (day >= "0100")
    return st.builds("{}{}/{}{}".format, st.just(day), MARKS, st.sampled_from(periods), MARKS)


INTERVALS = st.one_of(
    st.tuples(DATES, DATES).map(in_order),
    DAY_TEXTS.flatmap(to_its_own_period),
    DATES.map("{}/..".format),
    DATES.map("../{}".format),
)
PROFILE = DATES | INTERVALS
ANY_TEXT = st.text() | st.text("0129Xx~?%-/. ") | st.builds("{}{}{}".format, PROFILE, st.text("X~-/.\n"), PROFILE)

# Without a database of examples, one run does not depend on the failures of the last.
examples = settings(database=None, deadline=None)


def day_or_open(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def runs_forward(span: Span) -> bool:
    return span.earliest is None or span.latest is None or span.earliest <= span.latest


def parse_or_refusal(text: str) -> Span | EdtfError:
    try:
        return parse(text)
    except EdtfError as refusal:
        return refusal


def oracle_is_wrong_about(text: str) -> bool:
    """Whether the text is of a kind in `ORACLE_REFUSES_WRONGLY`."""
    if re.search(r"X[~?%]|X/\.\.|\.\./.*X", text):
        return True
    start, _, end = text.partition("/")
    return ".." not in (start, end) and bool(end) and starts_after_first_day_of(start, end)


def starts_after_first_day_of(start: str, end: str) -> bool:
    begins, may_end = parse(start).earliest, parse(end).earliest
    return begins is not None and may_end is not None and begins > may_end


@pytest.mark.parametrize(("text", "earliest", "latest"), READ)
def test_a_date_means_the_days_from_its_earliest_to_its_latest(
    text: str, earliest: str | None, latest: str | None
) -> None:
    assert parse(text) == Span(day_or_open(earliest), day_or_open(latest))


@pytest.mark.parametrize(("text", "why", "advice"), REFUSED)
def test_a_refusal_names_the_text_and_the_reason_and_says_how_to_write_it(text: str, why: str, advice: str) -> None:
    with pytest.raises(EdtfError) as refusal:
        parse(text)

    assert repr(text) in refusal.value.message
    assert why in refusal.value.message
    assert advice in refusal.value.remedy


@pytest.mark.parametrize("text", [text for text, _, _ in REFUSED])
def test_every_date_that_a_remedy_shows_can_be_read(text: str) -> None:
    with pytest.raises(EdtfError) as refusal:
        parse(text)

    for shown in re.findall(r"(?:\.\./)?[0-9]{2}[0-9X]{2}[-/~0-9X]*(?:\.\.)?", refusal.value.remedy):
        assert parse(shown)


@examples
@given(DAYS)
def test_a_day_means_itself(day: datetime.date) -> None:
    assert parse(day.isoformat()) == Span(day, day)


@examples
@given(PLAIN_DATES, st.sampled_from("~?%"))
def test_a_mark_does_not_widen_a_date(date: str, mark: str) -> None:
    assert parse(date + mark) == parse(date)


@examples
@given(DATES, DATES)
def test_an_interval_reaches_from_its_first_date_to_its_second(one: str, other: str) -> None:
    start, end = in_order((one, other)).split("/")

    assert parse(f"{start}/{end}") == Span(parse(start).earliest, parse(end).latest)


@examples
@given(DAYS, DAYS)
def test_an_interval_does_not_begin_after_it_ends(one: datetime.date, other: datetime.date) -> None:
    if one <= other:
        assert parse(f"{one}/{other}") == Span(one, other)
    else:
        with pytest.raises(EdtfError, match="begins after it ends"):
            parse(f"{one}/{other}")


@examples
@given(ANY_TEXT)
def test_any_text_is_read_in_order_or_refused_with_a_remedy(text: str) -> None:
    outcome = parse_or_refusal(text)

    assert outcome.remedy if isinstance(outcome, EdtfError) else runs_forward(outcome)


@examples
@given(PROFILE)
def test_all_that_our_profile_allows_is_read_and_stands_in_the_standard(text: str) -> None:
    span = parse(text)

    assert span != Span(None, None)
    assert runs_forward(span)
    assert is_valid(text) or oracle_is_wrong_about(text)


@pytest.mark.parametrize("text", [text for text, _, _ in READ])
def test_the_oracle_agrees_with_the_forms_that_we_read(text: str) -> None:
    assert is_valid(text) or oracle_is_wrong_about(text)


@pytest.mark.parametrize(("text", "_reason"), ORACLE_REFUSES_WRONGLY)
def test_the_oracle_still_needs_this_exception(text: str, _reason: str) -> None:
    assert not is_valid(text)
    assert oracle_is_wrong_about(text)
    assert parse(text)


@pytest.mark.parametrize(("text", "_reason"), ORACLE_ACCEPTS)
def test_we_refuse_more_than_the_oracle(text: str, _reason: str) -> None:
    assert is_valid(text)
    with pytest.raises(EdtfError):
        parse(text)
