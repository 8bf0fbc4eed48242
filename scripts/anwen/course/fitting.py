"""Paragraphs → pages on which they fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from anwen.course.measure import lines_of, sentences, width_of
from anwen.course.prepared import Run

Role = Literal["text", "item", "quote", "source", "small"]
LEADING = 1.4  # line height in sizes: Chinese text needs more than Latin
_BEFORE: dict[Role, float] = {"text": 0.5, "item": 0.4, "quote": 0.5, "source": 0.3, "small": 0.5}
_RELATIVE: dict[Role, float] = {"text": 1, "item": 1, "quote": 1, "source": 0.75, "small": 0.8}
INDENT = 1.5  # of an item's text under its mark, in sizes


class Para(Struct, frozen=True):
    """A paragraph on a slide. ``mark`` stands before it, as • or A.; ``widest`` is the widest mark of its list."""

    runs: tuple[Run, ...]
    role: Role = "text"
    mark: str = ""
    widest: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class Box(Struct, frozen=True):
    """Room for text, in points."""

    width: float
    height: float


def size_of(para: Para, base: float) -> float:
    """The size of a paragraph's letters, in points, where ``base`` is the slide's."""
    return round(base * _RELATIVE[para.role] * 2) / 2


def indent_of(para: Para, base: float) -> float:
    """How far a paragraph's text stands from the left, in points."""
    if not para.mark:
        return base if para.role in ("quote", "source") else 0
    return size_of(para, base) * max(INDENT, sum(map(width_of, para.widest or para.mark)) + 0.5)


def space_before(para: Para, base: float) -> float:
    """The space above a paragraph, in points."""
    return size_of(para, base) * _BEFORE[para.role]


def height_of(para: Para, base: float, width: float) -> float:
    """How high a paragraph is, the space above it included, in points."""
    size = size_of(para, base)
    lines = lines_of(para.text, size, width - indent_of(para, base))
    return lines * size * LEADING + space_before(para, base)


def total(paras: Sequence[Para], base: float, width: float) -> float:
    """How high several paragraphs are."""
    return sum(height_of(para, base, width) for para in paras)


def fits(paras: Sequence[Para], box: Box, sizes: Sequence[float]) -> float:
    """The first of ``sizes`` at which everything fits in the box; 0 where none does."""
    return next((size for size in sizes if total(paras, size, box.width) <= box.height), 0)


def paginated(paras: Sequence[Para], box: Box, base: float) -> list[list[Para]]:
    """The paragraphs on as few pages as possible, about equally full; a long one is cut at the ends of sentences."""
    pages = _filled(paras, box, base)
    low, high = 0.0, box.height
    for _ in range(12 if len(pages) > 1 else 0):  # the lowest page on which they still need no more pages
        middle = (low + high) / 2
        if len(_filled(paras, Box(box.width, middle), base)) > len(pages):
            low = middle
        else:
            high = middle
    return _filled(paras, Box(box.width, high), base)


def _filled(paras: Sequence[Para], box: Box, base: float) -> list[list[Para]]:
    pages: list[list[Para]] = [[]]
    room = box.height
    for para in paras:
        rest: Para | None = para
        while rest is not None:
            height = height_of(rest, base, box.width)
            if height <= room:
                pages[-1].append(rest)
                room -= height
                break
            head, tail = _cut(rest, room, base, box.width, anywhere=not pages[-1])
            if head is not None:
                pages[-1].append(head)
            rest = tail
            pages.append([])
            room = box.height
    return [page for page in pages if page]


def _cut(para: Para, room: float, base: float, width: float, *, anywhere: bool) -> tuple[Para | None, Para | None]:
    """As many of a paragraph's sentences as fit, and the rest; ``anywhere`` cuts a sentence that is a page long."""
    parts = _sentences(para)
    taken = 0
    while taken < len(parts) and height_of(_joined(para, parts[: taken + 1]), base, width) <= room:
        taken += 1
    if taken:
        return _joined(para, parts[:taken]), replace(_joined(para, parts[taken:]), mark="") if parts[taken:] else None
    if not anywhere:
        return None, para
    single = [(replace(run, text=char),) for part in parts[0] for run in (part,) for char in run.text]
    taken = 1
    while taken < len(single) and height_of(_joined(para, single[: taken + 1]), base, width) <= room:
        taken += 1
    commas = [at + 1 for at in range(taken // 2, taken) if single[at][0].text in "，、：；"]
    taken = commas[-1] if commas else taken
    rest = [*single[taken:], *parts[1:]]
    return _joined(para, single[:taken]), replace(_joined(para, rest), mark="") if rest else None


def _sentences(para: Para) -> list[tuple[Run, ...]]:
    """A paragraph's sentences; a raised number stays with the sentence before it."""
    found: list[tuple[Run, ...]] = []
    open_ = False
    for run in para.runs:
        if run.cites:
            found[-1:] = [(*found[-1], run)] if found else [(run,)]
            continue
        for text in sentences(run.text):
            piece = replace(run, text=text)
            if open_ and found:
                found[-1] = (*found[-1], piece)
            else:
                found.append((piece,))
            open_ = text.rstrip("”’）》")[-1:] not in "。！？；"
    return found


def _joined(para: Para, parts: Sequence[tuple[Run, ...]]) -> Para:
    runs: list[Run] = []
    for run in (run for part in parts for run in part):
        if runs and (runs[-1].bold, runs[-1].cites) == (run.bold, run.cites) and not run.cites:
            runs[-1] = replace(run, text=runs[-1].text + run.text)
        else:
            runs.append(run)
    return replace(para, runs=tuple(runs))
