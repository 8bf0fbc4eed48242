"""The promise that nothing is lost: edits replayed, and what neither a block nor an exclusion accounts for."""

from __future__ import annotations

from collections.abc import Sequence

from anwen.records import Edit, Structured


def replay(text: str, edits: Sequence[Edit]) -> str:
    """The text that ``edits`` make of ``text``.

    >>> from anwen.records import Edit
    >>> replay("a,b", [Edit("widen", 1, 2, ",", "，")])
    'a，b'

    Raises:
        ValueError: an edit does not fit the text, or the edits are not sorted and disjoint.
    """
    pieces, place = [], 0
    for edit in edits:
        if edit.start < place or text[edit.start : edit.end] != edit.before:
            raise ValueError(f"the edit at {edit.start} does not fit the text")
        pieces += [text[place : edit.start], edit.after]
        place = edit.end
    pieces.append(text[place:])
    return "".join(pieces)


def unaccounted(structured: Structured, text: str) -> list[tuple[int, int]]:
    """Stretches of ``text`` that hold something visible and are in no block and no exclusion.

    >>> from anwen.records import Exclusion, Structured
    >>> unaccounted(Structured(pieces=(), exclusions=(Exclusion("x", 0, 2),)), "ab c d\\n")
    [(3, 6)]
    """
    spans = [(item.start, item.end) for item in structured.exclusions]
    spans += [(block.start, block.end) for piece in structured.pieces for block in piece.blocks]
    gaps: list[tuple[int, int]] = []
    at = 0
    for start, end in [*sorted(spans), (len(text), len(text))]:
        if gap := text[at:start].strip():
            place = text.index(gap, at)
            gaps.append((place, place + len(gap)))
        at = max(at, end)
    return gaps
