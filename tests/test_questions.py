"""The daily questions: the same answers on both engines, in an order without ties, and the right ones.

`SEEDS` are two more sources of the same shape, so that every column by which answers are ordered has ties
between them: same days, same passages, same claims, and claims without a day.
"""

from __future__ import annotations

import io
import json
import re
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from sofadb import paths
from sofadb.catalog import find_question
from sofadb.cli.commands import QUESTIONS
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.errors import WrongUseError
from sofadb.execute import answer
from sofadb.formats import FORMATS, write
from sofadb.resolve import resolve_actor
from sofadb.seed.loading.load import load_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.catalog import Parameter, Question
    from sofadb.database.reader import Reader
    from sofadb.result import Value
    from tests.conftest import Runner, Server

TIMES = "military-times-2014-06-20"
DAYEN = "dayen-2011"
NAMES = sorted(path.stem for path in paths.queries().glob("*.sql"))
#: Questions about what the seeds here do not hold; `test_long_questions.py` asks them of a dataset that does.
LONG = {"doubled-sums", "false-zeros", "gaps", "press-beside-census", "releases-diff"}
ASKED_HERE = sorted({*NAMES} - LONG)

SEEDS = """\
format: 1
source:
  key: herald-{name}
  type: report
  publication: {{key: herald-{name}, name: Herald, kind: newspaper}}
  title: A report
  published: 2010
negotiation: talks-{name}
actors:
  - {{key: freedonia-{name}, name: Freedonia {name}, kind: state}}
  - {{key: guards-{name}, name: Guards {name}, kind: armed_force, part_of: freedonia-{name}}}
negotiations:
  - key: talks-{name}
    title: Talks
    status: suspended
    at: paragraph 1
    parties: {{sending_state: [usa, freedonia-{name}], receiving_state: [irq, kwt]}}
agreements:
  - {{key: accord-{name}, title: Accord, kind: memorandum, at: paragraph 1, negotiation: talks-{name}}}
deployments:
  - {{key: guards-abroad-{name}, title: Guards, at: paragraph 2, sender: usa, host: irq, mission: train,
      negotiation: talks-{name}}}
  - {{key: guards-next-door-{name}, title: Guards, at: paragraph 2, sender: usa, host: kwt, mission: train}}
passages:
  - at: paragraph 2
    positions:
      - {{key: first-position, holder: usa, addressee: irq, act: demand, issue: custody, summary: Wants custody.}}
      - {{key: second-position, holder: usa, addressee: irq, act: demand, issue: custody, summary: Wants custody.,
          responds_to: first-position}}
    events:
      - {{key: first-event, kind: incident, summary: Something happened.}}
      - {{key: second-event, kind: incident, summary: Something happened., occurred: 2010-05}}
    counts:
      - {{key: first-count, actor: usa, host: irq, measure: present, category: military, exact: 50, as_of: 2010-05}}
      - {{key: second-count, actor: usa, host: irq, measure: present, category: military, between: [10, 20],
          as_of: 2010-05, basis: {{contractors: no}}}}
      - {{key: third-count, actor: usa, host: irq, measure: sent, unknown: true, deployment: guards-abroad-{name}}}
      - {{key: fourth-count, actor: guards-{name}, host: irq, measure: present, none: true, as_of: 2010-05}}
    assets:
      - {{key: first-asset, actor: usa, host: irq, measure: present, kind: aircraft, at_least: 7,
          wording: at least seven planes}}
      - {{key: second-asset, actor: usa, host: irq, measure: present, kind: aircraft, at_least: 7,
          wording: at least seven gliders}}
      - {{key: third-asset, actor: guards-{name}, host: kwt, measure: present, kind: aircraft, at_least: 7}}
    provisions:
      - {{key: first-provision, agreement: accord-{name}, issue: custody, jurisdiction: diplomatic,
          summary: Of custody.}}
  - at: paragraph 10
    counts:
      - {{key: fifth-count, actor: usa, host: irq, measure: present, category: military, more_than: 5,
          as_of: 2010-05}}
      - {{key: sixth-count, actor: usa, host: kwt, measure: present, nearly: 5, as_of: 2010-05, part_of: fifth-count}}
      - {{key: seventh-count, actor: usa, host: kwt, measure: present, exact: 90, as_of: 2010-05}}
      - {{key: eighth-count, actor: guards-{name}, host: irq, measure: present, exact: 12, as_of: 2010-05}}
      - {{key: ninth-count, actor: usa, host: kwt, measure: present, category: police, exact: 900, as_of: 2010-05}}
"""


