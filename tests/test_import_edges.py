"""`import` and `seed schema --map` at the edges: each failure has its own words, its place, a remedy and its code."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sofadb.bulk.sniffing.writing import SCHEMA_NAME
from tests.load.stored import digest
from tests.tables import MAP, ROWS, Importer, write_table

BAD = "host,day,category,troops\nsylvania,2001,mil,10\nsylvania,bad,mil,12\n"
#: What is no table: its bytes, and what is said of it after the name, by an import and by a look.
NO_TABLES = {
    "empty": (b"", ":1: there is no header", ": the file is empty"),
    "bom": (b"\xef\xbb\xbf", ":1: there is no header", ": the file is empty"),
    "bom-lines": (b"\xef\xbb\xbf\r\n\r\n", ":1: there is no header", ": the file is empty"),
    "lines": (b"\n\n", ":1: there is no header", ": the file is empty"),
    "nul": (b"\0" * 1000, ":1:1: a NUL stands here", ":1:1: a NUL stands here"),
    "nul-inside": (b"a,b\n1,2\n1,\x002\n", ":3:3: a NUL stands here", ":3:3: a NUL stands here"),
    "gz": (
        gzip.compress(BAD.encode()),
        " is no CSV file: it is compressed by gzip",
        " is no CSV file: it is compressed",
    ),
    "xlsx": (b"PK\x03\x04aa", " is no CSV file: it is an Excel", " is no CSV file: it is an Excel"),
    "header": (b"host,day,category,troops\n", "", ": there is no row to look at: the file ends after its header"),
}


def told(file_importer: Importer, *words: str, code: int) -> str:
    """Run a command that fails in its own words, and leaves the database as it was; returns what was told."""
    before = digest(file_importer.target)

    done = file_importer.run(*words)

    assert (done.code, done.out) == (code, ""), done.err
    assert "unexpected" not in done.err
    assert "Traceback" not in done.err
    assert "\nhelp: " in done.err
    assert digest(file_importer.target) == before
    return done.err.replace(f"{file_importer.folder}/", "")


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table_is_told_by_an_import_and_by_a_look(name: str, file_importer: Importer) -> None:
    content, imported, looked_at = NO_TABLES[name]
    path = write_table(file_importer.folder, content)
    described = file_importer.folder / "census.map.yaml"
    described.write_text(MAP, "utf-8")

    look = told(file_importer, "import", str(path), "--sniff", code=4)

    assert look.startswith(f"Error: t.csv{looked_at}")
    if imported:
        done = told(file_importer, "import", str(path), "--map", str(described), code=4)
        assert done.startswith(f"Error: t.csv{imported}")
    else:
        assert file_importer(content).numbers() == (0, 0, 0, 0, 0)


def make_odd(folder: Path, name: str) -> str:
    """Make what is no regular file; returns its path."""
    path = folder / name
    if name.startswith("dir"):
        path.mkdir()
    elif name.startswith("fifo"):
        os.mkfifo(path)
    elif name.startswith("loop"):
        path.symlink_to(path)
    return str(path) if name else ""


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("dir.csv", "dir.csv is a folder"),
        ("fifo.csv", "fifo.csv is not a regular file"),
        ("loop.csv", "there is no file loop.csv"),
        ("none.csv", "there is no file none.csv"),
        ("", "'' cannot be the name of a file"),
    ],
)
@pytest.mark.parametrize("words", [["--sniff"], ["--map", "x.map.yaml"]])
def test_a_table_that_is_no_file_is_told(name: str, says: str, words: list[str], file_importer: Importer) -> None:
    said = told(file_importer, "import", make_odd(file_importer.folder, name), *words, code=2)

    assert said == f"Error: {says}\nhelp: give the path of a CSV file\n"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("dir.map.yaml", "dir.map.yaml is a folder, and no map"),
        ("fifo.map.yaml", "fifo.map.yaml is not a regular file, and no map"),
        ("loop.map.yaml", "there is no map loop.map.yaml"),
        ("none.map.yaml", "there is no map none.map.yaml"),
        ("", "'' cannot be the name of a file"),
    ],
)
def test_a_map_that_is_no_file_is_told(name: str, says: str, file_importer: Importer) -> None:
    path = write_table(file_importer.folder, ROWS)

    said = told(file_importer, "import", str(path), "--map", make_odd(file_importer.folder, name), code=2)

    assert said.startswith(f"Error: {says}\nhelp: ")


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("dir.csv", 1, "cannot write dir.csv: Is a directory\nhelp: it is a folder; name a file in it"),
        ("none/r.csv", 1, "cannot write none/r.csv: No such file or directory\nhelp: make its folder first"),
        ("t.csv", 2, "t.csv is what is imported"),
        ("census.map.yaml", 2, "census.map.yaml is what is imported"),
        ("test.db", 1, "test.db belongs to the database"),
        ("", 2, "'' cannot be the name of a file"),
        ("-", 2, "--reject writes a file, and what changed goes to standard output"),
        ("/dev/full", 1, "cannot write /dev/full: No space left on device\nhelp: make room on its disk"),
    ],
)
def test_a_place_that_cannot_take_the_refused_rows_is_told(
    name: str, code: int, says: str, file_importer: Importer
) -> None:
    path, described = write_table(file_importer.folder, BAD), file_importer.folder / "census.map.yaml"
    described.write_text(MAP, "utf-8")
    place = make_odd(file_importer.folder, name) if name not in ("", "-", "/dev/full") else name

    said = told(file_importer, "import", str(path), "--map", str(described), "--reject", place, code=code)

    assert says in said


# The first map, written to a file


def test_a_first_map_is_written_where_it_is_wanted(file_importer: Importer) -> None:
    path, place = write_table(file_importer.folder, ROWS), file_importer.folder / "maps" / "t.map.yaml"
    place.parent.mkdir()
    printed = file_importer.run("import", str(path), "--sniff")

    done = file_importer.run("import", str(path), "--sniff", "-o", str(place))

    assert (done.code, done.out, place.read_text("utf-8")) == (0, "", printed.out)
    assert f"sofadb import {path} --map {place}\n" in done.err
    assert f"sofadb seed schema --map -o {place.with_name(SCHEMA_NAME)}\n" in done.err


def test_a_first_map_overwrites_nothing_unless_it_is_told_to(file_importer: Importer) -> None:
    path, place = write_table(file_importer.folder, ROWS), file_importer.folder / "t.map.yml"
    place.write_text("mine", "utf-8")
    words = ("import", str(path), "--sniff", "-o", str(place))

    said = told(file_importer, *words, code=1)
    kept = place.read_text("utf-8")
    done = file_importer.run(*words, "--force")

    assert said == "Error: t.map.yml exists already\nhelp: add --force to replace it\n"
    assert kept == "mine"
    assert done.code == 0
    assert place.read_text("utf-8").startswith("# yaml-language-server")


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("t.yaml", 2, "the name of a map ends in .map.yaml, and t.yaml does not\nhelp: -o t.map.yaml"),
        ("t.csv", 2, "the name of a map ends in .map.yaml, and t.csv does not"),
        ("dir.map.yaml", 1, "cannot write dir.map.yaml: Is a directory\nhelp: it is a folder; name a file in it"),
        ("none/t.map.yaml", 1, "cannot write none/t.map.yaml: No such file or directory\nhelp: make its folder"),
        ("", 2, "'' cannot be the name of a file"),
    ],
)
def test_a_place_that_cannot_take_the_map_is_told(name: str, code: int, says: str, file_importer: Importer) -> None:
    path = write_table(file_importer.folder, ROWS)

    said = told(file_importer, "import", str(path), "--sniff", "-o", make_odd(file_importer.folder, name), code=code)

    assert says in said


def test_a_table_with_the_name_of_a_map_is_not_overwritten_by_one(file_importer: Importer) -> None:
    path = write_table(file_importer.folder, ROWS, "t.map.yaml")

    said = told(file_importer, "import", str(path), "--sniff", "-o", str(path), "--force", code=2)

    assert said == "Error: t.map.yaml is the table itself\nhelp: name another file after -o\n"


# What the system refuses


def command(file_importer: Importer, *words: str) -> list[str]:
    """Return the words of a process of its own."""
    return [sys.executable, "-m", "sofadb", "--db", str(file_importer.target.path), *words]


@pytest.mark.skipif(sys.platform != "linux", reason="Linux has a device that is always full")
@pytest.mark.parametrize("words", [["import", "t.csv", "--sniff"], ["seed", "schema", "--map"], ["seed", "diff"]])
def test_a_full_standard_output_is_told_and_a_closed_one_is_not(words: list[str], file_importer: Importer) -> None:
    write_table(file_importer.folder, ROWS)
    ours = command(file_importer, *words)
    before = digest(file_importer.target)

    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(ours, cwd=file_importer.folder, stdout=full, stderr=subprocess.PIPE, check=False)
    read, write = os.pipe()
    os.close(read)
    closed = subprocess.run(ours, cwd=file_importer.folder, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)

    if words != ["seed", "diff"]:  # which has nothing to say
        assert (done.returncode, b"No space left on device" in done.stderr) == (1, True)
    assert closed.returncode == 0
    assert b"Error" not in closed.stderr
    assert b"Traceback" not in done.stderr + closed.stderr
    assert digest(file_importer.target) == before


@pytest.mark.skipif(not Path("/usr/bin/setpriv").exists(), reason="setpriv lets root obey permissions")
@pytest.mark.parametrize(
    ("what", "words", "code", "says"),
    [
        (
            "t.csv",
            ["import", "t.csv", "--sniff"],
            2,
            "t.csv cannot be read: Permission denied\nhelp: let yourself in",
        ),
        ("t.csv", ["import", "t.csv", "--map", "census.map.yaml"], 2, "t.csv cannot be read: Permission denied"),
        ("census.map.yaml", ["import", "t.csv", "--map", "census.map.yaml"], 2, "the map census.map.yaml cannot be"),
        (
            "locked",
            ["import", "locked/t.csv", "--sniff"],
            1,
            "locked/t.csv: Permission denied\nhelp: let yourself in",
        ),
        ("locked", ["import", "t.csv", "--sniff", "-o", "locked/t.map.yaml"], 1, "help: let yourself in"),
        (
            "locked",
            ["import", "t.csv", "--map", "census.map.yaml", "--reject", "locked/r"],
            1,
            "help: let yourself in",
        ),
        ("locked", ["seed", "schema", "--map", "-o", "locked/s.json"], 1, "help: let yourself in"),
        (
            "test.db",
            ["import", "t.csv", "--map", "census.map.yaml"],
            1,
            "readonly database\nhelp: nothing was loaded; its file and its folder must be yours to write\n",
        ),
    ],
)
def test_what_may_not_be_read_or_written_is_told(
    what: str, words: list[str], code: int, says: str, file_importer: Importer
) -> None:
    write_table(file_importer.folder, ROWS)
    (file_importer.folder / "census.map.yaml").write_text(MAP, "utf-8")
    (file_importer.folder / "locked").mkdir()
    before = digest(file_importer.target)
    mode = (file_importer.folder / what).stat().st_mode
    (file_importer.folder / what).chmod(0o444 if what == "test.db" else 0)
    as_others = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []

    done = subprocess.run(
        [*as_others, *command(file_importer, *words)],
        cwd=file_importer.folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    (file_importer.folder / what).chmod(mode)

    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(file_importer.target) == before
