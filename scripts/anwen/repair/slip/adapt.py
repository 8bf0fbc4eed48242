"""The language model, taught by the page's own undamaged text: its terms and names come back in its slips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from math import exp, log
from operator import add

from anwen.repair.marks import is_han
from anwen.repair.slip.model import Model

_DISCOUNT = 0.6
_TRUST = 5.0  # so many sights of a context on the page weigh as much as the model
_HISTORIES = 4096  # whose costs are kept; a reading asks for some hundreds


class Adapted:
    """Costs of characters in nats, the page's counts over the model's (Witten-Bell's manner, two orders)."""

    def __init__(self, model: Model, clean: Iterable[str]) -> None:
        """``clean`` are stretches of the page that no slip touched, in normal characters."""
        self.model = model
        self.rough = cache(self._rough)
        self.behind = lru_cache(_HISTORIES)(self._behind)
        self._sights = cache(self._sighted)
        self._seen: dict[str, dict[str, int]] = {}  # behind one and two characters of the page
        grams: Counter[str] = Counter()
        for stretch in clean:
            pairs = list(map(add, stretch, stretch[1:]))
            grams.update(pairs)
            grams.update(map(add, pairs, stretch[2:]))
        for gram, count in grams.items():
            self._seen.setdefault(gram[:-1], {})[gram[-1]] = count

    def _rough(self, before: str) -> tuple[dict[str, float], float]:
        """What each known character costs behind ``before``, whatever stands before that, and what any other one pays
        beside what it costs anywhere."""
        costs, other = self.model.behind(before)
        costs[""] = 0.0  # where nothing is read
        sights = self._sights(before)
        for char in sights.own:
            cost = costs.get(char, other + self.model.single(char))
            costs[char] = -log(sights.mixed(exp(-cost), char)) if is_han(before) else cost
        return costs, other

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

    __slots__ = ("_history", "_model", "_page")

    def __init__(self, model: Model, history: str, page: Sequence[Sights]) -> None:
        self._model = model
        self._history = history
        self._page = page

    def __missing__(self, char: str) -> float:
        cost = self._model.cost(self._history + char)
        if self._page:
            chance = exp(-cost)
            for sights in self._page:
                chance = sights.mixed(chance, char)
            cost = -log(chance)
        self[char] = cost
        return cost
