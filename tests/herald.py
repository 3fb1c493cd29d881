"""A made-up article, the seed file of what it says, and copies of it as readers have them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from sofadb.database.target import Target
from sofadb.fingerprint import fingerprint
from sofadb.seed.loading.load import load_files
from tests.conftest import copy_database, database_words

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence
    from pathlib import Path

    from tests.conftest import Runner

#: The article's own paragraphs; the fifth says nothing that is stored, and has no passage.
ARTICLE = (
    "The cabinet of Sylvania opened talks on Monday about a stay of Freedonian trainers.",
    "Freedonia wants to send “up to 240” trainers, its envoy’s office said. Some of them – about 30 – are medics.",
    "“No foreign soldier stands above our courts,” the chief minister told reporters.",
    "At present 1,700 Freedonian soldiers are in the port, and several dozen fighters of the League near it.",
    "The harvest was good this year. Nobody in the capital speaks of anything else on market days.",
    "The trainers would come in addition to the guards, whose number the ministry does not give.",
    "The talks go on next week. The envoy expects an answer before the end of April.",
)
HEAD = "Herald\n\nSylvania weighs a stay\n\nBy A. Writer, 2 March 1999\n\nA guard at the port. Photo: Herald"
TAIL = "More news\n\nFootball results\n\nSubscribe to our letter, and never miss a word of ours again."
HERALD = "herald-1999-03-02"
CLAIM = "negotiation: talks-1999, holder: sylvania-cabinet, summary: In our words."
COUNT = "actor: freedonia, host: sylvania, category: military, measure: planned"


def seed(source: str = HERALD, paragraphs: Sequence[str] = ARTICLE, *, prints: bool = True, extra: str = "") -> str:
    """Write the seed file of the article, with fingerprints or without."""
    prints_of = [f"\n    fingerprint: {fingerprint(text)}" if prints else "" for text in paragraphs]
    return f"""\
format: 1
source:
  key: {source}
  type: article-newspaper
  publication: {{key: daily-herald, name: Daily Herald, kind: newspaper}}
  title: Sylvania weighs a stay
  published: 1999-03-02
actors:
  - {{key: freedonia, name: Freedonia, kind: area}}
  - {{key: sylvania, name: Sylvania, kind: area}}
  - {{key: sylvania-cabinet, name: Cabinet of Sylvania, kind: government, part_of: sylvania}}
negotiations:
  - {{key: talks-1999, at: paragraph 1, title: Talks of 1999, status: under_negotiation, wording: opened talks}}
passages:
  - at: paragraph 1{prints_of[0]}
  - at: paragraph 2{prints_of[1]}
    counts:
      - {{key: trainers, {COUNT}, up_to: 240, wording: 'up to 240 trainers',
         parts: [{{key: medics, category: military, function: medical, about: 30, wording: about 30}}]}}
  - at: paragraph 3{prints_of[2]}
    positions:
      - {{key: courts, {CLAIM}, act: refuse, issue: criminal_jurisdiction, wording: stands above our courts}}
  - at: paragraph 4{prints_of[3]}
    counts:
      - {{key: soldiers, {COUNT}, function: combat, exact: 1700, wording: '1,700 Freedonian soldiers'}}
      - {{key: fighters, actor: freedonia, host: sylvania, category: fighters, measure: present, words: dozens,
         wording: several dozen fighters}}
  - at: paragraph 6{prints_of[5]}
  - at: paragraph 7{prints_of[6]}
    positions:
      - {{key: answer, {CLAIM}, act: state, issue: duration, wording: before the end of April}}
{extra}"""


def pasted(paragraphs: Sequence[str], between: str = "\n\n") -> str:
    """Put the furniture of a web page around paragraphs."""
    return f"{HEAD}\n\n{between.join(paragraphs)}\n\n{TAIL}\n"


def changed(number: int, old: str, new: str) -> list[str]:
    """Return the article with other words in one paragraph."""
    assert old in ARTICLE[number - 1]
    return [*ARTICLE[: number - 1], ARTICLE[number - 1].replace(old, new), *ARTICLE[number:]]


def load(target: Target, folder: Path, text: str, name: str = "herald.yaml") -> Target:
    """Load a seed file into a database."""
    (folder / name).write_text(text, "utf-8")
    load_files(target, [str(folder / name)])
    return target


def loaded_file(built_in_file: Path, folder: Path) -> Path:
    """Load the article into a copy of the built-in dataset."""
    path = copy_database(built_in_file, folder / "herald.db")
    load(Target(path=path), folder, seed())
    return path


class Verified:
    """What `verify` said: the rows by ref, or by place for passages."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code, self.notes = done.returncode, done.stderr
        self.rows = {
            row["locator"] if row["kind"] == "passage" else row["ref"].rpartition("/")[2]: row
            for row in csv.DictReader(io.StringIO(done.stdout))
        }

    def other(self) -> dict[str, str]:
        """Return the verdicts that are not `matched`."""
        return {name: row["verdict"] for name, row in self.rows.items() if row["verdict"] != "matched"}

    def found(self, name: str) -> str:
        return self.rows[name]["found"]


def verify(run: Runner, target: Target, text: str, source: str = HERALD) -> Verified:
    """Verify a copy of the article."""
    (run.home / "copy.txt").write_text(text, "utf-8")
    return Verified(run(*database_words(target), "verify", source, "copy.txt", "--csv"))
