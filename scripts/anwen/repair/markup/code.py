"""Code that a text shows, in backticks, between fences or bare: what stands in it is meant, whatever it looks like."""

from __future__ import annotations

import re
from itertools import pairwise

from anwen.repair.draft import Change
from anwen.repair.markup import program

# `<p>检查</p>`, `ls -l`; `12` may be a number between strewn signs.
_TICKED = re.compile("(?<!`)`(?=[^`\\n]*[A-Za-z<>{}$])(?:[!-_a-~ ]{1,200}|<[^`\n]{1,200}>)`(?!`)")
_FENCE = re.compile("^[ \\t]{0,3}(?:(```+)[ \\t]*[\\w+-]{0,20}|(~~~+)[ \\t]*[\\w+-]{0,20})[ \\t]*$", re.MULTILINE)


def spans(text: str) -> list[tuple[int, int]]:
    """Where code stands, fences and backticks included, sorted.

    >>> text = "输入`a<br>b`换行"
    >>> [text[start:end] for start, end in spans(text)]
    ['`a<br>b`']
    """
    return sorted([*(_set_off(text) if "`" in text or "~~~" in text else ()), *program.spans(text)])


def _set_off(text: str) -> list[tuple[int, int]]:
    """Where it stands between fences or backticks."""
    found: list[tuple[int, int]] = []
    fences = list(_FENCE.finditer(text)) if "```" in text or "~~~" in text else []
    opened: re.Match[str] | None = None
    for fence in fences:
        if opened is None:
            opened = fence
        elif fence[0].strip().startswith(opened[1] or opened[2]) and set(fence[0].strip()) <= set("`~"):
            found.append((opened.start(), fence.end()))
            opened = None
    edges = [(0, 0), *found, (len(text), len(text))]
    ticked = (match.span() for (_, start), (end, _) in pairwise(edges) for match in _TICKED.finditer(text, start, end))
    return [*found, *ticked]


def outside(changes: list[Change], code: list[tuple[int, int]]) -> list[Change]:
    """The changes that leave ``code`` alone; those that take it away with all around it are among them.

    >>> outside([Change(3, 7, ""), Change(10, 14, "")], spans("写作`<br>`，即<br>换行"))
    [Change(start=10, end=14, after='', doubt='', readings=(), rule='')]
    """
    kept: list[Change] = []
    place = 0
    for change in changes:
        while place < len(code) and code[place][1] <= change.start:
            place += 1
        if place == len(code) or change.end <= code[place][0] or _takes(change, code[place]):
            kept.append(change)
    return kept


def _takes(change: Change, code: tuple[int, int]) -> bool:
    return change.start <= code[0] and code[1] <= change.end and change.end - change.start > code[1] - code[0]
