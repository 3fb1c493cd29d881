"""A seed file is read as it is written: every scalar stays text, every place is exact, nothing crashes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sofadb.cli import main
from sofadb.seed.mistakes import CODES, Mistake
from sofadb.seed.reading.text import MOST_BYTES, SeedText, UnreadableText, read_seed_text
from sofadb.seed.reading.tree import DEEPEST, GroupNode, ListNode, Node, TextNode, locate, parse, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Runner

Seen: TypeAlias = tuple[int, int, str]
Check: TypeAlias = "Callable[..., tuple[int, str]]"


def tree(text: str) -> Node:
    """Parse a text that is expected to be right."""
    node, mistakes = parse("x.yaml", text)
    assert node is not None
    assert mistakes == []
    return node


def places(text: str) -> list[Seen]:
    """Return line, column and code of every mistake of a text."""
    return [(mistake.line, mistake.column, mistake.code) for mistake in parse("x.yaml", text)[1]]


def read(raw: bytes, folder: Path) -> SeedText | list[Mistake]:
    path = folder / "x.yaml"
    path.write_bytes(raw)
    return text_or_mistakes(path)


def text_or_mistakes(path: Path) -> SeedText | list[Mistake]:
    read = read_seed_text(path)
    return read.mistakes if isinstance(read, UnreadableText) else read


def refusals(raw: bytes, folder: Path) -> list[Seen]:
    """Return line, column and code of every mistake in the bytes of a file."""
    mistakes = read(raw, folder)
    assert isinstance(mistakes, list)
    return [(mistake.line, mistake.column, mistake.code) for mistake in mistakes]


def text_of(raw: bytes, folder: Path) -> str:
    seed = read(raw, folder)
    assert isinstance(seed, SeedText)
    return seed.text


@pytest.fixture
def check(
    built_in_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Check:
    """Check the paths given, in an empty folder; returns the exit code and what was said."""
    monkeypatch.chdir(tmp_path)

    def checked(*given: str) -> tuple[int, str]:
        code = main(["--db", str(built_in_file), "seed", "check", *given])
        printed = capsys.readouterr()
        assert printed.out == ""
        return code, printed.err

    return checked


# Scalars


@pytest.mark.parametrize(
    "word",
    [
        "NO",
        "no",
        "yes",
        "on",
        "true",
        "null",
        "~",
        "017",
        "0o17",
        "0x1F",
        "1e5",
        "1_000",
        "1:30",
        ".5",
        ".inf",
        ".nan",
        "2014-06-20",
        "2014-06-20T10:00:00Z",
        "=",
        "<<",
        "007",
        "+1",
        "-1",
        "١٢",
    ],
)
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_scalar_stays_the_text_that_is_written(word: str, quote: str) -> None:
    assert plain(tree(f"value: {quote}{word}{quote}\n")) == {"value": word}


def test_a_name_stays_the_text_that_is_written() -> None:
    assert plain(tree("{NO: 1, 017: 2, null: 3, 2014-06-20: 4, <<: 5}")) == {
        "NO": "1",
        "017": "2",
        "null": "3",
        "2014-06-20": "4",
        "<<": "5",
    }


def test_a_missing_value_is_the_empty_text() -> None:
    assert plain(tree("a:\nb: ''\nc: [~, ]\n")) == {"a": "", "b": "", "c": ["~"]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: one\n  two\n\n  three\n", "one two\nthree"),
        ("a: >-\n  one\n  two\n", "one two"),
        ("a: |\n  one\n   two\n", "one\n two\n"),
        ('a: "one\n  two\\\n  three"\n', "one twothree"),
        ("a: 'it''s\n  so'\n", "it's so"),
    ],
)
def test_a_scalar_over_several_lines_is_one_text(text: str, value: str) -> None:
    assert plain(tree(text)) == {"a": value}


# Places


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ([], (2, 1)),
        (["format"], (2, 9)),
        (["actors"], (4, 3)),
        (["actors", 0], (4, 5)),
        (["actors", 0, "name"], (4, 27)),
        (["actors", 0, "codes"], (4, 44)),
        (["actors", 0, "codes", "cow", 1], (4, 54)),
        (["actors", 0, "codes", "cow", 1, "code"], (4, 61)),
        (["actors", 1, "name"], (7, 6)),
        (["actors", 1, "note"], (8, 11)),
        (["actors", 1, "kind"], (12, 11)),
        (["actors", 2], (13, 5)),
    ],
)
def test_every_node_knows_its_line_and_column(path: list[str | int], place: tuple[int, int]) -> None:
    text = (
        "# a comment\n"
        "format: 1\n"
        "actors:\n"
        "  - {key: sylvânia, name: 𝕊ylvania, codes: {cow: [1, {code: 22}]}}\n"
        "  - key: b\n"
        "    name:\n"
        "     a name\n"
        "    note: >-\n"
        "      over: two\n"
        "\n"
        "      lines\n"
        "    kind: état\n"
        "  - plain\n"
    )

    node = locate(tree(text), path)

    assert (node.line, node.column) == place


def test_every_name_of_a_field_knows_its_place() -> None:
    root = tree("{'a b': {ü: 1, c:\n  {d: 2}}}")

    outer = root.names if isinstance(root, GroupNode) else {}
    inner = locate(root, ["a b"])

    assert outer == {"a b": TextNode(1, 2, "a b")}
    assert isinstance(inner, GroupNode)
    assert inner.names == {"ü": TextNode(1, 10, "ü"), "c": TextNode(1, 16, "c")}
    assert locate(root, ["a b", "c", "d"]) == TextNode(2, 7, "2")


def test_locate_follows_a_path_as_deep_as_it_leads() -> None:
    root = tree("a: [x]")

    assert locate(root, ["a", 7]) == ListNode(1, 4, [TextNode(1, 5, "x")])
    assert locate(root, ["a", 0, "b"]) == TextNode(1, 5, "x")
    assert locate(root, ["b"]) is root


# What is refused


def test_a_field_that_stands_twice_is_reported_and_the_first_one_kept() -> None:
    node, mistakes = parse("x.yaml", "a: 1\nb: {c: 1, c: 2, c: 3}\n'a': 2\n")

    assert node is not None
    assert plain(node) == {"a": "1", "b": {"c": "1"}}
    assert [(each.line, each.column, each.code) for each in mistakes] == [
        (2, 11, "S005"),
        (2, 17, "S005"),
        (3, 1, "S005"),
    ]
    assert "first in line 2" in mistakes[0].message
    assert "first in line 1" in mistakes[2].message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: &x 1\nb: *x\n", (1, 4, "S004")),
        ("b: *x\n", (1, 4, "S004")),
        ("a: [1, &x [2]]\n", (1, 8, "S004")),
        ("&x a: 1\n", (1, 1, "S004")),
        ("a: !!int 1\n", (1, 4, "S004")),
        ("a: !!python/object/apply:os.system [ls]\n", (1, 4, "S004")),
        ("a: ! 1\n", (1, 4, "S004")),
        ("!x {a: 1}\n", (1, 1, "S004")),
        ("base: &x {a: 1}\nb: {<<: *x}\n", (1, 7, "S004")),
        ("a: 1\nb:\n  <<: *x\n", (3, 7, "S004")),
        ("a: 1\n---\na: 2\n", (2, 1, "S004")),
        ("a: 1\n...\n---\n", (3, 1, "S004")),
        ("? [a, b]\n: 1\n", (1, 3, "S004")),
        ("{[a]: 1}\n", (1, 2, "S004")),
        ("{{a: b}: 1}\n", (1, 2, "S004")),
        ("a: [1\nb: 2\n", (2, 2, "S003")),
        ("a: 'x\n", (2, 1, "S003")),
        ("a: b: c\n", (1, 5, "S003")),
        (" a: 1\nb: 2\n", (2, 1, "S003")),
        ("a: @x\n", (1, 4, "S003")),
        ("a: %x\n", (1, 4, "S003")),
        ('a: "\\q"\n', (1, 5, "S003")),
        ('a: "\\ud800"\n', (1, 7, "S003")),
    ],
)
def test_a_form_of_yaml_that_is_not_used_is_refused_at_its_place(text: str, place: Seen) -> None:
    node, _ = parse("x.yaml", text)

    assert node is None
    assert places(text) == [place]


def test_a_text_may_be_nested_as_deep_as_the_limit_and_no_deeper() -> None:
    deepest = "[" * (DEEPEST - 1) + "x" + "]" * (DEEPEST - 1)

    assert parse("x.yaml", deepest)[1] == []
    assert places(f"[{deepest}]") == [(1, DEEPEST + 1, "S004")]


@pytest.mark.parametrize("piece", ["[", "{", "- ", "? ", "{a: ", "a:\n", "[[]", "&a [", "!a ", "- - [{"])
def test_a_hundred_thousand_brackets_neither_crash_nor_hang(piece: str) -> None:
    program = (
        "import sys, time; from sofadb.seed.reading.tree import parse; begun = time.process_time();"
        "found = parse('x.yaml', sys.argv[1] * 100_000)[1];"
        "assert time.process_time() - begun < 2; print(len(found))"
    )

    done = subprocess.run([sys.executable, "-c", program, piece], capture_output=True, timeout=30, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert int(done.stdout) >= 1


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "\ufeff", "%YAML 1.1\n"])
def test_a_file_without_a_value_has_no_tree(text: str) -> None:
    node, _ = parse("x.yaml", text)

    assert node is None


# Bytes


@pytest.mark.parametrize(
    ("unseen", "name"),
    [
        ("\t", "a tab"),
        ("\0", "U+0000"),
        ("\x07", "U+0007"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\r", "U+000D"),
        ("\x80", "U+0080"),
        ("\x85", "U+0085"),
        ("\x9f", "U+009F"),
        ("\u2028", "U+2028"),
        ("\u2029", "U+2029"),
        ("\ufdd0", "U+FDD0"),
        ("\ufeff", "U+FEFF"),
        ("\ufffe", "U+FFFE"),
        ("\uffff", "U+FFFF"),
        ("\U0001fffe", "U+1FFFE"),
        ("\U0010ffff", "U+10FFFF"),
    ],
)
def test_a_character_that_no_eye_sees_is_refused_at_its_place(unseen: str, name: str, tmp_path: Path) -> None:
    mistakes = read(f"a: é𝕊\nbé: x{unseen}y{unseen}z\n".encode(), tmp_path)

    assert isinstance(mistakes, list)
    assert [(each.line, each.column, each.code) for each in mistakes] == [(2, 6, "S002"), (2, 8, "S002")]
    assert name in mistakes[0].message


@pytest.mark.parametrize(
    ("escape", "place"),
    [("\\0", (2, 4)), ("\\e[31m", (2, 4)), ("\\x85", (2, 4)), ("\\L", (2, 4)), ("\\t", (2, 4)), ("\\uFFFE", (2, 4))],
)
def test_a_character_that_no_eye_sees_is_refused_when_it_is_escaped_too(escape: str, place: tuple[int, int]) -> None:
    _, mistakes = parse("x.yaml", f'a: 1\nb: "x{escape}"\n')

    assert [(each.line, each.column, each.code) for each in mistakes] == [(*place, "S002")]


def test_visible_characters_of_every_script_are_welcome(tmp_path: Path) -> None:
    text = "a: Ångström Сильва́ния 日本 العراق 🎖 «–» \u00a0\u200d\n"

    assert text_of(text.encode(), tmp_path) == text


def test_a_byte_order_mark_in_front_is_not_text(tmp_path: Path) -> None:
    text = text_of("\ufeffa: 1\n".encode(), tmp_path)

    assert text == "a: 1\n"
    assert locate(tree(text), ["a"]) == TextNode(1, 4, "1")


def test_only_the_first_byte_order_mark_is_forgiven(tmp_path: Path) -> None:
    assert refusals("\ufeff\ufeffa: 1\n".encode(), tmp_path) == [(1, 1, "S002")]


def test_windows_line_ends_are_line_ends(tmp_path: Path) -> None:
    text = text_of(b"a: 1\r\nb: >-\r\n  x\r\n  y\r\nc: {d: 2}\r\n", tmp_path)

    assert plain(tree(text)) == {"a": "1", "b": "x y", "c": {"d": "2"}}
    assert locate(tree(text), ["c", "d"]) == TextNode(5, 8, "2")


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ("a: é\nbé: Silv".encode() + b"\xe2nia\n", (2, 9, "S001")),
        (b"\xff", (1, 1, "S001")),
        (b"a: 1\n\xed\xa0\x80", (2, 1, "S001")),
        (b"a: \xc0\xaf", (1, 4, "S001")),
        (b"\xff\xfea\0:\0", (1, 1, "S001")),
        (b"a: \xe2\x80", (1, 4, "S001")),
    ],
)
def test_bytes_that_are_not_utf8_are_refused_at_their_place(raw: bytes, place: Seen, tmp_path: Path) -> None:
    assert refusals(raw, tmp_path) == [place]


def test_a_byte_order_mark_takes_no_column(tmp_path: Path) -> None:
    assert refusals("\ufeffa: ".encode() + b"\xe9", tmp_path) == [(1, 4, "S001")]


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"# nothing\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_one_mistake(raw: bytes, check: Check) -> None:
    Path("x.yaml").write_bytes(raw)

    assert check("x.yaml")[0] == 4
    assert check("x.yaml")[1].startswith("error[S010] x.yaml:1:1: the file is empty\n")


def test_a_file_over_the_limit_is_refused_quickly(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.touch()
    os.truncate(path, MOST_BYTES + 1)

    begun = time.process_time()
    mistakes = text_or_mistakes(path)

    assert mistakes == [Mistake(str(path), 1, 1, "S001", "cannot be read: it is larger than 100 MB")]
    assert time.process_time() - begun < 2


def test_the_time_to_find_what_no_eye_sees_grows_in_a_line(tmp_path: Path) -> None:
    def seconds(size: int) -> float:
        begun = time.process_time()
        read(b"\t" * size, tmp_path)
        return time.process_time() - begun

    small, large = min(seconds(20_000) for _ in range(3)), seconds(80_000)

    assert large < 8 * small


# What is no file


def test_a_folder_without_a_seed_file_is_wrong_use(check: Check) -> None:
    Path("folder").mkdir()

    code, message = check("folder")

    assert code == 2
    assert "no seed file in the folder folder" in message


def test_a_folder_that_is_named_like_a_seed_file_is_searched(check: Check) -> None:
    inner = Path("folder.yaml") / "deeper"
    inner.mkdir(parents=True)
    (inner / "x.yml").write_text("format: 1\n", "utf-8")

    assert check("folder.yaml") == (0, "1 seed file: no mistakes\n")


def test_a_missing_path_is_wrong_use(check: Check) -> None:
    code, message = check("nowhere.yaml")

    assert code == 2
    assert "there is no file or folder nowhere.yaml" in message


def test_a_file_named_twice_is_one_file(check: Check) -> None:
    Path("x.yaml").write_text("format: 1\nactors: [{key: a, name: A, kind: state}]\n", "utf-8")
    Path("link.yaml").symlink_to("x.yaml")

    assert check("x.yaml", "./x.yaml", str(Path("x.yaml").resolve()), "link.yaml") == (
        0,
        "1 seed file: no mistakes\n",
    )


def test_a_pipe_with_a_name_does_not_block(run: Runner) -> None:
    os.mkfifo(run.home / "pipe.yaml")

    done = run("seed", "check", "pipe.yaml")

    assert done.returncode == 4
    assert "error[S001] pipe.yaml:1:1: cannot be read: it is not a regular file\n" in done.stderr


def test_a_device_is_no_seed_file(tmp_path: Path) -> None:
    for path in (Path("/dev/zero"), tmp_path):
        mistakes = text_or_mistakes(path)

        assert mistakes == [Mistake(str(path), 1, 1, "S001", "cannot be read: it is not a regular file")]


# Anything


YAML_WORDS = ("- ", ": ", "? ", "\n", "  ", "[", "]", "{", "}", ",", "'", '"', "|", ">-", "&a", "*a", "!", "#", "---")


def assert_readable_or_refused(text: SeedText | list[Mistake]) -> None:
    """Hold that a text either has a tree or mistakes that are whole."""
    node, mistakes = (None, text) if isinstance(text, list) else parse(text.shown, text.text)
    for mistake in mistakes:
        assert mistake.line >= 1
        assert mistake.column >= 1
        assert mistake.message
        assert mistake.code in CODES
    if node is not None:
        plain(node)


@settings(max_examples=300, deadline=None)
@given(st.text() | st.lists(st.sampled_from(YAML_WORDS) | st.text(max_size=3), max_size=40).map("".join))
@example("\ufeff")
@example("%YAML 9.9\n---\n")
@example("%TAG ! x\n---\n!y z")
@example("? ? ? ")
@example("\x00")
def test_any_text_has_a_tree_or_mistakes(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert_readable_or_refused(read(text.encode("utf-8", "surrogatepass"), Path(folder)))


@settings(max_examples=150, deadline=None)
@given(st.binary())
def test_any_bytes_have_a_tree_or_mistakes(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert_readable_or_refused(read(raw, Path(folder)))
