"""From bounds back to the quantity of a seed file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sofadb.seed.writing.yaml_text import Plain
from sofadb.vocabulary import WORD_QUANTIFIERS

if TYPE_CHECKING:
    from sofadb.seed.writing.stored import StoredCells
    from sofadb.seed.writing.yaml_text import Entry

#: The bound that holds the one number of a quantity.
_NUMBER: Final = {
    "exact": "best",
    "about": "best",
    "nearly": "best",
    "up_to": "high",
    "fewer_than": "high",
    "at_least": "low",
    "more_than": "low",
}


def written_quantity(cells: StoredCells) -> Entry:
    """Return the field that says the bounds of a count.

    Bounds that no quantity has, such as a range around 'about', are left out: who writes the file compares.
    """
    if cells["value_kind"] != "value":
        return {str(cells["value_kind"]): Plain("yes")}
    quantifier = str(cells["quantifier"])
    if quantifier in WORD_QUANTIFIERS:
        return {"words": quantifier}
    names = ("low", "high") if quantifier == "between" else (_NUMBER[quantifier],)
    numbers = [int(str(cells[name])) for name in names if cells[name] is not None]
    return {quantifier: numbers if quantifier == "between" else numbers[0]}
