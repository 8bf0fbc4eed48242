"""No-break spaces that are shown as ? amid sentences: 瓷罐，??说：“…。”?那年, 第一条?本办法, 但是?小事故.

A question ends before no comma, begins behind no mark, and no sentence goes on across it. Two such places tell what the
signs are; where one stands between words that do not go together, a character may be lost, and all stay. Those at a
line's start are `space`'s.
"""

from __future__ import annotations

import re

from anwen.repair.characters.script import simplified
from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import SEPARATE, across, mean_cost
from anwen.repair.marks import HAN, TONED, amid_han
from anwen.repair.signs.question import genuine

NAME = "space"

_SHOWN = re.compile(f"\\?(?<=[{HAN}0-9，。；：、！”》）.].)\\?{{0,7}}(?=[{HAN}0-9，。；：、“《（])")
_FIRST = re.compile(f"^[ \u3000]*(\\?{{1,8}})(?=[{HAN}0-9“《（])", re.MULTILINE)
_NUMBER = re.compile(
    rf"^[ \u3000?]*(?:(第[{HAN}0-9]{{1,4}}[条章节款])|[0-9]{{1,3}}[.、]|[（(]?[{HAN}]{{1,3}}[）)、])\Z"
)
_SLIPS = re.compile(f"[{TONED}][a-z]{{0,5}}[)）]")  # the annotation filter was here
_UNCOUNTED = re.compile("\\?(?:[01][0-9]{2}年|个月)")  # ?023年, 在?个月内: a digit is lost, as in a slip that was read
# 硫化氢?零。: the answer to a question without a word that asks.
_ANSWERED = re.compile(f"\\?[{HAN}0-9]{{1,5}}(?:[。，；！”]|$)", re.MULTILINE)
_PAUSES, _CLOSES = frozenset("，。；：、"), frozenset("，。；、！”》）")
_AGREE = 2
_TOGETHER = 8.0  # nats; two words of one phrase gain 7 to 12
_BESIDE, _DEAREST = 6, 8.0  # characters on either side, nats a character
_LINE = 12  # characters before a number's end


def find(text: str) -> list[Change]:
    """Changes for a text that shows two such places, one of them none that a byte slip leaves.

    >>> [change[:3] for change in find("会上?，各单位要?加强培训，?落实责任。")]
    [(2, 3, ''), (8, 9, ''), (14, 15, '')]
    >>> find("年龄：?岁，身高：?米。"), find("你去?，我去?，还是他去?")
    ([], [])
    """
    places = [match.span() for match in _SHOWN.finditer(text)] if "?" in text else []
    first = [match.span(1) for match in _FIRST.finditer(text)] if places else []
    if not places or len(places) + len(first) < _AGREE or _SLIPS.search(text) or _UNCOUNTED.search(text):
        return []
    if any(_garbled(text, *place) for place in places):
        return []
    found = [Change(*span, "") for span in first]
    sure = inside = 0
    asked = "？" in text or any(genuine(text, *place) for place in places)
    for start, end in places:
        if genuine(text, start, end) or text[start - 1] == "：":  # 年龄：?岁
            continue
        number = _NUMBER.search(text[max(text.rfind("\n", 0, start) + 1, start - _LINE) : start])
        if number:
            found.append(Change(start, end, " " if number[1] else ""))
            sure += 1
        elif text[end] in _PAUSES:
            found += [Change(start, end, "")] if text[start - 1] not in _CLOSES else []
        else:
            gain, inner = across(text, start, end), amid_han(text, start, end)
            if asked and end - start == 1 and inner and gain < _TOGETHER:
                continue  # 填这么大一张表?工长笑了: a question without a word that asks
            least = _TOGETHER if inner and _ANSWERED.match(text, start) else SEPARATE
            if gain < (0.0 if text[start - 1] == "，" else least) and text[start - 1] not in _CLOSES - {"，"}:
                return []
            sure += not inner or gain >= _TOGETHER
            inside += inner
            found.append(Change(start, end, ""))
    agree = (sure and len(found) >= _AGREE) or (inside and len(found) > max(_AGREE, inside))
    return disjoint(found) if agree else []


def _garbled(text: str, start: int, end: int) -> bool:
    """Whether what stands beside a place is no text, as behind a byte that was lost, or traditional as a slip's is."""
    beside = text[max(0, start - _BESIDE) : start] + text[end : end + _BESIDE]
    return mean_cost(beside) > _DEAREST or simplified(beside) != beside
