"""Marks folded to ASCII go back to full width where they stand in Chinese text: 2013年,全国 → 2013年，全国.

Left alone: 3:40, 1:2, 1,000, http:, English text, references in the manner of GB/T 7714, and a ``?`` that may be a
lost byte's.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import at, is_ascii_word, is_chinese, is_han
from anwen.repair.question import ends_line, genuine, slipped

NAME = "widen"

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
# The first alternatives only step over marks that are part of something else.
_TOKEN = re.compile(
    r"(?:https?|ftp|file)://[!-~]*[A-Za-z0-9/=_&#]|(?:https?|ftp|mailto|file):|&#?[A-Za-z0-9]{1,10};|[!?]+|[,;:]",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"^[ \u3000]*\[\d{1,3}\][^\n]*\[[A-Z]{1,2}(?:/[A-Z]{2})?\][^\n]*$", re.MULTILINE)
_CLOSING = frozenset(")]\"'%‰℃>°+*/")


def find(text: str) -> list[Change]:
    if not any(mark in text for mark in _WIDE):
        return []
    references = [match.span() for match in _REFERENCE.finditer(text)] if "]" in text else []
    trust_ends = not slipped(text)
    changes: list[Change] = []
    place = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while place < len(references) and references[place][1] <= start:
            place += 1
        if match[0][0] not in _WIDE or (place < len(references) and references[place][0] <= start):
            continue
        change = _ending(text, start, end, trust_ends) if match[0][0] in "!?" else _pause(text, start)
        if change and (not changes or change.start >= changes[-1].end):
            changes.append(change)
    return changes


def _pause(text: str, place: int) -> Change | None:
    """A comma, semicolon or colon, with the single space on either side that ASCII text puts there."""
    start, end = place, place + 1
    if at(text, start - 1) == " " and is_han(at(text, start - 2)):
        start -= 1
    if at(text, end) == " " and at(text, end + 1) not in (" ", "\t"):
        end += 1
    left, right, mark = at(text, start - 1), at(text, end), text[place]
    if left in ("", "\n"):
        fits = mark in ",;" and is_han(right)
    elif is_chinese(left):
        fits = right != mark
    elif mark == ":" and left.isdigit():  # 1:继续 numbers, 3:40 tells the time
        fits = False
    else:
        fits = (is_ascii_word(left) or left in _CLOSING) and is_chinese(right)
    return Change(start, end, _WIDE[mark]) if fits else None


def _ending(text: str, start: int, end: int, trust_ends: bool) -> Change | None:
    """One or more of ! and ?; a ? needs a question before it, or the end of a line on a page without slips."""
    run = text[start:end]
    if not is_chinese(at(text, start - 1)):
        fits = run == "!" and is_ascii_word(at(text, start - 1)) and is_chinese(at(text, end))
    elif "?" in run:
        fits = genuine(text, start, end) or (trust_ends and run == "?" and ends_line(text, end))
    else:
        fits = at(text, end) != "="
    return Change(start, end, "".join(_WIDE[mark] for mark in run)) if fits else None
