"""The kinds of things that a user can name, in the words of `search` and `show`, and their tables."""

from __future__ import annotations

from typing import Final

#: What a source claims; named by a ref, which is the key of the source, '/', and the key within it.
CLAIMS: Final = {
    "figure": "personnel_counts",
    "asset": "asset_counts",
    "position": "positions",
    "event": "events",
    "provision": "provisions",
    "office": "offices",
}
#: What the claims are about, and where they stand; named by a key.
THINGS: Final = {
    "actor": "actors",
    "agreement": "agreements",
    "deployment": "deployments",
    "negotiation": "negotiations",
    "source": "sources",
}
