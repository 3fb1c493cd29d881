"""The closed lists of words that the tables, the seed files and the command line share.

Each list maps a word, as it is stored and typed, to its meaning. The checks of the tables, the
choices of options, the JSON Schema and the codebook are all made from these lists.
"""

from __future__ import annotations

from typing import Final, TypeAlias

Words: TypeAlias = dict[str, str]

#: A wording is a few words as printed, at most so many.
MOST_WORDS_OF_WORDING: Final = 8

#: The tables whose rows share one set of keys within a source: a ref names one claim.
CLAIM_TABLES: Final = ("personnel_counts", "asset_counts", "positions", "events", "provisions", "offices")

PUBLICATION_KINDS: Final[Words] = {
    "newspaper": "Printed or online newspaper",
    "blog": "Weblog",
    "wire": "News agency",
    "broadcaster": "Radio or television",
    "government": "Organ of a government",
    "parliament": "Organ of a legislature",
    "igo": "Intergovernmental organisation",
    "ngo": "Non-governmental organisation",
    "journal": "Scholarly journal",
    "dataset": "Collection of data",
    "other": "None of these",
}

SOURCE_TYPES: Final[Words] = {
    "article-newspaper": "Article in a newspaper",
    "post-weblog": "Post on a weblog",
    "report": "Report",
    "dataset": "Table or collection of data",
    "treaty": "Treaty",
    "legislation": "Act of a legislature",
    "webpage": "Page on the web",
    "broadcast": "Radio or television programme",
    "interview": "Interview",
}

LOCATOR_TYPES: Final[Words] = {
    "paragraph": "N-th paragraph of the text itself, furniture not counted",
    "page": "Page as numbered",
    "section": "Section as numbered",
    "article": "Article of a treaty or an act",
    "table": "Table as numbered or named",
    "cell": "Cell of a sheet",
    "line": "Line of a file",
    "clip": "Time into a recording",
}

ACTOR_KINDS: Final[Words] = {
    "state": "State",
    "government": "Government or cabinet of a state",
    "head_of_state": "Head of state",
    "ministry": "Ministry or executive department",
    "agency": "Agency or office of a government",
    "legislature": "Legislature or a chamber of it",
    "court": "Court",
    "armed_force": "Armed or security force of a state, or a command of it",
    "armed_group": "Armed group that is no state's",
    "political_movement": "Party or political movement",
    "igo": "Intergovernmental organisation",
    "coalition": "Coalition of states",
    "company": "Company, or companies as a class",
    "population": "People of a place, or a part of them",
    "person": "Person with a name",
    "unnamed": "Person or persons whom the source does not name",
    "area": "Place that is no state, such as a territory, afloat, undistributed",
}

NAME_TYPES: Final[Words] = {
    "primary": "The name that is shown",
    "alias": "Another name that means only this actor",
    "acronym": "Initials that mean only this actor",
    "former": "Name it used to have",
    "weak": "Name that may mean another as well; it never resolves by itself",
}

CODE_SCHEMES: Final[Words] = {
    "iso3": "ISO 3166-1 alpha-3",
    "iso2": "ISO 3166-1 alpha-2",
    "cow": "Correlates of War state number",
    "gw": "Gleditsch and Ward state number",
    "wikidata": "Wikidata item",
}

NEGOTIATION_STATUSES: Final[Words] = {
    "pre_negotiation": "Talked about, talks not begun",
    "under_negotiation": "Talks are going on",
    "suspended": "Talks interrupted",
    "agreed_text": "Text agreed, not signed",
    "signed": "Signed, not in force",
    "in_force": "In force",
    "failed": "Ended without an agreement",
    "expired": "The agreement ran out",
    "terminated": "The agreement was ended by a party",
}

PARTY_ROLES: Final[Words] = {
    "sending_state": "State whose forces stay abroad",
    "receiving_state": "State in which they stay",
    "mediator": "Mediates between the parties",
    "observer": "Takes part without being a party",
}

ACTS: Final[Words] = {
    "request": "Asks for it",
    "propose": "Puts it forward, or works it out to be put forward",
    "offer": "Offers to give it",
    "demand": "Insists on it",
    "set_condition": "Makes something depend on it",
    "accept": "Agrees to it",
    "concede": "Gives way on it",
    "refuse": "Will not grant it",
    "object": "Is against it",
    "threaten": "Announces a consequence",
    "withdraw": "Takes back an earlier position",
    "defer": "Puts it off",
    "state": "Says how it is, or how it sees it",
}

