"""A new seed file passes the check as it stands, and whoever follows its comments gets facts to ask for."""

from __future__ import annotations

import re
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofadb.cli import main
from sofadb.fingerprint import fingerprint
from sofadb.seed.beginning.candidates import opening, write_passages
from sofadb.seed.beginning.template import EDITOR_LINE, NewSource, scalar, write_new
from sofadb.seed.form.schema import FILE_NAME, schema_text
from sofadb.seed.reading.text import first_unseen
from sofadb.seed.reading.tree import parse, plain
from sofadb.vocabulary import SOURCE_TYPES
from tests.test_seed_schema import refused_by_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from sofadb.article import Paragraph
    from sofadb.database.target import Target

KEY: Final = "herald-1999-03-02"
#: A page as it is pasted: title, byline, a caption between the paragraphs, and what stands below.
PAGE: Final = """\
Sylvania Weighs a Stay

By Ann Author

Freedonia wants to leave up to 240 trainers in Sylvania, its president said on Monday, about 30 of them medics.

A trainer on the range. (Photo: Herald)

Several dozen arrived last week. The Cabinet had allowed between 300 and 500 men; nearly 2,000 had been asked for.

More than 12 aircraft stay. None of the cooks do.

Read also: Firefly Goes to War
"""
OWN_BLOCKS: Final = ("--first", "3", "--skip", "A trainer on", "--last", "More than 12")
#: What a curator writes for TODO.
FILLED: Final = {"actor": "usa", "host": "irq", "measure": "planned", "category": "military", "as_of": "1999-03-02"}


@pytest.fixture
def new(capsys: pytest.CaptureFixture[str], file_target: Target) -> Callable[..., tuple[int, str, str]]:
    """Run `seed` with words against a database with the built-in dataset; returns the code and both streams."""

    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--db", str(file_target.path), "seed", *words])
        streams = capsys.readouterr()
        return code, streams.out, streams.err

    return call


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    monkeypatch.chdir(folder)


def uncommented(text: str) -> str:
    """Take one sign away from every line of comments, as an editor does: '# ' of examples, '#' of explanations."""
    lines = [
        re.sub(r"^(\s*)#(?:#| )", lambda found: found[1] + "#" * found[0].count("##"), line)
        for line in text.split("\n")
    ]
    return "\n".join([EDITOR_LINE, *lines[1:]])


def written(name: str, text: str) -> str:
    Path(name).write_text(text, "utf-8")
    return name


# As it stands


@pytest.mark.parametrize("kind", SOURCE_TYPES)
@pytest.mark.parametrize("copy", [False, True], ids=["alone", "from a copy"])
def test_a_new_file_of_every_type_passes_the_check(
    new: Callable[..., tuple[int, str, str]], kind: str, copy: bool
) -> None:
    more = ("--from", written("page.txt", PAGE)) if copy else ()

    made, text, _ = new("new", KEY, "--type", kind, *more)
    checked, _, said = new("check", written("new.yaml", text))

    assert (made, checked) == (0, 0), said
    assert refused_by_schema(text) == ""
    assert text.startswith(f"{EDITOR_LINE}\n")


def test_the_examples_in_comments_are_one_file_without_a_mistake(new: Callable[..., tuple[int, str, str]]) -> None:
    _, text, _ = new("new", KEY, "--type", "report", "--published", "1999-03-02", "--title", "T")

    checked, _, said = new("check", written("all.yaml", uncommented(text)))

    assert checked == 0, said
    assert refused_by_schema(uncommented(text)) == ""
    for section in ("actors", "offices", "negotiations", "agreements", "deployments", "passages"):
        assert f"\n{section}:\n" in uncommented(text)


def test_what_was_given_stands_in_the_file(new: Callable[..., tuple[int, str, str]]) -> None:
    given = {
        "--title": 'Who: "we" & # others',
        "--published": "1999-03",
        "--url": "https://x.example/a?b=c#d",
        "--lang": "no",
        "--publication": "herald",
        "--publication-name": "No, Herald",
        "--publication-kind": "wire",
    }

    _, text, _ = new(
        "new", KEY, "--type", "report", *chain(*given.items()), "--author", "Ann, A.", "--author", "null"
    )

    node, mistakes = parse("new.yaml", text)
    assert mistakes == []
    assert node is not None
    assert plain(node) == {
        "format": "1",
        "source": {
            "key": KEY,
            "type": "report",
            "publication": {"key": "herald", "name": "No, Herald", "kind": "wire"},
            "title": given["--title"],
            "authors": ["Ann, A.", "null"],
            "published": "1999-03",
            "url": given["--url"],
            "lang": "no",
        },
    }
    assert "TODO:" not in text


