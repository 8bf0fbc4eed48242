"""Dots, backticks and apostrophes that copy protection strewed into sentences: 发现的.各类问题, 的`安全生产, 精.神.

A dot goes behind 的 and inside a phrase that the language model knows: everywhere else it may number (一.传达), date
(五.一) or part a name or a reference.
"""

from __future__ import annotations

import re
from collections import Counter

from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import ONE_PHRASE, RUNS_ON, across
from anwen.repair.marks import CHINESE, HAN, at, is_han

NAME = "stray"

_DOT = re.compile(f"(?<=的)[.．](?=[{HAN}“《])")
# Nobody writes these between Chinese characters.
_ODD = "^¨ˉˇ¶¤†‡¬"
_NEVER = re.compile(f"(?<=[{CHINESE}])[{re.escape(_ODD)}]+(?=[{CHINESE}])")
# These part ranges, names, cells and blanks to fill in; inside a phrase they are a watermark.
_INSIDE = re.compile(f"[.．~～^·|｜*★☆※◆■●•\\\\](?<=[{HAN}].)(?=[{HAN}][{HAN}，、。；：,;])")
_BESIDE = re.compile(f"(?<=[”’》），。；：])[~^★☆※◆](?=[{HAN}])|(?<=[{HAN}])[~^★☆※◆](?=[“《（，。；：])")
_NUMBERS = frozenset("一二三四五六七八九十百千两甲乙丙丁年月日")
_NAMES = _NUMBERS | frozenset("阿尔斯特克拉夫诺姆德亚伊丽娜艾山买提木古力热合曼巴图布萨卡罗马里奥维尼莎依吐尼江迪达汗")
_TICK = re.compile(f"[`'´\"](?=[{HAN}“《])")
_CODE = re.compile(f"(?<=[{CHINESE}])`(?=[{CHINESE}])")  # on a keyboard for Chinese it types ·
_AGREE = 2
_LINE = 400  # characters to either side in which another bar would make cells of a line


def find(text: str) -> list[Change]:
    changes = [Change(*match.span(), "") for match in _DOT.finditer(text)] if "的." in text or "的．" in text else []
    if "`" in text:
        changes += (Change(*match.span(), "") for match in _CODE.finditer(text))
    for mark in "'´\"":
        if mark in text:
            changes += _ticks(text, mark)
    if any(mark in text for mark in _ODD):
        changes += (Change(*match.span(), "") for match in _NEVER.finditer(text))
    if any(mark in text for mark in "~^★☆※◆"):
        changes += (Change(*match.span(), "") for match in _BESIDE.finditer(text))
    behind = {change.start for change in changes}
    changes += [change for change in _inside(text, len(changes)) if change.start not in behind]
    return disjoint(changes)


def _inside(text: str, others: int) -> list[Change]:
    """Marks inside a phrase; where the page has several, or other stray marks, the phrase may be a looser one."""
    found = [
        (match, across(text, *match.span()))
        for match in _INSIDE.finditer(text)
        if not {text[match.start() - 1], text[match.end()]} & (_NAMES if match[0] == "·" else _NUMBERS)
        and not _is_cell(text, match)
    ]
    sure = Counter(match[0] for match, value in found if value >= ONE_PHRASE)
    return [
        Change(*match.span(), "")
        for match, value in found
        if value >= (RUNS_ON if others or sure[match[0]] >= _AGREE or match[0] in "|｜" else ONE_PHRASE)
    ]


def _is_cell(text: str, match: re.Match[str]) -> bool:
    """Whether a bar or star is not alone in its line."""
    if match[0] not in "|｜*":
        return False
    start = text.rfind("\n", max(0, match.start() - _LINE), match.start()) + 1
    end = text.find("\n", match.end(), match.end() + _LINE)
    line = text[max(start, match.start() - _LINE) : end if end >= 0 else match.end() + _LINE]
    return line.count(match[0]) > 1 or not set("。，；") & set(line)


def _ticks(text: str, mark: str) -> list[Change]:
    """A single one in its line, or several all behind 的: two others may quote something."""
    found: list[Change] = []
    for line in re.finditer(f"[^\n]*{mark}[^\n]*", text):
        places = [line.start() + match.start() for match in re.finditer(mark, line[0])]
        if len(places) == 1 or all(at(text, place - 1) == "的" for place in places):
            odd = (place for place in places if is_han(at(text, place - 1)) and _TICK.match(text, place))
            found += (Change(place, place + 1, "") for place in odd)
    return found
