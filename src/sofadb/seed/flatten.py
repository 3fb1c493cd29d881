"""From the sections of a seed file to rows, one function for each kind of entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sofadb.seed.mistakes import Mistake
from sofadb.seed.quantities import bounds
from sofadb.seed.rows import Cell, NaturalKey, Reference, SeedRow, dated, reference
from sofadb.seed.tree import locate
from sofadb.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sofadb.seed import fields
    from sofadb.seed.text import SeedText
    from sofadb.seed.tree import Node

E = TypeVar("E", bound="fields.Entry")


def flatten(text: SeedText, node: Node, seed: fields.SeedFile) -> tuple[list[SeedRow], list[Mistake]]:
    """Return the rows of a seed file, and the mistakes that only its sections together show."""
    flattener = _Flattener(text, node, seed)
    flattener.run()
    return flattener.rows, flattener.mistakes


def _each(entries: Sequence[E], node: Node, *path: str | int) -> Iterator[tuple[E, Node]]:
    """Pair the entries of a section with their places in the file."""
    section = locate(node, path)
    return ((entry, locate(section, [number])) for number, entry in enumerate(entries))


class _Flattener:
    """Collects the rows of one file; its source and its default negotiation hold for all of it."""

    def __init__(self, text: SeedText, node: Node, seed: fields.SeedFile) -> None:
        self.text, self.node, self.seed = text, node, seed
        self.source = seed.source.key if seed.source else ""
        self.rows: list[SeedRow] = []
        self.mistakes: list[Mistake] = []
        self.passages: set[str] = set()

    def run(self) -> None:
        """Walk through all sections."""
        seed, node = self.seed, self.node
        if seed.source:
            self._source(seed.source, locate(node, ["source"]))
        for publication, place in _each(seed.publications, node, "publications"):
            self._row("publications", (publication.key,), publication.model_dump(), place)
        for actor, place in _each(seed.actors, node, "actors"):
            self._actor(actor, place)
        for passage, place in _each(seed.passages, node, "passages"):
            self._passage(passage, place)
        for office, place in _each(seed.offices, node, "offices"):
            self._office(office, place)
        for negotiation, place in _each(seed.negotiations, node, "negotiations"):
            self._negotiation(negotiation, place)
        for agreement, place in _each(seed.agreements, node, "agreements"):
            self._agreement(agreement, place)
        for deployment, place in _each(seed.deployments, node, "deployments"):
            self._deployment(deployment, place)

    def _row(self, table: str, key: NaturalKey, cells: dict[str, Cell], node: Node) -> None:
        self.rows.append(SeedRow(table, key, cells, self.text.shown, self.text.stored, node))

    def _mistake(self, node: Node, code: str, message: str, remedy: str = "") -> None:
        self.mistakes.append(Mistake(self.text.shown, node.line, node.column, code, message, remedy))

    def _source(self, source: fields.Source, node: Node) -> None:
        publication = source.publication
        if publication.name is not None:
            self._row("publications", (publication.key,), publication.model_dump(), locate(node, ["publication"]))
        cells: dict[str, Cell] = {
            **source.model_dump(exclude={"publication", "authors", "published", "published_text"}),
            "publication_id": reference("publications", publication.key, "publication"),
            "authors": "; ".join(source.authors) or None,
            **dated("published", source.published, source.published_text),
        }
        self._row("sources", (source.key,), cells, node)

    def _actor(self, actor: fields.Actor, node: Node) -> None:
        cells: dict[str, Cell] = {
            **actor.model_dump(exclude={"part_of", "names", "codes"}),
            "part_of_id": reference("actors", actor.part_of, "part_of"),
        }
        self._row("actors", (actor.key,), cells, node)
        self._name(actor.key, actor.name, "primary", None, node)
        for name, place in _each(actor.names, node, "names"):
            self._name(actor.key, name.name, name.type, name.lang, place)
        for scheme, codes in actor.codes.items():
            for number, code in enumerate(codes):
                owner: dict[str, Cell] = {"actor_id": reference("actors", actor.key, "key"), "scheme": scheme}
                key = (actor.key, scheme, code.code, code.valid_from or "")
                place = locate(node, ["codes", scheme, number])
                self._row("actor_codes", key, {**owner, **code.model_dump()}, place)

    def _name(self, actor: str, name: str, kind: str, lang: str | None, node: Node) -> None:
        cells: dict[str, Cell] = {
            "actor_id": reference("actors", actor, "key"),
            "name": name,
            "folded": fold(name),
            "lang": lang,
            "type": kind,
        }
        self._row("actor_names", (actor, fold(name)), cells, node)

    def _passage(self, passage: fields.Passage, node: Node) -> None:
        if passage.at in self.passages:
            self._mistake(node, "S031", f"{passage.at} stands here for the second time", "put its claims together")
        elif self.source:
            self._declare(passage.at, node, passage.fingerprint)
        else:
            self._mistake(node, "S035", "a passage needs a source", "add the section 'source' to the file")
        for position, place in _each(passage.positions, node, "positions"):
            self._position(position, passage.at, place)
        for event, place in _each(passage.events, node, "events"):
            self._event(event, passage.at, place)
        for count, place in _each(passage.counts, node, "counts"):
            self._count(count, passage.at, place, "personnel_counts", None)
        for asset, place in _each(passage.assets, node, "assets"):
            self._count(asset, passage.at, place, "asset_counts", None)
        for provision, place in _each(passage.provisions, node, "provisions"):
            own: dict[str, Cell] = provision.model_dump(include={"issue", "jurisdiction", "category", "summary"})
            own["agreement_id"] = reference("agreements", provision.agreement, "agreement")
            self._claim("provisions", provision, passage.at, place, own)

    def _declare(self, at: str, node: Node, fingerprint: str | None = None) -> None:
        """Add the row of a passage."""
        kind, _, locator = at.partition(" ")
        cells: dict[str, Cell] = {
            "source_id": reference("sources", self.source, "at"),
            "locator_type": kind,
            "locator": locator,
            "fingerprint": fingerprint,
        }
        self.passages.add(at)
        self._row("passages", (self.source, kind, locator), cells, node)

    def _cite(self, at: str, node: Node) -> Reference | None:
        """Refer to a passage of the file's source; one that is only pointed at gets a row of its own."""
        if not self.source:
            self._mistake(node, "S035", "this needs a source to cite", "add the section 'source' to the file")
            return None
        if at not in self.passages:
            self._declare(at, node)
        kind, _, locator = at.partition(" ")
        return Reference("passages", (self.source, kind, locator), "at")

    def _cited(self, entry: fields.CitedEntry, at: str, node: Node) -> dict[str, Cell]:
        """Return the columns that every cited row has."""
        return {
            "passage_id": self._cite(at, node),
            "wording": entry.wording,
            "attributed_to_id": reference("actors", entry.attributed_to, "attributed_to"),
            "status_note": entry.status_note,
            "note": entry.note,
        }

    def _claim(self, table: str, entry: fields.ClaimEntry, at: str, node: Node, own: dict[str, Cell]) -> None:
        """Add a claim whose key is unique in its source."""
        cells: dict[str, Cell] = {
            "source_id": reference("sources", self.source, "at"),
            "key": entry.key,
            "status": entry.status,
            **self._cited(entry, at, node),
            **own,
        }
        self._row(table, (self.source, entry.key), cells, node)

    def _keyed(self, table: str, entry: fields.ClaimEntry, at: str, node: Node, own: dict[str, Cell]) -> None:
        """Add a cited row whose key is unique in its table."""
        cells = {"key": entry.key, "status": entry.status, **self._cited(entry, at, node), **own}
        self._row(table, (entry.key,), cells, node)

    def _office(self, office: fields.Office, node: Node) -> None:
        own: dict[str, Cell] = {
            "person_id": reference("actors", office.person, "person"),
            "organisation_id": reference("actors", office.organisation, "organisation"),
            "title": office.title,
            **dated("started", office.started, office.started_text),
            **dated("ended", office.ended, office.ended_text),
        }
        self._claim("offices", office, office.at, node, own)

    def _negotiation(self, negotiation: fields.Negotiation, node: Node) -> None:
        cells: dict[str, Cell] = {
            **negotiation.model_dump(include={"key", "title", "status", "summary", "claim_status"}),
            **dated("opened", negotiation.opened, negotiation.opened_text),
            **dated("closed", negotiation.closed, negotiation.closed_text),
            "follows_id": reference("negotiations", negotiation.follows, "follows"),
            **self._cited(negotiation, negotiation.at, node),
        }
        self._row("negotiations", (negotiation.key,), cells, node)
        for role, actors in negotiation.parties.items():
            for number, actor in enumerate(actors):
                party: dict[str, Cell] = {
                    "negotiation_id": reference("negotiations", negotiation.key, "key"),
                    "actor_id": reference("actors", actor, ""),
                    "role": role,
                }
                place = locate(node, ["parties", role, number])
                self._row("negotiation_parties", (negotiation.key, actor, role), party, place)

    def _negotiation_of(self, entry: fields.Position | fields.Event) -> Reference | None:
        return reference("negotiations", entry.negotiation or self.seed.negotiation, "negotiation")

    def _position(self, position: fields.Position, at: str, node: Node) -> None:
        negotiation = self._negotiation_of(position)
        if negotiation is None:
            message = "this position belongs to no negotiation"
            self._mistake(node, "S036", message, "add 'negotiation', here or once at the top of the file")
        own: dict[str, Cell] = {
            **position.model_dump(include={"act", "issue", "jurisdiction", "summary"}),
            "negotiation_id": negotiation,
            "holder_id": reference("actors", position.holder, "holder"),
            "addressee_id": reference("actors", position.addressee, "addressee"),
            **dated("stated", position.stated, position.stated_text),
            **dated("target_date", position.target_date, position.target_date_text),
            "responds_to_id": self._claim_reference("positions", position.responds_to, "responds_to"),
        }
        self._claim("positions", position, at, node, own)
        for condition, place in _each(position.conditions, node, "conditions"):
            owner = Reference("positions", (self.source, position.key), "key")
            key = (self.source, position.key, condition.kind, condition.text)
            self._row("position_conditions", key, {"position_id": owner, **condition.model_dump()}, place)

    def _event(self, event: fields.Event, at: str, node: Node) -> None:
        own: dict[str, Cell] = {
            **event.model_dump(include={"kind", "summary"}),
            "negotiation_id": self._negotiation_of(event),
            "actor_id": reference("actors", event.actor, "actor"),
            **dated("occurred", event.occurred, event.occurred_text),
        }
        self._claim("events", event, at, node, own)

    def _agreement(self, agreement: fields.Agreement, node: Node) -> None:
        own: dict[str, Cell] = {
            **agreement.model_dump(include={"title", "kind"}),
            "negotiation_id": reference("negotiations", agreement.negotiation, "negotiation"),
            **dated("signed", agreement.signed, agreement.signed_text),
            **dated("in_force", agreement.in_force, agreement.in_force_text),
            **dated("ends", agreement.ends, agreement.ends_text),
        }
        self._keyed("agreements", agreement, agreement.at, node, own)

    def _deployment(self, deployment: fields.Deployment, node: Node) -> None:
        own: dict[str, Cell] = {
            **deployment.model_dump(include={"title", "place", "mission", "legal_status"}),
            "sender_id": reference("actors", deployment.sender, "sender"),
            "host_id": reference("actors", deployment.host, "host"),
            "negotiation_id": reference("negotiations", deployment.negotiation, "negotiation"),
            **dated("started", deployment.started, deployment.started_text),
            **dated("ended", deployment.ended, deployment.ended_text),
        }
        self._keyed("deployments", deployment, deployment.at, node, own)

    def _count(
        self,
        count: fields.CountPart | fields.AssetPart,
        at: str,
        node: Node,
        table: str,
        whole: fields.CountPart | fields.AssetPart | None,
    ) -> None:
        """Add a count and its parts; a part takes from its whole what it does not say itself."""
        if whole is not None:
            count = count.model_copy(update=_inherited(count, whole))
        part_of = f"{self.source}/{whole.key}" if whole is not None else count.part_of
        own: dict[str, Cell] = {
            "deployment_id": reference("deployments", count.deployment, "deployment"),
            "actor_id": reference("actors", count.actor, "actor"),
            "host_id": reference("actors", count.host, "host"),
            "place": count.place,
            "measure": count.measure,
            "function": count.function or "unspecified",
            **_kind(count),
            **dated("as_of", count.as_of, count.as_of_text),
            "part_of_id": self._claim_reference(table, part_of, "part_of"),
            **bounds(count),
        }
        self._claim(table, count, at, node, own)
        self._basis(count, node)
        parts: Sequence[fields.CountPart | fields.AssetPart] = count.parts
        for part, place in _each(parts, node, "parts"):
            self._count(part, at, place, table, count)

    def _basis(self, count: fields.CountPart | fields.AssetPart, node: Node) -> None:
        for aspect, included in getattr(count, "basis", {}).items():
            owner = Reference("personnel_counts", (self.source, count.key), "key")
            cells: dict[str, Cell] = {"count_id": owner, "aspect": aspect, "included": included}
            place = locate(node, ["basis", aspect])
            self._row("count_basis", (self.source, count.key, aspect), cells, place)

    def _claim_reference(self, table: str, written: str | None, name: str) -> Reference | None:
        """Refer to a claim by its key in this source, or by source/key."""
        if written is None:
            return None
        source, _, key = written.rpartition("/")
        return Reference(table, (source or self.source, key), name)


_INHERITED = (
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


def _inherited(
    part: fields.CountPart | fields.AssetPart, whole: fields.CountPart | fields.AssetPart
) -> dict[str, object]:
    """Return what a part leaves unsaid and its whole says; a date and its words go together."""
    return {
        name: getattr(whole, name)
        for name in _INHERITED
        if getattr(part, name, "") is None and not (name == "as_of_text" and part.as_of)
    }


def _kind(count: fields.CountPart | fields.AssetPart) -> dict[str, Cell]:
    """Return what is counted: the category of people, or the kind of asset."""
    if hasattr(count, "category"):
        return {"category": count.category or "unspecified"}
    return {"kind": count.kind}
