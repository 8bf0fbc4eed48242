"""The way back: a span of the repaired text as the original's characters, with every edit and exclusion in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from anwen.records import Cleaned, Edit, Piece


class Kept(Struct, frozen=True):
    """Characters of the original that went through unchanged. ``dropped`` is the rule that left them out, or ``""``."""

    text: str
    dropped: str = ""


class Changed(Struct, frozen=True):
    """Characters of the original that an edit replaced; ``dropped`` as in `Kept`."""

    edit: Edit
    dropped: str = ""


class Trace:
    """Maps offsets of one original's repaired text to the original's.

    >>> from anwen.records import Original, Repair, Structured
    >>> edits = (Edit("reading", 1, 5, "(ze)", ""), Edit("fold", 6, 7, ",", "，"))
    >>> original = Original("a.txt", "责(ze)任,好", "text/plain", "utf-8")
    >>> cleaned = Cleaned(original, Repair("责任，好", edits), Structured((), ()))
    >>> trace = Trace(cleaned)
    >>> [trace.original(at) for at in range(5)]
    [0, 5, 6, 7, 8]
    >>> [part.text if isinstance(part, Kept) else part.edit.rule for part in trace.parts(0, 4)]
    ['责', 'reading', '任', 'fold', '好']
    """

    def __init__(self, cleaned: Cleaned) -> None:
        self.source = cleaned.original.text
        self.repaired = cleaned.repair.text
        self.length = len(self.repaired)
        self.edits = cleaned.repair.edits
        self.exclusions = sorted(cleaned.structured.exclusions, key=lambda it: (it.start, it.end))
        self.pieces = cleaned.structured.pieces
        self._begins: list[int] = []  # where each edit's result begins in the repaired text
        shift = 0
        for edit in self.edits:
            self._begins.append(edit.start + shift)
            shift += len(edit.after) - len(edit.before)

    def original(self, offset: int) -> int:
        """Where the repaired ``offset`` stands in the original; inside an edit's result: where the edit ends.

        An edit that leaves nothing stands at an offset without having a character there; it counts as passed.
        """
        number = bisect_right(self._begins, offset) - 1
        if number < 0:
            return offset
        edit, begin = self.edits[number], self._begins[number]
        if offset == begin and edit.after:
            return edit.start
        return max(edit.end, edit.end + offset - begin - len(edit.after))

    def span(self, piece: Piece) -> tuple[int, int]:
        """The repaired span that a piece's record shows: from the end of the piece before to its own end.

        What stands between two pieces is shown with the later one, what follows the last piece with it; so the
        records of all pieces together show every character of the original once.
        """
        ends = sorted(max(block.end for block in other.blocks) for other in self.pieces if other.blocks)
        if not piece.blocks:
            return 0, 0
        own = max(block.end for block in piece.blocks)
        start = max((end for end in ends if end <= min(block.start for block in piece.blocks)), default=0)
        return start, self.length if own == ends[-1] else own

    def parts(self, start: int, end: int) -> Iterator[Kept | Changed]:
        """The original's characters behind ``repaired[start:end]`` in order, cut at edits and exclusions."""
        at = self.original(start) if start else 0
        stop = len(self.source) if end == self.length else self.original(end)
        inside = [edit for edit in self.edits if at <= edit.start and edit.end <= stop]
        cuts = self._cuts(start, end, at, stop)
        for edit in inside:
            yield from self._kept(at, edit.start, cuts)
            yield Changed(edit, self._rule(edit.start, edit.end, cuts))
            at = edit.end
        yield from self._kept(at, stop, cuts)

    def _cuts(self, start: int, end: int, at: int, stop: int) -> list[tuple[int, int, str]]:
        """Exclusions in the span as (start, end, rule) in the original."""
        inside = [it for it in self.exclusions if it.start < end and it.end > start]
        return [(max(at, self.original(it.start)), min(stop, self.original(it.end)), it.rule) for it in inside]

    @staticmethod
    def _rule(start: int, end: int, cuts: list[tuple[int, int, str]]) -> str:
        return next((rule for first, last, rule in cuts if first <= start and end <= last and first < last), "")

    def _kept(self, start: int, end: int, cuts: list[tuple[int, int, str]]) -> Iterator[Kept]:
        for first, last, rule in cuts:
            if last <= start or first >= end:
                continue
            if start < first:
                yield Kept(self.source[start:first])
            yield Kept(self.source[max(start, first) : min(end, last)], rule)
            start = min(end, last)
        if start < end:
            yield Kept(self.source[start:end])
