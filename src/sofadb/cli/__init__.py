"""The command line: one module for each command that is more than a canned question."""

from sofadb.cli.root import main

__all__ = ["main"]
