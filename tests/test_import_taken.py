"""What an import or a load would take away while something refers to it: told with its place, and nothing is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.load.stored import content
from tests.tables import MAP, ROWS, Importer, ask

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tables import Ended

PASSAGES = "passages:\n  - at: table 1\n"
#: Claims that the map makes itself.
CLAIM = f"""\
{PASSAGES}\
    counts:
      - {{key: abroad, actor: freedonia, host: graustark, measure: present, exact: 5, as_of: 1999}}
"""
#: A source of its own, whose figure is a part of one of the table.
HERALD = """\
format: 1
source:
  key: herald
  type: article-newspaper
  publication: {key: herald, name: Herald, kind: newspaper}
  title: T
passages:
  - at: paragraph 1
    counts:
      - key: guards
        actor: freedonia
        host: sylvania
        measure: present
        category: military
        as_of: 2001
        exact: 3
        part_of: census/sylvania-2001-military
"""


@pytest.fixture
def herald(importer: Importer) -> Path:
    """Import the table, and load a seed file whose figure is a part of one of its figures."""
    importer(ROWS)
    path = importer.folder / "herald.yaml"
    path.write_text(HERALD, "utf-8")
    assert importer.run("seed", "load", str(path)).code == 0
    return path


def refused(importer: Importer, before: object, done: Ended) -> str:
    """Make sure that a mistake was told and nothing was done; returns what was told, in one line."""
    assert (done.code, done.out) == (4, "")
    assert "nothing was loaded" in done.err
    assert "constraint" not in done.err.lower()
    assert content(importer.target) == before
    return " ".join(done.err.replace(f"{importer.folder}/", "").split())


def test_a_passage_of_the_map_that_figures_cite_stays(importer: Importer) -> None:
    importer(ROWS, written=PASSAGES + MAP)
    before = content(importer.target)

    said = refused(importer, before, importer(ROWS))

    assert (
        "error[S030] t.csv:2:1: 4 figures of this file cite table 1 of 'census', such as"
        " census/sylvania-2001-military; census.map.yaml no longer holds it"
    ) in said
    assert "help: keep '- at: table 1' under 'passages' in the file or the map of 'census'" in said
    assert importer(ROWS, written=PASSAGES + MAP).numbers() == (4, 0, 4, 0, 0)


def test_a_passage_that_no_figure_cites_any_more_can_go(importer: Importer) -> None:
    elsewhere = MAP.replace("locator: '1'", "locator: '2'")
    importer(ROWS, written=PASSAGES + MAP)

    both = importer(ROWS, written=PASSAGES + elsewhere)
    done = importer(ROWS, written=elsewhere)

    assert both.numbers() == (4, 4, 0, 0, 0)
    assert (done.code, done.numbers()) == (0, (4, 0, 4, 0, 0))
    assert ask(
        importer.target, "SELECT locator FROM passages p JOIN sources s ON s.id = source_id WHERE s.key = 'census'"
    ) == [("2",)]


@pytest.mark.parametrize("dry", [True, False])
def test_a_map_may_name_a_passage_that_its_table_made_before(dry: bool, importer: Importer) -> None:
    importer(ROWS)
    before = content(importer.target)
    fingerprint = "ab" * 32

    done = importer(ROWS, *(["--dry-run"] if dry else []), written=f"{PASSAGES}    fingerprint: {fingerprint}\n{MAP}")

    assert (done.code, done.numbers()) == (0, (4, 0, 4, 0, 0)), done.err
    assert done.out.replace(f"{importer.folder}/", "") == (
        f"changed passages census/table/1  census.map.yaml:2\n    fingerprint: (empty) -> {fingerprint}\n"
    )
    assert (content(importer.target) == before) == dry
    assert importer(ROWS, written=f"{PASSAGES}    fingerprint: {fingerprint}\n{MAP}").code == 0


def test_an_actor_of_the_map_that_figures_name_stays(importer: Importer) -> None:
    importer(ROWS)
    before = content(importer.target)
    less = MAP.replace("  - {key: graustark, name: Graustark, kind: state, codes: {cow: [{code: '902'}]}}\n", "")

    said = refused(importer, before, importer([ROWS[0]], written=less.replace("words: {World: graustark}, ", "")))

    assert (
        "t.csv:4:1: 2 figures of this file refer to 'graustark', such as census/graustark-2001-military;"
        " census.map.yaml no longer holds it"
    ) in said


def test_a_figure_that_is_the_whole_of_another_sources_is_not_pruned(importer: Importer, herald: Path) -> None:
    before = content(importer.target)

    said = refused(importer, before, importer(ROWS[1:], "--prune"))
    dry = refused(importer, before, importer(ROWS[1:], "--prune", "--dry-run"))
    kept = importer(ROWS[1:])

    assert "error[S030] herald.yaml:10:1: this refers to 'census/sylvania-2001-military', which" in said
    assert "1 error in 1 of 1 file; nothing was loaded" in said
    assert "help:" in said
    assert dry == said
    assert (kept.code, kept.numbers()) == (0, (3, 0, 3, 0, 0))
    assert herald.exists()


def test_a_figure_whose_part_goes_too_is_pruned(importer: Importer, herald: Path) -> None:
    herald.write_text(HERALD.replace("        part_of: census/sylvania-2001-military\n", ""), "utf-8")
    assert importer.run("seed", "load", str(herald)).code == 0

    done = importer(ROWS[1:], "--prune")

    assert done.code == 0, done.err
    assert "0 added, 0 changed, 1 removed" in done.err


def test_a_figure_of_which_the_map_claims_a_part_is_not_pruned(importer: Importer) -> None:
    importer(ROWS)
    claim = CLAIM.replace("exact: 5", "exact: 5, part_of: graustark-2001-military").replace("1999", "2001")
    assert importer(ROWS, written=claim + MAP).code == 0
    before = content(importer.target)

    said = refused(importer, before, importer([*ROWS[:2], ROWS[3]], "--prune", written=claim + MAP))

    assert "error[S030] census.map.yaml:4:1: this refers to 'census/graustark-2001-military'" in said


def test_of_many_parts_of_a_figure_that_goes_the_number_is_told(importer: Importer, herald: Path) -> None:
    count = HERALD[HERALD.index("      - key: guards") :]
    herald.write_text(
        HERALD
        + "".join(count.replace("guards", f"guards-{n}").replace("exact: 3", f"exact: {n + 10}") for n in range(30)),
        "utf-8",
    )
    assert importer.run("seed", "load", str(herald)).code == 0
    before = content(importer.target)

    said = refused(importer, before, importer(ROWS[1:], "--prune"))

    assert (
        "herald.yaml:10:1: 31 figures of this file refer to 'census/sylvania-2001-military', such as herald/guards;"
    ) in said


def test_the_map_and_the_table_of_a_figure_are_gone_and_pruned_together(importer: Importer) -> None:
    before = content(importer.target)
    importer(ROWS, written=CLAIM + MAP)
    folder = importer.folder / "seeds"
    (importer.folder / "t.csv").unlink()
    (importer.folder / "census.map.yaml").unlink()

    done = importer.run("seed", "load", str(importer.folder), "--prune")

    assert done.code == 0, done.err
    assert content(importer.target) == before
    assert not folder.exists()


def test_of_a_map_alone_that_is_gone_nothing_is_pruned_while_its_figures_are_there(importer: Importer) -> None:
    importer(ROWS, written=PASSAGES + MAP)
    before = content(importer.target)
    (importer.folder / "census.map.yaml").unlink()

    said = refused(importer, before, importer.run("seed", "load", str(importer.folder), "--prune"))

    assert "t.csv:2:1: 4 figures of this file refer to 'census', such as census/sylvania-2001-military;" in said
    assert "help: keep it, or take the table away as well: --prune removes both together" in said
    assert "1 of 1 file; nothing was loaded" in said
    assert "cite" not in said  # the passage goes with its source, which is told already


def test_of_a_table_that_is_gone_the_whole_of_another_file_stays(importer: Importer, herald: Path) -> None:
    before = content(importer.target)
    assert herald.exists()
    (importer.folder / "t.csv").unlink()

    folder = refused(importer, before, importer.run("seed", "load", str(importer.folder), "--prune"))
    alone = refused(importer, before, importer.run("seed", "load", str(importer.folder / "t.csv"), "--prune"))

    assert "herald.yaml:17:18: there is no count 'census/sylvania-2001-military'" in folder
    assert "herald.yaml:10:1: this refers to 'census/sylvania-2001-military', which t.csv no longer holds" in alone


def test_of_a_table_that_is_gone_the_passage_stays_that_another_table_cites(importer: Importer) -> None:
    importer(ROWS[:2], name="first.csv")
    importer(ROWS[2:], name="second.csv")
    before = content(importer.target)
    (importer.folder / "first.csv").unlink()

    said = refused(importer, before, importer.run("seed", "load", str(importer.folder), "--prune"))
    taken_over = importer(ROWS[2:], name="second.csv", written=PASSAGES + MAP)
    done = importer.run("seed", "load", str(importer.folder), "--prune")

    assert "second.csv:2:1: 2 figures of this file cite table 1 of 'census'" in said
    assert (taken_over.code, done.code) == (0, 0), done.err
    assert "2 removed" in done.err


@pytest.mark.parametrize("claim", ["counts", "positions"])
@pytest.mark.parametrize("again", [False, True])
def test_a_figure_whose_key_the_map_claims_itself_is_refused(claim: str, again: bool, importer: Importer) -> None:
    if again:
        importer(ROWS[1:])
    before = content(importer.target)
    own = CLAIM.replace("key: abroad", "key: sylvania-2001-military")
    if claim == "positions":
        own = (
            f"{PASSAGES}    positions:\n      - {{key: sylvania-2001-military, negotiation: talks, holder: freedonia,"
            " act: refuse, issue: custody, stated: 1999, summary: No.}\n"
            "negotiations:\n  - {key: talks, title: Talks, status: failed, at: table 1,"
            " parties: {sending_state: freedonia, receiving_state: sylvania}}\n"
        )

    done = importer(ROWS, written=own + MAP)

    assert done.code == 4
    assert (
        "t.csv:2: column 'troops': the map itself claims census/sylvania-2001-military already"
        in done.err.replace(f"{importer.folder}/", "")
    )
    assert done.numbers() == (4, 0 if again else 3, 3 if again else 0, 1, 0)
    assert content(importer.target) == before
