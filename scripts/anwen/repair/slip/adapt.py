"""The language model, taught by the page's own undamaged text: its terms and names come back in its slips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from math import exp, log

from anwen.repair.marks import is_han
from anwen.repair.slip.model import Model

_DISCOUNT = 0.6
_TRUST = 5.0  # so many sights of a context on the page weigh as much as the model


class Adapted:
    """Costs of characters in nats, the page's counts over the model's (Witten-Bell's manner, two orders)."""

    def __init__(self, model: Model, clean: Iterable[str]) -> None:
        """``clean`` are stretches of the page that no slip touched, in normal characters."""
        self.model = model
        self.known: dict[str, float] = {}  # what `cost` has worked out
        self.rough = cache(self._rough)
        self._grams: Counter[str] = Counter()
        for stretch in clean:
            self._grams.update(map("".join, pairwise(stretch)))
            self._grams.update(map("".join, zip(stretch, stretch[1:], stretch[2:], strict=False)))
        self._sights: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._behind: dict[str, set[str]] = {}
        self._followers: dict[str, frozenset[str]] = {}
        for gram, count in self._grams.items():
            self._sights[gram[:-1]] += count
            self._kinds[gram[:-1]] += 1
            if len(gram) == 2:
                self._behind.setdefault(gram[0], set()).add(gram[1])

    def cost(self, gram: str) -> float:
        """What the last character of ``gram`` costs after the two before it (all normal)."""
        found = self.known.get(gram)
        if found is None:
            cost = self.model.cost(gram)
            if gram[1] in self._behind and is_han(gram[1]):
                cost = self._mixed(cost, gram[1:], gram)
            found = self.known[gram] = cost
        return found

    def _rough(self, before: str) -> Callable[[str], float]:
        """What each character costs behind ``before``, whatever stands before that; nothing where there is none."""
        costs, grams, mixed = self.model.costs, self._grams, is_han(before)
        weight, rarest = self.model.backoffs.get(before, 0.0), self.model.single("")

        def behind(char: str) -> float:
            gram = before + char
            cost = costs.get(gram)
            if cost is None:
                cost = weight + costs.get(char, rarest) if char else 0.0
            return self._mixed(cost, gram) if mixed and gram in grams else cost

        return cache(behind)

    def _mixed(self, cost: float, *parts: str) -> float:
        chance = exp(-cost)
        for part in parts:
            context = part[:-1]
            sights = self._sights.get(context)
            if sights:
                own = max(0.0, self._grams.get(part, 0) - _DISCOUNT)
                chance = (own + (_DISCOUNT * self._kinds[context] + _TRUST) * chance) / (sights + _TRUST)
        return -log(chance)

    def followers(self, char: str) -> frozenset[str]:
        """The characters that were seen behind ``char``, and the commonest."""
        found = self._followers.get(char)
        if found is None:
            found = self._followers[char] = self.model.followers(char).union(self._behind.get(char, ()))
        return found
