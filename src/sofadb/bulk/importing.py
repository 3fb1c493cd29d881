"""Imports a table in one transaction: everything or nothing, and every row is accounted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sofadb.bulk import differences
from sofadb.bulk.figures import Figures
from sofadb.bulk.known import KnownToMap
from sofadb.bulk.look import look_through
from sofadb.bulk.merge import Merge, Origin
from sofadb.bulk.passages import Passages
from sofadb.bulk.people import People
from sofadb.bulk.places import take_places
from sofadb.bulk.reading import columns_used, form_of, read_map, read_map_text
from sofadb.bulk.refusals import Refusals, count_refused, group_refusals, write_refused
from sofadb.bulk.rules import refuse_what_contradicts
from sofadb.bulk.staging import Staging
from sofadb.bulk.table import TableError, TableReader
from sofadb.database.reader import open_reader
from sofadb.errors import BadDataError
from sofadb.seed.checking.check import CheckedSeeds
from sofadb.seed.loading.changes import with_new_tries
from sofadb.seed.loading.load import find_moved
from sofadb.seed.loading.loaded import known_files, known_sources, newest_load
from sofadb.seed.loading.transaction import Load, add_to_log, register_file, write_rows, writing

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO, Any

    from sqlalchemy import Connection

    from sofadb.bulk.maps import MapFile
    from sofadb.database.target import Target
    from sofadb.seed.loading.changes import Change
    from sofadb.seed.mistakes import Findings
    from sofadb.seed.watch import Watch


class Numbers(NamedTuple):
    """What became of the rows of a file: `read` is the sum of the others."""

    read: int
    loaded: int
    unchanged: int
    refused: int
    left_out: int


@dataclass(slots=True)
class ImportReport:
    """What an import did: the rows of the file, the figures added, changed and removed, and why rows were refused.

    `gone` counts the figures of the source that the file no longer has and that were left where they are, and
    `first_gone` names the first. `changes` holds what the map changed, and where the file is another release of what
    the source has already, every figure that differs; `by_map` counts what the map itself added, by table.
    """

    rows: Numbers
    added: int = 0
    changed: int = 0
    removed: int = 0
    gone: int = 0
    first_gone: list[str] = field(default_factory=list)
    refusals: Refusals = field(default_factory=lambda: Refusals([], 0))
    changes: list[Change] = field(default_factory=list)
    by_map: Counter[str] = field(default_factory=Counter)
    findings: Findings | None = None


class RowsRefusedError(BadDataError):
    """Rows that cannot be loaded; nothing was."""

    def __init__(self, report: ImportReport) -> None:
        self.report = report
        super().__init__(
            f"{report.rows.refused:,} of {report.rows.read:,} rows are refused; nothing was loaded",
            "correct the file or the map, or have the refused rows written to a file with --reject FILE",
        )


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be imported: `reject` takes the refused rows, `prune` removes what the file no longer has."""

    path: Path
    map_path: Path
    reject: IO[Any] | None = None  # Any: bytes
    dry_run: bool = False
    prune: bool = False


def import_table(target: Target, order: Order, watch: Watch) -> ImportReport:
    """Load the figures of a table as its map says.

    Raises SeedMistakesError for a map with mistakes, TableError for a file that is no table, and RowsRefusedError
    where rows are refused and nothing takes them; then nothing was loaded.
    """
    return with_new_tries(lambda: _import_into(target, order, watch))


def _import_into(target: Target, order: Order, watch: Watch) -> ImportReport:
    """Import into a database in the state in which it is now; raises DatabaseChangedError if that passes."""
    text = read_map_text(order.map_path)
    with open_reader(target) as reader:
        loaded = known_files(reader)
        moved = find_moved([text], loaded, known_sources(reader))
        checked = read_map(text, KnownToMap(reader, {text.stored, *moved}), order.path)
        newest = newest_load(reader)
    stamp = _stamp(order.path)
    digest = look_through(order.path, form_of(checked.map))
    with writing(target, newest, dry_run=order.dry_run, spill=True) as connection:
        load = write_rows(connection, Load(CheckedSeeds([text], checked.rows, checked.findings), moved), watch)
        path = str(order.path.resolve())
        file_id = register_file(connection, path, digest, load.number)
        report = _Import(connection, checked.map, order, watch, stamp).run(file_id, is_new=loaded.get(path) != digest)
        report.changes = [*(change for change in load.changes if change.action != "added"), *report.changes]
        report.by_map.update(change.table for change in load.changes if change.action == "added")
        report.findings = checked.findings
        add_to_log(connection, load.number, report.added, report.changed, report.removed)
    return report


