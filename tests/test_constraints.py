"""The database itself refuses what would be a lie: each rule is broken once, on both engines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from psycopg import Error as ServerError
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Table, UniqueConstraint, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.schema import ColumnCollectionConstraint

from sofadb import vocabulary as words
from sofadb.database.engine import writing_engine
from sofadb.database.target import Target
from sofadb.models import Base
from sofadb.seed.loading.create import create_database
from tests.conftest import ENGINES, Server
from tests.rows import MISSING_ID, NEW_ID, STORED, Row, insertion, new_row, store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

TABLES = Base.metadata.tables
NOT_A_DAY = "not a day"
NOT_A_NUMBER = "not a number"
FOREIGN_KEY = "FOREIGN KEY"


# The rules of single columns, by table

KEYED = (
    "publications",
    "sources",
    "actors",
    "negotiations",
    "offices",
    "positions",
    "events",
    "agreements",
    "provisions",
    "deployments",
    "personnel_counts",
    "asset_counts",
)
CLAIMS = ("offices", "positions", "events", "provisions", "personnel_counts", "asset_counts")
CITED = (*CLAIMS, "negotiations", "agreements", "deployments")
COUNTS = ("personnel_counts", "asset_counts")
SEEDED = tuple(name for name in STORED if name not in ("load_log", "seed_files"))

ENUMERATED: dict[tuple[str, str], Mapping[str, str]] = {
    ("publications", "kind"): words.PUBLICATION_KINDS,
    ("sources", "type"): words.SOURCE_TYPES,
    ("passages", "locator_type"): words.LOCATOR_TYPES,
    ("actors", "kind"): words.ACTOR_KINDS,
    ("actor_names", "type"): words.NAME_TYPES,
    ("actor_codes", "scheme"): words.CODE_SCHEMES,
    ("negotiations", "status"): words.NEGOTIATION_STATUSES,
    ("negotiations", "claim_status"): words.CLAIM_STATUSES,
    ("negotiation_parties", "role"): words.PARTY_ROLES,
    ("positions", "act"): words.ACTS,
    ("positions", "issue"): words.ISSUES,
    ("positions", "jurisdiction"): words.JURISDICTIONS,
    ("position_conditions", "kind"): words.CONDITION_KINDS,
    ("events", "kind"): words.EVENT_KINDS,
    ("agreements", "kind"): words.AGREEMENT_KINDS,
    ("provisions", "issue"): words.ISSUES,
    ("provisions", "jurisdiction"): words.JURISDICTIONS,
    ("provisions", "category"): words.CATEGORIES,
    ("deployments", "mission"): words.MISSIONS,
    ("deployments", "legal_status"): words.JURISDICTIONS,
    ("personnel_counts", "measure"): words.MEASURES,
    ("personnel_counts", "category"): words.CATEGORIES,
    ("personnel_counts", "function"): words.FUNCTIONS,
    ("count_basis", "aspect"): words.BASIS_ASPECTS,
    ("count_basis", "included"): words.YES_NO,
    ("asset_counts", "kind"): words.ASSET_KINDS,
    ("asset_counts", "measure"): words.MEASURES,
    ("asset_counts", "function"): words.FUNCTIONS,
    **{(name, "status"): words.CLAIM_STATUSES for name in CITED if name != "negotiations"},
}

NEVER_BLANK = {
    "seed_files": "path",
    "publications": "name",
    "sources": "title",
    "passages": "locator",
    "actors": "name",
    "actor_names": "name",
    "actor_codes": "code",
    "offices": "title",
    "negotiations": "title",
    "positions": "summary",
    "position_conditions": "text",
    "events": "summary",
    "agreements": "title",
    "provisions": "summary",
    "deployments": "title",
}

DATED = {
    "sources": ("published",),
    "offices": ("started", "ended"),
    "negotiations": ("opened", "closed"),
    "positions": ("stated", "target_date"),
    "events": ("occurred",),
    "agreements": ("signed", "in_force", "ends"),
    "deployments": ("started", "ended"),
    "personnel_counts": ("as_of",),
    "asset_counts": ("as_of",),
}

REQUIRED: dict[str, tuple[str, ...]] = {
    "load_log": ("loaded_at", "tool_version", "files", "added", "changed", "removed"),
    "seed_files": ("path", "digest", "load_id"),
    "publications": ("key", "name", "kind"),
    "sources": ("key", "publication_id", "type", "title"),
    "passages": ("source_id", "locator_type", "locator"),
    "actors": ("key", "name", "kind"),
    "actor_names": ("actor_id", "name", "folded", "type"),
    "actor_codes": ("actor_id", "scheme", "code"),
    "offices": ("person_id", "organisation_id", "title"),
    "negotiations": ("key", "title", "status", "passage_id", "claim_status"),
    "negotiation_parties": ("negotiation_id", "actor_id", "role"),
    "positions": ("negotiation_id", "holder_id", "act", "issue", "summary"),
    "position_conditions": ("position_id", "kind", "text"),
    "events": ("kind", "summary"),
    "agreements": ("key", "title", "kind", "passage_id", "status"),
    "provisions": ("agreement_id", "issue", "summary"),
    "deployments": ("key", "title", "sender_id", "host_id", "mission", "passage_id", "status"),
    "personnel_counts": ("actor_id", "host_id", "measure", "category", "function", "quantifier", "value_kind"),
    "count_basis": ("count_id", "aspect", "included"),
    "asset_counts": ("actor_id", "host_id", "kind", "measure", "function", "quantifier", "value_kind"),
}
REQUIRED_OF_CLAIMS = ("source_id", "key", "passage_id", "status")

REFERENCES: dict[str, dict[str, str]] = {
    "seed_files": {"load_id": "load_log"},
    "sources": {"publication_id": "publications"},
    "passages": {"source_id": "sources"},
    "actors": {"part_of_id": "actors"},
    "actor_names": {"actor_id": "actors"},
    "actor_codes": {"actor_id": "actors"},
    "offices": {"person_id": "actors", "organisation_id": "actors"},
    "negotiations": {"follows_id": "negotiations"},
    "negotiation_parties": {"negotiation_id": "negotiations", "actor_id": "actors"},
    "positions": {
        "negotiation_id": "negotiations",
        "holder_id": "actors",
        "addressee_id": "actors",
        "responds_to_id": "positions",
    },
    "position_conditions": {"position_id": "positions"},
    "events": {"negotiation_id": "negotiations", "actor_id": "actors"},
    "agreements": {"negotiation_id": "negotiations"},
    "provisions": {"agreement_id": "agreements"},
    "deployments": {"sender_id": "actors", "host_id": "actors", "negotiation_id": "negotiations"},
    "personnel_counts": {
        "deployment_id": "deployments",
        "actor_id": "actors",
        "host_id": "actors",
        "part_of_id": "personnel_counts",
    },
    "count_basis": {"count_id": "personnel_counts"},
    "asset_counts": {
        "deployment_id": "deployments",
        "actor_id": "actors",
        "host_id": "actors",
        "part_of_id": "asset_counts",
    },
}

BAD_KEYS = {
    "capital": "Newkey",
    "space": "new key",
    "underscore": "new_key",
    "accent": "néw",
    "line break": "new\n",
    "double hyphen": "new--key",
    "leading hyphen": "-new",
    "trailing hyphen": "new-",
    "empty": "",
}

NINE_WORDS = "one two three four five six seven eight nine"
EIGHT_WORDS = NINE_WORDS.removesuffix(" nine")


# The bad rows


@dataclass(frozen=True)
class Bad:
    """A row that must be refused, and what refuses it: a constraint by name, a column that is never empty."""

    what: str
    table: str
    changes: Row
    by: str

    def __str__(self) -> str:
        return f"{self.table}: {self.what}"


def hedge(quantifier: str, low: int | None, best: int | None, high: int | None, kind: str = "value") -> Row:
    """Return the columns of a number with its hedge."""
    return {"quantifier": quantifier, "value_kind": kind, "low": low, "best": best, "high": high}


def dates(column: str, written: str | None, earliest: str | None, latest: str | None) -> Row:
    """Return the columns of a date."""
    return {column: written, f"{column}_earliest": earliest, f"{column}_latest": latest}


def bad_keys() -> Iterator[Bad]:
    for name in KEYED:
        for what, key in BAD_KEYS.items():
            yield Bad(f"key, {what}", name, {"key": key}, f"ck_{name}_key_is_words_joined_by_hyphens")


def bad_words() -> Iterator[Bad]:
    """Give each row a note for its doubt, without which it would break two rules."""
    for name, column in ENUMERATED:
        note: Row = {"status_note": "why"} if column in ("status", "claim_status") and name in CITED else {}
        yield Bad(f"{column} unknown", name, {column: "autorized", **note}, f"ck_{name}_{column}_known")


def bad_blanks() -> Iterator[Bad]:
    for name, column in NEVER_BLANK.items():
        for what, blank in {"empty": "", "blank": "  "}.items():
            yield Bad(f"{column}, {what}", name, {column: blank}, f"ck_{name}_{column}_not_blank")


def bad_dates() -> Iterator[Bad]:
    for name, columns in DATED.items():
        for column in columns:
            rule = f"ck_{name}_{column}"
            rows = {
                "text without days": (dates(column, "1999", None, None), f"{rule}_has_its_days"),
                "days without text": (dates(column, None, "1999-01-01", "1999-12-31"), f"{rule}_has_its_days"),
                "an empty text with a day": (dates(column, "", "1999-01-01", None), f"{rule}_has_its_days"),
                "a day without text": (dates(column, None, "1999-01-01", None), f"{rule}_has_its_days"),
                "earliest after latest": (dates(column, "1999", "1999-12-31", "1999-01-01"), f"{rule}_in_order"),
                "earliest on 30 February": (
                    dates(column, "2014-02", "2014-02-30", None),
                    f"{rule}_earliest_is_a_day",
                ),
                "latest on 30 February": (
                    dates(column, "2014-02", None, "2014-02-30"),
                    f"{rule}_latest_is_a_day",
                ),
            }
            yield from (Bad(f"{column}, {what}", name, *bad) for what, bad in rows.items())


def bad_periods() -> Iterator[Bad]:
    yield Bad("archived in month 13", "sources", {"archived_at": "2024-13-01"}, "ck_sources_archived_at_is_a_day")
    for name in ("actors", "actor_codes"):
        ends_early: Row = {"valid_from": "2000-01-01", "valid_to": "1999-12-31"}
        yield Bad("ends before it begins", name, ends_early, f"ck_{name}_valid_in_order")
        for column in ("valid_from", "valid_to"):
            yield Bad(f"{column} on 31 April", name, {column: "1999-04-31"}, f"ck_{name}_{column}_is_a_day")


def bad_claims() -> Iterator[Bad]:
    for name in CITED:
        status = "claim_status" if name == "negotiations" else "status"
        note = f"ck_{name}_status_note_unless_accepted"
        wording = f"ck_{name}_wording_is_a_few_words"
        yield Bad("doubt without a note", name, {status: "conflict"}, note)
        yield Bad("doubt with a blank note", name, {status: "work_needed", "status_note": " "}, note)
        yield Bad("wording of nine words", name, {"wording": NINE_WORDS}, wording)
        yield Bad("wording blank", name, {"wording": "  "}, wording)
        yield Bad("wording empty", name, {"wording": ""}, wording)
        yield Bad("wording of tabs", name, {"wording": "\t"}, wording)
        yield Bad("wording on two lines", name, {"wording": "up to\n300"}, wording)


def bad_numbers() -> Iterator[Bad]:
    """Give the unknown quantifier an unknown kind: with `value` it would break the rule of bounds as well."""
    for name in COUNTS:
        bounds, rule = f"ck_{name}_quantifier_has_its_bounds", f"ck_{name}"
        yield Bad("a kind of value unknown", name, {"value_kind": "guess"}, f"{rule}_value_kind_known")
        yield Bad("quantifier unknown", name, hedge("roughly", 1, 2, 3, "guess"), f"{rule}_quantifier_known")
        yield Bad("exact without a value", name, hedge("exact", None, None, None), bounds)
        yield Bad("exact with best alone", name, hedge("exact", None, 5, None), bounds)
        yield Bad("exact with low below best", name, hedge("exact", 4, 5, 5), bounds)
        yield Bad("exact with high above best", name, hedge("exact", 5, 5, 6), bounds)
        yield Bad("about without best", name, hedge("about", 160, None, 180), bounds)
        yield Bad("nearly without best", name, hedge("nearly", None, None, 200), bounds)
        for word in ("up_to", "fewer_than"):
            yield Bad(f"{word} with best", name, hedge(word, None, 300, 300), bounds)
            yield Bad(f"{word} with low", name, hedge(word, 0, None, 300), bounds)
            yield Bad(f"{word} without high", name, hedge(word, None, None, None), bounds)
        for word in ("at_least", "more_than"):
            yield Bad(f"{word} with best", name, hedge(word, 300, 300, None), bounds)
            yield Bad(f"{word} with high", name, hedge(word, 300, None, 400), bounds)
            yield Bad(f"{word} without low", name, hedge(word, None, None, None), bounds)
        yield Bad("between without high", name, hedge("between", 5, None, None), bounds)
        yield Bad("between without low", name, hedge("between", None, None, 5), bounds)
        yield from bad_kinds_of_value(name, rule)
        yield Bad("low negative", name, hedge("at_least", -1, None, None), f"{rule}_low_not_negative")
        yield Bad("best negative", name, hedge("about", None, -1, None), f"{rule}_best_not_negative")
        yield Bad("high negative", name, hedge("up_to", None, None, -1), f"{rule}_high_not_negative")
        yield Bad("low over best", name, hedge("about", 10, 5, None), f"{rule}_low_up_to_best")
        yield Bad("best over high", name, hedge("about", None, 10, 5), f"{rule}_best_up_to_high")
        yield Bad("low over high", name, hedge("between", 10, None, 5), f"{rule}_low_up_to_high")
        for column in ("low", "best", "high"):
            yield Bad(
                f"{column} in letters", name, {**hedge("several", None, None, None), column: "ten"}, NOT_A_NUMBER
            )


def bad_kinds_of_value(name: str, rule: str) -> Iterator[Bad]:
    unknown, none = f"{rule}_unknown_has_no_number", f"{rule}_none_is_zero"
    yield Bad("unknown with low", name, hedge("unquantified", 5, None, None, "unknown"), unknown)
    yield Bad("unknown with best", name, hedge("unquantified", None, 5, None, "unknown"), unknown)
    yield Bad("unknown with high", name, hedge("unquantified", None, None, 5, "unknown"), unknown)
    yield Bad("unknown but zero", name, hedge("exact", 0, 0, 0, "unknown"), unknown)
    yield Bad("unknown but several", name, hedge("several", None, None, None, "unknown"), unknown)
    yield Bad("none with five", name, hedge("exact", 5, 5, 5, "none"), none)
    yield Bad("none without a number", name, hedge("exact", None, None, None, "none"), none)
    yield Bad("none without high", name, hedge("exact", 0, 0, None, "none"), none)
    yield Bad("none but up to five", name, hedge("up_to", None, None, 5, "none"), none)


def bad_fingerprints() -> Iterator[Bad]:
    fingerprints = {
        "63 digits": "0" * 63,
        "65 digits": "0" * 65,
        "capitals": "0F" * 32,
        "a letter that is no digit": "0" * 31 + "g" + "0" * 32,
        "blanks": " " * 64,
        "empty": "",
    }
    for what, fingerprint in fingerprints.items():
        yield Bad(
            f"fingerprint, {what}",
            "passages",
            {"fingerprint": fingerprint},
            "ck_passages_fingerprint_is_sha256",
        )


def bad_references() -> Iterator[Bad]:
    for name, references in REFERENCES.items():
        for column, referred in references.items():
            yield Bad(f"{column} of nothing", name, {column: MISSING_ID}, f"fk_{name}_{column}_{referred}")
    for name in SEEDED:
        yield Bad("seed file of nothing", name, {"seed_file_id": MISSING_ID}, f"fk_{name}_seed_file_id_seed_files")
    for name in CITED:
        speaker, passage = f"fk_{name}_attributed_to_id_actors", f"fk_{name}_passage_id_passages"
        yield Bad("said by nobody", name, {"attributed_to_id": MISSING_ID}, speaker)
        yield Bad("passage of nothing", name, {"passage_id": MISSING_ID}, passage)
    for name in CLAIMS:
        passage = f"fk_{name}_passage_id_source_id_passages"
        yield Bad("passage of another source", name, {"passage_id": 2}, passage)
        yield Bad("source of another passage", name, {"source_id": 2}, passage)
        yield Bad("source of nothing", name, {"source_id": MISSING_ID}, passage)
    for name, column in {
        "actors": "part_of_id",
        "negotiations": "follows_id",
        "positions": "responds_to_id",
        "personnel_counts": "part_of_id",
        "asset_counts": "part_of_id",
    }.items():
        yield Bad(f"{column} is itself", name, {column: NEW_ID}, f"ck_{name}_{column}_not_itself")


def bad_gaps() -> Iterator[Bad]:
    for name, columns in REQUIRED.items():
        for column in (*columns, *(REQUIRED_OF_CLAIMS if name in CLAIMS else ())):
            yield Bad(f"without {column}", name, {column: None}, f"{name}.{column}")


def bad_twins() -> Iterator[Bad]:
    for name in STORED:
        yield Bad("id twice", name, {"id": 1}, f"pk_{name}")
    for name in KEYED:
        rule = f"uq_{name}_source_id_key" if name in CLAIMS else f"uq_{name}_key"
        yield Bad("key twice", name, {"key": STORED[name][0]["key"]}, rule)
    for name, unique in {
        "seed_files": ("path",),
        "passages": ("source_id", "locator_type", "locator"),
        "negotiation_parties": ("negotiation_id", "actor_id", "role"),
        "position_conditions": ("position_id", "kind", "text"),
        "count_basis": ("count_id", "aspect"),
    }.items():
        same: Row = {column: STORED[name][0][column] for column in unique}
        yield Bad(f"{' and '.join(unique)} twice", name, same, f"uq_{name}_{'_'.join(unique)}")
    yield from bad_names()
    yield from bad_codes()


def bad_names() -> Iterator[Bad]:
    weak: Row = {"folded": "freedonia", "type": "weak"}
    primary: Row = {"type": "primary"}
    yield Bad("name twice for one actor", "actor_names", weak, "uq_actor_names_actor_id_folded")
    yield Bad("two primary names", "actor_names", primary, "uq_actor_names_primary")
    for kind in ("alias", "acronym", "former"):
        strong: Row = {"actor_id": 3, "folded": "freedonia", "type": kind}
        yield Bad(f"{kind} of two actors", "actor_names", strong, "uq_actor_names_strong")


def bad_codes() -> Iterator[Bad]:
    open_end: Row = {"code": "FRE", "actor_id": 2, "valid_from": "1999-01-01"}
    open_start: Row = {"code": "FRE", "actor_id": 2, "valid_to": "1999-01-01"}
    same_start: Row = {"code": "901", "scheme": "cow", "valid_from": "1950-01-01", "valid_to": "1955-12-31"}
    yield Bad("code open twice at its end", "actor_codes", open_end, "uq_actor_codes_open_end")
    yield Bad("code open twice at its start", "actor_codes", open_start, "uq_actor_codes_open_start")
    yield Bad("code twice from the same day", "actor_codes", same_start, "uq_actor_codes_scheme_code_valid_from")


BAD_ROWS = (
    *bad_keys(),
    *bad_words(),
    *bad_blanks(),
    *bad_dates(),
    *bad_periods(),
    *bad_claims(),
    *bad_numbers(),
    *bad_fingerprints(),
    *bad_references(),
    *bad_gaps(),
    *bad_twins(),
)

#: Changes to the rows stored, by what they would do, with what refuses them.
BAD_CHANGES = {
    "a claim loses its passage": (
        "UPDATE personnel_counts SET passage_id = NULL WHERE id = 1",
        "personnel_counts.passage_id",
    ),
    "a claim moves to the passage of another source": (
        "UPDATE positions SET passage_id = 2 WHERE id = 1",
        "fk_positions_passage_id_source_id_passages",
    ),
    "a cited passage moves to another source": (
        "UPDATE passages SET source_id = 2, locator = '9' WHERE id = 1",
        "fk_offices_passage_id_source_id_passages",
    ),
    "an upper bound becomes a value": (
        "UPDATE personnel_counts SET best = high WHERE id = 1",
        "ck_personnel_counts_quantifier_has_its_bounds",
    ),
    "a whole becomes a part of itself": (
        "UPDATE actors SET part_of_id = id WHERE id = 2",
        "ck_actors_part_of_id_not_itself",
    ),
    "a doubt loses its reason": (
        "UPDATE events SET status = 'deprecated' WHERE id = 1",
        "ck_events_status_note_unless_accepted",
    ),
}

#: Rows that others refer to.
IN_USE = {
    "load_log": 1,
    "seed_files": 1,
    "publications": 1,
    "sources": 1,
    "passages": 1,
    "actors": 2,
    "negotiations": 1,
    "positions": 1,
    "agreements": 1,
    "deployments": 1,
    "personnel_counts": 1,
}


# The good rows

GOOD_HEDGES = {
    "exact": hedge("exact", 275, 275, 275),
    "exact zero": hedge("exact", 0, 0, 0),
    "about": hedge("about", None, 170, None),
    "about, with bounds": hedge("about", 160, 170, 180),
    "nearly": hedge("nearly", None, 200, None),
    "nearly, with an upper bound": hedge("nearly", None, 200, 200),
    "up to": hedge("up_to", None, None, 300),
    "fewer than": hedge("fewer_than", None, None, 1000),
    "at least": hedge("at_least", 12, None, None),
    "more than": hedge("more_than", 5000, None, None),
    "between": hedge("between", 10, None, 20),
    "between, with a best guess": hedge("between", 10, 15, 20),
    "several": hedge("several", None, None, None),
    "several, with a bound in the text": hedge("several", 3, None, None),
    "dozens": hedge("dozens", None, None, None),
    "hundreds": hedge("hundreds", None, None, None),
    "thousands": hedge("thousands", None, None, None),
    "unquantified": hedge("unquantified", None, None, None),
    "unknown": hedge("unquantified", None, None, None, "unknown"),
    "none": hedge("exact", 0, 0, 0, "none"),
    "more than 32 bits": hedge("exact", 2**40, 2**40, 2**40),
}

GOOD_ROWS: dict[str, tuple[str, Row]] = {
    "key of one letter": ("actors", {"key": "x"}),
    "key of one digit": ("actors", {"key": "7"}),
    "key of many words": ("actors", {"key": "a-1-b-22-c"}),
    "same key in another source": ("positions", {"key": "no-immunity", "source_id": 2, "passage_id": 2}),
    "same key in another table": ("events", {"key": "no-immunity"}),
    "weak name of two actors": ("actor_names", {"folded": "thecapital", "type": "weak"}),
    "weak name that is another's strong one": ("actor_names", {"folded": "sylvania", "type": "weak"}),
    "code used again later": (
        "actor_codes",
        {"actor_id": 2, "scheme": "cow", "code": "901", "valid_from": "1961-01-01"},
    ),
    "same code in another scheme": ("actor_codes", {"scheme": "gw", "code": "901"}),
    "actor of one day": ("actors", {"valid_from": "2000-02-29", "valid_to": "2000-02-29"}),
    "same place in another source": ("passages", {"source_id": 2, "locator": "8"}),
    "no fingerprint": ("passages", {"fingerprint": None}),
    "date known from a day on": ("offices", dates("ended", "2001/..", "2001-01-01", None)),
    "date known up to a day": ("offices", dates("ended", "../2001", None, "2001-12-31")),
    "no date": ("personnel_counts", dates("as_of", None, None, None)),
    "words of a date without a date": ("events", {"occurred_text": "last Sunday"}),
    "wording of eight words": ("positions", {"wording": EIGHT_WORDS}),
    "no wording": ("positions", {"wording": None}),
    "doubt with its reason": ("positions", {"status": "conflict", "status_note": "See courts"}),
    "reason without a doubt": ("positions", {"status_note": "Checked twice"}),
    "issue without a jurisdiction": ("provisions", {"jurisdiction": None, "category": None}),
    "part of another": ("personnel_counts", {"part_of_id": 1}),
    "said by somebody": ("asset_counts", {"attributed_to_id": 4}),
    "several digits as text": ("actor_codes", {"scheme": "gw", "code": "007"}),
}


# Databases


@pytest.fixture(scope="module", params=ENGINES)
def stored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Open a database with the good rows, once for the module on each engine; nothing is committed."""
    server: Server | None = request.getfixturevalue("server") if request.param == "postgresql" else None
    path = tmp_path_factory.mktemp("constraints") / "test.db"
    target = Target(path=path) if server is None else server.create()
    create_database(target, empty=True)
    engine = writing_engine(target)
    with engine.connect() as connection, connection.begin() as transaction:
        store(connection)
        yield connection
        transaction.rollback()
    engine.dispose()
    if server is not None:
        server.drop(target)


