"""What a build gathers of terms and words, and gives back a term at a time for the index of record."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterator, Mapping
from operator import itemgetter
from pathlib import Path

import numpy as np

from anwen.errors import AnwenError
from anwen.index.analysis.analyse import Analysed
from anwen.index.analysis.dictionary import Dictionary, Whole
from anwen.index.analysis.packing import GRAMS, PASSAGES, WORDS, starts
from anwen.index.analysis.runs import Keys, Numbers, Runs
from anwen.index.analysis.weigh import unpacked
from anwen.index.record.segment import WORDS as FIELDS
from anwen.index.record.segment import Row, place, places

_PAIRS = "bigrams"


class Gathered:
    """Gathers postings in files.

    Args:
        folder: an existing folder for them; the caller removes it.
        dictionary: what the numbers of words mean.
    """

    def __init__(self, folder: Path, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._texts = Runs(folder)
        self._numbers = {field: Numbers(folder, WORDS.apart) for field in FIELDS}
        self._numbers[_PAIRS] = Numbers(folder, GRAMS.apart)

    def add(self, batch: Analysed, number: int) -> None:
        """Add the terms and words of passages that are numbered from ``number``."""
        if number + len(batch.entries) >= 1 << PASSAGES:
            hint = "Part the library into several."
            raise AnwenError(f"an index holds at most {1 << PASSAGES:,} passages", where="", hint=hint)
        self._numbers[_PAIRS].add(GRAMS.later(batch.terms, number))
        self._texts.add(_PAIRS, ((term, (number + passage, weight)) for term, (passage, weight) in batch.other_terms))
        for field in FIELDS:
            self._numbers[field].add(WORDS.later(batch.words[field], number))
            self._texts.add(field, ((word, (number + row[0], *row[1:])) for word, row in batch.others[field]))

    def weigh(self, field: str, weights: Mapping[str, int], number: int) -> None:
        """Add terms of another field for one passage."""
        self._texts.weigh(field, weights, number)

    def rows(self) -> Iterator[Row]:
        """Every term, sorted by field and text; nothing is held afterwards."""
        waiting = sorted(self._numbers, reverse=True)
        for field, rows in itertools.groupby(map(_row, self._texts.merged()), key=itemgetter(0)):
            while waiting and waiting[-1] < field:
                yield from self._chinese(waiting.pop())
            yield from rows  # a letter or a digit sorts before every Chinese character
        while waiting:
            yield from self._chinese(waiting.pop())

    def _chinese(self, field: str) -> Iterator[Row]:
        for keys in self._numbers[field].sorted():
            yield from self._pairs(keys) if field == _PAIRS else self._words(field, keys)

    def _pairs(self, keys: Keys) -> Iterator[Row]:
        terms, ids, weights = GRAMS.terms(keys), GRAMS.passages(keys).tolist(), GRAMS.extras(keys).tolist()
        for term, start, end in _groups(terms):
            yield _PAIRS, unpacked(term), ids[start:end], weights[start:end], []

    def _words(self, field: str, keys: Keys) -> Iterator[Row]:
        """Those of one word in one passage are one posting."""
        at = WORDS.extras(keys).tolist()
        firsts = starts(keys >> np.uint64(WORDS.extra))
        counts = np.diff(firsts, append=len(keys)).tolist()
        values = [
            place(at[start]) if count == 1 else places(tuple(at[start : start + count]))
            for start, count in zip(firsts.tolist(), counts, strict=True)
        ]
        heads = keys[firsts]
        ids = WORDS.passages(heads).tolist()
        for word, start, end in _groups(WORDS.terms(heads)):
            yield field, self._dictionary.text(word), ids[start:end], counts[start:end], values[start:end]


def _groups(terms: Whole) -> Iterator[tuple[int, int, int]]:
    """Each of the sorted terms, where it begins and where it ends.

    >>> list(_groups(np.array([7, 7, 9])))
    [(7, 0, 2), (9, 2, 3)]
    """
    firsts = starts(terms)
    return zip(terms[firsts].tolist(), firsts.tolist(), [*firsts[1:].tolist(), len(terms)], strict=True)


def _row(row: tuple[str, str, array[int]]) -> Row:
    """A term that was gathered by its text."""
    field, term, numbers = row
    if field not in FIELDS:
        return field, term, numbers[::2].tolist(), numbers[1::2].tolist(), []
    ids, counts, values, at = [], [], [], 0
    while at < len(numbers):
        count = numbers[at + 1]
        ids.append(numbers[at])
        counts.append(count)
        values.append(places(tuple(numbers[at + 2 : at + 2 + count])))
        at += 2 + count
    return field, term, ids, counts, values
