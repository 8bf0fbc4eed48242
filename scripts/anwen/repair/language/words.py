"""How well a text divides into words and lists: the language model knows three characters, they tell more."""

from __future__ import annotations

import re
from array import array
from functools import cache, partial
from importlib.resources import files
from math import inf, log
from sys import intern
from typing import NamedTuple

from anwen.repair.language.model import normal
from anwen.repair.marks import HAN, is_han

_ENTRY = re.compile(f"^([{HAN}]+) ([0-9]+) ?([a-z]*)", re.MULTILINE)
_LONGEST = 8
_TERM = 2000  # a term's frequency among jieba's words (of sixty million)
_LEAST = 3
_RAREST = 14.0  # nats for a word, however rare
_ALONE = 1.0  # nats for a word of one character, beside its frequency
_NO_WORD = 14.0  # nats for a character that no word explains
# Nats for a 、 between clauses: for each character beyond a few on a side, and where no other 、 is the next mark. In
# the texts that the model is built from, four in five have six characters at most on a side and two in three are
# followed by another.
_CLAUSE, _CLAUSE_FREE, _CLAUSE_MOST, _NO_LIST = 0.3, 4, 3.0, 1.0
_PAUSE = re.compile("[，、。；：？！\\n]")
_ORDINAL = re.compile(
    f"(?<=[{HAN}])第[一二三四五六七八九十]+[，、。；](?=[{HAN}])"
)  # 率第三，督导组: an ordinal has its noun
_TORN = 6.0
_MARK, _MARKS = 7.0, {"，": 3.0, "、": 3.5, "。": 3.5, "0": 3.0, "A": 3.0, "\u3000": 3.0}  # nats


def terms() -> list[str]:
    """The field's words and set phrases in terms.txt."""
    lines = files("anwen.repair.language").joinpath("terms.txt").read_text(encoding="utf-8").splitlines()
    return [term for line in lines if not line.startswith("#") for term in line.split()]


class Word(NamedTuple):
    """What is known of a word; words of which the same is known share it."""

    often: int  # how often it stands in jieba's texts, the field's terms among them
    cost: float  # nats, in a division into words; endless for what is too rare to be one


class _Columns(NamedTuple):
    """jieba's words: as columns: a row for each took 30 MB more."""

    words: list[str]
    counts: array[int]
    parts: list[str]


@cache
def _listed() -> _Columns:
    text = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").replace("著", normal("著"))
    found = _Columns([], array("I"), [])
    for word, count, part in map(re.Match.groups, _ENTRY.finditer(text)):
        found.words.append(word)
        found.counts.append(int(count))
        found.parts.append(intern(part))
    return found


def entries() -> list[tuple[str, int]]:
    """jieba's words with their frequencies, those of Chinese characters alone, as the language model knows them."""
    listed = _listed()
    return list(zip(listed.words, listed.counts, strict=True))


@cache
def speech() -> dict[str, str]:
    """The part of speech that jieba gives each word.

    >>> speech()["拧紧"], speech()["阀门"]
    ('v', 'n')
    """
    listed = _listed()
    return dict(zip(listed.words, listed.parts, strict=True))


@cache
def known() -> dict[str, Word]:
    """jieba's words and the field's terms.

    >>> known()["的"].often > known()["阀门"].often, known()["的"].cost < known()["阀门"].cost
    (True, True)
    """
    listed = _listed()
    counts = dict(zip(listed.words, listed.counts, strict=True))
    for term in terms():
        counts[term] = counts.get(term, 0) + _TERM
    shared = cache(partial(_word, log(sum(counts.values()))))
    return {word: shared(count, len(word) == 1) for word, count in counts.items()}


def _word(total: float, count: int, single: bool) -> Word:
    if count < _LEAST:
        return Word(count, inf)
    return Word(count, min(_RAREST, total - log(count)) + (_ALONE if single else 0.0))


def word_cost(text: str, longest: int = _LONGEST) -> float:
    """The cost in nats of the best division of ``text`` into words of at most ``longest`` characters.

    >>> word_cost("安全生产责任") < word_cost("安全生广责任")
    True
    """
    return _division(text, longest)[0][-1]


def divided(text: str) -> list[str]:
    """The words of ``text``.

    >>> divided("师傅检查阀门。")
    ['师傅', '检查', '阀门', '。']
    """
    starts = _division(text, _LONGEST)[1]
    words: list[str] = []
    end = len(text)
    while end:
        words.append(text[starts[end] : end])
        end = starts[end]
    return words[::-1]


def _division(text: str, longest: int) -> tuple[list[float], list[int]]:
    """For each end of a part of ``text``, what its best division costs and where the last word begins."""
    words = known()
    best, starts = [0.0], [0]
    for end in range(1, len(text) + 1):
        last = text[end - 1]
        word = words.get(last)
        paid = word.cost if word else inf
        if paid == inf:
            paid = _NO_WORD if is_han(last) else _MARKS.get(last, _MARK)
        found, begin = best[end - 1] + paid, end - 1
        for start in range(max(0, end - longest), end - 1):
            word = words.get(text[start:end])
            if word and best[start] + word.cost < found:
                found, begin = best[start] + word.cost, start
        best.append(found)
        starts.append(begin)
    return best, starts


def marks_cost(text: str) -> float:
    """What the marks of ``text`` cost beyond three characters. 、 parts words, as a rule, not clauses, and rarely once;
    and no mark stands between an ordinal and its noun.

    >>> marks_cost("供水、供电、供气") < marks_cost("请各位回去都问一问、归根到底，制度管人")
    True
    >>> marks_cost("率第三，督导组到厂"), marks_cost("，第三，督导组到厂")
    (6.0, 0.0)
    """
    cost = 0.0
    places = [-1, *(match.start() for match in _PAUSE.finditer(text)), len(text)]
    for before, place, behind in zip(places, places[1:], places[2:], strict=False):
        if text[place] == "、":
            for length in (place - before - 1, behind - place - 1):
                cost += min(_CLAUSE_MOST, _CLAUSE * max(0, length - _CLAUSE_FREE))
            cost += _NO_LIST if text[behind : behind + 1] not in ("", "、") else 0.0
    return cost + _TORN * len(_ORDINAL.findall(text))
