"""What is counted of a collection while its passages go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from anwen.index.analysis.analyse import BESIDE, Analysed
from anwen.index.analysis.dictionary import Dictionary, Whole, codes
from anwen.index.analysis.packing import GRAMS, starts
from anwen.index.analysis.runs import Keys, Numbers
from anwen.index.terms import is_han

_WAITING = 1 << 22  # terms that may come twice before they are sorted out


class Seen:
    """The terms that the collection has: a container of their texts."""

    def __init__(self) -> None:
        self._texts: set[str] = set()
        self._numbers: Keys = np.zeros(0, np.uint64)
        self._waiting: list[Keys] = []

    def add(self, batch: Analysed) -> None:
        """Take the terms of a batch."""
        self._texts.update(term for term, _ in batch.other_terms)
        terms = batch.terms >> np.uint64(GRAMS.apart)
        self._waiting.append(terms[starts(terms)])
        if sum(map(len, self._waiting)) > _WAITING:
            self._settle()

    def _settle(self) -> None:
        self._numbers = np.unique(np.concatenate([self._numbers, *self._waiting]))
        self._waiting = []

    def __contains__(self, term: object) -> bool:
        if not isinstance(term, str) or not term or len(term) > 2 or not is_han(term):
            return term in self._texts
        if self._waiting:
            self._settle()
        first, second = codes(term.ljust(2, "\0")).tolist()
        number = np.uint64(first << 16 | second)
        place = int(np.searchsorted(self._numbers, number))
        return place < len(self._numbers) and bool(self._numbers[place] == number)


class Beside:
    """How many passages have two words side by side."""

    def __init__(self, room: Path) -> None:
        self._pairs = Numbers(room, 0)

    def add(self, pairs: Whole) -> None:
        """Take the pairs of a batch."""
        self._pairs.add(pairs.astype(np.uint64))

    def often(self, least: int) -> Iterator[tuple[int, int, int]]:
        """The first's number, the second's and the passages of pairs that at least so many passages have."""
        for pairs in self._pairs.sorted():
            firsts = starts(pairs)
            counts = np.diff(firsts, append=len(pairs))
            found = counts >= least
            for pair, count in zip(pairs[firsts[found]].tolist(), counts[found].tolist(), strict=True):
                yield pair >> BESIDE, pair & (1 << BESIDE) - 1, count


class Counts:
    """The passages that have each word and each two side by side, the terms and the characters that there are.

    Args:
        dictionary: what the numbers of words mean.
        room: an existing folder for what memory should not hold; the caller removes it.
    """

    def __init__(self, dictionary: Dictionary, room: Path) -> None:
        self._dictionary = dictionary
        self._words: Whole = np.zeros(len(dictionary), np.int64)
        self.characters: set[str] = set()
        self.seen = Seen()
        self._beside = Beside(room)

    def add(self, batch: Analysed) -> None:
        """Count the passages of a batch."""
        self._words += np.bincount(batch.held, minlength=len(self._words))
        self.characters.update(batch.characters)
        self.seen.add(batch)
        self._beside.add(batch.beside)

    def words(self) -> Counter[str]:
        """Every Chinese word with the number of its passages."""
        found = np.flatnonzero(self._words).tolist()
        return Counter({self._dictionary.text(at): int(self._words[at]) for at in found})

    def phrases(self, least: int) -> Counter[str]:
        """Two words side by side that at least so many passages have, as one text, with the number of the passages."""
        text = self._dictionary.text
        return Counter({text(one) + text(other): count for one, other, count in self._beside.often(least)})