def test_a_publication_that_is_known_is_named_by_its_key_alone(new: Callable[..., tuple[int, str, str]]) -> None:
    words = ("new", KEY, "--type", "report", "--publication")

    _, known, _ = new(*words, "military-times")
    _, strange, _ = new(*words, "daily-herald")

    assert "\n  publication: military-times\n" in known
    assert '\n  publication: {key: daily-herald, name: "Name to be added", kind: other}\n' in strange
    assert "  ## TODO: Where it appeared" in strange


def test_what_nobody_said_is_not_made_up(new: Callable[..., tuple[int, str, str]]) -> None:
    _, text, _ = new("new", KEY, "--type", "report", "--from", written("page.txt", PAGE))

    node, _ = parse("new.yaml", text)
    assert node is not None
    file = plain(node)
    assert isinstance(file, dict)
    assert file.keys() == {"format", "source", "passages"}
    assert isinstance(file["source"], dict)
    assert file["source"]["title"] == "Title to be added"
    assert isinstance(file["passages"], list)
    assert all(isinstance(each, dict) and each.keys() == {"at", "fingerprint"} for each in file["passages"])


# What is refused


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Herald_1",), "'Herald_1' is not a key\nhelp: lower-case words and digits joined by '-'"),
        ((KEY, "--type", "artcle-newspaper"), "unknown type of source 'artcle-newspaper'"),
        ((KEY, "--type", "artcle-newspaper"), "did you mean 'article-newspaper'?"),
        ((KEY, "--published", "2 March 1999"), "The date '2 March 1999' cannot be read"),
        ((KEY, "--publication", "The Herald"), "'The Herald' is not a key"),
        ((KEY, "--publication", "herald", "--publication-kind", "paper"), "unknown kind of publication 'paper'"),
        ((KEY, "--publication-name", "Herald"), "a publication needs a key"),
        ((KEY, "--publication", "military-times", "--publication-name", "M"), "is known already"),
        ((KEY, "--title", " "), "there is no value"),
        ((KEY, "--title", "a\tb"), "holds the invisible character U+0009"),
        ((KEY, "--author", "a\nb"), "has a line break"),
        ((KEY, "--first", "2"), "--first, --last and --skip are for a copy"),
        (("military-times-2014-06-20",), "is defined already, in data/seed/immunity-2014.yaml"),
    ],
)
def test_what_does_not_pass_is_refused_in_the_words_of_the_checker(
    new: Callable[..., tuple[int, str, str]], words: tuple[str, ...], said: str
) -> None:
    kind = () if "--type" in words else ("--type", "report")

    code, out, error = new("new", *words, *kind, "-o", "new.yaml")

    assert (code, out) == (2, "")
    assert said in error
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--first", "9"), "--first: there is no block 9\nhelp: the copy has 7, counted from 1"),
        (("--last", "0"), "--last: there is no block 0"),
        (("--last", "Nowhere"), "--last: no block begins with 'Nowhere'"),
        (("--first", "5", "--last", "3"), "block 3, the last, stands before block 5, the first"),
        (("--first", "1", "--last", "1", "--skip", "1"), "no block of the copy is left"),
        (("--skip", " "), "no block begins with ' '"),
    ],
)
def test_a_block_that_is_not_there_is_refused(
    new: Callable[..., tuple[int, str, str]], words: tuple[str, ...], said: str
) -> None:
    code, out, error = new("new", KEY, "--type", "report", "--from", written("page.txt", PAGE), *words)

    assert (code, out) == (2, "")
    assert said in error


def test_words_that_begin_two_blocks_name_both(new: Callable[..., tuple[int, str, str]]) -> None:
    code, _, error = new(
        "new", KEY, "--type", "report", "--from", written("a.txt", "One.\n\nTwo.\n\nOne more."), "--first", "one"
    )

    assert code == 2
    assert "2 blocks begin with 'one': 1, 3" in error


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            b"Good\n\nSilv\xe2nia\n",
            "copy.txt:3: byte 11 of the file, \\xe2, is not UTF-8\nhelp: save the file as UTF-8",
        ),
        (b"Good\0", "copy.txt is a binary file: byte 5 is NUL"),
        (b" \n\n", "copy.txt is empty"),
        (b"%PDF-1.4\n\xff", "copy.txt is a PDF file"),
    ],
)
def test_a_copy_that_is_no_text_is_refused_with_place_and_remedy(
    new: Callable[..., tuple[int, str, str]], raw: bytes, said: str
) -> None:
    Path("copy.txt").write_bytes(raw)

    code, out, error = new("new", KEY, "--type", "report", "--from", "copy.txt", "-o", "new.yaml")

    assert (code, out) == (1, "")
    assert said in error
    assert "help: " in error
    assert not Path("new.yaml").exists()


