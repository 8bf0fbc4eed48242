"""The stretch of a sentence in which a site speaks of itself: 请各单位对照落实，现在注册即送会员，并报送整改情况。"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import at
from anwen.repair.sites import site
from anwen.repair.sites.judge import ENOUGH_BARE, QUOTED, SURE, judged
from anwen.repair.sites.leaning import leaning, odds

NAME = "inserted"

_INSIDE, _CLAUSE = 1.3, 0.9  # nats a character of a part of a sentence, of a whole clause
_ACCOUNT = re.compile("[:：] ?[A-Za-z0-9_-]{5,24}(?![A-Za-z0-9@.])")  # of a clause that ends so
_ADDED = 6  # characters of a clause beside a stretch
_SAID = 10  # characters beside a stretch that may say whom it means
_OFF = (0, 1, -1, 2, -2)  # characters that a stretch may begin or end off its place
_BRACKETS = frozenset("（）()【】[]〔〕<>")
_BOUNDS = frozenset(" \u3000，、；：。！？!?\n") | _BRACKETS


def inside(text: str, start: int, end: int) -> list[Change]:
    """The stretch of the sentence ``text[start:end]``: clauses with a mark of theirs; what has none around is marked.

    >>> inside("请各单位对照落实，现在注册即送会员，并报送整改情况。", 0, 25)[0][:3]
    (9, 18, '')
    """
    first, last = (start + place for place in _stretch(text[start:end]))
    first = next((first - off for off in _OFF if first - off >= start and _parts(text, first - off - 1)), first)
    last = next((last + off for off in _OFF if last + off <= end and _parts(text, last + off)), last)
    clause = (_clause(text, start, first, -1), _clause(text, end, last, 1))
    added = first - clause[0] + clause[1] - last
    if added <= _ADDED and judged(text[slice(*clause)]) is not None and leaning(text[slice(*clause)]) >= _CLAUSE:
        first, last = clause
    if account := _ACCOUNT.match(text, last, end):
        last = account.end()
    words = text[first:last]
    before = first if _parts(text, first - 1) else max(start, first - _SAID)
    warned = site.pattern("warns", "cheats").search(text, before, last)
    warned = warned or site.pattern("cheats").search(text, last, last + _SAID)
    if warned or site.pattern("meant").search(text, before, last) or site.ruled(text, first):
        return []
    doubt = judged(words)
    if doubt is None or (at(text, last) in "：:" and last < end):
        return []  # 每日更新：在产装置四套: what stands behind, and is the author's, is introduced
    if at(text, first - 1) in _BRACKETS or at(text, last) in _BRACKETS:
        return []  # `advert` looks at what is in them
    bounded = _parts(text, first - 1) and _parts(text, last)
    if doubt or leaning(QUOTED.sub("", words)) < _INSIDE:
        return [Change(first, last, words, NAME)] if bounded and not site.pattern("bids").search(words) else []
    if not bounded:
        sought = site.pattern("sought").search(text, max(first, last - 1), clause[1])
        return [Change(first, last, words, NAME)] if judged(words, ENOUGH_BARE) == "" and not sought else []
    closes = last == end and first > start and text[last] != "！"  # which is the site's
    return [Change(first - 1, last, "") if closes else Change(first, last + 1, "")]


def _clause(text: str, limit: int, place: int, step: int) -> int:
    """Where the clause that ``text[place]`` is in begins or ends, not beyond ``limit``."""
    while place != limit and not _parts(text, place - (step < 0)):
        place += step
    return place


def _parts(text: str, place: int) -> bool:
    return at(text, place) in _BOUNDS


def _stretch(words: str) -> tuple[int, int]:
    """Where the odds, less what ordinary words may have, add up to most; names in quotes and figures tell nothing."""
    each = odds(words)
    for name in QUOTED.finditer(words):
        each[slice(*name.span())] = [SURE] * len(name[0])
    for figure in re.finditer("[0-9A-Za-z]+", words):
        each[slice(*figure.span())] = [SURE] * len(figure[0])
    best, total, start, found = 0.0, 0.0, 0, (0, 0)
    for place, value in enumerate(each):
        if total <= 0.0:
            total, start = 0.0, place
        total += value - SURE
        if total > best:
            best, found = total, (start, place + 1)
    return found
