"""The page on three nodes is true to the letter, and what it lays out answers as one ordinary database does.

One test, for the servers of the page are worth starting once.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from sofadb import migrate, sqltext
from sofadb.catalog import built_in_question
from sofadb.database.reader import open_reader
from sofadb.database.target import parse_target
from tests.servers import PASSWORD, SECONDS, Servers, servers
from tests.test_roles import PAGE as ROLES
from tests.test_tutorial import HOW_FAR, OF_SHELL, by_itself

if TYPE_CHECKING:
    from tests.conftest import Runner

PAGE = Path(__file__).resolve().parents[1] / "docs" / "postgresql-nodes.md"
NODES = ("one", "two", "three")
NAMES = ("coordinator", *NODES)
COORDINATOR = "postgresql://sofadb@coordinator.example/sofadb"

_BLOCK = re.compile(r"^```(console|(?:sql|yaml) (\S+))\n(.*?)^```", re.DOTALL | re.MULTILINE)

#: What is asked of the nodes and of one database, each in the shell's words.
QUESTIONS = (
    "figures --sort ref",
    "figures --host deu",
    "figures-by-year --host irq",
    "doubled-sums",
    "press-beside-census",
    "conflicts --host irq",
    "timeline usa-irq-2014",
)
COMMANDS = (
    ("figures", "--total", "--as-of", "2010-06-01"),
    ("show", "returns/deu-2005-all"),
    ("check", "figures-without-wording", "parts-elsewhere", "parts-over-whole"),
)
#: Figures for each node, one of them of a state that is new.
SEED = """\
format: 1
source:
  key: report
  type: report
  publication: {key: ministry, name: Ministry, kind: government}
  title: A report
actors:
  - {key: freedonia, name: Freedonia, kind: state}
passages:
  - at: page 1
    counts:
      - {key: in-iraq, actor: usa, host: irq, measure: present, category: military, exact: 9, as_of: 2010}
      - {key: in-germany, actor: usa, host: deu, measure: present, category: military, exact: 9, as_of: 2010,
         basis: {contractors: no}}
      - {key: in-freedonia, actor: usa, host: freedonia, measure: present, category: military, about: 9, as_of: 2010}