@dataclass(frozen=True)
class Readers:
    """The same data three times: on both engines, and loaded in another order."""

    sqlite: Reader
    postgresql: Reader
    reordered: Reader


def write_seeds(folder: Path, *names: str) -> list[str]:
    """Write a seed file for each name and return where they are."""
    files = [folder / f"{name}.yaml" for name in names]
    for file in files:
        file.write_text(SEEDS.format(name=file.stem), "utf-8")
    return [str(file) for file in files]


@pytest.fixture(scope="module")
def readers(
    tmp_path_factory: pytest.TempPathFactory, built_in_file: Path, server: Server, built_in_template: str
) -> Iterator[Readers]:
    """Open three databases with the built-in dataset and both seed files."""
    folder = tmp_path_factory.mktemp("questions")
    files = write_seeds(folder, "blue", "red")
    one, other = (Target(path=shutil.copyfile(built_in_file, folder / name)) for name in ("one.db", "other.db"))
    remote = server.create(built_in_template)
    for target, order in ((one, files), (remote, files), (other, files[::-1])):
        for file in order:
            load_files(target, [file])
    with ExitStack() as stack:
        yield Readers(*(stack.enter_context(open_reader(target)) for target in (one, remote, other)))
    server.drop(remote)


@pytest.fixture(scope="module")
def reader(built_in_file: Path) -> Iterator[Reader]:
    """Open the built-in dataset."""
    with open_reader(Target(path=built_in_file)) as opened:
        yield opened


def as_csv(reader: Reader, question: Question, given: dict[str, str | None]) -> str:
    """Return the bytes of an answer."""
    stream = io.StringIO()
    write(FORMATS["csv"], answer(reader, question, given), stream)
    return stream.getvalue()


def rows(reader: Reader, question: str, **given: str) -> list[dict[str, Value]]:
    """Return the rows of an answer by the names of their columns."""
    result = answer(reader, find_question(question), dict(given))
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def refs(reader: Reader, question: str, **given: str) -> list[str]:
    """Return the refs of an answer, without the source where that is the second article."""
    return [str(row["ref"]).removeprefix(f"{TIMES}/") for row in rows(reader, question, **given)]


_BY_TYPE = {
    "actor": ("usa", "irq", "US Department of Defense", "john-kirby", "freedonia-red"),
    "negotiation": ("usa-irq-2011", "usa-irq-2014", "talks-red"),
    "deployment": ("usa-irq-advisers-2014",),
    "source": (DAYEN, TIMES, "herald-blue"),
    "claim": (f"{TIMES}/new-troops", "herald-blue/fifth-count", "herald-blue/first-count"),
    "date": ("2010-05-31", "2011-12-31", "2014-06-15", "2014-06-20"),
    "integer": ("0", "1"),
    "text": ("Iraq",),
}


def values(parameter: Parameter) -> tuple[str, ...]:
    """Return what a parameter is tried with: every word of a list, or sensible values."""
    return parameter.words or _BY_TYPE[parameter.type]


PARAMETERS = [(name, parameter.name) for name in QUESTIONS for parameter in find_question(name).parameters]


# Every question file


