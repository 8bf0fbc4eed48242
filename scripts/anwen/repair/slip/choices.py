"""The characters that bytes may make, where some of the bytes are known: each with what it costs on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from anwen.repair.slip.adapt import Adapted
from anwen.repair.slip.gbk import LEADS, table
from anwen.repair.slip.page import Page
from anwen.repair.slip.reading import ANY, LOST, Reading


class Choice(NamedTuple):
    """A character that may have stood somewhere, and what it costs apart from its sense."""

    char: str
    normal: str
    cost: float


class Choices:
    """The choices on one page. A pending byte is a byte, `ANY`, or ``LOST + lead`` of a pair that vanished."""

    def __init__(self, page: Page, model: Adapted) -> None:
        self.page = page
        self.model = model
        self.table = table()
        self._found: dict[tuple[int, int, bool], tuple[Choice, ...]] = {}
        self._keys: dict[tuple[int, str, int], list[Choice]] = {}
        self._vanished: dict[int, list[tuple[int, list[Choice]]]] = {}

    def _choice(self, char: str, extra: float = 0.0) -> Choice:
        return Choice(char, self.page.normal(char), self.page.cost(char) + extra)

    def whole(self, pending: int, second: int, *, bare: bool = False) -> tuple[Choice, ...]:
        """The characters of the pending byte and ``second``; ``bare`` without an annotation behind them."""
        key = (pending, second, bare)
        found = self._found.get(key)
        if found is None:
            chars = (self.table.char.get((first, second)) for first in self._firsts(pending))
            found = tuple(self._choice(char, self.page.bare(char) if bare else 0.0) for char in chars if char)
            self._found[key] = found
        return found

    def keys(self, pending: int, reading: str, second: int = 0) -> list[Choice]:
        """The characters from the pending byte on, with ``second`` or any byte, that may be annotated so."""
        key = (pending, reading, second)
        done = self._keys.get(key)
        if done is not None:
            return done
        pairs = (pair for first in self._firsts(pending) for pair in self.table.by_lead.get(first, ()))
        chars = (char for trail, char in pairs if second in (0, trail))
        costs = ((char, self.page.key(char, reading)) for char in chars)
        found = [Choice(char, self.page.normal(char), cost) for char, cost in costs if cost is not None]
        self._keys[key] = found
        return found

    def any_second(self, reading: Reading) -> Sequence[Choice]:
        """The characters from the pending byte on; where that is free too, those that are known to follow here."""
        firsts = self._firsts(reading.pending)
        if len(firsts) == 1:
            key = (firsts[0], 0, True)
            found = self._found.get(key)
            if found is None:
                chars = (char for _, char in self.table.by_lead.get(firsts[0], ()))
                found = self._found[key] = tuple(self._choice(char, self.page.bare(char)) for char in chars)
            return found
        allowed = frozenset(firsts)
        known = self.model.followers(reading.history[1])
        chars = (char for normal in known for char in self.page.forms(normal))
        pairs = ((char, self.table.pair[char]) for char in chars)
        return [self._choice(char, self.page.bare(char)) for char, (a, b) in pairs if a in allowed and b >= 0x80]

    def vanishing(self, pending: int) -> list[tuple[int, list[Choice]]]:
        """For each second byte that can have vanished with the byte behind it, the characters it makes."""
        found = self._vanished.get(pending)
        if found is None:
            choices: dict[int, list[Choice]] = {}
            for first in self._firsts(pending):
                for trail in self.table.lost:
                    char = self.table.char.get((first, trail))
                    if char:
                        choices.setdefault(trail, []).append(self._choice(char, self.page.bare(char)))
            found = self._vanished[pending] = sorted(choices.items())
        return found

    def _firsts(self, pending: int) -> list[int]:
        if pending < LOST:
            return [pending]
        return list(LEADS) if pending == ANY else sorted(self.table.lost[pending - LOST])
