"""Join lines that were broken inside sentences.

A block whose lines are nearly all full tells a fixed width. Elsewhere the breaks themselves tell: each is weighed, by
what the language model makes of it and by the marks around it, and the breaks of one would-be paragraph are judged
together. Verse, items, headings, names, addresses and tables break where a clause ends, and few of their lines have a
mark inside or a full stop at the end.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from anwen.repair.breaks.hyphen import at_line_end
from anwen.repair.documents import EDITION, HEADING_ENDS, OPENS, SENTENCE_BEGINS
from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import IN_WORD, across, word
from anwen.repair.marks import HAN
from anwen.repair.sites.leaning import leaning

NAME = "wrap"

_NARROW = 20  # in characters; the longest lines of verse have fewer
_SLACK = 2.0  # a full line may lack so much: a mark that may not begin a line, half an ASCII word
_FULL = 0.6  # the share of full lines in a wrapped block; the last lines of paragraphs are short
_LINES = 4
# In a page of short paragraphs fewer lines are full; there the breaks in mid-sentence are nearly all at full lines.
_FULL_AMONG_SHORT = 0.35
_OPEN = 0.7
_SPACES = " \u3000"
_HANGING, _NEARLY = 2, 0.8  # lines that are not indented, as paragraphs of the block are; their share
_STOP = frozenset("。！？；：…!?;:")
_STOPS = re.compile("[。！？；：…!?;:][”’）》】)]*\\Z")  # the end of a paragraph's line
_GOES_ON = re.compile(f"[{HAN}，、,“《（(0-9A-Za-z%”’）》)]")
_TAKES_UP = re.compile(f"[{HAN}“‘《（(0-9A-Za-z]")
_NEVER_FIRST = re.compile(f"[，。；、：）》”’]|[！？](?![{HAN}—])")  # no line begins so
_BEFORE = re.compile(f"[{HAN}0-9A-Za-z%”’》）)]")
# 99.\n2%: the other half of a number; 2.\n3 is the next item.
_POINT = re.compile("[0-9][.．]\\Z")
_DECIMAL = re.compile("[0-9]{1,2}(?:[%％‰]|[万亿]?[元吨米倍人户]|[万亿个])")
_PARTED = re.compile(" [-_|–—] [^，。；]*\\Z")  # …夺冠 - 校园新闻 - 某某中学: a page's title
_SITES = 0.7  # nats a character; 长按二维码，关注更多资讯 goes on nowhere, whatever the paragraph below begins with
_RANGE = re.compile("[0-9%月日年时][-—–~～至]\\Z")
_LINE, _ALIKE = 400, 5  # characters of a line that are looked at; that two lines of a song, or items, begin with

# Nats of evidence for a break in mid-sentence. Of 3,666 places inside unseen sentences and 990 ends of lines that no
# stop marks, so many more of the one kind or the other gain less than the first figure when they are joined.
_GAINS = ((2.6, -2.9), (3.8, -1.7), (4.7, -1.0), (6.6, -0.5), (8.0, 0.7), (9.5, 1.4), (11.0, 2.0))
_WORD = 4.0
_AT_MARK = -0.5  # behind a comma every kind of line may end
_IN_LIST = 1.5  # behind 、 few do
_BEFORE_MARK = 5.0
_NUMBER = 2.5  # digits on both sides
_CLAUSE, _NO_CLAUSE = 2.7, -1.3  # a mark inside the line
_CLAUSES = 1.0  # and one at its end, as in verse
_LONG = 3.5  # one at the end of a line longer than verse has
_HEADING = -1.5
_LONG_TITLE = 30  # and more than any has
_TITLE, _PART = 24, 10  # characters of a numbered heading, and of each of its clauses
_SLOGAN = -3.0  # two clauses of one length
_INDENTED = -3.0  # as paragraphs of the block are
_BRACKET = 3.0
_SHORT = -1.0
_FULL_LINE = 0.8  # as wide as the widest
_STOPPED, _UNSTOPPED = 1.0, -3.2
_APART = -1.2  # less: the sentence does not go on here
_WEAK, _UNEVEN = -2.5, 4.0  # nats, characters
_ENOUGH = 4.0
_ENOUGH_AMONG = 2.5  # where another paragraph of the text surely was wrapped
_SURE = 6.0
_LEAST = 8.0  # characters of a line
_QUOTED = 20
_OPENED = re.compile("[（《“(][^）》”)。；]*\\Z")
_CLOSED = re.compile("[^（《“(。；]{0,20}[）》”)]")
_CLOSES = re.compile(r"\d{1,3}[)）]")  # （见附件2）, and no item's number
_INSIDE = re.compile("[，。；](?!\\Z)")


class _Line(NamedTuple):
    start: int
    end: int
    width: float


class _Break(NamedTuple):
    """The end of a line in what may be the middle of a sentence, and how likely it is that (nats)."""

    line: _Line
    after: _Line
    change: Change
    value: float
    indented: bool


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


def _break(text: str, line: _Line, after: _Line, least: int = 0, margin: int = 0) -> _Break | None:
    """What stands between two lines, if a sentence may go on there; paragraphs begin ``least`` characters in, and
    every line of the block ``margin`` ones."""
    if text[line.end - 1] in _STOP:  # nearly all
        return None
    end = line.start + len(text[line.start : line.end].rstrip())
    start = after.start + _indent(text, after)
    left, right = text[max(line.start, end - _LINE) : end], text[start]
    if _STOPS.search(left[-4:]):
        return None
    if (" " in left and _PARTED.search(left)) or text.startswith(text[line.start : line.start + _ALIKE], after.start):
        return None
    indented = start > after.start + margin
    if hyphen := at_line_end(left, text[start : after.end]):
        return _Break(line, after, Change(end - (hyphen == "-"), start, ""), _WORD, indented)
    if (_RANGE.search(left[-2:]) and right.isdigit()) or (_POINT.search(left[-2:]) and _DECIMAL.match(text, start)):
        return _Break(line, after, Change(end, start, ""), _BEFORE_MARK, indented)
    if _NEVER_FIRST.match(text, start) and _BEFORE.search(left[-1]):
        return _Break(line, after, Change(end, start, ""), _BEFORE_MARK, False)
    numbered = OPENS.match(text, start, after.end) and not (
        _CLOSES.match(text, start) and _OPENED.search(left[-_QUOTED:])
    )
    if numbered or not _GOES_ON.match(left[-1]) or not _TAKES_UP.match(right):
        return None
    numbers = left[-1].isdigit() and right.isdigit()
    blank = " " if left[-1].isascii() and right.isascii() and not numbers else ""
    value = _seam(text, end, start) + _ends(text, line, after, left, start)
    value += _INDENTED if start - after.start <= least and indented else 0.0
    if value >= _APART and after.start - line.end > 1 and leaning(left) >= _SITES:
        return None
    return _Break(line, after, Change(end, start, blank), value, indented)


def _indent(text: str, line: _Line) -> int:
    return len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip())


def _margin(text: str, block: list[_Line]) -> int:
    """How many plain spaces every line of a block but its first begins with; ideographic ones begin a paragraph."""
    return min(line.end - line.start - len(text[line.start : line.end].lstrip(" ")) for line in block[1:])


def _seam(text: str, end: int, start: int) -> float:
    """The evidence of the characters on either side."""
    if text[end - 1] in "，、,":
        return _IN_LIST if text[end - 1] == "、" else _AT_MARK
    if text[end - 1].isdigit() and text[start].isdigit():
        return _NUMBER
    if word(text, end, start) >= IN_WORD:
        return _WORD
    value = across(text, end, start)
    return next((nats for most, nats in _GAINS if value < most), _WORD)


def _ends(text: str, line: _Line, after: _Line, left: str, start: int) -> float:
    """The evidence of the two lines: whether they are pieces of prose."""
    value = _SHORT if line.width < _LEAST else 0.0
    words = left.lstrip(" \u3000")
    clauses = [len(part) for part in re.split("[，；。]", words)]
    number = OPENS.match(words)
    if number and line.width <= _TITLE and max(clauses) <= _PART + number.end():
        value += _NO_CLAUSE + _HEADING
    elif words[-1] in "，," and line.width >= _NARROW:
        value += _LONG
    elif not _INSIDE.search(words):
        value += _NO_CLAUSE + (_HEADING if number and line.width < _LONG_TITLE else 0.0)
    else:
        halves = len(clauses) == 2 and clauses[0] == clauses[1] and "。" not in words
        value += _SLOGAN if halves else _CLAUSE if words[-1] not in "，," else _CLAUSES
    if _OPENED.search(left[-_QUOTED:]) and _CLOSED.match(text, start, after.end):
        value += _BRACKET
    if EDITION.search(words) or (HEADING_ENDS.search(words[-3:]) and SENTENCE_BEGINS.match(text, start, after.end)):
        value += _HEADING
    return value


def _groups(text: str, block: list[_Line]) -> list[tuple[float, list[_Break]]]:
    """The breaks of each would-be paragraph, with the evidence that they are in mid-sentence."""
    groups: list[tuple[float, list[_Break]]] = []
    group: list[_Break] = []
    weak: list[_Break] = []
    first, width, margin = _indent(text, block[0]), max(line.width for line in block), _margin(text, block)
    for line, after in [*pairwise(block), (block[-1], None)]:
        if not group and text[line.end - 1] in _STOP:
            continue
        least = max(first, _indent(text, group[0].line if group else line))
        found = _break(text, line, after, least, margin) if after else None
        full = _FULL_LINE if len(block) > 2 and line.width >= width - _SLACK else 0.0
        if found and found.value + full >= _APART:
            group.append(found)
            continue
        if group:
            stopped = _STOPS.search(text, max(line.start, line.end - 8), line.end)
            groups.append((sum(item.value for item in group) + (_STOPPED if stopped else _UNSTOPPED), group))
        weak += [found] if found and found.value >= _WEAK and not found.indented else []
        group = []
    sure = [item.line.width for value, group in groups if value >= _SURE for item in group]
    if sure:  # in a block that surely was wrapped, full lines go on that say little themselves
        full = max(sure) - _SLACK
        groups = [
            (
                max(value, _SURE if value >= 0.0 else 0.0) if all(one.line.width >= full for one in group) else value,
                group,
            )
            for value, group in groups
        ]
        groups += ((_SURE, [item]) for item in weak if max(sure) - _UNEVEN <= item.line.width <= max(sure) + _UNEVEN)
    return groups


def _by_width(text: str, block: list[_Line]) -> list[Change]:
    """The joins of a block whose lines are nearly all full."""
    width = max(line.width for line in block)
    full = sum(line.width >= width - _SLACK for line in block)
    if len(block) < _LINES or width < _NARROW or full < _FULL_AMONG_SHORT * (len(block) - 1):
        return []
    margin = _margin(text, block)
    indented = sum(_indent(text, line) > margin for line in block)
    goes_on = [found for it in pairwise(block) if (found := _break(text, *it, margin=margin)) and not found.indented]
    joins = [found.change for found in goes_on if found.line.width >= width - _SLACK]
    short = full < _FULL * (len(block) - 1)
    if short and (indented < 2 or len(joins) < _OPEN * len(goes_on)):
        return []
    return joins if len(joins) >= 2 and len(joins) >= 0.5 * full - 1 else []


def _by_indent(text: str, block: list[_Line]) -> list[Change]:
    """The joins of a block whose paragraphs begin indented: a line that is not goes on, behind a full stop as well."""
    width = max(line.width for line in block)
    full = width - _SLACK
    paragraph = False
    goes_on: list[tuple[_Line, _Line]] = []
    for line, after in pairwise(block):
        paragraph = text[line.start] in _SPACES or (paragraph and goes_on[-1][0].width >= full)
        paragraph = paragraph and text[after.start] not in _SPACES and not OPENS.match(text, after.start, after.end)
        goes_on += [(line, after)] if paragraph else []
    joined = [pair for pair in goes_on if pair[0].width >= full]
    inside = [found for pair in joined if (found := _break(text, *pair)) and found.value >= _WEAK]
    if width < _NARROW or len(inside) < _HANGING or len(joined) < _NEARLY * len(goes_on):
        return []
    return [Change(line.end, after.start, "") for line, after in joined]


def find(text: str) -> list[Change]:
    if "\n" not in text:
        return []
    lines = _lines(text)
    blocks = [block for block in _blocks(lines) if _is_chinese(block)]
    changes = [change for block in blocks for way in (_by_width, _by_indent) for change in way(text, block)]
    spaced = [block for block in _spaced(text, lines) if _is_chinese(block)]
    groups = [group for block in (*blocks, *spaced) for group in _groups(text, block)]
    least = _ENOUGH_AMONG if max((value for value, _ in groups), default=0.0) >= _SURE else _ENOUGH
    changes += (item.change for value, group in groups if value >= least for item in group)
    return disjoint(changes)


def _is_chinese(block: list[_Line]) -> bool:
    return sum(line.width for line in block) >= 0.75 * sum(line.end - line.start for line in block)
