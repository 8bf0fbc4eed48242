"""Nothing is lost silently: every character of an original is in an article, an edit or an exclusion."""

from __future__ import annotations

from collections.abc import Iterator

from anwen.errors import AnwenError
from anwen.records import Cleaned, Edit

_HINT = "This is a fault of the cleaning rules, not of the original; report it with the file."


def replay(text: str, edits: tuple[Edit, ...]) -> str | None:
    """``text`` with the edits applied; None where they do not fit it.

    >>> replay("责(zé)任", (Edit("annotation", 1, 5, "(zé)", ""),))
    '责任'
    """
    parts, position = [], 0
    for edit in edits:
        if edit.start < position or text[edit.start : edit.end] != edit.before:
            return None
        parts += [text[position : edit.start], edit.after]
        position = edit.end
    return "".join([*parts, text[position:]])


def _gaps(cleaned: Cleaned) -> Iterator[tuple[int, int]]:
    """Spans of the repaired text that are neither in a block nor excluded, white space aside."""
    structured, text = cleaned.structured, cleaned.repair.text
    spans = sorted(
        [(block.start, block.end) for piece in structured.pieces for block in piece.blocks]
        + [(exclusion.start, exclusion.end) for exclusion in structured.exclusions]
    )
    position = 0
    for start, end in [*spans, (len(text), len(text))]:
        if text[position:start].strip():
            yield position, start
        position = max(position, end)


def accounted(file: str, cleaned: Cleaned) -> list[AnwenError]:
    """Faults in the account of one original."""
    where = f"corpus/raw/{file}"
    if replay(cleaned.original.text, cleaned.repair.edits) != cleaned.repair.text:
        return [AnwenError("replaying the edits does not give the cleaned text", where=where, hint=_HINT)]
    text = cleaned.repair.text
    lost = [text[start : min(end, start + 20)].strip() for start, end in _gaps(cleaned)]
    faults = [AnwenError(f"{words!r} is in no article and no exclusion", where=where, hint=_HINT) for words in lost]
    for piece in cleaned.structured.pieces:
        faults += [
            AnwenError(f"a block of piece {piece.number} differs from the cleaned text", where=where, hint=_HINT)
            for block in piece.blocks
            if text[block.start : block.end] != block.text
        ]
    return faults
