"""Join lines that were broken inside sentences.

A block whose lines are nearly all full tells a fixed width. Elsewhere the breaks themselves tell: each is weighed
(`evidence`), and those of one would-be paragraph are judged together. Verse, items, headings, names, addresses and
tables break where a clause ends, and few of their lines have a mark inside or a full stop at the end.
"""

from __future__ import annotations

from itertools import pairwise

from anwen.repair.breaks.evidence import APART, NARROW, STOP, STOPS, Break, Line, indent, weigh
from anwen.repair.documents import OPENS
from anwen.repair.draft import Change, disjoint

NAME = "wrap"

_SLACK = 2.0  # a full line may lack so much: a mark that may not begin a line, half an ASCII word
_FULL = 0.6  # the share of full lines in a wrapped block; the last lines of paragraphs are short
_LINES = 4
# In a page of short paragraphs fewer lines are full; there the breaks in mid-sentence are nearly all at full lines.
_FULL_AMONG_SHORT = 0.35
_OPEN = 0.7
_SPACES = " \u3000"
_HANGING, _NEARLY = 2, 0.8  # lines that are not indented, as paragraphs of the block are; their share
# Nats of evidence: of a line as wide as the widest, of how the paragraph ends.
_FULL_LINE = 0.8
_STOPPED, _UNSTOPPED = 1.0, -3.2
_WEAK, _UNEVEN = -2.5, 4.0  # nats, characters
_ENOUGH = 4.0
_ENOUGH_AMONG = 2.5  # where another paragraph of the text surely was wrapped
_SURE = 6.0


def _width(line: str) -> float:
    """In Chinese characters; an ASCII one is half as wide."""
    narrow = len(line.encode("ascii", "ignore"))
    return len(line) - narrow / 2


def _lines(text: str) -> list[Line | None]:
    """The lines; None for one that is blank or a table's row."""
    lines: list[Line | None] = []
    place = 0
    for line in text.split("\n"):
        prose = line.strip() and "\t" not in line and "|" not in line
        lines.append(Line(place, place + len(line), _width(line.rstrip())) if prose else None)
        place += len(line) + 1
    return lines


def _blocks(lines: list[Line | None]) -> list[list[Line]]:
    """Runs of lines without a blank one or a table's row between them."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if len(block) > 1]


def _spaced(text: str, lines: list[Line | None]) -> list[list[Line]]:
    """Runs of lines with one blank line between every two."""
    blocks: list[list[Line]] = [[]]
    for before, line in pairwise([None, *lines]):
        if line and before:
            blocks.append([])
        if line:
            last = blocks[-1][-1] if blocks[-1] else line
            if text.count("\n", last.end, line.start) > 2:
                blocks.append([])
            blocks[-1].append(line)
    return [block for block in blocks if len(block) > 1]


def _margin(text: str, block: list[Line]) -> int:
    """How many plain spaces every line of a block but its first begins with; ideographic ones begin a paragraph."""
    return min(line.end - line.start - len(text[line.start : line.end].lstrip(" ")) for line in block[1:])


def _groups(text: str, block: list[Line]) -> list[tuple[float, list[Break]]]:
    """The breaks of each would-be paragraph, with the evidence that they are in mid-sentence."""
    groups: list[tuple[float, list[Break]]] = []
    group: list[Break] = []
    weak: list[Break] = []
    first, width, margin = indent(text, block[0]), max(line.width for line in block), _margin(text, block)
    for line, after in [*pairwise(block), (block[-1], None)]:
        if not group and text[line.end - 1] in STOP:
            continue
        least = max(first, indent(text, group[0].line if group else line))
        found = weigh(text, line, after, least, margin) if after else None
        full = _FULL_LINE if len(block) > 2 and line.width >= width - _SLACK else 0.0
        if found and found.value + full >= APART:
            group.append(found)
            continue
        if group:
            stopped = STOPS.search(text, max(line.start, line.end - 8), line.end)
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


def _by_width(text: str, block: list[Line]) -> list[Change]:
    """The joins of a block whose lines are nearly all full."""
    width = max(line.width for line in block)
    full = sum(line.width >= width - _SLACK for line in block)
    if len(block) < _LINES or width < NARROW or full < _FULL_AMONG_SHORT * (len(block) - 1):
        return []
    margin = _margin(text, block)
    indented = sum(indent(text, line) > margin for line in block)
    goes_on = [found for it in pairwise(block) if (found := weigh(text, *it, margin=margin)) and not found.indented]
    joins = [found.change for found in goes_on if found.line.width >= width - _SLACK]
    short = full < _FULL * (len(block) - 1)
    if short and (indented < 2 or len(joins) < _OPEN * len(goes_on)):
        return []
    return joins if len(joins) >= 2 and len(joins) >= 0.5 * full - 1 else []


def _by_indent(text: str, block: list[Line]) -> list[Change]:
    """The joins of a block whose paragraphs begin indented: a line that is not goes on, behind a full stop as well."""
    width = max(line.width for line in block)
    full = width - _SLACK
    paragraph = False
    goes_on: list[tuple[Line, Line]] = []
    for line, after in pairwise(block):
        paragraph = text[line.start] in _SPACES or (paragraph and goes_on[-1][0].width >= full)
        paragraph = paragraph and text[after.start] not in _SPACES and not OPENS.match(text, after.start, after.end)
        goes_on += [(line, after)] if paragraph else []
    joined = [pair for pair in goes_on if pair[0].width >= full]
    inside = [found for pair in joined if (found := weigh(text, *pair)) and found.value >= _WEAK]
    if width < NARROW or len(inside) < _HANGING or len(joined) < _NEARLY * len(goes_on):
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


def _is_chinese(block: list[Line]) -> bool:
    return sum(line.width for line in block) >= 0.75 * sum(line.end - line.start for line in block)
