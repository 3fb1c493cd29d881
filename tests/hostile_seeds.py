"""Seed files that nobody should write: families of them, each built in a way of its own."""

from __future__ import annotations

import codecs
import copy
import gzip
import json
import random
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Files: TypeAlias = dict[str, bytes]
Tree: TypeAlias = Any  # Any: what JSON can hold
Place: TypeAlias = tuple[str | int, ...]

GOOD: Final = "format: 1\nactors:\n  - {key: freedonia, name: Freedonia, kind: state}\n"
SHA: Final = "0f" * 32

CITED: Final = {"wording": "as printed", "attributed_to": "army", "status_note": "Why.", "note": "A note."}
COUNT: Final = {"actor": "army", "host": "freedonia", "measure": "present", "as_of": "2010", "place": "the port"}
#: A seed file in which almost every field stands once; JSON is YAML.
SAMPLE: Final[Tree] = {
    "format": "1",
    "source": {
        "key": "herald",
        "type": "report",
        "publication": {"key": "daily-herald", "name": "Daily Herald", "kind": "newspaper"},
        "title": "A report",
        "authors": ["A. Writer"],
        "published": "2010-05",
        "url": "https://example.org",
        "archive_url": "https://example.org/archive",
        "archived_at": "2010-06-01",
    },
    "negotiation": "talks",
    "publications": [{"key": "weekly", "name": "Weekly", "kind": "other"}],
    "actors": [
        {
            "key": "freedonia",
            "name": "Freedonia",
            "kind": "state",
            "valid_from": "1900-01-01",
            "names": [{"name": "Land of the Free", "type": "alias"}],
            "codes": {"cow": [{"code": "9999", "valid_from": "1900-01-01"}]},
        },
        {"key": "army", "name": "Army of Freedonia", "kind": "armed_force", "part_of": "freedonia"},
    ],
    "offices": [
        {"key": "chief", "at": "paragraph 1", "person": "army", "organisation": "freedonia", "title": "C", **CITED}
    ],
    "negotiations": [
        {
            "key": "talks",
            "at": "paragraph 1",
            "title": "Talks",
            "status": "suspended",
            "opened": "2009",
            "parties": {"sending_state": ["freedonia"]},
            "claim_status": "conflict",
            "status_note": "Why.",
        }
    ],
    "agreements": [
        {
            "key": "accord",
            "at": "paragraph 1",
            "negotiation": "talks",
            "title": "A",
            "kind": "memorandum",
            "signed": "2010",
        }
    ],
    "deployments": [
        {"key": "guards", "at": "page 1", "title": "G", "sender": "army", "host": "freedonia", "mission": "train"}
    ],
    "passages": [
        {
            "at": "paragraph 1",
            "fingerprint": SHA,
            "positions": [
                {
                    "key": "wish",
                    "negotiation": "talks",
                    "holder": "army",
                    "addressee": "freedonia",
                    "act": "demand",
                    "issue": "custody",
                    "jurisdiction": "diplomatic",
                    "summary": "Wants it.",
                    "stated": "2010",
                    "conditions": [{"kind": "unless", "text": "it rains"}],
                    "status": "conflict",
                    **CITED,
                }
            ],
            "events": [
                {"key": "start", "kind": "incident", "actor": "army", "occurred": "2010", "summary": "It began."}
            ],
            "provisions": [{"key": "rule", "agreement": "accord", "issue": "custody", "summary": "A rule."}],
            "counts": [
                {
                    "key": "troops",
                    **COUNT,
                    "category": "military",
                    "function": "train",
                    "deployment": "guards",
                    "exact": "1",
                    "basis": {"contractors": "no"},
                    "parts": [{"key": "cooks", "nearly": "1", "parts": [{"key": "bakers", "up_to": "1"}]}],
                },
                {"key": "others", **COUNT, "between": ["1", "2"], "part_of": "troops"},
            ],
            "assets": [{"key": "planes", **COUNT, "kind": "aircraft", "words": "dozens"}],
        }
    ],
}