def test_every_daily_question_has_a_file() -> None:
    assert set(QUESTIONS) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_says_what_it_is_and_why(name: str) -> None:
    question = find_question(name)

    assert question.title[0].isupper()
    assert question.title[-1] != "."
    assert len(question.title) <= 80
    assert question.why.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_a_question_declares_exactly_the_parameters_of_its_sql(name: str) -> None:
    question = find_question(name)

    used = re.findall(r"(?<![:\w]):([a-z_]\w*)", question.sql)
    assert sorted(set(used)) == sorted(parameter.name for parameter in question.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_names_its_columns_and_its_order(name: str) -> None:
    sql = find_question(name).sql

    assert re.search(r"(SELECT|DISTINCT|,|\.)\s*\*", sql) is None
    assert sql.rstrip(";").rpartition("\nORDER BY ")[2].count("(") < 10
    assert "\nORDER BY " in sql


@pytest.mark.parametrize("name", ASKED_HERE)
def test_a_table_shows_columns_that_the_answer_has(name: str, reader: Reader) -> None:
    result = answer(reader, find_question(name), {})

    assert result.shown
    assert set(result.shown) <= set(result.columns)
    assert len(set(result.columns)) == len(result.columns)


@pytest.mark.parametrize("name", ASKED_HERE)
def test_both_engines_give_the_same_rows_whatever_the_order_of_loading(name: str, readers: Readers) -> None:
    question = find_question(name)

    found = as_csv(readers.sqlite, question, {})

    assert found.count("\r\n") > 1 or found.count("\n") > 1
    assert as_csv(readers.postgresql, question, {}) == found
    assert as_csv(readers.reordered, question, {}) == found


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_each_parameter_narrows_alike_on_both_engines(name: str, parameter: str, readers: Readers) -> None:
    question = find_question(name)
    (declared,) = (each for each in question.parameters if each.name == parameter)
    everything = as_csv(readers.sqlite, question, {}).splitlines()

    answers = {value: as_csv(readers.sqlite, question, {parameter: value}) for value in values(declared)}

    lines = {value: found.splitlines() for value, found in answers.items()}
    assert [
        value for value in lines if [line for line in everything if line in set(lines[value])] != lines[value]
    ] == []
    assert any(1 < len(found) < len(everything) for found in lines.values())
    assert {value: as_csv(readers.postgresql, question, {parameter: value}) for value in answers} == answers
    assert {value: as_csv(readers.reordered, question, {parameter: value}) for value in answers} == answers


# Figures: every number of the two articles


#: Claim: its number as printed, the hedge, low, best, high, measure, day, paragraph, who said it.
FIGURES: dict[str, tuple[str, str, int | None, int | None, int | None, str, str, int, str | None]] = {
    f"{DAYEN}/embassy-personnel": ("16,000", "exact", 16000, 16000, 16000, "planned", "2011", 8, None),
    f"{DAYEN}/private-security": ("5,000", "exact", 5000, 5000, 5000, "planned", "2011", 8, None),
    f"{DAYEN}/training-staff": ("training staff", "unquantified", None, None, None, "planned", "2011", 8, None),
    f"{TIMES}/new-troops": ("up to 575", "up_to", None, None, 575, "planned", "2014-06-20", 2, "us-officials-2014"),
    f"{TIMES}/sizable-force-2011": (
        *("fairly sizable", "unquantified", None, None, None),
        *("proposed", "2011/..", 8, "john-kirby"),
    ),
    f"{TIMES}/very-small-number": ("up to 300", "up_to", None, None, 300, "planned", "2014-06-20", 8, "john-kirby"),
    f"{TIMES}/advisers": ("up to 300", "up_to", None, None, 300, "planned", "2014-06-19", 9, "obama"),
    f"{TIMES}/embassy-security": ("275", "exact", 275, 275, 275, "planned", "2014-06-20", 10, "obama"),
    f"{TIMES}/embassy-people": ("roughly 5,000", "about", None, 5000, None, "present", "2014-06-20", 10, None),
    f"{TIMES}/embassy-people-relocated": (
        *("some of those", "unquantified", None, None, None),
        *("withdrawn", "../2014-06-20", 10, None),
    ),
    f"{TIMES}/sent-to-embassy": ("about 170", "about", None, 170, None, "sent", "2014-06-15", 10, None),
    f"{TIMES}/standby": ("additional 100", "exact", 100, 100, 100, "standby", "2014-06-20", 10, None),
    f"{TIMES}/isil-fighters": ("several thousand", "thousands", None, None, None, "present", "2014-06-20", 11, None),
    f"{TIMES}/administrative-jobs": ("about 200", "about", None, 200, None, "present", "2011/2014-06-20", 15, None),
    f"{TIMES}/advisers-soon": (
        *("several dozen", "dozens", None, None, None),
        *("planned", "2014-06-20", 16, "john-kirby"),
    ),
}


def test_figures_hold_every_number_of_the_articles_with_its_hedge(run: Runner, built_in_file: Path) -> None:
    done = run("--db", str(built_in_file), "figures", "--host", "irq", "-f", "json")

    found = {row["ref"]: row for row in json.loads(done.stdout)}
    assert {
        ref: (
            *(row[name] for name in ("quantifier", "low", "best", "high", "measure", "as_of")),
            int(row["locator"].removeprefix("paragraph ")),
            row["attributed_to"],
        )
        for ref, row in found.items()
    } == {ref: expected[1:] for ref, expected in FIGURES.items()}
    assert [ref for ref, row in found.items() if FIGURES[ref][0] not in row["wording"].lower()] == []
    assert {row["value_kind"] for row in found.values()} == {"value"}
    assert [ref for ref, row in found.items() if row["source"] != ref.partition("/")[0]] == []


def test_a_ceiling_is_no_number(reader: Reader) -> None:
    found = {row["ref"]: row for row in rows(reader, "figures")}

    assert (found[f"{TIMES}/advisers"]["high"], found[f"{TIMES}/advisers"]["best"]) == (300, None)
    assert found[f"{TIMES}/advisers"]["low"] is None


def test_assets_are_apart_from_people(reader: Reader) -> None:
    found = {row["ref"]: (row["quantifier"], row["low"], row["best"], row["high"]) for row in rows(reader, "assets")}

    assert found == {
        f"{DAYEN}/air-service": ("exact", 46, 46, 46),
        f"{DAYEN}/hospitals": ("several", None, None, None),
    }


def test_an_actor_stands_for_all_its_parts(reader: Reader) -> None:
    owner = {f"{DAYEN}/embassy-personnel": "us-department-of-state", f"{TIMES}/standby": "us-central-command"}

    american = {str(row["ref"]): row["actor"] for row in rows(reader, "figures", actor="usa")}

    assert {ref: american[ref] for ref in owner} == owner
    assert set(american) == set(FIGURES) - {f"{TIMES}/isil-fighters"}
    assert refs(reader, "figures", actor="us-central-command") == ["standby"]
    assert "standby" in refs(reader, "figures", actor="us-armed-forces")
    assert f"{DAYEN}/embassy-personnel" not in refs(reader, "figures", actor="us-armed-forces")


def test_a_host_is_no_actor(reader: Reader) -> None:
    assert refs(reader, "figures", actor="irq") == []
    assert refs(reader, "figures", host="usa") == []


def test_parts_of_a_figure_are_found_at_any_depth(reader: Reader) -> None:
    assert refs(reader, "figures", part_of=f"{TIMES}/new-troops") == [
        "advisers",
        "very-small-number",
        "embassy-security",
        "advisers-soon",
    ]
    assert refs(reader, "figures", part_of=f"{TIMES}/advisers") == ["advisers-soon"]
    assert refs(reader, "figures", part_of=f"{TIMES}/advisers-soon") == []


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2010-12-31", ["embassy-people-relocated"]),
        ("2014-06-14", ["administrative-jobs", "sizable-force-2011", "embassy-people-relocated"]),
        (
            "2014-06-15",
            ["administrative-jobs", "sizable-force-2011", "sent-to-embassy", "embassy-people-relocated"],
        ),
        ("2014-06-19", ["administrative-jobs", "sizable-force-2011", "advisers", "embassy-people-relocated"]),
        ("2014-06-21", ["sizable-force-2011"]),
    ],
)
def test_a_day_finds_what_may_hold_on_it(day: str, found: list[str], reader: Reader) -> None:
    assert sorted(refs(reader, "figures", as_of=day)) == sorted(found)


