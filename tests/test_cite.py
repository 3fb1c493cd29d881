"""Sources are cited so that people, LaTeX and reference managers read them as they are."""

from __future__ import annotations

import json
import re
import shutil
import string
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string

from sofadb.citations import Work, as_bibtex, as_csl_json, as_text, find_works, read_works
from sofadb.citations.bibtex import escape
from sofadb.citations.csl import item
from sofadb.citations.dates import in_words
from sofadb.citations.names import read_name
from sofadb.cli.commands import QUESTIONS
from sofadb.database.reader import open_reader
from sofadb.database.target import Target
from sofadb.edtf import EdtfError, parse
from sofadb.exports import bibliography
from sofadb.formats.terminal import visible
from sofadb.seed.loading.load import load_files
from sofadb.vocabulary import SOURCE_TYPES
from tests.conftest import database_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Runner, Server

TIMES = "military-times-2014-06-20"
DAYEN = "dayen-2011"
HOSTILE = 'A {b} \\c "d" 100% & $5 #1 _x_ ^y ~z @misc{fake, title={x}} Ünïcödé 中 «q» '

SEED = """\
format: 1
source:
  key: gazette
  type: report
  publication: {key: the-gazette, name: "Smith & Sons {Ltd}", kind: other}
  title: TITLE
  authors: ["Rassendyll, Rudolf", "Hope, A. H.", "United Nations, Security Council", "Army and Navy"]
  published: 2010~
  url: "https://example.org/a_b?c=%20d&e={f}#g"
  archive_url: https://archive.example.org/1
  archived_at: 2012-05-01
  lang: en-GB
  doi: 10.1000/a_b
actors:
  - {key: rudolf, name: Rudolf Rassendyll, kind: person}
passages:
  - at: paragraph 2
    events:
      - {key: duel, kind: incident, summary: A duel.}
  - at: page 30
    events:
      - {key: coronation, kind: incident, summary: A coronation.}
"""


@pytest.fixture(scope="module")
def targets(
    tmp_path_factory: pytest.TempPathFactory, built_in_file: Path, server: Server, built_in_template: str
) -> Iterator[tuple[Target, Target]]:
    """Give the built-in dataset and a source with a hostile title on both engines."""
    folder = tmp_path_factory.mktemp("cite")
    (folder / "gazette.yaml").write_text(SEED.replace("TITLE", json.dumps(HOSTILE.strip())), "utf-8")
    local = Target(path=shutil.copyfile(built_in_file, folder / "local.db"))
    remote = server.create(built_in_template)
    for target in (local, remote):
        load_files(target, [str(folder / "gazette.yaml")])
    yield local, remote
    server.drop(remote)


@pytest.fixture(scope="module")
def db(targets: tuple[Target, Target]) -> tuple[str, str]:
    """Name the file."""
    return database_words(targets[0])


@pytest.fixture(scope="module")
def gazette(targets: tuple[Target, Target]) -> Work:
    """Return the hostile source as it is read, alike on both engines."""
    works = []
    for target in targets:
        with open_reader(target) as reader:
            works += find_works(reader, ["gazette/coronation", "gazette/duel"])
    assert works[0] == works[1]
    return works[0]


# BibTeX


def parsed(text: str) -> BibliographyData:
    """Read BibTeX as another program does."""
    return parse_string(text, "bibtex")


_WORDS = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "\\": "\\textbackslash",
    "{": "\\textbraceleft",
    "}": "\\textbraceright",
    "~": "\\textasciitilde",
    "^": "\\textasciicircum",
}


def printed(latex: str) -> str:
    """Return what LaTeX prints: commands become their signs, and braces go."""
    signs = {command: sign for sign, command in _WORDS.items()}

    def sign(match: re.Match[str]) -> str:
        if match["number"]:
            return chr(int(match["number"], 16))
        return signs[match["command"]] if match["command"] else ""

    pattern = r'\\symbol\{"(?P<number>[0-9A-F]{4,6})\}|(?P<command>\\(?:[a-z]+|[&%$#_]))|[{}]'
    return re.sub(pattern, sign, latex)


