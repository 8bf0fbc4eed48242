"""Split and merge decisions: which documents of an original are cut and joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, repeat

from anwen.correct.corrections import Correction
from anwen.correct.quotes import locate
from anwen.errors import AnwenError, FaultsError, TableError
from anwen.records import Cut, Join, Piece

# The second part of document 2 is document 2001, that of another cut of it 2002: no other document is renumbered.
PARTS = 1000


def _cut(text: str, piece: Piece, item: Correction, where: str) -> int | AnwenError:
    """Where the second document begins: the block that has the quoted words."""
    found = locate(text, item, where, piece.blocks[0].start, piece.blocks[-1].end)
    if isinstance(found, AnwenError):
        return found
    at = max(block.start for block in piece.blocks if block.start <= found)
    if at == piece.blocks[0].start:
        hint = "Quote the paragraph that the second document begins with."
        return TableError(f"the quote {item.quote!r} stands in the first paragraph", where=where, hint=hint)
    return at


def shape(
    text: str, pieces: Sequence[Piece], items: Iterable[Correction], places: Iterable[str] = ()
) -> tuple[list[Cut], list[Join]]:
    """The cuts and joins of an original's documents; ``text`` is its repaired text.

    Raises:
        FaultsError: a quote does not fit, or a document is not there.
    """
    errors: list[AnwenError] = []
    cuts: list[Cut] = []
    joins: list[Join] = []
    known = {piece.number: piece for piece in pieces}
    there = set(known)
    pairs = list(zip(items, chain(places, repeat("corpus/corrections/")), strict=False))

    def missing(item: Correction, number: int, where: str) -> None:
        names = ", ".join(map(str, sorted(there)))
        hint = f"{item.file} has the documents {names}." if names else f"{item.file} has none."
        errors.append(TableError(f"the {item.action} correction is of document {number}", where=where, hint=hint))

    for item, where in pairs:
        if item.action == "split" and item.piece not in known:
            missing(item, item.piece, where)
        elif item.action == "split":
            at = _cut(text, known[item.piece], item, where)
            number = item.piece * PARTS + 1 + sum(cut.piece == item.piece for cut in cuts)
            if isinstance(at, AnwenError):
                errors.append(at)
            else:
                cuts.append(Cut(item.piece, number, at, item.value))
                there.add(number)
    for item, where in pairs:
        if item.action == "merge":
            other = int(item.value)
            absent = [number for number in (item.piece, other) if number not in there]
            for number in absent:
                missing(item, number, where)
            if other == item.piece:
                hint = "Name the document that is to become a part of it."
                errors.append(TableError(f"document {other} cannot be a part of itself", where=where, hint=hint))
            elif not absent:
                joins.append(Join(item.piece, other))
                there.discard(other)
    if errors:
        raise FaultsError(errors)
    return cuts, joins
