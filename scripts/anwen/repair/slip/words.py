"""How well a text divides into words and lists: the language model knows three characters, they tell more."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from math import log

from anwen.repair.marks import HAN, is_han
from anwen.repair.slip.model import normal

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
    lines = files("anwen.repair.slip").joinpath("terms.txt").read_text(encoding="utf-8").splitlines()
    return [term for line in lines if not line.startswith("#") for term in line.split()]


@cache
def _listed() -> list[tuple[str, str, str]]:
    text = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").replace("著", normal("著"))
    return _ENTRY.findall(text)


def entries() -> list[tuple[str, int]]:
    """jieba's words with their frequencies, those of Chinese characters alone, as the language model knows them."""
    return [(word, int(count)) for word, count, _ in _listed()]


@cache
def speech() -> dict[str, str]:
    """The part of speech that jieba gives each word.

    >>> speech()["拧紧"], speech()["阀门"]
    ('v', 'n')
    """
    return {word: part for word, _, part in _listed()}


@cache
def counts() -> dict[str, int]:
    """How often each word stands in jieba's texts, the field's terms among them."""
    found = dict(entries())
    for term in terms():
        found[term] = found.get(term, 0) + _TERM
    return found


@cache
def _costs() -> dict[str, float]:
    """A third of a second, at the first page with a close decision."""
    total = log(sum(counts().values()))
    costs = {word: min(_RAREST, total - log(count)) for word, count in counts().items() if count >= _LEAST}
    for word in costs:
        if len(word) == 1:
            costs[word] += _ALONE
    return costs


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
    costs = _costs()
    best, starts = [0.0], [0]
    for end in range(1, len(text) + 1):
        last = text[end - 1]
        found, begin = best[end - 1] + costs.get(last, _NO_WORD if is_han(last) else _MARKS.get(last, _MARK)), end - 1
        for start in range(max(0, end - longest), end - 1):
            word = costs.get(text[start:end])
            if word is not None and best[start] + word < found:
                found, begin = best[start] + word, start
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
