"""A block before its level is known."""

from __future__ import annotations

from typing import NamedTuple

from anwen.records import BlockKind
from anwen.structure.lines.page import Span


class Draft(NamedTuple):
    """A block's kind and span; for headings the numbering family and number, for fields the name.

    The family of an unnumbered heading is ``""``; ``fixed`` headings (参考文献, 附件) always stand at the top level.
    ``depth`` is the level that the reader found marked (Word's styles, h1 to h6), 0 where none was.
    """

    kind: BlockKind
    span: Span
    family: str = ""
    number: int = 0
    name: str = ""
    fixed: bool = False
    depth: int = 0
