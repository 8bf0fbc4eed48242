"""What may come next in the search: the places where the decoder and the filter leave more than one reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from anwen.repair.characters import compatibility
from anwen.repair.characters.syllable import reads
from anwen.repair.language.model import START
from anwen.repair.marks import PINYIN, TONED
from anwen.repair.slip.adapt import Adapted
from anwen.repair.slip.choices import Choices, Options
from anwen.repair.slip.gbk import LEADS, table
from anwen.repair.slip.page import Page
from anwen.repair.slip.reading import ALIGNED, ANY, Option

# Costs of what the filter and the decoder may have done, in nats. What they did follows from the bytes, so the costs
# are small: a large one for lost pairs drops final full stops, a gain invents words (第三要督导组).
_CUT = 0.5  # a mark that the filter cut out
LOST_PAIR = 0.0
_LOST_WHOLE = 9.0  # an annotated character gone but for its annotation
_SWALLOWED = 1.0
_GENUINE = 2.0  # a question mark, beside what the language model thinks of it
_LETTER = 3.0

_NOTE = re.compile(f"[(（] ?([{PINYIN}]{{1,7}}) ?[)）]")
_CUT_NOTE = re.compile(f"\\?([{PINYIN}]{{1,7}}) ?[)）]")
_TONED = re.compile(f"[{TONED}]")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_MARKS = frozenset(",;:?!，、。；：？！“”")

_FULL_WIDTH = 0xA3  # the lead byte of ，；：？！

Arc = tuple[int, Options]  # where in the page it leads, and what may have been read on the way


class Moves:
    """The moves on one page."""

    def __init__(self, page: Page, model: Adapted, shown: str) -> None:
        self.page = page
        self.shown = shown
        self.choices = Choices(page, model)
        self.table = table()
        self._arcs: dict[tuple[int, int, str], list[Arc]] = {}

    def forget(self) -> None:
        """Let go of the moves that were asked for."""
        self._arcs.clear()

    def arcs(self, place: int, pending: int, last: str) -> list[Arc]:
        """The moves from ``place``, where the byte ``pending`` is left and ``last`` was the last character."""
        key = (place, pending, "" if pending else last)
        found = self._arcs.get(key)
        if found is None:
            found = self._arcs[key] = [
                arc for arc in (self._slipped(place, pending) if pending else self._aligned(place, last)) if arc[1]
            ]
        return found

    def _one(self, char: str, cost: float) -> Options:
        return Options(self.choices.one(char), cost)

    def _these(self, *options: Option) -> Options:
        return Options(self.choices.ranked(options))

    def _aligned(self, place: int, last: str) -> Iterator[Arc]:
        char = self.shown[place]
        if char == "?":
            yield from self._begins(place, last)
            yield place + 1, self._one("?", _GENUINE)
            return
        if char == "," and self.shown[place + 1 : place + 2] == "?":  # 你來做甚,?: the filter's own comma
            yield place + 2, self._one("？", _CUT + _GENUINE)
        if char in "(（":
            note = _NOTE.match(self.shown, place)
            if note and reads(last, note[1]):
                yield note.end(), self._these(("", 0.0, last, note[0], ALIGNED))
                return
        yield place + 1, self._one(char, 0.0)

    def _begins(self, place: int, last: str) -> Iterator[Arc]:
        """A ``?`` at which a slip begins."""
        note = _CUT_NOTE.match(self.shown, place)
        if note and _TONED.search(note[1]):
            yield note.end(), self._these(*self._cut_annotation(note[1], last))
            return
        end = place + 1
        mark = next(self._pairs(end), None)
        if mark and self.shown[end] in _MARKS and mark[1] in LEADS:
            yield end + 1, Options(self.choices.whole(ANY, mark[0]), _CUT, mark[1])
        mark = next(self._pairs(end + 1), None)
        if self.shown[end : end + 1] == "?" and mark and mark[0] == _FULL_WIDTH and self.shown[end + 1] in _MARKS:
            # 病；is B2 A1 A3 BB: the filter cut out 。(A1 A3) and ；(A3 BB).
            yield end + 1, Options(self.choices.whole(ANY, 0xA1), 2 * _CUT)

    def _cut_annotation(self, reading: str, last: str) -> Iterator[Option]:
        """What ``?reading)`` behind ``last`` was put behind: the second byte of ``last`` and the first of the next."""
        pair = self.table.pair.get(last)
        for char, cost in self.page.read_so(reading):
            lead, trail = self.table.pair[char]
            if pair and lead == pair[1] and trail in LEADS:
                yield "", cost, last, "", trail
            if self.page.keys[char]:
                normal = self.page.normal(char)
                yield normal, _LOST_WHOLE, char, f"{char}({reading})", ALIGNED

    def _slipped(self, place: int, pending: int) -> Iterator[Arc]:
        char = self.shown[place]
        note = _NOTE.match(self.shown, place + 1)
        if char == "?":
            yield from self._ends(place, pending)
        elif char == "," and self.shown[place + 1 : place + 2] in _MARKS:  # what the filter put before a mark
            yield place + 1, self._these(("", _CUT, "", "", pending))
        elif char == "(" and (own := _NOTE.match(self.shown, place)):  # 個 is 82 80, and some decoders drop 80 alone
            yield own.end(), Options(self.choices.keys(pending, own[1], 0x80), tail=own[0])
        code = ord(char)
        if 0x40 <= code < 0x7F:  # or folded: 氣洩漏報 shows ﹫, then @
            yield place + 1, Options(self.choices.annotated(pending, code, note[1] if note else ""))
        end, extra = place + 1, self.page.bare(char)
        if note and reads(char, note[1]):
            end, extra = note.end(), 0.0
        for first, second in self._pairs(place):
            if second in LEADS:
                yield end, Options(self.choices.whole(pending, first), extra, second)
            elif second < 0x80 and chr(second).isalpha():
                letter = chr(second)
                whole, normal = self.choices.whole(pending, first), self.page.normal(letter)
                yield end, Options(whole, extra + _LETTER, tail=letter, more=normal)

    def _ends(self, place: int, pending: int) -> Iterator[Arc]:
        """A ``?`` in a slip: the second byte of the pending character, and what it swallowed."""
        note = _CUT_NOTE.match(self.shown, place)
        if note and _TONED.search(note[1]):
            yield note.end(), Options(self.choices.keys(pending, note[1]), tail=f"({note[1]})")
            return
        follows, any_second = self.shown[place + 1 : place + 2], self.choices.any_second(pending)
        if not follows or follows in _MARKS or follows == "\n":
            yield place + 1, Options(any_second, _CUT)
        yield place + 1, Options(any_second, _SWALLOWED, tail="?", more="0")
        if follows and follows != "\n":
            yield place + 1, Options(any_second, _SWALLOWED, tail="\n", more=START)

    def lost_pair(self, pending: int) -> Options:
        """The pending byte and the first of two that vanished are a character; the second is pending."""
        return Options(self.choices.vanishing(pending), LOST_PAIR)

    def _pairs(self, place: int) -> Iterator[tuple[int, int]]:
        """The bytes that the character shown at ``place`` may have had, before it was folded."""
        if place < len(self.shown):
            char = self.shown[place]
            for form in (_WIDE.get(char, char), *_folded().get(char, ())):
                if pair := self.table.pair.get(form):
                    yield pair


@cache
def _folded() -> dict[str, list[str]]:
    """The characters of GBK that an earlier rule makes of vertical and small forms: 害后 shows as ︶, then as ）."""
    forms: dict[str, list[str]] = {}
    every = "\n".join(table().pair)
    for change in compatibility.find(every):
        forms.setdefault(change.after, []).append(every[change.start : change.end])
    return forms
