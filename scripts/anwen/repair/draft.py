"""Compose the changes of many rules into one list of edits against the original, and map offsets across them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from anwen.records import Doubt, Edit, Repair


class Change(NamedTuple):
    """A rule's wish: the rule's current ``text[start:end]`` becomes ``after``.

    ``doubt`` names a reason to mark the result for a person; with ``after`` equal to the text that stands
    there, the change is only that mark, and may overlap others. ``rule`` names the edit where the rule's own
    name does not fit.
    """

    start: int
    end: int
    after: str
    doubt: str = ""
    readings: tuple[str, ...] = ()
    rule: str = ""


def marked(text: str, start: int, end: int, reason: str) -> Change:
    """A mark on ``text[start:end]``, which stays as it is.

    >>> marked("落实责任", 2, 4, "stray")
    Change(start=2, end=4, after='责任', doubt='stray', readings=(), rule='')
    """
    return Change(start, end, text[start:end], reason)


def left_out(matches: Iterable[re.Match[str]]) -> list[Change]:
    """Changes that leave out what was matched.

    >>> [change[:3] for change in left_out(re.finditer("★", "警示标★志"))]
    [(3, 4, '')]
    """
    return [Change(*match.span(), "") for match in matches]


def disjoint(changes: Iterable[Change]) -> list[Change]:
    """Changes in order; of two that overlap the one that begins first, or the longer.

    >>> [change[:2] for change in disjoint([Change(3, 4, ""), Change(0, 2, ""), Change(1, 4, ""), Change(0, 1, "")])]
    [(0, 2), (3, 4)]
    """
    kept: list[Change] = []
    for change in sorted(changes, key=lambda change: (change.start, -change.end)):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept


class _Span(NamedTuple):
    """``original[start:end]`` has become ``current[now:now_end]`` by ``rules``."""

    start: int
    end: int
    now: int
    now_end: int
    rules: tuple[str, ...]


class OffsetMap:
    """Offsets of the original ↔ offsets of the repaired text, in logarithmic time.

    An offset inside an edit goes to the edit's start, or to its end with ``end=True``; use that for the end
    of a span, so that a span never loses characters. Both directions are monotonic.

    >>> places = OffsetMap([Edit("annotation", 1, 5, "(zé)", "")])
    >>> places.to_repaired(5), places.to_original(1), places.to_original(1, end=True)
    (1, 1, 5)
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.edits = tuple(edits)
        self._old = [(edit.start, edit.end) for edit in self.edits]
        self._new: list[tuple[int, int]] = []
        shift = 0
        for edit in self.edits:
            start = edit.start + shift
            self._new.append((start, start + len(edit.after)))
            shift += len(edit.after) - (edit.end - edit.start)

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where each edit's result stands in the repaired text, parallel to the edits."""
        return tuple(self._new)

    def to_repaired(self, offset: int, *, end: bool = False) -> int:
        """Where the original's ``offset`` stands in the repaired text."""
        return _carry(self._old, self._new, offset, end)

    def to_original(self, offset: int, *, end: bool = False) -> int:
        """Where the repaired text's ``offset`` stands in the original."""
        return _carry(self._new, self._old, offset, end)

    def within(self, start: int, end: int) -> tuple[Edit, ...]:
        """The edits that made, or left out, characters in or at the edges of ``repaired[start:end]``."""
        first = bisect_left(self._new, start, key=lambda span: span[1])
        last = bisect_right(self._new, end, key=lambda span: span[0])
        return self.edits[first:last]


def _carry(source: list[tuple[int, int]], target: list[tuple[int, int]], offset: int, end: bool) -> int:
    if end:  # the last edit that begins at or before the offset
        index = bisect_right(source, offset, key=lambda span: span[0]) - 1
        if index < 0:
            return offset
        if offset <= source[index][1] and (offset > source[index][0] or source[index][0] == source[index][1]):
            return target[index][1]
        if offset == source[index][0]:  # the edit begins where the span ends: it is not part of the span
            return target[index][0]
        return offset + target[index][1] - source[index][1]
    index = bisect_left(source, offset, key=lambda span: span[1])  # the first edit that ends at or after the offset
    if index < len(source) and source[index][0] <= offset:
        if offset == source[index][1] and source[index][0] < source[index][1]:
            return target[index][1]
        return target[index][0]
    if index == 0:
        return offset
    return offset + target[index - 1][1] - source[index - 1][1]


def to_repaired(edits: Sequence[Edit], offset: int) -> int:
    """`OffsetMap.to_repaired` for a single offset (linear: keep an `OffsetMap` for more than one)."""
    return OffsetMap(edits).to_repaired(offset)


def to_original(edits: Sequence[Edit], offset: int) -> int:
    """`OffsetMap.to_original` for a single offset (linear: keep an `OffsetMap` for more than one)."""
    return OffsetMap(edits).to_original(offset)


