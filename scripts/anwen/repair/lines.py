"""Lines given twice: a title or heading straight under itself, a paragraph pasted again with other marks or numerals.

What a form, a refrain or a table repeats is short, ends as a label does, or has other lines of its kind between.
Further down the same paragraph is only marked: a page may hold two articles from one template.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from anwen.repair.draft import Change, disjoint
from anwen.repair.marks import HAN, is_han

NAME = "repeat"

_LINE = re.compile("[^\n]+")
_HAN = re.compile(f"[{HAN}]")
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十百\d]{1,4}[、.．章节条篇部]|[（(][一二三四五六七八九十\d]{1,3}[）)])[^:：|]{2,60}"
)
_LABEL = re.compile(r"[:：_＿]\s*$|[|｜\t]|_{2,}|…{2,}|[.]{4,}")
_OTHER = re.compile(rf"[^{HAN}0-9A-Za-z]+")
_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_NUMERALS = frozenset([*_DIGITS, "十"])
_DIGIT = re.compile(f"[{''.join(_DIGITS)}]")  # few of the characters: faster than a table for all
_TENS = re.compile(r"(?<![1-9])十|十(?![1-9])|十")
_SENTENCE = re.compile("[^。！？\\n]+[。！？]?[”）]?")
_TITLE = (6, 60)  # characters
_PARAGRAPH = 20  # characters of text that may go; less may be a refrain
_AGAIN = 30  # and of text that is only marked
_ALIKE = 0.92
_NEAR = 12  # lines
_TIP, _HEAD = 8, 24  # characters of a core, and of the words that hold them


class _Line(NamedTuple):
    start: int
    end: int
    words: str
    tip: str  # the first characters of its core: few lines share them, and only those need the rest

    @property
    def core(self) -> str:
        return _core(self.words)


def _core(words: str) -> str:
    """The words without what a second copy may write otherwise.

    >>> _core("落实二十四小时值班，确保安全。") == _core("落实24小时值班,确保安全")
    True
    """
    digits = _DIGIT.sub(lambda match: _DIGITS[match[0]], _OTHER.sub("", words))
    return _TENS.sub(lambda match: _ten(digits, match.start()), digits)


def _tip(words: str) -> str:
    """The first characters of the core, from as few of the words as will do.

    >>> _tip("（一）落实二十四小时值班，确保安全。") == _core("（一）落实24小时值班，确保安全。")[:8]
    True
    """
    head = _core(words[:_HEAD])
    return (head if len(head) > _TIP + 1 else _core(words))[:_TIP]  # the last of a piece may be half a numeral


def _ten(text: str, at: int) -> str:
    before, behind = text[at - 1 : at].isdigit(), text[at + 1 : at + 2].isdigit()
    return ("" if before else "1") + ("" if behind else "0")


def find(text: str) -> list[Change]:
    lines = [
        _Line(match.start(), match.end(), words, _tip(words))
        for match in _LINE.finditer(text)
        if (words := match[0].strip())
    ]
    found: list[Change] = []
    for at, (left, right) in enumerate(pairwise(lines)):
        if _twice(left, right, at):
            found.append(Change(left.end, right.end, ""))
        elif _likely(left, right):
            found.append(Change(right.start, right.end, text[right.start : right.end], NAME))
    found += _further_down(text, lines)
    return disjoint([*found, *(change for line in lines for change in _said_twice(text, line))])


def _further_down(text: str, lines: list[_Line]) -> list[Change]:
    """Marks on paragraphs that a few lines above have already."""
    found: list[Change] = []
    cores: dict[int, str] = {}
    places: dict[str, list[int]] = {}  # of the lines with a tip, the last ones
    for at, line in enumerate(lines):
        near = [place for place in places.get(line.tip, ()) if at - place <= _NEAR]
        places[line.tip] = [*near, at]
        if not near:
            continue
        for place in (*near, at):
            cores[place] = cores.get(place) or lines[place].core
        last = max((place for place in near if cores[place] == cores[at]), default=at)
        if at - last > 1 and _is_paragraph(line, _AGAIN) and not _is_series(lines, last, at):
            found.append(Change(line.start, line.end, text[line.start : line.end], NAME))
    return found


def _said_twice(text: str, line: _Line) -> list[Change]:
    """Sentences behind themselves, written with other marks or numerals."""
    found: list[Change] = []
    pieces = [match.span() for match in _SENTENCE.finditer(text, line.start, line.end)]
    for (start, middle), (_, end) in pairwise(pieces):
        if min(middle - start, end - middle) < _PARAGRAPH or _differ(text[start], text[middle]):
            continue
        first = _core(text[start:middle])
        if len(first) >= _PARAGRAPH and first == _core(text[middle:end]) and text[start:middle] != text[middle:end]:
            found.append(Change(middle, end, ""))
    return found


def _differ(left: str, right: str) -> bool:
    """Whether the cores of two texts differ already in their first characters."""
    return left != right and is_han(left) and is_han(right) and not (left in _NUMERALS or right in _NUMERALS)


def _is_paragraph(line: _Line, least: int) -> bool:
    return len(_HAN.findall(line.words)) >= least and bool(re.search("[。；！？]", line.words))


def _twice(left: _Line, right: _Line, at: int) -> bool:
    """Whether the second of two lines is the first one pasted again."""
    if left.tip != right.tip or left.core != right.core or _LABEL.search(right.words) or not _HAN.search(right.words):
        return False
    if _is_paragraph(left, _PARAGRAPH):
        return True
    title = at == 0 and _TITLE[0] <= len(left.words) <= _TITLE[1] and not re.search("[。；！？，]", left.words)
    return left.words == right.words and (title or bool(_HEADING.fullmatch(left.words)))


def _likely(left: _Line, right: _Line) -> bool:
    """Whether two paragraphs say the same but for a few characters; items of a list differ in what they are about."""
    if left.tip[:4] != right.tip[:4] or not _is_paragraph(left, _AGAIN):
        return False
    if len(right.core) < _AGAIN or left.core == right.core:
        return False
    if min(len(left.core), len(right.core)) < _ALIKE * max(len(left.core), len(right.core)):
        return False
    if len(left.core) > 2000 or _LABEL.search(right.words):
        return False
    same = SequenceMatcher(None, left.core, right.core, autojunk=False)
    return same.quick_ratio() >= _ALIKE and same.ratio() >= _ALIKE


def _is_series(lines: list[_Line], first: int, second: int) -> bool:
    """Whether what stands between two equal lines is repeated as well: a refrain, or records of one form."""
    after = {line.core for line in lines[second + 1 : second + 1 + second - first]}
    return any(line.core in after for line in lines[first + 1 : second])
