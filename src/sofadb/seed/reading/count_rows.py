"""From counts to rows: a count, its parts under it, and what it includes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from sofadb.seed.reading.collector import each
from sofadb.seed.reading.quantities import bounds
from sofadb.seed.reading.rows import Cell, Reference, dated, reference
from sofadb.seed.reading.tree import GroupNode, locate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sofadb.seed.form.counts import AssetPart, CountPart
    from sofadb.seed.reading.collector import Collector
    from sofadb.seed.reading.tree import Node

    AnyCount: TypeAlias = CountPart | AssetPart

#: What a part takes from its whole where it does not say it itself.
INHERITED: Final = (
    "actor",
    "host",
    "measure",
    "category",
    "kind",
    "deployment",
    "place",
    "as_of",
    "as_of_text",
    "attributed_to",
)


def add_count(
    rows: Collector,
    count: AnyCount,
    at: str,
    node: Node,
    table: str,
    whole: AnyCount | None = None,
    places: dict[str, Node] | None = None,
) -> None:
    """Add a count and its parts; a part takes from its whole what it does not say itself.

    `places` holds where the whole, or its whole, says what the part takes over.
    """
    places = {**(places or {}), **(node.fields if isinstance(node, GroupNode) else {})}
    if whole is not None:
        if count.part_of not in (None, whole.key, f"{rows.source}/{whole.key}"):
            message = "a part that stands under its whole has no other whole"
            rows.blame(locate(node, ["part_of"]), "S036", message, "leave part_of out, or move the part")
        count = count.model_copy(update=_inherited(count, whole))
    part_of = f"{rows.source}/{whole.key}" if whole is not None else count.part_of
    own: dict[str, Cell] = {
        "deployment_id": reference("deployments", count.deployment, "deployment", places.get("deployment")),
        "actor_id": reference("actors", count.actor, "actor", places.get("actor")),
        "host_id": reference("actors", count.host, "host", places.get("host")),
        "place": count.place,
        "measure": count.measure,
        "function": count.function or "unspecified",
        **_kind(count),
        **dated("as_of", count.as_of, count.as_of_text),
        "part_of_id": rows.claim_reference(table, part_of, "part_of"),
        **bounds(count),
    }
    rows.claim(table, count, at, node, own)
    _basis(rows, count, node)
    parts: Sequence[AnyCount] = count.parts
    for part, place in each(parts, node, "parts"):
        add_count(rows, part, at, place, table, count, places)


def _basis(rows: Collector, count: AnyCount, node: Node) -> None:
    for aspect, included in getattr(count, "basis", {}).items():
        owner = Reference("personnel_counts", (rows.source, count.key), "key")
        cells: dict[str, Cell] = {"count_id": owner, "aspect": aspect, "included": included}
        place = locate(node, ["basis", aspect])
        rows.add("count_basis", (rows.source, count.key, aspect), cells, place)


def _inherited(part: AnyCount, whole: AnyCount) -> dict[str, object]:
    """Return what a part leaves unsaid and its whole says; a date and its words go together."""
    return {
        name: getattr(whole, name)
        for name in INHERITED
        if getattr(part, name, "") is None and not (name == "as_of_text" and part.as_of)
    }


def _kind(count: AnyCount) -> dict[str, Cell]:
    """Return what is counted: the category of people, or the kind of asset."""
    if hasattr(count, "category"):
        return {"category": count.category or "unspecified"}
    return {"kind": count.kind}
