"""Read pinyin: whole syllables, initials, both mixed, an unfinished last syllable, letters beside characters.

`docs/assets/anwen/search-spell.js` mirrors this module.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from anwen.index.asking.slips import Cut
from anwen.index.source import USUAL, Source
from anwen.index.terms import idf, is_han
from anwen.index.vocabulary.sounds import near

LETTERS = 60  # more is no pinyin
_WORD = 200
_NEAR = 100  # what a syllable costs that only sounds nearly like the word's
_INITIAL = frozenset((*"bpmfdtnlgkhjqxrzcsywaeo", "zh", "ch", "sh"))
_UNITS = 8  # syllables and initials in a word
_AMONG = 4  # … at least, where initials are of one of several words
_BESIDE = 4  # characters on one side that can be part of the word

_ALONE, _CUT = 600, 800  # what a character costs more that stands alone, and a word whose end is not written
_READINGS = 4  # readings of the same letters that are looked at beside what stands around them …
_BEHIND = 400  # … where they cost no more than this above the best
_SEAM = 200  # what a pair of characters costs across two words that the collection lacks
_CLOSE = 150  # a word that costs no more than this above the one taken may be meant as well

Edge = tuple[int, str, int]  # where a word ends, the word, its cost
Reading = tuple[int, tuple[str, ...]]  # its cost and its words
Way = Callable[[str, set[int], int], Iterable[Edge]]
Also = dict[str, list[str]]  # a word that was read, and what else its letters may spell


class Reader:
    """Reads pinyin with the lexicon of one index."""

    def __init__(self, source: Source, cut: Cut) -> None:
        self._source = source
        self._cut = cut

    @cached_property
    def _table(self) -> dict[str, str]:
        return self._source.characters().readings

    def resolve(self, found: list[str]) -> tuple[list[str], list[tuple[str, str]], Also]:
        """The runs of a query with what letters spell in place of them, what was read as what, and may be otherwise.

        Letters that the collection or the synonyms have stay as they are, and so do those that spell nothing.
        """
        runs: list[str] = []
        read: list[tuple[str, str]] = []
        also: Also = {}
        parts = [list(part) for _, part in itertools.groupby(found, lambda run: (is_han(run), run.isalpha()))]
        for part, after in zip(parts, [*parts[1:], [""]], strict=False):
            spelling = all(run.isalpha() and run.isascii() for run in part) and sum(map(len, part)) <= LETTERS
            if not part[0] or is_han(part[0]) or not spelling or all(map(self._known, part)):
                runs.extend(part)
                continue
            before = runs[-1] if runs and is_han(runs[-1]) else ""
            around = before, after[0], also
            words = self._read(part, around, self._spelled)
            one = len(part) == 1 and (not words or part[0] in self._table)
            beside = self._beside(before, part[0], after[0]) if one else None
            if beside and words:  # yuan is 园 beside 幼儿, though it spells 预案 too
                left, word, right = beside
                joined = before[: len(before) - left] + word + after[0][right:]
                beside = beside if self._cut(joined)[0] < self._cut(before + "".join(words) + after[0])[0] else None
            if beside:
                left, word, right = beside
                read.append((before[len(before) - left :] + part[0] + after[0][:right], word))
                runs[-1:] = [before[: len(before) - left] + word] if before else [*runs[-1:], word]
                after[0] = after[0][right:]
                continue
            words = words or self._read(part, around, *self._ways(part))
            for typed in [part] if words else [[run] for run in part]:
                ways = self._ways(typed, among=len(part) > 1)
                text = "".join(words or self._read(typed, around, self._spelled, *ways) or ())
                runs.extend([text] if text else typed)
                if text:
                    read.append((" ".join(typed), text))
        return [run for run in runs if run], read, also

    def _known(self, run: str) -> bool:
        return bool(self._source.count(run) or self._source.synonyms(run))

    def _read(self, runs: list[str], around: tuple[str, str, Also], *ways: Way) -> tuple[str, ...] | None:
        """The most likely words that ``runs`` spell in the first of ``ways`` that reads them all, or None.

        A syllable does not go over a space.
        """
        letters = "".join(runs)
        stops = set(itertools.accumulate(map(len, runs)))
        tried = (_cheapest(len(letters), functools.partial(way, letters, stops), self._meet) for way in ways)
        readings = next(filter(None, tried), None)
        return self._likeliest(readings, *around) if readings else None

    def _ways(self, runs: list[str], among: bool = False) -> tuple[Way, ...]:
        """How to read what words do not spell: several syllables are no initials, nor is one ``among`` others."""
        if len(runs) == 1 and runs[0] in self._table:
            return () if among else (self._mixed, self._unfinished)
        return (self._lone,) if all(map(self._divides, runs)) else (self._mixed, self._unfinished)

    def _divides(self, run: str) -> bool:
        """Whether ``run`` is syllables to its end, of more than a letter."""
        ends = {0}
        for start in range(len(run)):
            if start in ends:
                ends.update(end for end in range(start + 2, start + 7) if run[start:end] in self._table)
        return len(run) in ends

    def _meet(self, one: str, other: str) -> bool:
        """Whether one word may follow another: a character alone only beside what the collection has beside it."""
        return not one or len(one) > 1 < len(other) or self._source.count(one[-1] + other[0]) > 0

    def _lone(self, letters: str, stops: set[int], start: int) -> Iterator[Edge]:
        """Words, and characters by themselves, whose syllables are all written out: bei xin jiedao for 北辛街道.

        Of 300 pieces of the texts that have such a character 15 were read right without it, and 123 found in the first
        ten; with it 262 and 269. With half or twice `_ALONE`, and with 5 or 12 characters of a syllable in place of 6,
        two more or less are.
        """
        yield from self._spelled(letters, stops, start)
        yield from ((end, word, cost + _CUT) for end, word, cost in self._unfinished(letters, stops, start))
        for end, parts in _units(letters, start, stops, self._table):
            if len(parts) == 1 and parts[0] in self._table:
                for char, count in self._source.sounds(parts[0]):
                    yield end, char, self._cost(count) + _ALONE

    def _likeliest(self, readings: list[Reading], before: str, after: str, also: Also) -> tuple[str, ...]:
        """The words of the reading that goes best with the characters around it; what is close goes into ``also``.

        A reading is worth more where it makes one word with what stands beside it (油气管道, not 尤其管道), and less
        where the collection lacks the pair of characters between them. Mean nDCG@10 of 20 queries written beforehand:
        .985 as before of those looked at, .911 → .964 of those held out.
        """
        readings = [it for it in readings if it[0] <= readings[0][0] + _BEHIND]
        options: list[Reading] = []
        for cost, words in readings if len(readings) > 1 else ():
            pieces = [it for it in (before[-_BESIDE:], *words, after[:_BESIDE]) if it]
            apart = sum(self._cut(piece)[0] for piece in pieces)
            unseen = sum(not self._source.count(one[-1] + other[0]) for one, other in itertools.pairwise(pieces))
            options.append((cost + self._cut("".join(pieces))[0] - apart + _SEAM * unseen, words))
        (least, best), *others = sorted(options, key=lambda it: it[0]) or readings
        for cost, words in others:
            differ = [pair for pair in zip(best, words, strict=False) if pair[0] != pair[1]]
            if cost <= least + _CLOSE and len(words) == len(best) and len(differ) == 1:
                also.setdefault(differ[0][0], []).append(differ[0][1])
        return best

    def _cost(self, count: int) -> int:
        return _WORD + idf(max(0, count), self._source.settings.total)

    def _spelled(self, letters: str, stops: set[int], start: int) -> Iterator[Edge]:
        """Words whose syllables are all written out."""
        for end, parts in _units(letters, start, stops, self._table):
            if len(parts) > 1 and all(part in self._table for part in parts):
                yield from ((end, word, cost) for word, cost in self._sounding(parts))

    def _sounding(self, parts: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        for word, count in self._source.sounds(" ".join(map(near, parts))):
            if count != USUAL:
                far = sum(char not in self._table[part] for char, part in zip(word, parts, strict=True))
                yield word, self._cost(count) + far * _NEAR

    def _mixed(self, letters: str, stops: set[int], start: int) -> Iterator[Edge]:
        """Words written by initials, or first by one and then by the other: one that is all of the letters, or beside
        others one of four characters, for most letters are the initials of some word or other (zzzzqq, 重中之重 缺钱).
        """
        for end, parts in _units(letters, start, stops, self._table):
            short = sum(part in _INITIAL for part in parts)
            if len(parts) >= (_AMONG if short and end - start < len(letters) else 2):
                for word, count in self._source.initials("".join(part[0] for part in parts)):
                    if self._fits(word, parts):
                        yield end, word, self._cost(count) + _WORD * short // len(parts)

    def _unfinished(self, letters: str, stops: set[int], start: int) -> Iterator[Edge]:
        """Words of two syllables, the last of which is not written to its end."""
        for end, parts in _units(letters, start, stops, self._table):
            if len(parts) == 2 and parts[0] in self._table and len(letters) > 3:
                if end == len(letters):
                    for last in (syllable for syllable in self._table if syllable.startswith(parts[1])):
                        yield from ((end, word, cost) for word, cost in self._sounding((parts[0], last)))
                elif parts[1] in self._table:
                    yield from ((end, word, cost) for word, cost in self._sounding(parts))

    def _fits(self, word: str, parts: Iterable[str]) -> bool:
        """Whether each character of ``word`` can be read as its part, or beginning with it where it is no syllable."""
        return all(
            any(char in chars for key, chars in self._table.items() if self._is_read(part, key))
            for char, part in zip(word, parts, strict=True)
        )

    def _is_read(self, part: str, syllable: str) -> bool:
        whole = len(part) > 1 and part in self._table
        return near(part) == near(syllable) if whole else syllable.startswith(part)

    def _beside(self, before: str, letters: str, after: str) -> tuple[int, str, int] | None:
        """The word that ``letters`` and characters beside them spell together, 主体 and zr: (how many characters of
        ``before``, the word, how many of ``after``), the most characters first; or None.
        """
        found: list[tuple[int, int, str, int, int]] = []
        stops = {len(letters)}
        middles = [parts for end, parts in _units(letters, 0, stops, self._table) if end == len(letters)]
        for left, right in itertools.product(range(min(_BESIDE, len(before)) + 1), range(min(_BESIDE, len(after)) + 1)):
            if not left + right:
                continue
            around = before[len(before) - left :], after[:right]
            for parts in middles:
                for first, last in itertools.product(*map(self._initials, around)):
                    for word, count in self._source.initials(first + "".join(part[0] for part in parts) + last):
                        middle = word[left : len(word) - right]
                        if (word[:left], word[len(word) - right :]) == around and self._fits(middle, parts):
                            found.append((-left - right, self._cost(count), word, left, right))
        return (lambda it: (it[3], it[2], it[4]))(min(found)) if found else None

    def _initials(self, text: str) -> list[str]:
        """The ways to write ``text`` by its initials."""
        ways = [sorted({key[0] for key, chars in self._table.items() if char in chars}) for char in text]
        return ["".join(way) for way in itertools.islice(itertools.product(*ways), 4)]


def _units(letters: str, start: int, stops: set[int], table: dict[str, str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The ways to take ``letters`` apart from ``start`` on, as (end, parts): syllables, initials, or first the one and
    then the other; what ends the letters may be the beginning of a syllable.

    >>> [parts for _, parts in _units("anq", 0, {3}, {"an": "", "qu": ""})]
    [('a',), ('a', 'n'), ('a', 'n', 'q'), ('an',), ('an', 'q')]
    """
    stack: list[tuple[int, tuple[str, ...], str]] = [(start, (), "")]
    while stack:
        at, parts, kinds = stack.pop()
        if parts:
            yield at, parts
        if len(parts) == _UNITS or kinds.endswith("t"):
            continue
        for length in range(6, 0, -1):
            end = at + length
            piece = letters[at:end]
            if end > len(letters) or any(at < stop < end for stop in stops):
                continue
            kind = "f" if piece in table and length > 1 else "i" if piece in _INITIAL else ""
            if not kind and end == len(letters) and any(key.startswith(piece) for key in table):
                kind = "t"
            following = kinds if kinds.endswith(kind) else kinds + kind
            if kind and following in ("f", "i", "fi", "if", "ft", "it", "fit", "ift", "t"):
                stack.append((end, (*parts, piece), following))


def _cheapest(length: int, edges: Callable[[int], Iterable[Edge]], meet: Callable[[str, str], bool]) -> list[Reading]:
    """The cheapest words that lead from 0 to ``length``, and the next cheapest; the first found wins a tie. Characters
    that stand alone are no reading without a word."""
    best: dict[int, list[Reading]] = {0: [(0, ())]}
    for start in range(length):
        for end, word, more in edges(start) if start in best else ():
            known = best.setdefault(end, [])
            there = [words for _, words in known]
            for cost, words in best[start]:
                if (*words, word) not in there and meet(words[-1] if words else "", word):
                    known.append((cost + more, (*words, word)))
            known.sort(key=lambda it: it[0])
            del known[_READINGS:]
    return [it for it in best.get(length, []) if any(len(word) > 1 for word in it[1])]