"""


@dataclass(frozen=True)
class Layout:
    """The four servers of the page: each has a loopback address in place of the name that the page gives it."""

    made: Servers
    run: Runner

    def real(self, text: str) -> str:
        """Write the addresses for the names."""
        for name, address in zip(NAMES, self.made.addresses, strict=True):
            text = text.replace(f"{name}.example", address)
        return text

    def shown(self, text: str) -> str:
        """Write the names for the addresses."""
        for name, address in zip(NAMES, self.made.addresses, strict=True):
            text = text.replace(address, f"{name}.example")
        return text.replace(str(self.run.home), "~")

    def environment(self) -> dict[str, str]:
        """Return the environment of a user who has the passwords in his home."""
        paths = f"{Path(sys.executable).parent}:{self.made.environment()['PATH']}"
        passwords = {"PGPASSFILE": str(self.run.home / ".pgpass")}
        return {**self.run.environment(), **self.made.environment(), **passwords, "PATH": paths}

    def play(self, block: str) -> str:
        """Run the commands of a block as a terminal would show them; none may fail."""
        lines = []
        for command in re.findall(r"^\$ (.*)$", block, flags=re.MULTILINE):
            play = self.play_in_shell if OF_SHELL.search(command) else self.play_by_itself
            code, printed = play(self.real(command))
            assert code == 0, f"{command}\n{printed}"
            lines.append(f"$ {command}\n{self.shown(HOW_FAR.sub('', printed))}")
        return "".join(lines)

    def play_by_itself(self, command: str) -> tuple[int, str]:
        """Run sofadb with plain words."""
        return by_itself(command, self.run, self.environment())

    def play_in_shell(self, command: str) -> tuple[int, str]:
        """Run any command."""
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            check=False,
            cwd=self.run.home,
            encoding="utf-8",
            env=self.environment(),
            stderr=subprocess.STDOUT,
            stdout=subprocess.PIPE,
            # Four processes one after the other, on a machine that others keep busy.
            timeout=240,
        )
        return done.returncode, done.stdout

    def ask(self, *words: str, stdin: str = "") -> tuple[int, str]:
        """Run sofadb and return how it ended and what it printed."""
        done = self.run(*map(self.real, words), stdin=stdin, **self.environment())
        return done.returncode, f"{done.stdout}{done.stderr if done.returncode else ''}"

    def connect(self, name: str, user: str = "sofadb") -> psycopg.Connection[tuple[Any, ...]]:
        """Connect to the database of one of the servers."""
        host = self.made.addresses[NAMES.index(name)]
        return psycopg.connect(
            host=host, port=self.made.port, dbname="sofadb", user=user, password=PASSWORD, autocommit=True
        )

    def fetch(self, name: str, sql: str) -> list[tuple[Any, ...]]:
        """Ask one of the servers itself."""
        with self.connect(name) as connection:
            return connection.execute(sql.encode()).fetchall()


@pytest.mark.long
def test_the_page_prints_what_it_shows_and_three_nodes_answer_as_one_database(
    run: Runner, built_in_file: Path
) -> None:
    with servers(len(NAMES), extension="postgres_fdw") as made:
        layout = Layout(made, run)
        for name, address in zip(NAMES, made.addresses, strict=True):
            made.make(name)
            made.start(name, address)
        (run.home / ".pgpass").write_text(f"*:*:*:*:{PASSWORD}\n", encoding="utf-8")
        (run.home / ".pgpass").chmod(0o600)

        play_the_page(layout)
        every_node_has_the_small_tables(layout)
        answers_are_those_of_one_database(layout, shutil.copyfile(built_in_file, run.home / "one.db"))
        a_question_about_one_host_reads_its_node_only(layout)
        a_failed_load_leaves_nothing_and_the_next_one_what_it_should(layout)
        a_seed_file_goes_to_the_nodes_and_moves_no_figure_between_them(layout)
        every_node_keeps_the_rules_by_itself(layout)
        the_schema_can_be_taken_back_and_forth(layout)


def play_the_page(layout: Layout) -> None:
    page = PAGE.read_text(encoding="utf-8")

    def written_anew(block: re.Match[str]) -> str:
        kind, name, shown = block.groups()
        if not name:
            return f"```{kind}\n{layout.play(shown)}```"
        (layout.run.home / name).write_text(layout.real(shown), encoding="utf-8")
        if name == "reader.sql":
            make_readers(layout)
        return block[0]

    printed = _BLOCK.sub(written_anew, page)

    if os.environ.get("SOFADB_SNAPSHOTS"):
        PAGE.write_text(printed, encoding="utf-8")
    assert os.environ.get("SOFADB_SNAPSHOTS") or printed == page


def make_readers(layout: Layout) -> None:
    """Make the role that can only read on each server as the page on roles says."""
    statements = "\n".join(re.findall(r"^```sql\n(.*?)^```", ROLES.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    for name in NAMES:
        with layout.connect(name, "postgres") as connection:
            connection.execute(statements.encode())


def every_node_has_the_small_tables(layout: Layout) -> None:
    """What was written at the coordinator by `import` stands on each node, to the row."""
    for table in ("seed_files", "load_log", "publications", "sources", "passages", "actors", "deployments"):
        rows = layout.fetch("coordinator", f"SELECT * FROM {table} ORDER BY id")

        assert rows
        assert [layout.fetch(node, f"SELECT * FROM {table} ORDER BY id") for node in NODES] == [rows] * len(NODES)


def answers_are_those_of_one_database(layout: Layout, file: Path) -> None:
    words = "".join(f".query {question}\n" for question in QUESTIONS)

    loaded = layout.ask("--db", str(file), "import", "returns.csv", "--map", "returns.map.yaml")
    shell = ("shell", "--timeout", str(SECONDS))
    answers = [layout.ask("--db", name, *shell, stdin=f".format csv\n{words}") for name in (str(file), COORDINATOR)]

    assert loaded[0] == answers[0][0] == 0, (loaded, answers[0])
    assert answers[0][1].count("returns/deu-2005-all") > 3
    assert answers[1] == answers[0]
    for command in COMMANDS:
        one, three = (layout.ask("--db", name, *command, "--csv") for name in (str(file), COORDINATOR))
        assert one[0] == 0, one
        assert three == one


def a_question_about_one_host_reads_its_node_only(layout: Layout) -> None:
    """Not a figure comes from another node, be it asked in own words or by the daily command."""
    own = "SELECT ref, host, low, source, as_of FROM figures WHERE host = 'deu'"
    question = built_in_question("figures")
    given = {name: f"CAST(NULL AS {kind})" for name, kind in question.types().items()} | {"host": "'deu'"}
    daily = sqltext.with_parameters(question.sql, lambda name: given[name])
    held = "SELECT count(*) FROM personnel_counts WHERE host_id = (SELECT id FROM actors WHERE key = 'deu')"
    rows = {f"personnel_counts_{node}": layout.fetch(node, held)[0][0] for node in NODES}

    read = [figures_read(layout, asked) for asked in (own, daily)]

    assert sorted(rows.values()) == [0, 0, 14]
    assert read == [{name: number for name, number in rows.items() if number}] * 2


def figures_read(layout: Layout, question: str) -> dict[str, int]:
    """Return how many figures a question reads from each node; the wholes of figures, which it names, aside."""
    plan = layout.fetch("coordinator", f"EXPLAIN (ANALYZE, FORMAT JSON) {question}")[0][0][0]["Plan"]
    read = Counter[str]()
    for scan in foreign_scans(plan):
        if not scan["Alias"].startswith("whole"):
            read[scan["Relation Name"]] += scan["Actual Rows"] * scan["Actual Loops"]
    return {name: number for name, number in read.items() if number}


def foreign_scans(plan: dict[str, Any]) -> list[dict[str, Any]]:  # Any: a plan as PostgreSQL writes it
    """Return what is read from nodes, anywhere in a plan."""
    own = [plan] if plan["Node Type"] == "Foreign Scan" else []
    return own + [scan for part in plan.get("Plans", []) for scan in foreign_scans(part)]


def a_failed_load_leaves_nothing_and_the_next_one_what_it_should(layout: Layout) -> None:
    """Another table, and then its next release: hosts of all nodes, one figure changed, others gone, others new."""
    home, words = layout.run.home, ("import", "survey.csv", "--map", "survey.map.yaml", "--prune")
    header, *rows = (home / "returns.csv").read_text(encoding="utf-8").splitlines()
    first = [row for row in rows if row[0] in "dfg" and ",2005," in row]
    later = [re.sub("^deu,2005,all,.*", "deu,2005,all,999", row) for row in first if not row.startswith("fra")]
    later += [row.replace(",2005,", ",2012,") for row in first]
    told = (home / "returns.map.yaml").read_text(encoding="utf-8")
    (home / "survey.map.yaml").write_text(told.replace("returns", "survey").replace("bureau", "office"), "utf-8")
    tables = ("personnel_counts", "passages", "load_log", "seed_files")
    count = f"SELECT {', '.join(f'(SELECT count(*) FROM {name})' for name in tables)}"

    write_table(home / "survey.csv", header, first)
    before = [layout.fetch(name, count) for name in NAMES]
    with layout.connect("three", "postgres") as node:
        node.execute("ALTER TABLE personnel_counts ADD CHECK (seed_file_id < 0) NOT VALID")
        failed, said = layout.ask("--db", COORDINATOR, *words)
        node.execute("ALTER TABLE personnel_counts DROP CONSTRAINT personnel_counts_seed_file_id_check")
    after = [layout.fetch(name, count) for name in NAMES]
    answers = []
    for lines in (first, later):
        write_table(home / "survey.csv", header, lines)
        answers.append([layout.ask("--db", name, *words) for name in ("one.db", COORDINATOR)])

    assert failed == 1
    assert 'violates check constraint "personnel_counts_seed_file_id_check"' in said
    assert "nothing was loaded" in said
    assert after == before
    for one, three in answers:
        assert one[0] == 0, one
        assert three == one
    changes = answers[1][0][1]
    assert changes.count("changed personnel_counts survey/deu-2005-all") == 1
    assert changes.count("removed personnel_counts survey/fra-2005-") == 2
    assert changes.count("added   personnel_counts survey/") == len(first)
    every_node_has_the_small_tables(layout)


def write_table(path: Path, header: str, rows: list[str]) -> None:
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")


def a_seed_file_goes_to_the_nodes_and_moves_no_figure_between_them(layout: Layout) -> None:
    file, words = layout.run.home / "more.yaml", ("--db", COORDINATOR, "seed", "load", "more.yaml")
    figures = (
        "SELECT key FROM personnel_counts WHERE source_id = (SELECT id FROM sources WHERE key = 'report') ORDER BY 1"
    )
    file.write_text(SEED, encoding="utf-8")

    loaded = layout.ask(*words)
    held = [[key for (key,) in layout.fetch(node, figures)] for node in NODES]
    basis = layout.fetch(
        "coordinator", "SELECT c.key, b.aspect FROM count_basis AS b JOIN personnel_counts AS c ON c.id = b.count_id"
    )
    file.write_text(SEED.replace("host: irq", "host: deu"), encoding="utf-8")
    moved, said = layout.ask(*words)

    assert loaded[0] == 0, loaded
    assert held == [["in-germany"], ["in-iraq"], ["in-freedonia"]]
    assert basis == [("in-germany", "contractors")]
    assert moved == 1
    assert "ck_personnel_counts_host_of_this_node" in said
    assert "nothing was loaded" in said
    assert [[key for (key,) in layout.fetch(node, figures)] for node in NODES] == held


def every_node_keeps_the_rules_by_itself(layout: Layout) -> None:
    """No figure without its passage, none of another node's hosts, none twice: whoever writes, and wherever."""
    change = "UPDATE personnel_counts SET {} WHERE id = (SELECT max(id) FROM personnel_counts)"
    hosts = "SELECT max(host_id) FROM personnel_counts"
    for node, other in zip(NODES, NODES[1:] + NODES[:1], strict=True):
        host = layout.fetch(other, hosts)[0][0]
        with layout.connect(node) as connection:
            with pytest.raises(psycopg.errors.ForeignKeyViolation, match="passage"):
                connection.execute(change.format("passage_id = 0").encode())
            with pytest.raises(psycopg.errors.NotNullViolation, match="passage_id"):
                connection.execute(change.format("passage_id = NULL").encode())
            with pytest.raises(psycopg.errors.CheckViolation, match="host_of_this_node"):
                connection.execute(change.format(f"host_id = {host}").encode())
            with pytest.raises(psycopg.errors.UniqueViolation, match="source_id_key"):
                connection.execute(b"UPDATE personnel_counts SET key = 'same' WHERE as_of = '2005'")


def the_schema_can_be_taken_back_and_forth(layout: Layout) -> None:
    """Migrations run on the nodes and on the coordinator as on any database."""
    ordered = [*NODES, "coordinator"]
    urls = [f"postgresql://sofadb:{PASSWORD}@{name}.example:{layout.made.port}/sofadb" for name in ordered]
    targets = [parse_target(layout.real(url)) for url in urls]

    for target in reversed(targets):
        migrate.downgrade(target, "0005")
    for target in targets:
        migrate.upgrade(target)
    with open_reader(targets[-1]) as reader:
        asked = reader.ask("SELECT ref FROM figures WHERE host = 'deu' AND source = 'returns'", {}, {})
        refs = [str(ref) for (ref,) in asked.rows]

    assert len(refs) == 14
    assert refs.count("returns/deu-2005-all") == 1
