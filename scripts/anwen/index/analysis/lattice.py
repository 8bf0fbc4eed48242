"""The words of many texts at once: the same as jieba's without guessing, worked out with arrays, six times as fast.

jieba takes the likeliest way through all words of its dictionary that stand in a run, from the run's end. Here all runs
are walked together: first their last characters, then those before them, and so on.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
from msgspec import Struct

from anwen.index.analysis.dictionary import NONE, Codes, Dictionary, Real, Whole

Flags = np.ndarray[Any, np.dtype[np.bool_]]

_FIRST, _LAST = 0x4E00, 0x9FD5  # what jieba looks up; any other character stands by itself


class Cut(Struct, frozen=True):
    """Of every character: whether a word begins there, with its length and number; whether it and the next one stand in
    one run, and whether the two are a word."""

    begins: Flags
    lengths: Whole
    numbers: Whole
    paired: Flags
    word: Flags


def chinese(dictionary: Dictionary, text: Codes) -> Flags:
    """Which characters are Chinese."""
    known: Flags = dictionary.first[np.minimum(text, len(dictionary.first) - 1)] != NONE
    return known


def cut(dictionary: Dictionary, text: Codes) -> Cut:
    """Cut folded ``text`` into words; what is not Chinese parts the runs.

    >>> words, text = Dictionary({"安": 5, "安全": 3, "全": 2}, 10), np.array([*map(ord, "安全,全安全")], np.uint32)
    >>> found = cut(words, text)
    >>> [(int(at), int(found.lengths[at])) for at in np.flatnonzero(found.begins)]
    [(0, 2), (3, 1), (4, 2)]
    """
    han = chinese(dictionary, text)
    paired = np.append(han[1:] & han[:-1], False)[: len(text)]
    left = _left(han & (text >= _FIRST) & (text <= _LAST))
    places = np.flatnonzero(han)
    numbers: Whole = np.full(len(text), NONE, np.int64)
    numbers[places] = dictionary.first[text[places]]
    scores: Real = np.full((dictionary.longest, len(text)), -math.inf)
    scores[0] = np.where(han, dictionary.score[numbers], -math.inf)
    word: Flags = np.zeros(len(text), np.bool_)
    longer: Flags = np.zeros(len(text), np.bool_)
    found = [(places, numbers[places])]
    at, number = places[paired[places]], numbers[places[paired[places]]]
    for length in range(2, dictionary.longest + 1):
        number = dictionary.follow(number, text[at + length - 1])
        goes = number != NONE
        at, number = at[goes], number[goes]
        score = dictionary.score[number]
        if length == 2:
            word[at] = score > -math.inf
        inside = left[at] >= length - 1
        at, number, score = at[inside], number[inside], score[inside]
        scores[length - 1, at] = score
        longer[at[score > -math.inf]] = True
        found.append((at, number))
        goes = left[at] >= length
        at, number = at[goes], number[goes]
        if not len(at):
            break
    alone = han & ~longer & (scores[0] == -math.inf)
    scores[0, alone] = dictionary.single
    lengths = _best(scores[: len(found)], left, places)
    begins = _begins(lengths, left, places)
    for length, (at, number) in enumerate(found, 1):
        chosen = begins[at] & (lengths[at] == length)
        numbers[at[chosen]] = number[chosen]
    return Cut(begins, lengths, numbers, paired, word)


def _left(inside: Flags) -> Whole:
    """How many characters follow each in its run of ``inside``; 0 elsewhere.

    >>> _left(np.array([True, True, True, False, True])).tolist()
    [2, 1, 0, 0, 0]
    """
    places = np.arange(len(inside))
    ends = np.where(inside & ~np.append(inside[1:], False)[: len(inside)], places, len(inside))
    following = np.minimum.accumulate(ends[::-1])[::-1]
    left: Whole = np.where(inside, following - places, 0)
    return left


def _best(scores: Real, left: Whole, places: Whole) -> Whole:
    """The length of the word that the likeliest way takes from each place; of equally likely ones the longest."""
    order = places[np.argsort(left[places], kind="stable")]
    bounds = np.searchsorted(left[order], np.arange(int(left.max(initial=0)) + 2))
    route: Real = np.zeros(scores.shape[1] + 1)
    lengths: Whole = np.zeros(scores.shape[1], np.int64)
    for distance, (start, end) in enumerate(itertools.pairwise(bounds.tolist())):
        these = order[start:end]
        most = min(len(scores), distance + 1)
        ways = scores[most - 1 :: -1, these]
        following = route[these + np.arange(most, 0, -1)[:, None]]
        if most == distance + 1:
            following[0] = 0.0  # the word that ends the run
        ways = ways + following
        chosen = np.argmax(ways, axis=0)  # the first of equals
        route[these] = ways[chosen, np.arange(len(these))]
        lengths[these] = most - chosen
    return lengths


def _begins(lengths: Whole, left: Whole, places: Whole) -> Flags:
    """Where words begin: at the start of every run, and where a word ends that does not end its run."""
    begins: Flags = np.zeros(len(lengths), np.bool_)
    starts: Flags = np.zeros(len(lengths) + 1, np.bool_)
    starts[places] = True
    inner = places[left[places] > 0] + 1
    starts[inner] = False
    at = np.flatnonzero(starts)
    while len(at):
        begins[at] = True
        at = at[lengths[at] <= left[at]]
        at = at + lengths[at]
    return begins
