"""What a passage of a frequent term weighs in the ranking: beyond the best few hundred all weigh the same.

The exact weights of a long list would cost a browser more than which passages the list has. So only the head of a list
keeps them; the rest weighs what it weighs on average. And a first look takes so many passages only, of a long list
perhaps the head alone: which others have the term counts where it is read anyway, in the texts of the passages that the
first look finds best, and where there are too few of those (`anwen.index.ranking.rank.looked`). Both readers rank by
this: the browser's files hold it, and the store works it out from the postings. In a small collection nothing changes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from anwen.index.terms import LEVELS

_LEAST = 1024  # passages of a head: at least so many, …
_MORE = 2  # … and so many times the square root of the collection's passages more
_BUDGET = 60_000  # passages of all lists that a first look takes


class Levels(Struct, frozen=True):
    """What a long list's weights count as: from ``head`` on as they are, below it ``rest``."""

    head: int
    rest: int

    def table(self) -> list[int]:
        """What each weight counts as.

        >>> told = Levels(30, 12).table()
        >>> [told[weight] for weight in (31, 30, 29, 1)]
        [31, 30, 12, 12]
        """
        return [self.rest] * self.head + [*range(self.head, LEVELS + 1)]


def head_of(total: int) -> int:
    """How many passages of a frequent term keep their weights, about, in a collection of ``total``.

    >>> head_of(300), head_of(63_648), head_of(600_000)
    (1058, 1528, 2572)
    """
    return _LEAST + _MORE * math.isqrt(total)


def budget_of(total: int) -> int:
    """How many passages a first look takes in a collection of ``total``; 0 for all, where no list has a head.

    >>> budget_of(600), budget_of(600_000)
    (0, 60000)
    """
    return _BUDGET if total > head_of(total) else 0


def levels(weights: Iterable[int], head: int) -> Levels | None:
    """The levels of a list; ``None`` where it is so short that all its weights stand.

    >>> levels([50] * 3 + [40] * 2 + [30] * 20 + [10] * 40, 6)
    Levels(head=40, rest=17)
    >>> levels([50, 40, 30], 6)
    """
    counts = Counter(weights)
    if counts.total() <= head:
        return None
    off, at, held = head, LEVELS + 1, 0
    for weight in sorted(counts, reverse=True):  # the head ends where nearest to as many passages stand
        held += counts[weight]
        if abs(held - head) < off:
            off, at = abs(held - head), weight
    rest = {weight: count for weight, count in counts.items() if weight < at}
    return Levels(at, _mean(rest)) if rest else None


def _mean(counts: dict[int, int]) -> int:
    total = sum(counts.values())
    return (2 * sum(weight * count for weight, count in counts.items()) + total) // (2 * total)