class Draft:
    """A text under repair: the original, the current text and the spans in which they differ.

    >>> draft = Draft("責(zé)任,重")
    >>> _ = draft.apply("simplify", [Change(0, 1, "责")]), draft.apply("annotation", [Change(1, 5, "")])
    >>> draft.text, [edit.rule for edit in draft.result().edits]
    ('责任,重', ['simplify', 'annotation'])
    """

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original
        self._spans: list[_Span] = []
        self._doubts: list[Doubt] = []

    @classmethod
    def resume(cls, original: str, repaired: Repair) -> Draft:
        """A draft that goes on from a finished repair of ``original``."""
        draft = cls(original)
        draft.text = repaired.text
        places = OffsetMap(repaired.edits)
        draft._spans = [
            _Span(edit.start, edit.end, *now, tuple(edit.rule.split("+")))
            for edit, now in zip(repaired.edits, places.places, strict=True)
        ]
        draft._doubts = list(repaired.doubts)
        return draft

    def apply(self, rule: str, changes: Iterable[Change]) -> bool:
        """Apply one rule's changes, sorted and disjoint in the current text; say whether the text changed."""
        changes = list(changes)
        real = [change for change in changes if self.text[change.start : change.end] != change.after]
        new = (Doubt(change.doubt, change.start, change.end, change.readings) for change in changes if change.doubt)
        self._doubts = _carried([*self._doubts, *new], real)
        if real:
            self._spans = list(_composed(self._spans, real, rule))
            self.text = _replaced(self.text, real)
        return bool(real)

    def result(self) -> Repair:
        """What stands now, as edits of the original."""
        edits = (self._edit(span) for span in self._spans)
        doubts = sorted(set(self._doubts), key=lambda doubt: (doubt.start, doubt.end, doubt.reason, doubt.readings))
        return Repair(self.text, tuple(edit for edit in edits if edit.before != edit.after), tuple(doubts))

    def _edit(self, span: _Span) -> Edit:
        """The edit of a span, without the characters at its ends that stayed the same."""
        before, after = self.original[span.start : span.end], self.text[span.now : span.now_end]
        head = _shared(before, after) if before and after else 0
        tail = _shared(before[head:][::-1], after[head:][::-1]) if before and after else 0
        end = len(before) - tail
        return Edit(
            "+".join(dict.fromkeys(span.rules)) if len(span.rules) > 1 else span.rules[0],
            span.start + head,
            span.start + end,
            before[head:end],
            after[head : len(after) - tail],
        )


def _replaced(text: str, changes: Sequence[Change]) -> str:
    pieces, place = [], 0
    for change in changes:
        pieces += [text[place : change.start], change.after]
        place = change.end
    pieces.append(text[place:])
    return "".join(pieces)


def _shared(left: str, right: str) -> int:
    """How many characters two texts share at their beginning."""
    shared = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        shared += 1
    return shared


def _carried(doubts: list[Doubt], changes: Sequence[Change]) -> list[Doubt]:
    """The doubts with their characters where ``changes`` move them to; one whose text is gone is gone.

    >>> _carried([Doubt("stray", 2, 4), Doubt("stray", 0, 1)], [Change(0, 1, "")])
    [Doubt(reason='stray', start=1, end=3, readings=())]
    """
    if not doubts:
        return []
    places = OffsetMap([Edit("", change.start, change.end, "", change.after) for change in changes])
    moved = (
        Doubt(d.reason, places.to_repaired(d.start), places.to_repaired(d.end, end=True), d.readings) for d in doubts
    )
    return [doubt for doubt in moved if doubt.start < doubt.end]


def _composed(spans: list[_Span], changes: list[Change], rule: str) -> Iterable[_Span]:
    """The spans after ``changes``: a merge of two sorted lists, linear in their length.

    ``lag`` is what an offset of the current text is ahead of the original, ``shift`` what the changes so far
    added; a group is a set of spans and changes that overlap.
    """
    items = sorted(
        [(s.now, s.now_end, 0, i) for i, s in enumerate(spans)] + [(c[0], c[1], 1, i) for i, c in enumerate(changes)]
    )
    lag = shift = place = 0
    while place < len(items):
        low, high = items[place][:2]
        start_lag, start_shift = lag, shift
        first, last = None, None
        older: list[str] = []
        newer: list[str] = []
        while place < len(items):
            start, end, is_change, index = items[place]
            if not (start < high or (start == high == low == end) or not (older or newer)):
                break
            high = max(high, end)
            if is_change:
                shift += len(changes[index].after) - (end - start)
                newer.append(changes[index].rule or rule)
            else:
                last = spans[index]
                first = first or last
                older += last.rules
                lag = last.now_end - last.end
            place += 1
        start = first.start if first and first.now == low else low - start_lag
        end = last.end if last and last.now_end == high else high - lag
        yield _Span(start, end, low + start_shift, high + shift, tuple(older + newer))
