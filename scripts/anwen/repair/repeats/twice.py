"""Lines given twice: a title or heading straight under itself, a paragraph or a list pasted again.

What a form, a refrain or a table repeats is short, ends as a label does, or has other lines of its kind between.
Further down the same paragraph is only marked: a page may hold two articles from one template.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from anwen.repair.documents import NUMBERED, OFFICE_ENDS
from anwen.repair.draft import Change, disjoint, marked
from anwen.repair.joint import RUNS_ON, SURE_WORD, across, word
from anwen.repair.marks import HAN, HAN_CHAR, count_han, is_han
from anwen.repair.repeats import again

NAME = "repeat"

_LINE = re.compile("[^\n]+")
_HEADING = re.compile(rf"{NUMBERED}[^:：|]{{2,60}}")
_DATED = re.compile(
    r"(?:发布|更新|发文|印发|时间|日期|来源|作者|编辑|浏览|点击|阅读|字号|字体)|(?:19|20)\d\d ?[-年/.] ?\d{1,2}"
)
_LABEL = re.compile(r"[:：_＿]\s*$|[|｜\t]|_{2,}|…{2,}|[.]{4,}")
_TITLE = (6, 60)  # characters
_PARAGRAPH = 20  # characters of text that may go; less may be a refrain
_AGAIN = 30  # and of text that is only marked
_ALIKE = 0.92
_NEAR, _TOP, _BELOW = 12, 3, 5  # lines
_OFFICE = re.compile(rf"[{HAN}]{{2,20}}(?:{OFFICE_ENDS})")
_COPIED = (20, 400)  # characters of a paragraph that was copied too early
_STUTTER = 18  # Chinese ones of it
_PAUSE = re.compile("[，；、]")
_ENDINGS = frozenset("。！；")
_STATED = re.compile(  # a sentence, or an item
    "[。；]$|^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\\d]{1,3}[）)]|\\d{1,2}[.．、])"
)
_NAMED = re.compile("[^，。；]{1,8}[:：]")  # 检查人：王强
_LIST, _MOSTLY = 20, 0.6  # characters


class _Line(NamedTuple):
    start: int
    end: int
    words: str
    tip: str  # the first characters of its core: few lines share them, and only those need the rest

    @property
    def core(self) -> str:
        return again.core(self.words)


def find(text: str) -> list[Change]:
    lines = [
        _Line(match.start(), match.end(), words, again.tip(words))
        for match in _LINE.finditer(text)
        if (words := match[0].strip())
    ]
    return disjoint(
        [*_pairs(text, lines), *_title(lines), *_begun_again(lines), *_lists(lines), *_further_down(text, lines)]
    )


def _pairs(text: str, lines: list[_Line]) -> list[Change]:
    """Lines straight under themselves, as often as they are."""
    found: list[Change] = []
    first = True  # whether only copies of the first line came before
    for left, right in pairwise(lines):
        if _twice(left, right, first):
            found.append(Change(left.end, right.end, ""))
            continue
        first = False
        if _likely(left, right):
            found.append(marked(text, right.start, right.end, NAME))
    return found


def _title(lines: list[_Line]) -> list[Change]:
    """The title in one of the text's first lines again below its date and source, or its office; no form's records."""
    for at, title in enumerate(lines[:_TOP]):
        if not _TITLE[0] <= len(title.words) <= _TITLE[1] or re.search("[。；]|[:：]$", title.words):
            continue
        dated = False
        for place in range(at + 1, min(at + 2 + _BELOW, len(lines))):
            line = lines[place]
            if dated and line.tip == title.tip and line.core == title.core:
                again_dated = any(_is_date(behind.words) for behind in lines[place + 1 : place + 2])
                return [] if again_dated else [Change(lines[place - 1].end, line.end, "")]
            if not _is_date(line.words) and not _OFFICE.fullmatch(line.words):
                break
            dated = dated or _is_date(line.words)
    return []


def _is_date(words: str) -> bool:
    return len(words) <= _TITLE[1] and bool(_DATED.search(words)) and not re.search("[。；，]", words)


def _begun_again(lines: list[_Line]) -> list[Change]:
    """A paragraph that the next one begins with and goes on from: the first was copied too early."""
    least, most = _COPIED
    torn = (
        Change(left.start, right.start, "")
        for left, right in pairwise(lines)
        if least <= len(left.words) <= most and right.words.startswith(left.words) and _torn(left.words, right.words)
    )
    whole = [
        Change(left.start, right.start, "")
        for left, right in pairwise(lines)
        if left.words[-1] in _ENDINGS
        and right.words != left.words
        and right.words.startswith((left.words[:-1] + "，", left.words))
        and least <= left.end - left.start <= most
        and right.end - right.start <= most
        and count_han(left.words) >= _STUTTER
    ]
    return [*torn, *whole]


def _torn(left: str, right: str) -> bool:
    """Whether a page ended inside the last word of ``left``, and the next one begins the sentence anew.

    >>> _torn("代表们来到调度中心，了解了实时监", "代表们来到调度中心，了解了实时监控情况。")
    True
    >>> _torn("一、加强领导，落实安全生产责任", "一、加强领导，落实安全生产责任，各单位要")
    False
    """
    size = len(left)
    inside = is_han(left[-1]) and is_han(right[size : size + 1]) and _PAUSE.search(left)
    return bool(inside) and word(right, size, size) >= SURE_WORD and across(right, size, size) >= RUNS_ON


def _lists(lines: list[_Line]) -> list[Change]:
    """Lines of a list, or of all that stands on a page, straight behind themselves; no verses and no forms."""
    found: list[Change] = []
    said = [line.words for line in lines]
    for at, size in again.groups(said):
        words = said[at : at + size]
        prose = sum(len(line) for line in words if _STATED.search(line) and not _NAMED.match(line))
        if prose >= _MOSTLY * sum(map(len, words)) and sum(count_han(line) for line in words) >= _LIST:
            found.append(Change(lines[at + size - 1].end, lines[at + 2 * size - 1].end, ""))
    return found


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
        least = _PARAGRAPH if last == 0 else _AGAIN  # a site's summary stands above all
        if at - last > 1 and _is_paragraph(line, least) and not _is_series(lines, last, at):
            found.append(marked(text, line.start, line.end, NAME))
    return found


def _is_paragraph(line: _Line, least: int) -> bool:
    return count_han(line.words) >= least and bool(re.search("[。；！？]", line.words))


def _twice(left: _Line, right: _Line, first: bool) -> bool:
    """Whether the second of two lines is the one before, or the title in the text's first line, pasted again."""
    if left.tip != right.tip or left.core != right.core:
        return False
    if _LABEL.search(right.words) or not HAN_CHAR.search(right.words):
        return False
    if _is_paragraph(left, _PARAGRAPH):
        return True
    title = first and _TITLE[0] <= len(right.words) <= _TITLE[1] and not re.search("[。；！？，]", left.words)
    return left.words.strip("《》").lstrip("# ") == right.words.strip("《》") and (
        title or bool(_HEADING.fullmatch(left.words))
    )


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
