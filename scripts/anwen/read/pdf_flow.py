"""Lines of many pages as running text: page headers out of the way, lines joined to paragraphs, headings told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from anwen.read.pdf_lines import Line, Part, Rows, wrapped

_EDGE = 3  # lines at a page's top and bottom among which headers, footers and page numbers are looked for
_NUMBER = re.compile(r"[-—–·~\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/,，共of]+\s*\d{1,4}\s*页?)?[-—–·~\s]*", re.I)
# What a browser prints around a page: the day and the address.
_PRINTED = re.compile(r"\d{1,4}/\d{1,2}/\d{1,4}[ ,，].{0,5}\d{1,2}:\d\d.{0,5}|\S{2,6}://\S+")
_MARGIN = 0.13  # of the page's height: a page number stands in this part of it
_SENTENCE = re.compile(r"[。！？；!?;]['\"”’」』）)\]】]*$")
_LISTED = re.compile(r"(?:[•·●○■◆▪➢✓–—*-]|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）.、．])")
_FIRST = re.compile(r"[A-Za-z0-9.%‰+/-]+|.[，。、；：？！）》”’」』】]*")
_LONGEST_HEADING = 60
_LARGER = 1.1
_INDENT = 1.2  # ems
_FAR = 0.3  # of a column's width
_MOST_LEADING = 2.4  # ems; double spacing with room to spare
_Key = tuple[str, int]  # a line's words, numbers aside, and its height on the page


class Paragraph(NamedTuple):
    """A paragraph, a heading (``level`` from 1) or a table (``rows``)."""

    text: str
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


class _Frame(NamedTuple):
    """The margins of a column and the usual distance of its lines."""

    left: float
    right: float
    leading: float


def running(pages: Sequence[list[Line]], heights: Sequence[float]) -> list[set[Line]]:
    """The headers, footers and page numbers of each page, from the lines of all pages."""
    marks: Counter[_Key] = Counter()
    edges: list[list[tuple[Line, _Key]]] = []
    for lines in pages:
        lines = sorted(lines, key=lambda line: -line.y)
        edge = [*lines[:_EDGE], *lines[-_EDGE:]] if len(lines) > 2 * _EDGE else lines
        keyed = [(line, (re.sub(r"\d+", "#", line.text.replace(" ", "")), round(line.y / 8))) for line in edge]
        edges.append(keyed)
        marks.update({key for _, key in keyed})
    least = 2 if len(pages) == 2 else max(3, round(0.3 * len(pages)))
    return [
        {line for line, key in keyed if _near(marks, key) >= least or _is_number(line, keyed, height)}
        for keyed, height in zip(edges, heights, strict=True)
    ]


def _near(marks: Counter[_Key], key: _Key) -> int:
    text, at = key
    return max(marks[key], marks[text, at - 1] + marks[key], marks[text, at + 1] + marks[key])


def _is_number(line: Line, keyed: list[tuple[Line, _Key]], height: float) -> bool:
    """Whether a line is a page number in the page's lower or upper margin, or what a browser prints there."""
    outermost = line.y <= min(each.y for each, _ in keyed) or line.y >= max(each.y for each, _ in keyed)
    if not outermost or _MARGIN * height < line.y < (1 - _MARGIN) * height:
        return False
    if any(_PRINTED.fullmatch(each.text) for each, _ in keyed if each.y == line.y):
        return True
    return bool(_NUMBER.fullmatch(line.text)) and any(character.isdigit() for character in line.text)


def paragraphs(pages: list[list[Part]]) -> list[Paragraph]:
    """Running text from the lines of all pages, in order."""
    lines = [part for parts in pages for part in parts if isinstance(part, Line)]
    frames = _frames(pages)
    body = _body_size(lines)
    indented = _is_indented(pages, frames)
    groups: list[list[Line] | Rows] = []
    for number, parts in enumerate(pages):
        for at, part in enumerate(parts):
            last = groups[-1] if groups else None
            if isinstance(part, Rows):
                if at == 0 and isinstance(last, Rows) and len(last.rows[0]) == len(part.rows[0]):
                    last.rows.extend(part.rows[part.rows[0] == last.rows[0] :])  # goes on from the page before
                else:
                    groups.append(part)
            elif isinstance(last, list) and _goes_on(last, part, frames, number, body, indented, turned=at == 0):
                last.append(part)
            else:
                groups.append([part])
    levels = _levels(groups, body)
    return [
        Paragraph("", rows=tuple(map(tuple, group.rows)))
        if isinstance(group, Rows)
        else Paragraph(wrapped(line.text for line in group), levels.get(_kind(group, body), 0) if _heads(group) else 0)
        for group in groups
    ]


def _key(line: Line, page: int) -> str:
    # books print left and right pages with different margins
    return line.frame if line.frame.startswith("cell") else f"{line.frame} {page % 2}"


