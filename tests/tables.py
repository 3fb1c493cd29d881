"""Made-up tables of made-up states for the tests of `import`, with their maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from sofadb.bulk.importing import ImportReport, Order, import_table
from sofadb.cli import main
from sofadb.database.engine import writing_engine
from sofadb.seed.watch import Watch, unwatched
from tests.conftest import database_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest

    from sofadb.database.target import Target

MAP: Final = """\
format: 1
source:
  key: census
  type: dataset
  publication: {key: census-office, name: Census Office, kind: dataset}
  title: Troops abroad
actors:
  - {key: freedonia, name: Freedonia, kind: state}
  - {key: sylvania, name: Sylvania, kind: state, codes: {cow: [{code: '901', valid_to: 1990-10-02}]}}
  - {key: graustark, name: Graustark, kind: state, codes: {cow: [{code: '902'}]}}
table:
  unknown: [NA]
  absent: ['-']
  skip: [{column: host, cells: [World]}]
passage: {type: table, locator: '1'}
as_of: {column: day}
figure:
  actor: freedonia
  host: {column: host, words: {World: graustark}, scheme: key}
  measure: present
  category: {column: category, words: {mil: military, civ: civilian}}
value: troops
"""

WIDE: Final = MAP.partition("figure:")[0] + (
    "figure: {actor: freedonia, host: {column: host, scheme: key}, measure: present, category: military}\n"
    "columns:\n"
    "  Total: {}\n"
    "  Female: {part_of: Total, function: medical}\n"
    "  Male: {part_of: Total, function: combat}\n"
)

HEADER: Final = "host,day,category,troops"
#: What every test that loads begins with.
ROWS: Final = ("sylvania,2001,mil,10", "sylvania,2001,civ,NA", "graustark,2001,mil,1700", "graustark,2002,mil,0")


@dataclass(frozen=True)
class Ended:
    """How a call of the tool ended."""

    code: int
    out: str
    err: str

    def numbers(self) -> tuple[int, ...]:
        """Return how many rows were read, loaded, unchanged, refused and left out."""
        line = next(line for line in self.err.splitlines() if " rows read = " in line)
        words = line.replace(",", "").split()
        return tuple(int(word) for word in words if word.isdigit())


@dataclass(frozen=True)
class Importer:
    """Runs `sofadb import` in this process, on a table and a map that are written for it."""

    target: Target
    folder: Path
    capture: pytest.CaptureFixture[str]

    def __call__(
        self, table: str | bytes | Iterable[str], *words: str, name: str = "t.csv", written: str = MAP
    ) -> Ended:
        """Write a table (rows: below the usual header) and the map, and import it."""
        path, described = write_table(self.folder, table, name), self.folder / "census.map.yaml"
        described.write_text(written, "utf-8")
        return self.run("import", str(path), "--map", str(described), *words)

    def run(self, *words: str) -> Ended:
        """Run any command on the database."""
        self.capture.readouterr()
        code = main([*database_words(self.target), *words])
        return Ended(code, *self.capture.readouterr())


def write_table(folder: Path, table: str | bytes | Iterable[str], name: str = "t.csv") -> Path:
    """Write a table: bytes and text as they are, rows below the usual header."""
    if not isinstance(table, (str, bytes)):
        table = "\n".join([HEADER, *table]) + "\n"
    path = folder / name
    path.write_bytes(table.encode() if isinstance(table, str) else table)
    return path


def load_table(
    target: Target, path: Path, written: str = MAP, watch: Watch = unwatched, **choices: Any
) -> ImportReport:  # Any: of the order
    """Import a table without the command."""
    described = path.with_name("census.map.yaml")
    described.write_text(written, "utf-8")
    return import_table(target, Order(path, described, **choices), watch)


def counts_of(
    target: Target, columns: str = "ref, low, best, high, value_kind"
) -> list[tuple[Any, ...]]:  # Any: cells
    """Return the figures of the made-up census as they are in the view."""
    return ask(target, f"SELECT {columns} FROM figures WHERE source = 'census' ORDER BY ref")


def ask(target: Target, question: str) -> list[tuple[Any, ...]]:  # Any: what a column holds
    """Ask a database a question of our own."""
    engine = writing_engine(target)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(question))]
    engine.dispose()
    return rows
