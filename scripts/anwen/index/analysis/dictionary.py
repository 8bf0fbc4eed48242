"""The dictionary of words as arrays: every word and beginning of a word has a number, in the order of the texts.

A character followed from a number leads to the number of the longer beginning, for thousands of places at once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from anwen.index.terms import RUN, is_han

Whole = np.ndarray[Any, np.dtype[np.int64]]
Real = np.ndarray[Any, np.dtype[np.float64]]
Codes = np.ndarray[Any, np.dtype[np.uint32]]

NONE = -1
_CHARACTERS = 1 << 16  # what `RUN` takes for Chinese stands in the first plane


def codes(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


class Dictionary:
    """Words with their frequencies, and every Chinese character whether it is a word or not.

    Args:
        frequencies: word to frequency, 0 for what is only the beginning of a word; every beginning is there.
        total: of all frequencies.

    >>> words = Dictionary({"安": 5, "安全": 3, "全": 2}, 10)
    >>> [words.text(number) for number in words.follow(words.first[codes("安门")], codes("全全"))]
    ['安全', '']
    """

    def __init__(self, frequencies: Mapping[str, int], total: int) -> None:
        known = {char: 0 for char in map(chr, range(_CHARACTERS)) if (it := RUN.match(char)) and is_han(it.group())}
        known |= {word: count for word, count in frequencies.items() if _chinese(word)}
        texts = sorted(known)
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        self._text = "".join(texts)
        self._ends: Whole = np.cumsum(lengths)
        self.longest = int(lengths.max())
        self.single = -math.log(total)  # of a character that is no word and begins none here
        self.score = self._scores(np.fromiter((known[text] for text in texts), np.int64, len(texts)))
        last = codes(self._text)[self._ends - 1]
        self.first: Whole = np.full(_CHARACTERS, NONE, np.int64)
        self.first[last[lengths == 1]] = np.flatnonzero(lengths == 1)
        self._keys, self._next = self._edges(lengths, last)

    def __len__(self) -> int:
        return len(self._ends)

    def _scores(self, counts: Whole) -> Real:
        """The logarithm of how likely a word is, as jieba works it out; of what is no word, minus infinity."""
        distinct, place = np.unique(counts, return_inverse=True)
        scores = [math.log(count) + self.single if count else -math.inf for count in distinct.tolist()]
        found: Real = np.array(scores)[place]
        return found

    def _edges(self, lengths: Whole, last: Codes) -> tuple[Whole, Whole]:
        """Number and character packed, sorted, and where they lead: a beginning stands before what goes on from it."""
        keys, targets = [], []
        before = np.flatnonzero(lengths == 1)
        for length in range(2, self.longest + 1):
            these = np.flatnonzero(lengths == length)
            parents = before[np.searchsorted(before, these) - 1]
            keys.append(parents << 16 | last[these])
            targets.append(these)
            before = these
        every = np.concatenate([*keys, np.zeros(0, np.int64)])
        order = np.argsort(every)
        return every[order], np.concatenate([*targets, np.zeros(0, np.int64)])[order]

    def follow(self, numbers: Whole, characters: Codes) -> Whole:
        """Where each character leads from each number; `NONE` where nothing goes on so."""
        keys = numbers << 16 | characters
        places = np.searchsorted(self._keys, keys)
        np.minimum(places, max(0, len(self._keys) - 1), out=places)
        found: Whole = np.where((self._keys[places] == keys) & (numbers != NONE), self._next[places], NONE)
        return found

    def usual(self, least: int) -> set[str]:
        """The words at least so frequent.

        >>> sorted(Dictionary({"安": 5, "安全": 3, "全": 2}, 10).usual(3))
        ['安', '安全']
        """
        return {self.text(at) for at in np.flatnonzero(self.score >= math.log(least) + self.single).tolist()}

    def text(self, number: int) -> str:
        """The text of a number, "" for `NONE`."""
        if number == NONE:
            return ""
        return self._text[int(self._ends[number - 1]) if number else 0 : int(self._ends[number])]


def _chinese(word: str) -> bool:
    """Whether a run of Chinese characters can hold the word."""
    match = RUN.fullmatch(word)
    return bool(match) and is_han(word)
