"""The readers' marks (HTML and Word structure), moved from the original's text to the repaired text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from anwen.records import Edit, Mark, Original, Repair


class _Places:
    """Offsets of the original mapped to offsets of the repaired text."""

    def __init__(self, edits: tuple[Edit, ...]) -> None:
        self._edits = edits
        self._starts = [edit.start for edit in edits]
        self._shifts = [0, *accumulate(len(edit.after) - (edit.end - edit.start) for edit in edits)]

    def __call__(self, offset: int, *, end: bool) -> int:
        at = bisect_right(self._starts, offset - 1 if end else offset)
        if at and offset < self._edits[at - 1].end:
            edit = self._edits[at - 1]
            start = edit.start + self._shifts[at - 1]
            return start + len(edit.after) if end else start
        return offset + self._shifts[at]


def moved(original: Original, repaired: Repair) -> Iterator[Mark]:
    """The marks with offsets in the repaired text, in order; one that repair emptied is left out.

    >>> edits = (Edit("notes", 2, 5, "(x)", ""),)
    >>> page = Original("a.html", "甲乙(x)丙丁", "text/html", "utf-8", marks=(Mark("heading", 5, 7, 2),))
    >>> list(moved(page, Repair("甲乙丙丁", edits)))
    [Mark(kind='heading', start=2, end=4, level=2)]
    """
    place = _Places(repaired.edits)
    for mark in sorted(original.marks, key=lambda mark: (mark.start, -mark.end)):
        start, end = place(mark.start, end=False), place(mark.end, end=True)
        if start < end <= len(repaired.text):
            yield Mark(mark.kind, start, end, mark.level)
