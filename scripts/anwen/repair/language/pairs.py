"""Which words follow which: pairs of words of the field's text over those of the statutes over jieba's frequencies,
read from a compact file.

The language model of `model` knows three characters; 跑 | 过去 or 禁止 | 种植 it divides in the middle. On text that
neither was built from, the best division into words costs 0.15 nats a character less here, so both weigh readings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache, partial
from importlib.resources import files
from itertools import chain, compress, pairwise, repeat
from math import log
from typing import NamedTuple

from anwen.repair.language.compact import Rows, compressed, parts, rows, stepped
from anwen.repair.language.model import START
from anwen.repair.language.words import divided, known, speech
from anwen.repair.marks import is_han

FILE = "pairs.bin"
_PART = "\t"  # between the words of the file
_LONGEST = 8  # characters of a word
_DISCOUNT, _TRUST = 0.8, 3.0  # of a pair's count; so many sights of a word weigh as much as what follows any
# The statutes' share in what the field's pairs leave to other words, where they have the first word often, and the
# sights of it that make half of that; and the least sights of a pair in them. On unseen sentences 0.5 nats a character
# less in statutes, 0.05 less in the field's prose.
_LAW, _LAW_TRUST, _LAW_LEAST = 0.3, 20, 2
_MOST = 255  # a count in the file
_SHARE = 0.3  # of jieba's frequencies in what follows any word
_OWN = 300  # words that are a class by themselves
_DOUBT = 3.0  # so many sights of a pair of classes weigh as much as knowing nothing of it
_UNSEEN = 0.3  # the count of a character that is no word


class Classes(NamedTuple):
    """Counts of pairs of classes of words; each class behind another, before any and behind any."""

    own: frozenset[str]  # the words that are a class by themselves, the commonest
    seen: Counter[tuple[str, str]]
    first: Counter[str]
    second: Counter[str]
    total: int

    def fit(self, first: str, second: str) -> float:
        """How much more often words like ``second`` stand behind words like ``first`` than behind any."""
        before, behind = _name(self.own, first), _name(self.own, second)
        expected = self.first.get(before, 0) * self.second.get(behind, 0) / self.total
        return (self.seen.get((before, behind), 0) + _DOUBT) / (expected + _DOUBT)


def classes(seen: Iterable[tuple[str, str]], sights: dict[str, int]) -> Classes:
    """The classes of the pairs of words ``seen``."""
    common = sorted(sights, key=lambda word: (-sights[word], word))[:_OWN]
    own = frozenset(common)
    name = cache(partial(_name, own))
    named = Counter((name(first), name(second)) for first, second in seen)
    before: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    for (first, second), count in named.items():
        before[first] += count
        behind[second] += count
    return Classes(own, named, before, behind, named.total())


def _name(own: Container[str], word: str) -> str:
    """The class of ``word``: its own for a mark or one of the commonest, that of its part of speech for any other."""
    if word in own:
        return word
    part = speech().get(word, "?") if is_han(word[0]) else word
    return part + "1" if len(word) == 1 else part


class Words:
    """The words, commonest first, and which stand behind which."""

    def __init__(self, words: Sequence[str], behind: Rows) -> None:
        self.words = words
        self.behind = behind
        self._number = {word: place for place, word in enumerate(words)}

    def place(self, first: str, second: str) -> int:
        """Where the pair stands among all pairs, or -1."""
        return self.behind.place(self._number.get(first, -1), self._number.get(second, -1))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """All pairs, in order."""
        lengths = (end - start for start, end in pairwise(self.behind.starts))
        firsts = chain.from_iterable(map(repeat, self.words, lengths))
        return zip(firsts, map(self.words.__getitem__, self.behind.members), strict=True)


class Counts(NamedTuple):
    """Counts of pairs of words in some texts, and of the words on either side."""

    words: Words
    times: bytes  # how often each pair of words stands in the texts
    sights: dict[str, int]  # how often the word is the first of a pair
    kinds: dict[str, int]  # of how many pairs
    behind: dict[str, int]  # of how many pairs it is the second

    def pair(self, first: str, second: str) -> int:
        """How often ``second`` stands behind ``first``."""
        place = self.words.place(first, second)
        return self.times[place] if place >= 0 else 0

    def seen(self) -> Iterator[tuple[str, str]]:
        """The pairs that the texts have."""
        return compress(self.words.pairs(), self.times)

    def over(self, lower: float, first: str, second: str) -> float:
        """How likely ``second`` is behind ``first``, where anything but these texts says ``lower``."""
        own = max(0.0, self.pair(first, second) - _DISCOUNT)
        left = _DISCOUNT * self.kinds.get(first, 0) + _TRUST
        return (own + left * lower) / (self.sights.get(first, 0) + _TRUST)


class Pairs(NamedTuple):
    """The pairs of the field's texts, over those of the statutes, over classes of words."""

    field: Counts
    law: Counts
    classes: Classes
    known: dict[tuple[str, str], float]  # what `cost` has worked out

    def cost(self, first: str, second: str) -> float:
        """What ``second`` costs behind ``first``, in nats."""
        found = self.known.get((first, second))
        if found is None:
            lower = self._alone(second) * self.classes.fit(first, second)
            if sights := self.law.sights.get(first):
                share = _LAW * sights / (sights + _LAW_TRUST)
                lower += share * (self.law.over(lower, first, second) - lower)
            found = self.known[first, second] = -log(self.field.over(lower, first, second))
        return found

    def _alone(self, word: str) -> float:
        """How likely ``word`` follows any; as Kneser and Ney do it, by the words that it is seen behind."""
        field = (1 - _SHARE) * self.field.behind.get(word, 0) / self.classes.total
        if not is_han(word[0]):
            return field or 1e-6
        found = known().get(word)
        return field + _SHARE * ((found.often if found else 0) + _UNSEEN) / _total()

    def text_cost(self, text: str, each: float = 0.0) -> float:
        """The cost in nats of the likeliest division of ``text`` (normal characters) into words, at ``each`` a word
        beside what it costs there."""
        words = known()
        ends: list[dict[str, float]] = [{START: 0.0}]
        for end in range(1, len(text) + 1):
            found: dict[str, float] = {}
            for start in range(max(0, end - _LONGEST), end):
                word = text[start:end]
                if len(word) == 1 or word in words:
                    found[word] = each + min(paid + self.cost(last, word) for last, paid in ends[start].items())
            ends.append(found)
        return min(ends[-1].values())


