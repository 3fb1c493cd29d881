"""The fields of a seed file that take one word of a closed list."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from sofadb import vocabulary
from sofadb.seed.form.values import Word

PublicationKind: TypeAlias = Annotated[str, Word("kind of publication", vocabulary.PUBLICATION_KINDS)]
SourceType: TypeAlias = Annotated[str, Word("type of source", vocabulary.SOURCE_TYPES)]
ActorKind: TypeAlias = Annotated[str, Word("kind of actor", vocabulary.ACTOR_KINDS)]
NameType: TypeAlias = Annotated[
    str, Word("type of name", {name: text for name, text in vocabulary.NAME_TYPES.items() if name != "primary"})
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
QuantityWord: TypeAlias = Annotated[
    str, Word("word for a quantity", {word: vocabulary.QUANTIFIERS[word] for word in vocabulary.WORD_QUANTIFIERS})
]
ClaimStatus: TypeAlias = Annotated[str, Word("status of a claim", vocabulary.CLAIM_STATUSES)]
Yes: TypeAlias = Annotated[str, Word("answer", ["yes", "true"])]
