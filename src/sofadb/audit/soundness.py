"""The checks that are no SQL: the schema, the foreign keys, the database itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb import paths
from sofadb.codebook import read_codebook
from sofadb.errors import QuestionFailedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sofadb.codebook import Table
    from sofadb.database.reader import Reader
    from sofadb.result import Row, Value


def find_other_schema(reader: Reader) -> Iterator[Row]:
    """Find another schema version, or tables, views and columns of this one that are missing."""
    head = paths.head_revision()
    if reader.version != head:
        yield None, None, None, f"the schema is {reader.version}, and this sofadb reads {head}"
        return
    for table in read_codebook().values():
        # Names of our own, read from the codebook.
        sql = f"SELECT {', '.join(table.column_names())} FROM {table.name} LIMIT 0"  # noqa: S608
        try:
            list(reader.ask(sql, {}, {}).rows)
        except QuestionFailedError as error:
            yield None, None, table.name, error.reason or error.message


def find_broken_references(reader: Reader) -> list[Row]:
    """Find rows that refer to what is not there, each with its place in the seed files."""
    book = read_codebook()
    found: list[Row] = []
    for reference in reader.broken_references():
        table = book.get(reference.table)
        file, line, key = (None, None, None)
        if reference.id is not None and table is not None:
            file, line, key = _place(reader, table, reference.id)
        name = reference.table if reference.id is None else f"{reference.table} {key or reference.id}"
        found.append((file, line, name, reference.what))
    return sorted(found, key=_in_order)


def _place(reader: Reader, table: Table, number: int) -> tuple[Value, Value, Value]:
    """Return seed file, line and key of a row, as far as its table has them."""
    names = table.column_names()
    key = "t.key" if "key" in names else "NULL"
    if "seed_file_id" in names:
        columns = f"f.path, t.seed_line, {key}"
        source = f"{table.name} AS t LEFT JOIN seed_files AS f ON f.id = t.seed_file_id"
    else:
        columns, source = f"NULL, NULL, {key}", f"{table.name} AS t"
    sql = f"SELECT {columns} FROM {source} WHERE t.id = :id"  # noqa: S608  names of our own codebook
    rows = list(reader.ask(sql, {"id": number}, {"id": "integer"}).rows)
    return rows[0] if rows else (None, None, None)  # type: ignore[return-value]  # three columns were asked for


def _in_order(row: Row) -> tuple[str, int, str, str]:
    file, line, name, what = row
    return str(file or "\uffff"), int(line or 0), str(name), str(what)


def find_damage(reader: Reader) -> list[Row]:
    """Find what the engine itself says is wrong."""
    return [(None, None, None, sentence) for sentence in reader.damage()]