@cache
def _total() -> int:
    return sum(word.often for word in known().values())


def packed(paragraphs: Iterable[str], statutes: Iterable[str] = ()) -> bytes:
    """The file of the pairs of words in ``paragraphs`` and of the commoner ones in ``statutes`` (normal characters
    without tabs: one parts the words)."""
    field, often = _counted(paragraphs)
    law, _ = _counted(statutes)
    law = Counter({pair: count for pair, count in law.items() if count >= _LAW_LEAST})
    for pair in law:
        often.update(dict.fromkeys(pair, 0))
    if _PART in often:
        raise ValueError("a paragraph has a tab, which parts the words of the file")
    words = sorted(often, key=lambda word: (-often[word], word))
    number = {word: place for place, word in enumerate(words)}
    behind: defaultdict[str, list[int]] = defaultdict(list)
    for first, second in field.keys() | law.keys():
        behind[first].append(number[second])
    placed = [sorted(behind[word]) for word in words]
    every = [(word, words[place]) for word, row in zip(words, placed, strict=True) for place in row]
    listed = _PART.join(words).encode("utf-16-le")
    times = [bytes(min(counts[pair], _MOST) for pair in every) for counts in (field, law)]
    data = compressed([listed, *stepped(placed), *times])
    read = unpacked(data)
    for counts, back in ((field, read.field), (law, read.law)):
        seen = dict(zip(back.seen(), filter(None, back.times), strict=True))
        if seen != {pair: min(count, _MOST) for pair, count in counts.items()}:
            raise ValueError("the file of the pairs does not read back")
    return data


def _counted(paragraphs: Iterable[str]) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """How often each pair of words stands in ``paragraphs``, and how often each word."""
    pairs: Counter[tuple[str, str]] = Counter()
    often: Counter[str] = Counter()
    for paragraph in paragraphs:
        words = [START, *divided(paragraph), START]
        often.update(words)
        pairs.update(pairwise(words))
    return pairs, often


def unpacked(data: bytes) -> Pairs:
    """The pairs that `packed` wrote."""
    listed, lengths, low, high, *times = parts(data)
    words = Words(listed.decode("utf-16-le").split(_PART), rows(lengths, low, high))
    field, law = (_counts(words, count) for count in times)
    return Pairs(field, law, classes(field.seen(), field.sights), {})


def _counts(words: Words, times: bytes) -> Counts:
    sights: dict[str, int] = {}
    kinds: dict[str, int] = {}
    for word, (start, end) in zip(words.words, pairwise(words.behind.starts), strict=True):
        row = times[start:end]
        if seen := end - start - row.count(0):
            sights[word], kinds[word] = sum(row), seen
    seconds = map(words.words.__getitem__, compress(words.behind.members, times))
    return Counts(words, times, sights, kinds, Counter(seconds))


@cache
def pairs() -> Pairs:
    """The shipped pairs, loaded at the first page with a close decision (with jieba's words)."""
    return unpacked(files("anwen.repair.language").joinpath(FILE).read_bytes())
