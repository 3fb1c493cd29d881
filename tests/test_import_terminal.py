"""What an import says on a terminal stands on lines of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.tables import ROWS, Importer

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target


@pytest.mark.parametrize("more", [[], ["--reject", "refused.csv"]], ids=["refused", "rejected"])
def test_what_is_refused_does_not_stand_behind_how_far_it_was(
    more: list[str],
    file_target: Target,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("sofadb.cli.progress._ON_TERMINAL", (0.0, 0.0))

    ended = Importer(file_target, tmp_path, capsys)([*ROWS, "klopstokia,2001,mil,1"], *more)

    seen = re.sub(r"[^\n]*\r\x1b\[K", "", ended.err).splitlines()
    assert "reading 5 rows" in ended.err
    assert seen[0].startswith(f"{tmp_path}/t.csv:6: column 'host': "), ended.err
    assert not [line for line in seen if "a second" in line]
