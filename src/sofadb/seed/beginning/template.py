"""A new seed file: the source filled in, and every section as an example in comments.

Lines with '##' explain, and lines with '# ' hold examples: an editor that takes one sign away from both turns the
examples into data and leaves the explanations comments.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from sofadb.errors import WrongUseError
from sofadb.seed.beginning import sample
from sofadb.seed.form.fields import Passage, SeedFile, Source
from sofadb.seed.form.meanings import meaning
from sofadb.seed.form.schema import FILE_NAME
from sofadb.seed.reading.text import first_unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TODO: Final = "TODO"
EDITOR_LINE: Final = f"# yaml-language-server: $schema={FILE_NAME}"

_HEAD: Final = """\
What one source says, each fact under the passage that says it. `sofadb seed check FILE` finds every mistake in
this file, `sofadb seed load FILE` loads it. Lines that begin with two signs explain. Lines that begin with one
and a space are examples: take the sign and the space away and write your own facts, or delete them.
TODO marks what is still to be written. Facts are in our own words; `wording` is at most eight words as printed.
"""
# What nobody has told us is said to be missing: a title of ours would pass for the source's own.
_NO_TITLE: Final = "Title to be added"
_NO_NAME: Final = "Name to be added"
_KIND_OF_PUBLICATION: Final = {
    "article-newspaper": "newspaper",
    "post-weblog": "blog",
    "broadcast": "broadcaster",
    "dataset": "dataset",
    "legislation": "parliament",
}
#: What the fields of a source look like that nobody has filled in.
_EXAMPLES: Final = {
    "authors": "[First Author, Second Author]",
    "published": "1999-03-02",
    "url": "https://example.org/article",
    "archive_url": "https://example.org/archived",
    "archived_at": "1999-03-05",
    "lang": "en",
    "doi": "10.1000/182",
    "licence": "CC-BY-4.0",
    "note": "Read in print.",
}
_PLAIN_TEXT: Final = re.compile(r"(?:[^\W\d_]|\d(?=.* [^\W\d_]))(?:[\w.,()/'\u2019\u201c\u201d&!-]| (?! ))*(?<! )")
_OTHER_THINGS: Final = re.compile(r"(?:y|n|yes|no|on|off|true|false|null)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NewSource:
    """What is known of a source when its file is begun; `is_known` tells whether its publication is."""

    key: str
    type: str
    title: str | None = None
    publication: str | None = None
    publication_name: str | None = None
    publication_kind: str | None = None
    is_known: bool = False
    authors: tuple[str, ...] = ()
    more: dict[str, str] = field(default_factory=dict)


def check_new(source: NewSource) -> None:
    """Raise WrongUseError, in the words of the checker, where something given would not pass it."""
    publication = {
        "key": source.publication or source.key,
        "name": source.publication_name or source.key,
        "kind": source.publication_kind or "other",
    }
    given = {
        **source.more,
        "key": source.key,
        "type": source.type,
        "publication": publication,
        "title": source.title or _NO_TITLE,
        "authors": list(source.authors),
    }
    for text in (*publication.values(), *source.more.values(), *source.authors, source.title or ""):
        if (unseen := first_unseen(text)) is not None:
            raise WrongUseError(f"{text!r} holds the invisible character U+{ord(unseen):04X}", "write it without")
        if "\n" in text:
            raise WrongUseError(f"{text!r} has a line break", "write it on one line")
    try:
        Source.model_validate(given)
    except ValidationError as error:
        context = error.errors()[0].get("ctx", {})
        raise WrongUseError(str(context.get("text", error)), str(context.get("help", ""))) from error


def write_new(source: NewSource, passages: Iterable[str] | None = None) -> str:
    """Return the text of a new seed file; `passages` are the lines of that section, where they are known."""
    lines = [EDITOR_LINE, *_explained(_HEAD), "format: 1", *_source(source), ""]
    for name, text in sample.OUTSIDE.items():
        lines += [f"## {meaning(SeedFile, name)}.", *commented(text), ""]
    lines.append(f"## {meaning(SeedFile, 'passages')}.")
    lines += _sample_passages() if passages is None else ["passages:", *passages]
    return "\n".join(lines) + "\n"


def commented(text: str, indent: str = "") -> Iterator[str]:
    """Make lines an example: the sign stands after the indent, so that taking it away restores them."""
    return (f"{indent}# {line.removeprefix(indent)}" for line in text.splitlines())


def other_pieces(left_out: Iterable[str] = ()) -> Iterator[str]:
    """Show what a passage can hold, as examples that go below a fingerprint."""
    yield "    ## What else a passage can hold, to be put below the fingerprint of the one that says it:"
    for name, (_, text) in sample.OF_A_PASSAGE.items():
        if name not in left_out:
            yield f"    ## {meaning(Passage, name)}."
            yield from commented(text, "    ")


def scalar(text: str) -> str:
    """Write a text so that every YAML parser reads the same text, in quotes only where it needs them."""
    if _PLAIN_TEXT.fullmatch(text) and not _OTHER_THINGS.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _explained(text: str) -> Iterator[str]:
    return (f"## {line}" for line in text.splitlines())


def _source(source: NewSource) -> Iterator[str]:
    yield "source:"
    yield f"  key: {scalar(source.key)}"
    yield f"  type: {source.type}"
    yield from _publication(source)
    if source.title is None:
        yield f"  ## {TODO}: {meaning(Source, 'title')}."
    yield f"  title: {scalar(source.title or _NO_TITLE)}"
    given = {
        name: text if name in ("published", "archived_at") else scalar(text) for name, text in source.more.items()
    }
    if source.authors:
        given["authors"] = f"[{', '.join(json.dumps(author, ensure_ascii=False) for author in source.authors)}]"
    for name in (name for name in Source.model_fields if name in given):
        yield f"  {name}: {given[name]}"
    for name, example in _EXAMPLES.items():
        if name not in given:
            yield f"  # {name}: {example}  # {meaning(Source, name)}"


def _publication(source: NewSource) -> Iterator[str]:
    if source.publication and source.is_known:
        yield f"  publication: {scalar(source.publication)}"
        return
    if not (source.publication and source.publication_name and source.publication_kind):
        yield f"  ## {TODO}: {meaning(Source, 'publication')}."
    # A key of its own for each source: two files that nobody has finished do not claim the same publication.
    key = source.publication or f"{source.key}-publication"
    name = source.publication_name or _NO_NAME
    kind = source.publication_kind or _KIND_OF_PUBLICATION.get(source.type, "other")
    yield f"  publication: {{key: {scalar(key)}, name: {json.dumps(name, ensure_ascii=False)}, kind: {kind}}}"


def _sample_passages() -> Iterator[str]:
    yield "# passages:"
    for name, (number, text) in sample.OF_A_PASSAGE.items():
        yield f"#   - at: paragraph {number}"
        yield f"##    {meaning(Passage, name)}."
        yield from commented(text)
