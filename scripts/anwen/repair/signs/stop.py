"""Full stops folded to ASCII: 四个专业的汇报. 会议认为 → 四个专业的汇报。会议认为.

In a text that has no 。 at all but several dots behind Chinese characters where a sentence can end, its dots are its
full stops. Elsewhere the one at the end of a line is that has other marks of Chinese.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from sys import maxsize

from anwen.repair.draft import Change
from anwen.repair.joint import IN_WORD, RUNS_ON, across, word
from anwen.repair.marks import HAN, PARTED
from anwen.repair.signs.widen import references

NAME = "widen"  # the same step as the other marks, for a reader

_STOP = re.compile(rf"[{HAN}”’》）)%]([.．](?: (?=[{HAN}“《（(])| *$))", re.MULTILINE)
_LINE_END = re.compile(rf"[，；。：][^，；。：\n]{{0,80}}[{HAN}”’》）)%×*0-9]([.．]{{1,2}}) *$", re.MULTILINE)
_LINE = re.compile("[，；、][^\n]*[.．] *$", re.MULTILINE)
_NUMBER = re.compile(r"[（(第]?[一二三四五六七八九十百]{1,4}\Z")  # 一. 情况: a number ends nothing
_WITHIN = re.compile(f"[.．](?<=[{HAN}”’》）%].)(?=[{HAN}“《（])")
_LEAST = 3
_FOLDED = re.compile(f"[{HAN}][.．] *$", re.MULTILINE)
_CLAUSES = re.compile("[.．](?<=[^，。；：、.．\\s]{4}.)(?=[^，。；：、.．\\s]{4})")  # 通风.检测.监护 are items
_MEANT = 8.0  # nats; in a text whose stops are dots one may stand before what a sentence could go on with


def find(text: str) -> list[Change]:
    if "." not in text and "．" not in text:
        return []
    cited = references(text)
    return [change for change in _stops(text) if not _within(change.start, cited)]


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    """Whether ``place`` is in one of the spans, which are in order."""
    index = bisect_right(spans, (place, maxsize)) - 1
    return index >= 0 and place < spans[index][1]


def _stops(text: str) -> list[Change]:
    if "。" in text:
        return [Change(*match.span(1), "。") for match in _LINE_END.finditer(text)]
    found: list[Change] = []
    for match in _STOP.finditer(text):
        line = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 6)
        if not _NUMBER.match(text[line : match.start() + 1].lstrip()):
            found.append(Change(*match.span(1), "。"))
    if found and _LINE.search(text):
        least = _MEANT if folded(text) else RUNS_ON
        found += (Change(*match.span(), "。") for match in _WITHIN.finditer(text) if _ends(text, match.start(), least))
        found.sort()
    return found if len(found) >= _LEAST or _LINE.search(text) else []


def folded(text: str) -> bool:
    """Whether the dots of a text are its full stops: it has no other, and several lines end in one.

    >>> folded("动火前，应办理动火证.\\n动火证，过期须重办."), folded("动火前，应办理.动火证。")
    (True, False)
    """
    return "。" not in text and sum(1 for _ in _FOLDED.finditer(text)) > 1 and _LINE.search(text) is not None


def _ends(text: str, place: int, least: float) -> bool:
    """Whether a sentence may end at a dot between two characters: no name, number or word goes across it."""
    if {text[place - 1], text[place + 1]} & PARTED or not _CLAUSES.match(text, place):
        return False
    return across(text, place, place + 1) < least and word(text, place, place + 1) < IN_WORD
