"""The command prints totals that add nothing up that must not be, and says of every claim what became of it."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import database_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sofadb.database.target import Target
    from tests.conftest import Runner


TIMES = "military-times-2014-06-20"


def total(run: Runner, db: str, *words: str) -> dict[str, dict[str, str]]:
    """Return the rows of a total by measure and category."""
    done = run("--db", db, "figures", "--total", "--csv", *words)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    return {f"{row['measure']} {row['category']}": row for row in rows}


def bounds(row: Mapping[str, str]) -> tuple[str, str, str]:
    return row["low"], row["best"], row["high"]


def explained(run: Runner, db: str, *words: str) -> list[dict[str, str]]:
    done = run("--db", db, "figures", "--total", "--explain", "--csv", *words)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


EVERYWHERE = ["", "--host irq", "--actor guards", "--function medical --as-of 2012-06-01", "--during 2012-06"]


@pytest.mark.parametrize("words", EVERYWHERE)
@pytest.mark.parametrize("explain", [False, True])
def test_both_engines_print_the_same_bytes(
    words: str, explain: bool, run: Runner, databases: tuple[Target, Target]
) -> None:
    asked = ["figures", "--total", "--as-of", "2014-06-20", *words.split(), *(["--explain"] if explain else [])]

    one, other = (run(*database_words(target), *asked) for target in databases)

    assert one.stdout == other.stdout
    assert one.returncode == other.returncode == 0


def test_the_advisers_and_the_embassys_guards_are_not_added_to_the_575(run: Runner, db: str) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(
                run("--db", db, "figures", "--total", "--host", "irq", "--as-of", "2014-06-20", "--csv").stdout
            )
        )
    )

    army = {row["measure"]: row for row in rows if row["actor"] == "us-armed-forces"}
    assert bounds(army["planned"]) == ("0", "", "575")
    assert army["planned"]["counted"] == f"{TIMES}/new-troops"
    assert army["planned"]["left_out"] == (
        f"{TIMES}/advisers (part of {TIMES}/new-troops); {TIMES}/advisers-soon (part of {TIMES}/advisers); "
        f"{TIMES}/embassy-security (part of {TIMES}/new-troops); "
        f"{TIMES}/very-small-number (part of {TIMES}/new-troops)"
    )
    assert bounds(army["present"]) == ("200", "200", "")


@pytest.mark.parametrize("words", [*EVERYWHERE, "--part-of gazette/plan", "--measure planned --source gazette"])
def test_an_explanation_names_every_figure_once(words: str, run: Runner, db: str) -> None:
    filters = words.partition("--during")[0].split()
    listed = csv.DictReader(io.StringIO(run("--db", db, "figures", "--csv", *_without_day(filters)).stdout))

    told = [row["ref"] for row in explained(run, db, *words.split()) if row["ref"]]

    assert sorted(told) == sorted(row["ref"] for row in listed)
    assert told


def _without_day(words: list[str]) -> list[str]:
    return words[: words.index("--as-of")] if "--as-of" in words else words


def test_what_is_known_by_a_day_is_counted(run: Runner, db: str) -> None:
    row = total(run, db, "--actor", "guards", "--as-of", "2012-06-01")["present military"]

    assert bounds(row) == ("80", "", "")
    assert (row["claims"], row["oldest"], row["newest"]) == ("2", "2012-03-31", "2012-03-31")
    assert row["counted"] == "gazette/stay-2012; gazette/stay-also"
    assert row["left_out"] == (
        "gazette/stay-2010 (older than gazette/stay-2012); gazette/stay-later (after 2012-06-01); "
        "gazette/stay-someday (has no date); gazette/stay-wrong (deprecated)"
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2010-06-01", ("90", "", "")), ("2013-06-01", ("2", "2", "2")), ("1990-01-01", ("90", "", ""))],
)
def test_another_day_gives_another_total(day: str, expected: tuple[str, str, str], run: Runner, db: str) -> None:
    assert bounds(total(run, db, "--actor", "guards", "--as-of", day)["present military"]) == expected


def test_without_a_day_it_is_today_and_says_so(run: Runner, db: str) -> None:
    done = run("--db", db, "figures", "--total", "--actor", "guards", "--measure", "present", "--csv")

    assert re.fullmatch(r"totals of what is known today, \d{4}-\d\d-\d\d; --as-of DAY for another day\n", done.stderr)
    assert ",2,2,2,1,2013-12-31,2013-12-31,gazette/stay-later," in done.stdout


def test_a_group_of_which_nothing_counts_is_not_hidden_and_not_zero(run: Runner, db: str) -> None:
    row = total(run, db, "--actor", "guards", "--as-of", "2012-01-01")["planned military"]

    assert bounds(row) == ("", "", "")
    assert row["claims"] == "0"
    assert row["left_out"].startswith("gazette/matrons (after 2012-01-01); ")


def test_a_whole_of_another_category_leads_on_to_the_whole_of_its_own(run: Runner, db: str) -> None:
    rows = total(run, db, "--actor", "guards", "--as-of", "2012-06-01")

    assert bounds(rows["planned military"]) == ("0", "", "500")
    assert "gazette/matrons (part of gazette/medics)" in rows["planned military"]["left_out"]
    assert bounds(rows["planned civilian"]) == ("9", "9", "9")


def test_a_whole_that_is_not_asked_for_does_not_hold_its_parts(run: Runner, db: str) -> None:
    rows = total(run, db, "--function", "medical", "--category", "military", "--as-of", "2012-06-01")

    assert rows["planned military"]["counted"] == "gazette/medics"
    assert rows["planned military"]["left_out"] == "gazette/matrons (part of gazette/medics)"


def test_an_explanation_says_where_else_people_are_counted(run: Runner, db: str) -> None:
    rows = explained(run, db, "--actor", "guards", "--as-of", "2012-06-01")

    why = {row["ref"]: (row["role"], row["why"]) for row in rows if row["ref"]}
    assert why["gazette/nurses"] == (
        "counted",
        "counted; also within gazette/plan, counted as guards in irq, planned military",
    )
    assert why["gazette/stay-also"] == ("counted", "counted, though its status is conflict")
    assert why["gazette/matrons"] == ("left out", "part of gazette/medics")
    assert why["gazette/moved-may"] == ("left out", "a movement: summed only over a period, --during")


def test_an_explanation_is_a_tree(run: Runner, db: str) -> None:
    rows = explained(run, db, "--actor", "guards", "--measure", "planned", "--as-of", "2012-06-01")

    assert [row["tree"].replace("\u00a0", " ") for row in rows] == [
        "guards in irq, planned civilian",
        "└─ no deployment, medical",
        "   └─ gazette/nurses",
        "guards in irq, planned military",
        "└─ no deployment, unspecified",
        "   └─ gazette/plan",
        "      └─ gazette/medics",
        "         └─ gazette/matrons",
    ]
    assert [row["role"] for row in rows[:3]] == ["total", "thing", "counted"]
    assert {row["source"] for row in rows if row["ref"]} == {"gazette"}


def test_movements_are_summed_only_over_a_period(run: Runner, db: str) -> None:
    asked = ("--actor", "guards", "--measure", "sent", "--as-of", "2014-01-01")

    without = run("--db", db, "figures", "--total", *asked, "--csv")
    june = total(run, db, *asked, "--during", "2012-06")["sent military"]
    told = run("--db", db, "figures", "--total", *asked, "--during", "2012-06").stderr

    assert "sent,military,,,,0,,," in without.stdout
    assert without.stderr == "movements (sent, withdrawn) are summed only over a period: --during PERIOD\n"
    assert told == ""
    assert bounds(june) == ("60", "", "")
    assert june["counted"] == "gazette/moved-in-june; gazette/moved-june; gazette/moved-june-too"
    assert june["left_out"] == (
        "gazette/moved-at-last (not wholly within 2012-06); gazette/moved-may (outside 2012-06)"
    )


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2012-05", ("10", "10", "10")),
        ("2012-05-01/2012-06-01", ("30", "", "")),
        ("../2012-05", ("10", "10", "10")),
        ("2012-06-15/..", ("", "", "")),
        ("2012", ("120", "", "")),
    ],
)
def test_a_period_holds_what_lies_wholly_within(
    period: str, expected: tuple[str, str, str], run: Runner, db: str
) -> None:
    assert bounds(total(run, db, "--actor", "guards", "--during", period)["sent military"]) == expected


def test_movements_whose_days_overlap_are_pointed_out(run: Runner, db: str) -> None:
    rows = explained(run, db, "--measure", "sent", "--actor", "guards", "--during", "2012")

    why = {row["ref"]: row["why"] for row in rows}
    doubt = "counted; may be the same people as gazette/{}: the days overlap"
    assert why["gazette/moved-may"] == why["gazette/moved-june"] == "counted"
    assert why["gazette/moved-in-june"] == doubt.format("moved-june")
    assert why["gazette/moved-at-last"] == doubt.format("moved-in-june")


@pytest.mark.parametrize("rule", ["at-least", "at_least", "AT-LEAST"])
def test_a_word_becomes_a_number_only_by_a_rule_that_is_named(rule: str, run: Runner, db: str) -> None:
    asked = ("--actor", "guards", "--measure", "standby", "--as-of", "2012-06-01")

    done = run("--db", db, "figures", "--total", *asked, "--reading", rule, "--jsonl")
    lines = explained(run, db, *asked, "--reading", rule)

    assert bounds(total(run, db, *asked)["standby military"]) == ("0", "", "")
    assert (json.loads(done.stdout)["low"], json.loads(done.stdout)["high"]) == (24, None)
    assert "read by the rule at_least: several as 3 or more, dozens as 24 or more" in done.stderr
    assert lines[-1]["why"] == "counted; dozens read as at least 24"
    assert (lines[-1]["wording"], lines[-1]["low"]) == ("a few dozen", "")


WRONG = {
    "--explain": "--explain is about a total",
    "--during 2012": "--during is about a total",
    "--reading at-least": "--reading is about a total",
    "--total --reading best": "unknown rule 'best'",
    "--total --during soon": "The date 'soon' cannot be read",
    "--total --during 2012-06/": "The date '2012-06/' cannot be read",
    "--total --as-of 2012": "'2012' is not a day",
    "--total --as-of": "requires an argument",
    "--total --host Nowhereland": "there is no actor 'Nowhereland'",
}


@pytest.mark.parametrize("words", WRONG)
def test_wrong_use_is_refused_with_a_remedy(words: str, run: Runner, db: str) -> None:
    done = run("--db", db, "figures", *words.split())

    assert done.returncode == 2
    assert done.stdout == ""
    assert WRONG[words] in done.stderr
    assert re.search(r"^(help:|See ')", done.stderr, re.MULTILINE)


@pytest.mark.parametrize("option", ["--during", "--reading"])
def test_an_empty_word_is_not_taken_for_no_word(option: str, run: Runner, db: str) -> None:
    assert run("--db", db, "figures", "--total", option, "").returncode == 2
    assert run("--db", db, "figures", option, "").returncode == 2


def test_a_total_is_sorted_cut_and_written_like_any_answer(run: Runner, db: str) -> None:
    asked = ("--db", db, "figures", "--total", "--actor", "guards", "--as-of", "2012-06-01")
    chosen = ("--sort", "-high,measure", "--columns", "measure,high", "--limit", "2", "-f", "tsv")

    assert run(*asked, *chosen).stdout == "measure\thigh\nplanned\t500\nplanned\t9\n"
    assert run(*asked, *chosen, "-o", "totals.tsv").stdout == ""
    assert (run.home / "totals.tsv").read_text("utf-8") == "measure\thigh\nplanned\t500\nplanned\t9\n"


def test_no_figures_are_an_answer_with_a_header(run: Runner, db: str) -> None:
    for words in ([], ["--explain"]):
        done = run("--db", db, "figures", "--total", "--actor", "Zimbabwe", "--as-of", "2014-01-01", "--csv", *words)

        assert (done.returncode, done.stdout.count("\n")) == (0, 1)


def test_a_total_of_a_file_loads_no_sqlalchemy(run: Runner, db: str) -> None:
    program = (
        "import sys\nfrom sofadb.cli import main\nmain(sys.argv[1:])\n"
        "assert 'sqlite3' in sys.modules\n"
        "sys.exit(', '.join({'sqlalchemy', 'alembic', 'pydantic', 'yaml', 'psycopg'} & set(sys.modules)) or 0)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, "--db", db, "figures", "--total", "--during", "2014", "--explain"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=run.environment(),
        timeout=60,
    )

    assert done.returncode == 0, done.stderr
    assert "└─" in done.stdout