def test_a_year_may_be_any_of_its_days(reader: Reader) -> None:
    assert f"{DAYEN}/embassy-personnel" in refs(reader, "figures", as_of="2011-01-01")
    assert f"{DAYEN}/embassy-personnel" in refs(reader, "figures", as_of="2011-12-31")
    assert f"{DAYEN}/embassy-personnel" not in refs(reader, "figures", as_of="2012-01-01")


FILTERS = {
    "actor": "us-armed-forces",
    "host": "irq",
    "category": "military",
    "function": "security",
    "measure": "planned",
    "as_of": "2014-06-20",
    "source": TIMES,
    "negotiation": "usa-irq-2014",
    "part_of": f"{TIMES}/new-troops",
}


@pytest.mark.parametrize("one", FILTERS)
def test_filters_together_find_what_each_of_them_finds(one: str, reader: Reader) -> None:
    everything = refs(reader, "figures")
    alone = refs(reader, "figures", **{one: FILTERS[one]})

    assert set(alone) <= set(everything)
    assert one == "host" or len(alone) < len(everything)
    for other in FILTERS:
        with_other = set(refs(reader, "figures", **{other: FILTERS[other]}))
        both = refs(reader, "figures", **{one: FILTERS[one], other: FILTERS[other]})
        assert both == [ref for ref in alone if ref in with_other]


