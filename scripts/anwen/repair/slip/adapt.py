"""The language model, taught by the page's own undamaged text: its terms and names come back in its slips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
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
        self._known: dict[str, float] = {}
        self._grams: Counter[str] = Counter()
        for stretch in clean:
            self._grams.update(stretch[i : i + 2] for i in range(len(stretch) - 1))
            self._grams.update(stretch[i : i + 3] for i in range(len(stretch) - 2))
        self._sights: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._behind: dict[str, str] = {}
        for gram, count in self._grams.items():
            self._sights[gram[:-1]] += count
            self._kinds[gram[:-1]] += 1
            if len(gram) == 2:
                self._behind[gram[0]] = self._behind.get(gram[0], "") + gram[1]

    def cost(self, gram: str) -> float:
        """What the last character of ``gram`` costs after the two before it (all normal)."""
        found = self._known.get(gram)
        if found is None:
            found = self._known[gram] = self._cost(gram)
        return found

    def _cost(self, gram: str) -> float:
        cost = self.model.cost(gram)
        if not self._sights[gram[1]] or not is_han(gram[1]):
            return cost
        chance = exp(-cost)
        for part in (gram[1:], gram):
            sights = self._sights[part[:-1]]
            if sights:
                own = max(0.0, self._grams[part] - _DISCOUNT)
                chance = (own + (_DISCOUNT * self._kinds[part[:-1]] + _TRUST) * chance) / (sights + _TRUST)
        return -log(chance)

    def followers(self, char: str) -> str:
        """The characters that were seen behind ``char``, each once."""
        return "".join(dict.fromkeys(self._behind.get(char, "") + self.model.followers(char)))