def depth_never_negative(text: str) -> bool:
    """Tell whether braces are balanced as BibTeX counts them, backslash or not."""
    depth = 0
    for letter in text:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth < 0:
            return False
    return depth == 0


@given(st.text() | st.text(alphabet='{}\\%&$#_^~"@, \n\u202e') | st.text(alphabet=string.printable))
def test_any_text_comes_back_from_bibtex(text: str) -> None:
    work = Work("key", "report", f"x{text}", publication=f"y{text}")

    fields = parsed(as_bibtex([work])).entries["key"].fields

    assert printed(fields["title"]) == " ".join(f"x{text}".split())
    assert printed(fields["institution"]) == " ".join(f"y{text}".split())
    assert depth_never_negative(escape(text))
    assert visible(escape(text)) == escape(text)


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=4))
def test_any_authors_come_back_from_bibtex(names: list[str]) -> None:
    work = Work("key", "report", "x", authors=tuple(map(read_name, names)))

    persons = parsed(as_bibtex([work])).entries["key"].persons["author"]

    assert len(persons) == len(names)


def test_an_entry_holds_all_that_is_known(gazette: Work) -> None:
    entries = parsed(as_bibtex([gazette])).entries
    entry = entries["gazette"]

    assert entry.type == "report"
    assert printed(entry.fields["title"]) == HOSTILE.strip()
    assert entry.fields["title"][0] == "{"
    assert printed(entry.fields["institution"]) == "Smith & Sons {Ltd}"
    assert (entry.fields["year"], entry.fields["date"]) == ("2010", "2010~")
    assert entry.fields["url"] == "https://example.org/a_b?c=%20d&e=%7Bf%7D#g"
    assert (entry.fields["urldate"], entry.fields["doi"]) == ("2012-05-01", "10.1000/a_b")
    assert printed(entry.fields["note"]) == "page 30, paragraph 2. Archived 2012-05-01: https://archive.example.org/1"
    persons = [(printed(" ".join(each.last_names)), " ".join(each.first_names)) for each in entry.persons["author"]]
    assert persons == [
        ("Rassendyll", "{Rudolf}"),
        ("Hope", "{A. H.}"),
        ("United Nations, Security Council", ""),
        ("Army and Navy", ""),
    ]


@pytest.mark.parametrize(
    ("published", "fields"),
    [
        (None, {}),
        ("2014-06-20", {"year": "2014", "month": "June", "day": "20"}),
        ("2014-06", {"year": "2014", "month": "June"}),
        ("0999", {"year": "0999"}),
        ("2011?", {"year": "2011", "date": "2011?"}),
        ("2014-06~", {"year": "2014", "date": "2014-06~"}),
        ("201X", {"date": "201X"}),
        ("2011/2014", {"date": "2011/2014"}),
        ("../2014-06", {"date": "../2014-06"}),
        ("2014-06-XX", {"year": "2014", "month": "June"}),
    ],
)
def test_bibtex_dates_are_as_exact_as_they_are(published: str | None, fields: dict[str, str]) -> None:
    entry = parsed(as_bibtex([Work("key", "report", "x", published=published)])).entries["key"]

    assert {name: entry.fields[name] for name in ("year", "month", "day", "date") if name in entry.fields} == fields


@pytest.mark.parametrize("kind", SOURCE_TYPES)
def test_every_type_of_source_has_an_entry_type_and_a_place_for_the_publication(kind: str) -> None:
    entry = parsed(as_bibtex([Work("key", kind, "x", publication="Herald")])).entries["key"]

    assert entry.type in {"article", "online", "report", "dataset", "misc"}
    assert [name for name, value in entry.fields.items() if printed(value) == "Herald"] != []


# CSL-JSON: the shape that citation-style-language/schema publishes as csl-data.json


_TEXTS = {"id", "type", "title", "container-title", "URL", "archive_location", "DOI", "language", "locator"}


