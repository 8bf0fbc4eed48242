"""What the library holds: articles, concepts, and where they came from. All are frozen; all serialise with msgspec.

Offsets count characters (code points) of the text named in the field's comment, half-open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from anwen.records import BlockKind, Doubt, Fact, Key


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

    @property
    def key(self) -> Key:
        return Key(self.file, self.piece)


class Source(Struct, frozen=True, omit_defaults=True):
    """Where an article came from. Unknown is absent."""

    file: str
    piece: int
    url: str = ""
    publisher: str = ""
    retrieved: str = ""

    @property
    def key(self) -> Key:
        return Key(self.file, self.piece)


# --- articles --------------------------------------------------------------------


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

    @property
    def key(self) -> Key:
        return Key(self.file, self.piece)


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
