"""Read a slipped stretch again: a left-to-right search over the bytes that the decoder had before it.

A hypothesis has read the page up to some character. Either it is aligned, as the decoder was, or one byte is pending:
the first of a character whose second byte the next one shown begins with. No ends of runs are looked for; a run ends
where the hypotheses fall back to the aligned state. What is read is scored by the language model.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from anwen.repair.language.model import START
from anwen.repair.marks import FINAL
from anwen.repair.slip.adapt import Adapted
from anwen.repair.slip.choices import Options
from anwen.repair.slip.moves import LOST_PAIR, Moves
from anwen.repair.slip.page import Page
from anwen.repair.slip.reading import (
    ALIGNED,
    ANY,
    KEPT,
    LOST,
    PAIRED,
    Near,
    Reading,
    Step,
    beginning,
    misfit,
    open_before,
    open_behind,
    paired,
)

WIDTH = 40  # hypotheses kept at a place; twice as many find nothing more, in twice the time
MARGIN = 11.0  # nats behind the best at which one is dropped, as one is forgotten (`KEPT`); 14 finds nothing more
_ROUGH = 2.5  # nats by which the language model may like an option better than the character before it alone does
_BEGINS_SLIPPED = 10.0  # nats: a line that begins within a slip
_UNFINISHED = 4.0  # nats: a line of sentences that ends without a mark
_LOST_WITHIN, _LOST_TWICE = 12.0, 8.0  # nats behind the best at which no (second) lost pair is looked for

_PAUSES = frozenset("，,；;：:。")
_PAIR = 200  # characters in which a quotation or bracket is closed

_BY_COST = attrgetter("cost", "text")

_Key = tuple[int, str, str, int]


class _States(dict[_Key, Reading]):
    """The hypotheses at one place, one for each way to go on."""

    best = float("inf")

    def add(self, reading: Reading) -> None:
        """Take in ``reading``; of two that go on alike the better stays, and remembers the other if that was near."""
        cost, pending, history, last, pairs, text = reading[:6]
        key = (pending, history, "" if pending else last, pairs)
        there = self.get(key)
        if there is None:
            self[key] = reading
        elif (cost, text) < (there.cost, there.text):
            self[key] = _met(reading, there)
        else:
            self[key] = _met(there, reading)
        if cost < self.best:
            self.best = cost


class Beam:
    """The search over one page."""

    def __init__(self, page: Page, model: Adapted, shown: str) -> None:
        self.shown = shown
        self.model = model
        self.moves = Moves(page, model, shown)
        self.work = 0  # characters weighed so far
        self._settled = len(shown)
        self._pauses = [place for place, char in enumerate(shown) if char in _PAUSES]
        self._paused = False  # the line has a pause before what is read
        self._open: dict[int, int] = {}

    def read(self, start: int, settled: int, limit: int) -> tuple[Reading | None, int]:
        """The best reading from ``start`` on, and where it ends: the first place behind ``settled`` where no two
        hypotheses differ, ``limit`` at the latest."""
        shown = self.shown
        line = shown.rfind("\n", 0, start) + 1
        self._settled = settled
        pause = bisect_left(self._pauses, line)
        self._paused = pause < len(self._pauses) and self._pauses[pause] < start
        self._open.clear()
        self.moves.forget()
        agenda: dict[int, _States] = {start: _States()}
        agenda[start].add(beginning(pairs=open_before(shown[max(line, start - _PAIR) : start])))
        if line == start:
            agenda[start].add(beginning(_BEGINS_SLIPPED, ANY))
        place = start
        while place <= limit:
            states = agenda.pop(place, None)
            if not states:
                if not agenda:
                    return None, place
                place += 1
                continue
            alive = self._pruned(states, place)
            only = len(alive) == 1 and not agenda
            if (place >= settled and only and alive[0].pending == ALIGNED) or place == limit:
                return self._best(alive, ended=shown[place : place + 1] in ("", "\n")), place
            for reading in alive:
                for reached, options in self.moves.arcs(place, reading.pending, reading.last):
                    if reached <= limit:
                        there = agenda.get(reached)
                        if there is None:
                            there = agenda[reached] = _States()
                        self._go_on(reading, place, reached, options, there)
            place += 1
        return None, limit

    def unread(self, start: int, end: int) -> float:
        """What ``shown[start:end]`` costs taken as it stands."""
        reading = beginning()
        place = start
        while place < end:
            reached, options = self.moves.arcs(place, ALIGNED, reading.last)[-1]
            states = _States()
            self._go_on(reading, place, reached, options, states)
            reading = next(iter(states.values()))
            place = reached
        return reading.cost

    def _go_on(self, reading: Reading, start: int, end: int, options: Options, states: _States) -> None:
        """Add to ``states`` what ``reading`` becomes with each of ``options`` for ``shown[start:end]``."""
        near, extra, left, tail, more = options
        before, history, sense = reading.cost + extra, reading.history, self.model.behind(reading.history)
        last = history[1]
        likely = near(last)
        self.work += len(likely)
        for rough, (normal, own, char, text, pending) in likely:
            most = states.best + MARGIN
            if before + rough > most + _ROUGH:
                break
            cost = before + own + sense[normal] if normal else before + own
            if cost > most:
                continue
            pending = pending or left
            pairs = reading.pairs
            after = history
            if normal:
                after = last + normal
                if more:
                    cost += self.model.behind(after)[more]
                    after = START + START if more == START else normal + more
                if normal in PAIRED:
                    pairs, unpaired = paired(pairs, normal)
                    cost += unpaired
            if not pending and end >= self._settled:
                expected = self._expected(end)
                if pairs != expected:
                    cost += misfit(pairs, expected)
                    pairs = expected
            if cost <= most:
                read = text + tail
                step = Step(reading.step, start, end, read, cost)
                states.add(Reading(cost, pending, after, char, pairs, reading.text + read, step, reading.near))

    def _best(self, alive: list[Reading], ended: bool) -> Reading | None:
        """The cheapest of the aligned, with the others as its alternatives; ``ended`` at the end of a line."""
        aligned = [reading for reading in alive if reading.pending == ALIGNED]
        if ended:
            aligned = [reading._replace(cost=reading.cost + self._cost_of_end(reading)) for reading in aligned]
        aligned.sort(key=_BY_COST)
        for other in aligned[1:]:
            aligned[0] = _met(aligned[0], other)
        return aligned[0] if aligned else None

    def _cost_of_end(self, reading: Reading) -> float:
        """What it costs that the line ends; one that has a pause ends as a sentence does."""
        unfinished = reading.last not in FINAL and (self._paused or not _PAUSES.isdisjoint(reading.text))
        return self.model.behind(reading.history)[START] + (_UNFINISHED if unfinished else 0.0)

    def _expected(self, place: int) -> int:
        """The pairs that are open at ``place``, by what the rest of the line closes."""
        found = self._open.get(place)
        if found is None:
            end = self.shown.find("\n", place)
            found = self._open[place] = open_behind(self.shown[place : end if end >= 0 else None][:_PAIR])
        return found

    def _pruned(self, states: _States, place: int) -> list[Reading]:
        """The best of ``states`` and of what up to two lost pairs in a row make of them."""
        kept = _best_of(states)
        best = kept[0].cost
        count = len(states)
        fresh = kept
        for _ in range(2):
            lost = _States()
            lost.best = best
            for reading in fresh:
                within = _LOST_WITHIN if reading.pending < LOST else _LOST_TWICE
                if reading.pending != ALIGNED and reading.cost + LOST_PAIR < best + within:
                    self._go_on(reading, place, place, self.moves.lost_pair(reading.pending), lost)
            for after in lost.values():
                states.add(after)
            fresh = list(lost.values())
        return _best_of(states) if len(states) > count else kept


def _met(best: Reading, other: Reading) -> Reading:
    """``best``, which remembers ``other`` if that was near."""
    gap = other.cost - best.cost
    if gap >= KEPT or other.text == best.text:
        return best
    return best._replace(near=Near(best.near, gap, best.step, other.step, other.near))


def _best_of(states: _States) -> list[Reading]:
    """The cheapest hypotheses, cheapest first."""
    most = states.best + MARGIN
    return sorted([reading for reading in states.values() if reading.cost <= most], key=_BY_COST)[:WIDTH]
