"""What can be wrong in a seed file: one code for each kind of mistake, and the place of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sofadb.errors import BadDataError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Every code and the rule it stands for. A code keeps its meaning for ever.
CODES: Final[dict[str, str]] = {
    "S001": "A seed file is a readable file of UTF-8 text, at most 100 MB",
    "S002": "No control characters, tabs or invisible line breaks",
    "S003": "The file is valid YAML",
    "S004": "No anchors, aliases, tags, second documents, or nesting deeper than 20",
    "S005": "A field stands once in an entry",
    "S006": "A text, a list and a group of fields each stand where they belong",
    "S007": "Only fields that the format knows",
    "S008": "Every field that an entry needs",
    "S009": "No empty value",
    "S010": "The file says which version of the format it is written in",
    "S011": "A key is lower-case words and digits joined by hyphens",
    "S012": "A number is written in plain digits",
    "S013": "A date is written in EDTF (ISO 8601-2)",
    "S014": "A word of a closed list",
    "S015": "A place in a source is a kind and a number, such as 'paragraph 7'",
    "S016": "A fingerprint is the 64 hexadecimal digits of a SHA-256",
    "S017": "A wording is at most eight words",
    "S018": "A count has exactly one quantity",
    "S019": "A lower bound is not over its upper bound, and no period ends before it begins",
    "S020": "A status other than accepted has a note that says why",
    "S021": "A reference to a claim is a key, or source/key",
    "S022": "A text is at most 10,000 characters",
    "S023": "A date is not more precise than its words",
    "S024": "What has happened lies on or before the day of publication; what lies after it is planned",
    "S025": "The digits of a wording are those of its bounds",
    "S030": "What is referred to exists",
    "S031": "A key is defined once",
    "S032": "Two actors do not share a name, unless it is weak",
    "S033": "Nothing is part of itself, or answers itself, by whatever detour",
    "S034": "A code means one actor on any day",
    "S035": "What needs a citation stands in a file with a source",
    "S036": "A position belongs to a negotiation, and a part to one whole only",
    "S037": "A passage makes a claim once",
}


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """A mistake and where it stands; lines and columns are counted from 1."""

    path: str
    line: int
    column: int
    code: str
    message: str
    help: str = ""

    def __str__(self) -> str:
        """Print it in the form that editors can jump to."""
        text = f"error[{self.code}] {self.path}:{self.line}:{self.column}: {self.message}"
        return f"{text}\n  help: {self.help}" if self.help else text


class SeedMistakesError(BadDataError):
    """All mistakes of all files given; nothing was loaded."""

    def __init__(self, mistakes: Sequence[Mistake], files: int) -> None:
        self.mistakes = sorted(mistakes)
        wrong = len({mistake.path for mistake in mistakes})
        count = f"{len(mistakes)} error{'s' if len(mistakes) != 1 else ''}"
        summary = f"{count} in {wrong} of {files} file{'s' if files != 1 else ''}; nothing was loaded"
        super().__init__("\n".join([*map(str, self.mistakes), summary]))
