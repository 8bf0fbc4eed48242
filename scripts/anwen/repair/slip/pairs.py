"""Which words follow which: pairs of words of the field's text over jieba's frequencies, read from a compact file.

The language model of `model` knows three characters; 跑 | 过去 or 禁止 | 种植 it divides in the middle. On text that
neither was built from, the best division into words costs 0.15 nats a character less here, so both weigh readings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log
from typing import NamedTuple

from anwen.repair.marks import is_han
from anwen.repair.slip.compact import compressed, numbers, parts, stepped
from anwen.repair.slip.model import START
from anwen.repair.slip.words import divided, known, speech

FILE = "pairs.bin"
_PART = "\t"  # between the words of the file
_LONGEST = 8  # characters of a word
_DISCOUNT, _TRUST = 0.8, 3.0  # of a pair's count; so many sights of a word weigh as much as what follows any
_SHARE = 0.3  # of jieba's frequencies in what follows any word
_OWN = 300  # words that are a class by themselves
_DOUBT = 3.0  # so many sights of a pair of classes weigh as much as knowing nothing of it
_UNSEEN = 0.3  # the count of a character that is no word


class Classes(NamedTuple):
    """Counts of pairs of classes of words; each class behind another, before any and behind any."""

    own: frozenset[str]  # the words that are a class by themselves, the commonest
    seen: dict[tuple[str, str], int]
    first: dict[str, int]
    second: dict[str, int]
    total: int

    def name(self, word: str) -> str:
        """The class of ``word``: marks and the commonest words have their own, others that of their part of speech."""
        return word if word in self.own else _kind(word)

    def fit(self, first: str, second: str) -> float:
        """How much more often words like ``second`` stand behind words like ``first`` than behind any."""
        before, behind = self.name(first), self.name(second)
        expected = self.first.get(before, 0) * self.second.get(behind, 0) / self.total
        return (self.seen.get((before, behind), 0) + _DOUBT) / (expected + _DOUBT)


def classes(seen: Collection[tuple[str, str]], sights: dict[str, int]) -> Classes:
    """The classes of the pairs of words ``seen``."""
    common = sorted(sights, key=lambda word: (-sights[word], word))[:_OWN]
    found = Classes(frozenset(common), Counter(), Counter(), Counter(), len(seen))
    for first, second in seen:
        before, behind = found.name(first), found.name(second)
        found.seen[before, behind] += 1
        found.first[before] += 1
        found.second[behind] += 1
    return found


def _kind(word: str) -> str:
    part = speech().get(word, "?") if is_han(word[0]) else word
    return part + "1" if len(word) == 1 else part


class Pairs(NamedTuple):
    """Counts of pairs of words, and of the words on either side."""

    seen: dict[tuple[str, str], int]
    sights: dict[str, int]  # how often the word is the first of a pair
    kinds: dict[str, int]  # of how many pairs
    behind: dict[str, int]  # of how many pairs it is the second
    classes: Classes
    known: dict[tuple[str, str], float]  # what `cost` has worked out

    def cost(self, first: str, second: str) -> float:
        """What ``second`` costs behind ``first``, in nats."""
        found = self.known.get((first, second))
        if found is None:
            alone = self._alone(second) * self.classes.fit(first, second)
            own = max(0.0, self.seen.get((first, second), 0) - _DISCOUNT)
            left = _DISCOUNT * self.kinds.get(first, 0) + _TRUST
            found = -log((own + left * alone) / (self.sights.get(first, 0) + _TRUST))
            self.known[first, second] = found
        return found

    def _alone(self, word: str) -> float:
        """How likely ``word`` follows any; as Kneser and Ney do it, by the words that it is seen behind."""
        field = (1 - _SHARE) * self.behind.get(word, 0) / len(self.seen)
        if not is_han(word[0]):
            return field or 1e-6
        found = known().get(word)
        return field + _SHARE * ((found.often if found else 0) + _UNSEEN) / _total()

    def text_cost(self, text: str) -> float:
        """The cost in nats of the likeliest division of ``text`` (normal characters) into words."""
        words = known()
        ends: list[dict[str, float]] = [{START: 0.0}]
        for end in range(1, len(text) + 1):
            found: dict[str, float] = {}
            for start in range(max(0, end - _LONGEST), end):
                word = text[start:end]
                if len(word) == 1 or word in words:
                    found[word] = min(paid + self.cost(last, word) for last, paid in ends[start].items())
            ends.append(found)
        return min(ends[-1].values())


@cache
def _total() -> int:
    return sum(word.often for word in known().values())


def packed(paragraphs: Iterable[str]) -> bytes:
    """The file of the pairs of words in ``paragraphs`` (normal characters without tabs: one parts the words)."""
    texts = [[START, *divided(paragraph), START] for paragraph in paragraphs]
    often = Counter(word for text in texts for word in text)
    if _PART in often:
        raise ValueError("a paragraph has a tab, which parts the words of the file")
    pairs = Counter(pair for text in texts for pair in pairwise(text))
    words = sorted(often, key=lambda word: (-often[word], word))
    number = {word: place for place, word in enumerate(words)}
    rows: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for (first, second), count in pairs.items():
        rows[first][number[second]] = min(count, 255)
    placed = [sorted(rows[word].items()) for word in words]
    times = bytes(count for row in placed for _, count in row)
    listed = _PART.join(words).encode("utf-16-le")
    data = compressed([listed, *stepped([[place for place, _ in row] for row in placed]), times])
    if unpacked(data).seen != {pair: min(count, 255) for pair, count in pairs.items()}:
        raise ValueError("the file of the pairs does not read back")
    return data


def unpacked(data: bytes) -> Pairs:
    """The pairs that `packed` wrote."""
    listed, lengths, low, high, times = parts(data)
    words = listed.decode("utf-16-le").split(_PART)
    seen: dict[tuple[str, str], int] = {}
    sights: dict[str, int] = {}
    kinds: dict[str, int] = {}
    behind: Counter[str] = Counter()
    place = 0
    for first, row in zip(words, numbers(lengths, low, high), strict=True):
        seconds = [words[number] for number in row]
        count = times[place : place + len(seconds)]
        place += len(seconds)
        seen.update(zip(((first, second) for second in seconds), count, strict=True))
        behind.update(seconds)
        sights[first], kinds[first] = sum(count), len(seconds)
    return Pairs(seen, sights, kinds, dict(behind), classes(seen, sights), {})


@cache
def pairs() -> Pairs:
    """The shipped pairs, loaded at the first page with a close decision (with jieba's words)."""
    return unpacked(files("anwen.repair.slip").joinpath(FILE).read_bytes())