@pytest.fixture
def connection(stored: Connection) -> Iterator[Connection]:
    """Lend the database to one test and undo what it did."""
    savepoint = stored.begin_nested()
    yield stored
    savepoint.rollback()


# What refused a row, and what should have


def refusal(error: DBAPIError) -> str:
    """Name what refused a row: a constraint or column where the engine tells, else the kind of rule."""
    if isinstance(error.orig, ServerError):
        diagnosis = error.orig.diag
        kinds = {"22008": NOT_A_DAY, "22P02": NOT_A_NUMBER}
        column = f"{diagnosis.table_name}.{diagnosis.column_name}"
        return diagnosis.constraint_name or kinds.get(diagnosis.sqlstate or "", column)
    found = re.fullmatch(r"(.*) constraint failed(?:: (.*))?", str(error.orig))
    if found:
        return found[2] or found[1]
    return NOT_A_NUMBER if re.match(r"cannot store TEXT value in INTEGER column", str(error.orig)) else ""


def expected(bad: Bad, engine: str) -> str:
    """Say how an engine should name the rule that a row breaks."""
    if engine == "postgresql":
        return NOT_A_DAY if bad.by.endswith("_is_a_day") else bad.by
    if bad.by.startswith("fk_"):
        return FOREIGN_KEY
    if bad.by.startswith(("uq_", "pk_")):
        return ", ".join(f"{bad.table}.{column}" for column in unique_columns(TABLES[bad.table], bad.by))
    return bad.by


