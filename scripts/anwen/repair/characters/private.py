"""Code points of private use: bullets of Word's symbol fonts at a line's start, signs that only a lost font could show.

Between two words that go together nothing was shown; elsewhere a character may be lost, and the place is marked.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.joint import RUNS_ON, across
from anwen.repair.marks import FINAL, MARKS, at

NAME = "private"

# The Symbol font's signs that a text on safety needs; the rest of F0xx are bullets and boxes.
_SYMBOL = dict(
    zip(map(chr, (0xF0A3, 0xF0B3, 0xF0B0, 0xF0B1, 0xF0B4, 0xF0B8, 0xF0B9, 0xF0BB, 0xF0B7)), "≤≥°±×÷≠≈·", strict=True)
)
_PRIVATE = "[\ue000-\uf8ff\U000f0000-\U000ffffd]"
_RUN = re.compile(f"{_PRIVATE}{_PRIVATE}*")  # not +: a search that begins with a single character takes half the time
_SPACE = re.compile("[ \\t\\u3000]+")  # behind a bullet
# Spaces and line ends of typesetting programs, which fonts of the web do not have.
_FILL = frozenset("\ue5e5\ue4c6\ue004")
_EDGE = frozenset(["", "\n", " ", "\u3000", "\t", *MARKS, *FINAL, *",、("])


def _shown(text: str, start: int, end: int) -> str | None:
    """What stood at ``text[start:end]``; None where that cannot be known."""
    run, left, right = text[start:end], at(text, start - 1), at(text, end)
    if run in _SYMBOL and run != "\uf0b7" and (left.isalnum() or right.isdigit()):
        return _SYMBOL[run]
    if _FILL.issuperset(run) or left in ("", "\n"):
        return ""
    if "\uf000" <= run[0] <= "\uf0ff" and (left in _EDGE or right in _EDGE):
        return ""
    return "" if across(text, start, end) >= RUNS_ON else None


def find(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _RUN.finditer(text):
        shown = _shown(text, *match.span())
        if shown is not None:
            space = _SPACE.match(text, match.end()) if at(text, match.start() - 1) in ("", "\n") else None
            found.append(Change(match.start(), space.end() if space else match.end(), shown))
        else:
            found.append(Change(*match.span(), match[0], "lost-character"))
    return found
