"""The seed format as typed models: every section, every field; the JSON Schema is made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from sofadb import edtf, vocabulary
from sofadb.seed.values import (
    STAND_IN,
    ClaimReference,
    Date,
    DayText,
    Fingerprint,
    Key,
    Keys,
    Number,
    Place,
    Text,
    Texts,
    Word,
    Wording,
    wrong,
)

if TYPE_CHECKING:
    from typing import Self

PublicationKind: TypeAlias = Annotated[str, Word("kind of publication", vocabulary.PUBLICATION_KINDS)]
SourceType: TypeAlias = Annotated[str, Word("type of source", vocabulary.SOURCE_TYPES)]
ActorKind: TypeAlias = Annotated[str, Word("kind of actor", vocabulary.ACTOR_KINDS)]
NameType: TypeAlias = Annotated[
    str, Word("type of name", [name for name in vocabulary.NAME_TYPES if name != "primary"])
]
CodeScheme: TypeAlias = Annotated[str, Word("code scheme", vocabulary.CODE_SCHEMES)]
NegotiationStatus: TypeAlias = Annotated[str, Word("status of a negotiation", vocabulary.NEGOTIATION_STATUSES)]
PartyRole: TypeAlias = Annotated[str, Word("role of a party", vocabulary.PARTY_ROLES)]
Act: TypeAlias = Annotated[str, Word("act", vocabulary.ACTS)]
Issue: TypeAlias = Annotated[str, Word("issue", vocabulary.ISSUES)]
Jurisdiction: TypeAlias = Annotated[str, Word("jurisdiction", vocabulary.JURISDICTIONS)]
ConditionKind: TypeAlias = Annotated[str, Word("kind of condition", vocabulary.CONDITION_KINDS)]
EventKind: TypeAlias = Annotated[str, Word("kind of event", vocabulary.EVENT_KINDS)]
AgreementKind: TypeAlias = Annotated[str, Word("kind of agreement", vocabulary.AGREEMENT_KINDS)]
Mission: TypeAlias = Annotated[str, Word("mission", vocabulary.MISSIONS)]
Measure: TypeAlias = Annotated[str, Word("measure", vocabulary.MEASURES)]
Category: TypeAlias = Annotated[str, Word("category", vocabulary.CATEGORIES)]
Function: TypeAlias = Annotated[str, Word("function", vocabulary.FUNCTIONS)]
BasisAspect: TypeAlias = Annotated[str, Word("aspect", vocabulary.BASIS_ASPECTS)]
YesNo: TypeAlias = Annotated[str, Word("answer", vocabulary.YES_NO)]
AssetKind: TypeAlias = Annotated[str, Word("kind of asset", vocabulary.ASSET_KINDS)]
QuantityWord: TypeAlias = Annotated[str, Word("word for a quantity", vocabulary.WORD_QUANTIFIERS)]
ClaimStatus: TypeAlias = Annotated[str, Word("status of a claim", vocabulary.CLAIM_STATUSES)]
Yes: TypeAlias = Annotated[str, Word("answer", ["true"])]

#: The fields of which a count has exactly one.
QUANTITIES = (
    "exact",
    "about",
    "nearly",
    "up_to",
    "at_least",
    "more_than",
    "fewer_than",
    "between",
    "words",
    "unknown",
    "none",
)


class Entry(BaseModel):
    """An entry of a seed file; a field that the format does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def check_period(entry: Entry, first: str, last: str) -> None:
    """Refuse an entry whose period ends before it can have begun."""
    begin, end = getattr(entry, first), getattr(entry, last)
    if begin and end:
        earliest, latest = edtf.parse(begin).earliest, edtf.parse(end).latest
        if earliest and latest and latest < earliest:
            raise wrong("S019", f"{last} ({end}) is before {first} ({begin})", mend={last: None})


class CitedEntry(Entry):
    """What every cited entry may say of itself."""

    wording: Wording | None = None
    attributed_to: Key | None = None
    status_note: Text | None = None
    note: Text | None = None


class ClaimEntry(CitedEntry):
    """A claim with a key of its own and the curator's judgement of it."""

    key: Key
    status: ClaimStatus = "accepted"

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.status != "accepted" and not self.status_note:
            remedy = "add a status_note that says why"
            raise wrong("S020", f"status {self.status!r} needs a reason", remedy, mend={"status": None})
        return self


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
    publication: Annotated[PublicationReference, BeforeValidator(_publication_key)]
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
    codes: dict[CodeScheme, Annotated[list[Code], BeforeValidator(_codes)]] = {}

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


class Quantified(ClaimEntry):
    """A number with its hedge: exactly one of the quantities."""

    exact: Number | None = None
    about: Number | None = None
    nearly: Number | None = None
    up_to: Number | None = None
    at_least: Number | None = None
    more_than: Number | None = None
    fewer_than: Number | None = None
    between: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    words: QuantityWord | None = None
    unknown: Yes | None = None
    none: Yes | None = None
    as_of: Date | None = None
    as_of_text: Text | None = None
    place: Text | None = None
    function: Function | None = None
    deployment: Key | None = None
    part_of: ClaimReference | None = None

    @model_validator(mode="after")
    def _one_quantity(self) -> Self:
        given = [name for name in QUANTITIES if getattr(self, name) is not None]
        if len(given) != 1:
            what = f"has {len(given)}: {', '.join(given)}" if given else "has none"
            mend = {**dict.fromkeys(given), "unknown": "true"}
            raise wrong(
                "S018",
                f"a count has exactly one quantity; this one {what}",
                "such as 'up_to: 300'",
                mend=mend,
            )
        if self.between is not None and self.between[0] > self.between[1]:
            what, mend = f"{self.between[0]} is over {self.between[1]}", {"between": None, "unknown": "true"}
            raise wrong("S019", what, "write the lower bound first", mend=mend)
        return self


class CountPart(Quantified):
    """A part of a count; what it does not say it takes from its whole."""

    actor: Key | None = None
    host: Key | None = None
    measure: Measure | None = None
    category: Category | None = None
    basis: dict[BasisAspect, YesNo] = {}
    parts: list[CountPart] = []


class Count(CountPart):
    """A count of people."""

    actor: Key
    host: Key
    measure: Measure


class AssetPart(Quantified):
    """A part of a count of assets; what it does not say it takes from its whole."""

    actor: Key | None = None
    host: Key | None = None
    measure: Measure | None = None
    kind: AssetKind | None = None
    parts: list[AssetPart] = []


class Asset(AssetPart):
    """A count of aircraft, buildings, vehicles or ships."""

    actor: Key
    host: Key
    measure: Measure
    kind: AssetKind


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
