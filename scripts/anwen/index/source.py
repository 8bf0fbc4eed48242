"""What the search reads: the shapes shared by the index of record, its static form and the ranking."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from anwen.notation import address

Postings = dict[int, int]  # passage number to weight (1 to 63)
Sound = tuple[str, int]  # a word and the number of passages that have it
USUAL = -1  # in place of that number, where it is no word of the collection, only an everyday one
HEAD = "…"  # before the last characters of words, where they stand for what such words are a kind of
FACETS = ("theme", "kind", "level", "sector", "year", "concept")  # what hits can be narrowed by


class Entry(Struct, frozen=True):
    """A passage as the index stores it: all that a hit shows."""

    id: str
    article: str
    title: str
    heading: str  # the headings above, joined by " › "
    text: str
    sections: tuple[str, ...] = ()  # the ids of those it stands in
    themes: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    kind: str = ""
    level: str = ""
    sector: str = ""
    date: str = ""
    issuer: str = ""
    like: int = -1  # the number of the first passage that reads nearly the same, where there is one before it
    publisher: str = ""  # what its citation needs besides
    document: str = ""  # the number of the document, 〔2023〕5号
    questions: tuple[str, ...] = ()  # what readers ask that it answers
    telling: str = ""  # what tells its article from others of the same title, where there are any

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def fields(self) -> dict[str, str]:
        """What is searched, by the names of `anwen.index.terms.FIELDS` and in their order."""
        return {"text": self.text, "heading": self.heading, "title": self.title, "questions": "\n".join(self.questions)}

    def values(self, facet: str) -> tuple[str, ...]:
        """The values that the passage has of a facet.

        >>> Entry("aw0001.p1", "aw0001", "", "", "", kind="讲话", date="2023-05").values("year")
        ('2023',)
        """
        if facet in ("theme", "concept"):
            return self.themes if facet == "theme" else self.concepts
        value: str = getattr(self, facet)
        return (value,) if value else ()

    @property
    def named(self) -> str:
        """Its article's title, with what tells it from others.

        >>> Entry("aw0001.p1", "aw0001", "纪要", "", "", telling="2023年6月").named
        '纪要（2023年6月）'
        """
        return f"{self.title}（{self.telling}）" if self.telling else self.title

    @property
    def url(self) -> str:
        return address(self.id)


class Name(Struct, frozen=True):
    """A concept's id and name, for filters and suggestions; ``also`` are its other names."""

    id: str
    name: str
    also: tuple[str, ...] = ()


class Lexicon(Struct, frozen=True):
    """What a query is understood with. Words are folded; lists of words are sorted.

    ``words`` counts passages. ``sounds`` are keyed by syllables as `anwen.index.vocabulary.sounds.near` writes them
    (``"an quan"`` for 安全), ``initials`` by the first letters (``"aq"``).
    """

    words: dict[str, int]
    synonyms: dict[str, tuple[str, ...]]
    sounds: dict[str, tuple[Sound, ...]]
    initials: dict[str, tuple[Sound, ...]]


class Characters(Struct, frozen=True):
    """Tables that only an unusual query needs."""

    readings: dict[str, str] = {}  # syllable to the characters read so
    old: str = ""  # traditional characters …
    new: str = ""  # … and what they are in simplified writing
    alike: tuple[str, ...] = ()  # characters that look alike, each string a set


class Settings(Struct, frozen=True):
    """What every query needs."""

    total: int  # passages
    questions: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    concepts: tuple[Name, ...] = ()
    facets: dict[str, dict[str, int]] = {}  # facet to value to passages
    budget: int = 0  # passages that a first look takes (`anwen.index.ranking.rank.looked`); 0 for all
    weak: tuple[str, ...] = ()  # words that count little beside others
    answers: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()  # what asks, and words of the answers to it


class Source(Protocol):
    """An index that can be searched."""

    settings: Settings

    def characters(self) -> Characters: ...
    def gram(self, gram: str, near: bool = False) -> Postings: ...  # near: of a long list the head alone
    def count(self, gram: str) -> int: ...
    def word(self, word: str) -> int: ...  # passages; -1 where it is no word
    def synonyms(self, word: str) -> tuple[str, ...]: ...
    def sounds(self, key: str) -> tuple[Sound, ...]: ...
    def initials(self, key: str) -> tuple[Sound, ...]: ...
    def facet(self, name: str, value: str) -> frozenset[int]: ...  # "id" too: what an identifier stands for
    def entry(self, number: int) -> Entry: ...
