"""`show` tells all that is known about a claim or a thing, alike on both engines."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from sofadb.codebook import read_codebook
from sofadb.database.engine import writing_engine
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.errors import WrongUseError
from sofadb.kinds import CLAIMS, THINGS
from sofadb.provenance import KINDS, explain
from sofadb.seed.loading.load import load_files
from sofadb.vocabulary import CLAIM_TABLES
from tests.conftest import database_words
from tests.test_questions import write_seeds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.provenance import Account
    from tests.conftest import Runner, Server

TIMES = "military-times-2014-06-20"
DAYEN = "dayen-2011"

SEED = """\
format: 1
source:
  key: gazette
  type: treaty
  publication: {key: the-gazette, name: Gazette, kind: newspaper}
  title: "\\"Quoted\\", {braced}"
  authors: [A. Writer, B. Writer]
  published: 2010~
  url: https://example.org/one
  archive_url: https://example.org/two
  archived_at: 2012-05-01
  doi: 10.1000/1
  licence: CC0-1.0
actors:
  - {key: ruritania, name: Ruritania, kind: area}
  - {key: rudolf, name: Rudolf, kind: person, part_of: ruritania}
offices:
  - {key: king, at: paragraph 1, person: rudolf, organisation: ruritania, title: King, started: 2009}
negotiations:
  - {key: zenda, at: paragraph 1, title: Zenda, status: suspended, attributed_to: rudolf}
agreements:
  - {key: accord, at: paragraph 1, title: Accord, kind: memorandum, negotiation: zenda, signed: 2010}
deployments:
  - {key: zenda, at: paragraph 1, title: Guards, sender: ruritania, host: kwt, mission: train}
passages:
  - at: paragraph 2
    positions:
      - {key: wish, negotiation: zenda, holder: rudolf, act: demand, issue: custody, summary: Wants custody.,
         conditions: [{kind: if, text: it snows}, {kind: unless, text: it rains}]}
    events:
      - {key: same, kind: incident, summary: It happened., actor: ruritania}
    provisions:
      - {key: rule, agreement: accord, issue: custody, summary: A rule.}
    counts:
      - {key: all, COUNT, exact: 9, wording: nine, attributed_to: rudolf, basis: {reserve: no, afloat: yes}, parts: [
          {key: some, about: 5, parts: [{key: few, words: several}]}]}
      - {key: others, COUNT, exact: 12}
      - {key: as-many, COUNT, exact: 9}
    assets:
      - {key: boats, actor: ruritania, host: kwt, measure: present, kind: ship, exact: 4, parts: [
          {key: canoes, kind: ship, exact: 1}]}
