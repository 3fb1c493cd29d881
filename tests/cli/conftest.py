"""The built-in dataset, to be read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def db(built_in_file: Path) -> str:
    """Name the built-in dataset, for tests that only read."""
    return str(built_in_file)
