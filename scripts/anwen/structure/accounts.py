"""The promise that nothing is lost: what neither a block nor an exclusion accounts for."""

from __future__ import annotations

from anwen.records import Structured


def unaccounted(structured: Structured, text: str) -> list[tuple[int, int]]:
    """Stretches of ``text`` that hold something visible and are in no block and no exclusion.

    >>> from anwen.records import Exclusion
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
