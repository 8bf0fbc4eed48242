"""Split and join documents where an editor decided so, without losing a character."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from anwen.records import Block, Cut, Exclusion, Fact, Join, Piece, Structured
from anwen.structure.facts.facts import facts
from anwen.structure.lines.page import fold


def recut(structured: Structured, cuts: Iterable[Cut], joins: Iterable[Join]) -> Structured:
    """The documents after the cuts, then the joins; all name documents that are there.

    A heading or line that says what becomes the second document's title goes out as its title; the title of a
    document that is joined to another becomes a heading in it.

    >>> blocks = tuple(Block("paragraph", at, at + 1, text) for at, text in enumerate("甲乙丙"))
    >>> done = recut(Structured((Piece("a.txt", 1, "题", blocks),), ()), [Cut(1, 1001, 1, "乙")], [])
    >>> [(piece.number, piece.title, [block.text for block in piece.blocks]) for piece in done.pieces]
    [(1, '题', ['甲']), (1001, '乙', ['丙'])]
    >>> [exclusion.rule for exclusion in done.exclusions]
    ['title']
    """
    pieces = {piece.number: piece for piece in structured.pieces}
    out = list(structured.exclusions)
    for cut in sorted(cuts, key=lambda cut: -cut.at):  # the last first: each is of a document as it was before
        pieces[cut.piece], pieces[cut.number] = _split(pieces[cut.piece], cut, out)
    for join in joins:
        pieces[join.piece] = _joined(pieces[join.piece], pieces.pop(join.other), out)
    return replace(
        structured,
        pieces=tuple(sorted(pieces.values(), key=lambda piece: piece.blocks[0].start)),
        exclusions=tuple(sorted(out, key=lambda item: (item.start, item.end))),
    )


def _split(piece: Piece, cut: Cut, out: list[Exclusion]) -> tuple[Piece, Piece]:
    first = tuple(block for block in piece.blocks if block.start < cut.at)
    second = tuple(block for block in piece.blocks if block.start >= cut.at)
    edge = second[0].start
    if len(second) > 1 and fold(second[0].text).strip() == fold(cut.title).strip():
        out.append(Exclusion("title", second[0].start, second[0].end))
        second = second[1:]
    behind = {block.text for block in second}
    return (
        replace(
            piece,
            blocks=first,
            facts=tuple(fact for fact in piece.facts if fact.evidence not in behind),
            doubts=tuple(doubt for doubt in piece.doubts if doubt.start < edge),
            cut_off=False,
        ),
        Piece(
            file=piece.file,
            number=cut.number,
            title=cut.title,
            blocks=_raised(second),
            facts=tuple(facts(cut.title, "", list(second), [], {})),
            doubts=tuple(doubt for doubt in piece.doubts if doubt.start >= edge),
            cut_off=piece.cut_off,
        ),
    )


def _raised(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with their highest heading at the top level."""
    over = min((block.level for block in blocks if block.kind == "heading"), default=1) - 1
    return tuple(replace(it, level=it.level - over) if it.kind == "heading" and over else it for it in blocks)


def _joined(piece: Piece, other: Piece, out: list[Exclusion]) -> Piece:
    blocks = sorted([*piece.blocks, *_with_title(piece, other, out)], key=lambda block: block.start)
    known = {fact.name for fact in piece.facts}
    more: list[Fact] = [fact for fact in other.facts if fact.name not in known]
    return replace(
        piece,
        blocks=tuple(blocks),
        facts=(*piece.facts, *more),
        doubts=tuple(sorted([*piece.doubts, *other.doubts], key=lambda doubt: doubt.start)),
        cut_off=max(piece, other, key=lambda it: it.blocks[-1].end).cut_off,
    )


def _with_title(piece: Piece, other: Piece, out: list[Exclusion]) -> list[Block]:
    """The blocks of ``other`` under its title, if that stands in the text right above them."""
    begin = other.blocks[0].start
    above = max((block.end for block in piece.blocks if block.end <= begin), default=0)
    title = next((it for it in out if it.rule == "title" and above <= it.start and it.end <= begin), None)
    if title is None or title.end - title.start != len(other.title):
        return list(other.blocks)
    out.remove(title)
    lower = [replace(block, level=block.level + 1) if block.kind == "heading" else block for block in other.blocks]
    return [Block("heading", title.start, title.end, other.title, level=1), *lower]
