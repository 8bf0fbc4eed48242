"""Headings that a document shows by their looks alone: short lines in bold above running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

BY_LOOKS = 7  # the level of such a heading in a page: below all that a page can name
LONGEST = 40  # characters of a heading
_OPEN = re.compile(r"[。！!；;：:，,、…）)]$|^[（(【\[]?\d[\d年月日.\-/— ]*[)）]?$")
# Numbers say more than looks do, and the structure of a text is found by them.
_NUMBERED = re.compile(  # 一条心, 三部曲 are no numbers
    r"第\s*[\d０-９一二三四五六七八九十]{1,3}\s*[章节条部]|[(（\[【第]?\s*[\d０-９一二三四五六七八九十]{1,3}\s*[、.．,，)）\]】]|[①-⑳⑴-⒛]"
)
# 第二课 班前会怎么开(唐老师)
_COUNTED = re.compile(r"第\s*[\d０-９一二三四五六七八九十]{1,3}\s*(?:[课讲天站关]|单元|阶段).*[）)]$")
_SPEAKER = re.compile("(?:主持人?|记者|网友|嘉宾|听众|提?问|回?答|[QA])[^：:]{0,6}[：:]")
_LABEL = re.compile("[^：:]+[：:]")
_PROSE = re.compile("[。！？；]|.{25}")
_LEAST = 2  # one line in bold is a title, a name, a warning


def can_head(text: str) -> bool:
    """Whether a line has a heading's length and does not end as a sentence, a salutation or a date does."""
    closed = not _OPEN.search(text) or bool(_COUNTED.match(text))
    return len(text) <= LONGEST and closed and any(map(str.isalpha, text))


def bold_heads(text: str, bold: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines that head the running text below them by being in bold, if there are several, by start and end.

    Args:
        text: the page's text.
        bold: the stretches of it in bold, in order.

    >>> page = "一面墙:看得见的提醒\\n墙上贴着每个人的照片。\\n一本册:记得住的规矩\\n每人一本册子。"
    >>> bold_heads(page, [(0, 10), (23, 33)])
    [(0, 10), (23, 33)]
    >>> bold_heads(page, [(0, 10)])
    []
    """
    lines = list(_lines(text, bold))
    found: list[tuple[int, int]] = []
    for at, (start, end, strong) in enumerate(lines[:-1]):
        below = lines[at + 1]
        if not strong or below[2] or not _PROSE.search(text, below[0], below[1]):
            continue
        line = text[start:end].strip()
        if can_head(line) and not (_NUMBERED.match(line) or _SPEAKER.match(line)):
            found.append((start, end))
    said = [match[0] if (match := _LABEL.match(text, *span)) else "" for span in found]
    labels = Counter(filter(None, said))  # who speaks again and again
    found = [span for span, label in zip(found, said, strict=True) if labels[label] <= 1]
    return found if len(found) >= _LEAST else []


def _lines(text: str, bold: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """The lines with words, each with whether all of them are in bold."""
    at = 0
    for match in re.finditer(r"[^\n]*[^\s][^\n]*", text):
        start, end = match.span()
        while at < len(bold) and bold[at][1] <= start:
            at += 1
        rest = start
        while at < len(bold) and bold[at][0] < end and not text[rest : bold[at][0]].strip():
            rest = bold[at][1]
            at += 1
        yield start, end, rest > start and not text[rest:end].strip()
