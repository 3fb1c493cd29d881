"""Import tabulate without the slow parts of its import."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import NoReturn

_SLOW = "importlib.metadata"
_WIDTHS = "wcwidth"


def load_tabulate() -> ModuleType:
    """Import tabulate, and spare the three quarters of the time it spends on its own version.

    tabulate imports `importlib.metadata`, and with it the email and zip packages, only to ask
    for its version; when the package is not found it goes on without one. So a stand-in that
    finds nothing takes the place of that module while tabulate is imported, unless the module
    is loaded already and costs nothing. A module found in `sys.modules` is not set as an
    attribute of its package, so no trace of the stand-in is left. Nor does tabulate find wcwidth,
    which is slow too: our tables know the widths of their texts, whether it is installed or not.
    """
    if "tabulate" in sys.modules:
        return import_module("tabulate")
    hidden: dict[str, ModuleType | None] = {
        _WIDTHS: None,
        **({} if _SLOW in sys.modules else {_SLOW: _StandIn(_SLOW)}),
    }
    before = {name: sys.modules[name] for name in hidden if name in sys.modules}
    sys.modules.update(hidden)  # type: ignore[arg-type]  # None stands for a module that is not there
    try:
        return import_module("tabulate")
    finally:
        for name in hidden:
            del sys.modules[name]
        sys.modules.update(before)


class _StandIn(ModuleType):
    """An `importlib.metadata` that knows no package."""

    class PackageNotFoundError(ModuleNotFoundError):
        """No package of that name."""

    @classmethod
    def version(cls, name: str) -> NoReturn:
        """Say that the package is not found."""
        raise cls.PackageNotFoundError(name)
