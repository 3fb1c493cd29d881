"""From a question and the words given to it to an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb.resolve import resolve
from sofadb.result import Result

if TYPE_CHECKING:
    from sofadb.catalog import Question
    from sofadb.database.reader import Reader


def answer(reader: Reader, question: Question, given: dict[str, str | None]) -> Result:
    """Ask a canned question; rows come in the order and with the columns of its SQL.

    Raises WrongUseError for a word that names nothing, with the near matches.
    """
    found = reader.ask(question.sql, resolve(reader, question, given), question.types())
    return Result(found.columns, found.rows, question.shown)
