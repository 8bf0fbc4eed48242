"""The records that the rooms hand to each other. All are frozen; all serialise with msgspec.

Offsets count characters (code points) of the text named in the field's comment, half-open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

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


class Piece(Struct, frozen=True):
    """One document inside an original, before it has an identifier."""

    file: str
    number: int  # 1-based place inside the original; with ``file`` it is the piece's stable key
    title: str
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # in the repaired text
    cut_off: bool = False  # the original breaks off before the text ends


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


# --- annotate -------------------------------------------------------------------------------


class ThemeScore(Struct, frozen=True):
    """A theme, its share of the evidence (0 to 1) and the evidence, as ``主体责任×3``."""

    theme: str
    score: float
    evidence: tuple[str, ...]


class Mention(Struct, frozen=True):
    """A span of a passage's text that names a concept."""

    start: int
    end: int
    concept: str  # the concept's id


class Place(Struct, frozen=True):
    """Where else an article stands."""

    file: str
    piece: int
    title: str


class Source(Struct, frozen=True, omit_defaults=True):
    """Where an article came from. Unknown is absent."""

    file: str
    piece: int
    url: str = ""
    publisher: str = ""
    retrieved: str = ""


# --- identified articles --------------------------------------------------------------------


class Section(Struct, frozen=True, tag="section"):
    """A heading. ``level`` as in `Block`. ``start``/``end`` count in the repaired original."""

    id: str
    level: int
    heading: str
    start: int
    end: int
    themes: tuple[ThemeScore, ...] = ()


class Passage(Struct, frozen=True, tag="passage"):
    """The citable unit. ``section`` is the id of the nearest heading above, or ``""``.

    Mentions and doubts count in ``text``; ``start``/``end`` count in the repaired original. ``questions`` are what
    readers ask that it answers, as editors noted.
    """

    id: str
    section: str
    kind: BlockKind
    text: str
    start: int
    end: int
    name: str = ""
    doubts: tuple[Doubt, ...] = ()
    mentions: tuple[Mention, ...] = ()
    questions: tuple[str, ...] = ()


class Article(Struct, frozen=True):
    """A published article: what corpus/articles/ shows, what index and publish read."""

    id: str
    title: str
    theme: str
    themes: tuple[ThemeScore, ...]
    source: Source
    body: tuple[Section | Passage, ...]
    date: str = ""  # ISO; YYYY, YYYY-MM or YYYY-MM-DD
    kind: str = "其他"
    level: str = ""
    sector: str = ""
    issuer: str = ""
    number: str = ""
    also_in: tuple[Place, ...] = ()
    rights: str = ""
    visibility: str = "public"
    cut_off: bool = False
    facts: tuple[Fact, ...] = ()

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(part for part in self.body if isinstance(part, Section))

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(part for part in self.body if isinstance(part, Passage))

    @property
    def year(self) -> str:
        return self.date[:4]

    def placed(self) -> Iterator[tuple[tuple[Section, ...], Passage]]:
        """The passages in their order, each with the sections above it, outermost first."""
        path: list[Section] = []
        for part in self.body:
            if isinstance(part, Section):
                while path and path[-1].level >= part.level:
                    path.pop()
                path.append(part)
            else:
                yield tuple(path), part

    def themes_under(self, path: Sequence[Section]) -> tuple[ThemeScore, ...]:
        """What a passage below ``path`` is about: as the nearest section that has themes, else as the article."""
        return next((section.themes for section in reversed(path) if section.themes), self.themes)

    def heading_path(self, passage: Passage) -> tuple[str, ...]:
        """The headings above a passage of the article, outermost first."""
        path = next(path for path, part in self.placed() if part.id == passage.id)
        return tuple(section.heading for section in path)


# --- concepts (corpus/concepts/<id>.yaml) ---------------------------------------------------


class Basis(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A legal or policy basis. Anything but ``verified`` is shown as 待核实."""

    title: str
    status: Literal["verified", "partial", "unverified"]
    number: str = ""
    article: str = ""
    date: str = ""
    issuer: str = ""
    note: str = ""


class Concept(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A policy concept. Field order here is the canonical order of the file."""

    id: str  # pinyin, lower case, words joined by hyphens; the file's name and the page's address
    name: str
    theme: str
    status: Literal["verified", "partial", "usage-only", "unverified"]
    definition: str
    themes: tuple[str, ...] = ()  # further themes
    aliases: tuple[str, ...] = ()  # shown to readers: short forms, other names
    forms: tuple[str, ...] = ()  # only matched, never shown: word-order and numeral variants
    importance: str = ""  # why it matters on a shop floor
    basis: tuple[Basis, ...] = ()
    broader: tuple[str, ...] = ()  # ids; narrower is derived
    related: tuple[str, ...] = ()  # ids; symmetric, written on either side
    misreadings: tuple[str, ...] = ()
    match: tuple[str, ...] = ()  # sentences in which the concept must be found
    no_match: tuple[str, ...] = ()  # sentences in which it must not
    not_forms: tuple[str, ...] = ()  # longer words that hold a form but mean another thing (环保“三同时”): no link
    neutral: bool = False  # a body, law, field of work or season: its name is no evidence of a theme


# --- the collection -------------------------------------------------------------------------


class ManifestEntry(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An original's provenance in corpus/raw/manifest.yaml. Unknown is absent."""

    file: str
    sha256: str
    title: str = ""  # the page's own title
    publisher: str = ""  # the site or its operator, as the page names it
    url: str = ""
    published: str = ""  # ISO date the page says it was published
    uploaded: str = ""  # ISO date the page says it was uploaded
    document: str = ""  # the site's own document number
    retrieved: str = ""  # ISO date of the scrape
    rights: str = ""
    visibility: Literal["public", "internal"] = "public"
    supersedes: str = ""  # the file whose place this one takes
    found: str = ""  # where it stood in the folder or archive it came in, if not at its top under this name


class SetAside(Struct, frozen=True):
    """A piece that is not published as an article of its own, and why."""

    file: str
    piece: int
    title: str
    reason: Literal["irrelevant", "duplicate", "empty", "correction"]
    detail: str  # a Chinese sentence for the report
    evidence: tuple[str, ...] = ()
    article: str = ""  # for a duplicate: the id of the article that stands for it


class LedgerEntry(Struct, frozen=True, omit_defaults=True):
    """An identifier ever issued. ``detail`` is the target of a moved id or the reason of a retired one."""

    id: str
    state: Literal["active", "moved-to", "retired"]
    fingerprint: str = ""
    detail: str = ""


class Library(Struct, frozen=True):
    """All that index, publish, cite and check read. Articles are sorted by id, concepts by id."""

    articles: tuple[Article, ...]
    concepts: tuple[Concept, ...]
    originals: tuple[ManifestEntry, ...]
    set_aside: tuple[SetAside, ...] = ()
    retired: tuple[LedgerEntry, ...] = ()  # ids that answer with a tombstone (articles, sections, passages)
    site_url: str = ""  # ends with / where known; "" gives addresses from the site's root
    repeats: dict[str, tuple[str, ...]] = {}  # passage → passages of other articles with (nearly) the same words