def test_all_filters_together_find_one_figure(reader: Reader) -> None:
    assert refs(reader, "figures", **FILTERS) == ["embassy-security"]


# Words for actors


@pytest.mark.parametrize(
    ("word", "key"),
    {
        "irq": "irq",
        "IRQ": "irq",
        "iq": "irq",
        "Iq": "irq",
        "Iraq": "irq",
        "REPUBLIC OF IRAQ": "irq",
        "US": "usa",
        "U.S.": "usa",
        "u.s.a.": "usa",
        "united states": "usa",
        "State Department": "us-department-of-state",
        "the Pentagon": "",
        "pentagon": "us-department-of-defense",
        "Kirby": "john-kirby",
        "ISIL": "isil",
        "isil": "isil",
        "Niger": "ner",
        "NIGER": "ner",
        "Nigeria": "nga",
        "Côte d'Ivoire": "civ",
        "cote divoire": "civ",
        "COTE D’IVOIRE": "civ",
        "Türkiye": "tur",
        "turkiye": "tur",
        "Åland Islands": "ala",
        "aland islands": "ala",
    }.items(),
)
def test_an_actor_is_found_by_key_code_and_strong_name(word: str, key: str, reader: Reader) -> None:
    if not key:
        with pytest.raises(WrongUseError):
            resolve_actor(reader, word)
    else:
        assert resolve_actor(reader, word) == key


def test_every_key_code_and_strong_name_means_its_own_actor(reader: Reader) -> None:
    names = """
        SELECT a.key, n.name FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id WHERE n.type <> 'weak'
        UNION SELECT a.key, c.code FROM actor_codes AS c JOIN actors AS a ON a.id = c.actor_id
        WHERE NOT EXISTS (SELECT 1 FROM actor_codes AS o WHERE o.code = c.code AND o.actor_id <> c.actor_id)
        UNION SELECT a.key, a.key FROM actors AS a"""

    found = [(str(key), str(name), resolve_actor(reader, str(name))) for key, name in reader.ask(names, {}, {}).rows]

    assert len(found) > 1000
    assert [each for each in found if each[0] != each[2]] == []


@pytest.mark.parametrize(
    ("word", "keys"),
    {
        "Korea": ["kor", "prk"],
        "Kabul": ["afg"],
        "Central Command": ["us-central-command"],
        "Congress": ["us-congress"],
        "american troops": ["us-armed-forces"],
        "ISF": ["iraqi-security-forces"],
    }.items(),
)
def test_a_weak_or_ambiguous_name_is_refused_with_the_keys(
    word: str, keys: list[str], run: Runner, built_in_file: Path
) -> None:
    done = run("--db", str(built_in_file), "figures", "--actor", word)

    assert (done.returncode, done.stdout) == (2, "")
    assert all(key in done.stderr for key in keys)
    assert repr(word) in done.stderr


def test_a_word_is_never_guessed_at(run: Runner, built_in_file: Path) -> None:
    done = run("--db", str(built_in_file), "figures", "--host", "Nigr")

    assert (done.returncode, done.stdout) == (2, "")
    assert "ner (Niger)" in done.stderr
    assert "nga (Nigeria)" in done.stderr


# Timeline, positions, negotiations


