"""How well two stretches of text go together that something stands between, by the field's language model.

A page number, a line's end or a stray dot can fall inside a word. What stands on either side then goes together far
better than with a paragraph's end and beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

from anwen.repair.language.model import START, model, normal
from anwen.repair.language.words import entries, word_cost
from anwen.repair.marks import HAN, amid_han

# In nats. Of 47 breaks written for the purpose heading and paragraph, list items, names and fields gained 4.6 at most,
# a foreign name 5.4; a sentence that goes on 5 and more, a phrase 7, the inside of a word 11.8 and more. Each training
# moves such figures: `slip.shares` tells which values leave as much right text on their wrong side as before.
RUNS_ON = 5.6
ONE_PHRASE = 7.0
ONE_WORD = 12.3
# What it must lose, where a heading runs into its text: of 55 headings nine in ten part at better.
PARTED = -6.5


def gain(left: str, right: str) -> float:
    """What it gains to read ``right`` behind ``left`` without a break (nats; below 0: the break is likelier).

    Only the last two characters of ``left`` and the first two of ``right`` count; with fewer nothing can be said.

    >>> gain("坚持人民至", "上、生命至上") > ONE_WORD, gain("增强责任感", "会议指出") < RUNS_ON
    (True, True)
    """
    return _gain(left[-2:], right[:2])


@lru_cache(20_000)
def _gain(left: str, right: str) -> float:
    before, after = "".join(map(normal, left)), "".join(map(normal, right))
    if len(before) < 2 or len(after) < 2:
        return 0.0
    cost = model().cost
    joined = cost(before + after[0]) + cost(before[1] + after)
    broken = cost(before + START) + cost(START + START + after[0]) + cost(START + after)
    return broken - joined


def across(text: str, start: int, end: int) -> float:
    """What it gains to leave ``text[start:end]`` out.

    >>> across("坚持人民至- 3 -上、生命至上", 5, 10) > ONE_WORD
    True
    """
    return gain(text[max(0, start - 2) : start], text[end : end + 2])


def between(left: str, mark: str, right: str) -> float:
    """What ``mark`` costs between two stretches of text (nats), to be compared with another mark's.

    >>> between("会议指出", "，", "当前形势") < between("会议指出", "、", "当前形势")
    True
    """
    return _cost(left[-2:] + mark + right[:2])


@lru_cache(20_000)
def _cost(words: str) -> float:
    """What ``words`` cost behind their first two characters; texts say most of them again."""
    read, cost = "".join(map(normal, words)), model().cost
    return sum([cost(read[place : place + 3]) for place in range(len(read) - 2)])


def mean_cost(text: str) -> float:
    """What a character of ``text`` costs on the average (nats): less in the field's set phrases.

    >>> mean_cost("会议强调，要深入开展隐患排查治理。") < 3 < mean_cost("小兔子乖乖，把门儿开开。")
    True
    """
    padded = START + START + "".join(map(normal, text))
    return sum(model().cost(padded[place : place + 3]) for place in range(len(text))) / max(1, len(text))


# Of 5,000 places inside unseen sentences half lie inside a word by more than IN_WORD, of 5,300 that authors set a mark
# at one in a hundred: 省委、省政府. Longer words than three are set phrases that may be marked: 人防、技防.
IN_WORD = 3.0
SURE_WORD = 6.0
_LONGEST_WORD = 3
_AROUND = 4  # characters on either side
_RUN = re.compile(f"[{HAN}]+")
_BEFORE = re.compile(f"[{HAN}]*\\Z")
# Nats of evidence that something was put in blindly, by what a place is: how often such places and authors' marks
# have it. The n-grams alone tell little at a place that no word crosses.
_CROSSED, _CLOSE, _FLUENT, _CUT, _PARTED = 3.5, 2.0, 0.5, -0.7, -2.0
SEPARATE = 3.1  # nats; one place in fifty inside a sentence gains less
_NEVER = 20.0
STREWN = 7.0  # two places inside words


def word(text: str, start: int, end: int) -> float:
    """What words gain when ``text[start:end]`` is left out: 0 between two words, 6 and more inside one.

    >>> word("警示标★志", 3, 4) > SURE_WORD, word("检查/整改", 2, 3)
    (True, 0.0)
    """
    before, after = beside(text, start, end)
    return _crossing(before, after) if before and after else 0.0


def beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The Chinese characters straight before and straight behind ``text[start:end]``, as many as a word may have there.

    >>> beside("会议，警示标★志牌。", 6, 7)
    ('警示标', '志牌')
    """
    before = _BEFORE.search(text, max(0, start - _AROUND), start)
    after = _RUN.match(text, end, end + _AROUND)
    return before[0] if before else "", after[0] if after else ""


