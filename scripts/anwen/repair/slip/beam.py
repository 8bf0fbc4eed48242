"""Read a slipped stretch again: a left-to-right search over the bytes that the decoder had before it.

A hypothesis has read the page up to some character. Either it is aligned, as the decoder was, or one byte is pending:
the first of a character whose second byte the next one shown begins with. No ends of runs are looked for; a run ends
where the hypotheses fall back to the aligned state. What is read is scored by the language model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anwen.repair.annotation import reads
from anwen.repair.marks import FINAL, PINYIN, TONED
from anwen.repair.slip.gbk import LEADS, table
from anwen.repair.slip.adapt import Adapted
from anwen.repair.slip.model import START
from anwen.repair.slip.page import Page

WIDTH = 80  # hypotheses kept at a place
MARGIN = 24.0  # nats behind the best at which one is dropped
CLOSE = 3.0  # nats: an alternative nearer than this makes a doubt

# Costs of what the filter and the decoder may have done, in nats.
_SLIP = 0.0  # an annotation that begins a slip
_CUT = 0.5  # a mark that the filter cut out
_LOST_PAIR = 0.5
_LOST_WHOLE = 6.0  # an annotated character gone but for its annotation
_SWALLOWED = 1.0
_GENUINE = 2.0  # a question mark, beside what the language model thinks of it
_LETTER = 3.0
_BEGINS_SLIPPED = 10.0
_UNFINISHED = 4.0  # a line of sentences that ends without a mark
_ENUMERATED = 14.0  # nats behind the best of an enumeration at which a candidate is dropped

_NOTE = re.compile(f"[(（] ?([{PINYIN}]{{1,7}}) ?[)）]")
_CUT_NOTE = re.compile(f"\\?([{PINYIN}]{{1,7}}) ?[)）]")
_TONED = re.compile(f"[{TONED}]")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_MARKS = frozenset(",;:?!，、。；：？！“”")

ALIGNED = 0
_ANY = 512  # a pending byte of which nothing is known; 256 + lead: the second byte of a lost pair


class Step(NamedTuple):
    """``shown[start:end]`` was ``text``."""

    before: Step | None
    start: int
    end: int
    text: str
    paid: float  # the cost of the reading up to here


class Near(NamedTuple):
    """An alternative that was ``gap`` nats behind when it met this reading, which was ``length`` long then."""

    before: Near | None
    gap: float
    length: int
    text: str


class Reading(NamedTuple):
    """A hypothesis."""

    cost: float
    pending: int
    history: str  # the last two characters, as the language model knows them
    last: str  # the last character read, as the page had it
    text: str
    step: Step | None
    near: Near | None
    swallowed: bool  # whether a lost ASCII character stands in the text as ?


class Choice(NamedTuple):
    """A character that may have stood somewhere, and what it costs apart from its sense."""

    char: str
    normal: str
    cost: float


class Beam:
    """The search over one page."""

    def __init__(self, page: Page, model: Adapted) -> None:
        self.page = page
        self.model = model
        self.table = table()
        self.work = 0  # characters weighed so far
        self._choices: dict[tuple[int, int, bool], tuple[Choice, ...]] = {}
        self._vanished: dict[int, list[tuple[int, list[Choice]]]] = {}

    def read(self, shown: str, start: int, settled: int, limit: int) -> tuple[Reading | None, int]:
        """The best reading from ``start`` on, and where it ends: the first place behind ``settled`` where no two
        hypotheses differ, ``limit`` at the latest."""
        begins = start == 0 or shown[start - 1] == "\n"
        first = Reading(0.0, ALIGNED, START + START, "", "", None, None, False)
        agenda: dict[int, dict[tuple[int, str, str], Reading]] = {start: {}}
        self._add(agenda[start], first)
        if begins:
            self._add(agenda[start], first._replace(cost=_BEGINS_SLIPPED, pending=_ANY))
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
                for reached, after in self._next(shown, place, reading):
                    if reached <= limit:
                        self._add(agenda.setdefault(reached, {}), after)
            place += 1
        return None, limit

    def unread(self, shown: str, start: int, end: int) -> float:
        """What ``shown[start:end]`` costs taken as it stands."""
        reading = Reading(0.0, ALIGNED, START + START, "", "", None, None, False)
        place = start
        while place < end:
            *_, (place, reading) = self._aligned(shown, place, reading)
        return reading.cost

    def _best(self, alive: list[Reading], ended: bool) -> Reading | None:
        """The cheapest of the aligned, with the others as its alternatives; ``ended`` at the end of a line."""
        aligned = [reading for reading in alive if reading.pending == ALIGNED]
        if ended:
            aligned = [reading._replace(cost=reading.cost + self._cost_of_end(reading)) for reading in aligned]
        aligned.sort(key=lambda reading: (reading.cost, reading.text))
        for other in aligned[1:]:
            aligned[0] = _met(aligned[0], other)
        return aligned[0] if aligned else None

    def _cost_of_end(self, reading: Reading) -> float:
        """What it costs that the line ends; one that has a pause ends as a sentence does."""
        unfinished = reading.last not in FINAL and any(mark in reading.text for mark in "，,；;。")
        return self._cost(reading, START) + (_UNFINISHED if unfinished else 0.0)

    def _pruned(self, states: dict[tuple[int, str, str], Reading]) -> list[Reading]:
        ranked = sorted(states.values(), key=lambda reading: (reading.cost, reading.text))
        bound = ranked[0].cost + MARGIN
        kept = [reading for reading in ranked[:WIDTH] if reading.cost <= bound]
        grown = dict(states)
        for _ in range(2):  # up to two lost pairs in a row
            lost: dict[tuple[int, str, str], Reading] = {}
            for reading in kept:
                if reading.pending != ALIGNED and reading.cost + _LOST_PAIR < ranked[0].cost + (
                    12 if reading.pending < 256 else 8
                ):
                    for after in self._lost_pair(reading):
                        if after.cost <= bound:
                            self._add(lost, after)
            if not lost:
                break
            for after in lost.values():
                self._add(grown, after)
            kept = list(lost.values())
        if len(grown) == len(states):
            return [reading for reading in ranked[:WIDTH] if reading.cost <= bound]
        ranked = sorted(grown.values(), key=lambda reading: (reading.cost, reading.text))
        return [reading for reading in ranked[:WIDTH] if reading.cost <= bound]

    def _add(self, states: dict[tuple[int, str, str], Reading], reading: Reading) -> None:
        key = (reading.pending, reading.history, reading.last)
        there = states.get(key)
        if there is None:
            states[key] = reading
        elif reading.cost < there.cost or (reading.cost == there.cost and reading.text < there.text):
            states[key] = _met(reading, there)
        else:
            states[key] = _met(there, reading)

    # --- what may come next ---------------------------------------------------------------------

    def _next(self, shown: str, place: int, reading: Reading) -> Iterator[tuple[int, Reading]]:
        if reading.pending == ALIGNED:
            return self._aligned(shown, place, reading)
        return self._slipped(shown, place, reading)

    def _aligned(self, shown: str, place: int, reading: Reading) -> Iterator[tuple[int, Reading]]:
        char = shown[place]
        if char == "?":
            yield from self._begins(shown, place, reading)
            cost = self._cost(reading, "?") + _GENUINE
            yield place + 1, self._read(reading, cost, "?", place, place + 1)
            return
        if char in "(（":
            note = _NOTE.match(shown, place)
            if note and reads(reading.last, note[1]):
                after = self._read(reading, 0.0, note[0], place, note.end())
                yield note.end(), after._replace(history=reading.history, last=reading.last)
                return
        yield place + 1, self._read(reading, self._cost(reading, char), char, place, place + 1)

    def _begins(self, shown: str, place: int, reading: Reading) -> Iterator[tuple[int, Reading]]:
        """A ``?`` at which a slip begins."""
        note = _CUT_NOTE.match(shown, place)
        if note and _TONED.search(note[1]):
            pair = self.table.pair.get(reading.last)
            for lead, key in self.table.by_lead.get(pair[1], ()) if pair else ():
                cost = self.page.key(key, note[1])
                if cost is not None and lead in LEADS:
                    after = self._read(reading, _SLIP + cost, "", place, note.end())
                    yield note.end(), after._replace(history=reading.history, last=reading.last, pending=lead)
            for key in self.page.keys:
                if reads(key, note[1]):
                    cost = _LOST_WHOLE + self._cost(reading, key)
                    text = f"{key}({note[1]})"
                    after = self._read(reading, cost, text, place, note.end())
                    yield note.end(), after._replace(history=reading.history[1:] + self.page.normal(key), last=key)
            return
        mark = self._pair(shown, place + 1)
        if mark and shown[place + 1] in _MARKS and mark[1] in LEADS:
            for after in self._filled(
                reading, self._whole(_ANY, mark[0], bare=True), _CUT, place, place + 2, "", mark[1]
            ):
                yield place + 2, after

    def _slipped(self, shown: str, place: int, reading: Reading) -> Iterator[tuple[int, Reading]]:
        char = shown[place]
        if char == "?":
            yield from self._ends(shown, place, reading)
        if char == "," and place + 1 < len(shown) and shown[place + 1] in _MARKS:  # what the filter put before a mark
            yield (
                place + 1,
                reading._replace(
                    cost=reading.cost + 0.5, step=Step(reading.step, place, place + 1, "", reading.cost + 0.5)
                ),
            )
        if char == "(" and (note := _NOTE.match(shown, place)):  # 個 is 82 80, and some decoders drop 80 alone
            for after in self._filled(
                reading, self._keys(reading.pending, note[1], 0x80), 0.0, place, note.end(), note[0]
            ):
                yield note.end(), after
        code = ord(char)
        if 0x40 <= code < 0x7F:
            for after in self._filled(reading, self._whole(reading.pending, code), 0.0, place, place + 1):
                noted = _NOTE.match(shown, place + 1)
                bare = 0.0 if noted and reads(after.last, noted[1]) else self.page.bare(after.last)
                yield place + 1, after._replace(cost=after.cost + bare) if bare else after
            return
        pair = self._pair(shown, place)
        if pair is None or (0x80 <= pair[1] not in LEADS):
            return
        end, extra = place + 1, self.page.bare(char)
        noted = _NOTE.match(shown, place + 1)
        if noted and reads(char, noted[1]):
            end, extra = noted.end(), 0.0
        found = self._filled(reading, self._whole(reading.pending, pair[0], bare=True), extra, place, end, "", pair[1])
        if pair[1] in LEADS:
            for after in found:
                yield end, after
        elif chr(pair[1]).isalpha():
            letter = chr(pair[1])
            for after in found:
                yield end, self._read(after, _LETTER + self._cost(after, letter), letter, end, end)

    def _ends(self, shown: str, place: int, reading: Reading) -> Iterator[tuple[int, Reading]]:
        """A ``?`` in a slip: the second byte of the pending character, and what it swallowed."""
        note = _CUT_NOTE.match(shown, place)
        if note and _TONED.search(note[1]):
            keys = self._keys(reading.pending, note[1])
            for after in self._filled(reading, keys, 0.0, place, note.end(), f"({note[1]})"):
                yield note.end(), after
            return
        pairs = self._any_second(reading)
        if place + 1 == len(shown) or shown[place + 1] in _MARKS or shown[place + 1] == "\n":
            for after in self._filled(reading, pairs, _CUT, place, place + 1):
                yield place + 1, after
        for after in self._filled(reading, pairs, 0.0, place, place + 1, "?"):
            cost = after.cost + self.model.cost(after.history + "0") + _SWALLOWED
            yield place + 1, after._replace(cost=cost, swallowed=True, history=after.history[1:] + "0")

    def _lost_pair(self, reading: Reading) -> Iterator[Reading]:
        """The pending byte and the first of two that vanished are a character; the second is pending."""
        place = reading.step.end if reading.step else 0
        for trail, choices in self._vanishing(reading.pending):
            yield from self._filled(reading, choices, _LOST_PAIR, place, place, "", 256 + trail)

    # --- the characters that bytes may make -------------------------------------------------------

    def _choice(self, char: str, extra: float = 0.0) -> Choice:
        return Choice(char, self.page.normal(char), self.page.cost(char) + extra)

    def _whole(self, pending: int, second: int, *, bare: bool = False) -> tuple[Choice, ...]:
        """The characters of the pending byte and ``second``; ``bare`` without an annotation behind them."""
        key = (pending, second, bare)
        found = self._choices.get(key)
        if found is None:
            chars = (self.table.char.get((first, second)) for first in self._firsts(pending))
            found = tuple(self._choice(char, self.page.bare(char) if bare else 0.0) for char in chars if char)
            self._choices[key] = found
        return found

    def _keys(self, pending: int, reading: str, second: int = 0) -> list[Choice]:
        """The characters from the pending byte on that an annotation with ``reading`` may stand behind."""
        pairs = (pair for first in self._firsts(pending) for pair in self.table.by_lead.get(first, ()))
        chars = (char for trail, char in pairs if second in (0, trail))
        costs = ((char, self.page.key(char, reading)) for char in chars)
        return [Choice(char, self.page.normal(char), cost) for char, cost in costs if cost is not None]

    def _any_second(self, reading: Reading) -> Sequence[Choice]:
        """The characters from the pending byte on; where that is free too, those that are known to follow here."""
        firsts = self._firsts(reading.pending)
        if len(firsts) == 1:
            key = (firsts[0], 0, True)
            found = self._choices.get(key)
            if found is None:
                chars = (char for _, char in self.table.by_lead.get(firsts[0], ()))
                found = self._choices[key] = tuple(self._choice(char, self.page.bare(char)) for char in chars)
            return found
        allowed = frozenset(firsts)
        known = self.model.followers(reading.history[1])
        chars = (char for normal in known for char in self.page.forms(normal))
        pairs = ((char, self.table.pair[char]) for char in chars)
        return [self._choice(char, self.page.bare(char)) for char, (a, b) in pairs if a in allowed and b >= 0x80]

    def _vanishing(self, pending: int) -> list[tuple[int, list[Choice]]]:
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
        if pending < 256:
            return [pending]
        return list(LEADS) if pending == _ANY else sorted(self.table.lost[pending - 256])

    # --- pieces -----------------------------------------------------------------------------------

    def _pair(self, shown: str, place: int) -> tuple[int, int] | None:
        """The bytes of the character shown at ``place``, before marks were folded."""
        if place >= len(shown):
            return None
        return self.table.pair.get(_WIDE.get(shown[place], shown[place]))

    def _cost(self, reading: Reading, char: str) -> float:
        return self.model.cost(reading.history + self.page.normal(char))

    def _filled(
        self,
        reading: Reading,
        choices: Sequence[Choice],
        extra: float,
        start: int,
        end: int,
        tail: str = "",
        pending: int = ALIGNED,
    ) -> list[Reading]:
        """The reading with each of ``choices``, those far too costly left out."""
        if not choices:
            return []
        cost, history = self.model.cost, reading.history
        costs = [cost(history + choice.normal) + choice.cost for choice in choices]
        bound = min(costs) + _ENUMERATED
        self.work += len(costs)
        found = []
        for price, choice in zip(costs, choices, strict=True):
            if price <= bound:
                text = choice.char + tail
                found.append(
                    Reading(
                        reading.cost + price + extra,
                        pending,
                        history[1] + choice.normal,
                        choice.char,
                        reading.text + text,
                        Step(reading.step, start, end, text, reading.cost + price + extra),
                        reading.near,
                        reading.swallowed,
                    )
                )
        return found

    def _read(self, reading: Reading, cost: float, text: str, start: int, end: int) -> Reading:
        """The reading with ``text`` for what was shown, aligned."""
        last = text[-1:] or reading.last
        return Reading(
            reading.cost + cost,
            ALIGNED,
            reading.history[1] + self.page.normal(last) if text else reading.history,
            last,
            reading.text + text,
            Step(reading.step, start, end, text, reading.cost + cost),
            reading.near,
            reading.swallowed,
        )


def _met(best: Reading, other: Reading) -> Reading:
    """Two readings that go on alike: ``best``, which remembers ``other`` if that was near."""
    gap = other.cost - best.cost
    if gap >= CLOSE or other.text == best.text:
        return best
    return best._replace(near=Near(best.near, gap, len(best.text), other.text))
