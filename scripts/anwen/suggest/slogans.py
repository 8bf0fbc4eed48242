"""Terms that a text itself marks as such: what stands in quotes, and slogans that count (四不两直, 一矿一策)."""

from __future__ import annotations

import re
from collections import Counter

_HAN = "\u4e00-\u9fff"
_NUMERAL = "一二三四五六七八九十百千两双零"
_QUOTED = re.compile(r"[“‘「『]([^“”‘’「」『』\s]{2,16})[”’」』]")
# within quotes: words, separated at most by 、 or ，; a sentence, a number or Latin letters are no term
_TERM = re.compile(rf"[{_HAN}]+(?:[、，][{_HAN}]+){{0,2}}")
# 四不两直, 一岗双责, 一矿一策: two numerals, a character after each; 三管三必须: the second part may be longer
_PAIR = re.compile(rf"(?<![第{_NUMERAL}几\d])[{_NUMERAL}]([^\W\d{_NUMERAL}])[{_NUMERAL}]([^\W\d{_NUMERAL}])")
_COUNTED = re.compile(rf"[{_NUMERAL}][^\W\d]")
_COUNTED_WORD = re.compile(rf"[三四五六七八九十两][个项大][{_HAN}]{{2}}")
_MEASURES = frozenset("年月日号时点分秒人个次件条项名家米元岁度周天季届批位级章节款种类")
LONGEST = 12


def quoted(text: str) -> Counter[str]:
    """The terms in quotes, with how often.

    >>> quoted("开展“打非治违”，做到“纵向到底、横向到边”，说“会议在2012年召开。”")
    Counter({'打非治违': 1, '纵向到底、横向到边': 1})
    """
    found: Counter[str] = Counter()
    for match in _QUOTED.finditer(text):
        term = match[1]
        if _TERM.fullmatch(term) and 2 <= len(term) <= LONGEST and _balanced(term):
            found[term] += 1
    return found


def _balanced(term: str) -> bool:
    """Whether the parts of a term with separators go together: 横向到边、纵向到底 and 促招商、促发展 do."""
    parts = re.split("[、，]", term)
    return max(map(len, parts)) - min(map(len, parts)) <= 1


def pairs(text: str) -> Counter[str]:
    """Slogans of two counted words, with how often, wherever they stand.

    >>> pairs("实行一矿一策和四不两直，二十三日一人一次，第一章二节")
    Counter({'一矿一策': 1, '四不两直': 1})
    """
    return Counter(
        match[0] for match in _PAIR.finditer(text) if match[1] not in _MEASURES and match[2] not in _MEASURES
    )


def is_counted_word(term: str) -> bool:
    """Whether the term has the plainest shape of a slogan, so that it needs no quotes: 三个必须, 四个一律.

    >>> is_counted_word("三个必须"), is_counted_word("三是强化"), is_counted_word("一线员工")
    (True, False, False)
    """
    return _COUNTED_WORD.fullmatch(term) is not None


def is_counted(term: str) -> bool:
    """Whether the term is a slogan with a number: 三单, 五个强化, 双百双千; a 三级甲等医院 would be one too.

    >>> is_counted("四个一律"), is_counted("五年"), is_counted("红线")
    (True, False, False)
    """
    return bool(_COUNTED.match(term)) and not (len(term) == 2 and term[1] in _MEASURES)
