"""What contradicts a figure: the canned question `conflicts`, asked for one claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb.catalog import built_in_question

if TYPE_CHECKING:
    from sofadb.database.reader import Reader
    from sofadb.result import Value


def contradictions(reader: Reader, ref: str) -> list[dict[str, Value]]:
    """Return the other side of each finding in which a claim takes part: its ref, its wording, and the verdict."""
    question = built_in_question("conflicts")
    types = question.types()
    found = reader.ask(question.sql, {**dict.fromkeys(types), "ref": ref}, types)
    sides = [_other_side(dict(zip(found.columns, row, strict=True)), ref) for row in found.rows]
    return sorted(sides, key=lambda side: (str(side["ref"]), str(side["verdict"])))


def _other_side(finding: dict[str, Value], ref: str) -> dict[str, Value]:
    other = "other_" if finding["ref"] == ref else ""
    return {"ref": finding[f"{other}ref"], "wording": finding[f"{other}wording"], "verdict": finding["verdict"]}
