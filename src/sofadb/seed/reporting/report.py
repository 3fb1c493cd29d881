"""All mistakes of a run as people read them, and as objects for other tools."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final, NamedTuple

from sofadb.formats.terminal import visible
from sofadb.seed.codes import CODES
from sofadb.seed.reporting.excerpt import CUT, excerpt
from sofadb.seed.reporting.spans import Lines, word_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sofadb.seed.codes import Severity
    from sofadb.seed.mistakes import Findings, Mistake, Place
    from sofadb.seed.reporting.spans import Spot

WIDTH: Final = 80
NARROWEST: Final = 40
MOST_SHOWN: Final = 100
LONGEST_MESSAGE: Final = 400
LONGEST_LINE: Final = 1000

_COLORS: Final = {"error": "31", "warning": "33"}
_COLOR_OF_OTHER: Final = "34"


class Style(NamedTuple):
    """How wide the screen is, and whether it shows color."""

    width: int = WIDTH
    color: bool = False

    def paint(self, text: str, code: str) -> str:
        """Color a text that is safe to show."""
        return f"\x1b[1;{code}m{text}\x1b[0m" if self.color else text


_PLAIN = Style()


class _Texts:
    """The texts of the files with mistakes: their lines, and where the words end that are shown."""

    def __init__(self, texts: Mapping[str, str], shown: Iterable[Mistake]) -> None:
        spots: dict[str, set[Spot]] = {}
        for mistake in shown:
            for place in (mistake.place, mistake.other):
                if place is not None and place.path in texts:
                    spots.setdefault(place.path, set()).add(place[1:])
        self._lines = {path: Lines(texts[path]) for path in spots}
        self._ends = {path: word_ends(texts[path], wanted) for path, wanted in spots.items()}

    def holds(self, place: Place) -> bool:
        return place.path in self._lines

    def parts(self, place: Place) -> tuple[str, str, str]:
        """Return what stands on the line of a place before the word, the word, and what follows."""
        lines = self._lines[place.path]
        begin, end = lines.span(place.line)
        start = min(begin + place.column - 1, end)
        line, column = self._ends[place.path].get(place[1:], (place.line, place.column + 1))
        stop = min(begin + column - 1, end) if line == place.line else end
        # Nobody reads further than this to either side, and a line can have many megabytes.
        left = lines.text[max(begin, start - LONGEST_LINE) : start]
        return (
            left,
            lines.text[start : min(stop, start + LONGEST_LINE)],
            lines.text[stop : min(end, stop + LONGEST_LINE)],
        )


def printed(findings: Findings, style: Style = _PLAIN) -> str:
    """Return the warnings, then the errors, each with its line, why, and the remedy; empty without any."""
    # Errors come last, beside the count: on a terminal the end is what is seen first.
    groups = [findings.of("warning"), findings.of("error")]
    texts = _Texts(findings.texts, [mistake for group in groups for mistake in group[:MOST_SHOWN]])
    explained: set[str] = set()
    blocks: list[str] = []
    for group in groups:
        for mistake in group[:MOST_SHOWN]:
            blocks.append("\n".join(_block(mistake, texts, style, with_why=mistake.code not in explained)))
            explained.add(mistake.code)
        if len(group) > MOST_SHOWN:
            blocks.append(_and_more(group[0].severity, len(group) - MOST_SHOWN))
    return "\n\n".join(blocks)


def summed_up(findings: Findings, remedy: str = "") -> str:
    """Return the last lines: where more about the codes is said, a remedy for all of them, and the count."""
    codes = sorted({mistake.code for mistake in findings.mistakes})
    lines = [f"'sofadb seed explain {codes[0]}' shows an example put right"] if codes else []
    lines += [f"help: {visible(remedy)}"] if remedy else []
    return "\n".join([*lines, findings.summary()])


def _and_more(severity: Severity, number: int) -> str:
    what = f"{severity}s" if number > 1 else severity
    return f"… and {number} more {what}: 'sofadb seed check --json' prints all of them"


def _block(mistake: Mistake, texts: _Texts, style: Style, *, with_why: bool) -> Iterator[str]:
    color = _COLORS[mistake.severity]
    title = style.paint(f"{mistake.severity}[{mistake.code}]", color)
    message = mistake.message
    if len(message) > LONGEST_MESSAGE:
        message = message[:LONGEST_MESSAGE] + CUT
    yield f"{title} {visible(str(mistake.place))}: {visible(message)}"
    yield from _excerpts(mistake, texts, style)
    if with_why:
        yield from _wrapped("why: ", CODES[mistake.code].why, style.width)
    if mistake.help:
        yield from _wrapped("help: ", mistake.help, style.width)


def _wrapped(label: str, text: str, width: int) -> list[str]:
    indent = " " * len(label)
    return textwrap.wrap(
        f"{label}{visible(text)}",
        max(width, NARROWEST),
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _excerpts(mistake: Mistake, texts: _Texts, style: Style) -> Iterator[str]:
    """Show the line of a mistake, and of the other place that it is about."""
    signs = {mistake.place: style.paint("^", _COLORS[mistake.severity])}
    if mistake.other is not None:
        signs[mistake.other] = style.paint("-", _COLOR_OF_OTHER)
    places = [place for place in signs if texts.holds(place)]
    if len({place.path for place in places}) == 1:
        places.sort()
    gutter = max((len(str(place.line)) for place in places), default=0)
    before: Place | None = None
    text = ""
    for place in places:
        if before is None:
            yield f"{' ' * gutter} |"
        elif before.path != place.path:
            yield f"{' ' * gutter} ::: {visible(str(place))}"
        elif place.line > before.line + 1:
            yield "..."
        shown = excerpt(*texts.parts(place), max(style.width, NARROWEST) - gutter - 3)
        if before is None or before[:2] != place[:2] or shown.text != text:
            yield f"{place.line:>{gutter}} | {shown.text}".rstrip()
        yield f"{' ' * gutter} | {' ' * shown.indent}{signs[place] * shown.width}"
        before, text = place, shown.text


def as_objects(findings: Findings) -> Iterator[dict[str, object]]:
    """Return every mistake as an object, with the line where it stands."""
    texts = {path: Lines(text) for path, text in findings.texts.items()}
    for mistake in findings.mistakes:
        rule = CODES[mistake.code]
        yield {
            "path": mistake.path,
            "line": mistake.line,
            "column": mistake.column,
            "code": mistake.code,
            "severity": rule.severity,
            "message": mistake.message,
            "why": rule.why,
            "help": mistake.help,
            "text": _text_of(mistake.place, texts),
            "other": mistake.other._asdict() if mistake.other is not None else None,
        }


def _text_of(place: Place, texts: Mapping[str, Lines]) -> str | None:
    """Return the line of a place; of a very long one what stands around the place."""
    if place.path not in texts:
        return None
    lines = texts[place.path]
    begin, end = lines.span(place.line)
    if end - begin <= LONGEST_LINE:
        return lines.text[begin:end]
    middle = min(begin + place.column - 1, end)
    start, stop = max(begin, middle - LONGEST_LINE // 2), min(end, middle + LONGEST_LINE // 2)
    return f"{CUT * (start > begin)}{lines.text[start:stop]}{CUT * (stop < end)}"
