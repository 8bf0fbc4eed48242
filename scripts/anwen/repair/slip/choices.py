"""The characters that bytes may make, where some of the bytes are known: each with what it costs on the page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from anwen.repair.slip.adapt import Adapted
from anwen.repair.slip.gbk import LEADS, table
from anwen.repair.slip.page import Page
from anwen.repair.slip.reading import ALIGNED, ANY, LOST, Option

_FEW = 6  # so few options are all weighed
_RANGE, _MOST = 10.0, 40  # nats behind the likeliest, and how many, judged by the one character before

Ranked = Sequence[tuple[float, Option]]  # the likeliest first, each with what the character before alone makes it cost
Near = Callable[[str], Ranked]  # what is likely behind a character

_COST = itemgetter(0)


class Options(NamedTuple):
    """What may stand next: the characters that ``near`` ranks, and what differs from place to place."""

    near: Near
    extra: float = 0.0  # nats for each of them
    pending: int = ALIGNED  # the byte left behind one that tells none itself
    tail: str = ""  # what the page shows behind each
    more: str = ""  # what is read behind it, as the language model knows it

    def __bool__(self) -> bool:
        return self.near is not _nothing


def _nothing(before: str) -> Ranked:
    return ()


class Choices:
    """The choices on one page. A pending byte is a byte, `ANY`, or ``LOST + lead`` of a pair that vanished.

    What the bytes of a slip may be comes again at each slip of the page, so it is all worked out once.
    """

    def __init__(self, page: Page, model: Adapted) -> None:
        self.page = page
        self.model = model
        self.table = table()
        self.one = cache(self._one)
        self.whole = cache(self._whole)
        self.annotated = cache(self._annotated)
        self.keys = cache(self._keys)
        self.any_second = cache(self._any_second)
        self.vanishing = cache(self._vanishing)
        self._bare = cache(self._bared)
        self._forms = cache(self._formed)
        self._following = cache(self._followed)

    def ranked(self, options: Iterable[Option]) -> Near:
        """``options`` by what they cost behind a character."""
        every = list(options)
        if not every:
            return _nothing
        if len(every) <= _FEW:
            unranked = [(0.0, option) for option in every]
            return lambda before: unranked
        single = self.model.model.single
        parts = [(option, option[0], option[1], single(option[0])) for option in every]

        def near(before: str) -> Ranked:
            known, other = self.model.rough(before)
            costs = [(own + known.get(normal, other + alone), option) for option, normal, own, alone in parts]
            return _likely(sorted(costs, key=_COST))

        return cache(near)

    def _option(self, char: str, cost: float = 0.0) -> Option:
        return self.page.normal(char), cost, char, char, ALIGNED

    def _bared(self, char: str) -> Option:
        return self._option(char, self.page.cost(char) + self.page.bare(char))

    def _formed(self, normal: str) -> list[Option]:
        return list(map(self._bare, self.page.forms(normal)))

    def _one(self, char: str) -> Near:
        return self.ranked([self._option(char)])

    def _whole(self, pending: int, second: int) -> Near:
        """The characters of the pending byte and ``second``, without an annotation behind them."""
        return self.ranked(map(self._bare, self._chars(pending, second)))

    def _annotated(self, pending: int, second: int, note: str) -> Near:
        """The characters of the pending byte and ``second`` where ``(note)`` follows."""
        key, cost = self.page.key, self.page.cost
        return self.ranked(
            self._option(char, cost(char)) if note and key(char, note) is not None else self._bare(char)
            for char in self._chars(pending, second)
        )

    def _keys(self, pending: int, reading: str, second: int = 0) -> Near:
        """The characters from the pending byte on, with ``second`` or any byte, that may be annotated so."""
        firsts, pair = self._firsts(pending), self.table.pair
        return self.ranked(
            self._option(char, cost)
            for char, cost in self.page.read_so(reading)
            if pair[char][0] in firsts and (pair[char][1] == second or (not second and pair[char][1] >= 0x80))
        )

    def _any_second(self, pending: int) -> Near:
        """The characters from the pending byte on, with any second byte from 0x80 on."""
        if pending >= LOST:
            return self._free(pending, range(0x80, 0xFF), lambda second: ALIGNED)
        return self.ranked(map(self._bare, (char for _, char in self.table.by_lead.get(pending, ()))))

    def _vanishing(self, pending: int) -> Near:
        """The characters whose second byte can have vanished with the byte behind it."""
        lost = self.table.lost.keys()
        if pending >= LOST:
            return self._free(pending, lost, LOST.__add__)
        found = ((second, char) for second, char in self.table.by_lead.get(pending, ()) if second in lost)
        return self.ranked((*self._bare(char)[:-1], LOST + second) for second, char in found)

    def _free(self, pending: int, seconds: Collection[int], left: Callable[[int], int]) -> Near:
        """The characters from a free pending byte on with one of ``seconds``: those that are known to follow, and the
        commonest."""
        firsts, pair = self._firsts(pending), self.table.pair

        def near(before: str) -> Ranked:
            found = ((cost, option, *pair[option[2]]) for cost, option in self._following(before))
            fit = (
                (cost, (*option[:-1], left(second)))
                for cost, option, first, second in found
                if first in firsts and second in seconds
            )
            return _likely(list(islice(fit, _MOST)))

        return cache(near)

    def _followed(self, before: str) -> Ranked:
        """The characters that are known to follow ``before``, and the commonest, the likeliest first."""
        (known, other), single = self.model.rough(before), self.model.model.single
        costs = {char: other + single(char) for char in self.model.model.common} | known
        return sorted([(cost + one[1], one) for normal, cost in costs.items() for one in self._forms(normal)])

    def _chars(self, pending: int, second: int) -> list[str]:
        char = self.table.char
        return [char[first, second] for first in self._firsts(pending) if (first, second) in char]

    def _firsts(self, pending: int) -> Collection[int]:
        if pending < LOST:
            return (pending,)
        return LEADS if pending == ANY else self.table.lost[pending - LOST]


def _likely(ranked: Ranked) -> Ranked:
    """The likeliest of what is ranked."""
    most = ranked[0][0] + _RANGE if ranked else 0.0
    return [one for one in ranked[:_MOST] if one[0] <= most]
