"""What the entries of a seed file have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, model_validator

from sofadb import edtf
from sofadb.seed.form.values import Key, Text, Wording, wrong
from sofadb.seed.form.words import ClaimStatus

if TYPE_CHECKING:
    from typing import Self


class Entry(BaseModel):
    """An entry of a seed file; a field that the format does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def check_period(entry: Entry, first: str, last: str) -> None:
    """Refuse an entry whose period ends before it can have begun."""
    begin, end = getattr(entry, first), getattr(entry, last)
    if begin and end:
        earliest, latest = edtf.parse(begin).earliest, edtf.parse(end).latest
        if earliest and latest and latest < earliest:
            what = f"{last} ({end}) is before {first} ({begin})"
            raise wrong("S019", what, "exchange the two, or correct the one that is mistyped", mend={last: None})


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
