"""Bars that a layout, a breadcrumb or a title left: …工作总结 |, | 会议强调，要…。 |, rows without a cell.

Rows of a table stay: two cells side by side, or short ones under a rule. Sentences of one cell a row are no table.
"""

from __future__ import annotations

import re
from itertools import groupby

from anwen.repair.draft import Change, disjoint
from anwen.repair.marks import CHINESE

NAME = "pipe"

_BARS = "|｜│┃║¦"
_HINT = re.compile(f"[{_BARS}]")
_LINE = re.compile("[^\n]+")
_AT_END = re.compile(f"(?<=[{CHINESE}0-9A-Za-z.!?)])[ \\t\\u3000]*[{_BARS}][ \\t\\u3000{_BARS}]*$")
_AT_START = re.compile(f"[ \\t\\u3000]*[{_BARS}][ \\t\\u3000{_BARS}]*(?=[{CHINESE}0-9A-Za-z(])")
_EMPTY = re.compile(f"[ \\t\\u3000{_BARS}]*[{_BARS}][ \\t\\u3000{_BARS}]*")
_RULE = re.compile(r"[ \t]*[|｜]?[ \t]*:?-{2,}:?[ \t]*(?:[|｜][ \t]*:?-{2,}:?[ \t]*)*[|｜]?[ \t]*")
_DRAWN = re.compile("[├└┌┐┘┤┬┴┼]")
_PARTED = re.compile(f"[{_BARS}][ \\t\\u3000]+[{_BARS}]")
_BETWEEN = re.compile(f"(?<=[。；！？”])[{_BARS}]{{1,2}}(?=[{CHINESE}0-9])")
_SENTENCE = re.compile("[。；！？，][”）]?$|[，。；].*[。；！？]")
_PROSE = 8  # characters


class _Row:
    def __init__(self, start: int, text: str) -> None:
        self.start, self.text, self.end = start, text, start + len(text)
        self.rule = bool(_RULE.fullmatch(text)) and bool(_HINT.search(text))
        self.empty = not self.rule and bool(_EMPTY.fullmatch(text))
        self.cells = [cell.strip() for cell in re.split(f"[{_BARS}\t]", text) if cell.strip()]

    @property
    def barred(self) -> bool:
        return bool(_HINT.search(self.text))


def find(text: str) -> list[Change]:
    if not _HINT.search(text) or _DRAWN.search(text):
        return []
    changes: list[Change] = []
    rows = [_Row(match.start(), match[0]) for match in _LINE.finditer(text)]
    for barred, group in groupby(rows, lambda row: row.barred):
        if barred:
            changes += _block(text, list(group))
    return disjoint(changes)


def _block(text: str, rows: list[_Row]) -> list[Change]:
    """The changes of lines with bars that follow each other."""
    filled = [row for row in rows if row.cells and not row.rule]
    if any(len(row.cells) > 1 for row in filled):
        if any(row.rule or row.text.lstrip()[0] in _BARS for row in rows):
            return []
        return [change for row in filled for change in _inner(row)]
    ruled = any(row.rule for row in rows)
    prose = sum(len(row.text) >= _PROSE and bool(_SENTENCE.search(row.cells[0])) for row in filled)
    if ruled and 2 * prose <= len(filled):
        return []
    changes: list[Change] = []
    for row in rows:
        if row.rule or row.empty:
            changes.append(Change(*_whole(text, row), ""))
            continue
        first, last = _AT_START.match(row.text), _AT_END.search(row.text)
        if first and not (last or prose):
            continue  # | 老陈: a quotation, a list
        if last and len(row.cells[0]) < _PROSE and _PARTED.search(last[0]):
            continue  # 姓名 | |: a form, with a cell to fill in
        changes += (Change(row.start + m.start(), row.start + m.end(), "") for m in (first, last) if m)
    return changes


def _inner(row: _Row) -> list[Change]:
    """Bars between whole sentences, and the one behind the last."""
    if not all(len(cell) >= _PROSE and cell[-1] in "。；！？”" for cell in row.cells):
        return []
    found = [Change(row.start + m.start(), row.start + m.end(), "") for m in _BETWEEN.finditer(row.text)]
    last = _AT_END.search(row.text)
    return [*found, *([Change(row.start + last.start(), row.end, "")] if last else [])]


def _whole(text: str, row: _Row) -> tuple[int, int]:
    """A line with its end."""
    return (row.start, row.end + 1) if row.end < len(text) else (max(0, row.start - 1), row.end)