def check_date(date: dict[str, Any]) -> None:  # Any: JSON
    """Hold a date to the schema, and its parts to the calendar."""
    assert set(date) <= {"date-parts", "circa", "literal"}
    assert ("date-parts" in date) != ("literal" in date)
    assert isinstance(date.get("circa", True), bool)
    assert isinstance(date.get("literal", ""), str)
    if "date-parts" in date:
        assert 1 <= len(date["date-parts"]) <= 2
        for parts in date["date-parts"]:
            assert 1 <= len(parts) <= 3
            assert all(type(part) is int for part in parts)
            assert all(
                low <= part <= high for part, (low, high) in zip(parts, ((1, 9999), (1, 12), (1, 31)), strict=False)
            )


def check_item(entry: dict[str, Any]) -> None:  # Any: JSON
    """Hold an item to the schema: what it must have, and nothing that it does not know."""
    assert {"id", "type"} <= set(entry) <= _TEXTS | {"author", "issued", "accessed"}
    assert entry["type"] in SOURCE_TYPES
    assert [name for name in _TEXTS & set(entry) if not isinstance(entry[name], str) or not entry[name]] == []
    for name in entry.get("author", []):
        assert set(name) in ({"literal"}, {"family", "given"})
        assert all(isinstance(part, str) and part for part in name.values())
    for name in {"issued", "accessed"} & set(entry):
        check_date(entry[name])


def test_an_item_holds_all_that_is_known(gazette: Work) -> None:
    (entry,) = json.loads(as_csl_json([gazette]))

    check_item(entry)
    assert entry == {
        "id": "gazette",
        "type": "report",
        "title": HOSTILE.strip(),
        "author": [
            {"family": "Rassendyll", "given": "Rudolf"},
            {"family": "Hope", "given": "A. H."},
            {"literal": "United Nations, Security Council"},
            {"literal": "Army and Navy"},
        ],
        "container-title": "Smith & Sons {Ltd}",
        "issued": {"date-parts": [[2010]], "circa": True},
        "URL": "https://example.org/a_b?c=%20d&e={f}#g",
        "accessed": {"date-parts": [[2012, 5, 1]]},
        "archive_location": "https://archive.example.org/1",
        "DOI": "10.1000/a_b",
        "language": "en-GB",
        "locator": "page 30, paragraph 2",
    }


@pytest.mark.parametrize(
    ("edtf", "issued", "words"),
    [
        ("2014-06-20", {"date-parts": [[2014, 6, 20]]}, "20 June 2014"),
        ("2014-06", {"date-parts": [[2014, 6]]}, "June 2014"),
        ("2011", {"date-parts": [[2011]]}, "2011"),
        ("2011~", {"date-parts": [[2011]], "circa": True}, "c. 2011"),
        ("2011-10?", {"date-parts": [[2011, 10]], "circa": True}, "October 2011?"),
        ("2011%", {"date-parts": [[2011]], "circa": True}, "c. 2011?"),
        ("2011-10-XX", {"date-parts": [[2011, 10]]}, "October 2011"),
        ("2011-XX-XX", {"date-parts": [[2011]]}, "2011"),
        ("201X", {"date-parts": [[2010], [2019]], "circa": True}, "2010–2019"),
        ("2011/2014", {"date-parts": [[2011], [2014]]}, "2011–2014"),
        ("2014-06-15/2014-06-20", {"date-parts": [[2014, 6, 15], [2014, 6, 20]]}, "15 June 2014 – 20 June 2014"),
        ("2011/2014~", {"date-parts": [[2011], [2014]], "circa": True}, "2011 – c. 2014"),
        ("2011/201X", {"date-parts": [[2011], [2019]], "circa": True}, "2011 – 2010–2019"),
        ("../2014-06-20", {"literal": "until 20 June 2014"}, "until 20 June 2014"),
        ("2014/..", {"literal": "from 2014"}, "from 2014"),
    ],
)
def test_dates_are_put_into_parts_and_words(edtf: str, issued: dict[str, Any], words: str) -> None:  # Any: JSON
    parse(edtf)

    assert item(Work("key", "report", "x", published=edtf))["issued"] == issued
    assert in_words(edtf) == words


