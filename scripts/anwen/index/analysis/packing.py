"""Postings as whole numbers of 64 bits: term, passage, and what is known of the term there."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from anwen.index.analysis.dictionary import Whole
from anwen.index.analysis.runs import Keys

PASSAGES = 24  # bits of a passage's number: 16 million of them


def starts(ordered: Whole | Keys) -> Whole:
    """Where another value begins in sorted ones.

    >>> starts(np.array([7, 7, 9])).tolist(), starts(np.array([], np.int64)).tolist()
    ([0, 2], [])
    """
    return np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])


class Packing(Struct, frozen=True):
    """A way to pack them: the term, the passage, and ``extra`` bits more.

    >>> keys = WORDS.pack(np.array([7]), np.array([5]), np.array([3]))
    >>> WORDS.terms(keys).tolist(), WORDS.passages(keys).tolist(), WORDS.extras(keys).tolist()
    ([7], [5], [3])
    """

    extra: int

    @property
    def apart(self) -> int:
        """The bits after the term."""
        return PASSAGES + self.extra

    def pack(self, terms: Whole | Keys, passages: Whole, extras: Whole) -> Keys:
        """The keys; extras that do not fit become the greatest that does."""
        most = np.minimum(extras, (1 << self.extra) - 1).astype(np.uint64)
        first = terms.astype(np.uint64) << np.uint64(self.apart)
        keys: Keys = first | passages.astype(np.uint64) << np.uint64(self.extra) | most
        return keys

    def terms(self, keys: Keys) -> Whole:
        """The terms of keys."""
        return (keys >> np.uint64(self.apart)).astype(np.int64)

    def passages(self, keys: Keys) -> Whole:
        """Their passages."""
        return (keys >> np.uint64(self.extra)).astype(np.int64) & ((1 << PASSAGES) - 1)

    def extras(self, keys: Keys) -> Whole:
        """Their weights or places."""
        return keys.astype(np.int64) & ((1 << self.extra) - 1)

    def later(self, keys: Keys, passages: int) -> Keys:
        """The keys of passages that are numbered from ``passages``."""
        moved: Keys = keys + np.uint64(passages << self.extra)
        return moved


GRAMS = Packing(8)  # a pair of characters and its weight
WORDS = Packing(20)  # a word's number in the dictionary and its place among the words of a field
