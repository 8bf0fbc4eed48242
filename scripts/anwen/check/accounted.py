"""Nothing is lost silently: every character of an original is in an article, an edit or an exclusion."""

from __future__ import annotations

from anwen.accounts import replay, unaccounted
from anwen.errors import AnwenError
from anwen.records import Cleaned

_HINT = "This is a fault of the cleaning rules, not of the original; report it with the file."


def accounted(file: str, cleaned: Cleaned) -> list[AnwenError]:
    """Faults in the account of one original."""
    where = f"corpus/raw/{file}"
    try:
        replayed = replay(cleaned.original.text, cleaned.repair.edits)
    except ValueError as error:
        return [AnwenError(str(error), where=where, hint=_HINT)]
    if replayed != cleaned.repair.text:
        return [AnwenError("replaying the edits does not give the cleaned text", where=where, hint=_HINT)]
    text = cleaned.repair.text
    lost = [text[start : min(end, start + 20)].strip() for start, end in unaccounted(cleaned.structured, text)]
    faults = [AnwenError(f"{words!r} is in no article and no exclusion", where=where, hint=_HINT) for words in lost]
    for piece in cleaned.structured.pieces:
        faults += [
            AnwenError(f"a block of piece {piece.number} differs from the cleaned text", where=where, hint=_HINT)
            for block in piece.blocks
            if text[block.start : block.end] != block.text
        ]
    return faults
