"""From where a document speaks: a town, a firm, a county … told by who acts and how it names itself in running text.

A unit's report names its superiors as well (根据区卫健局安排, 由县财政承担): a body counts only where it acts.
"""

from __future__ import annotations

import re
from collections import Counter

from anwen.records import Fact

_OPENING = 160  # characters; who is named there first is mostly who writes or is written about
_OPENS, _OWN, _BODY, _POST = 3, 3, 1, 1
_MOST = 4  # mentions of a kind that count; more say no more
_LEAST = 4
_LEAD = 2  # times as much as the runner-up
# A body is obeyed, asked, quoted or lends a hand.
_OTHERS = (  # who is meant by these is not who writes
    "根据|按照|遵照|依据|贯彻|落实|传达|学习|上级|邀请|配合|接受|会同|联合|报请|迎接|转发|通过|呈报|拨打|联系|服从|听取|执行"
)
_PASSIVE = re.compile(f"(?:(?:{_OTHERS})(?:了|着|过)?[一-鿿]{{0,3}}|[经由向报受应被请和与及、到在对按])$")


def standing(text: str, head: list[str], patterns: dict[str, tuple[str, str, str]]) -> Fact | None:
    """The level that the folded text speaks from, or None.

    Args:
        text: the folded text.
        head: the short lines at the document's head that can name who speaks.
        patterns: for each level those of posts, of bodies, and of what is said from inside.
    """
    for line in head:
        named = [level for level, (post, _, _) in patterns.items() if re.search(post, line)]
        if named:
            return Fact("level", named[0] if len(named) == 1 else _last(line, named, patterns), line)
    scores = Counter[str]()
    said: dict[str, Counter[str]] = {}
    for level, (post, body, own) in patterns.items():
        words = said.setdefault(level, Counter())
        for pattern, weight in ((own, _OWN), (body, _BODY), (post, _POST)):
            found = [
                m for m in re.finditer(pattern, text) if not _PASSIVE.search(text, max(0, m.start() - 4), m.start())
            ]
            words.update(match.group().strip("。;,、\n“") for match in found)
            scores[level] += weight * min(len(found), _MOST)
            if pattern is not post and found and found[0].start() < _OPENING:
                scores[level] += _OPENS
    (first, most), (_, second) = scores.most_common(2)
    if most < _LEAST or most < _LEAD * second:
        return None
    return Fact("level", first, "、".join(f"{word}×{count}" for word, count in said[first].most_common(3)))


def _last(line: str, named: list[str], patterns: dict[str, tuple[str, str, str]]) -> str:
    """Of several levels the one whose post stands last: 市委常委、石桥县委书记 speaks for the county."""
    return max(named, key=lambda level: max(match.start() for match in re.finditer(patterns[level][0], line)))
