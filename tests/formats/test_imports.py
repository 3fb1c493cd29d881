"""A format is imported when it is used, and no library more than it needs."""

from __future__ import annotations

import subprocess
import sys

from sofadb.formats import FORMATS


def modules_after(program: str) -> set[str]:
    """Run a program in a fresh interpreter and return the modules that it has loaded."""
    command = [sys.executable, "-c", f"{program}\nimport sys\nprint(*sys.modules)"]
    return {*subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()}


def test_naming_a_format_imports_none() -> None:
    loaded = modules_after("from sofadb.formats import format_of_name, format_of_ending\nformat_of_name('csv')")

    assert not loaded & {
        "tabulate",
        "json",
        "csv",
        "html",
        "difflib",
        *(f"sofadb.formats.{m}" for m in FORMATS),
    }


def test_tabulate_is_imported_without_the_slow_part() -> None:
    loaded = modules_after(
        "from sofadb.formats.quick_tabulate import load_tabulate\n"
        "import importlib\n"
        "load_tabulate()\n"
        "assert not hasattr(importlib, 'metadata')"
    )

    assert "tabulate" in loaded
    assert not loaded & {"importlib.metadata", "email", "email.message", "zipfile"}


def test_the_real_module_is_there_after_tabulate_was_imported() -> None:
    loaded = modules_after(
        "from sofadb.formats.quick_tabulate import load_tabulate\n"
        "load_tabulate()\n"
        "from importlib.metadata import version\n"
        "assert version('tabulate')"
    )

    assert "importlib.metadata" in loaded


def test_a_failing_import_of_tabulate_leaves_no_stand_in() -> None:
    loaded = modules_after(
        "import sys\n"
        "from sofadb.formats.quick_tabulate import load_tabulate\n"
        "sys.path[:] = []\n"
        "sys.path_importer_cache.clear()\n"
        "try:\n"
        "    load_tabulate()\n"
        "except ImportError:\n"
        "    assert 'importlib.metadata' not in sys.modules\n"
        "else:\n"
        "    raise AssertionError\n"
    )

    assert "importlib.metadata" not in loaded
