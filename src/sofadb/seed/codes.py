"""The rules of seed files: the code of each, what it asks for, and why it is there.

A code keeps its meaning for ever. A new rule is one entry here, and a folder of its name in `examples`
that holds a file with the mistake (`wrong.yaml`) and the same file without it (`right.yaml`).
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]


class Rule(NamedTuple):
    """A rule: what it asks for, why, and whether a file that breaks it is refused or only spoken of."""

    title: str
    why: str
    severity: Severity = "error"


CODES: Final[dict[str, Rule]] = {
    "S001": Rule(
        "A seed file is a readable file of UTF-8 text, at most 100 MB",
        "Bytes that are not UTF-8 can be read as different letters, and a name must be one name for everyone.",
    ),
    "S002": Rule(
        "No control characters, tabs or invisible line breaks",
        "What no eye can see makes two equal names differ, and a line that looks right mean something else.",
    ),
    "S003": Rule(
        "The file is valid YAML",
        "Where the form is broken nobody can tell which value belongs to which field, so the file is not guessed at.",
    ),
    "S004": Rule(
        "No anchors, aliases, tags, second documents, or nesting deeper than 20",
        "A fact stands where it is read, in full: these forms let a line say what is written elsewhere.",
    ),
    "S005": Rule(
        "A field stands once in an entry",
        "Of two values one would be lost without a word, and nobody would know which the curator meant.",
    ),
    "S006": Rule(
        "A text, a list and a group of fields each stand where they belong",
        "A value of another shape cannot be what the field asks for; usually a '-' or the indentation is wrong.",
    ),
    "S007": Rule(
        "Only fields that the format knows",
        "A mistyped field would be left out in silence, and its fact with it.",
    ),
    "S008": Rule(
        "Every field that an entry needs",
        "Without it the entry could not be found, cited or compared; nothing is filled in by guessing.",
    ),
    "S009": Rule(
        "No empty value",
        "An empty value may mean unknown, none or forgotten. A field that is left out says: the source does not say.",
    ),
    "S010": Rule(
        "The file says which version of the format it is written in",
        "A later version may give a field another meaning, and a file must be read the way it was written.",
    ),
    "S011": Rule(
        "A key is lower-case words and digits joined by hyphens",
        "People type keys, and other files refer to them: there has to be one way only to write each.",
    ),
    "S012": Rule(
        "A number is written in plain digits",
        "1,200 and 1.200 are one number to some readers and two to others; 017 is fifteen to some programs.",
    ),
    "S013": Rule(
        "A date is written in EDTF (ISO 8601-2)",
        "3/4/1999 is a day in March or in April. EDTF has one way to write a day, a month, a year, and what is not"
        " known.",
    ),
    "S014": Rule(
        "A word of a closed list",
        "Figures can only be compared and summed where one thing has one name; a new word would be found by no"
        " question.",
    ),
    "S015": Rule(
        "A place in a source is a kind and a number, such as 'paragraph 7'",
        "Whoever doubts a figure has to find its passage, and to be told from another passage it needs a number.",
    ),
    "S016": Rule(
        "A fingerprint is the 64 hexadecimal digits of a SHA-256",
        "It recognises a passage in the reader's own copy of the article; one digit short, it recognises nothing.",
    ),
    "S017": Rule(
        "A wording is at most eight words",
        "Articles belong to their authors: a few words show how a figure was hedged, a sentence would be a copy.",
    ),
    "S018": Rule(
        "A count has exactly one quantity",
        "'Up to 300' and 'about 300' are different claims; a count without either claims nothing.",
    ),
    "S019": Rule(
        "A lower bound is not over its upper bound, and no period ends before it begins",
        "Nothing lies between such bounds; as a rule the two were exchanged, or a digit was mistyped.",
    ),
    "S020": Rule(
        "A status other than accepted has a note that says why",
        "The next reader has to know what is in doubt, and about which other claim.",
    ),
    "S021": Rule(
        "A reference to a claim is a key, or source/key",
        "The key of a claim is unique in its source only, so a claim of another source is named with its source.",
    ),
    "S022": Rule(
        "A text is at most 10,000 characters",
        "Facts in our own words are short. A long text is an article that does not belong here, or a missing quote.",
    ),
    "S023": Rule(
        "A date is not more precise than its words",
        "'In March' is not the first of March: a day that no source names would look like one that a source names.",
    ),
    "S024": Rule(
        "What has happened lies on or before the day of publication; what lies after it is planned",
        "A source cannot report what had not happened when it was published; as a rule the year is mistyped.",
    ),
    "S025": Rule(
        "The digits of a wording are those of its bounds",
        "1,700 is quickly typed as 17,000. The wording is what is printed, so the bounds have to agree with it.",
    ),
    "S030": Rule(
        "What is referred to exists",
        "A reference to nothing is a fact that is lost; mostly a key was mistyped, or a file was not given.",
    ),
    "S031": Rule(
        "A key is defined once",
        "What refers to the key could mean either of the two, and a reload would not know which row it changes.",
    ),
    "S032": Rule(
        "Two actors do not share a name, unless it is weak",
        "Whoever asks for a name must get one actor. A name that stands for several is weak and finds nobody alone.",
    ),
    "S033": Rule(
        "Nothing is part of itself, or answers itself, by whatever detour",
        "A question about a whole includes its parts, and theirs: in a ring that would never end.",
    ),
    "S034": Rule(
        "A code means one actor on any day",
        "Official tables name states by codes: with two owners on one day, a figure would go to the wrong state.",
    ),
    "S035": Rule(
        "What needs a citation stands in a file with a source",
        "Every figure answers 'says who, where?', and without a source there is nothing to cite.",
    ),
    "S036": Rule(
        "A position belongs to a negotiation, and a part to one whole only",
        "A demand is read against the answer to it, and a part that had two wholes would be counted in both.",
    ),
    "S037": Rule(
        "A passage makes a claim once",
        "The same claim twice would be counted twice; as a rule an entry was copied and not changed.",
    ),
    "S040": Rule(
        "A source says both where its archived copy is and of which day",
        "The page may have changed since: the address without the day, or the day without it, finds no certain text.",
        "warning",
    ),
    "S041": Rule(
        "A name that every state could use is weak",
        "'The government' is another actor in another article; as a strong name it would find one of them for all.",
        "warning",
    ),
}
