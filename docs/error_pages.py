"""The pages on mistakes in seed files: one for each code, made from its examples, and the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sofadb.seed.codes import CODES
from sofadb.seed.reporting.lesson import read_lesson
from sofadb.seed.reporting.report import LONGEST_LINE, MOST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sofadb.seed.reporting.lesson import Example, Lesson

_INDEX = f"""\
# Mistakes in seed files

Made by `make docs`; do not edit. Each code stands for one rule and keeps its meaning; its page shows a file that
breaks the rule, what is printed of it, and the file put right. `sofadb seed explain S014` prints the same page,
`sofadb seed explain` this list.

`sofadb seed check [PATH]...` finds every mistake of every file in one run and loads nothing. It says of each what is
wrong and where, shows the line with a mark under the word, why the rule is there, and what to do:

```text
{{example}}
```

- Where two places are concerned, such as two entries with one key, both lines are shown; the other one has `-` under it.
- Why a rule is there is said once for each code in a run: said again with each mistake, nobody would read it.
- Warnings come first and errors last, each by file and line, so that what has to be mended stands beside the count,
  where a terminal shows it without scrolling.
- Of either, the first {MOST_SHOWN} are printed, then how many more there are; `--json` gives all.
- Lines are cut around the place so that they fit the terminal, or 80 columns where the messages go elsewhere.
- An error is refused: exit code 4, and nothing is loaded. A warning is not: the exit code is 0, and `seed load` loads.
  `seed check --strict` refuses warnings too.

## As JSON

`sofadb seed check --json` prints an array to standard output, `[]` where there is no mistake; only the count goes to
standard error. Each mistake is an object, one on a line, by file and line:

| field | meaning |
|---|---|
| `path` | the file, as it was named |
| `line`, `column` | the place, counted from 1, in characters |
| `code` | the code of the rule |
| `severity` | `error` or `warning` |
| `message` | what is wrong |
| `why` | why the rule is there |
| `help` | what to do; may be empty |
| `text` | the line; one of more than {LONGEST_LINE} characters is cut around the place, and null stands for a file that was not given |
| `other` | the second place, with `path`, `line` and `column`, or null |

## All codes

| code | | the rule |
|---|---|---|
"""


def error_pages(docs: Path) -> dict[Path, str]:
    """Return the path and the text of every page on mistakes."""
    lessons = [read_lesson(code) for code in CODES]
    pages = {docs / "errors" / f"{lesson.code}.md": "\n".join(_page(lesson)) + "\n" for lesson in lessons}
    return {docs / "seed-errors.md": _index(lessons), **pages}


def _index(lessons: list[Lesson]) -> str:
    example = next(lesson for lesson in lessons if lesson.code == "S014").wrong.printed()
    rows = [
        f"| [{each.code}](errors/{each.code}.md) | {each.rule.severity} | {each.rule.title} |" for each in lessons
    ]
    return _INDEX.replace("{example}", example) + "\n".join(rows) + "\n"


def _page(lesson: Lesson) -> Iterator[str]:
    yield f"# {lesson.code}: {lesson.rule.title}"
    yield "\nMade by `make docs` from `src/sofadb/seed/reporting/examples`; do not edit."
    refused = (
        "An error: the file is not loaded" if lesson.rule.severity == "error" else "A warning: the file is loaded"
    )
    yield f"\n{lesson.rule.why}\n\n{refused}."
    yield "\n## Wrong\n"
    yield from _file(lesson.wrong)
    yield "\nThis is printed:\n"
    yield from ("```text", lesson.wrong.printed(), "```")
    yield "\n## Right\n"
    yield from _file(lesson.right)
    if lesson.more:
        yield "\n## Also"
    for example in lesson.more:
        yield f"\nIn [{example.name}.yaml](../../src/sofadb/seed/reporting/examples/{lesson.code}/{example.name}.yaml):\n"
        yield from ("```text", example.blocks(), "```")


def _file(example: Example) -> list[str]:
    return ["```yaml", example.text, "```"]
