"""Which mentions become links: linking every one would make a page unreadable."""

from __future__ import annotations

import re
from collections.abc import Iterable

from anwen.library import Mention

# 一、 （二） 3. 2.1.1 ① 第三条: what only counts is not linked, even if it reads like a name.
_NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇\d]+[章节条款项]|[(（]?[一二三四五六七八九十百]+[)）、.．]|[(（]?\d+(?:[.．]\d+)*[)）、.．]?|[①-⑳])\s*"
)


def first_mentions(passages: Iterable[tuple[str, str, tuple[Mention, ...]]]) -> tuple[tuple[Mention, ...], ...]:
    """For each passage, given as (section, text, mentions) in reading order, the mentions to link.

    A concept is linked where a section first names it, never within the number a passage begins with.

    >>> one, two = Mention(0, 2, "sanwei"), Mention(3, 5, "sanwei")
    >>> first_mentions([("s1", "三违与三违", (one, two)), ("s1", "三违", (one,)), ("s2", "三违", (one,))])
    ((Mention(start=0, end=2, concept='sanwei'),), (), (Mention(start=0, end=2, concept='sanwei'),))
    """
    seen: set[tuple[str, str]] = set()
    chosen: list[tuple[Mention, ...]] = []
    for section, text, mentions in passages:
        number = _NUMBER.match(text)
        begin = number.end() if number else 0
        here = []
        for mention in mentions:
            if mention.start >= begin and (section, mention.concept) not in seen:
                seen.add((section, mention.concept))
                here.append(mention)
        chosen.append(tuple(here))
    return tuple(chosen)
