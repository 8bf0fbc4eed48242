"""The characters that bytes may make, where some of the bytes are known: each with what it costs on the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from math import inf
from typing import NamedTuple

import numpy as np

from anwen.repair.slip.adapt import Adapted
from anwen.repair.slip.alphabet import Costs, Places, alphabet, script
from anwen.repair.slip.gbk import LEADS, table
from anwen.repair.slip.page import Page
from anwen.repair.slip.reading import ALIGNED, ANY, LOST, Option

_FEW = 6  # so few options are all weighed
_RANGE, _MOST = 10.0, 40  # nats behind the likeliest, and how many, judged by the one character before

Ranked = Sequence[tuple[float, Option]]  # the likeliest first, each with what the character before alone makes it cost
Near = Callable[[str], Ranked]  # what is likely behind a character

_ENDLESS = 1e9


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
        self.alphabet = alphabet()
        self.script = script(page.traditional)
        self._costs = self.script.cost.copy()  # of each character without an annotation
        for char in page.shown() & self.alphabet.place.keys():
            self._costs[self.alphabet.place[char]] = page.cost(char) + page.bare(char)
        self.one = cache(self._one)
        self.whole = cache(self._whole)
        self.annotated = cache(self._annotated)
        self.keys = cache(self._keys)
        self.any_second = cache(self._any_second)
        self.vanishing = cache(self._vanishing)
        self.stood = cache(self._stood)
        self.left = cache(self._left)
        self._bare = cache(self._bared)

    def ranked(self, options: Iterable[Option]) -> Near:
        """``options`` by what they cost behind a character."""
        every = list(options)
        if not every:
            return _nothing
        if len(every) <= _FEW:
            unranked = [(0.0, option) for option in every]
            return lambda before: unranked
        classes = np.array([self.alphabet.number[option[0]] for option in every])
        return self._near(classes, np.array([option[1] for option in every]), np.arange(len(every)), every.__getitem__)

    def _placed(self, places: Places, option: Callable[[int], Option]) -> Near:
        """The characters at ``places`` of the alphabet, each as the ``option`` of its place."""
        if len(places) <= _FEW:
            return self.ranked(map(option, places.tolist()))
        return self._near(self.script.normal[places], self._costs[places], places, option)

    def _near(self, classes: Places, own: Costs, keys: Places, option: Callable[[int], Option]) -> Near:
        """The options of ``keys``, by their classes and what they cost apart from their sense."""

        def near(before: str) -> Ranked:
            costs = own + self.model.rough(before)[classes]
            order = costs.argsort(kind="stable")[:_MOST]
            ranked: list[float] = costs[order].tolist()
            count = bisect_right(ranked, ranked[0] + _RANGE)
            return list(zip(ranked[:count], map(option, keys[order[:count]].tolist()), strict=True))

        return cache(near)

    def _stood(self, place: int) -> Option:
        """The character at ``place`` of the alphabet, without an annotation."""
        return self._bare(self.alphabet.chars[place])

    def _left(self, place: int) -> Option:
        """The same, its second byte left with a byte that vanished."""
        return (*self.stood(place)[:-1], LOST + int(self.alphabet.second[place]))

    def _option(self, char: str, cost: float = 0.0) -> Option:
        return self.page.normal(char), cost, char, char, ALIGNED

    def _bared(self, char: str) -> Option:
        return self._option(char, self.page.cost(char) + self.page.bare(char))

    def _one(self, char: str) -> Near:
        return self.ranked([self._option(char)])

    def _whole(self, pending: int, second: int) -> Near:
        """The characters of the pending byte and ``second``, without an annotation behind them."""
        return self._placed(self._places(pending, [second]), self.stood)

    def _annotated(self, pending: int, second: int, note: str) -> Near:
        """The characters of the pending byte and ``second`` where ``(note)`` follows."""
        key, cost = self.page.key, self.page.cost
        chars = map(self.alphabet.chars.__getitem__, self._places(pending, [second]))
        return self.ranked(
            self._option(char, cost(char)) if note and key(char, note) is not None else self._bare(char)
            for char in chars
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
            return self._free(pending, range(0x80, 0xFF), self.stood)
        return self._placed(self._places(pending, range(0x80, 0xFF)), self.stood)

    def _vanishing(self, pending: int) -> Near:
        """The characters whose second byte can have vanished with the byte behind it."""
        lost = sorted(self.table.lost)
        if pending >= LOST:
            return self._free(pending, lost, self.left)
        return self._placed(self._places(pending, lost), self.left)

    def _free(self, pending: int, seconds: Sequence[int], option: Callable[[int], Option]) -> Near:
        """The characters from a free pending byte on with one of ``seconds``: those that are known to follow, and the
        commonest."""
        form = self.script.form
        fit = np.isin(self.alphabet.first[form], list(self._firsts(pending)))
        fit &= np.isin(self.alphabet.second[form], seconds)
        classes, places = self.script.form_class[fit], form[fit]
        own = self._costs[places]

        def near(before: str) -> Ranked:
            costs = own + self.model.followed(before)[classes]
            near_by = np.flatnonzero(costs <= min(costs.min(initial=inf) + _RANGE, _ENDLESS))
            if len(near_by) > _MOST:
                near_by = near_by[costs[near_by] <= np.partition(costs[near_by], _MOST - 1)[_MOST - 1]]
            return sorted(zip(costs[near_by].tolist(), map(option, places[near_by].tolist()), strict=True))[:_MOST]

        return cache(near)

    def _places(self, pending: int, seconds: Sequence[int]) -> Places:
        """The places in the alphabet of the characters of the pending byte and one of ``seconds``."""
        places = self.alphabet.of_pair[list(self._firsts(pending))][:, seconds].ravel()
        return places[places >= 0]

    def _firsts(self, pending: int) -> Collection[int]:
        if pending < LOST:
            return (pending,)
        return LEADS if pending == ANY else self.table.lost[pending - LOST]
