"""Any valid dataset, for Hypothesis: every section, field, quantity and word of the seed format, texts of every kind.

A dataset is written as JSON, which is YAML as well: so its seed files owe nothing to the code that writes seed files.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from hypothesis import strategies as st

from sofadb import vocabulary
from sofadb.seed.form.counts import QUANTITIES
from sofadb.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hypothesis.strategies import DrawFn, SearchStrategy

Entry: TypeAlias = dict[str, Any]  # Any: texts, numbers, lists and groups, as JSON has them

LONGEST: Final = 10_000
MOST_WORDS: Final = vocabulary.MOST_WORDS_OF_WORDING
#: What readers of YAML take for something else, what its syntax uses, and what writers of it get wrong.
STRANGE: Final = (
    "NO",
    "no",
    "null",
    "~",
    "true",
    "017",
    "0x1F",
    "1e5",
    "-0",
    ".inf",
    "=",
    "<<",
    "1999-03-02",
    "12:30:45",
    "# no comment",
    "a # b",
    "key: value",
    "ends in a colon:",
    "- item",
    "? what",
    "? ",
    "!tag",
    "&anchor",
    "*alias",
    "|",
    ">-",
    "%YAML 1.2",
    "---",
    "--- x",
    "...",
    "@home",
    "`code`",
    "{group: [list]}",
    "[1, 2]",
    "a, b",
    "'single'",
    '"double"',
    "it's",
    'say "so"',
    "back\\slash \\n",
    "  blanks around  ",
    "two  blanks",
    "non\u00a0breaking\u3000wide",
    "two\nlines",
    "\nbegins with a line",
    "ends with a line\n",
    "ends with two\n\n",
    "  indented\n lines\n\n  and a gap",
    "blank at the end \nof a line",
    "- looks\n- like: a list\n# and more",
    ".leading and trailing.",
    "😀",
    "🏳️‍🌈 flags 👩‍👩‍👧",
    "שלום עולם",
    "مرحبا، (عالم)",
    "\u202eturned",
    "zero\u200bwidth",
    "日本語の文章。",
    "e\u0301 é Å Å ﬁ ß İ ı",
    "\U0001f468 \U00020000 \U0010fffd",
    "\ue000private\uf8ff",
    "x" * LONGEST,
    "long text of words " * 40 + "end",
    ("ten thousand letters, " * 500)[: LONGEST - 1] + "!",
    "a line\n" * 30 + "end",
    "long: " * 40,
    "'" * 200,
    "日本語" * 60,
    "😀 " * 80 + "!",
)
#: Keys that another reader of YAML would take for something else.
_STRANGE_KEYS: Final = ("no", "null", "y", "on", "true", "1999", "017", "1e5", "1999-03-02", "0", "actors", "a" * 230)
_DATES: Final = {
    "early": (
        "1985",
        "198X",
        "19XX",
        "1990-02-28",
        "1990~",
        "1991-XX",
        "1991-XX-XX",
        "../1992",
        "1988-05/1989",
        "1984-02-29?",
    ),
    "late": (
        "2004-02-29",
        "2011-10-XX",
        "2011/2014-06-20",
        "2012-05/..",
        "201X",
        "2010%",
        "2010-05",
        "2014-06-15/2014",
    ),
    "published": ("2016", "2016-05-01", "2017~", "2016-03/..", "2016-XX"),
}
_LARGEST: Final = 2**63 - 1

letters = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"], exclude_characters="\ufeff") | st.just(
    "\n"
)
keys = st.sampled_from(_STRANGE_KEYS) | st.text("abz09", min_size=1, max_size=4)
numbers = st.integers(0, 300) | st.sampled_from([1_700, 16_000, 10**12, _LARGEST])
days_before = st.sampled_from(["0001-01-01", "1900-02-28", "1950-12-31"])
days_after = st.sampled_from(["1951-01-01", "2004-02-29", "9999-12-31"])
places = st.one_of(
    st.integers(1, 12).map(lambda number: f"paragraph {number}"),
    st.integers(1, 200).map(lambda number: f"line {number}"),
    st.tuples(
        st.sampled_from([kind for kind in vocabulary.LOCATOR_TYPES if kind not in ("paragraph", "line")]),
        st.sampled_from(["1", "10", "9", "IV", "4a", "00:12:30", "NO", "Annex: 3 # b", "Sheet 1!A1", "é 😀"]),
    ).map(" ".join),
)


def words_of(text: str) -> str:
    """Cut a text to what a wording may be."""
    return " ".join(text.split()[:MOST_WORDS])


def without_digits(text: str) -> bool:
    return not any(letter.isnumeric() for letter in text)


short = st.text(letters, min_size=1, max_size=12).filter(str.strip)
texts = st.sampled_from(STRANGE) | short
#: Words beside a date or a number, which the check would compare with it if they held digits.
digitless = st.sampled_from(list(filter(without_digits, STRANGE))) | short.filter(without_digits)
wordings = st.sampled_from(list(map(words_of, STRANGE))) | short.map(words_of)
digitless_wordings = digitless.map(words_of)


@cache
def dates(when: str) -> SearchStrategy[str]:
    return st.sampled_from(_DATES[when])


@cache
def some(*names: str) -> SearchStrategy[str]:
    return st.sampled_from(names)


@dataclass
class Dataset:
    """Seed files by their names."""

    files: dict[str, Entry] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """Write the files into a new folder."""
        folder.mkdir(parents=True)
        for name, content in self.files.items():
            (folder / name).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        return folder


class _Maker:
    """Draws the parts of one dataset; what refers to something refers to what was drawn before."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw
        self.names: set[str] = set()
        self.actors: list[str] = []
        self.made: dict[str, list[str]] = {}  # refs and keys by section

    def maybe(self, strategy: SearchStrategy[Any], likely: bool = False) -> Any:  # Any: what the strategy gives
        choices = [strategy, strategy, st.none()] if likely else [st.none(), strategy]
        return self.draw(st.one_of(choices))

    def said(self, **values: Any) -> Entry:  # Any: as JSON has them
        """Leave out what says nothing."""
        return {name: value for name, value in values.items() if value not in (None, [], {})}

    def dated(self, name: str, when: str) -> Entry:
        return self.said(**{name: self.maybe(dates(when)), f"{name}_text": self.maybe(digitless)})

    def actor(self) -> str:
        return self.draw(st.sampled_from(self.actors))

    def known(self, section: str) -> str | None:
        return self.maybe(st.sampled_from(self.made[section])) if self.made.get(section) else None

    def name(self) -> str:
        """Draw a name that no other actor has."""
        text = self.draw(texts)
        if fold(text) in self.names or not fold(text):
            text = f"{text[:5000]} zq{len(self.names)}zq"
        self.names.add(fold(text))
        return text

    def actor_entry(self, key: str, number: int) -> Entry:
        draw = self.draw
        name = self.name()
        kinds = draw(st.lists(some(*(name for name in vocabulary.NAME_TYPES if name != "primary")), max_size=2))
        names = [self.said(name=self.name(), type=kind, lang=self.maybe(texts)) for kind in kinds]
        for name_entry in names:
            if name_entry["type"] == "alias" and draw(st.booleans()):
                del name_entry["type"]  # what it is where nothing is said
        code = f"{draw(st.sampled_from(['NO', '017', 'é', '1e5']))}{number}"
        codes = draw(
            st.sampled_from(
                [
                    {},
                    {"iso3": code, "iso2": [code]},
                    {"cow": [code, {"code": f"{code}b"}]},
                    {"gw": [{"code": code, "valid_to": "1950-12-31"}, {"code": code, "valid_from": "1951-01-01"}]},
                    {"wikidata": {"code": code, "valid_from": "1900-01-01", "valid_to": "1950-01-01"}},
                ]
            )
        )
        part_of = self.maybe(st.sampled_from(self.actors)) if self.actors else None
        kind = draw(some(*vocabulary.ACTOR_KINDS))
        return self.said(
            key=key, name=name, kind=kind, part_of=part_of, names=names, codes=codes,
            valid_from=self.maybe(days_before), valid_to=self.maybe(days_after),
        )  # fmt: skip

    def cited(self, *, with_digits: bool = True) -> Entry:
        """Draw what every cited entry may say."""
        status = self.draw(some(*vocabulary.CLAIM_STATUSES))
        note = self.draw(texts) if status != "accepted" else self.maybe(texts)
        attributed_to = self.maybe(st.sampled_from(self.actors))
        return self.said(
            wording=self.maybe(wordings if with_digits else digitless_wordings), attributed_to=attributed_to,
            status=status, status_note=note,
            note=self.maybe(texts),
        )  # fmt: skip

    def own_words(self, key: str) -> str:
        """Draw a text that no other claim of the source has."""
        return f"{key} {self.draw(texts)}"[:LONGEST]

    def position(self, key: str, source: str, default: str | None) -> Entry:
        draw = self.draw
        negotiation = self.known("negotiations")
        kinds = draw(st.lists(some(*vocabulary.CONDITION_KINDS), max_size=2, unique=True))
        entry = self.said(
            key=key, negotiation=negotiation or (None if default else self.made["negotiations"][0]),
            holder=self.actor(), addressee=self.maybe(st.sampled_from(self.actors)), act=draw(some(*vocabulary.ACTS)),
            issue=draw(some(*vocabulary.ISSUES)), jurisdiction=self.maybe(some(*vocabulary.JURISDICTIONS)),
            summary=self.own_words(key), **self.dated("stated", "early"), **self.dated("target_date", "late"),
            responds_to=self.referred("positions", source),
            conditions=[{"kind": kind, "text": draw(texts)} for kind in kinds], **self.cited(),
        )  # fmt: skip
        self.made.setdefault("positions", []).append(f"{source}/{key}")
        return entry

    def referred(self, section: str, source: str) -> str | None:
        """Draw a claim to refer to, by its key alone where it is of the same source."""
        ref = self.known(section)
        return None if ref is None else ref.removeprefix(f"{source}/")

    def event(self, key: str, source: str, default: str | None) -> Entry:  # noqa: ARG002
        return self.said(
            key=key, negotiation=self.known("negotiations"), kind=self.draw(some(*vocabulary.EVENT_KINDS)),
            actor=self.maybe(st.sampled_from(self.actors)), summary=self.own_words(key),
            **self.dated("occurred", "late"), **self.cited(),
        )  # fmt: skip

    def provision(self, key: str, source: str, default: str | None) -> Entry:  # noqa: ARG002
        return self.said(
            key=key, agreement=self.draw(st.sampled_from(self.made["agreements"])),
            issue=self.draw(some(*vocabulary.ISSUES)), jurisdiction=self.maybe(some(*vocabulary.JURISDICTIONS)),
            category=self.maybe(some(*vocabulary.CATEGORIES)), summary=self.own_words(key), **self.cited(),
        )  # fmt: skip

    def quantity(self) -> Entry:
        draw = self.draw
        name = draw(st.sampled_from(QUANTITIES))
        if name in ("unknown", "none"):
            return {name: draw(st.sampled_from(["yes", True]))}
        if name == "words":
            return {name: draw(some(*vocabulary.WORD_QUANTIFIERS))}
        if name == "between":
            return {name: sorted(draw(st.tuples(numbers, numbers)))}
        return {name: draw(numbers)}

    def count(self, key: str, source: str, first: bool, section: str, *, part: bool = False) -> Entry:
        """Draw a count; all but the first among its like are at a place of their own, for none is said twice."""
        draw = self.draw
        place = self.own_words(key) if not first or draw(st.booleans()) else None
        asset = section == "assets"
        needed = {
            "actor": self.actor(), "host": self.actor(), "measure": draw(some(*vocabulary.MEASURES)),
            **({"kind": draw(some(*vocabulary.ASSET_KINDS))} if asset else {}),
        }  # fmt: skip
        if part:
            needed = {name: value for name, value in needed.items() if draw(st.booleans())}
        basis = (
            {}
            if asset
            else draw(st.dictionaries(some(*vocabulary.BASIS_ASPECTS), some(*vocabulary.YES_NO), max_size=2))
        )
        return self.said(
            key=key, **needed, place=place, category=None if asset else self.maybe(some(*vocabulary.CATEGORIES)),
            function=self.maybe(some(*vocabulary.FUNCTIONS)), deployment=self.known("deployments"), basis=basis,
            part_of=None if part else self.referred(section, source), **self.dated("as_of", "late"),
            **self.quantity(), **self.cited(with_digits=False),
        )  # fmt: skip

    def counts(self, new_key: Callable[[], str], source: str, section: str) -> list[Entry]:
        """Draw counts with parts under them, and parts of those."""
        found = []
        for number in range(self.draw(st.integers(0, 2))):
            whole = self.count(new_key(), source, number == 0, section)
            if self.draw(st.booleans()):
                inner = self.count(new_key(), source, True, section, part=True)
                if self.draw(st.booleans()):
                    inner["parts"] = [self.count(new_key(), source, True, section, part=True)]
                whole["parts"] = [inner]
            self.made.setdefault(section, []).append(f"{source}/{whole['key']}")
            found.append(whole)
        return found

    def passage(self, at: str, new_key: Callable[[], str], source: str, default: str | None) -> Entry:
        draw = self.draw
        print_ = self.maybe(st.sampled_from(["0" * 64, "1234567890" * 6 + "1e10", "0123456789abcdef" * 4]))
        kinds = {"events": self.event}
        if self.made.get("negotiations"):
            kinds["positions"] = self.position
        if self.made.get("agreements"):
            kinds["provisions"] = self.provision
        claims = {
            section: [make(new_key(), source, default) for _ in range(draw(st.integers(0, 2)))]
            for section, make in kinds.items()
        }
        counts = {section: self.counts(new_key, source, section) for section in ("counts", "assets")}
        return self.said(at=at, fingerprint=print_, **claims, **counts)

    def negotiation(self, key: str, at: str) -> Entry:
        draw = self.draw
        roles = draw(st.lists(some(*vocabulary.PARTY_ROLES), max_size=2, unique=True))
        parties = {
            role: draw(st.lists(st.sampled_from(self.actors), min_size=1, max_size=2, unique=True)) for role in roles
        }
        cited = self.cited()
        cited["claim_status"] = cited.pop("status")
        entry = self.said(
            key=key, at=at, title=draw(texts), status=draw(some(*vocabulary.NEGOTIATION_STATUSES)),
            **self.dated("opened", "early"), **self.dated("closed", "late"), follows=self.known("negotiations"),
            summary=self.maybe(texts), parties={r: a[0] if len(a) == 1 else a for r, a in parties.items()}, **cited,
        )  # fmt: skip
        self.made.setdefault("negotiations", []).append(key)
        return entry

    def agreement(self, key: str, at: str) -> Entry:
        entry = self.said(
            key=key, at=at, negotiation=self.known("negotiations"), title=self.draw(texts),
            kind=self.draw(some(*vocabulary.AGREEMENT_KINDS)), **self.dated("signed", "early"),
            **self.dated("in_force", "early"), **self.dated("ends", "late"), **self.cited(),
        )  # fmt: skip
        self.made.setdefault("agreements", []).append(key)
        return entry

    def deployment(self, key: str, at: str) -> Entry:
        entry = self.said(
            key=key, at=at, title=self.draw(texts), sender=self.actor(), host=self.actor(), place=self.maybe(texts),
            mission=self.draw(some(*vocabulary.MISSIONS)), legal_status=self.maybe(some(*vocabulary.JURISDICTIONS)),
            **self.dated("started", "early"), **self.dated("ended", "late"), negotiation=self.known("negotiations"),
            **self.cited(),
        )  # fmt: skip
        self.made.setdefault("deployments", []).append(key)
        return entry

    def office(self, key: str, at: str) -> Entry:
        return self.said(
            key=key, at=at, person=self.actor(), organisation=self.actor(), title=self.own_words(key),
            **self.dated("started", "early"), **self.dated("ended", "late"), **self.cited(),
        )  # fmt: skip

    def source(self, key: str, publication: str | Entry) -> Entry:
        draw = self.draw
        authors = draw(st.lists(texts.filter(lambda text: ";" not in text), max_size=2))
        return self.said(
            key=key, type=draw(some(*vocabulary.SOURCE_TYPES)), publication=publication, title=draw(texts),
            authors=authors[0] if len(authors) == 1 and draw(st.booleans()) else authors,
            **self.dated("published", "published"), url=self.maybe(texts), archive_url=self.maybe(texts),
            archived_at=self.maybe(days_after), lang=self.maybe(texts), doi=self.maybe(texts),
            licence=self.maybe(texts), note=self.maybe(texts),
        )  # fmt: skip

    def source_file(self, key: str, publication: str | Entry) -> Entry:
        """Draw a source and all that cites it."""
        draw = self.draw
        at = draw(st.lists(places, min_size=1, max_size=2, unique=True))
        taken: set[str] = set()

        def new_key() -> str:
            claim = draw(keys)
            if claim in taken:
                claim = f"{claim}-{len(taken)}"
            taken.add(claim)
            return claim

        content: Entry = {"format": draw(st.sampled_from([1, "1"])), "source": self.source(key, publication)}
        makers = (
            ("negotiations", self.negotiation),
            ("agreements", self.agreement),
            ("deployments", self.deployment),
        )
        for section, make in makers:
            made = [f"{section[:2]}-{key}-{number}" for number in range(draw(st.integers(0, 2)))]
            content[section] = [make(name, draw(st.sampled_from(at))) for name in made]
        default = self.known("negotiations")
        content["negotiation"] = default
        content["offices"] = [
            self.office(new_key(), draw(st.sampled_from(at))) for _ in range(draw(st.integers(0, 1)))
        ]
        content["passages"] = [self.passage(place, new_key, key, default) for place in at]
        for section in ("negotiations", "deployments", "passages"):
            content[section] = draw(st.permutations(content[section]))
        return self.said(**content)