def _frames(pages: list[list[Part]]) -> dict[str, _Frame]:
    found: dict[str, list[Line]] = {}
    steps: dict[str, list[float]] = {}
    for number, parts in enumerate(pages):
        above: Line | None = None
        for part in parts:
            if isinstance(part, Line):
                key = _key(part, number)
                found.setdefault(key, []).append(part)
                if above is not None and above.frame == part.frame and above.y > part.y:
                    steps.setdefault(key, []).append(above.y - part.y)
                above = part
    frames = {}
    for key, lines in found.items():
        size = median(line.size for line in lines)
        left = _margin([line.x0 for line in lines], 0.6 * size)
        right = -_margin([-line.x1 for line in lines], 1.2 * size)
        leading = median(steps.get(key, [1.5 * size]))
        frames[key] = _Frame(left, right, min(leading, _MOST_LEADING * size))
    return frames


def _margin(ends: list[float], near: float) -> float:
    """The outermost place where more than a stray line ends: a title or a signature hangs over the text's margin."""
    ends = sorted(ends)
    least = max(2, len(ends) // 12)
    fitting = (end for at, end in enumerate(ends) if at + least <= len(ends) and ends[at + least - 1] - end <= near)
    return next(fitting, ends[0])


def _body_size(lines: list[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(2 * line.size) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=10.0)


def _is_full(line: Line, following: Line, frame: _Frame) -> bool:
    """Whether a line ends where the next word would not have found room."""
    first = _FIRST.match(following.text)
    word = first.group() if first else ""
    width = (following.x1 - following.x0) / max(1, len(following.text)) * len(word)
    return frame.right - line.x1 < width + 1.2 * line.size


def _is_indented(pages: list[list[Part]], frames: dict[str, _Frame]) -> bool:
    """Whether paragraphs begin with an indent: lines below one that was not full say so."""
    begins = []
    for number, parts in enumerate(pages):
        for above, line in pairwise(parts):
            if isinstance(above, Line) and isinstance(line, Line) and above.frame == line.frame:
                frame = frames[_key(line, number)]
                if _SENTENCE.search(above.text) and not _is_full(above, line, frame):
                    begins.append(line.x0 - frame.left >= _INDENT * line.size)
    return 2 * sum(begins) > len(begins) if begins else True


def _goes_on(
    group: list[Line],
    line: Line,
    frames: dict[str, _Frame],
    page: int,
    body: float,
    indented: bool,
    *,
    turned: bool,
) -> bool:
    """Whether a line continues the paragraph above it. ``turned``: it is the first of its page."""
    last = group[-1]
    frame = frames[_key(line, page)]
    if abs(last.size - line.size) > 0.12 * line.size or last.bold != line.bold:
        return False
    same = last.frame == line.frame and not turned
    step = last.y - line.y
    if same and not 0 < step <= 1.45 * max(frame.leading, 1.1 * line.size):
        return False
    if line.size >= _LARGER * body and len(group) < 4:  # a title's lines are centred, and none is full
        return same and step <= 2.2 * line.size and not _SENTENCE.search(last.text) and not _LISTED.match(line.text)
    before = frames[_key(last, page - 1 if turned else page)]
    if same and len(group) == 1 and line.x0 < last.x0 - _FAR * (before.right - before.left):
        return False  # a sign-off stands to the right, what is below it begins anew
    if not _is_full(last, line, before):
        return False
    indent = (line.x0 - frame.left) / line.size
    if same and len(group) > 1 and abs(group[0].x0 - group[1].x0) >= 0.5 * line.size:
        return abs(line.x0 - group[1].x0) < 0.5 * line.size  # the second line has shown where lines go on
    if indent >= _INDENT:
        return len(group) == 1 and bool(_LISTED.match(last.text)) and 0 < line.x0 - last.x0 < 5 * line.size
    if indented or not _SENTENCE.search(last.text):
        return indent < _INDENT
    return same and step <= 1.12 * frame.leading and not _LISTED.match(line.text)


def _heads(group: list[Line]) -> bool:
    text = "".join(line.text for line in group)
    return len(text) <= _LONGEST_HEADING and not _SENTENCE.search(text) and any(map(str.isalpha, text))


def _kind(group: list[Line], body: float) -> tuple[float, bool]:
    size = max(line.size for line in group)
    return (size if size >= _LARGER * body else body, all(line.bold for line in group))


def _levels(groups: list[list[Line] | Rows], body: float) -> dict[tuple[float, bool], int]:
    """The headings' levels: by size, then bold ones in the size of the text, unless the text itself is bold."""
    texts = [group for group in groups if not isinstance(group, Rows)]
    headings = {_kind(group, body) for group in texts if _heads(group)}
    bold = sum(len(line.text) for group in texts for line in group if line.bold)
    is_bold = 2 * bold > sum(len(line.text) for group in texts for line in group)
    kinds = sorted((kind for kind in headings if kind[0] > body or (kind[1] and not is_bold)), reverse=True)
    sizes: dict[tuple[float, bool], int] = {}
    for kind in kinds:
        near = next((known for known in sizes if abs(known[0] - kind[0]) < 0.6 and kind[0] > body), None)
        sizes[kind] = sizes[near] if near else min(6, len(set(sizes.values())) + 1)
    return sizes
