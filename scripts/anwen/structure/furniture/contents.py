"""Tables of contents above a text: with the pages of a print, or a web page's own, whose entries are links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_ENTRY = re.compile(  # the last with who wrote it: 把账本交给工人……白鹿纸业有限公司(1)
    r".{2,60}(?:\t|\s{2,}|[.…·]{3,})\s*[\[(]?\d{1,3}[\])]?|.{2,60}?[.…·]{3,}\s*[一-鿿][一-鿿()\s]{1,28}?[\s.…·]*[\[(]?\d{1,3}[\])]?"
)
# What a blog's or an encyclopedia's program sets above a text: 文章目录 [隐藏]
_OF_PAGE = re.compile(
    r"(?:文章|本文|页面|内容|本页)(?:目录|导航|导读|索引)\s*(?:[\[(]?(?:隐藏|显示|展开|收起|切换|hide|show)[\])]?)?"
)
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.、]?|[▪•·-])\s*")
_LEAST = 2  # entries


def contents(lines: Sequence[str], verdicts: list[str], end: int) -> None:
    """Put out a table of contents: below 目录 above the text, lines that end in dots or a tab and a page's number.

    Below 文章目录, those that stand again in the text.

    >>> verdicts = [""] * 4
    >>> contents(["目录", "1 总则\\t1", "2 职责\\t2", "1 总则"], verdicts, 4)
    >>> verdicts
    ['contents', 'contents', 'contents', '']
    """
    last = {_NUMBER.sub("", line, count=1): at for at, line in enumerate(lines)}
    for at, line in enumerate(lines[:end]):
        below = at + 1
        if _OF_PAGE.fullmatch(line):
            below += _again(lines, at + 1, last)
        while re.fullmatch(r"目\s*[录次]", line) and below < end and _ENTRY.fullmatch(lines[below]):
            below += 1
        if below > at + 2:
            verdicts[at:below] = ["contents"] * (below - at)


def _again(lines: Sequence[str], start: int, last: Mapping[str, int]) -> int:
    """How many lines from one on stand again below the last of them, less their numbers.

    >>> lines = ["1 第一招", "2 第二招", "引子。", "第一招", "先看。", "第二招", "后动。"]
    >>> _again(lines, 0, {"第一招": 3, "第二招": 5, "引子。": 2})
    2
    """
    seen: set[str] = set()
    while start + len(seen) < len(lines):
        line = _NUMBER.sub("", lines[start + len(seen)], count=1)
        if line in seen or last[line] == start + len(seen):
            break
        seen.add(line)
    return len(seen) if len(seen) >= _LEAST else 0
