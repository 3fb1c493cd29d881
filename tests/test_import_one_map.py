"""A source has one map: another one is refused in words that lead on, and a copy can take its place."""

from __future__ import annotations

from tests.tables import MAP, ROWS, Ended, Importer, counts_of

HELP = "a source has one file or map: change that one, delete it to load the source from here, or choose another key"


def by_other(file_importer: Importer, written: str) -> Ended:
    """Import the table by another map."""
    other = file_importer.folder / "other.map.yaml"
    other.write_text(written, "utf-8")
    return file_importer.run("import", str(file_importer.folder / "t.csv"), "--map", str(other))


def test_a_second_map_of_a_source_is_refused_with_what_helps(file_importer: Importer) -> None:
    file_importer(ROWS)
    before = counts_of(file_importer.target)

    done = by_other(file_importer, MAP.replace("measure: present", "measure: planned"))

    assert done.code == 4
    assert f"'census' is defined already, in {file_importer.folder}/census.map.yaml" in done.err
    assert HELP in " ".join(done.err.split())
    assert counts_of(file_importer.target) == before


def test_another_key_makes_it_another_source(file_importer: Importer) -> None:
    file_importer(ROWS)
    other = MAP.replace("key: census\n", "key: census-planned\n").replace("measure: present", "measure: planned")
    start, end = other.index("actors:"), other.index("table:")

    done = by_other(
        file_importer,
        other[:start].replace("{key: census-office, name: Census Office, kind: dataset}", "census-office")
        + other[end:],
    )

    assert done.code == 0, done.err


def test_a_map_that_is_deleted_gives_the_source_to_another(file_importer: Importer) -> None:
    file_importer(ROWS)
    assert by_other(file_importer, MAP).code == 0  # a copy takes its place
    edited = MAP.replace("title: Troops abroad", "title: Troops")

    refused = file_importer(ROWS, written=edited)
    (file_importer.folder / "other.map.yaml").unlink()
    done = file_importer(ROWS, written=edited)

    assert refused.code == 4
    assert HELP in " ".join(refused.err.split())
    assert (done.code, done.numbers()) == (0, (4, 0, 4, 0, 0)), done.err


def test_a_source_by_its_key_alone_is_no_map(file_importer: Importer) -> None:
    file_importer(ROWS)
    start, end = MAP.index("source:"), MAP.index("actors:")

    done = by_other(file_importer, f"{MAP[:start]}source: census\n{MAP[end:]}")

    assert done.code == 4
    assert "help: as in a seed file, each on its line; a source has one map" in done.err
