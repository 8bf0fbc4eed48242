"""A traditional character among simplified ones: 抓好6個方面的工作 → 抓好6个方面的工作.

An input method or a converter's gap leaves it. A name or a title keeps its characters, and so does what a text quotes
or tells about them: there several stand together, or in quotation marks.
"""

from __future__ import annotations

import re

from anwen.repair.characters.script import simplified
from anwen.repair.characters.simplify import OFTEN
from anwen.repair.draft import Change
from anwen.repair.joint import mean_cost
from anwen.repair.marks import HAN, at, is_han, words_around

NAME = "simplify"

_ANY = re.compile(f"[{''.join(sorted(OFTEN))}]")
_HAN = re.compile(f"[{HAN}]")
_SHARE = 0.005  # of the characters of a page
_FEW = 2
_TOLD = re.compile("繁[体體]|异体|正体|简体|写[作成法]|[字]形|书法")
_QUOTED = re.compile("[“《「『【‘][^”》」』】’\n]{0,40}\\Z")
_AROUND, _CLOSE = 6, 2  # characters
_FLUENT = 5.0  # nats a character; sentences of this field cost two to four, names seven and more
_FAR = 400


def find(text: str) -> list[Change]:
    """Changes for characters that stand alone in a fluent sentence.

    >>> [change[:3] for change in find("会议提出要重点抓好6個方面的工作，全面落实安全工作制度。")]
    [(10, 11, '个')]
    >>> find("《國語》记载了这件事。"), find("东汉張衡造地动仪，華佗行医。")
    ([], [])
    """
    places = [match.start() for match in _ANY.finditer(text)]
    if not places or len(places) > max(_FEW, _SHARE * len(_HAN.findall(text))):
        return []
    return [Change(place, place + 1, simplified(text[place])) for place in places if _alone(text, place)]


def _alone(text: str, place: int) -> bool:
    close = text[max(0, place - _CLOSE) : place] + text[place + 1 : place + 1 + _CLOSE]
    if simplified(close) != close or not (is_han(at(text, place - 1)) or is_han(at(text, place + 1))):
        return False
    if _QUOTED.search(text, max(0, place - _FAR), place) or _TOLD.search(words_around(text, place, place, _FAR)):
        return False
    beside = text[max(0, place - _AROUND) : place] + simplified(text[place]) + text[place + 1 : place + 1 + _AROUND]
    return mean_cost(beside) <= _FLUENT