def _stamp(path: Path) -> tuple[int, int]:
    """Return what tells whether somebody wrote to a file in the meantime."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


class _Import:
    """One import inside its transaction."""

    def __init__(
        self, connection: Connection, written: MapFile, order: Order, watch: Watch, stamp: tuple[int, int]
    ) -> None:
        self.connection, self.map, self.order, self.watch, self.stamp = connection, written, order, watch, stamp
        self.reader = TableReader(order.path, form_of(written))
        used = columns_used(written)
        self.staging = Staging(connection, [name for name in self.reader.header if name in used])

    def run(self, file_id: int, *, is_new: bool) -> ImportReport:
        """Stage, look up, check and merge; raises RowsRefusedError. A file that `is_new` may have moved its rows."""
        read = self._stage()
        self._make_sure_of_the_file()
        passages = Passages(self.connection, self.map, file_id)
        figures = Figures(self.staging, self.map, People(self.connection), passages.number)
        self.watch("looking up", 0, read)
        figures.resolve()
        figures.build()
        merge = Merge(self.connection, figures, Origin(passages.source_id, self.map.source.key, file_id))
        refuse_what_contradicts(figures, merge, parts_over_whole=self.map.parts_over_whole == "refuse")
        report = self._account(read, merge)
        self._merge(merge, report)
        if is_new and not merge.is_first:
            take_places(merge)
        return report

    def _stage(self) -> int:
        """Stage the columns that the map uses; returns how many rows the file has."""
        header = self.reader.header
        places = [header.index(name) for name in self.staging.columns]
        left_out = [(header.index(skip.column), frozenset(skip.cells)) for skip in self.map.table.skip]
        try:
            return self.staging.fill(
                self.reader.rows(), places, left_out, lambda number: self.watch("reading", number, 0)
            )
        finally:
            self.reader.close()

    def _account(self, read: int, merge: Merge) -> ImportReport:
        """Account for every row; raises RowsRefusedError, or writes the refused rows where they are wanted."""
        refused = count_refused(self.staging)
        loaded, unchanged = merge.lines()
        numbers = Numbers(read, loaded, unchanged, refused, read - loaded - unchanged - refused)
        report = ImportReport(numbers, refusals=group_refusals(self.staging))
        if refused and self.order.reject is None:
            raise RowsRefusedError(report)
        if self.order.reject is not None:
            write_refused(self.staging, self.order.path, form_of(self.map), self.order.reject)
            self._make_sure_of_the_file()
        return report

    def _make_sure_of_the_file(self) -> None:
        """Raise TableError where the file is no longer what was looked through."""
        if _stamp(self.order.path) != self.stamp:
            raise TableError(
                f"{self.order.path} was changed while it was read", "import again when nobody writes to it"
            )

    def _merge(self, merge: Merge, report: ImportReport) -> None:
        if report.rows.loaded:
            self.watch("writing", 0, report.rows.loaded)
        # What a refused row says of a figure is not known: it may be one that is there.
        prunes = self.order.prune and not report.rows.refused
        if not merge.is_first:
            file = str(self.order.path)
            report.changes = list(merge.differences(file))
            if differences.knows_the_file(merge):
                report.changes += differences.added(merge, file)
            if prunes:
                report.changes += differences.gone(merge)
        report.added, report.changed = merge.add(), merge.change()
        if prunes:
            report.removed = merge.remove_gone()
        elif not merge.is_first:
            report.gone, report.first_gone = differences.count_gone(merge), differences.first_gone(merge)
