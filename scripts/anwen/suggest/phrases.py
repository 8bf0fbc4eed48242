"""Phrases that hold together and stand freely: word sequences by cohesion and boundary entropy.

Counted over words, not characters, so that a phrase never begins or ends inside a word. Both measures go back to the
unsupervised extraction of Chinese words: the least pointwise mutual information over all ways to split a phrase,
normalised to -1…1, and the least entropy of what stands on its left and on its right.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

Words = tuple[str, ...]
LONGEST = 4  # words
SHORTEST_TERM, LONGEST_TERM = 4, 10  # characters


class Phrase(Struct, frozen=True):
    """A phrase with its measures; ``entropy`` is in bits."""

    words: Words
    count: int
    cohesion: float
    entropy: float


def _grams(run: Sequence[str], size: int) -> Iterable[tuple[int, Words]]:
    return ((at, tuple(run[at : at + size])) for at in range(len(run) - size + 1))


def _entropy(counts: Counter[str]) -> float:
    """Of the neighbours in bits; the end of a clause ("") is another neighbour every time."""
    ends = counts.get("", 0)
    total = sum(counts.values())
    rows = [count for word, count in counts.items() if word] + [1] * ends
    return -sum(count / total * math.log2(count / total) for count in rows)


def phrases(runs: Sequence[Sequence[str]], fewest: int) -> list[Phrase]:
    """The phrases said at least ``fewest`` times.

    Args:
        runs: the words of every clause. They are gone through once per phrase length.
        fewest: longer phrases are counted only where both of their parts are said as often, so memory follows the
            frequent ones.

    >>> [(p.words, p.count) for p in phrases([["推行", "安全", "承诺"], ["签订", "安全", "承诺"], ["安全", "工作"]], 2)]
    [(('安全', '承诺'), 2)]
    """
    counts: dict[Words, int] = Counter((word,) for run in runs for word in run)
    total = sum(counts.values())
    found: dict[Words, int] = {}
    for size in range(2, LONGEST + 1):
        level = Counter(
            gram
            for run in runs
            for _, gram in _grams(run, size)
            if counts.get(gram[:-1], 0) >= fewest and counts.get(gram[1:], 0) >= fewest
        )
        frequent = {gram: count for gram, count in level.items() if count >= fewest}
        counts.update(frequent)
        found.update(
            (gram, count) for gram, count in frequent.items() if SHORTEST_TERM <= sum(map(len, gram)) <= LONGEST_TERM
        )
    left: dict[Words, Counter[str]] = defaultdict(Counter)
    right: dict[Words, Counter[str]] = defaultdict(Counter)
    for run in runs:
        for size in range(2, min(LONGEST, len(run)) + 1):
            for at, gram in _grams(run, size):
                if gram in found:
                    left[gram][run[at - 1] if at else ""] += 1
                    right[gram][run[at + size] if at + size < len(run) else ""] += 1
    return [
        Phrase(gram, count, _cohesion(gram, counts, total), min(_entropy(left[gram]), _entropy(right[gram])))
        for gram, count in sorted(found.items())
    ]


def _cohesion(gram: Words, counts: dict[Words, int], total: int) -> float:
    """The least normalised pointwise mutual information over the ways to split ``gram`` in two."""
    whole = counts[gram] / total
    splits = (counts[gram[:at]] / total * counts[gram[at:]] / total for at in range(1, len(gram)))
    return min(math.log(whole / parts) / -math.log(whole) for parts in splits) if whole < 1 else 1.0
