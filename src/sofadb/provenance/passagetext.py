"""The text of the passage that a claim cites, where the reader has attached a copy, with the place of its wording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.fingerprint import fingerprint
from sofadb.wording import PlacedLetters

if TYPE_CHECKING:
    from sofadb.result import Value

_CHANGED: Final = "other words than the fingerprint was made from"
_UNPROVEN: Final = "not checked: the passage has no fingerprint"


def with_text(cited: dict[str, Value]) -> dict[str, Value]:
    """Put in the place of the fingerprint what it proves of the text, and where the wording stands in that.

    A text that was attached once may no longer be the passage: a later seed file can say otherwise.
    """
    told: dict[str, Value] = {}
    for name, value in cited.items():
        if name == "fingerprint":
            told |= _told(cited)
        else:
            told[name] = value
    return told


def _told(cited: dict[str, Value]) -> dict[str, Value]:
    text, proof, wording = cited["passage_text"], cited["fingerprint"], cited["wording"]
    if text is None:
        attach = f"sofadb source attach {cited['source']} FILE"
        return {"wording_start": None, "wording_end": None, "text_doubt": None, "attach": attach}
    span = PlacedLetters(str(text)).find(str(wording)) if wording else None
    doubt = _UNPROVEN if proof is None else None if fingerprint(str(text)) == proof else _CHANGED
    start, end = span or (None, None)
    return {"wording_start": start, "wording_end": end, "text_doubt": doubt, "attach": None}