ISSUES: Final[Words] = {
    "criminal_jurisdiction": "Who may prosecute members of the force: immunity from prosecution",
    "civil_jurisdiction": "Civil suits against members of the force",
    "claims": "Settlement of claims for damage",
    "custody": "Who holds an accused member of the force",
    "waiver": "Giving up jurisdiction in a case",
    "contractors_immunity": "Legal status of contractors",
    "use_of_force": "When the force may use force",
    "basing": "Where the force may stay",
    "mission_scope": "What the force is there to do",
    "force_level": "How many come or stay",
    "duration": "How long they stay",
    "withdrawal_date": "When they leave",
    "legal_form": "In what instrument it is agreed",
    "parliamentary_approval": "Whether a legislature must approve",
    "entry_exit": "Coming into and leaving the country",
    "tax_customs": "Taxes and customs",
    "overflight": "Use of the air space",
    "other": "None of these",
}

JURISDICTIONS: Final[Words] = {
    "exclusive_sending": "Only the sending state may prosecute",
    "primary_sending": "The sending state has the first right to prosecute",
    "concurrent": "Both may prosecute, by rules of priority",
    "exclusive_receiving": "Only the receiving state may prosecute",
    "diplomatic": "As diplomatic agents (Vienna Convention on Diplomatic Relations)",
    "administrative_technical": "As administrative and technical staff of a mission (Vienna Convention)",
    "none": "No protection from the receiving state's courts",
    "unspecified": "Protection is spoken of, its kind is not",
}

CONDITION_KINDS: Final[Words] = {
    "if": "Holds if",
    "unless": "Holds unless",
    "until": "Holds until",
    "provided_that": "Holds provided that",
}

EVENT_KINDS: Final[Words] = {
    "talks_opened": "Talks began",
    "talks_resumed": "Talks began again",
    "talks_ended": "Talks ended",
    "request_made": "A formal request was made",
    "deadline": "A day by which something is due",
    "signed": "An agreement was signed",
    "approved": "A body approved it",
    "rejected": "A body rejected it",
    "entered_into_force": "An agreement entered into force",
    "expired": "An agreement ran out",
    "terminated": "An agreement was ended by a party",
    "withdrawal": "Forces left",
    "deployment": "Forces came, or were moved",
    "incident": "Something happened that bears on the talks",
    "visit": "A visit",
}

AGREEMENT_KINDS: Final[Words] = {
    "sofa": "Status of forces agreement",
    "visiting_forces": "Visiting forces agreement",
    "security_agreement": "Security agreement with provisions on status",
    "exchange_of_notes": "Exchange of notes",
    "memorandum": "Memorandum of understanding",
    "treaty_clause": "Clause of a wider treaty",
    "other": "None of these",
}

MISSIONS: Final[Words] = {
    "advise_assist": "Advise and assist the host's forces",
    "train": "Train the host's forces",
    "combat": "Combat",
    "counterterrorism": "Counterterrorism",
    "peacekeeping": "Peacekeeping",
    "embassy_security": "Security of an embassy",
    "base_presence": "Presence on bases",
    "administration": "Administration",
    "aviation_support": "Support of flights and airports",
    "exercise": "Exercise",
    "humanitarian": "Humanitarian relief",
    "other": "None of these",
}

MEASURES: Final[Words] = {
    "proposed": "Stock: put forward by a party",
    "requested": "Stock: asked for",
    "planned": "Stock: intended by those who decide",
    "authorized": "Stock: the ceiling that is allowed",
    "announced": "Stock: made public as decided",
    "standby": "Stock: held ready, not sent",
    "sent": "Flow: moved there on a day or in a period",
    "present": "Stock: there on the day",
    "remaining": "Stock: still there after others left",
    "withdrawn": "Flow: moved away on a day or in a period",
}

CATEGORIES: Final[Words] = {
    "military": "Members of armed forces",
    "civilian": "Civilian component: civil servants",
    "contractor": "Employees of contractors",
    "civilian_any": "Civil servants and contractors together",
    "fighters": "Fighters of an armed group",
    "police": "Police",
    "dependents": "Family members",
    "all": "All of these together",
    "unspecified": "The source does not say",
}

