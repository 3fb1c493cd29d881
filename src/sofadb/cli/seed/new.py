"""`sofadb seed new`: the beginning of a seed file, with everything to go on from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sofadb.cli.output import replacing, standard_output
from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_file, complete_keys, complete_words
from sofadb.errors import WrongUseError
from sofadb.vocabulary import PUBLICATION_KINDS, SOURCE_TYPES

if TYPE_CHECKING:
    from sofadb.seed.beginning.template import NewSource

_BLOCK = "BLOCK"


@click.command("new")
@click.argument("key")
@click.option(
    "--type",
    "kind",
    required=True,
    metavar="WORD",
    help=f"What the source is, one of: {', '.join(SOURCE_TYPES)}.",
    shell_complete=complete_words(lambda: SOURCE_TYPES),
)
@click.option("--title", metavar="TEXT", help="Its title as printed.")
@click.option(
    "--publication",
    metavar="KEY",
    help="Where it appeared; a key that is not known yet is defined in the file.",
    shell_complete=complete_keys("publication"),
)
@click.option("--publication-name", metavar="TEXT", help="The name of a publication that is not known yet.")
@click.option(
    "--publication-kind",
    metavar="WORD",
    help=f"What that publication is, one of: {', '.join(PUBLICATION_KINDS)}.",
    shell_complete=complete_words(lambda: PUBLICATION_KINDS),
)
@click.option("--author", "authors", multiple=True, metavar="NAME", help="An author; may be given more than once.")
@click.option("--published", metavar="DATE", help="When it was published (EDTF), such as 2014-06-20 or 2011.")
@click.option("--url", metavar="URL", help="Where it can be read.")
@click.option("--lang", metavar="CODE", help="Its language (BCP 47), such as en.")
@click.option(
    "--from",
    "copy",
    metavar="FILE",
    help="Your own copy as plain text ('-': standard input): its paragraphs become passages.",
    shell_complete=complete_file,
)
@click.option("--first", metavar=_BLOCK, help="The block of the copy that is paragraph 1 of the article.")
@click.option("--last", metavar=_BLOCK, help="The block that is the last paragraph.")
@click.option(
    "--skip", "skipped", multiple=True, metavar=_BLOCK, help="A block between that is not the article's own."
)
@click.option("-o", "--output", "path", metavar="FILE", help="Write a file.", shell_complete=complete_file)
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@database_option
@click.pass_obj
def command(
    session: Session,
    /,
    path: str | None,
    force: bool,
    copy: str | None,
    **given: Any,  # Any: the options about the source
) -> None:
    """Begin a seed file for the source KEY, with every section as an example in comments.

    The file passes `sofadb seed check` as it stands. With --from, every paragraph of your copy becomes a passage
    with its fingerprint, and the numbers that were seen in it stand in comments for you to decide on; nothing else
    of the copy goes into the file. A BLOCK is what blank lines part: its number in the copy, or the words it
    begins with. Headline, byline, captions and advertisements are no paragraphs: leave them out by --first, --last
    and --skip, for paragraph 7 is the seventh of the article's own text.
    """
    file = None if path in (None, "-") else Path(str(path))
    if file is not None and ("\0" in str(file) or session.is_of_database(file)):
        raise WrongUseError(f"{str(file)!r} cannot be the name of a seed file", "name another file")
    blocks = {name: given.pop(name) for name in ("first", "last", "skipped")}
    if copy is None and any(blocks.values()):
        raise WrongUseError("--first, --last and --skip are for a copy", "add --from FILE")
    source = _source(session, file, **given)
    text = _text(source, copy, **blocks)
    if file is None:
        with standard_output() as stream:
            stream.write(text)
    else:
        with replacing(file, force=force) as stream:
            stream.write(text)
    _explain(file)


def _source(session: Session, file: Path | None, **given: Any) -> NewSource:  # Any: options
    """Check what was given as the checker would, and look up what the database knows of it."""
    from sofadb.database.reader import open_reader
    from sofadb.seed.beginning.template import NewSource, check_new
    from sofadb.seed.checking.known import KnownRows

    more = {name: given[name] for name in ("published", "url", "lang") if given[name] is not None}
    source = NewSource(
        key=given["key"],
        type=given["kind"],
        title=given["title"],
        publication=given["publication"],
        publication_name=given["publication_name"],
        publication_kind=given["publication_kind"],
        authors=given["authors"],
        more=more,
    )
    check_new(source)
    with open_reader(session.existing_target()) as reader:
        known = KnownRows(reader, {file.resolve().as_posix()} if file else ())
        sources, publications = known.keys("sources", ""), known.keys("publications", "")
    if (source.key,) in sources:
        owner = sources[source.key,] or "the database"
        raise WrongUseError(
            f"{source.key!r} is defined already, in {owner}", "choose another key, or go on in that file"
        )
    is_known = (source.publication,) in publications
    if is_known and (source.publication_name or source.publication_kind):
        message = f"the publication {source.publication!r} is known already"
        raise WrongUseError(message, "leave out --publication-name and --publication-kind, or choose another key")
    if source.publication is None and (source.publication_name or source.publication_kind):
        raise WrongUseError("a publication needs a key", "add --publication KEY")
    return _known(source) if is_known else source


def _known(source: NewSource) -> NewSource:
    from dataclasses import replace

    return replace(source, is_known=True)


def _text(source: NewSource, copy: str | None, first: str | None, last: str | None, skipped: tuple[str, ...]) -> str:
    from sofadb.seed.beginning.candidates import find_article, write_passages
    from sofadb.seed.beginning.template import write_new
    from sofadb.verification.reading import read_copy

    if copy is None:
        return write_new(source)
    blocks = find_article(read_copy(copy), first, last, skipped)
    whole = first is None and last is None and not skipped
    count = (
        f"{len(blocks)} block{'s' if len(blocks) != 1 else ''} of the copy became paragraph{'s' * (len(blocks) != 1)}"
    )
    note(f"{count} 1{f' to {len(blocks)}' if len(blocks) > 1 else ''}")
    if whole:
        note("where headline or captions are among them, say --first, --last or --skip")
    return write_new(source, write_passages(blocks))


def _explain(file: Path | None) -> None:
    """Say what is left to do, and put the schema where the editor looks for it."""
    from sofadb.seed.form.schema import FILE_NAME, schema_text

    if file is None:
        note(f"editors look for {FILE_NAME} beside the file: sofadb seed schema -o {FILE_NAME}")
        return
    schema = file.with_name(FILE_NAME)
    if not file.is_file():  # a device or a pipe, where nothing else belongs
        return
    if not schema.exists():
        with replacing(schema, force=False) as stream:
            stream.write(schema_text())
        note(f"wrote {file}, and {schema}, by which editors complete and explain it")
    else:
        note(f"wrote {file}")
        if schema.read_bytes() != schema_text().encode():
            note(f"{schema} is of another version: sofadb seed schema -o {schema} --force")
