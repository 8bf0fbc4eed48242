"""What a passage of a frequent term weighs in the ranking: beyond the best few hundred it is told to the nearest class.

The exact weights of a long list would cost a browser more than which passages the list has. So the passages after the
head fall into two classes by their rank, near and far, of which all weigh the same. Both readers rank by this: the
browser's files hold it, and the store works it out from the postings. Of 100 queries to 10,000 articles the first ten
hits are 97 of 100 the same as with exact weights, and 96 of 100 with one class; a collection of few passages has no
list so long that anything changes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from anwen.index.terms import LEVELS

_LEAST = 1024  # passages of a head: at least so many, …
_MORE = 2  # … and so many times the square root of the collection's passages more
_NEAR = 4  # the near class ends at so many times the head


class Levels(Struct, frozen=True):
    """What a long list's weights count as: from ``head`` on as they are, from ``split`` on ``near``, else ``far``."""

    head: int
    split: int
    near: int
    far: int

    def table(self) -> list[int]:
        """What each weight counts as.

        >>> told = Levels(30, 20, 24, 9).table()
        >>> [told[weight] for weight in (31, 30, 29, 20, 19, 1)]
        [31, 30, 24, 24, 9, 9]
        """
        near = self.head - self.split
        return [self.far] * self.split + [self.near] * near + [*range(self.head, LEVELS + 1)]


def head_of(total: int) -> int:
    """How many passages of a frequent term keep their weights, about, in a collection of ``total``.

    >>> head_of(300), head_of(63_648), head_of(600_000)
    (1058, 1528, 2572)
    """
    return _LEAST + _MORE * math.isqrt(total)


def levels(weights: Iterable[int], head: int) -> Levels | None:
    """The levels of a list; ``None`` where it is so short that all its weights stand.

    >>> levels([50] * 3 + [40] * 2 + [30] * 20 + [10] * 40, 6)
    Levels(head=40, split=30, near=30, far=10)
    >>> levels([50, 40, 30], 6)
    """
    counts = Counter(weights)
    if counts.total() <= head:
        return None
    at, before = _cut(counts, head)
    rest = {weight: count for weight, count in counts.items() if weight < at}
    split = min(at, _cut(rest, _NEAR * head - before)[0])
    near = {weight: count for weight, count in rest.items() if weight >= split}
    far = {weight: count for weight, count in rest.items() if weight < split}
    return Levels(at, split, _mean(near or far), _mean(far or near)) if rest else None


def _cut(counts: dict[int, int], wanted: int) -> tuple[int, int]:
    """The weight down to which nearest to ``wanted`` passages stand, and how many do."""
    best, found, held = (wanted, LEVELS + 1), 0, 0
    for weight in sorted(counts, reverse=True):
        held += counts[weight]
        if abs(held - wanted) < best[0]:
            best, found = (abs(held - wanted), weight), held
    return best[1], found


def _mean(counts: dict[int, int]) -> int:
    total = sum(counts.values())
    return (2 * sum(weight * count for weight, count in counts.items()) + total) // (2 * total)
