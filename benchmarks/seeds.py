"""Makes folders of seed files about two countries that never were, to time what many claims cost.

    python benchmarks/seeds.py FOLDER [CLAIMS]

Each file is one source with about thirty claims: counts with their parts, positions that answer one another, events.
"""

from __future__ import annotations

import datetime
import hashlib
import random
import sys
from pathlib import Path

_ACTS = ("request", "propose", "offer", "demand", "accept", "refuse", "state")
_ISSUES = ("criminal_jurisdiction", "claims", "custody", "force_level", "duration", "basing")
_FUNCTIONS = ("train", "security", "medical", "logistics", "aviation")
_HEDGES = ("exact", "about", "up_to", "at_least", "between")
_FIRST_DAY = datetime.date(1951, 1, 1)

_ACTORS = """format: 1
publications:
  - {key: strelsau-post, name: Strelsau Post, kind: newspaper}
actors:
  - {key: ruritania, name: Ruritania, kind: state}
  - {key: graustark, name: Graustark, kind: state}
  - {key: ruritania-cabinet, name: Cabinet of Ruritania, kind: government, part_of: ruritania}
  - {key: graustark-army, name: Army of Graustark, kind: armed_force, part_of: graustark}
"""


def write_seeds(folder: Path, claims: int) -> int:
    """Write files with at least so many claims into a new folder; returns how many claims they hold."""
    folder.mkdir(parents=True)
    (folder / "actors.yaml").write_text(_ACTORS, "utf-8")
    draw = random.Random(claims)
    written = number = 0
    while written < claims:
        text, held = _source(number, draw)
        (folder / f"post-{number:04}.yaml").write_text(text, "utf-8")
        written, number = written + held, number + 1
    return written


def _source(number: int, draw: random.Random) -> tuple[str, int]:
    """Return the text of a source and the number of its claims."""
    day = _FIRST_DAY + datetime.timedelta(days=number * 3)
    head = (
        f"format: 1\nsource:\n  key: strelsau-post-{number}\n  type: article-newspaper\n"
        f"  publication: strelsau-post\n  title: 'Talks about the garrison, part {number}'\n"
        f"  authors: [Ann Author, Bob Author]\n  published: {day}\n  url: https://post.example/{number}\n"
        f"negotiation: talks-{number}\nnegotiations:\n  - key: talks-{number}\n"
        f"    title: Stay of the garrison, round {number}\n    status: under_negotiation\n    at: paragraph 1\n"
        f"    parties: {{sending_state: graustark, receiving_state: ruritania}}\npassages:\n"
    )
    body, claims = [], 0
    for paragraph in range(1, draw.randint(7, 11)):
        text, held = _passage(number, paragraph, day, draw)
        body.append(text)
        claims += held
    return head + "".join(body), claims


def _passage(number: int, paragraph: int, day: datetime.date, draw: random.Random) -> tuple[str, int]:
    print_ = hashlib.sha256(f"{number} {paragraph}".encode()).hexdigest()
    before = f"strelsau-post-{number - 1}/position-{paragraph}" if paragraph < 7 and number else ""
    answers = f"        responds_to: {before}\n" if before else ""
    whole, part = draw.randint(100, 30_000), draw.randint(1, 90)
    return (
        f"  - at: paragraph {paragraph}\n    fingerprint: {print_}\n    positions:\n"
        f"      - key: position-{paragraph}\n        holder: ruritania-cabinet\n        addressee: graustark\n"
        f"        act: {draw.choice(_ACTS)}\n        issue: {draw.choice(_ISSUES)}\n        stated: {day}\n"
        f"        summary: The garrison would answer to the courts of round {number}.\n{answers}    events:\n"
        f"      - {{key: event-{paragraph}, kind: talks_resumed, occurred: {day}, summary: The talks go on.}}\n"
        f"    counts:\n      - key: garrison-{paragraph}\n        actor: graustark-army\n        host: ruritania\n"
        f"        measure: planned\n        category: military\n        function: {draw.choice(_FUNCTIONS)}\n"
        f"        {_quantity(draw.choice(_HEDGES), whole)}\n        as_of: {day}\n        parts:\n"
        f"          - {{key: medics-{paragraph}, function: medical, about: {part}, wording: about {part} medics}}\n"
    ), 4


def _quantity(hedge: str, number: int) -> str:
    if hedge == "between":
        return f"between: [{number}, {number + 50}]"
    return f"{hedge}: {number}\n        wording: {hedge.replace('_', ' ')} {number}"


if __name__ == "__main__":
    print(write_seeds(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2000), "claims")