def as_bytes(tree: Tree) -> bytes:
    """Write a tree, a field on each line."""
    return json.dumps(tree, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def places(tree: Tree, place: Place = ()) -> Iterator[Place]:
    """Return the way to each value of a tree, outer ones first."""
    if place:
        yield place
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, inner in steps:
        yield from places(inner, (*place, step))


def changed(place: Place, change: Callable[[Tree, str | int], None]) -> bytes:
    """Write the sample with a change of what holds a place."""
    tree = copy.deepcopy(SAMPLE)
    holder = tree
    for step in place[:-1]:
        holder = holder[step]
    change(holder, place[-1])
    return as_bytes(tree)


def replaced(place: Place, value: Tree) -> bytes:
    """Write the sample with another value at a place."""

    def replace(holder: Tree, step: str | int) -> None:
        holder[step] = value

    return changed(place, replace)


def valid() -> Files:
    """Return files that look odd and have nothing wrong with them."""
    indented = GOOD.replace("  - {", "              - {")
    return {
        "the sample": as_bytes(SAMPLE),
        "the sample on one line": json.dumps(SAMPLE).encode(),
        "a byte order mark": codecs.BOM_UTF8 + GOOD.encode(),
        "windows line ends": GOOD.replace("\n", "\r\n").encode(),
        "no newline at the end": GOOD.rstrip().encode(),
        "a document marker": f"---\n{GOOD}...\n".encode(),
        "a YAML directive": f"%YAML 1.1\n---\n{GOOD}".encode(),
        "far to the right": indented.encode(),
        "all in quotes": b'"format": "1"\n"actors": [{"key": "freedonia", \'name\': "Freedonia", "kind": "state"}]\n',
        "a question mark before each name": b"? format\n: 1\n? actors\n: []\n",
        "names of other scripts": GOOD.replace("name: Freedonia", "name: Фридония 日本 العراق").encode(),
        "a name of joined signs": GOOD.replace("name: Freedonia", "name: '👩‍👩‍👧 नि'").encode(),
        "a long comment": (GOOD + "#" + " x" * 200_000 + "\n").encode(),
        "fifty thousand empty lines": (GOOD + "\n" * 50_000).encode(),
        "a folded title": GOOD.replace("{key: freedonia, name: Freedonia, kind: state}", FOLDED).encode(),
        "nothing but the format": b"format: 1\n",
        "words that YAML knows": GOOD.replace("name: Freedonia", "name: 'null'").encode(),
    }


FOLDED: Final = "key: freedonia\n    kind: state\n    name: >-\n      Freedonia\n      and Sylvania"


def of_bytes() -> Files:
    """Return what is no text, or a text in another coding."""
    text = GOOD.replace("Freedonia,", "Fréedonia,")
    noise = random.Random(20140620)
    found = {
        f"coded as {name}": text.encode(name)
        for name in ("latin-1", "cp1252", "utf-16", "utf-32", "cp500", "mac-roman")
    }
    found |= {
        f"coded as {name} without a mark": text.encode(name) for name in ("utf-16-le", "utf-16-be", "utf-32-be")
    }
    found["coded as shift-jis"] = GOOD.replace("name: Freedonia", "name: 日本").encode("shift-jis")
    starts = {
        "PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "ZIP": b"PK\x03\x04\x14\0\0\0\x08\0",
        "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "ELF": b"\x7fELF\x02\x01\x01\0",
        "SQLite": b"SQLite format 3\0\x10\0\x01\x01",
        "gzip": gzip.compress(GOOD.encode(), mtime=0),
        "HTML": b"<!doctype html><html><body>format: 1</body></html>",
        "RTF": b"{\\rtf1\\ansi format: 1}",
        "a shell script": b"#!/bin/sh\nrm -rf x\n",
        "CSV": b"format,key\n1,freedonia\n",
        "a number": b"1\n",
        "a word": b"format\n",
    }
    found |= {f"begins like {name}": start for name, start in starts.items()}
    found |= {f"noise {number}": noise.randbytes(50 * 4**number) for number in range(8)}
    broken = [
        b"\xff",
        b"\xc0\xaf",
        b"\xe2\x80",
        b"\xed\xa0\x80",
        b"\xed\xb0\x80",
        b"\xf5\x80\x80\x80",
        b"\xf0\x8f\xbf\xbf",
        b"\x80",
    ]
    found |= {f"UTF-8 broken by {bad.hex()}": GOOD.encode() + b"# " + bad + b"\n" for bad in broken}
    found["broken in its last byte"] = GOOD.encode() + b"# \xc3"
    found["broken after a megabyte"] = GOOD.encode() + b"# x\n" * 250_000 + b"\xff"
    return found


def of_characters() -> Files:
    """Return texts with a character that steers, hides or is none; written out, in quotes, and escaped."""
    found: Files = {}
    points = [*range(9), 0x0B, 0x0C, 0x0D, *range(0x0E, 0x20), 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0x2028, 0x2029]
    points += [0xFDD0, 0xFEFF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xD800, 0xDFFF]
    for point in points:
        name = f"Free{chr(point)}donia"
        found[f"U+{point:04X} in a name"] = GOOD.replace("Freedonia", name).encode("utf-8", "surrogatepass")
        escaped = f"\\U{point:08X}" if point > 0xFFFF else f"\\u{point:04X}"
        found[f"U+{point:04X} escaped"] = GOOD.replace("name: Freedonia", f'name: "Free{escaped}donia"').encode()
    found["a tab for indentation"] = GOOD.replace("  - ", "\t- ").encode()
    found["a tab at the end"] = GOOD.replace("1\n", "1\t\n", 1).encode()
    found["old Macintosh line ends"] = GOOD.replace("\n", "\r").encode()
    found["a second byte order mark"] = ("\ufeff\ufeff" + GOOD).encode()
    found["a key in Cyrillic that looks Latin"] = GOOD.replace("key: freedonia", "key: frееdonia").encode()
    found["a key with an accent"] = GOOD.replace("key: freedonia", "key: fréedonia").encode()
    found["a key from right to left"] = GOOD.replace("key: freedonia", "key: \u202efreedonia").encode()
    found["a field with a joiner"] = GOOD.replace("kind:", "ki\u200dnd:").encode()
    found["a word with a wide letter"] = GOOD.replace("kind: state", "kind: ｓtate").encode()
    return found


def of_forms() -> Files:
    """Return forms of YAML that seed files do without, and YAML that is none."""
    laughs = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    forms = {
        "a billion laughs": laughs,
        "an alias to itself": "format: 1\nactors: &a [*a]\n",
        "an alias to nothing": "format: *nothing\n",
        "an anchor on a name": "&a format: 1\n",
        "an anchor on the file": "&a\nformat: 1\n",
        "a merge of an alias": "x: &x {format: 1}\n<<: *x\n",
        "a merge without an alias": "<<: {format: 1}\n",
        "a merge of many": "<<: [{format: 1}, {format: 1}]\n",
        "a Python object": "format: !!python/object/apply:os.system ['true']\n",
        "a tag of its own": "format: !mine 1\n",
        "a tag by its address": "format: !<tag:yaml.org,2002:int> 1\n",
        "a tag without a name": "format: ! 1\n",
        "a set": "format: 1\nactors: !!set {a, b}\n",
        "binary": "format: !!binary MQ==\n",
        "an unknown handle": "format: !e!x 1\n",
        "YAML of another world": "%YAML 9.9\n---\nformat: 1\n",
        "an unknown directive and nothing": "%FOO bar\n",
        "a handle twice": "%TAG ! tag:a,1:\n%TAG ! tag:b,1:\n---\nformat: 1\n",
        "a second document": "format: 1\n---\nformat: 1\n",
        "a second document that is empty": "format: 1\n---\n",
        "a thousand documents": "---\nformat: 1\n" * 1000,
        "text after the end": "format: 1\n...\nformat: 1\n",
        "a list for a name": "? [format]\n: 1\n",
        "a group for a name": "{{format: 1}: 1}\n",
        "a list for a name in brackets": "{[format]: 1}\n",
        "nothing for a name": ": 1\n",
        "nothing for a name in braces": "{: 1}\n",
        "a name and no colon": "format\nactors: []\n",
        "a colon and no space": "format:1\nactors:[]\n",
        "equals signs": "format = 1\n[actors]\n",
        "JSON with a comment": '{"format": "1", // one\n}\n',
        "JSON that ends early": '{"format": "1", "actors": [{"key": "a"',
        "a bracket of another kind": "format: 1\nactors: [}\n",
        "a bracket too many": "format: 1\nactors: []]\n",
        "a comma too many": "format: 1\nactors: [,]\n",
        "a quote that stays open": 'format: "1\n',
        "an apostrophe that stays open": "format: '1\n",
        "text after a quote": 'format: "1" 2\n',
        "an escape that is none": 'format: "\\q"\n',
        "half an escape": 'format: "\\x1"\n',
        "an escape beyond all signs": 'format: "\\UFFFFFFFF"\n',
        "an at sign": "format: @1\n",
        "a grave accent": "format: `1`\n",
        "a percent sign": "format: %1\n",
        "a dash for a value": "format: - 1\n",
        "a dash and a field": "- format: 1\nactors: []\n",
        "a field and a dash": "format: 1\n- actors\n",
        "a colon in a value": "format: 1: 2\n",
        "a deeper second line": "format: 1\n  actors: []\n",
        "a shallower second line": "  format: 1\nactors: []\n",
        "a block of nine": "format: |9\n  1\n",
        "a block of nought": "format: |0\n  1\n",
        "a block of two signs": "format: |-+\n  1\n",
        "a block with text": "format: | 1\n  2\n",
        "a block that is too far left": "format: |4\n  1\n",
        "a block in brackets": "format: [|\n  1\n]\n",
        "a folded block of nothing": "format: >\n",
        "a comment without space": "format: 1#one\n",
        "a list of lists": "- - - - format: 1\n",
        "a list of files": "[{format: 1}, {format: 1}]\n",
        "only a list": "[]\n",
        "only nothing": "null\n",
        "only a comment": "# format: 1\n",
        "only a document marker": "---\n",
        "only white space": "   \n\n  \n",
        "nothing at all": "",
        "empty braces": "{}\n",
    }
    return {name: text.encode() for name, text in forms.items()}


def of_depth() -> Files:
    """Return a hundred thousand of whatever can be put into one another, or side by side."""
    pieces = [
        "[",
        "{",
        "- ",
        "? ",
        "[{",
        "{a: ",
        "{[",
        "- - [",
        "'",
        '"',
        "&a ",
        "!a ",
        "*a ",
        "a: ",
        ": ",
        "|\n",
        "#\n",
        "---\n",
        "<<: ",
    ]
    found = {f"a hundred thousand of {piece!r}": (piece * 100_000).encode() for piece in pieces}
    found["a thousand steps to the right"] = "".join(f"{' ' * depth}a:\n" for depth in range(1000)).encode()
    found["parts of parts"] = replaced(("passages", 0, "counts", 0, "parts"), nested_parts(30))
    found["as deep as it may be, and wrong"] = ("format: 1\nactors: " + "[" * 17 + "]" * 17).encode()
    return found


def nested_parts(depth: int) -> Tree:
    """Return parts within parts."""
    parts: Tree = []
    for number in range(depth):
        parts = [{"key": f"part-{number}", "exact": "1", "parts": parts}]
    return parts


def of_size() -> Files:
    """Return what is too long or too many of; the heaviest stand in `heavy`."""
    digits = "9" * 100_000
    long = "x" * 1_000_000
    return {
        "a key of a megabyte": GOOD.replace("key: freedonia", f"key: {long}").encode(),
        "a name of a megabyte": GOOD.replace("name: Freedonia", f"name: {long}").encode(),
        "a field of a megabyte": (GOOD + f"? {long}\n: 1\n").encode(),
        "a kind of a megabyte": GOOD.replace("kind: state", f"kind: {long}").encode(),
        "a format of a megabyte": f"format: {long}\n".encode(),
        "a date of a megabyte": replaced(("source", "published"), "2" * 1_000_000),
        "a place of a megabyte": replaced(("passages", 0, "at"), f"paragraph {digits}x"),
        "a wording of a megabyte": replaced(("passages", 0, "events", 0, "wording"), "x " * 500_000),
        "a reference of a megabyte": replaced(("passages", 0, "counts", 1, "part_of"), f"{long}/{long}/a"),
        "a fingerprint of a megabyte": replaced(("passages", 0, "fingerprint"), "0" * 1_000_000),
        "a number of a hundred thousand digits": replaced(("passages", 0, "counts", 0, "exact"), digits),
        "a range of two such numbers": replaced(("passages", 0, "counts", 1, "between"), [digits, digits]),
        "a range of ten thousand numbers": replaced(("passages", 0, "counts", 1, "between"), ["1"] * 10_000),
        "a line of a megabyte without a break": (GOOD.rstrip() + " x" * 500_000).encode(),
        "a folded megabyte": (GOOD + "negotiation: >\n" + "  x\n" * 250_000).encode(),
        "a hundred thousand open quotes": (GOOD + "x: '" + "''" * 100_000).encode(),
        "two thousand unknown fields": (GOOD + "".join(f"f{n}: 1\n" for n in range(2000))).encode(),
        "two thousand equal fields": ("format: 1\n" * 2000).encode(),
        "a thousand tabs": GOOD.replace("1\n", "1" + "\t" * 1000 + "\n", 1).encode(),
        "ten thousand wrong bytes": GOOD.encode() + b"\xff" * 10_000,
    }


def of_shapes() -> Files:
    """Return the sample with a value of a wrong shape at every place."""
    found: Files = {}
    shapes: dict[str, Tree] = {"a list of lists": [["x"]], "a strange group": {"zzz": {"zzz": "1"}}, "nothing": ""}
    for number, place in enumerate(places(SAMPLE)):
        shape = list(shapes)[number % len(shapes)]
        found[f"{shape} at {'.'.join(map(str, place))}"] = replaced(place, shapes[shape])
    return found


def of_fields() -> Files:
    """Return the sample with a field unknown, misspelled or missing, entry by entry."""
    found: Files = {}
    groups = [(), *(place for place in places(SAMPLE) if isinstance(value_at(place), dict))]
    for place in groups:
        at = ".".join(map(str, place)) or "the top"
        tree = copy.deepcopy(SAMPLE)
        group = value_at(place, tree)
        group["captial"] = "x"
        found[f"an unknown field at {at}"] = as_bytes(tree)
    needed = {
        "format",
        "key",
        "name",
        "kind",
        "type",
        "title",
        "at",
        "actor",
        "host",
        "measure",
        "summary",
        "act",
        "issue",
    }
    needed |= {
        "holder",
        "person",
        "organisation",
        "status",
        "sender",
        "mission",
        "agreement",
        "code",
        "text",
        "exact",
    }
    optional = {
        ("actors", 0, "names", 0, "type"),
        ("passages", 0, "positions", 0, "status"),
        ("passages", 0, "events", 0, "actor"),
    }
    for place in places(SAMPLE):
        if place[-1] in needed and place not in optional:
            found[f"missing {'.'.join(map(str, place))}"] = changed(place, remove)
    return found


def remove(holder: Tree, step: str | int) -> None:
    """Take away what stands at a place."""
    holder.pop(step)


def value_at(place: Place, tree: Tree = SAMPLE) -> Tree:
    """Return what stands at a place."""
    for step in place:
        tree = tree[step]
    return tree


def of_values() -> Files:
    """Return the sample with a value of the right shape that is wrong."""
    numbers = (
        "1,200|1.5|-1|+1|1e3|0x10|0o7|007|00|1_000|١٢|１２|²|½|∞|NaN|.inf|~|true|one|1 2|"
        "9223372036854775808|'1'|1;2|--1|1-2|𝟙"
    )
    dates = (
        "2010-13|2010-02-30|2010-1-1|1/2/2010|May 2010|2010-05-01T00:00|2010/2009|"
        "2010-21|20100501|2010-00|0000|10000|-2010|"
        "2010//2011|2010/|/2010|../..|..|today|2010-XX-01|XXXX|201x|2010~~|2010~-05|２０１０|"
        "2010-05-01/02|2009/2010/2011|today"
    )
    keys = (
        "Freedonia|free_donia|free donia|-free|free-|free--donia|free.donia|free/donia|"
        "fréedonia|FREE|a:b|*a|#a|İ|ß|ⅷ|'"
    )
    at = (
        "paragraph|paragraph 0|paragraph one|paragraph -1|paragraph 1.5|7|para 7|"
        "Paragraph 7|paragraph7|chapter 1|line x"
    )
    wordings = ["a b c d e f g h i", " ", "\n", "x" * 20_000, "one two three four five six seven eight nine ten"]
    tables: list[tuple[Place, list[str]]] = [
        (("passages", 0, "counts", 0, "exact"), numbers.split("|")),
        (("passages", 0, "counts", 1, "between", 0), numbers.split("|")),
        (("source", "published"), dates.split("|")),
        (("source", "archived_at"), [*dates.split("|"), "2010", "2010-05", "2010-05-01~"]),
        (("passages", 0, "positions", 0, "stated"), dates.split("|")),
        (("source", "key"), keys.split("|")),
        (("actors", 1, "part_of"), [*keys.split("|"), "army", "freedona", "talks", "nowhere"]),
        (("passages", 0, "counts", 1, "part_of"), ["a/b/c", "/", "a/", "/a", "wish", "others", "herald/none", "x/y"]),
        (("passages", 0, "at"), at.split("|")),
        (("passages", 0, "fingerprint"), ["0f", SHA.upper(), f"{SHA}0", SHA[1:], "g" * 64, f" {SHA}"]),
        (("passages", 0, "events", 0, "wording"), wordings),
        (("format",), ["0", "2", "1.0", "01", "one", "-1", "1 ", "１"]),
    ]
    found = {
        f"{'.'.join(map(str, place))} as {value[:40]!r}": replaced(place, value)
        for place, values in tables
        for value in dict.fromkeys(values)
    }
    for place in places(SAMPLE):
        if isinstance(value_at(place), str) and place[-1] in WORDS:
            found[f"another word at {'.'.join(map(str, place))}"] = replaced(place, "STATES")
    return found


WORDS: Final = (
    "type",
    "kind",
    "status",
    "claim_status",
    "act",
    "issue",
    "jurisdiction",
    "measure",
    "category",
    "function",
    "mission",
    "words",
)


def of_references() -> Files:
    """Return references that lead nowhere, to something else, in rings, and keys, names and codes that meet."""
    found: Files = {}
    named = (
        "negotiation",
        "part_of",
        "person",
        "organisation",
        "sender",
        "host",
        "holder",
        "addressee",
        "attributed_to",
    )
    for place in places(SAMPLE):
        if place[-1] in (*named, "agreement", "deployment", "actor") and isinstance(value_at(place), str):
            found[f"a reference to nothing at {'.'.join(map(str, place))}"] = replaced(place, "nowhere")
            found[f"a reference to another kind at {'.'.join(map(str, place))}"] = replaced(place, "daily-herald")
    for length in (1, 2, 3, 7, 50, 500):
        for kind, ring in RINGS.items():
            found[f"a ring of {length} {kind}"] = ring(length)
    for place, value in MEETING.items():
        found[f"a second time: {'.'.join(map(str, place))}"] = replaced(place, [*value_at(place), value])
    return found


def a_ring_of_actors(length: int) -> bytes:
    """Write actors each of which is part of the next."""
    actors = [
        {"key": f"a{n}", "name": f"N{n}", "kind": "agency", "part_of": f"a{(n + 1) % length}"} for n in range(length)
    ]
    return as_bytes({"format": "1", "actors": actors})


def a_ring_of_negotiations(length: int) -> bytes:
    """Write negotiations each of which follows the next."""
    talks = {"at": "page 1", "title": "T", "status": "signed"}
    ring = [{"key": f"t{n}", **talks, "follows": f"t{(n + 1) % length}"} for n in range(length)]
    return replaced(("negotiations",), [*SAMPLE["negotiations"], *ring])


def a_ring_of_positions(length: int) -> bytes:
    """Write positions each of which answers the next."""
    said = {"holder": "army", "act": "demand", "issue": "custody"}
    ring = [
        {"key": f"p{n}", **said, "summary": f"Wants {n}.", "responds_to": f"p{(n + 1) % length}"}
        for n in range(length)
    ]
    return replaced(("passages", 0, "positions"), ring)


def a_ring_of_counts(length: int) -> bytes:
    """Write counts each of which is part of the next."""
    ring = [{"key": f"c{n}", **COUNT, "exact": f"{n}", "part_of": f"c{(n + 1) % length}"} for n in range(length)]
    return replaced(("passages", 0, "counts"), ring)


RINGS: Final = {
    "actors": a_ring_of_actors,
    "negotiations": a_ring_of_negotiations,
    "positions": a_ring_of_positions,
    "counts": a_ring_of_counts,
}
#: What a list gets besides what it has.
MEETING: Final[dict[Place, Tree]] = {
    ("actors",): {"key": "freedonia", "name": "Other", "kind": "state"},
    ("actors", 0, "names"): {"name": "army of FREEDONIA"},
    ("actors", 0, "codes", "cow"): {"code": "9999", "valid_from": "1950-01-01"},
    ("publications",): {"key": "daily-herald", "name": "Other", "kind": "other"},
    ("negotiations",): {"key": "talks", "at": "page 1", "title": "T", "status": "signed"},
    ("passages",): {"at": "paragraph 1"},
    ("passages", 0, "events"): {"key": "wish", "kind": "visit", "summary": "They came."},
    ("passages", 0, "assets"): {"key": "jets", **COUNT, "kind": "aircraft", "words": "dozens"},
    ("negotiations", 0, "parties", "sending_state"): "freedonia",
    ("passages", 0, "positions"): {
        "key": "chief",
        "holder": "army",
        "act": "state",
        "issue": "other",
        "summary": "S.",
    },
    ("passages", 0, "counts"): {"key": "late", **COUNT, "as_of": "2011", "exact": "7", "wording": "70 men"},
}


def of_the_database() -> Files:
    """Return files that claim what the built-in dataset has, or break with it."""
    texts = {
        "a key of the dataset": "actors: [{key: usa, name: Elsewhere, kind: state}]",
        "a name of the dataset": "actors: [{key: x-usa, name: U.S.A., kind: state}]",
        "a code of the dataset": "actors: [{key: x-usa, name: Elsewhere, kind: state, codes: {iso3: USA}}]",
        "a publication of the dataset": "publications: [{key: firedoglake, name: F, kind: blog}]",
        "a source of the dataset": "source: {key: dayen-2011, type: report, publication: firedoglake, title: T}",
        "a part of a state that is near": "actors: [{key: x-army, name: Elsewhere, kind: agency, part_of: uso}]",
    }
    return {name: f"format: 1\n{text}\n".encode() for name, text in texts.items()}


def heavy() -> Files:
    """Return the files that take the most: thousands of entries with one mistake each."""
    actor = "  - {{key: a{n}, name: {name}, kind: agency{more}}}\n"

    def actors(many: int, name: str = "N{n}", more: str = "") -> bytes:
        lines = (actor.format(n=n, name=name.format(n=n), more=more.format(n=n, next=n + 1)) for n in range(many))
        return ("format: 1\nactors:\n" + "".join(lines)).encode()

    return {
        "twenty-five thousand actors of one name": actors(25_000, "Same"),
        "five thousand parts of nothing": actors(5_000, more=", part_of: nowhere-{n}"),
        "five thousand in a row": actors(5_000, more=", part_of: a{next}"),
        "five thousand unknown fields": actors(5_000, more=", captial: x"),
        "five thousand of no kind": actors(5_000).replace(b"kind: agency", b"kind: agenci"),
        "five thousand actors of one key": b"format: 1\nactors:\n" + b"  - {key: a, name: N, kind: state}\n" * 5_000,
        "a list of ten thousand words": b"format: 1\nactors: [" + b"x," * 10_000 + b"]\n",
        "ten megabytes of one text": b"format: 1\nnegotiation: " + b"x" * 10_000_000 + b"\n",
    }


FAMILIES: Final[dict[str, Callable[[], Files]]] = {
    "bytes": of_bytes,
    "characters": of_characters,
    "forms": of_forms,
    "depth": of_depth,
    "size": of_size,
    "shapes": of_shapes,
    "fields": of_fields,
    "values": of_values,
    "references": of_references,
    "the database": of_the_database,
}