def test_a_file_is_not_replaced_unless_that_is_asked_for(new: Callable[..., tuple[int, str, str]]) -> None:
    words = ("new", KEY, "--type", "report", "-o", written("mine.yaml", "mine"))

    refused, _, said = new(*words)
    before = Path("mine.yaml").read_text("utf-8")
    replaced, *_ = new(*words, "--force")

    assert (refused, before, replaced) == (1, "mine", 0)
    assert "add --force" in said
    assert Path("mine.yaml").read_text("utf-8").startswith(EDITOR_LINE)


def test_the_schema_is_put_where_the_editor_looks_for_it(new: Callable[..., tuple[int, str, str]]) -> None:
    words = ("--type", "report", "-o")

    _, _, first = new("new", KEY, *words, "a.yaml")
    _, _, second = new("new", "b", *words, "b.yaml")
    Path(FILE_NAME).write_text("{}", "utf-8")
    _, _, third = new("new", "c", *words, "c.yaml")

    assert f"$schema={FILE_NAME}" in Path("a.yaml").read_text("utf-8").split("\n", maxsplit=1)[0]
    assert FILE_NAME in first
    assert FILE_NAME not in second
    assert f"{FILE_NAME} is of another version: sofadb seed schema -o {FILE_NAME} --force" in third
    assert Path(FILE_NAME).read_text("utf-8") == "{}"
    assert new("schema", "-o", FILE_NAME, "--force")[0] == 0
    assert Path(FILE_NAME).read_text("utf-8") == schema_text()


@pytest.mark.parametrize("name", ["a\0b", "DATABASE"])
def test_what_is_no_place_for_a_seed_file_is_refused(
    new: Callable[..., tuple[int, str, str]], file_target: Target, name: str
) -> None:
    path = str(file_target.path) if name == "DATABASE" else name

    code, _, said = new("new", KEY, "--type", "report", "-o", path, "--force")

    assert code == 2
    assert "cannot be the name of a seed file" in said


# From a copy


def test_paragraphs_are_those_of_the_article_with_their_fingerprints(
    new: Callable[..., tuple[int, str, str]],
) -> None:
    _, text, _ = new("new", KEY, "--type", "report", "--from", written("page.txt", PAGE), *OWN_BLOCKS)

    blocks = PAGE.strip().split("\n\n")
    found = re.findall(r"  - at: (.*)\n    fingerprint: (.*)\n", text)
    own = (blocks[2], blocks[4], blocks[5])
    assert found == [(f"paragraph {number}", fingerprint(block)) for number, block in enumerate(own, start=1)]
    assert "Counted in your copy: paragraph 1 is block 3, paragraphs 2-3 are blocks 5-6." in text


def test_blocks_are_counted_from_the_first_where_nothing_is_said(new: Callable[..., tuple[int, str, str]]) -> None:
    _, text, said = new("new", KEY, "--type", "report", "--from", written("page.txt", PAGE))

    assert "Counted in your copy: paragraphs 1-7 are blocks 1-7." in text
    assert "--first, --last or --skip" in said


def test_no_sentence_of_the_copy_is_in_the_file(new: Callable[..., tuple[int, str, str]]) -> None:
    _, text, _ = new("new", KEY, "--type", "report", "--from", written("page.txt", PAGE))

    for block in PAGE.strip().split("\n\n"):
        assert block not in text
        words = block.split()
        assert not any(" ".join(words[start : start + 9]) in text for start in range(len(words) - 8))
    for sentence in ("Several dozen arrived last week.", "None of the cooks do."):
        assert sentence.removesuffix(".") not in text


