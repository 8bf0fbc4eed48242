"""The same sign between all characters of a phrase, as copy protection sets it: 安*全*生*产*责*任 → 安全生产责任.

Authors part words so, and single characters that are no words together (德·能·勤·绩·廉, 人/机/料/法/环, 长*宽*高).
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.joint import IN_WORD, SURE_WORD, word
from anwen.repair.marks import HAN, amid_han

NAME = "stray"

_LISTING = "·•・.．/／|｜~～+＋_＿-"  # with which authors part what they list
_SIGNS = f"*#＃^@$&=§¦\\\\`'′★☆※◆◇■●▲△▼◎{_LISTING}"
_LEAST, _LISTED = 4, 8  # characters of a run; 东/西/南/北 are a word as well
_RUN = re.compile(f"[{_SIGNS}](?<=[{HAN}].)(?:(?<=(.))[{HAN}，、。；：]\\1){{{_LEAST - 2},}}(?=[{HAN}，、。；：！？])")
# Which side and which team it is: no one else's words are made of such characters alone.
_SERIES = tuple(
    map(frozenset, ("甲乙丙丁戊己庚辛壬癸", "东南西北中", "春夏秋冬", "一二三四五六七八九十日", "金木水火土"))
)
_WORDS = 0.4  # of the places between two characters: in sentences a half lie inside words


def find(text: str) -> list[Change]:
    found: list[Change] = []
    for start, end in runs(text):
        plain = text[start:end:2]
        if any(series.issuperset(plain) for series in _SERIES):
            continue
        places = [place for place in range(1, len(plain)) if amid_han(plain, place, place)]
        listed = text[start + 1] in _LISTING
        values = [word(plain, place, place) for place in places]
        sure = max(values, default=0.0) >= SURE_WORD
        inside = sum(value >= (SURE_WORD if listed else IN_WORD) for value in values) if sure else 0
        long = len(plain) >= _LISTED or not listed
        marked = len(plain) >= _LISTED and len(places) < len(plain) - 2  # 注*意*，*明*天: nobody parts a comma so
        if long and inside > 1 and (marked or inside >= _WORDS * len(places)):
            found += (Change(place, place + 1, "") for place in range(start + 1, end - 1, 2))
    return found


def runs(text: str) -> list[tuple[int, int]]:
    """Where characters stand one by one, the same sign between all of them.

    >>> runs("从人/机/料/法/环五个方面"), runs("检查/整改")
    ([(1, 10)], [])
    """
    return [(match.start() - 1, match.end() + 1) for match in _RUN.finditer(text)]