@given(
    st.from_regex(
        r"[0-9]{3}[0-9X](-(XX|0[1-9]|1[0-2])(-(XX|[012][0-9]|3[01]))?)?[~?%]?(/(\.\.|20[0-9]{2}))?", fullmatch=True
    )
)
def test_every_date_that_can_be_stored_can_be_cited(edtf: str) -> None:
    try:
        parse(edtf)
    except EdtfError:
        return
    work = Work("key", "report", "x", published=edtf)

    check_item(item(work))
    assert in_words(edtf) in as_text([work])
    assert parsed(as_bibtex([work])).entries["key"]


@given(st.text(min_size=1))
def test_csl_keeps_a_title_and_shows_no_character_that_steers_a_terminal(title: str) -> None:
    written = as_csl_json([Work("key", "report", title)])

    assert json.loads(written)[0]["title"] == title
    assert [line for line in written.split("\n") if visible(line) != line] == []


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Ann Writer", "", None),
        ("Writer, Ann", "", None),
        ("Writer, A.", "Writer", "A."),
        ("Writer, A.-B. C.", "Writer", "A.-B. C."),
        ("Known, Carla", "Known", "Carla"),
        ("United Nations", "", None),
        ("United Nations, Security Council", "", None),
        ("Smith, Inc.", "", None),
        ("Smith, Jr.", "", None),
        ("A., B.", "A.", "B."),
        (", A.", "", None),
    ],
)
def test_a_name_is_taken_apart_only_where_that_is_certain(name: str, family: str, given: str | None) -> None:
    assert read_name(name, {"carlaknown"}) == (name, family, given)


def test_the_exported_bibliography_is_what_cite_prints(targets: tuple[Target, Target], run: Runner) -> None:
    with open_reader(targets[0]) as local, open_reader(targets[1]) as remote:
        exported = bibliography(local)
        assert bibliography(remote) == exported

    assert run(*database_words(targets[0]), "cite", "--all", "-f", "csl-json").stdout == exported
    for entry in json.loads(exported):
        check_item(entry)


# Text


def test_a_reference_reads_like_a_footnote(targets: tuple[Target, Target]) -> None:
    with open_reader(targets[0]) as reader:
        text = as_text(find_works(reader, [f"{TIMES}/advisers", DAYEN, "gazette"]))

    assert text.splitlines() == [
        "Military Times (20 June 2014): “U.S and Iraq talking over legal immunity for troops”, paragraph 9.",
        "David Dayen (2011): “Post-2011 Military Presence in Iraq Falters on Question of Immunity”, FireDogLake.",
        (
            "Rassendyll, Rudolf, Hope, A. H., United Nations, Security Council and Army and Navy (c. 2010): "
            f"“{HOSTILE.strip()}”, Smith & Sons {{Ltd}}. https://doi.org/10.1000/a_b. "
            "Archived 1 May 2012: https://archive.example.org/1."
        ),
    ]


def test_a_source_without_a_date_says_so() -> None:
    assert as_text([Work("key", "report", "A\nreport", publication="Herald")]) == "Herald (n.d.): “A report”.\n"


def test_text_shows_characters_that_steer_a_terminal() -> None:
    assert as_text([Work("key", "report", "a\x1b[31m\u202e", publication="b")]) == "b (n.d.): “a\\x1b[31m<U+202E>”.\n"


# The command


@pytest.mark.parametrize("style", ["text", "bibtex", "csl-json"])
def test_both_engines_cite_alike(style: str, targets: tuple[Target, Target], run: Runner) -> None:
    words = ("cite", f"{TIMES}/advisers", "gazette", "-f", style)

    local, remote = (run(*database_words(target), *words) for target in targets)

    assert (local.returncode, local.stderr) == (0, "")
    assert (remote.returncode, remote.stdout, remote.stderr) == (0, local.stdout, "")