def test_whoever_follows_the_comments_gets_figures_that_verify(
    new: Callable[..., tuple[int, str, str]], file_target: Target, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--type", "article-newspaper", "--published", "1999-03-02", "--title", "Stay")
    copy = written("page.txt", PAGE)
    _, text, _ = new("new", KEY, *options, "--from", copy, *OWN_BLOCKS)
    passages = text[text.index("\npassages:") : text.index("    ## What else a passage can hold")]
    filled = re.sub(
        r"(\w+): TODO$", lambda todo: f"{todo[1]}: {FILLED[todo[1]]}", uncommented(passages), flags=re.MULTILINE
    )

    code, _, said = new("load", written("new.yaml", text[: text.index("\npassages:")] + filled))
    assert code == 0, said
    database = ["--db", str(file_target.path)]
    shown = "ref,measure,quantifier,low,best,high,value_kind,wording"
    main([*database, "figures", "--source", KEY, "--csv", "--columns", shown, "--sort", "ref"])
    figures = capsys.readouterr().out.splitlines()
    verified = main([*database, "verify", KEY, copy])

    assert figures[1:] == [
        f"{KEY}/about-30,planned,about,,30,,value,about 30",
        f"{KEY}/between-300-and-500-men,planned,between,300,,500,value,between 300 and 500 men",
        f"{KEY}/more-than-12-aircraft-stay,planned,more_than,12,,,value,More than 12 aircraft stay",
        f'{KEY}/nearly-2000,planned,nearly,,2000,,value,"nearly 2,000"',
        f"{KEY}/none,planned,exact,0,0,0,none,None",
        f"{KEY}/several-dozen-arrived-last,planned,dozens,,,,value,Several dozen arrived last",
        f"{KEY}/up-to-240-trainers,planned,up_to,,,240,value,up to 240 trainers",
    ]
    assert verified == 0, capsys.readouterr().out


def test_a_candidate_that_is_not_filled_in_is_refused_and_named(new: Callable[..., tuple[int, str, str]]) -> None:
    _, text, _ = new("new", KEY, "--type", "report", "--from", written("a.txt", "About 30 came."))
    passages = text.index("\npassages:")

    code, _, said = new("check", written("new.yaml", text[:passages] + uncommented(text[passages:])))

    assert code == 4
    assert "'TODO' is not a key" in said
    assert "unknown measure 'TODO'" in said


ARTICLES = st.lists(
    st.text(st.sampled_from("abc .!?\"'#:-[]{}&*%@`|>\t\x85\xa0\u2028\u202e\u0007é5,三"), max_size=60)
    | st.sampled_from(["up to 575 new troops", "several", "He refused.", "U.S. men went. They came back.", "- x: y"]),
    min_size=1,
    max_size=6,
)


@given(ARTICLES)
def test_any_text_gives_a_file_that_can_be_read(blocks: list[str]) -> None:
    from sofadb.article import paragraphs

    found: list[Paragraph] = paragraphs("\n\n".join(blocks))

    text = write_new(NewSource(KEY, "report"), write_passages(found) if found else None)
    node, mistakes = parse("new.yaml", text)

    assert mistakes == []
    assert node is not None
    assert [line for line in text.split("\n") if first_unseen(line)] == []
    for block in found:
        words = opening(block.text).split()
        assert len(words) <= 8
        assert " ".join(words) != block.text or len(block.text.split()) <= 1


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" :#'\"-"), min_size=1).map(str.strip))
def test_a_text_is_read_as_it_was_given(text: str) -> None:
    node, mistakes = parse("new.yaml", f"title: {scalar(text)}\n")

    assert mistakes == []
    assert node is not None
    assert plain(node) == {"title": text}


@pytest.mark.parametrize("text", ["null", "No", "1984", "1e5", "~", "- a", "a: b", "a #b", "[a", "*a", "y", "true"])
def test_what_another_parser_would_take_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text) == f'"{text}"'


@pytest.mark.parametrize(
    "text", ["up to 575 new troops", "16,000 civilian personnel", "Iraq’s refusal to approve", "A (b)"]
)
def test_a_text_that_needs_no_quotes_has_none(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("He refused. They went on to talk for many more days.", "He"),
        (
            "The U.S. and Iraqi governments are talking about legal immunity.",
            "The U.S. and Iraqi governments are talking about",
        ),
        ("They are not there to fight.", "They are not"),
        ("No.", ""),
        ("“We are.” He said so, and he said it more than once.", "“We"),
    ],
)
def test_the_first_words_of_a_paragraph_are_no_sentence(text: str, begins: str) -> None:
    assert opening(text) == begins


def test_a_long_copy_takes_time_in_proportion() -> None:
    from sofadb.article import paragraphs

    block = "Up to 240 trainers stay, about 30 of them medics, and several dozen drivers leave for the coast."
    begun = time.process_time()

    lines = list(write_passages(paragraphs("\n\n".join([block] * 5_000))))

    assert sum(line.endswith("up_to: 240") for line in lines) == 5_000
    assert time.process_time() - begun < 10