def unique_columns(table: Table, name: str) -> list[str]:
    """Return the columns that a unique constraint or index of this name is about."""
    rules: list[ColumnCollectionConstraint | Index] = [*table.indexes]
    rules += (rule for rule in table.constraints if isinstance(rule, ColumnCollectionConstraint))
    (columns,) = (rule.columns for rule in rules if str(rule.name) == name)
    return [column.name for column in columns]


# Tests


@pytest.mark.parametrize("bad", BAD_ROWS, ids=str)
def test_bad_row_is_refused_by_its_rule(connection: Connection, bad: Bad) -> None:
    with pytest.raises((IntegrityError, DataError)) as caught:
        connection.execute(insertion(bad.table, new_row(bad.table, bad.changes)))

    assert refusal(caught.value) == expected(bad, connection.dialect.name)


@pytest.mark.parametrize("what", BAD_CHANGES)
def test_good_row_cannot_be_spoiled(connection: Connection, what: str) -> None:
    statement, by = BAD_CHANGES[what]
    with pytest.raises(IntegrityError) as caught:
        connection.execute(text(statement))

    assert refusal(caught.value) in (by, FOREIGN_KEY)


@pytest.mark.parametrize("name", IN_USE)
def test_row_in_use_cannot_be_deleted(connection: Connection, name: str) -> None:
    with pytest.raises(IntegrityError) as caught:
        connection.execute(text(f"DELETE FROM {name} WHERE id = {IN_USE[name]}"))

    assert re.fullmatch(rf"{FOREIGN_KEY}|fk_.*_{name}", refusal(caught.value))


