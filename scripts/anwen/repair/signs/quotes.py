"""Straight quotes: which of a line quote something, and which stand alone."""

from __future__ import annotations

import re

from anwen.repair.marks import at

_BEGINS = re.compile("[：，。；！？、:,;（(\\s]")  # a quotation of any length may follow
_CLAUSE = re.compile("[，。；！？,;]")
_STOP = re.compile("[。！？]")
_LONGEST = 20
_OPENS = re.compile('"(?![的，。；：！？、,;:)）\\s])')
_CLOSES = re.compile('(?<![，；：、,;:(（\\s])"')


def lone(text: str, places: list[int]) -> list[int]:
    """The places of a line's quotes that no other one closes or opens: between two stands no part of a sentence.

    >>> lone("进入有限空间'作业，再检测", [6]), lone("牢固树立'红线'意识", [4, 7])
    ([6], [])
    >>> lone('要做到"早发现，早报告"，守住底线', [3, 11])
    []
    """
    if len(places) % 2 == 0 and all((_CLOSES if at % 2 else _OPENS).match(text, it) for at, it in enumerate(places)):
        return []  # double quotes that take turns
    found: list[int] = []
    open_quote = -1
    for place in places:
        if open_quote >= 0 and is_quoted(text, open_quote, place):
            open_quote = -1
            continue
        found += [open_quote] if open_quote >= 0 else []
        open_quote = place
    return [*found, open_quote] if open_quote >= 0 else found


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether what two marks at ``start`` and ``end`` enclose can be a quotation: a few words, or behind a pause.

    >>> is_quoted("树立”红线“意识", 2, 5), is_quoted("“红线”意识，落实“责任", 3, 9)
    (True, False)
    """
    words = text[start + 1 : end]
    if start == 0 or at(text, start - 1) in "：:\n" or (_BEGINS.match(at(text, start - 1)) and not _STOP.search(words)):
        return True
    return len(words) <= _LONGEST and not _CLAUSE.search(words)