"""
COUNT = "actor: ruritania, host: kwt, measure: present, category: military, as_of: 2010-05"


@pytest.fixture(scope="module")
def targets(
    tmp_path_factory: pytest.TempPathFactory, built_in_file: Path, server: Server, built_in_template: str
) -> Iterator[tuple[Target, Target]]:
    """Give the built-in dataset and more seeds on both engines."""
    folder = tmp_path_factory.mktemp("show")
    (folder / "gazette.yaml").write_text(SEED.replace("COUNT", COUNT), "utf-8")
    files = [*write_seeds(folder, "blue", "red"), str(folder / "gazette.yaml")]
    local = Target(path=shutil.copyfile(built_in_file, folder / "local.db"))
    remote = server.create(built_in_template)
    for target in (local, remote):
        load_files(target, files)
    yield local, remote
    server.drop(remote)


@pytest.fixture(scope="module")
def db(targets: tuple[Target, Target]) -> tuple[str, str]:
    """Name the file."""
    return database_words(targets[0])


def known(targets: tuple[Target, Target], ref: str, kind: str | None = None) -> Account:
    """Return what is known about a ref or key, which is the same on both engines."""
    accounts = []
    for target in targets:
        with open_reader(target) as reader:
            accounts.append(explain(reader, ref, kind))
    assert accounts[0] == accounts[1]
    return accounts[0]


def lines(account: Account) -> dict[str, list[str]]:
    """Return the lines of an account by their field."""
    found: dict[str, list[str]] = {}
    for field, value in account.as_lines().rows:
        found.setdefault(str(field), []).append(str(value))
    return found


# Claims


def test_a_figure_says_who_where_and_of_what_it_is_a_part(targets: tuple[Target, Target]) -> None:
    shown = lines(known(targets, f"{TIMES}/advisers"))

    assert shown["kind"] == ["figure"]
    assert shown["wording"] == ['up to 300 "military advisers"']
    assert (shown["quantifier"], shown["high"]) == (["up_to"], ["300"])
    assert "best" not in shown
    assert (shown["said by"], shown["passage"]) == (["Obama"], ["paragraph 9"])
    assert shown["office"] == [f"{TIMES}/obama-president (Obama, President, Government of the United States)"]
    assert shown["whole"] == [f"{TIMES}/new-troops (up to 575 new troops, high 575)"]
    assert shown["part"] == [f"{TIMES}/advisers-soon (Several dozen of those new advisers)"]
    assert len(shown["other part"]) == 2
    assert (shown["publication"], shown["published"]) == (["Military Times"], ["2014-06-20"])
    assert shown["written in"][0].startswith("data/seed/immunity-2014.yaml:")


def test_parts_are_shown_at_any_depth_with_their_numbers(targets: tuple[Target, Target]) -> None:
    whole, least = known(targets, "gazette/all").fields, known(targets, "gazette/few").fields

    assert whole["part"] == [
        {"ref": "gazette/few", "wording": None, "low": None, "best": None, "high": None, "within": "gazette/some"},
        {"ref": "gazette/some", "wording": None, "low": None, "best": 5, "high": None, "within": None},
    ]
    assert isinstance(least["whole"], list)
    assert [item["ref"] for item in least["whole"] if not isinstance(item, str)] == ["gazette/some", "gazette/all"]
    assert lines(known(targets, "gazette/all"))["part"] == [
        "gazette/few (within gazette/some)",
        "gazette/some (best 5)",
    ]


def test_what_a_count_includes_and_who_says_something_else_is_shown(targets: tuple[Target, Target]) -> None:
    shown = lines(known(targets, "gazette/all"))

    assert shown["includes"] == ["afloat: yes", "reserve: no"]
    assert shown["does not meet"] == ["gazette/others (conflict)"]
    assert shown["said elsewhere"] == ["gazette/as-many (best 9, as_of 2010-05)"]
    assert lines(known(targets, "gazette/others"))["does not meet"] == [
        "gazette/all (nine, conflict)",
        "gazette/as-many (conflict)",
    ]


def test_parts_of_assets_are_shown_too(targets: tuple[Target, Target]) -> None:
    assert lines(known(targets, "gazette/boats"))["part"] == ["gazette/canoes (best 1)"]
    assert lines(known(targets, "gazette/canoes"))["whole"] == ["gazette/boats (best 4)"]


def test_a_position_shows_what_it_answers_its_answers_and_its_conditions(targets: tuple[Target, Target]) -> None:
    shown = lines(known(targets, f"{DAYEN}/immunity-demanded"))

    assert shown["wording"] == ["must have immunity"]
    assert shown["answers"][0].startswith(f"{DAYEN}/no-immunity-announced (Government of Iraq, refuse, ")
    assert shown["answered by"][0].startswith(f"{DAYEN}/immunity-refused (Government of Iraq, refuse, ")
    assert shown["office"] == [
        f"{DAYEN}/panetta-defense-secretary (Leon E. Panetta, Defense Secretary, US Department of Defense)"
    ]
    assert lines(known(targets, "gazette/wish"))["condition"] == ["if it snows", "unless it rains"]
    assert lines(known(targets, "gazette/wish"))["office"] == ["gazette/king (Rudolf, King, Ruritania, started 2009)"]


@pytest.mark.parametrize(
    ("ref", "kind"), [("gazette/king", "office"), ("gazette/rule", "provision"), ("gazette/same", "event")]
)
def test_every_kind_of_claim_leads_to_its_source(ref: str, kind: str, targets: tuple[Target, Target]) -> None:
    shown = lines(known(targets, ref))

    assert (shown["ref"], shown["kind"], shown["source"]) == ([ref], [kind], ["gazette"])
    assert shown["source title"] == ['"Quoted", {braced}']
    assert shown["authors"] == ["A. Writer; B. Writer"]
    assert (shown["url"], shown["archive url"]) == (["https://example.org/one"], ["https://example.org/two"])
    assert shown["written in"][0].rpartition(":")[0].endswith("gazette.yaml")


def test_a_copy_of_the_article_is_shown_where_the_reader_has_one(file_target: Target) -> None:
    engine = writing_engine(file_target)
    with engine.begin() as connection:
        connection.execute(text("UPDATE passages SET text = 'The copy.'"))
    engine.dispose()

    with open_reader(file_target) as reader:
        shown = lines(explain(reader, f"{TIMES}/advisers"))

    assert shown["passage text"] == ["The copy."]


def test_every_claim_and_thing_of_the_dataset_can_be_shown(targets: tuple[Target, Target]) -> None:
    with open_reader(targets[0]) as reader:
        for kind, table in CLAIMS.items():
            sql = f"SELECT s.key || '/' || c.key FROM {table} AS c JOIN sources AS s ON s.id = c.source_id"
            for (ref,) in list(reader.ask(sql, {}, {}).rows):
                assert list(explain(reader, str(ref), kind).fields.items())[:2] == [("ref", ref), ("kind", kind)]
        for kind, table in THINGS.items():
            for (key,) in list(reader.ask(f"SELECT key FROM {table}", {}, {}).rows):
                assert list(explain(reader, str(key), kind).fields.items())[:2] == [("key", key), ("kind", kind)]


def test_the_kinds_of_claims_are_the_tables_of_claims() -> None:
    assert sorted(CLAIMS.values()) == sorted(CLAIM_TABLES)
    assert {*CLAIMS.values(), *THINGS.values()} <= set(read_codebook())


# Things


def test_a_negotiation_shows_parties_deployments_and_where_to_read_on(targets: tuple[Target, Target]) -> None:
    shown = lines(known(targets, "usa-irq-2014", "negotiation"))

    assert shown["negotiation status"] == ["under_negotiation"]
    assert shown["claim status"] == ["accepted"]
    assert shown["party"] == ["usa (United States, sending_state)", "irq (Iraq, receiving_state)"]
    assert shown["follows"] == ["usa-irq-2011"]
    assert len(shown["deployment"]) == 4
    assert shown["see"][0] == "sofadb timeline usa-irq-2014"
    assert lines(known(targets, "usa-irq-2011"))["followed by"][0].startswith("usa-irq-2014 (")


def test_an_actor_shows_names_codes_parts_and_what_it_takes_part_in(targets: tuple[Target, Target]) -> None:
    shown = lines(known(targets, "Iraq"))

    assert (shown["key"], shown["actor kind"]) == (["irq"], ["state"])
    assert shown["called"] == ["Iraq (primary)", "Baghdad (weak)", "Republic of Iraq (alias)"]
    assert "IRQ (scheme iso3)" in shown["code"]
    assert "iraqi-government (Government of Iraq)" in shown["part"]
    assert [line.split()[0] for line in shown["negotiation"]][-2:] == ["usa-irq-2011", "usa-irq-2014"]
    assert "sofadb figures --host irq" in shown["see"]
    assert "sofadb figures --actor irq" not in shown["see"]


def test_an_agreement_shows_its_provisions(targets: tuple[Target, Target]) -> None:
    shown = lines(known(targets, "accord", "agreement"))

    assert (shown["negotiation"], shown["signed"]) == (["zenda"], ["2010"])
    assert shown["provision"] == ["gazette/rule (custody, A rule.)"]


def test_a_source_shows_all_that_a_reference_needs(targets: tuple[Target, Target]) -> None:
    shown = lines(known(targets, "gazette"))

    assert (shown["doi"], shown["licence"], shown["archived at"]) == (["10.1000/1"], ["CC0-1.0"], ["2012-05-01"])
    assert (shown["figures"], shown["passages"]) == (["5"], ["2"])
    assert "sofadb cite gazette" in shown["see"]


def test_who_speaks_for_a_thing_is_shown_with_the_office(targets: tuple[Target, Target]) -> None:
    assert lines(known(targets, "zenda", "negotiation"))["office"] == [
        "gazette/king (Rudolf, King, Ruritania, started 2009)"
    ]


def test_a_view_shows_its_columns(targets: tuple[Target, Target]) -> None:
    shown = lines(known(targets, "figures"))

    assert shown["kind"] == ["view"]
    assert len(shown["column"]) == len(read_codebook()["figures"].columns)
    assert shown["see"] == ["sofadb export figures"]


@pytest.mark.parametrize(
    "key", ["usa", "irq", "us-government", "usa-irq-2011", "usa-irq-advisers-2014", "herald-blue", "accord-red"]
)
def test_the_commands_that_are_named_answer(
    key: str, targets: tuple[Target, Target], db: tuple[str, str], run: Runner
) -> None:
    for command in lines(known(targets, key))["see"] if key != "accord-red" else ["sofadb show accord-red"]:
        name, *words = command.split()
        done = run(*db, *words)
        assert (name, done.returncode, done.stderr) == ("sofadb", 0, "")
        assert len(done.stdout.splitlines()) > 2 or "cite" in words


# What names nothing, or more than one thing


@pytest.mark.parametrize(
    ("word", "kind", "near"),
    [
        (f"{TIMES}/advisors", None, f"{TIMES}/advisers"),
        ("advisers", None, f"{TIMES}/advisers"),
        ("dayen-2012", None, DAYEN),
        ("Irak", None, "irq"),
        ("Leon Panneta", None, "leon-panetta"),
        ("figurs", None, "figures"),
        ("usa-irq-2014", None, "--kind negotiation"),
        ("the president", None, "obama"),
        ("Baghdad", None, "irq"),
        ("usa-irq-2013", "negotiation", "usa-irq-2011"),
        ("usa", "negotiation", "usa-irq-2011 or usa-irq-2014"),
        ("qqqqqqqqqq", None, "sofadb search"),
        ("usa", "state", "actor"),
        ("", None, "sofadb search"),
        ("/", None, "source/claim"),
    ],
)
def test_what_names_nothing_is_refused_with_what_was_near(
    word: str, kind: str | None, near: str, targets: tuple[Target, Target]
) -> None:
    said = []
    for target in targets:
        with open_reader(target) as reader, pytest.raises(WrongUseError) as refusal:
            explain(reader, word, kind)
        said.append((refusal.value.message, refusal.value.remedy))

    assert near in said[0][1]
    assert said[0] == said[1]


@pytest.mark.parametrize("word", ["IRAQ", "iq", "Republic of Iraq", "Irq"])
def test_a_thing_is_found_by_key_code_and_name_whatever_the_case(word: str, targets: tuple[Target, Target]) -> None:
    assert known(targets, word).fields["key"] == "irq"


def test_a_source_is_found_by_its_title(targets: tuple[Target, Target]) -> None:
    assert known(targets, "us and iraq talking over legal immunity for troops").fields["key"] == TIMES


def test_a_kind_tells_two_things_of_one_key_apart(targets: tuple[Target, Target]) -> None:
    assert known(targets, "zenda", "deployment").fields["kind"] == "deployment"
    assert known(targets, "zenda", "negotiation").fields["kind"] == "negotiation"


# The command


def test_lines_are_rows_of_field_and_value(db: tuple[str, str], run: Runner) -> None:
    done = run(*db, "show", "gazette/all", "--csv")

    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[0] == ["field", "value"]
    assert ["part", "gazette/some (best 5)"] in rows
    assert [row for row in rows if row[1] == ""] == []


@pytest.mark.parametrize("fmt", ["json", "jsonl"])
def test_json_is_one_object_whose_repeated_fields_are_lists(fmt: str, db: tuple[str, str], run: Runner) -> None:
    done = run(*db, "show", "gazette/all", "-f", fmt)

    read = json.loads(done.stdout)
    (shown,) = read if fmt == "json" else [read]
    assert (shown["best"], shown["place"]) == (9, None)
    assert [part["ref"] for part in shown["part"]] == ["gazette/few", "gazette/some"]
    assert shown["includes"] == ["afloat: yes", "reserve: no"]
    assert shown["whole"] == []
    assert shown["does_not_meet"] == [{"ref": "gazette/others", "wording": None, "verdict": "conflict"}]


def test_objects_of_one_kind_have_the_same_fields(db: tuple[str, str], run: Runner) -> None:
    one, other = (
        json.loads(run(*db, "show", ref, "--json").stdout)[0] for ref in ("gazette/few", f"{TIMES}/advisers")
    )

    assert list(one) == list(other)


def test_columns_of_an_object_are_its_fields(db: tuple[str, str], run: Runner) -> None:
    done = run(*db, "show", "gazette/all", "--json", "--columns", "ref,best,part")

    assert list(json.loads(done.stdout)[0]) == ["ref", "best", "part"]


def test_help_names_every_kind(run: Runner) -> None:
    shown = " ".join(run("show", "--help").stdout.split())

    assert [kind for kind in KINDS if kind not in shown] == []
