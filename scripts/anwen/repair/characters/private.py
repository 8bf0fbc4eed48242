"""Code points of private use: bullets of Word's symbol fonts at a line's start, signs that only a lost font could show.

Between two words that go together nothing was shown; elsewhere a character may be lost, and the place is marked. A
program that reads PDF writes such signs by their number in the font: (cid:12).
"""

from __future__ import annotations

import re
from collections import Counter

from anwen.repair.draft import Change, disjoint, marked
from anwen.repair.joint import RUNS_ON, across
from anwen.repair.lines import words_around
from anwen.repair.marks import FINAL, MARKS, at, unusual
from anwen.repair.spoken import spoken_of

NAME = "private"

# The Symbol font's signs that a text on safety needs; the rest of F0xx are bullets and boxes.
_SYMBOL = dict(
    zip(map(chr, (0xF0A3, 0xF0B3, 0xF0B0, 0xF0B1, 0xF0B4, 0xF0B8, 0xF0B9, 0xF0BB, 0xF0B7)), "≤≥°±×÷≠≈·", strict=True)
)
_PRIVATE = "[\ue000-\uf8ff\U000f0000-\U000ffffd]"
_RUN = re.compile(f"{_PRIVATE}{_PRIVATE}*")  # not +: a search that begins with a single character takes half the time
_NUMBERED = re.compile(r"(?:\(cid:\d{1,5}\))(?:[ \u3000]?\(cid:\d{1,5}\))*")
_TOLD = re.compile(
    "(?i:pdf|(?<![(])cid)[^\n]{0,40}(?:字体|编码|提取|解析|乱码|表示|映射|是)|(?:出现|显示|输出|变成|得到)[^，。\n]{0,4}\\(cid"
    "|\\(cid:[0-9]{1,5}\\)(?:对应|表示|代表|指|即|就是)"
)
_LINE, _AGREE = 200, 2  # characters; lines that end in the same sign
_SPACE = re.compile("[ \\t\\u3000]+")  # behind a bullet
# Spaces and line ends of typesetting programs, which fonts of the web do not have.
_FILL = frozenset("\ue5e5\ue4c6\ue004")
_ARTICLE = re.compile(
    "^[ \ue004\ue4c6\ue5e5]*第[一二三四五六七八九十百零〇0-9]{1,6}[编章节条](?:之[一二三四五])?\\Z", re.MULTILINE
)
_NEAR = 12
_EDGE = frozenset(["", "\n", " ", "\u3000", "\t", *MARKS, *FINAL, *",、("])


def _shown(text: str, start: int, end: int) -> str | None:
    """What stood at ``text[start:end]``; None where that cannot be known."""
    run, left, right = text[start:end], at(text, start - 1), at(text, end)
    if run in _SYMBOL and run != "\uf0b7" and (left.isalnum() or right.isdigit()):
        return _SYMBOL[run]
    if _FILL.issuperset(run) and _ARTICLE.search(text, max(0, start - _NEAR), start):
        return "\u3000"
    if _FILL.issuperset(run) or left in ("", "\n"):
        return ""
    if "\uf000" <= run[0] <= "\uf0ff" and (left in _EDGE or right in _EDGE):
        return ""
    return "" if across(text, start, end) >= RUNS_ON else None


def find(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _RUN.finditer(text) if _RUN.search(unusual(text)) else ():
        shown = _shown(text, *match.span())
        if shown is not None:
            space = _SPACE.match(text, match.end()) if at(text, match.start() - 1) in ("", "\n") else None
            found.append(Change(match.start(), space.end() if space else match.end(), shown))
        else:
            found.append(Change(*match.span(), match[0], "lost-character"))
    return disjoint([*found, *_by_number(text)]) if "(cid:" in text else found


def _by_number(text: str) -> list[Change]:
    """Signs by their number: nothing stood at a line's ends and inside a word; elsewhere one may be lost.

    >>> [change[2:4] for change in _by_number("(cid:1)第九条 班组(cid:3)长负责(cid:7)甲乙。(cid:3)")]
    [('', ''), ('', ''), ('(cid:7)', 'lost-character'), ('', '')]
    """
    found: list[Change] = []
    numbered = list(_NUMBERED.finditer(text))
    last = Counter(match[0] for match in numbered if at(text, match.end()) in ("", "\n"))
    for match in numbered:
        start, end = match.span()
        if _TOLD.search(words_around(text, start, end, _LINE)) or spoken_of(text, start, end):
            continue
        left, right = at(text, start - 1), at(text, end)
        ends = right in ("", "\n") and (left in FINAL or last[match[0]] >= _AGREE)
        if left in ("", "\n") or ends or across(text, start, end) >= RUNS_ON:
            space = _SPACE.match(text, end) if left in ("", "\n") else None
            found.append(Change(start, space.end() if space else end, ""))
        else:
            found.append(marked(text, start, end, "lost-character"))
    return found
