"""Imports a table in one transaction: everything or nothing, and every row is accounted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sofadb.bulk.differences import differences, first_gone, gone_by_file
from sofadb.bulk.figures import Figures
from sofadb.bulk.look import look_through
from sofadb.bulk.maps.reading import form_of, read_map, read_map_text
from sofadb.bulk.merge import Merge, Origin, add_at_once, has_no_counts
from sofadb.bulk.needed import refuse_what_is_needed
from sofadb.bulk.passages import Passages
from sofadb.bulk.people import People
from sofadb.bulk.places import take_places
from sofadb.bulk.refusals import Refusals, count_refused, group_refusals, write_refused
from sofadb.bulk.rules import claims_of_map, refuse_what_contradicts
from sofadb.bulk.spool import SpooledChanges
from sofadb.bulk.staging import Staging
from sofadb.bulk.table import TableError, TableReader
from sofadb.database.reader import open_reader
from sofadb.errors import BadDataError
from sofadb.seed.checking.check import CheckedSeeds
from sofadb.seed.checking.known import KnownRows
from sofadb.seed.loading.changes import with_new_tries
from sofadb.seed.loading.load import find_moved
from sofadb.seed.loading.loaded import known_files, known_sources, newest_load
from sofadb.seed.loading.transaction import Load, add_to_log, register_file, write_rows, writing

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO, Any

    from sqlalchemy import Connection

    from sofadb.bulk.maps.form import MapFile
    from sofadb.database.target import Target
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

    `gone` counts the figures of the source that the file no longer has and that were left where they are, by the file
    that they came from, and `first_gone` names the first; `may_be_refused` tells whether a refused row may give one
    of them. `changes` holds what the map changed, and where the file is another release of what the source has
    already, every figure that differs; `by_map` counts what the map itself added, by table.
    """

    rows: Numbers
    added: int = 0
    changed: int = 0
    removed: int = 0
    gone: dict[str, int] = field(default_factory=dict)
    first_gone: list[str] = field(default_factory=list)
    may_be_refused: bool = False
    refusals: Refusals = field(default_factory=lambda: Refusals([], 0))
    changes: SpooledChanges = field(default_factory=SpooledChanges)
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
        checked = read_map(text, KnownRows(reader, {text.stored, *moved}), order.path)
        newest = newest_load(reader)
    stamp = _stamp(order.path)
    digest = look_through(order.path, form_of(checked.map))
    with writing(target, newest, dry_run=order.dry_run, spill=True) as connection:
        load = write_rows(connection, Load(CheckedSeeds([text], checked.rows, checked.findings), moved), watch)
        path = str(order.path.resolve())
        file_id = register_file(connection, path, digest, load.number)
        map_id = register_file(connection, text.stored, text.digest, load.number)
        importing = _Import(connection, checked.map, order, watch, stamp)
        report = importing.run(file_id, map_id, is_new=loaded.get(path) != digest)
        report.changes.add(change for change in load.changes if change.action != "added")
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
        self.staging = Staging(connection)

    def run(self, file_id: int, map_id: int, *, is_new: bool) -> ImportReport:
        """Look up, check and write all rows; raises RowsRefusedError. One that `is_new` may have moved its rows."""
        passages = Passages(self.connection, self.map, file_id)
        figures = Figures(self.staging, self.map, People(self.connection), passages)
        read = self._stage()
        figures.parts.end()
        self._make_sure_of_the_file()
        origin = Origin(passages.source_id, self.map.source.key, file_id, map_id)
        return self._add_at_once(read, figures, origin) or self._merge(read, figures, origin, is_new=is_new)

    def _stage(self) -> int:
        """Stage what the cells mean; returns how many rows the file has."""
        header = self.reader.header
        left_out = [(header.index(skip.column), frozenset(skip.cells)) for skip in self.map.table.skip]
        try:
            return self.staging.fill(self.reader, left_out, lambda number: self.watch("reading", number, 0))
        finally:
            self.reader.close()

    def _add_at_once(self, read: int, figures: Figures, origin: Origin) -> ImportReport | None:
        """Add all figures where there is nothing to compare them with; None where there is, and nothing was done."""
        is_clear = not figures.may_have_wholes() and not self.staging.has_refused()
        is_clear = is_clear and not claims_of_map(self.connection, origin)
        if not is_clear or not has_no_counts(self.connection, origin):
            return None
        loaded = figures.count_lines()
        self._tell_of_writing(loaded)
        added = add_at_once(self.connection, figures, origin)
        if added is None:
            return None
        report = self._account(read, loaded, 0)
        report.added = added
        return report

    def _merge(self, read: int, figures: Figures, origin: Origin, *, is_new: bool) -> ImportReport:
        """Compare the figures with each other and with those of the source, and merge what is new or differs."""
        may_be_refused = self.staging.has_refused()
        figures.build()
        merge = Merge(self.connection, figures, origin)
        refuse_what_contradicts(figures, merge, parts_over_whole=self.map.parts_over_whole == "refuse")
        merge.prunes = self.order.prune and not may_be_refused
        report = self._account(read, *merge.lines())
        report.may_be_refused = may_be_refused
        self._tell_of_writing(report.rows.loaded)
        self._write(merge, report, is_new=is_new)
        if is_new and not merge.is_first:
            take_places(merge)
        return report

    def _account(self, read: int, loaded: int, unchanged: int) -> ImportReport:
        """Account for every row; raises RowsRefusedError, or writes the refused rows where they are wanted."""
        refused = count_refused(self.staging)
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

    def _tell_of_writing(self, rows: int) -> None:
        if rows:
            self.watch("writing", 0, rows)

    def _write(self, merge: Merge, report: ImportReport, *, is_new: bool) -> None:
        if merge.prunes:
            refuse_what_is_needed(merge, self.order.path)
        if not merge.is_first and (is_new or report.rows.loaded or merge.prunes):
            report.changes.keep(differences(merge, str(self.order.path)))
        if report.rows.loaded:
            report.added, report.changed = merge.add(), merge.change()
        if merge.prunes:
            report.removed = merge.remove_gone()
        elif not merge.is_first:
            report.gone, report.first_gone = gone_by_file(merge), first_gone(merge)
