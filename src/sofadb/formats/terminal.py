"""Text that is safe to show on a terminal."""

from __future__ import annotations

import re

_SPELLED = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}

# Characters that steer a terminal, turn the direction of the text around it, or cannot be
# seen. Unicode calls most of them Cc, Cf, Zl, Zp and Cs; fillers and variation selectors are
# invisible letters and marks. The Arabic number signs are Cf too, but they have a shape.
_HIDDEN = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "]"
)


def visible(text: str) -> str:
    r"""Spell out every character that steers a terminal or hides: `\x1b`, `\n`, `<U+202E>`."""
    return _HIDDEN.sub(_spell, text)


def bold(text: str) -> str:
    """Let a text that is safe to show stand out on a terminal."""
    return f"\x1b[1m{text}\x1b[0m" if text else text


def dim(text: str) -> str:
    """Let a text that is safe to show stand back on a terminal."""
    return f"\x1b[2m{text}\x1b[0m" if text else text


#: What marks the beginning and the end of words that are to stand out once a table is drawn; of one place each.
EMPHASIS = ("\ue000", "\ue001")


def emphasized(text: str) -> str:
    """Let the marked words in lines that are safe to show stand out, line by line, as pagers need it."""
    if EMPHASIS[0] not in text:
        return text
    begin, end = EMPHASIS
    lines, is_open = [], False
    for line in text.split("\n"):
        words = line.lstrip()
        if is_open and words:
            line = f"{line[: len(line) - len(words)]}{begin}{words}"
        if begin in line or end in line:
            is_open = line.rfind(begin) > line.rfind(end)
        lines.append(f"{line}{end}" if is_open and words else line)
    return "\n".join(lines).replace(begin, "\x1b[1m").replace(end, "\x1b[0m")


def _spell(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if code <= 0x9F:
        return _SPELLED.get(character, f"\\x{code:02x}")
    return f"<U+{code:04X}>"