@pytest.mark.parametrize("name", STORED)
def test_good_row_of_every_table_is_accepted(connection: Connection, name: str) -> None:
    connection.execute(insertion(name, new_row(name)))


@pytest.mark.parametrize("what", GOOD_ROWS)
def test_good_row_at_the_edge_is_accepted(connection: Connection, what: str) -> None:
    name, changes = GOOD_ROWS[what]
    connection.execute(insertion(name, new_row(name, changes)))


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize("what", GOOD_HEDGES)
def test_hedge_is_kept_as_it_is(connection: Connection, name: str, what: str) -> None:
    connection.execute(insertion(name, new_row(name, GOOD_HEDGES[what])))
    query = f"SELECT quantifier, value_kind, low, best, high FROM {name} WHERE id = {NEW_ID}"

    assert connection.execute(text(query)).one()._asdict() == GOOD_HEDGES[what]


@pytest.mark.parametrize("place", ENUMERATED, ids=".".join)
def test_every_word_of_a_list_is_accepted(connection: Connection, place: tuple[str, str]) -> None:
    """Store a row with each word in turn, of an actor that has no name or part yet."""
    name, column = place
    doubt: Row = {"status_note": "why"} if name in CITED else {}
    owner: Row = {"actor_id": 3} if "actor_id" in STORED[name][0] else {}
    for word in ENUMERATED[place]:
        with connection.begin_nested() as savepoint:
            connection.execute(insertion(name, new_row(name, {column: word, **doubt, **owner})))
            savepoint.rollback()


