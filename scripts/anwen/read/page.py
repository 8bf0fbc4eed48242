"""A text that grows line by line, with marks over its spans: what the HTML and the Word reader write to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Literal

from anwen.read.looks import BY_LOOKS, bold_heads
from anwen.records import Mark

MarkKind = Literal["heading", "table", "item", "aside"]

# HTML's white space: the ideographic and the no-break space are characters of the text and stay.
SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
# A line of Chinese was wrapped between these two characters; its commas may be ASCII.
_WRAPPED = re.compile(rf"[{_WIDE}][{_WIDE},.;:?!)]|[,.;:?!)][{_WIDE}]")


def is_prose(lines: int, characters: int) -> bool:
    """Whether a table's cell of so many lines holds running text, so that the table is a layout or a form.

    Old sites lay whole pages out in tables, and printed minutes put the text in the last cell of a form; the cells
    of real tables are shorter or have one line.
    """
    return characters > (100 if lines >= 3 else 300) and lines >= 2


class Page:
    """Text and marks in the making.

    >>> page = Page()
    >>> start = page.begin()
    >>> page.words("会议 "); page.words("精神"); page.end("heading", start, level=1)
    >>> page.words("第一段"); page.line_break()
    >>> page.text(), page.marks()
    ('会议 精神\\n第一段', (Mark(kind='heading', start=0, end=5, level=1),))
    """

    def __init__(self, *, flat: bool = False) -> None:
        self.flat = flat  # the page is a table's cell, where a line break is only a space and nothing is marked
        self._parts: list[str] = []
        self._length = 0
        self._last = "\n"  # the text's last character; a line break stands before the first line
        self._gap = ""  # white space seen and not yet written: it is only visible between two words
        self._marks: list[Mark] = []
        self.strong = 0  # how many of the open elements set their words in bold
        self._bold: list[tuple[int, int]] = []

    def _write(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._last = text[-1]

    def words(self, text: str) -> None:
        """Add running text; a run of white space is one space, and none at all where a line of Chinese was wrapped."""
        at = 0
        for space in SPACE.finditer(text):
            self._word(text[at : space.start()])
            self._gap += space.group()
            at = space.end()
        self._word(text[at:])

    def _word(self, word: str) -> None:
        if not word:
            return
        if self._gap and self._last != "\n":
            wrapped = "\n" in self._gap and _WRAPPED.match(self._last + word[0])
            self._write("" if wrapped else " ")
        self._gap = ""
        self._write(word)
        if self.strong:
            self._bold.append((self._length - len(word), self._length))

    def verbatim(self, text: str) -> None:
        """Add text whose spaces and line breaks are its own."""
        if self.flat:
            self.words(text)
            return
        if self._gap and self._last != "\n":
            self._write(" ")
        self._gap = ""
        self._write(text.replace("\r\n", "\n").replace("\r", "\n"))

    def line_break(self) -> None:
        """End the line, if it has any text."""
        if self.flat:
            self._gap += " "
            return
        self._gap = ""
        if self._last != "\n":
            self._write("\n")

    def row(self, cells: Sequence[str]) -> None:
        """Add a table's row: one line, cells separated by tabs. A row without any text is left out."""
        self.line_break()
        if any(cells):
            self._write("\t".join(cells) + "\n")

    def begin(self) -> int:
        """The place where a mark can begin."""
        self.line_break()
        return self._length

    def end(self, kind: MarkKind, start: int, level: int = 0) -> None:
        """End a mark over whole lines; one without text is not made."""
        self.line_break()
        if not self.flat and self._length > start:
            self._marks.append(Mark(kind, start, self._length, level))

    def heads(self) -> None:
        """Mark the lines that are headings by their bold letters alone, where nothing else is marked."""
        marks = sorted(self._marks, key=lambda mark: mark.start)
        starts, ends = [mark.start for mark in marks], list(accumulate((mark.end for mark in marks), max, initial=0))
        bold = [(start, end) for start, end in self._bold if ends[bisect_right(starts, start)] <= start]
        for start, end in bold_heads(self.text(), bold):
            self._marks.append(Mark("heading", start, end, BY_LOOKS))

    def text(self) -> str:
        """The whole text, without the last line's break."""
        return "".join(self._parts).removesuffix("\n")

    def marks(self) -> tuple[Mark, ...]:
        """The marks by start, outer before inner; each ends before its last line's break."""
        text = self.text()
        trimmed = (
            Mark(mark.kind, mark.start, mark.start + len(text[mark.start : mark.end].rstrip("\n")), mark.level)
            for mark in self._marks
        )
        return tuple(
            sorted(
                (mark for mark in trimmed if text[mark.start : mark.end].strip()),
                key=lambda mark: (mark.start, -mark.end, mark.kind, mark.level),
            )
        )
