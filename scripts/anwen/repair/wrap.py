"""Join lines that were broken at a fixed width inside sentences.

Only a block whose lines are nearly all full tells a fixed width; verse is narrower, and items, headings, tables and
addresses are of uneven length or begin and end as such.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from anwen.repair.draft import Change
from anwen.repair.marks import FINAL, HAN

NAME = "wrap"

_NARROW = 20  # in characters; the longest lines of verse have fewer
_SLACK = 2.0  # a full line may lack so much: a mark that may not begin a line, half an ASCII word
_FULL = 0.6  # the share of full lines in a wrapped block; the last lines of paragraphs are short
_LINES = 4
# In a page of short paragraphs fewer lines are full; there the breaks in mid-sentence are nearly all at full lines.
_FULL_AMONG_SHORT = 0.35
_OPEN = 0.7
_OPENS = re.compile(
    r"[ \t\u3000]|[一二三四五六七八九十]{1,3}[、.．,，]|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,3}(?:[、)）]|[.．](?!\d))|[①-⑳]|[-*•·#>|]|第[一二三四五六七八九十百]{1,4}[章节条篇]|附[：:件]"
)
_GOES_ON = re.compile(f"[{HAN}，、,“《（(0-9A-Za-z%]")
_TAKES_UP = re.compile(f"[{HAN}“《（(0-9A-Za-z，、。；,;”》）]")


class _Line(NamedTuple):
    start: int
    end: int
    width: float


def _width(line: str) -> float:
    """In Chinese characters; an ASCII one is half as wide."""
    narrow = len(line.encode("ascii", "ignore"))
    return len(line) - narrow / 2


def _blocks(text: str) -> list[list[_Line]]:
    """Runs of lines without a blank one or a table's row between them."""
    blocks: list[list[_Line]] = [[]]
    place = 0
    for line in text.split("\n"):
        if line.strip() and "\t" not in line and "|" not in line:
            blocks[-1].append(_Line(place, place + len(line), _width(line.rstrip())))
        elif blocks[-1]:
            blocks.append([])
        place += len(line) + 1
    return [block for block in blocks if len(block) >= _LINES]


def _open(text: str, block: list[_Line]) -> list[tuple[_Line, Change]]:
    """The lines that may go on in the next one, each with the change that joins them."""
    found: list[tuple[_Line, Change]] = []
    for line, after in pairwise(block):
        body = text[line.start : line.end].rstrip()
        if body[-1] in FINAL or not _GOES_ON.match(body[-1]):
            continue
        if _OPENS.match(text, after.start, after.end) or not _TAKES_UP.match(text, after.start):
            continue
        both_ascii = body[-1].isascii() and text[after.start].isascii()
        found.append((line, Change(line.start + len(body), after.start, " " if both_ascii else "")))
    return found


def find(text: str) -> list[Change]:
    changes: list[Change] = []
    for block in _blocks(text):
        width = max(line.width for line in block)
        full = sum(line.width >= width - _SLACK for line in block)
        chinese = sum(line.width for line in block) >= 0.75 * sum(line.end - line.start for line in block)
        if not chinese or width < _NARROW or full < _FULL_AMONG_SHORT * (len(block) - 1):
            continue
        goes_on = _open(text, block)
        joins = [change for line, change in goes_on if line.width >= width - _SLACK]
        if full < _FULL * (len(block) - 1):
            indented = sum(text[line.start] in " \u3000" for line in block)
            if indented < 2 or len(joins) < _OPEN * len(goes_on):
                continue
        if len(joins) >= 2 and len(joins) >= 0.5 * full - 1:
            changes += joins
    return changes
