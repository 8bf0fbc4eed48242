"""Dots, backticks and apostrophes that copy protection strewed into sentences: 发现的.各类问题, 的`安全生产, 精.神.

A dot goes behind 的 and inside a phrase that the language model knows: everywhere else it may number (一.传达), date
(五.一) or part a name or a reference.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.joint import ONE_PHRASE, gain
from anwen.repair.marks import HAN, at, is_han

NAME = "stray"

_DOT = re.compile(f"(?<=的)[.．](?=[{HAN}“《])")
# ~ ^ · _ part ranges, names and blanks to fill in; inside a phrase they are a watermark
_INSIDE = re.compile(f"(?<=[{HAN}]{{2}})[.．~^·](?=[{HAN}][{HAN}，、。；：,;])")
_NUMBERS = frozenset("一二三四五六七八九十百千两甲乙丙丁年月日")
_TICK = re.compile(f"[`'´](?=[{HAN}“《])")


def find(text: str) -> list[Change]:
    changes = [Change(*match.span(), "") for match in _DOT.finditer(text)] if "的." in text or "的．" in text else []
    for mark in "`'´":
        if mark in text:
            changes += _ticks(text, mark)
    behind = {change.start for change in changes}
    changes += [change for change in _inside(text) if change.start not in behind]
    return sorted(changes)


def _inside(text: str) -> list[Change]:
    return [
        Change(*match.span(), "")
        for match in _INSIDE.finditer(text)
        if not {text[match.start() - 1], text[match.end()]} & _NUMBERS
        and gain(text[match.start() - 2 : match.start()], text[match.end() : match.end() + 2]) >= ONE_PHRASE
    ]


def _ticks(text: str, mark: str) -> list[Change]:
    """A single one in its line, or several all behind 的: two others may quote something."""
    found: list[Change] = []
    for line in re.finditer(f"[^\n]*{mark}[^\n]*", text):
        places = [line.start() + match.start() for match in re.finditer(mark, line[0])]
        if len(places) == 1 or all(at(text, place - 1) == "的" for place in places):
            odd = (place for place in places if is_han(at(text, place - 1)) and _TICK.match(text, place))
            found += (Change(place, place + 1, "") for place in odd)
    return found
