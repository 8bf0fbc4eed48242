"""Brackets and quotation marks given twice: 《《安全生产法》》 → 《安全生产法》, 决定”” → 决定”.

A pair straight around another of its kind says nothing more, and one too many beside its like has no partner. Quotes
within quotes that only end together (“他说“好””) and calculations ((a+b)*c) stay.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.lines import lines_with
from anwen.repair.marks import HAN

NAME = "doubled"  # the same step as the other marks, for a reader

_TWICE = re.compile("[《》（）“”【】「」『』()] ?[《》（）“”【】「」『』()]")
_NAMED = re.compile(f"[{HAN}]|（（[0-9]{{3,12}}")  # a calculation has operators
_SIGN = re.compile("[《》（）“”【】「」『』()]")
_PARTNER = {"》": "《", "）": "（", "”": "“", "】": "【", "」": "「", "』": "『"}
_ROUND = {"(": "（", ")": "）"}


def _shape(sign: str) -> str:
    return _ROUND.get(sign, sign)


def _line(text: str, start: int, end: int) -> set[int]:
    """The places of the signs of one line that are there once too often."""
    signs = [(match.start(), _shape(match[0])) for match in _SIGN.finditer(text, start, end)]
    pairs: dict[int, int] = {}
    open_signs: dict[str, list[int]] = {}
    lone: list[tuple[int, str]] = []
    for place, sign in signs:
        if sign not in _PARTNER:
            open_signs.setdefault(sign, []).append(place)
        elif stack := open_signs.get(_PARTNER[sign]):
            pairs[stack.pop()] = place
        else:
            lone.append((place, sign))
    lone += ((place, sign) for sign, stack in open_signs.items() for place in stack)
    by_place = dict(signs)
    gone: set[int] = set()
    for left, right in pairs.items():
        inner = pairs.get(left + 1)
        if inner == right - 1 and by_place[left + 1] == by_place[left] and _NAMED.search(text, left, right):
            gone |= {left, right}
    for place, sign in lone:
        if text[place] not in "()" and sign in (by_place.get(place - 1), by_place.get(place + 1)):
            gone.add(place)
    return gone


def find(text: str) -> list[Change]:
    twice = (match for match in _TWICE.finditer(text) if _shape(match[0][0]) == _shape(match[0][-1]))
    return [Change(place, place + 1, "") for line in lines_with(text, twice) for place in sorted(_line(text, *line))]
