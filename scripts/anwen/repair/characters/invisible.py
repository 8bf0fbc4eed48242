"""Characters that show nothing, or only change how another looks: byte order marks, zero-width spaces, controls."""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.marks import CHINESE, HAN_CHAR, at, unusual

NAME = "invisible"

# Joiners (200C, 200D), direction marks, variation selectors and combining strokes belong to other scripts, to emoji and
# to figures: they go only beside Chinese. Direction marks direct nothing in a text without letters that are written
# from right to left. A line separator is the end of a line.
_ALWAYS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\u200b\u2060-\u2064\u00ad\u180e\ufff9-\ufffb"
_BESIDE = "\u200c-\u200f\u202a-\u202e\u2066-\u2069\u061c\u034f\u115f\u1160\u3164\uffa0\u2800\ufe00-\ufe0f"
_UPON = "\u0300-\u036f\u0483-\u0489\u20d0-\u20ff\U000e0100-\U000e01ef"
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]+")
_LEFTWARD = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# A symbol that is shown in colour, or not, as the selector behind it says: ⚠️.
_SHOWN = re.compile(
    "[\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff][\ufe0e\ufe0f]"
)
_ANY = re.compile(f"[{_ALWAYS}{_BESIDE}{_UPON}\u2028\u2029]")
_INVISIBLE = re.compile(
    f"[{_ALWAYS}]+|[{_BESIDE}]+(?=[{CHINESE}])|(?<=[{CHINESE}])[{_BESIDE}]+|(?<=[{CHINESE}])[{_UPON}]+|[\u2028\u2029]+"
)


def find(text: str) -> list[Change]:
    if not _ANY.search(unusual(text)):
        return []
    found = [
        Change(*match.span(), "\n" if match[0][0] in "\u2028\u2029" else "")
        for match in _INVISIBLE.finditer(text)
        if not _SHOWN.match(text, max(0, match.start() - 1))
    ]
    if _DIRECTION.search(text) and HAN_CHAR.search(text):
        if _LEFTWARD.search(text):
            return [change for change in found if not _directs(text, change)]
        found += left_out(_DIRECTION.finditer(text))
    return disjoint(found)


def _directs(text: str, change: Change) -> bool:
    """Whether a direction mark stands beside a letter that is written from right to left."""
    marks = _DIRECTION.fullmatch(text, change.start, change.end)
    return bool(marks and (_LEFTWARD.match(at(text, change.start - 1)) or _LEFTWARD.match(at(text, change.end))))
