"""The repaired text as spans, and its folded twin that all patterns of this room are written for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

_FULL = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
_HALF = "".join(chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F))
# One character for one character, so that offsets in the folded text are offsets in the text.
_FOLD = str.maketrans(_FULL + "【】〔〕［］﹝﹞〖〗\u3000\xa0\t﹙﹚∶", _HALF + "[][][][][]   ():")

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
SENTENCE_END = "。!?…"  # folded
CLOSING = '”’」』")])》'


def fold(text: str) -> str:
    """The text with full-width ASCII, brackets and spaces narrowed, character for character.

    >>> fold("（一）时间：２０１５年【篇一】")
    '(一)时间:2015年[篇一]'
    """
    return text.translate(_FOLD)


class Span(NamedTuple):
    """A stretch of the repaired text. ``head``/``tail``: it begins/ends where a line does."""

    start: int
    end: int
    head: bool = True
    tail: bool = True


@dataclass(frozen=True)
class Page:
    """A text and its folded twin (same length, same offsets)."""

    text: str
    folded: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold(self.text))

    def lines(self) -> list[Span]:
        """The lines that are not blank, without the white space around them."""
        spans = (self.trim(match.start(), match.end()) for match in _LINE.finditer(self.text))
        return [span for span in spans if span.end > span.start]

    def trim(self, start: int, end: int, head: bool = True, tail: bool = True) -> Span:
        """The span without white space at its ends (empty where nothing is left)."""
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        return Span(start, max(start, start + len(part.strip())), head, tail)

    def cut(self, span: Span, *places: int) -> list[Span]:
        """The span in parts, cut at ``places``; empty parts are dropped."""
        edges = [span.start, *sorted(place for place in places if span.start < place < span.end), span.end]
        parts = [
            self.trim(start, end, span.head and start == span.start, span.tail and end == span.end)
            for start, end in pairwise(edges)
        ]
        return [part for part in parts if part.end > part.start]

    def of(self, span: Span) -> str:
        """The folded text of a span."""
        return self.folded[span.start : span.end]


def ends_sentence(folded: str) -> bool:
    """Whether a folded text ends as a finished sentence does, closing marks allowed.

    >>> ends_sentence("会议结束。)"), ends_sentence("各单位要:"), ends_sentence("确保事故控制指")
    (True, False, False)
    """
    return folded.rstrip(CLOSING + " ")[-1:] in tuple(SENTENCE_END + ";.")
