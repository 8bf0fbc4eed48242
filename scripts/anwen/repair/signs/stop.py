"""Full stops folded to ASCII: 四个专业的汇报. 会议认为 → 四个专业的汇报。会议认为.

In a text that has no 。 at all but several dots behind Chinese characters where a sentence can end, its dots are its
full stops. Elsewhere the one at the end of a line is that has other marks of Chinese.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from sys import maxsize

from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import IN_WORD, RUNS_ON, across, word
from anwen.repair.lines import lines_with, matches_in_lines
from anwen.repair.marks import HAN, NUMERALS, PARTED
from anwen.repair.signs.widen import references

NAME = "widen"  # the same step as the other marks, for a reader

_STOP = re.compile(rf"[{HAN}”’》）)%]([.．](?: (?=[{HAN}“《（(])| *$))", re.MULTILINE)
_LINE_END = re.compile(rf"[，；。：][^，；。：\n]{{0,80}}[{HAN}”’》）)%×*0-9]([.．]{{1,2}}) *$", re.MULTILINE)
_PAUSE = re.compile("[，；、]")
_DOT_END = re.compile("[.．] *$", re.MULTILINE)
_NUMBER = re.compile(r"[（(第]?[一二三四五六七八九十百]{1,4}\Z")  # 一. 情况: a number ends nothing
_WITHIN = re.compile(f"[.．](?<=[{HAN}”’》）)%].)(?=[{HAN}“《（(]|[0-9]{{1,4}}[年月])")
_LEAST = 3
# Commas in ASCII, and a dot where the line ends: then its stops are dots too.
_COMMA = re.compile(f",(?<=[{HAN}”’》）)%0-9].)(?=[{HAN}“《（(])")
_ENDING = re.compile(f"[{HAN}”’》）)%][.．] *$", re.MULTILINE)
_FOLDED = re.compile(f"[{HAN}][.．] *$", re.MULTILINE)
# 通风.检测.监护 are items, 4.2%.设备 is a figure at the end of its sentence
_CLAUSES = re.compile("[.．](?:(?<=[^，。；：、.．\\s]{4}.)|(?<=[0-9][%％].))(?=[^，。；：、.．\\s]{4})")
_COUNTS = frozenset(NUMERALS)  # 百分点.二季度
_WIDE_END = re.compile("．[ ]*$", re.MULTILINE)
_SENTENCE = re.compile(f"．(?<=[{HAN}]{{8}}.)(?=[{HAN}]{{6}})")
_PLAIN = re.compile(f"[.](?<=[{HAN}].)")  # where none is, every stop is set full width, as old journals have them
_MEANT = 8.0  # nats; in a text whose stops are dots one may stand before what a sentence could go on with
_SURELY = 14.0  # … and where its commas are ASCII too, only a set phrase goes across it


def find(text: str) -> list[Change]:
    if "." not in text and "．" not in text:
        return []
    cited = references(text)
    return [change for change in _stops(text) if not within(change.start, cited)]


def find_narrow(text: str) -> list[Change]:
    """The stops of a text whose commas are ASCII too, while those are still there to tell.

    >>> [change.start for change in find_narrow("听取了各部门汇报,研究了下一步工作.会议要求,各部门要尽职.")]
    [17, 29]
    """
    if "." not in text or "。" in text or not _is_narrow(text):
        return []
    places = [match.start() for match in _WITHIN.finditer(text)]
    if any(word(text, place, place + 1) >= IN_WORD for place in places):
        return []  # strewn
    found = [Change(place, place + 1, "。") for place in places if _ends(text, place, _SURELY)]
    found += (Change(*match.span(1), "。") for match in _STOP.finditer(text) if found)
    cited = references(text)
    return [change for change in disjoint(found) if not within(change.start, cited)]


def within(place: int, spans: list[tuple[int, int]]) -> bool:
    """Whether ``place`` is in one of the spans, which are in order."""
    index = bisect_right(spans, (place, maxsize)) - 1
    return index >= 0 and place < spans[index][1]


def _stops(text: str) -> list[Change]:
    if "。" in text:
        return [Change(*match.span(1), "。") for match in matches_in_lines(_LINE_END, _DOT_END, text)]
    found: list[Change] = []
    for match in _STOP.finditer(text):
        line = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 6)
        if not _NUMBER.match(text[line : match.start() + 1].lstrip()):
            found.append(Change(*match.span(1), "。"))
    if found and (_lined(text) or _wide(text)):
        least = _MEANT if folded(text) else RUNS_ON
        least = _SURELY if "．" in text and not _PLAIN.search(text) else least
        found += (Change(*match.span(), "。") for match in _WITHIN.finditer(text) if _ends(text, match.start(), least))
        found.sort()
    return found if len(found) >= _LEAST or _lined(text) or _wide(text) else []


def _wide(text: str) -> bool:
    """Whether a line without pauses that ends in a full-width dot has another at which a sentence surely ends.

    >>> _wide("动火作业必须办理动火证．任何人不得擅自动火．"), _wide("联系人：卡尔．马克思．")
    (True, False)
    """
    if "．" not in text or _PLAIN.search(text):
        return False
    for line in lines_with(text, _WIDE_END.finditer(text)):
        places = [match.start() for match in _WITHIN.finditer(text, *line)]
        if places and all(_ends(text, place, _SURELY) and _SENTENCE.match(text, place) for place in places):
            return True
    return False


def folded(text: str) -> bool:
    """Whether the dots of a text are its full stops: it has no other, and several lines end in one, or its commas are
    ASCII as well.

    >>> folded("动火前，应办理动火证.\\n动火证，过期须重办."), folded("动火前，应办理.动火证。")
    (True, False)
    >>> folded("听取了汇报,研究了工作.会议要求,各部门要尽职.")
    True
    """
    if "。" in text:
        return False
    several = sum(1 for _ in _FOLDED.finditer(text)) > 1 and _lined(text)
    return several or _is_narrow(text) or _wide(text)


def _is_narrow(text: str) -> bool:
    """Whether a line has ASCII commas and ends in a dot."""
    return _has(text, _COMMA, _ENDING)


def _lined(text: str) -> bool:
    """Whether a line has marks of Chinese and ends in a dot."""
    return _has(text, _PAUSE, _DOT_END)


def _has(text: str, mark: re.Pattern[str], ending: re.Pattern[str]) -> bool:
    ends = (end.start() for end in ending.finditer(text))
    return any(mark.search(text, text.rfind("\n", 0, end) + 1, end) for end in ends)


def _ends(text: str, place: int, least: float) -> bool:
    """Whether a sentence may end at a dot between two characters: no name, number or word goes across it."""
    if text[place - 1] in PARTED or text[place + 1] in PARTED - _COUNTS or not _CLAUSES.match(text, place):
        return False
    return across(text, place, place + 1) < least and word(text, place, place + 1) < IN_WORD
