"""What every character and pair of characters counts in a passage: BM25 as whole numbers from 1 to `LEVELS`."""

from __future__ import annotations

import numpy as np

from anwen.index.analysis.dictionary import Codes, Whole
from anwen.index.analysis.lattice import Cut
from anwen.index.analysis.runs import Keys
from anwen.index.terms import LEVELS

# BM25 with a fixed pivot in place of the collection's mean length: a passage's weights then depend on it alone, so they
# can be cached and adding articles changes no other posting. 120 characters is this genre's usual paragraph.
_PIVOT = 120
_K = 120  # hundredths
_B = 25  # percent
_ACROSS = 30  # percent that a pair across two words counts where it looks like a word


def weights(counts: Whole, lengths: Whole) -> Whole:
    """The weights of terms that count ``counts`` hundredths in passages of ``lengths`` characters.

    >>> weights(np.array([100, 200, 100, 1]), np.array([120, 120, 1200, 9000])).tolist()
    [28, 39, 12, 1]
    """
    half = _K * ((100 - _B) * _PIVOT + _B * lengths)  # hundredths that get half of the weight, times 100 × _PIVOT
    whole = counts * 100 * _PIVOT
    found: Whole = np.maximum(1, LEVELS * whole // (whole + half))
    return found


def occurrences(text: Codes, cut: Cut, values: Whole) -> tuple[Whole, Whole, Whole, Whole]:
    """The characters and the pairs of ``text``: where each stands, and what it counts there, in hundredths.

    A pair across two words that looks like a word counts little: 保安 in 确保安全 is not the word 保安, be the four
    characters two words or one.

    Args:
        text: folded characters.
        cut: its words.
        values: what an occurrence at each character counts, in tenths.

    Returns:
        places and counts of the characters, places and counts of the pairs.
    """
    singles = np.flatnonzero(cut.numbers != -1)
    pairs = np.flatnonzero(cut.paired)
    inner = cut.paired & ~np.append(cut.begins[1:], False)[: len(text)]
    looks = inner & cut.word  # a word inside a longer one …
    hidden = np.zeros(len(text), np.bool_)
    hidden[1:-1] = looks[:-2] & looks[1:-1] & looks[2:]  # … between two that overlap it
    seeming = hidden | (cut.paired & ~inner & cut.word)
    return singles, values[singles] * 10, pairs, (values * np.where(seeming, _ACROSS, 100) // 10)[pairs]


def packed(text: Codes, singles: Whole, pairs: Whole) -> tuple[Keys, Keys]:
    """The terms at these places as numbers: a pair is its two characters, of 16 bits each; sorted as their texts are.

    >>> packed(np.array([0x5B89, 0x5168], np.uint32), np.array([0]), np.array([0]))[1].tolist() == [0x5B895168]
    True
    """
    wide = text.astype(np.uint64)
    sixteen = np.uint64(16)
    return wide[singles] << sixteen, wide[pairs] << sixteen | wide[pairs + 1]


def unpacked(term: int) -> str:
    """The text of a term of `packed`.

    >>> unpacked(0x5B895168), unpacked(0x5B890000)
    ('安全', '安')
    """
    return chr(term >> 16) + (chr(term & 0xFFFF) if term & 0xFFFF else "")
