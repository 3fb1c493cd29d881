"""How a passage is recognised in another copy, whatever its quotes, dashes and white space."""

from __future__ import annotations

import hashlib
import unicodedata


def fingerprint(text: str) -> str:
    """Return the SHA-256 over the letters and digits of a text, NFKC-normalised and case-folded, as 64 hex digits."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(letter for letter in folded if letter.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()
