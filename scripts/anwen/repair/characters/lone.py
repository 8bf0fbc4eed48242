"""A traditional character among simplified ones: 抓好6個方面的工作 → 抓好6个方面的工作.

An input method or a converter's gap leaves it, or several in a line: 各級部门要認真落实; and the font of a PDF has the
old form of those that hardly differ, 境內黃河. A name or a title keeps its
characters, and so does what a text quotes or tells about them: there several stand together, or in quotation marks.
"""

from __future__ import annotations

import re

from anwen.repair.characters.script import is_simplified, simplified
from anwen.repair.characters.simplify import OFTEN, is_traditional
from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import IN_WORD, mean_cost, word
from anwen.repair.lines import lines_with, words_around
from anwen.repair.marks import at, count_han, is_han

NAME = "simplify"

_ANY = re.compile(f"[{''.join(sorted(OFTEN))}]")
# What old fonts draw otherwise by a stroke or two.
_OLD = re.compile("[內黃呂吳戶彥絕溫別冊刪產說閱悅稅銳脫奧虛換喚搖遙瑤宮侶錄祿綠緣淨爭靜沒]")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_DIFFERENT = 3  # old forms of a text, most of them inside words, and as many simplified characters in each line
_SHARE = 0.005  # of the characters of a page
_FEW = 2
_TOLD = re.compile("繁[体體]|异体|正体|简体|写[作成法]|[字]形|书法")
_QUOTED = re.compile("[“《「『【‘][^”》」』】’\n]{0,40}\\Z")
_AROUND, _CLOSE = 6, 2  # characters
_FLUENT = 5.0  # nats a character; sentences of this field cost two to four, names seven and more
_FAR = 400
_CLAUSE = re.compile("[^，。；：！？\n]+")
_NEAR = 5  # characters on either side
_TWO_WAYS = frozenset("著乾")
_SEVERAL = 2


def find(text: str) -> list[Change]:
    """Changes for characters that stand alone in a fluent sentence.

    >>> [change[:3] for change in find("会议提出要重点抓好6個方面的工作，全面落实安全工作制度。")]
    [(10, 11, '个')]
    >>> find("《國語》记载了这件事。"), find("东汉張衡造地动仪，華佗行医。")
    ([], [])
    """
    hits = list(_ANY.finditer(text))
    places: list[int] = []
    if hits and not is_traditional(text):
        places = [place for start, end in lines_with(text, hits) for place in _mixed(text, start, end)]
    if len(hits) <= max(_FEW, _SHARE * count_han(text) if hits else 0):
        places += (match.start() for match in hits if _alone(text, match.start()))
    places += _of_font(text)
    return disjoint([Change(place, place + 1, simplified(text[place])) for place in sorted(set(places))])


def _of_font(text: str) -> list[int]:
    """The characters whose old form a font drew, in a text that is simplified.

    >>> text = "內蒙古境內黃河全长八百公里，沿线吳堡县设水文站，查閱户籍。"
    >>> [text[place] for place in _of_font(text)]
    ['內', '內', '黃', '吳', '閱']
    >>> _of_font("吳某、呂某和黃某说他们来自这里。")
    []
    """
    old = list(_OLD.finditer(text))
    if len({match[0] for match in old}) < _DIFFERENT or is_traditional(text) or _KANA.search(text):
        return []
    found: list[int] = []
    inside = 0
    for start, end in lines_with(text, old):
        line, plain = text[start:end], simplified(text[start:end])
        if len(line) != len(plain) or sum(map(is_simplified, line)) < _DIFFERENT:
            continue
        places = [place for place in range(len(line)) if line[place] != plain[place]]
        if all(_OLD.match(line[place]) and not _kept(text, start + place) for place in places):
            found += (start + place for place in places)
            inside += sum(_in_word(plain, place) for place in places)
    return found if inside >= _DIFFERENT and 3 * inside >= 2 * len(found) else []


def _mixed(text: str, start: int, end: int) -> list[int]:
    """The traditional characters of a line that have simplified ones of their clause beside them, where several do.

    >>> line = "全縣各部门要認真落实责任"
    >>> [line[place] for place in _mixed(line, 0, len(line))]
    ['縣', '認']
    """
    plain = simplified(text[start:end])
    line = text[start:end]
    if len(plain) != len(line) or sum(map(is_simplified, line)) < sum(map(str.__ne__, line, plain)):
        return []
    found: list[int] = []
    farther: list[int] = []
    sure = 0
    for clause in _CLAUSE.finditer(text, start, end):
        strays = [
            place
            for place in range(*clause.span())
            if text[place] != plain[place - start] and text[place] not in _TWO_WAYS
        ]
        strays = [place for place in strays if _is_fluent(plain, place - start) and not _kept(text, place)]
        mixed = any(map(is_simplified, clause[0]))
        for place in strays:
            word = _in_word(plain, place - start)
            near = text[max(clause.start(), place - _NEAR) : min(clause.end(), place + _NEAR + 1)]
            if any(map(is_simplified, near)):
                found.append(place)
                sure += word
            elif word and mixed:
                farther.append(place)
    return sorted(found + farther) if sure >= _SEVERAL else []


def _in_word(plain: str, place: int) -> bool:
    """Whether a character makes a word with one beside it, as few of a name do."""
    return max(word(plain, place, place), word(plain, place + 1, place + 1)) >= IN_WORD


def _is_fluent(plain: str, place: int) -> bool:
    """Whether the words around a place are those of this field; names are not."""
    return mean_cost(plain[max(0, place - _AROUND) : place + 1 + _AROUND]) <= _FLUENT


def _kept(text: str, place: int) -> bool:
    """Whether a character is quoted or told about."""
    return bool(
        _QUOTED.search(text, max(0, place - _FAR), place) or _TOLD.search(words_around(text, place, place, _FAR))
    )


def _alone(text: str, place: int) -> bool:
    close = text[max(0, place - _CLOSE) : place] + text[place + 1 : place + 1 + _CLOSE]
    if simplified(close) != close or not (is_han(at(text, place - 1)) or is_han(at(text, place + 1))):
        return False
    if _kept(text, place):
        return False
    first = max(0, place - _AROUND)
    beside = text[first:place] + simplified(text[place]) + text[place + 1 : place + 1 + _AROUND]
    return _is_fluent(beside, place - first)