FUNCTIONS: Final[Words] = {
    "advise": "Advise",
    "train": "Train",
    "combat": "Fight",
    "security": "Guard people and places",
    "intelligence": "Gather intelligence",
    "aviation": "Fly, and run airports",
    "administration": "Administer",
    "logistics": "Supply and move",
    "medical": "Give medical care",
    "diplomatic": "Represent and report",
    "command": "Lead and plan",
    "unspecified": "The source does not say",
}

BASIS_ASPECTS: Final[Words] = {
    "temporary_duty": "People on temporary duty",
    "rotational": "Units that rotate in and out",
    "afloat": "People on ships",
    "contractors": "Contractors",
    "embassy": "People at an embassy",
    "reserve": "Reservists",
    "classified": "People whose presence is classified",
}

YES_NO: Final[Words] = {"yes": "Counted in", "no": "Left out"}

ASSET_KINDS: Final[Words] = {
    "aircraft": "Aircraft",
    "facility": "Building or installation",
    "vehicle": "Vehicle",
    "ship": "Ship",
}

QUANTIFIERS: Final[Words] = {
    "exact": "The number itself: low = best = high",
    "about": "Near the number: best is set",
    "nearly": "A little under the number: best is set",
    "up_to": "An upper bound, included: high is set, best is empty",
    "at_least": "A lower bound, included: low is set, best is empty",
    "more_than": "A lower bound, itself not reached: low is set, best is empty",
    "fewer_than": "An upper bound, itself not reached: high is set, best is empty",
    "between": "A range, both ends included: low and high are set",
    "several": "The word 'several' or its like; no number",
    "dozens": "Dozens; no number",
    "hundreds": "Hundreds; no number",
    "thousands": "Thousands; no number",
    "unquantified": "Some other word; no number",
}

#: The quantifiers that are words without a number.
WORD_QUANTIFIERS: Final = ("several", "dozens", "hundreds", "thousands", "unquantified")

VALUE_KINDS: Final[Words] = {
    "value": "The source states a value, however hedged",
    "unknown": "The source says that the number is not known: low, best and high are empty",
    "none": "The source says that there are none: low = best = high = 0",
}

CLAIM_STATUSES: Final[Words] = {
    "accepted": "Stands as the source has it",
    "conflict": "Contradicts another claim; the note says which",
    "work_needed": "To be looked at again",
    "deprecated": "No longer relied on, kept for the record",
}

VERDICTS: Final[Words] = {
    "conflict": "Claims on the same thing and day whose ranges do not meet",
    "majority": "The same, but more sources stand with one of the two claims than with the other",
    "other_measure": "The ranges do not meet, but the claims are of different measures: it only looks so",
    "other_category": "The ranges do not meet, but the claims are of different categories: it only looks so",
    "part_over_whole": "A part is for certain more than its whole",
    "parts_not_whole": "The parts that a source names are for certain more, or fewer, than their exact whole",
}

CORROBORATION: Final[Words] = {
    "unique": "No other source speaks of the same thing on that day",
    "confirmed": "Other sources speak of it, and all that they claim meets it",
    "majority": "Not all meet it, but those that do, its own source included, outnumber those that do not",
    "conflict": "At least as many sources do not meet it as do",
}

#: Every list under the name that the codebook and the query headers use for it.
LISTS: Final[dict[str, Words]] = {
    "publication_kind": PUBLICATION_KINDS,
    "source_type": SOURCE_TYPES,
    "locator_type": LOCATOR_TYPES,
    "actor_kind": ACTOR_KINDS,
    "name_type": NAME_TYPES,
    "code_scheme": CODE_SCHEMES,
    "negotiation_status": NEGOTIATION_STATUSES,
    "party_role": PARTY_ROLES,
    "act": ACTS,
    "issue": ISSUES,
    "jurisdiction": JURISDICTIONS,
    "condition_kind": CONDITION_KINDS,
    "event_kind": EVENT_KINDS,
    "agreement_kind": AGREEMENT_KINDS,
    "mission": MISSIONS,
    "measure": MEASURES,
    "category": CATEGORIES,
    "function": FUNCTIONS,
    "basis_aspect": BASIS_ASPECTS,
    "yes_no": YES_NO,
    "asset_kind": ASSET_KINDS,
    "quantifier": QUANTIFIERS,
    "value_kind": VALUE_KINDS,
    "claim_status": CLAIM_STATUSES,
    "verdict": VERDICTS,
    "corroboration": CORROBORATION,
}
