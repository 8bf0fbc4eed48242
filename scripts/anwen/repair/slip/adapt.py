"""The language model, taught by the page's own undamaged text: its terms and names come back in its slips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from math import exp, inf, log
from operator import add

import numpy as np

from anwen.repair.language.model import STEP, Model
from anwen.repair.marks import is_han
from anwen.repair.slip.alphabet import Costs, Places, alphabet

_DISCOUNT = 0.6
_TRUST = 5.0  # so many sights of a context on the page weigh as much as the model
_HISTORIES = 4096  # whose costs are kept; a reading asks for some hundreds
_CONTEXTS = 64  # the same for a single character, of which each takes 180 KB


class Columns:
    """What the language model knows of the alphabet's classes (`alphabet`), each at its number."""

    def __init__(self, model: Model) -> None:
        number = alphabet().number
        self.single = np.array([model.single(char) for char in number])
        self.common = np.array([number[char] for char in model.common if char in number])
        self._model = model
        self._costs: Costs = np.arange(256, dtype=np.float64) * STEP
        pairs = model.orders[1]
        of_char = np.full(1 << 16, len(number), np.intp)  # what is no class is left out
        for char, place in number.items():
            if char and ord(char) < len(of_char):  # the model has no other
                of_char[ord(char)] = place
        self._numbers: Places = of_char[np.frombuffer(pairs.ends.encode("utf-16-le"), np.uint16)]
        self._bytes = np.frombuffer(pairs.costs, np.uint8)

    def behind(self, char: str) -> tuple[Places, Costs, float]:
        """The classes that are known to follow ``char``, what each costs, and what any other pays beside what it costs
        anywhere."""
        start, end, other = self._model.row(char)
        numbers = self._numbers[start:end]
        known = numbers < len(self.single)
        return numbers[known], self._costs[self._bytes[start:end][known]], other


@lru_cache(1)
def _columns(model: Model) -> Columns:
    return Columns(model)


class Adapted:
    """Costs of characters in nats, the page's counts over the model's (Witten-Bell's manner, two orders)."""

    def __init__(self, model: Model, clean: Iterable[str]) -> None:
        """``clean`` are stretches of the page that no slip touched, in normal characters."""
        self.model = model
        self.rough = lru_cache(_CONTEXTS)(self._rough)
        self.followed = lru_cache(_CONTEXTS)(self._followed)
        self.behind = lru_cache(_HISTORIES)(self._behind)
        self._sights = cache(self._sighted)
        self._columns = _columns(model)
        self._seen: dict[str, dict[str, int]] = {}  # behind one and two characters of the page
        grams: Counter[str] = Counter()
        for stretch in clean:
            pairs = list(map(add, stretch, stretch[1:]))
            grams.update(pairs)
            grams.update(map(add, pairs, stretch[2:]))
        for gram, count in grams.items():
            self._seen.setdefault(gram[:-1], {})[gram[-1]] = count

    def _rough(self, before: str) -> Costs:
        """What each class of the alphabet costs behind ``before``, whatever stands before that."""
        numbers, known, other = self._columns.behind(before)
        costs = self._columns.single + other
        costs[numbers] = known
        costs[0] = 0.0  # where nothing is read
        if is_han(before):
            sights, number = self._sights(before), alphabet().number
            for char in sights.own:
                if char in number:
                    costs[number[char]] = -log(sights.mixed(exp(-costs[number[char]]), char))
        return costs

    def _followed(self, before: str) -> Costs:
        """The same, but endless for what neither is known to follow ``before`` nor is among the commonest."""
        number = alphabet().number
        page = [number[char] for char in self._sights(before).own if char in number]
        every, costs = self.rough(before), np.full(len(number), inf)
        for numbers in (self._columns.common, self._columns.behind(before)[0], page):
            costs[numbers] = every[numbers]
        return costs

    def _behind(self, history: str) -> Behind:
        """What each character costs behind the two of ``history``."""
        contexts = (history[1], history) if is_han(history[1]) else ()
        return Behind(self.model, history, [self._sights(one) for one in contexts if one in self._seen])

    def _sighted(self, context: str) -> Sights:
        return Sights(self._seen.get(context, {}))


class Sights:
    """What the page has behind one or two characters."""

    __slots__ = ("_all", "_rest", "own")

    def __init__(self, seen: dict[str, int]) -> None:
        self.own = {char: count - _DISCOUNT for char, count in seen.items()}
        self._rest = _DISCOUNT * len(seen) + _TRUST
        self._all = sum(seen.values()) + _TRUST

    def mixed(self, chance: float, char: str) -> float:
        """How likely ``char`` is here, if it is as likely as ``chance`` elsewhere."""
        return (self.own.get(char, 0.0) + self._rest * chance) / self._all


class Behind(dict[str, float]):
    """What characters cost behind two others: each is worked out when it is first asked for."""

    __slots__ = ("_page", "_tail")

    def __init__(self, model: Model, history: str, page: Sequence[Sights]) -> None:
        self._tail = model.tail(history)
        self._page = page

    def __missing__(self, char: str) -> float:
        cost = self._tail.cost(char)
        if self._page:
            chance = exp(-cost)
            for sights in self._page:
                chance = sights.mixed(chance, char)
            cost = -log(chance)
        self[char] = cost
        return cost
