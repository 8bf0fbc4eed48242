"""Headings that a Word document shows by their looks alone: short paragraphs in bold or in larger letters.

Most documents of offices use no style but the standard one. Where one has headings by style, those are meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from docx.oxml.ns import qn

from anwen.read.looks import LONGEST, can_head

_MOST = 6  # kinds of headings
_LARGER = 2  # half-points more than the letters of the text
_STANDARD = 20  # half-points: Word's own, where the document says none


class _Look(NamedTuple):
    size: float  # in half-points; all that is hardly larger than the text counts as it
    bold: bool


def heading_levels(document: Any, paragraphs: Sequence[Any], text_of: Callable[[Any], str]) -> dict[int, int]:
    """The levels of the headings among the paragraphs, by their places; larger letters go before bold ones.

    A look whose headings have those of another right below them is its senior whatever their sizes.
    """
    looks = _Looks(document)
    texts = [text_of(paragraph).strip() for paragraph in paragraphs]
    sizes = [looks.size(paragraph) for paragraph in paragraphs]
    written = Counter[float]()
    for text, size in zip(texts, sizes, strict=True):
        written[size] += len(text)
    if not written.total():
        return {}
    body = max(sorted(written), key=lambda size: written[size])
    found = [
        _Look(size if size >= body + _LARGER else body, looks.is_bold(paragraph))
        for paragraph, size in zip(paragraphs, sizes, strict=True)
    ]
    bold = sum(len(text) for text, look in zip(texts, found, strict=True) if look.bold)
    plain = {_Look(body, False)} | ({_Look(body, True)} if 2 * bold > written.total() else set())
    begin = next((at for at, text in enumerate(texts) if len(text) > LONGEST or re.search("[。：:]$", text)), 0)
    heads = [
        at
        for at in range(begin, len(texts))
        if texts[at] and found[at] not in plain and can_head(texts[at]) and looks.side(paragraphs[at]) != "right"
    ]
    if len({found[at] for at in heads}) > _MOST:  # letters of every size are no system
        return {}
    order = _order([found[at] for at in heads], _neighbours(texts, found, set(heads)))
    return {at: order.index(found[at]) + 1 for at in heads}


def _neighbours(texts: list[str], looks: list[_Look], heads: set[int]) -> Counter[tuple[_Look, _Look]]:
    """How often a heading of one look stands right above one of another."""
    places = [at for at, text in enumerate(texts) if text]
    return Counter((looks[one], looks[other]) for one, other in pairwise(places) if {one, other} <= heads)


def _order(looks: list[_Look], above: Counter[tuple[_Look, _Look]]) -> list[_Look]:
    """The looks from the most senior to the most junior."""
    order = sorted(set(looks), reverse=True)
    for _ in order:
        for at, (senior, junior) in enumerate(pairwise(order)):
            if above[junior, senior] > above[senior, junior]:
                order[at], order[at + 1] = junior, senior
    return order


class _Looks:
    """Sizes and weights of paragraphs' letters, as their runs say, their style, or the document's defaults."""

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))}
        self._standard = next(
            (style for style in self._styles.values() if style.get(qn("w:default")) == "1"
             and style.get(qn("w:type")) == "paragraph"), None)  # fmt: skip
        self._defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")

    def size(self, paragraph: Any) -> float:
        """The size of most letters, in half-points."""
        sizes = Counter[float]()
        for run in _runs(paragraph):
            sizes[self._number(self._said(paragraph, run, "w:sz"))] += len(_letters(run))
        return max(sorted(sizes), key=lambda size: sizes[size]) if sizes else _STANDARD

    def is_bold(self, paragraph: Any) -> bool:
        """Whether all letters are bold."""
        runs = [run for run in _runs(paragraph) if _letters(run).strip()]
        return bool(runs) and all(
            self._said(paragraph, run, "w:b") not in (None, "0", "false", "off", "none") for run in runs
        )

    def side(self, paragraph: Any) -> str:
        """How the paragraph is set: right, center … or "" where nothing says so."""
        value = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        return {"end": "right"}.get(side := "" if value is None else str(value.get(qn("w:val"), "")), side)

    def _said(self, paragraph: Any, run: Any, tag: str) -> str | None:
        """The value of the nearest property: of the run, its paragraph's style, what that is based on, the defaults."""
        places = [run.find(qn("w:rPr"))]
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self._standard if named is None else self._styles.get(named.get(qn("w:val")))
        for _ in range(20):  # styles may, wrongly, be based on each other in a circle
            if style is None:
                break
            places.append(style.find(qn("w:rPr")))
            based = style.find(qn("w:basedOn"))
            style = None if based is None else self._styles.get(based.get(qn("w:val")))
        for place in [*places, self._defaults]:
            found = None if place is None else place.find(qn(tag))
            if found is not None:
                return str(found.get(qn("w:val"), "1"))
        return None

    def _number(self, value: str | None) -> float:
        return float(value) if value and re.fullmatch(r"\d{1,4}(?:\.\d)?", value) else _STANDARD


def _runs(paragraph: Any) -> list[Any]:
    return [run for run in paragraph.iter(qn("w:r")) if _letters(run)]


def _letters(run: Any) -> str:
    return "".join(text.text or "" for text in run.findall(qn("w:t")))
