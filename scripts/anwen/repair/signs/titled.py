"""A title mark that is missing where another title, or an article, stands right beside: 《安全生产法、《消防法》.

Only behind what a law or another document is called, and only where its sentence has a mark too few: titles stand
within titles (《关于宣传贯彻安全生产法、《矿山安全法》的通知》).
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.marks import HAN, NUMERALS

NAME = "titled"

_KIND = "法|条例|办法|规定|规程|规范|标准|细则|意见|通知|决定|方案|预案|制度|导则|纲要|计划|指南"
_CLOSES = re.compile(
    rf"《(?:[^《》（）()，。；、\n]|（[^《》（）\n]{{1,12}}）){{1,40}}?(?:{_KIND})(?P<place>)(?:(?=(?:、|、?以及|[和与及或])《)"
    rf"|(?=(?<=[法例定办程]|法)第[{NUMERALS}\d]{{1,6}}条))"
)
_OPENS = re.compile(rf"(?P<place>中)(?<=[、，和与及据照].)华人民共和国[{HAN}]{{2,14}}(?:法|条例)》")
_SENTENCE = re.compile("[^。；！？\n]*")
_STOPS = "。；！？\n"
_FAR = 400


def find(text: str) -> list[Change]:
    """Changes that set the missing mark.

    >>> [change[:3] for change in find("依据《安全生产法、《消防法》，制定本办法。")]
    [(8, 8, '》')]
    >>> find("《关于宣传贯彻安全生产法、《矿山安全法》的通知》")
    []
    """
    if "《" not in text and "》" not in text:
        return []
    found = [Change(place, place, "》") for place in _places(_CLOSES, text) if _lacks(text, place) > 0]
    found += (Change(place, place, "《") for place in _places(_OPENS, text) if _lacks(text, place) < 0)
    return disjoint(found)


def _places(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.start("place") for match in pattern.finditer(text)]


def _lacks(text: str, place: int) -> int:
    """How many closing marks the sentence around ``place`` has too few; below 0: too many."""
    first = max(text.rfind(stop, max(0, place - _FAR), place) for stop in _STOPS) + 1
    sentence = _SENTENCE.match(text, max(first, place - _FAR), place + _FAR)
    words = sentence[0] if sentence else ""
    return words.count("《") - words.count("》")
