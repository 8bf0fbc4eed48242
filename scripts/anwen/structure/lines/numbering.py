"""Numbering marks: 一、 （一） 1. 1、 （1） ① 2.1.1 第一章 …, each with its family and number."""

from __future__ import annotations

import re
from typing import NamedTuple

_CHINESE = "一二三四五六七八九十"
_N = f"[{_CHINESE}]{{1,3}}"

# Seniority where the document itself gives no evidence; smaller is more senior.
RANKS: dict[str, int] = {
    "第编": 1,
    "第部分": 2,
    "第章": 3,
    "第节": 4,
    "第组": 5,
    "第条": 6,
    "一、": 10,
    "(一)": 20,
    "1.": 30,
    "1.1": 31,
    "1.1.1": 32,
    "1.1.1.1": 33,
    "1)": 38,
    "(1)": 40,
    "①": 50,
}

_ORDINAL = (
    rf"第\ ?(?P<ordinal>{_N}|\d{{1,3}})\ ?(?P<unit>编|部分|章|节|条|组(?=[ :、.]|$|和第))"
    r"(?![的款]|[一-鿿]{0,2}(?:讨论|会议))"
)
# 2.5亿元 is an amount, 2.1.1 is not; a two-part number before one of these is no mark.
_UNIT = (
    "年|月|日|亿|万|元|倍|个百|米|公里|吨|小时|分钟|秒|级|"
    "家(?!庭)|名(?!称)|户(?![外内口])|次(?![序生])|人(?![员民才机])|起(?!重)"
)
_LINE_START = re.compile(
    rf"""(?:
      {_ORDINAL}(?:和第(?:{_N}|\d{{1,3}})(?P=unit))?[ :、.]*
    | (?P<chinese>{_N})(?:\ ?[、.](?![{_CHINESE}][、.级类])\ ?|\ +(?=[一-鿿]))
    | \(?\ ?(?P<inner>{_N})\ ?\)[、.,:]?\ ?
    | \(\ ?(?P<small>\d{{1,2}})\ ?\)[、.,:]?\ ?
    | (?P<decimal>\d{{1,2}}(?:
          (?:\.\d{{1,2}}){{2,3}}(?![\d.]*\d)(?!%)
        | \.\d{{1,2}}(?![\d.]*\d)(?=[.、]?\ ?[A-Za-z“《一-鿿])(?!\ ?(?:{_UNIT}))
      ))[.、]?\ ?
    | (?P<arabic>\d{{1,2}})(?:\ ?[、.:](?!\d)\ ?|\ +(?=[一-鿿]))
    | (?P<half>\d{{1,2}})\)[、.]?\ ?
    | (?P<circle>[①-⑳])\ ?
    )""",
    re.VERBOSE,
)
_INLINE = re.compile(
    rf"""(?:
      (?<![{_CHINESE}第百千])(?P<chinese>{_N})[、.](?![{_CHINESE}])
    | \((?P<inner>{_N})\)[、.]?
    | \((?P<small>\d{{1,2}})\)[、.]?
    | (?<![\d.\-/])(?<!\d:)(?P<arabic>\d{{1,2}})[、.:](?![\d/])
    )""",
    re.VERBOSE,
)
_FAMILY = {"chinese": "一、", "inner": "(一)", "small": "(1)", "arabic": "1.", "half": "1)", "circle": "①"}


# 6.16安全宣传咨询日, 6.17 各车间…: two numbers that a month and one of its later days have
_DAY = re.compile(r"(?:[1-9]|1[0-2])\.(?:[12]\d|3[01])(?!\d)")


class Marker(NamedTuple):
    """A numbering mark: its family (a key of `RANKS`), its number, and where it starts and ends."""

    family: str
    number: int
    start: int
    end: int


def can_be_day(folded: str, at: int = 0) -> bool:
    """Whether a mark of two numbers can be a month and a day; a clause of that number has those before it above it.

    >>> can_be_day("6.16安全宣传咨询日"), can_be_day("6.1 职责"), can_be_day("6.16.1 职责")
    (True, False, False)
    """
    found = _DAY.match(folded, at)
    return found is not None and folded[found.end() : found.end() + 1] != "."


def number_of(text: str) -> int:
    """A small number in digits or Chinese numerals; 0 where it is none.

    >>> number_of("12"), number_of("十"), number_of("十五"), number_of("二十一"), number_of("三")
    (12, 10, 15, 21, 3)
    """
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CHINESE.find(ones) + 1 if len(ones) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * (_CHINESE.find(tens) + 1 if tens else 1) + (_CHINESE.find(ones) + 1 if ones else 0)


def _marker(match: re.Match[str]) -> Marker | None:
    groups = match.groupdict()
    if groups.get("ordinal"):
        return Marker(f"第{groups['unit']}", number_of(groups["ordinal"]), match.start(), match.end())
    if decimal := groups.get("decimal"):
        parts = decimal.split(".")
        return Marker(".".join("1" * len(parts)), int(parts[-1]), match.start(), match.end())
    if circle := groups.get("circle"):
        return Marker("①", ord(circle) - ord("①") + 1, match.start(), match.end())
    for group, family in _FAMILY.items():
        if value := groups.get(group):
            number = number_of(value)
            return Marker(family, number, match.start(), match.end()) if number else None
    return None


def marker_at(folded: str, start: int, end: int) -> Marker | None:
    """The mark with which a line begins.

    >>> marker_at("2.1.1组织架构的设立", 0, 12)
    Marker(family='1.1.1', number=1, start=0, end=5)
    >>> [marker_at(text, 0, 4).family for text in ("一)加强", "1)加强", "第一条")], marker_at("一条心", 0, 3)
    (['(一)', '1)', '第条'], None)
    >>> marker_at("2.5亿元投入", 0, 7) is None and marker_at("第二组讨论会上", 0, 7) is None
    True
    """
    match = _LINE_START.match(folded, start, end)
    return _marker(match) if match else None


def markers_within(folded: str, start: int, end: int) -> list[Marker]:
    """All that could be marks inside a line, first character excepted; most of them are not, see `breaks`.

    >>> [m.number for m in markers_within("回顾。一、情况好。二、问题多。", 0, 15)]
    [1, 2]
    """
    found = (_marker(match) for match in _INLINE.finditer(folded, start + 1, end))
    return [marker for marker in found if marker]
