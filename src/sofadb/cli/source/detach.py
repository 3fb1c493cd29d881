"""`sofadb source detach`: the text of passages out of the reader's own database."""

from __future__ import annotations

import click

from sofadb.cli.session import Session, database_option, note
from sofadb.cli.values import complete_keys


@click.command("detach")
@click.argument("source", shell_complete=complete_keys("source"))
@database_option
@click.pass_obj
def command(session: Session, source: str) -> None:
    """Take the text of all passages of SOURCE out of your database."""
    from sofadb.resolve import resolve_key
    from sofadb.verification.keeping import detach

    with session.reader() as reader:
        key = resolve_key(reader, "source", source)
    removed = detach(session.target(), key)
    note(f"took the text of {removed} passage{'s' * (removed != 1)} of {key} out of {session.target()}")
