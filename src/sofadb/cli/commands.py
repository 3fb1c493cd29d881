"""The table of commands: name, where it lives, and its line in the help.

A canned question needs no module; its help is the title of its file.
"""

from __future__ import annotations

import os
from typing import Final

#: Canned questions that are commands of their own, in the order of the help.
QUESTIONS: Final = (
    "figures",
    "positions",
    "timeline",
    "conflicts",
    "actors",
    "negotiations",
    "deployments",
    "assets",
    "sources",
)

#: Commands with a module of their own: its name in `sofadb.cli`, and the line of the help.
MODULES: Final = {
    "search": "Where words stand: names, titles, summaries, wordings, notes",
    "show": "Why this number: wording, speaker, passage, source, parts, answers",
    "verify": "The passages and wordings of a source against your own copy of it",
    "source": "Keep your own copy of a source in your database, or take it out",
    "cite": "A source as a reference: text, BibTeX, CSL-JSON",
    "query": "Canned questions, also your own; without a name, the list of them",
    "sql": "One statement of your own, which can only read",
    "shell": "The same, one question after another: history, completion, canned questions",
    "schema": "The tables and views, and what their columns mean",
    "export": "A table or a view, or all of them with a codebook, as files",
    "check": "Named checks of what the database holds: errors, and what to look at",
    "seed": "Begin seed files, check, compare, load and export them",
    "import": "An official table, by a map of its columns",
    "db": "Make, upgrade, back up and restore a database",
    "completion": "The script with which your shell completes words",
}


def title_of(question: str) -> str:
    """Return the title of a question: the first line of its file, and nothing more, is read."""
    folder = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120  pathlib would cost a tenth of the help
    with open(os.path.join(folder, "queries", f"{question}.sql"), encoding="utf-8") as stream:  # noqa: PTH118, PTH123
        return stream.readline().partition("title:")[2].strip()
