"""A Parquet file, whose columns have the narrowest type that holds all their values.

An answer does not say what its columns hold, and Parquet wants to know it before the first row.
So rows are read once into a temporary file, each part of them typed by itself; what all parts
have in common is the type of a column: whole numbers, numbers, or else text.
"""

from __future__ import annotations

import marshal
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from sofadb.formats.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sofadb.formats.layout import Layout
    from sofadb.result import Result, Row, Value

ROWS_OF_A_GROUP: Final = 20_000

# Beyond these, two whole numbers may be one number of double precision, or fit no type at all.
_EXACT: Final = 2**53
_WHOLE: Final = 2**63


class _Kind:
    """What the values of a column have been so far."""

    def __init__(self) -> None:
        self._types: set[type] = set()
        self._least, self._most = 0, 0

    def see(self, values: Iterable[Value]) -> None:
        """Take more values into account."""
        present = [value for value in values if value is not None]
        self._types |= set(map(type, present))
        if self._types == {int} or self._types == {int, float}:
            whole = [value for value in present if isinstance(value, int)]
            self._least, self._most = min([self._least, *whole]), max([self._most, *whole])

    def type(self) -> pa.DataType:
        """Return the type that holds every value; of a column without any, text."""
        if self._types == {int} and self._least >= -_WHOLE and self._most < _WHOLE:
            return pa.int64()
        if self._types == {float}:
            return pa.float64()
        if self._types == {int, float} and self._least >= -_EXACT and self._most <= _EXACT:
            return pa.float64()
        return pa.string()


def write(result: Result, stream: BinaryIO, layout: Layout) -> int:  # noqa: ARG001 - Parquet has one layout
    """Write rows in groups, so that memory stays flat however many there are."""
    with TemporaryDirectory(prefix="sofadb-") as folder:
        spool, path = Path(folder) / "rows", Path(folder) / "answer.parquet"
        kinds = [_Kind() for _ in result.columns]
        sizes = _spool(result.rows, kinds, spool)
        schema = pa.schema([(name, kind.type()) for name, kind in zip(result.columns, kinds, strict=True)])
        with pq.ParquetWriter(path, schema, compression="zstd") as writer, spool.open("rb") as parts:
            for _ in sizes:
                columns = marshal.load(parts)  # noqa: S302  we wrote it ourselves a moment ago
                arrays = [_array(values, field.type) for values, field in zip(columns, schema, strict=True)]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
        with path.open("rb") as made:
            shutil.copyfileobj(made, stream)
    return sum(sizes)


def _spool(rows: Iterable[Row], kinds: list[_Kind], spool: Path) -> list[int]:
    """Put rows into a file, part by part, and see what they hold; returns how many are in each part."""
    sizes = []
    with spool.open("wb") as stream:
        for part in chunks(rows, ROWS_OF_A_GROUP):
            columns = list(zip(*part, strict=True))
            for kind, values in zip(kinds, columns, strict=True):
                kind.see(values)
            marshal.dump(columns, stream)
            sizes.append(len(part))
    return sizes


def _array(values: Iterable[Value], kind: pa.DataType) -> pa.Array:
    if kind == pa.string():
        return pa.array([None if value is None else str(value) for value in values], kind)
    return pa.array(values, kind)