def test_a_timeline_puts_what_was_over_first(readers: Readers) -> None:
    found = rows(readers.sqlite, "timeline")

    disorder = [
        (earlier["ref"], later["ref"])
        for place, earlier in enumerate(found)
        for later in found[place + 1 :]
        if later["occurred_latest"] is not None
        and earlier["occurred_earliest"] is not None
        and str(later["occurred_latest"]) < str(earlier["occurred_earliest"])
    ]
    assert disorder == []


def test_a_timeline_puts_2011_before_2014(reader: Reader) -> None:
    found = [str(row["occurred"]) for row in rows(reader, "timeline")]

    dated = [each[:4] for each in found if not each.startswith("..")]
    assert dated == sorted(dated)
    assert {"2011", "2014"} == set(dated)


def test_a_timeline_holds_positions_events_and_figures(reader: Reader) -> None:
    found = rows(reader, "timeline", negotiation="usa-irq-2014")

    assert {row["kind"] for row in found} == {"position", "event", "figure"}
    assert {row["negotiation"] for row in found} == {"usa-irq-2014"}
    assert f"{TIMES}/new-troops" in [row["ref"] for row in found]


def test_a_demand_and_its_refusal_answer_each_other(reader: Reader) -> None:
    found = {row["ref"]: row for row in rows(reader, "positions", issue="criminal_jurisdiction")}
    demand, refusal = found[f"{DAYEN}/immunity-demanded"], found[f"{DAYEN}/immunity-refused"]

    assert (demand["act"], refusal["act"]) == ("demand", "refuse")
    assert refusal["responds_to"] == demand["ref"]
    assert demand["responds_to"] == f"{DAYEN}/no-immunity-announced"
    assert {demand["issue"], refusal["issue"]} == {"criminal_jurisdiction"}
    assert resolve_actor(reader, "Panetta") == demand["holder"]
    assert (refusal["holder"], refusal["addressee"], demand["addressee"]) == ("iraqi-government", "usa", "irq")


def test_the_side_of_a_state_holds_the_positions_of_its_parts(reader: Reader) -> None:
    american = {str(row["holder"]) for row in rows(reader, "positions", holder="usa")}
    iraqi = {str(row["holder"]) for row in rows(reader, "positions", holder="irq")}

    assert {"us-government", "leon-panetta", "obama"} <= american
    assert {"iraqi-government", "iraqi-population", "sadrists"} == iraqi
    assert american & iraqi == set()


def test_a_negotiation_names_all_its_parties(readers: Readers) -> None:
    (found,) = (row for row in rows(readers.sqlite, "negotiations") if row["key"] == "talks-red")

    assert (found["sending_state"], found["receiving_state"]) == ("freedonia-red, usa", "irq, kwt")


def test_a_later_negotiation_follows_the_earlier(reader: Reader) -> None:
    assert {row["key"]: row["follows"] for row in rows(reader, "negotiations")} == {
        "usa-irq-2011": None,
        "usa-irq-2014": "usa-irq-2011",
    }


def test_conflicts_are_pairs_whose_ranges_do_not_meet(readers: Readers) -> None:
    found = {(row["ref"], row["other_ref"]): row["verdict"] for row in rows(readers.sqlite, "conflicts")}

    assert found[("herald-blue/first-count", "herald-blue/second-count")] == "conflict"
    assert found[("herald-blue/first-count", "herald-red/second-count")] == "conflict"
    assert ("herald-blue/fifth-count", "herald-blue/first-count") not in found
    assert found[("herald-blue/ninth-count", "herald-blue/seventh-count")] == "other_category"
    assert set(found.values()) == {"conflict", "other_category"}
    assert all(one < other for one, other in ((str(a), str(b)) for a, b in found))


def test_what_only_looks_like_a_contradiction_comes_last(readers: Readers) -> None:
    verdicts = [str(row["verdict"]) for row in rows(readers.sqlite, "conflicts")]

    assert verdicts == sorted(verdicts)
    assert verdicts[0] == "conflict"


def test_the_built_in_articles_do_not_contradict_each_other(reader: Reader) -> None:
    assert rows(reader, "conflicts") == []


def test_sources_count_their_claims(reader: Reader) -> None:
    found = {row["key"]: (row["figures"], row["assets"], row["passages"]) for row in rows(reader, "sources")}

    assert found == {DAYEN: (3, 2, 9), TIMES: (12, 0, 16)}
