"""One article's part of the ledger, and the words of its own line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from anwen.identify.align import Line
from anwen.identify.fingerprint import Print, is_fingerprint, parse
from anwen.identify.names import natural, pack, unpack
from anwen.library import LedgerEntry
from anwen.notation import split

State = Literal["active", "moved-to", "retired"]
_ESCAPED = re.compile(r"[%\t\n\r]")


class Head(Struct, frozen=True):
    """What an article is known again by: title, place, and its sections and passages in reading order."""

    title_print: str
    file: str
    number: int
    order: tuple[str, ...]

    def text(self) -> str:
        """The fingerprint field of the article's line: title, order (``0`` for none), ``file#piece``."""
        file = _ESCAPED.sub(lambda char: f"%{ord(char[0]):02X}", self.file)
        return f"{self.title_print} {pack(self.order) or '0'} {file}#{self.number}"


def parse_head(article: str, text: str) -> Head | None:
    """The inverse of `Head.text`; None if it is malformed."""
    words = text.split(" ", 2)
    if len(words) != 3 or not is_fingerprint(words[0]):
        return None
    order = unpack(article, "" if words[1] == "0" else words[1])
    file, mark, number = words[2].rpartition("#")
    if order is None or not mark or re.fullmatch(r"[0-9]{1,9}", number, re.ASCII) is None:
        return None
    file = re.sub(r"%([0-9A-F]{2})", lambda code: chr(int(code[1], 16)), file)
    return Head(words[0], file, int(number), tuple(order))


class Page:
    """An article's entries, opened for comparing: ``order`` is the reading order when it was last seen."""

    def __init__(self, article: str, entries: Sequence[LedgerEntry]) -> None:
        self.article = article
        self.entries: Mapping[str, LedgerEntry] = {entry.id: entry for entry in entries}
        head = parse_head(article, self.entries[article].fingerprint)
        assert head is not None, "Ledger.load let a malformed line pass"
        self.head = head

    @property
    def active(self) -> bool:
        return self.entries[self.article].state == "active"

    @property
    def key(self) -> str:
        return f"{self.head.file}#{self.head.number}"

    @cached_property
    def title(self) -> Print:
        return parse(self.head.title_print)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines in reading order, parallel to ``head.order``."""
        return tuple(self.line(name) for name in self.head.order)

    @cached_property
    def size(self) -> int:
        return sum(line.print.length for line in self.lines)

    def line(self, name: str) -> Line:
        parts = split(name)
        return Line(parts[1] if parts else "", parse(self.entries[name].fingerprint))

    def last(self, letter: str) -> int:
        """The highest number ever given in a class."""
        order = "_sp".index(letter)
        return max((natural(name)[2] for name in self.entries if natural(name)[1] == order), default=0)


def source_file(entry: LedgerEntry) -> str:
    """The original that an article's line names as its place; "" for the line of a section or passage.

    >>> from anwen.identify.fingerprint import fingerprint
    >>> source_file(LedgerEntry("aw0001", "retired", f"{fingerprint('纪要')} 0 a.txt#1", "removed"))
    'a.txt'
    """
    head = parse_head(entry.id, entry.fingerprint)
    return head.file if head else ""