@st.composite
def datasets(draw: DrawFn) -> Dataset:
    """Draw a dataset that the seed check takes as it stands."""
    maker = _Maker(draw)
    sources = draw(st.lists(keys, min_size=1, max_size=2, unique=True))
    names = ["shared.yaml", *(f"{number}.yml" for number in range(len(sources)))]
    files: dict[str, Entry] = {name: {} for name in names}
    publications = [
        {"key": key, "name": draw(texts), "kind": draw(some(*vocabulary.PUBLICATION_KINDS))}
        for key in draw(st.lists(keys, min_size=1, max_size=2, unique=True))
    ]
    actors = []
    for number, key in enumerate(draw(st.lists(keys, min_size=1, max_size=4, unique=True))):
        actors.append(maker.actor_entry(key, number))
        maker.actors.append(key)
    in_place = draw(st.sampled_from([None, *publications]))
    for number, key in enumerate(sources):
        entry = publications[number % len(publications)]
        first = in_place is entry and number < len(publications)
        files[names[number + 1]] = maker.source_file(key, entry if first else entry["key"])
    for publication in publications:
        if publication is not in_place or publications.index(publication) >= len(sources):
            files[draw(st.sampled_from(names))].setdefault("publications", []).append(publication)
    for actor in draw(st.permutations(actors)):
        files[draw(st.sampled_from(names))].setdefault("actors", []).append(actor)
    return Dataset({name: {"format": 1, **content} for name, content in files.items()})
