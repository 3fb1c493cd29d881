"""Rows that break exactly one rule each, changes that spoil good rows, and rows that others need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sofadb.models import Base
from tests.constraints.columns import (
    BAD_KEYS,
    CITED,
    CLAIMS,
    COUNTS,
    DATED,
    ENUMERATED,
    KEYED,
    NEVER_BLANK,
    NINE_WORDS,
    REFERENCES,
    REQUIRED,
    REQUIRED_OF_CLAIMS,
    SEEDED,
)
from tests.rows import MISSING_ID, NEW_ID, STORED, Row

if TYPE_CHECKING:
    from collections.abc import Iterator


TABLES = Base.metadata.tables

NOT_A_NUMBER = "not a number"
FOREIGN_KEY = "FOREIGN KEY"


# The rules of single columns, by table


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
