"""Join lines that were broken at a fixed width inside sentences.

Only a block whose lines are nearly all full tells a fixed width; verse is narrower, and items, headings, tables and
addresses are of uneven length or begin and end as such. Where there are few lines, or a blank one between every two,
the breaks themselves must tell: one inside a word, or two inside sentences, are no author's.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import ONE_WORD, RUNS_ON, across
from anwen.repair.marks import FINAL, HAN

NAME = "wrap"

_NARROW = 20  # in characters; the longest lines of verse have fewer
_NARROWEST = 14  # where the breaks themselves tell
_SHORTEST = 10  # and in a single paragraph, one of them inside a word
_PROSE = re.compile("[，。；]")
_SLACK = 2.0  # a full line may lack so much: a mark that may not begin a line, half an ASCII word
_FULL = 0.6  # the share of full lines in a wrapped block; the last lines of paragraphs are short
_LINES = 4
# In a page of short paragraphs fewer lines are full; there the breaks in mid-sentence are nearly all at full lines.
_FULL_AMONG_SHORT = 0.35
_OPEN = 0.7
OPENS = re.compile(
    r"[ \t\u3000]|[一二三四五六七八九十]{1,3}[、.．,，]|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,3}(?:[、)）]|[.．](?!\d))|[①-⑳]|[-*•·#>|]|第[一二三四五六七八九十百]{1,4}[章节条篇]|附[：:件]"
)
_CLAUSE = "，、,"
_VERSE = 24
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


def _lines(text: str) -> list[_Line | None]:
    """The lines; None for one that is blank or a table's row."""
    lines: list[_Line | None] = []
    place = 0
    for line in text.split("\n"):
        prose = line.strip() and "\t" not in line and "|" not in line
        lines.append(_Line(place, place + len(line), _width(line.rstrip())) if prose else None)
        place += len(line) + 1
    return lines


def _blocks(lines: list[_Line | None]) -> list[list[_Line]]:
    """Runs of lines without a blank one or a table's row between them."""
    blocks: list[list[_Line]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if len(block) > 1]


def _spaced(text: str, lines: list[_Line | None]) -> list[list[_Line]]:
    """Runs of lines with one blank line between every two."""
    blocks: list[list[_Line]] = [[]]
    for before, line in pairwise([None, *lines]):
        if line and before:
            blocks.append([])
        if line:
            last = blocks[-1][-1] if blocks[-1] else line
            if text.count("\n", last.end, line.start) > 2:
                blocks.append([])
            blocks[-1].append(line)
    return [block for block in blocks if len(block) > 1]


def _open(text: str, block: list[_Line], *, indented: bool = False) -> list[tuple[_Line, Change]]:
    """The lines that may go on in the next one, each with the change that joins them; ``indented`` or not."""
    found: list[tuple[_Line, Change]] = []
    for line, after in pairwise(block):
        body = text[line.start : line.end].rstrip()
        if body[-1] in FINAL or not _GOES_ON.match(body[-1]):
            continue
        start = after.start
        while indented and text[start] in " \u3000":
            start += 1
        if OPENS.match(text, start, after.end) or not _TAKES_UP.match(text, start):
            continue
        both_ascii = body[-1].isascii() and text[start].isascii()
        both_ascii = both_ascii and not (body[-1].isdigit() and text[start].isdigit())
        found.append((line, Change(line.start + len(body), start, " " if both_ascii else "")))
    return found


def _by_width(block: list[_Line], width: float, goes_on: list[tuple[_Line, Change]], indented: int) -> list[Change]:
    """The joins of a block whose lines are nearly all full."""
    full = sum(line.width >= width - _SLACK for line in block)
    if len(block) < _LINES or width < _NARROW or full < _FULL_AMONG_SHORT * (len(block) - 1):
        return []
    joins = [change for line, change in goes_on if line.width >= width - _SLACK]
    short = full < _FULL * (len(block) - 1)
    if short and (indented < 2 or len(joins) < _OPEN * len(goes_on)):
        return []
    return joins if len(joins) >= 2 and len(joins) >= 0.5 * full - 1 else []


def _by_words(text: str, block: list[_Line], width: float, goes_on: list[tuple[_Line, Change]]) -> list[Change]:
    """The joins at full lines, where they mend a word or two sentences."""
    joins = [change for line, change in goes_on if line.width >= width - _SLACK]
    gains = [across(text, change.start, change.end) for change in joins]
    if not joins or len(joins) < _OPEN * len(goes_on):
        return []
    inner = [value for change, value in zip(joins, gains, strict=True) if text[change.start - 1] not in _CLAUSE]
    if not inner and width < _VERSE:  # verse breaks at every clause
        return []
    if max(inner, default=0.0) < ONE_WORD and (min(gains) < RUNS_ON or sum(gains) < 2 * RUNS_ON):
        return []
    return [change for change, value in zip(joins, gains, strict=True) if value > 0 or len(joins) > 2]


def _by_paragraph(text: str, block: list[_Line], goes_on: list[tuple[_Line, Change]]) -> list[Change]:
    """The joins of single paragraphs: lines of one width, of which one breaks inside a word, up to a shorter one."""
    changes = {line.start: change for line, change in goes_on}
    joins: list[Change] = []
    group: list[_Line] = []
    for line in [*block, None]:
        open_group = group and line and abs(group[0].width - group[-1].width) <= _SLACK and group[-1].start in changes
        if open_group and line and line.width <= group[0].width + _SLACK:
            group.append(line)
            continue
        inner = [changes[one.start] for one in group[:-1]]
        gains = [across(text, change.start, change.end) for change in inner]
        prose = inner and _PROSE.search(text, group[0].start, group[-1].end)
        if prose and group[0].width >= _SHORTEST and (max(gains) >= ONE_WORD and min(gains) > 0):
            joins += inner
        group = [line] if line else []
    return joins


def find(text: str) -> list[Change]:
    if "\n" not in text:
        return []
    lines = _lines(text)
    changes: list[Change] = []
    for block in _blocks(lines):
        width = max(line.width for line in block)
        if width >= _SHORTEST and _is_chinese(block):
            indented = sum(text[line.start] in " \u3000" for line in block)
            goes_on = _open(text, block)
            if width >= _NARROWEST:
                changes += _by_width(block, width, goes_on, indented) or _by_words(text, block, width, goes_on)
            changes += _by_paragraph(text, block, _open(text, block, indented=True))
    for block in _spaced(text, lines):
        width = max(line.width for line in block)
        if width >= _SHORTEST and _is_chinese(block):
            goes_on = _open(text, block)
            changes += _by_words(text, block, width, goes_on) if width >= _NARROWEST else []
            changes += _by_paragraph(text, block, goes_on)
    return disjoint(changes)


def _is_chinese(block: list[_Line]) -> bool:
    return sum(line.width for line in block) >= 0.75 * sum(line.end - line.start for line in block)
