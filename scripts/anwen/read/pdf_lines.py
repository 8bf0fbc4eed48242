"""A page's characters as lines, tables and columns, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from anwen.read.pdf_glyphs import Glyph, Sheet
from anwen.read.pdf_grid import Grid, grids

_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u2018-\u201d\u2026\u2014]")
# Gaps, in ems. Justified Chinese is let out by a third of an em at most; a tab, a column or a cell begins after more.
_CELL = 1.6
_SPACE_WIDE, _SPACE_MIXED, _SPACE = 0.7, 0.45, 0.17
_SAME_LINE = 0.4
_MOST_GUTTERS = 40
_LEAST_LINES = 4  # in each column: three lines side by side are a signature block or a table


class Line(NamedTuple):
    """Characters side by side. ``frame`` names the column whose margins are the line's."""

    x0: float
    x1: float
    y: float
    size: float
    text: str
    bold: bool
    frame: str = ""


class Rows(NamedTuple):
    """A table: rows of cells; a cell with running text holds its lines instead of a string."""

    rows: list[list[str]]
    y: float


Part = Line | Rows


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The characters as lines from top to bottom, cut where a gap is wider than any between words."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.y, glyph.x0)):
        if rows and abs(rows[-1][0].y - glyph.y) <= _SAME_LINE * min(rows[-1][0].size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [line for row in rows for line in _row_lines(sorted(row, key=lambda glyph: glyph.x0))]


def _row_lines(row: list[Glyph]) -> list[Line]:
    cut: list[list[Glyph]] = []
    words: list[str] = []
    spaced = False
    for glyph in row:
        if glyph.text.isspace():
            spaced = True
            continue
        gap = (glyph.x0 - cut[-1][-1].x1) / max(glyph.size, cut[-1][-1].size) if cut else 0.0
        if not cut or gap > _CELL:
            cut.append([])
            words.append("")
        elif spaced or gap > _least_gap(cut[-1][-1].text, glyph.text):
            words[-1] += " "
        cut[-1].append(glyph)
        words[-1] += glyph.text
        spaced = False
    return [_line(part, text) for part, text in zip(cut, words, strict=True)]


def _least_gap(before: str, after: str) -> float:
    wide = bool(_WIDE.match(before[-1:])) + bool(_WIDE.match(after[:1]))
    return (_SPACE, _SPACE_MIXED, _SPACE_WIDE)[wide]


def _line(glyphs: list[Glyph], text: str) -> Line:
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs)
    size = max(sizes, key=lambda size: (sizes[size], size))
    bold = sum(glyph.bold for glyph in glyphs) > 0.8 * len(glyphs)
    return Line(glyphs[0].x0, max(glyph.x1 for glyph in glyphs), glyphs[0].y, size, text, bold)


def parts(sheet: Sheet, gone: set[Line]) -> list[Part]:
    """Lines and tables of a page in reading order, less some; ``frame`` tells lines of different columns apart."""
    found = [(grid, *_ruled(grid, sheet.glyphs)) for grid in grids(sheet.rules)]
    tables = [(grid, rows) for grid, rows, is_table in found if is_table]
    outside = [glyph for glyph in sheet.glyphs if not any(grid.holds(glyph) for grid, _ in tables)]
    ordered: list[Part] = list(_columns([line for line in lines_of(outside) if line not in gone], "page"))
    for grid, rows in tables:
        at = next((at for at, part in enumerate(ordered) if part.y < grid.top), len(ordered))
        ordered[at:at] = rows
    return ordered


def _ruled(grid: Grid, glyphs: list[Glyph]) -> tuple[list[Part], bool]:
    """The text in a ruled grid: a table, or where cells hold running text (a form) their lines one after another."""
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if grid.holds(glyph):
            cells.setdefault(grid.cell(glyph), []).append(glyph)
    if len({column for _, column in cells}) < 2:
        return [], False  # a frame around text
    done: list[Part] = []
    rows: list[list[str]] = []
    for row in range(grid.height):
        texts = [lines_of(cells.get((row, column), [])) for column in range(grid.width)]
        if any(len(lines) >= 4 and sum(len(line.text) for line in lines) > 100 for lines in texts):
            done += [Rows(rows, grid.top)] if rows else []
            rows = []
            for column, lines in enumerate(texts):
                done += [line._replace(frame=f"cell {grid.top:.0f} {row} {column}") for line in joined_rows(lines)]
        elif any(texts):
            rows.append([wrapped(line.text for line in joined_rows(lines)) for lines in texts])
    return [*done, *([Rows(rows, grid.top)] if rows else [])], True


