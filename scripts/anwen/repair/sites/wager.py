"""What whoever breaks into sites puts into their texts for a gambling site: 严禁澳门…官网在河道内游泳, 注册送彩金58元.

Its name goes where the words on both sides go together without it, and no sentence near it speaks of gambling.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import RUNS_ON, across
from anwen.repair.lines import line_around, whole_line
from anwen.repair.marks import amid_han, at, is_han
from anwen.repair.sites import site

NAME = "inserted"

# Where one may be; few texts have such words at all.
_HINT = re.compile("[澳新葡威太娱百时六彩北老](?:门|葡京|京|尼斯人|阳城|乐[城场]|家乐|时彩|合彩|金|赛车|虎机)")
_NAMED = "(?>(?:<house>|<game>|<hall>))(?>(?:<house>|<game>|<hall>|棋牌|博彩))*(?>(?:<door>|<shared>))+"
# 太阳城娱乐城首页 may be a street's; two names, or a door of such sites only, are no street's.
_SURE = "<door>|棋牌|博彩|(?:<house>|<game>).*?(?:<house>|<game>)"
_OFFERED = "(?:(?:https?://)?[A-Za-z0-9-]{2,40}(?:[.][A-Za-z0-9-]{2,20}){1,3}[ \u3000]?)?(?:<bonus>)(?:[，,]?<bonus>)*"
# A sentence of its own: 澳门新葡京线上娱乐，注册就送88元，提款秒到账，网址：….
_SOLD = "(?:[，,、；; ]{1,2}(?:<pays>|<bonus>))+[。！!]?[ \u3000]?"
_SPEAKS = re.compile(
    "赌|博彩|诈骗|骗局|暗链|黑客|入侵|篡改|违法|犯罪|公安|民警|警方|警察|网警|彩民|旅游|酒店|景点|游客"
)
_SENDS = "<sends>$"
_AROUND = 60  # characters that may speak of it
_QUOTES = frozenset("“‘「《【\"'")
_STOPS = frozenset("。！？；”）\n")


def find(text: str) -> list[Change]:
    found: list[Change] = []
    done = 0
    for hint in _HINT.finditer(text):
        if hint.start() < done:
            continue
        first, last = line_around(text, *hint.span(), _AROUND)
        named = site.shape(_NAMED).match(text, hint.start(), last)
        offered = site.shape(_OFFERED).search(text, max(first, done), last) if text[hint.start()] == "彩" else None
        match = named or offered
        if not match or not match.start() <= hint.start() < match.end():
            continue
        start, end = match.span()
        sold = site.shape(_SOLD).match(text, end, last) if named and at(text, start - 1) in _STOPS | {""} else None
        done = end = sold.end() if sold else end
        around = text[first:start] + text[end : line_around(text, start, end, _AROUND)[1]]
        if _SPEAKS.search(around) or at(text, start - 1) in _QUOTES:
            continue
        if sold:
            if site.shape(_SURE).search(match[0]):
                found.append(Change(*whole_line(text, start, end), ""))
        elif offered is match:
            if at(text, start - 1) in _STOPS and (is_han(at(text, end)) or at(text, end) in ("", "\n")):
                found.append(Change(start, end, ""))
        elif (
            site.shape(_SURE).search(match[0])
            and _runs_on(text, start, end)
            and not site.shape(_SENDS).search(text, max(0, start - 6), start)
        ):
            found.append(Change(start, end, ""))
    return disjoint(found)


def _runs_on(text: str, start: int, end: int) -> bool:
    return amid_han(text, start, end) and across(text, start, end) >= RUNS_ON