def test_a_source_is_cited_once_with_all_its_places(db: tuple[str, str], run: Runner) -> None:
    done = run(*db, "cite", "gazette/duel", "gazette/coronation", "gazette/duel", "gazette")

    assert done.stdout.count("\n") == 1
    assert "paragraph 2, page 30." in done.stdout


@pytest.mark.parametrize(
    "word", [DAYEN, DAYEN.upper(), "post 2011 military presence in iraq falters on question of immunity"]
)
def test_a_source_is_named_by_key_or_title(word: str, db: tuple[str, str], run: Runner) -> None:
    assert run(*db, "cite", word).stdout.startswith("David Dayen (2011): ")


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_cited_by_the_sources_in_its_answer(name: str, db: tuple[str, str], run: Runner) -> None:
    columns = run(*db, name, "--limit", "0", "--csv").stdout.strip().split(",")

    done = run(*db, "cite", "--query", name, "-f", "bibtex")

    if "source" in columns:
        wanted = {
            line
            for column in ("source", "other_source")
            if column in columns
            for line in run(*db, name, "--columns", column, "--csv", "--no-header").stdout.split()
        }
        assert done.returncode == 0
        assert set(parsed(done.stdout).entries) == wanted
    else:
        assert (done.returncode, done.stdout) == (2, "")
        assert "--all" in done.stderr


def test_no_source_at_all_is_an_answer(file_target: Target, run: Runner) -> None:
    done = run(*database_words(file_target), "cite", "--query", "conflicts", "-f", "csl-json")

    assert (done.returncode, done.stdout) == (0, "[]\n")
    assert "no source" in done.stderr


@pytest.mark.parametrize(("ending", "begins"), [("txt", "David"), ("bib", "@online{"), ("json", "[\n"), ("BIB", "@")])
def test_the_ending_of_a_file_says_how(ending: str, begins: str, db: tuple[str, str], run: Runner) -> None:
    first = run(*db, "cite", DAYEN, "-o", f"refs.{ending}")
    again = run(*db, "cite", DAYEN, "-o", f"refs.{ending}")
    forced = run(*db, "cite", DAYEN, "-o", f"refs.{ending}", "--force")

    assert (first.returncode, first.stdout, first.stderr) == (0, "", "")
    assert (run.home / f"refs.{ending}").read_text("utf-8").startswith(begins)
    assert (again.returncode, forced.returncode) == (1, 0)
    assert "--force" in again.stderr


def test_a_file_and_a_redirect_hold_the_same_bytes(db: tuple[str, str], run: Runner) -> None:
    printed_out = run(*db, "cite", "--all", "-f", "bibtex")
    run(*db, "cite", "--all", "-o", "refs.bib")

    assert (run.home / "refs.bib").read_text("utf-8") == printed_out.stdout
    assert set(parsed(printed_out.stdout).entries) == {DAYEN, TIMES, "gazette"}


@pytest.mark.parametrize(
    ("words", "near"),
    {
        (): "--query",
        (DAYEN, "--all"): "one",
        ("dayen-2012",): DAYEN,
        (f"{TIMES}/advisors",): f"{TIMES}/advisers",
        (DAYEN, "-f", "bibtx"): "bibtex",
        (DAYEN, "-o", "refs.doc"): ".bib",
        ("--query", "figurs"): "figures",
        ("--query", "../queries/figures"): "figures",
        ("--query", "actors"): "--all",
        ("",): "sofadb sources",
    }.items(),
    ids=str,
)
def test_wrong_use_is_refused(words: tuple[str, ...], near: str, db: tuple[str, str], run: Runner) -> None:
    done = run(*db, "cite", *words)

    assert (done.returncode, done.stdout) == (2, "")
    assert near in done.stderr
    assert list(run.home.iterdir()) == []


def test_all_sources_are_read_in_the_order_of_their_keys(targets: tuple[Target, Target]) -> None:
    for target in targets:
        with open_reader(target) as reader:
            assert [work.key for work in read_works(reader)] == [DAYEN, "gazette", TIMES]
            assert read_works(reader, []) == []
