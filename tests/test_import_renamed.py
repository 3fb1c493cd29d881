"""An actor whose figures come from a table gets another key as the help of the mistake says."""

from __future__ import annotations

from tests.load.stored import content
from tests.tables import MAP, ROWS, Importer, counts_of

SYLVANIA = "  - {key: sylvania, name: Sylvania, kind: state, codes: {cow: '901'}}\n"
#: A map that names no host, and finds them by code.
BY_CODE = MAP.partition("actors:")[0] + MAP[MAP.index("table:") :].replace(
    "{column: host, words: {World: graustark}, scheme: key}", "{column: host, scheme: cow}"
)


def test_a_state_that_a_table_finds_by_its_code_gets_another_key(importer: Importer) -> None:
    path, rows = importer.folder / "states.yaml", [row.replace("sylvania", "901") for row in ROWS[:2]]

    def load(*actors: str) -> str:
        path.write_text("format: 1\nactors:\n  - {key: freedonia, name: Freedonia, kind: state}\n" + "".join(actors))
        done = importer.run("seed", "load", str(path))
        return " ".join(done.err.replace(f"{importer.folder}/", "").split()) if done.code else ""

    assert not load(SYLVANIA)
    importer(rows, written=BY_CODE)
    before, new = content(importer.target), SYLVANIA.replace("sylvania", "syl")

    refused = load(new)
    unchanged = content(importer.target)
    beside = load("  - {key: sylvania, name: Old Sylvania, kind: state}\n", new)
    done = importer(rows, "--prune", written=BY_CODE)
    renamed = load(new)

    assert unchanged == before
    assert (
        "t.csv:2:1: 2 figures of this file refer to 'sylvania', such as census/sylvania-2001-civilian;"
        " states.yaml no longer holds it" in refused.replace("sylvania-2001-military", "sylvania-2001-civilian")
    )
    assert (
        "help: keep it beside its new key for one load: give its codes and names to the new one, import the table"
        " again with --prune, then take it out" in refused
    )
    assert "1 error in" in refused
    assert (beside, done.code, done.numbers(), renamed) == ("", 0, (2, 2, 0, 0, 0), "")
    assert "2 added, 0 changed, 2 removed" in done.err
    assert counts_of(importer.target, "ref, host") == [
        ("census/syl-2001-civilian", "syl"),
        ("census/syl-2001-military", "syl"),
    ]
