"""The seed format as typed models: every section, every field; the JSON Schema is made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, field_validator, model_validator

from sofadb.seed.form.counts import Asset, Count
from sofadb.seed.form.entries import CitedEntry, ClaimEntry, Entry, check_period
from sofadb.seed.form.values import (
    STAND_IN,
    Alone,
    ClaimReference,
    Date,
    DayText,
    Fingerprint,
    Key,
    Keys,
    Place,
    Text,
    Texts,
    wrong,
)
from sofadb.seed.form.words import (
    Act,
    ActorKind,
    AgreementKind,
    Category,
    ClaimStatus,
    CodeScheme,
    ConditionKind,
    EventKind,
    Issue,
    Jurisdiction,
    Mission,
    NameType,
    NegotiationStatus,
    PartyRole,
    PublicationKind,
    SourceType,
)

if TYPE_CHECKING:
    from typing import Self


class Publication(Entry):
    """A publication; in a source, or in the section `publications`."""

    key: Key
    name: Text
    kind: PublicationKind


def _publication_key(value: object) -> object:
    return {"key": value} if isinstance(value, str) else value


class PublicationReference(Entry):
    """The publication of a source: defined in place, or named by its key alone."""

    key: Key
    name: Text | None = None
    kind: PublicationKind | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.name is None) != (self.kind is None):
            missing = "name" if self.name is None else "kind"
            mend: dict[str, str | None] = {"name": self.name or STAND_IN, "kind": self.kind or "other"}
            remedy = "give key, name and kind, or the key alone"
            raise wrong("S008", f"the publication lacks its {missing}", remedy, mend=mend)
        return self


class Source(Entry):
    """The source that all passages of the file stand in."""

    key: Key
    type: SourceType
    publication: Annotated[PublicationReference, BeforeValidator(_publication_key), Alone(Key)]
    title: Text
    authors: Texts = []
    published: Date | None = None
    published_text: Text | None = None
    url: Text | None = None
    archive_url: Text | None = None
    archived_at: DayText | None = None
    lang: Text | None = None
    doi: Text | None = None
    licence: Text | None = None
    note: Text | None = None

    @field_validator("authors")
    @classmethod
    def _one_each(cls, authors: list[str]) -> list[str]:
        """Refuse authors in one text: the database joins them by '; ', and would tell them apart nowhere else."""
        if any(";" in author for author in authors):
            names = [name.strip() for author in authors for name in author.split(";") if name.strip()]
            remedy = f"write a list: [{', '.join(names)}]"
            raise wrong("S006", "authors are joined by ';' here", remedy, instead=STAND_IN)
        return authors


class Name(Entry):
    """Another name of an actor."""

    name: Text
    type: NameType = "alias"
    lang: Text | None = None


class Code(Entry):
    """A code of an actor that was valid for a time."""

    code: Text
    valid_from: DayText | None = None
    valid_to: DayText | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_period(self, "valid_from", "valid_to")
        return self


def _codes(value: object) -> object:
    values = value if isinstance(value, list) else [value]
    return [{"code": item} if isinstance(item, str) else item for item in values]


class Actor(Entry):
    """An actor with its names and codes."""

    key: Key
    name: Text
    kind: ActorKind
    part_of: Key | None = None
    valid_from: DayText | None = None
    valid_to: DayText | None = None
    names: list[Name] = []
    codes: dict[CodeScheme, Annotated[list[Code], BeforeValidator(_codes), Alone(Text)]] = {}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_period(self, "valid_from", "valid_to")
        return self


class Office(ClaimEntry):
    """A person's office in an organisation."""

    at: Place
    person: Key
    organisation: Key
    title: Text
    started: Date | None = None
    started_text: Text | None = None
    ended: Date | None = None
    ended_text: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_period(self, "started", "ended")
        return self


class Negotiation(CitedEntry):
    """A negotiation; `status` is how the talks stand, `claim_status` the curator's judgement."""

    at: Place
    key: Key
    title: Text
    status: NegotiationStatus
    opened: Date | None = None
    opened_text: Text | None = None
    closed: Date | None = None
    closed_text: Text | None = None
    follows: Key | None = None
    summary: Text | None = None
    parties: dict[PartyRole, Keys] = {}
    claim_status: ClaimStatus = "accepted"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_period(self, "opened", "closed")
        if self.claim_status != "accepted" and not self.status_note:
            remedy = "add a status_note that says why"
            raise wrong(
                "S020",
                f"claim_status {self.claim_status!r} needs a reason",
                remedy,
                mend={"claim_status": None},
            )
        return self


class Condition(Entry):
    """A condition on which a position depends."""

    kind: ConditionKind
    text: Text


class Position(ClaimEntry):
    """What an actor asks, offers, demands or refuses."""

    negotiation: Key | None = None
    holder: Key
    addressee: Key | None = None
    act: Act
    issue: Issue
    jurisdiction: Jurisdiction | None = None
    summary: Text
    stated: Date | None = None
    stated_text: Text | None = None
    target_date: Date | None = None
    target_date_text: Text | None = None
    responds_to: ClaimReference | None = None
    conditions: list[Condition] = []


class Event(ClaimEntry):
    """Something that happened, or is due."""

    negotiation: Key | None = None
    kind: EventKind
    actor: Key | None = None
    occurred: Date | None = None
    occurred_text: Text | None = None
    summary: Text


class Agreement(ClaimEntry):
    """An agreement on the status of forces."""

    at: Place
    negotiation: Key | None = None
    title: Text
    kind: AgreementKind
    signed: Date | None = None
    signed_text: Text | None = None
    in_force: Date | None = None
    in_force_text: Text | None = None
    ends: Date | None = None
    ends_text: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_period(self, "signed", "ends")
        check_period(self, "in_force", "ends")
        return self


class Provision(ClaimEntry):
    """What an agreement provides on one issue."""

    agreement: Key
    issue: Issue
    jurisdiction: Jurisdiction | None = None
    category: Category | None = None
    summary: Text


class Deployment(ClaimEntry):
    """People of one actor who are, or are to be, in another's country."""

    at: Place
    title: Text
    sender: Key
    host: Key
    place: Text | None = None
    mission: Mission
    legal_status: Jurisdiction | None = None
    started: Date | None = None
    started_text: Text | None = None
    ended: Date | None = None
    ended_text: Text | None = None
    negotiation: Key | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_period(self, "started", "ended")
        return self


class Passage(Entry):
    """A passage of the source, and what it claims."""

    at: Place
    fingerprint: Fingerprint | None = None
    positions: list[Position] = []
    events: list[Event] = []
    counts: list[Count] = []
    assets: list[Asset] = []
    provisions: list[Provision] = []


class SeedFile(Entry):
    """A whole seed file."""

    format: Literal["1"]
    source: Source | None = None
    negotiation: Key | None = None
    publications: list[Publication] = []
    actors: list[Actor] = []
    offices: list[Office] = []
    negotiations: list[Negotiation] = []
    agreements: list[Agreement] = []
    deployments: list[Deployment] = []
    passages: list[Passage] = []
