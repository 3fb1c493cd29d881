"""A load that cannot be done leaves nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sofadb.errors import SofadbError
from sofadb.seed.loading.load import load_files
from tests.conftest import database_words
from tests.load.stored import (
    content,
    digest,
    execute,
    loads,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sofadb.database.target import Target
    from tests.conftest import Runner


def test_a_statement_that_fails_half_way_takes_everything_back(run: Runner, file_target: Target, seeds: Path) -> None:
    execute(
        file_target,
        "CREATE TRIGGER refuse BEFORE INSERT ON asset_counts BEGIN SELECT RAISE(ABORT, 'the disk is tired'); END",
    )
    before = digest(file_target)

    done = run("seed", "load", *database_words(file_target), str(seeds))

    assert (done.returncode, done.stdout) == (1, "")
    assert "the disk is tired" in done.stderr
    assert "nothing was loaded" in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(file_target) == before


def test_a_server_takes_everything_back_too(
    server: Any, built_in_template: str, seeds: Path
) -> None:  # Any: a fixture
    target = server.create(built_in_template)
    execute(target, "ALTER TABLE asset_counts ADD CONSTRAINT refuse CHECK (key = 'never') NOT VALID")
    before = content(target), loads(target)

    with pytest.raises(SofadbError, match="refused the load"):
        load_files(target, [str(seeds)])

    assert (content(target), loads(target)) == before
    server.drop(target)


def test_a_file_that_cannot_be_written_is_one_sentence(run: Runner, file_target: Target, seeds: Path) -> None:
    assert file_target.path is not None
    image = bytearray(file_target.path.read_bytes())
    image[18] = 3  # The version that writers must know: this makes SQLite open the file read-only, for root too.
    file_target.path.write_bytes(image)
    file_target.path.chmod(0o444)

    done = run("seed", "load", *database_words(file_target), str(seeds))

    assert (done.returncode, done.stdout) == (1, "")
    assert "readonly database" in done.stderr
    assert "nothing was loaded" in done.stderr
    assert "Traceback" not in done.stderr
    assert file_target.path.read_bytes() == image


@pytest.mark.parametrize(("version", "word"), [("0001", "older"), ("9999", "newer")])
def test_a_database_of_another_version_is_not_loaded_into(
    version: str, word: str, run: Runner, target: Target, seeds: Path
) -> None:
    execute(target, "UPDATE alembic_version SET version_num = :version", version=version)

    done = run("seed", "load", *database_words(target), str(seeds))

    assert (done.returncode, done.stdout) == (3, "")
    assert word in done.stderr
