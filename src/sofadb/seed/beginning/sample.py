"""A made-up seed file in pieces, one for each section: what a new file shows in comments and the docs explain."""

from __future__ import annotations

from typing import Final

SOURCE: Final = """\
source:
  key: daily-herald-1999-03-02
  type: article-newspaper
  publication: {key: daily-herald, name: Daily Herald, kind: newspaper}
  title: Sylvania weighs a stay of Freedonian trainers
  authors: [Ann Author, Bob Author]
  published: 1999-03-02
  url: https://example.org/herald/trainers
  lang: en
"""

NEGOTIATION: Final = """\
negotiation: freedonia-sylvania-1999
"""

ACTORS: Final = """\
actors:
  - {key: freedonia, name: Freedonia, kind: state}
  - {key: sylvania, name: Sylvania, kind: state}
  - key: freedonia-army
    name: Army of Freedonia
    kind: armed_force
    part_of: freedonia
    names:
      - {name: the Blue Coats, type: alias}
      - {name: the army, type: weak}
  - {key: sylvania-cabinet, name: Cabinet of Sylvania, kind: government, part_of: sylvania}
  - {key: rufus-firefly, name: Rufus Firefly, kind: person, part_of: freedonia}
  - {key: sylvania-official, name: Official of Sylvania (unnamed), kind: unnamed, part_of: sylvania-cabinet}
"""

OFFICES: Final = """\
offices:
  - key: firefly-president
    at: paragraph 2
    person: rufus-firefly
    organisation: freedonia
    title: President
    started: 1998/..
"""

NEGOTIATIONS: Final = """\
negotiations:
  - key: freedonia-sylvania-1999
    at: paragraph 1
    title: Stay of Freedonian trainers after the withdrawal
    status: under_negotiation
    opened: 1999-01
    parties: {sending_state: freedonia, receiving_state: sylvania}
    summary: Whether trainers stay, how many, and who may prosecute them.
"""

AGREEMENTS: Final = """\
agreements:
  - key: freedonia-sylvania-notes-1998
    at: paragraph 6
    title: Exchange of notes on the trainers
    kind: exchange_of_notes
    signed: 1998-05
    signed_text: last May
"""

DEPLOYMENTS: Final = """\
deployments:
  - key: freedonia-sylvania-trainers
    at: paragraph 3
    title: Freedonian trainers in Sylvania
    sender: freedonia
    host: sylvania
    mission: train
    negotiation: freedonia-sylvania-1999
"""

POSITIONS: Final = """\
    positions:
      - key: immunity
        holder: freedonia
        addressee: sylvania-cabinet
        act: demand
        issue: criminal_jurisdiction
        jurisdiction: exclusive_sending
        stated: 1999-02
        stated_text: in February
        summary: Only Freedonian courts are to judge the trainers.
      - key: no-immunity
        holder: sylvania-cabinet
        attributed_to: sylvania-official
        act: refuse
        issue: criminal_jurisdiction
        stated: 1999-03-01
        stated_text: Monday
        wording: would answer to Sylvanian courts
        summary: Trainers would stand before the courts of Sylvania.
        responds_to: immunity
        conditions:
          - {kind: unless, text: the Assembly agrees}
"""

EVENTS: Final = """\
    events:
      - {key: talks-open, kind: talks_opened, occurred: 1999-01, summary: The talks begin.}
"""

COUNTS: Final = """\
    counts:
      - key: trainers
        deployment: freedonia-sylvania-trainers
        actor: freedonia-army
        host: sylvania
        measure: planned
        category: military
        function: train
        up_to: 240
        wording: up to 240
        as_of: 1999-03-02
        attributed_to: rufus-firefly
        basis: {contractors: no}
        parts:
          - {key: medics, function: medical, about: 30, wording: about 30 medics}
      - key: trainers-now
        actor: freedonia-army
        host: sylvania
        measure: present
        category: military
        words: dozens
        wording: several dozen
        as_of: 1999-03
        status: work_needed
        status_note: The article may mean another force.
"""

ASSETS: Final = """\
    assets:
      - key: helicopters
        kind: aircraft
        actor: freedonia-army
        host: sylvania
        measure: planned
        between: [4, 6]
        wording: four to six helicopters
"""

PROVISIONS: Final = """\
    provisions:
      - key: claims
        agreement: freedonia-sylvania-notes-1998
        issue: claims
        category: military
        summary: Each side pays for its own damage.
"""

#: The sections that stand outside of passages, in the order in which they are written.
OUTSIDE: Final = {
    "negotiation": NEGOTIATION,
    "actors": ACTORS,
    "offices": OFFICES,
    "negotiations": NEGOTIATIONS,
    "agreements": AGREEMENTS,
    "deployments": DEPLOYMENTS,
}

#: What a passage holds, in the order in which it is written; each piece with the paragraph it stands under.
OF_A_PASSAGE: Final = {
    "events": (1, EVENTS),
    "positions": (2, POSITIONS),
    "counts": (3, COUNTS),
    "assets": (4, ASSETS),
    "provisions": (6, PROVISIONS),
}


def sample() -> str:
    """Return the whole made-up file."""
    passages = "".join(f"  - at: paragraph {number}\n{text}" for number, text in OF_A_PASSAGE.values())
    return "".join(["format: 1\n", SOURCE, *OUTSIDE.values(), "passages:\n", passages])