def goes_on(text: str) -> float:
    """What it gains to go on behind ``text`` with the likeliest character of a word, and not to end there (nats).

    >>> goes_on("接到报告的人员应当及时予以处") > goes_on("会议还对其他工作进行了安排部署")
    True
    """
    last = "".join(map(normal, text[-2:]))
    if len(last) < 2:
        return 0.0
    cost = model().cost
    return cost(last + START) - min((cost(last + char) for char in _followers().get(last[1], ())), default=_NEVER)


@cache
def _followers() -> dict[str, str]:
    """The characters that stand behind each one in words."""
    pairs = {pair for entry, _ in entries() for pair in pairwise(entry)}
    found: dict[str, list[str]] = {}
    for left, right in sorted(pairs):
        found.setdefault(left, []).append(right)
    return {left: "".join(rights) for left, rights in found.items()}


@lru_cache(20_000)
def _crossing(left: str, right: str) -> float:
    apart = word_cost(left, _LONGEST_WORD) + word_cost(right, _LONGEST_WORD)
    return apart - word_cost(left + right, _LONGEST_WORD)


def strewn(text: str, spans: Iterable[tuple[int, int]]) -> float:
    """The evidence that what stands at ``spans``, the same each time, was put there blindly and not by an author.

    What stands among the same words again tells nothing more: a page may say one thing ten times.

    >>> text = "检查/整改、处理/上报"
    >>> strewn("警示标★志，突★击检查", [(3, 4), (7, 8)]) >= STREWN, strewn(text, [(2, 3), (8, 9)]) > 0
    (True, False)
    """
    found = 0.0
    for start, end in distinct(text, spans):
        value = across(text, start, end)
        at_edge = start < 2 or end + 2 > len(text)  # of the text: the model has nothing to go by
        if (value >= SEPARATE or at_edge) and word(text, start, end) >= IN_WORD:
            found += _CROSSED
        elif at_edge or not amid_han(text, start, end):
            continue
        elif value < RUNS_ON:
            found += _CUT if value >= SEPARATE else _PARTED
        elif value >= ONE_PHRASE:
            found += _CLOSE if value >= ONE_WORD else _FLUENT
    return found


# Of 75 acronyms that authors put before a word none stands inside one; of what is put in blindly half does.
_SHARE = 5


def cuts(text: str, spans: Iterable[tuple[int, int]], least: int = 2) -> bool:
    """Whether what a sentence can do without, as a name before a noun, was put in blindly: it cuts ``least`` words.

    >>> text = "健全HSE体系，开展HSE检查，确ABC保安全，落ABC实责任"
    >>> cuts(text, [(2, 5), (10, 13)]), cuts(text, [(17, 20), (25, 28)])
    (False, True)
    """
    places = distinct(text, spans)
    cut = sum(word(text, *place) >= IN_WORD and across(text, *place) >= SEPARATE for place in places)
    return cut >= least and _SHARE * cut >= len(places)


def distinct(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that stand among other words than those before them."""
    found = {(text[max(0, start - _AROUND) : start], text[end : end + _AROUND]): (start, end) for start, end in spans}
    return list(found.values())


def without(text: str, places: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """The text without what stands at ``places``, and where each stood: one beside another hides what words are there.

    >>> without("危.房.排查", [(1, 2), (3, 4)])
    ('危房排查', [(1, 1), (2, 2)])
    """
    pieces, bare, last, length = [], [], 0, 0
    for start, end in places:
        pieces.append(text[last:start])
        length += start - last
        bare.append((length, length))
        last = end
    return "".join([*pieces, text[last:]]), bare
