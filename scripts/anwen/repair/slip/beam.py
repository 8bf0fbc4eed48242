"""Read a slipped stretch again: a left-to-right search over the bytes that the decoder had before it.

A hypothesis has read the page up to some character. Either it is aligned, as the decoder was, or one byte is pending:
the first of a character whose second byte the next one shown begins with. No ends of runs are looked for; a run ends
where the hypotheses fall back to the aligned state. What is read is scored by the language model.
"""

from __future__ import annotations

from anwen.repair.marks import FINAL
from anwen.repair.slip.adapt import Adapted
from anwen.repair.slip.model import START
from anwen.repair.slip.moves import LOST_PAIR, Moves
from anwen.repair.slip.page import Page
from anwen.repair.slip.reading import ALIGNED, ANY, LOST, Near, Reading, beginning

WIDTH = 40  # hypotheses kept at a place; twice as many find nothing more, in twice the time
MARGIN = 16.0  # nats behind the best at which one is dropped
# Nats: an alternative nearer than this makes a doubt. In traditional text the second bytes leave fewer readings; in
# simplified text one repair in three that crosses a lost pair and is 3 to 7 nats ahead is wrong.
CLOSE = 3.0
CLOSE_SIMPLIFIED = 7.0

_BEGINS_SLIPPED = 10.0  # nats: a line that begins within a slip
_UNFINISHED = 4.0  # nats: a line of sentences that ends without a mark
_LOST_WITHIN, _LOST_TWICE = 12.0, 8.0  # nats behind the best at which no (second) lost pair is looked for


class Beam:
    """The search over one page."""

    def __init__(self, page: Page, model: Adapted) -> None:
        self.moves = Moves(page, model)
        self.close = CLOSE if page.traditional else CLOSE_SIMPLIFIED

    def read(self, shown: str, start: int, settled: int, limit: int) -> tuple[Reading | None, int]:
        """The best reading from ``start`` on, and where it ends: the first place behind ``settled`` where no two
        hypotheses differ, ``limit`` at the latest."""
        begins = start == 0 or shown[start - 1] == "\n"
        first = beginning()
        agenda: dict[int, dict[tuple[int, str, str], Reading]] = {start: {}}
        self._add(agenda[start], first)
        if begins:
            self._add(agenda[start], beginning(_BEGINS_SLIPPED, ANY))
        place = start
        while place <= limit:
            states = agenda.pop(place, None)
            if not states:
                if not agenda:
                    return None, place
                place += 1
                continue
            alive = self._pruned(states)
            only = len(alive) == 1 and not agenda
            if (place >= settled and only and alive[0].pending == ALIGNED) or place == limit:
                return self._best(alive, ended=shown[place : place + 1] in ("", "\n")), place
            for reading in alive:
                for reached, after in self.moves.after(shown, place, reading):
                    if reached <= limit:
                        self._add(agenda.setdefault(reached, {}), after)
            place += 1
        return None, limit

    def unread(self, shown: str, start: int, end: int) -> float:
        """What ``shown[start:end]`` costs taken as it stands."""
        reading = beginning()
        place = start
        while place < end:
            *_, (place, reading) = self.moves.aligned(shown, place, reading)
        return reading.cost

    def _best(self, alive: list[Reading], ended: bool) -> Reading | None:
        """The cheapest of the aligned, with the others as its alternatives; ``ended`` at the end of a line."""
        aligned = [reading for reading in alive if reading.pending == ALIGNED]
        if ended:
            aligned = [reading._replace(cost=reading.cost + self._cost_of_end(reading)) for reading in aligned]
        aligned.sort(key=lambda reading: (reading.cost, reading.text))
        for other in aligned[1:]:
            aligned[0] = self._met(aligned[0], other)
        return aligned[0] if aligned else None

    def _cost_of_end(self, reading: Reading) -> float:
        """What it costs that the line ends; one that has a pause ends as a sentence does."""
        unfinished = reading.last not in FINAL and any(mark in reading.text for mark in "，,；;。")
        return self.moves.cost(reading, START) + (_UNFINISHED if unfinished else 0.0)

    def _pruned(self, states: dict[tuple[int, str, str], Reading]) -> list[Reading]:
        """The best of ``states`` and of what up to two lost pairs in a row make of them."""
        kept = _best_of(states)
        best = kept[0].cost
        grown = dict(states)
        fresh = kept
        for _ in range(2):
            lost: dict[tuple[int, str, str], Reading] = {}
            for reading in fresh:
                within = _LOST_WITHIN if reading.pending < LOST else _LOST_TWICE
                if reading.pending != ALIGNED and reading.cost + LOST_PAIR < best + within:
                    for after in self.moves.lost_pair(reading):
                        if after.cost <= best + MARGIN:
                            self._add(lost, after)
            for after in lost.values():
                self._add(grown, after)
            fresh = list(lost.values())
        return _best_of(grown) if len(grown) > len(states) else kept

    def _add(self, states: dict[tuple[int, str, str], Reading], reading: Reading) -> None:
        key = (reading.pending, reading.history, reading.last)
        there = states.get(key)
        if there is None:
            states[key] = reading
        elif reading.cost < there.cost or (reading.cost == there.cost and reading.text < there.text):
            states[key] = self._met(reading, there)
        else:
            states[key] = self._met(there, reading)

    def _met(self, best: Reading, other: Reading) -> Reading:
        """Two readings that go on alike: ``best``, which remembers ``other`` if that was near."""
        gap = other.cost - best.cost
        if gap >= self.close or other.text == best.text:
            return best
        return best._replace(near=Near(best.near, gap, len(best.text), other.text))


def _best_of(states: dict[tuple[int, str, str], Reading]) -> list[Reading]:
    """The cheapest hypotheses, cheapest first."""
    ranked = sorted(states.values(), key=lambda reading: (reading.cost, reading.text))[:WIDTH]
    return [reading for reading in ranked if reading.cost <= ranked[0].cost + MARGIN]