def joined_rows(lines: list[Line]) -> list[Line]:
    """Lines that stand on one level as one, a space between them."""
    merged: list[Line] = []
    for line in lines:
        if merged and line.y == merged[-1].y and line.x0 > merged[-1].x0:
            last = merged[-1]
            merged[-1] = last._replace(x1=line.x1, text=f"{last.text} {line.text}", bold=last.bold and line.bold)
        else:
            merged.append(line)
    return merged


def wrapped(texts: Iterable[str]) -> str:
    """Lines of one paragraph as one text: a space only between words of letters and digits."""
    whole = ""
    for text in texts:
        gap = " " if whole and not _WIDE.match(whole[-1]) and not _WIDE.match(text[:1]) else ""
        whole += ("" if whole.endswith("-") and text[:1].islower() else gap) + text
    return whole


def _columns(lines: list[Line], frame: str) -> list[Part]:
    """Lines in reading order: where running text stands in columns, one column after the other."""
    gutter = _gutter(lines)
    if gutter is None or frame.count("/") >= 3:
        return _level(lines, frame)
    ordered: list[Part] = []
    band: list[Line] = []
    for line in [*lines, None]:
        if line is not None and not line.x0 < gutter < line.x1:
            band.append(line)
            continue
        left = [each for each in band if each.x1 <= gutter]
        right = [each for each in band if each.x0 >= gutter]
        if min(len(left), len(right)) >= _LEAST_LINES and _is_running(left) and _is_running(right):
            ordered += _columns(left, f"{frame}/l") + _columns(right, f"{frame}/r")
        else:
            ordered += _level(band, frame)
        ordered += _level([line], frame) if line is not None else []
        band = []
    return ordered


def _gutter(lines: list[Line]) -> float | None:
    """Where the page may be parted: most lines stand wholly to its left or right, many on either side."""
    if len(lines) < 2 * _LEAST_LINES:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    places = Counter(round(line.x0) - 1.0 for line in lines if 0.2 < (line.x0 - left) / (right - left + 1) < 0.8)
    best: tuple[int, float] | None = None
    for place, _ in sorted(places.most_common(_MOST_GUTTERS)):
        before = sum(line.x1 <= place for line in lines)
        after = sum(line.x0 >= place for line in lines)
        score = min(before, after) - (len(lines) - before - after)
        if min(before, after) >= _LEAST_LINES and (best is None or score > best[0]):
            best = score, place
    return None if best is None else best[1]


def _is_running(lines: list[Line]) -> bool:
    """Whether lines fill their column as running text does; cells of a table do not."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    full = sum(line.x1 - line.x0 >= 0.75 * (right - left) for line in lines)
    return 2 * full >= len(lines) and right - left >= 8 * median(line.size for line in lines)


def _level(lines: list[Line], frame: str) -> list[Part]:
    """Lines of one column: three or more rows in a row whose cells begin under each other are a table."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and line.y == rows[-1][0].y:
            rows[-1].append(line)
        else:
            rows.append([line])
    done: list[Part] = []
    run: list[list[Line]] = []
    for row in [*rows, []]:
        if len(row) > 1 and (not run or _under(run[-1], row)):
            run.append(row)
            continue
        if len(run) >= 3:
            done.append(Rows([[line.text for line in each] for each in run], run[0][0].y))
        else:
            done += [line._replace(frame=frame) for each in run for line in joined_rows(each)]
        run = [row] if len(row) > 1 else []
        if len(row) == 1:
            done.append(row[0]._replace(frame=frame))
    return done


def _under(above: list[Line], row: list[Line]) -> bool:
    return len(above) == len(row) and all(
        abs(one.x0 - other.x0) < 1.5 * one.size or abs((one.x0 + one.x1) - (other.x0 + other.x1)) < 2 * one.size
        for one, other in zip(above, row, strict=True)
    )
