"""What may come next in the search: the places where the decoder and the filter leave more than one reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anwen.repair.annotation import reads
from anwen.repair.marks import PINYIN, TONED
from anwen.repair.slip.adapt import Adapted
from anwen.repair.slip.choices import Choice, Choices
from anwen.repair.slip.gbk import LEADS, table
from anwen.repair.slip.page import Page
from anwen.repair.slip.reading import ALIGNED, ANY, LOST, Reading, Step

# Costs of what the filter and the decoder may have done, in nats. What they did follows from the bytes, so the costs
# are small: a large one for lost pairs drops final full stops.
_CUT = 0.5  # a mark that the filter cut out
LOST_PAIR = 0.5
_LOST_WHOLE = 9.0  # an annotated character gone but for its annotation
_SWALLOWED = 1.0
_GENUINE = 2.0  # a question mark, beside what the language model thinks of it
_LETTER = 3.0
_ENUMERATED = 10.0  # nats behind the best of an enumeration at which a candidate is dropped

_NOTE = re.compile(f"[(（] ?([{PINYIN}]{{1,7}}) ?[)）]")
_CUT_NOTE = re.compile(f"\\?([{PINYIN}]{{1,7}}) ?[)）]")
_TONED = re.compile(f"[{TONED}]")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_MARKS = frozenset(",;:?!，、。；：？！“”")

_FULL_WIDTH = 0xA3  # the lead byte of ，；：？！


class Moves:
    """The moves on one page. Each gives where in the page it leads, and the hypothesis there."""

    def __init__(self, page: Page, model: Adapted) -> None:
        self.page = page
        self.model = model
        self.choices = Choices(page, model)
        self.table = table()
        self.work = 0  # characters weighed so far

    def after(self, shown: str, place: int, reading: Reading) -> Iterator[tuple[int, Reading]]:
        if reading.pending == ALIGNED:
            return self.aligned(shown, place, reading)
        return self._slipped(shown, place, reading)

    def aligned(self, shown: str, place: int, reading: Reading) -> Iterator[tuple[int, Reading]]:
        char = shown[place]
        if char == "?":
            yield from self._begins(shown, place, reading)
            cost = self.cost(reading, "?") + _GENUINE
            yield place + 1, self._read(reading, cost, "?", place, place + 1)
            return
        if char in "(（":
            note = _NOTE.match(shown, place)
            if note and reads(reading.last, note[1]):
                after = self._read(reading, 0.0, note[0], place, note.end())
                yield note.end(), after._replace(history=reading.history, last=reading.last)
                return
        yield place + 1, self._read(reading, self.cost(reading, char), char, place, place + 1)

    def _begins(self, shown: str, place: int, reading: Reading) -> Iterator[tuple[int, Reading]]:
        """A ``?`` at which a slip begins."""
        note = _CUT_NOTE.match(shown, place)
        if note and _TONED.search(note[1]):
            pair = self.table.pair.get(reading.last)
            for lead, key in self.table.by_lead.get(pair[1], ()) if pair else ():
                cost = self.page.key(key, note[1])
                if cost is not None and lead in LEADS:
                    after = self._read(reading, cost, "", place, note.end())
                    yield note.end(), after._replace(history=reading.history, last=reading.last, pending=lead)
            for key in self.page.keys:
                if reads(key, note[1]):
                    cost = _LOST_WHOLE + self.cost(reading, key)
                    text = f"{key}({note[1]})"
                    after = self._read(reading, cost, text, place, note.end())
                    yield note.end(), after._replace(history=reading.history[1:] + self.page.normal(key), last=key)
            return
        end = place + 1
        mark = self._pair(shown, end)
        if mark and shown[end] in _MARKS and mark[1] in LEADS:
            choices = self.choices.whole(ANY, mark[0], bare=True)
            for after in self._filled(reading, choices, _CUT, place, end + 1, "", mark[1]):
                yield end + 1, after
        mark = self._pair(shown, end + 1)
        if shown[end : end + 1] == "?" and mark and mark[0] == _FULL_WIDTH and shown[end + 1] in _MARKS:
            # 病；is B2 A1 A3 BB: the filter cut out 。(A1 A3) and ；(A3 BB).
            for after in self._filled(reading, self.choices.whole(ANY, 0xA1, bare=True), 2 * _CUT, place, end + 1):
                yield end + 1, after

    def _slipped(self, shown: str, place: int, reading: Reading) -> Iterator[tuple[int, Reading]]:
        char = shown[place]
        if char == "?":
            yield from self._ends(shown, place, reading)
        if char == "," and place + 1 < len(shown) and shown[place + 1] in _MARKS:  # what the filter put before a mark
            cost = reading.cost + _CUT
            yield place + 1, reading._replace(cost=cost, step=Step(reading.step, place, place + 1, "", cost))
        if char == "(" and (note := _NOTE.match(shown, place)):  # 個 is 82 80, and some decoders drop 80 alone
            for after in self._filled(
                reading, self.choices.keys(reading.pending, note[1], 0x80), 0.0, place, note.end(), note[0]
            ):
                yield note.end(), after
        code = ord(char)
        if 0x40 <= code < 0x7F:
            for after in self._filled(reading, self.choices.whole(reading.pending, code), 0.0, place, place + 1):
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
        found = self._filled(
            reading, self.choices.whole(reading.pending, pair[0], bare=True), extra, place, end, "", pair[1]
        )
        if pair[1] in LEADS:
            for after in found:
                yield end, after
        elif chr(pair[1]).isalpha():
            letter = chr(pair[1])
            for after in found:
                yield end, self._read(after, _LETTER + self.cost(after, letter), letter, end, end)

    def _ends(self, shown: str, place: int, reading: Reading) -> Iterator[tuple[int, Reading]]:
        """A ``?`` in a slip: the second byte of the pending character, and what it swallowed."""
        note = _CUT_NOTE.match(shown, place)
        if note and _TONED.search(note[1]):
            keys = self.choices.keys(reading.pending, note[1])
            for after in self._filled(reading, keys, 0.0, place, note.end(), f"({note[1]})"):
                yield note.end(), after
            return
        pairs = self.choices.any_second(reading)
        if place + 1 == len(shown) or shown[place + 1] in _MARKS or shown[place + 1] == "\n":
            for after in self._filled(reading, pairs, _CUT, place, place + 1):
                yield place + 1, after
        for after in self._filled(reading, pairs, 0.0, place, place + 1, "?"):
            cost = after.cost + self.model.cost(after.history + "0") + _SWALLOWED
            yield place + 1, after._replace(cost=cost, history=after.history[1:] + "0")

    def lost_pair(self, reading: Reading) -> Iterator[Reading]:
        """The pending byte and the first of two that vanished are a character; the second is pending."""
        place = reading.step.end if reading.step else 0
        for trail, choices in self.choices.vanishing(reading.pending):
            yield from self._filled(reading, choices, LOST_PAIR, place, place, "", LOST + trail)

    def _pair(self, shown: str, place: int) -> tuple[int, int] | None:
        """The bytes of the character shown at ``place``, before marks were folded."""
        if place >= len(shown):
            return None
        return self.table.pair.get(_WIDE.get(shown[place], shown[place]))

    def cost(self, reading: Reading, char: str) -> float:
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
        )