# Is every rule broken by some row?


def rules_of(kind: type[CheckConstraint | UniqueConstraint | ForeignKeyConstraint]) -> set[str]:
    """Name the rules of one kind in the models."""
    return {str(rule.name) for table in TABLES.values() for rule in table.constraints if isinstance(rule, kind)}


def broken(prefix: str) -> set[str]:
    """Name the rules that some bad row breaks, by the prefix of their names."""
    return {bad.by for bad in BAD_ROWS if bad.by.startswith(prefix)}


def test_every_check_is_broken_by_a_bad_row() -> None:
    assert broken("ck_") == rules_of(CheckConstraint)


def test_every_unique_rule_is_broken_by_a_bad_row() -> None:
    """A passage's id with its source is there to be referred to; its primary key keeps it unique."""
    indexes = {str(index.name) for table in TABLES.values() for index in table.indexes if index.unique}

    assert broken("uq_") == (rules_of(UniqueConstraint) | indexes) - {"uq_passages_id_source_id"}


def test_every_reference_is_broken_by_a_bad_row() -> None:
    assert broken("fk_") == rules_of(ForeignKeyConstraint)


def test_every_column_that_is_never_empty_is_emptied_by_a_bad_row() -> None:
    columns = (column for table in TABLES.values() for column in table.columns if not column.primary_key)
    emptied = {bad.by for bad in BAD_ROWS if "." in bad.by}

    assert emptied == {f"{column.table.name}.{column.name}" for column in columns if not column.nullable}


def test_every_table_has_a_good_row() -> None:
    assert set(STORED) == set(TABLES)


def test_every_hedge_has_a_good_row() -> None:
    assert {row["quantifier"] for row in GOOD_HEDGES.values()} == set(words.QUANTIFIERS)
    assert {row["value_kind"] for row in GOOD_HEDGES.values()} == set(words.VALUE_KINDS)
