"""What an original becomes: read, repaired, taken apart. `anwen.library` has what is made of that.

All are frozen; all serialise with msgspec. Offsets count characters (code points) of the text named in the field's
comment, half-open.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from msgspec import Struct

THEMES: tuple[str, ...] = ("responsibility", "hazard-governance", "training", "culture")
THEME_NAMES: dict[str, str] = {
    "responsibility": "责任落实",
    "hazard-governance": "隐患治理",
    "training": "教育培训",
    "culture": "安全文化",
}
KINDS: tuple[str, ...] = ("总结", "纪要", "讲话", "传达", "工作报告", "对话", "通知", "其他")
LEVELS: tuple[str, ...] = ("国家", "省", "市", "县区", "乡镇街道", "单位")


# --- read -----------------------------------------------------------------------------------


class Mark(Struct, frozen=True):
    """A reader's hint about a span of the original's text (from HTML or Word structure)."""

    kind: Literal["heading", "table", "item", "aside"]
    start: int
    end: int
    level: int = 0


class Original(Struct, frozen=True):
    """A raw file as text: decoded, markup gone, line ends normalised to ``\\n``, nothing else changed."""

    file: str  # name below corpus/raw/
    text: str
    media: str  # text/plain, text/html, application/vnd.openxmlformats-…
    encoding: str  # utf-8, gb18030, big5, utf-16 …; "" for .docx
    marks: tuple[Mark, ...] = ()
    hints: dict[str, str] = {}  # title, date, publisher, url found in an HTML head or Word properties


# --- repair ---------------------------------------------------------------------------------


class Edit(Struct, frozen=True):
    """One replayable cleaning step: ``original[start:end] == before`` becomes ``after``.

    The edits of one repair are sorted, do not overlap and all count in the *original* text, so one
    pass replays them. Where several rules touched one place, ``rule`` joins their names with ``+``.
    """

    rule: str
    start: int
    end: int
    before: str
    after: str


class Doubt(Struct, frozen=True):
    """A place the cleaner could not settle; offsets count in the text that carries the doubt."""

    reason: str
    start: int
    end: int
    readings: tuple[str, ...] = ()


class Repair(Struct, frozen=True):
    """What `anwen.repair.repair` returns. Doubts count in ``text``."""

    text: str
    edits: tuple[Edit, ...] = ()
    doubts: tuple[Doubt, ...] = ()


# --- structure ------------------------------------------------------------------------------


class Exclusion(Struct, frozen=True):
    """A span of the repaired text that is in no article, and the rule that left it out."""

    rule: str
    start: int
    end: int


class Fact(Struct, frozen=True):
    """A piece of metadata with the words it was read from. A repeated name is a list."""

    name: str  # title date issuer number publisher url uploaded published retrieved kind level sector …
    value: str
    evidence: str


BlockKind = Literal["heading", "paragraph", "item", "table", "field"]


class Block(Struct, frozen=True):
    """A span of the repaired text that stands in an article, in reading order.

    ``text`` is ``repaired[start:end]``. ``level`` counts from 1 for headings (1 = directly under the
    title). ``name`` is the field's name for minutes' header fields (时间, 地点 …); the text is the whole field.
    A table's text has one row a line, cells separated by tabs.
    """

    kind: BlockKind
    start: int
    end: int
    text: str
    level: int = 0
    name: str = ""


class Key(NamedTuple):
    """Which document of which original; people write it ``FILE#NUMBER``.

    >>> str(Key("a.txt", 2)), Key.parse("a.txt#2"), Key.parse("a.txt#0")
    ('a.txt#2', Key(file='a.txt', number=2), None)
    """

    file: str
    number: int  # from 1, in reading order

    def __str__(self) -> str:
        return f"{self.file}#{self.number}"

    @classmethod
    def parse(cls, text: str) -> Key | None:
        """Read ``FILE#NUMBER``; None if it is not one."""
        match = re.fullmatch(r"(.*\S.*)#([1-9][0-9]*)", text)
        return cls(match[1], int(match[2])) if match else None


class Piece(Struct, frozen=True):
    """One document inside an original, before it has an identifier."""

    file: str
    number: int
    title: str
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # in the repaired text
    cut_off: bool = False  # the original breaks off before the text ends

    @property
    def key(self) -> Key:
        return Key(self.file, self.number)


class Structured(Struct, frozen=True):
    """An original taken apart: every character of the repaired text is in a block or an exclusion
    (white space between blocks excepted)."""

    pieces: tuple[Piece, ...]
    exclusions: tuple[Exclusion, ...]
    facts: tuple[Fact, ...] = ()  # about the original as a whole: site, address, uploader's date …


class Cut(Struct, frozen=True):
    """An editor's decision: the document ``piece`` is two, and the second begins with the block at ``at``.

    The second gets ``number`` and ``title``. ``at`` counts in the repaired text.
    """

    piece: int
    number: int
    at: int
    title: str


class Join(Struct, frozen=True):
    """An editor's decision: the document ``other`` is a part of the document ``piece``."""

    piece: int
    other: int


class Cleaned(Struct, frozen=True):
    """An original with everything cleaning found, a pure function of its bytes and the tables."""

    original: Original
    repair: Repair
    structured: Structured
