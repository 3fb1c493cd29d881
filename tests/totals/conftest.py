"""A made-up source beside the built-in dataset, on both engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sofadb.database.target import Target
from sofadb.seed.loading.load import load_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Server


# The command

SEED = """\
format: 1
source:
  key: gazette
  type: report
  publication: {key: the-gazette, name: Zenda Gazette, kind: newspaper}
  title: A report
actors:
  - {key: ruritania, name: Ruritania, kind: area}
  - {key: guards, name: Guards, kind: armed_force, part_of: ruritania}
passages:
  - at: paragraph 1
    counts:
      - {key: stay-2010, STAY, exact: 100, as_of: 2010}
      - {key: stay-2012, STAY, between: [80, 120], as_of: 2012-03}
      - {key: stay-also, STAY, at_least: 90, as_of: ../2012-03-31, status: conflict, status_note: Denied.}
      - {key: stay-someday, STAY, exact: 1}
      - {key: stay-later, STAY, exact: 2, as_of: 2013}
      - {key: stay-wrong, STAY, exact: 3, as_of: 2012-04, status: deprecated, status_note: A misprint.}
      - {key: plan, actor: guards, host: irq, measure: planned, category: military, up_to: 500, as_of: 2012-02}
      - {key: medics, actor: guards, host: irq, measure: planned, category: military, function: medical, exact: 30,
         as_of: 2012-02, part_of: plan}
      - {key: nurses, actor: guards, host: irq, measure: planned, category: civilian, function: medical, exact: 9,
         as_of: 2012-02, part_of: medics}
      - {key: matrons, actor: guards, host: irq, measure: planned, category: military, function: medical, exact: 2,
         as_of: 2012-02, part_of: nurses}
      - {key: reserve, actor: guards, host: irq, measure: standby, category: military, words: dozens, as_of: 2012-02,
         wording: a few dozen}
      - {key: moved-may, MOVED, exact: 10, as_of: 2012-05-02}
      - {key: moved-june, MOVED, exact: 20, as_of: 2012-06-01}
      - {key: moved-june-too, MOVED, about: 25, as_of: 2012-06-01}
      - {key: moved-in-june, MOVED, exact: 40, as_of: 2012-06}
      - {key: moved-at-last, MOVED, exact: 50, as_of: 2012-06/2012-07}
"""
STAY = "actor: guards, host: irq, measure: present, category: military, function: train, place: the port"
MOVED = "actor: guards, host: irq, measure: sent, category: military"


@pytest.fixture(scope="module")
def gazette(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the seed file of these tests."""
    path = tmp_path_factory.mktemp("totals") / "gazette.yaml"
    path.write_text(SEED.replace("STAY", STAY).replace("MOVED", MOVED), "utf-8")
    return path


@pytest.fixture(scope="module")
def databases(
    tmp_path_factory: pytest.TempPathFactory,
    built_in_file: Path,
    server: Server,
    built_in_template: str,
    gazette: Path,
) -> Iterator[tuple[Target, Target]]:
    """Load the seed file beside the built-in dataset, on each engine."""
    path = tmp_path_factory.mktemp("totals") / "test.db"
    path.write_bytes(built_in_file.read_bytes())
    both = (Target(path=path), server.create(built_in_template))
    for target in both:
        load_files(target, [str(gazette)])
    yield both
    server.drop(both[1])


@pytest.fixture
def db(databases: tuple[Target, Target]) -> str:
    """Name the file of both databases, for tests that only read."""
    return str(databases[0].path)
