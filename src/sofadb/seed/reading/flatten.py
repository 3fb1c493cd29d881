"""From the sections of a seed file to rows, one function for each kind of entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb.seed.form.values import STAND_IN
from sofadb.seed.reading.collector import Collector, each
from sofadb.seed.reading.count_rows import add_count
from sofadb.seed.reading.rows import Cell, Reference, dated, reference
from sofadb.seed.reading.tree import locate
from sofadb.spelling import fold

if TYPE_CHECKING:
    from sofadb.seed.form import fields
    from sofadb.seed.mistakes import Mistake
    from sofadb.seed.reading.rows import SeedRow
    from sofadb.seed.reading.text import SeedText
    from sofadb.seed.reading.tree import Node


def flatten(text: SeedText, node: Node, seed: fields.SeedFile) -> tuple[list[SeedRow], list[Mistake]]:
    """Return the rows of a seed file, and the mistakes that only its sections together show."""
    flattener = _Flattener(text, node, seed)
    flattener.run()
    return flattener.rows.rows, flattener.rows.mistakes


class _Flattener:
    """Walks through the sections of one file; its source and its default negotiation hold for all of it."""

    def __init__(self, text: SeedText, node: Node, seed: fields.SeedFile) -> None:
        self.node, self.seed = node, seed
        self.source = seed.source.key if seed.source else ""
        self.rows = Collector(text, self.source)

    def run(self) -> None:
        """Walk through all sections."""
        seed, node = self.seed, self.node
        if seed.source:
            self._source(seed.source, locate(node, ["source"]))
        for publication, place in each(seed.publications, node, "publications"):
            self.rows.add("publications", (publication.key,), publication.model_dump(), place)
        for actor, place in each(seed.actors, node, "actors"):
            self._actor(actor, place)
        for passage, place in each(seed.passages, node, "passages"):
            self._passage(passage, place)
        for office, place in each(seed.offices, node, "offices"):
            self._office(office, place)
        for negotiation, place in each(seed.negotiations, node, "negotiations"):
            self._negotiation(negotiation, place)
        for agreement, place in each(seed.agreements, node, "agreements"):
            self._agreement(agreement, place)
        for deployment, place in each(seed.deployments, node, "deployments"):
            self._deployment(deployment, place)

    def _source(self, source: fields.Source, node: Node) -> None:
        publication = source.publication
        if publication.name is not None:
            self.rows.add("publications", (publication.key,), publication.model_dump(), locate(node, ["publication"]))
        cells: dict[str, Cell] = {
            **source.model_dump(exclude={"publication", "authors", "published", "published_text"}),
            "publication_id": reference("publications", publication.key, "publication"),
            "authors": "; ".join(source.authors) or None,
            **dated("published", source.published, source.published_text),
        }
        self.rows.add("sources", (source.key,), cells, node)

    def _actor(self, actor: fields.Actor, node: Node) -> None:
        cells: dict[str, Cell] = {
            **actor.model_dump(exclude={"part_of", "names", "codes"}),
            "part_of_id": reference("actors", actor.part_of, "part_of"),
        }
        self.rows.add("actors", (actor.key,), cells, node)
        self._name(actor.key, actor.name, "primary", None, node)
        for name, place in each(actor.names, node, "names"):
            self._name(actor.key, name.name, name.type, name.lang, place)
        for scheme, codes in actor.codes.items():
            for number, code in enumerate(codes):
                owner: dict[str, Cell] = {"actor_id": reference("actors", actor.key, "key"), "scheme": scheme}
                key = (actor.key, scheme, code.code, code.valid_from or "")
                place = locate(node, ["codes", scheme, number])
                self.rows.add("actor_codes", key, {**owner, **code.model_dump()}, place)

    def _name(self, actor: str, name: str, kind: str, lang: str | None, node: Node) -> None:
        cells: dict[str, Cell] = {
            "actor_id": reference("actors", actor, "key"),
            "name": name,
            "folded": fold(name),
            "lang": lang,
            "type": kind,
        }
        self.rows.add("actor_names", (actor, fold(name)), cells, node)

    def _passage(self, passage: fields.Passage, node: Node) -> None:
        if passage.at in self.rows.passages and STAND_IN not in passage.at:
            self.rows.blame(node, "S031", f"{passage.at} stands here for the second time", "put its claims together")
        elif self.source:
            self.rows.declare(passage.at, node, passage.fingerprint)
        else:
            self.rows.blame_missing_source(node)
        for position, place in each(passage.positions, node, "positions"):
            self._position(position, passage.at, place)
        for event, place in each(passage.events, node, "events"):
            self._event(event, passage.at, place)
        for count, place in each(passage.counts, node, "counts"):
            add_count(self.rows, count, passage.at, place, "personnel_counts")
        for asset, place in each(passage.assets, node, "assets"):
            add_count(self.rows, asset, passage.at, place, "asset_counts")
        for provision, place in each(passage.provisions, node, "provisions"):
            own: dict[str, Cell] = provision.model_dump(include={"issue", "jurisdiction", "category", "summary"})
            own["agreement_id"] = reference("agreements", provision.agreement, "agreement")
            self.rows.claim("provisions", provision, passage.at, place, own)

    def _office(self, office: fields.Office, node: Node) -> None:
        own: dict[str, Cell] = {
            "person_id": reference("actors", office.person, "person"),
            "organisation_id": reference("actors", office.organisation, "organisation"),
            "title": office.title,
            **dated("started", office.started, office.started_text),
            **dated("ended", office.ended, office.ended_text),
        }
        self.rows.claim("offices", office, office.at, node, own)

    def _negotiation(self, negotiation: fields.Negotiation, node: Node) -> None:
        cells: dict[str, Cell] = {
            **negotiation.model_dump(include={"key", "title", "status", "summary", "claim_status"}),
            **dated("opened", negotiation.opened, negotiation.opened_text),
            **dated("closed", negotiation.closed, negotiation.closed_text),
            "follows_id": reference("negotiations", negotiation.follows, "follows"),
            **self.rows.cited(negotiation, negotiation.at, node),
        }
        self.rows.add("negotiations", (negotiation.key,), cells, node)
        for role, actors in negotiation.parties.items():
            for number, actor in enumerate(actors):
                party: dict[str, Cell] = {
                    "negotiation_id": reference("negotiations", negotiation.key, "key"),
                    "actor_id": reference("actors", actor, ""),
                    "role": role,
                }
                place = locate(node, ["parties", role, number])
                self.rows.add("negotiation_parties", (negotiation.key, actor, role), party, place)

    def _negotiation_of(self, entry: fields.Position | fields.Event) -> Reference | None:
        if entry.negotiation is None:
            place = locate(self.node, ["negotiation"])
            return reference("negotiations", self.seed.negotiation, "negotiation", place)
        return reference("negotiations", entry.negotiation, "negotiation")

    def _position(self, position: fields.Position, at: str, node: Node) -> None:
        negotiation = self._negotiation_of(position)
        if negotiation is None:
            message = "this position belongs to no negotiation"
            self.rows.blame(node, "S036", message, "add 'negotiation', here or once at the top of the file")
        own: dict[str, Cell] = {
            **position.model_dump(include={"act", "issue", "jurisdiction", "summary"}),
            "negotiation_id": negotiation,
            "holder_id": reference("actors", position.holder, "holder"),
            "addressee_id": reference("actors", position.addressee, "addressee"),
            **dated("stated", position.stated, position.stated_text),
            **dated("target_date", position.target_date, position.target_date_text),
            "responds_to_id": self.rows.claim_reference("positions", position.responds_to, "responds_to"),
        }
        self.rows.claim("positions", position, at, node, own)
        for condition, place in each(position.conditions, node, "conditions"):
            owner = Reference("positions", (self.source, position.key), "key")
            key = (self.source, position.key, condition.kind, condition.text)
            self.rows.add("position_conditions", key, {"position_id": owner, **condition.model_dump()}, place)

    def _event(self, event: fields.Event, at: str, node: Node) -> None:
        own: dict[str, Cell] = {
            **event.model_dump(include={"kind", "summary"}),
            "negotiation_id": self._negotiation_of(event),
            "actor_id": reference("actors", event.actor, "actor"),
            **dated("occurred", event.occurred, event.occurred_text),
        }
        self.rows.claim("events", event, at, node, own)

    def _agreement(self, agreement: fields.Agreement, node: Node) -> None:
        own: dict[str, Cell] = {
            **agreement.model_dump(include={"title", "kind"}),
            "negotiation_id": reference("negotiations", agreement.negotiation, "negotiation"),
            **dated("signed", agreement.signed, agreement.signed_text),
            **dated("in_force", agreement.in_force, agreement.in_force_text),
            **dated("ends", agreement.ends, agreement.ends_text),
        }
        self.rows.keyed("agreements", agreement, agreement.at, node, own)

    def _deployment(self, deployment: fields.Deployment, node: Node) -> None:
        own: dict[str, Cell] = {
            **deployment.model_dump(include={"title", "place", "mission", "legal_status"}),
            "sender_id": reference("actors", deployment.sender, "sender"),
            "host_id": reference("actors", deployment.host, "host"),
            "negotiation_id": reference("negotiations", deployment.negotiation, "negotiation"),
            **dated("started", deployment.started, deployment.started_text),
            **dated("ended", deployment.ended, deployment.ended_text),
        }
        self.rows.keyed("deployments", deployment, deployment.at, node, own)
