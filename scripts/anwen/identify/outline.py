"""A piece without its words: all that giving identifiers needs, a pure function of the piece."""

from __future__ import annotations

from msgspec import Struct

from anwen.identify.fingerprint import fingerprint
from anwen.records import BlockKind, Piece


class Trace(Struct, frozen=True):
    """A block's kind and fingerprint."""

    kind: BlockKind
    fingerprint: str

    @property
    def letter(self) -> str:
        """The class of its identifier: ``s`` for a heading, ``p`` for everything else."""
        return "s" if self.kind == "heading" else "p"


class Outline(Struct, frozen=True):
    """A piece's key, title and blocks in reading order; ``title_print`` is the title's fingerprint."""

    file: str
    number: int
    title: str
    title_print: str
    blocks: tuple[Trace, ...]

    @property
    def key(self) -> str:
        """``file#piece``: where the piece stands now."""
        return f"{self.file}#{self.number}"


def outline(piece: Piece) -> Outline:
    """The outline of a piece.

    >>> made = outline(Piece("a.txt", 2, "纪要", ()))
    >>> made.key, made.blocks
    ('a.txt#2', ())
    """
    blocks = tuple(Trace(block.kind, fingerprint(block.text)) for block in piece.blocks)
    return Outline(piece.file, piece.number, piece.title, fingerprint(piece.title), blocks)
