"""What is cited, as the formats read it. The script on the pages makes the same record from what a page says."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from anwen.cite.facts import day, line, names
from anwen.library import Article, Concept, Section
from anwen.notation import address, pin, texts_of

Kind = Literal["article", "section", "passage", "concept"]


class Work(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An article, a part of it or a concept, on one day. Unknown is empty; text is as the library has it."""

    id: str
    title: str  # the article's, or the concept's name
    kind: Kind = "article"
    pin: str = ""  # of the words as they were cited
    heading: str = ""  # a section's
    words: str = ""  # a passage's text, a concept's definition
    issuer: str = ""
    date: str = ""
    number: str = ""
    publisher: str = ""
    site: str = ""  # the site's address; "" gives addresses from the site's root
    accessed: str = ""  # YYYY-MM-DD; "" where no day is named (a page that is rebuilt any day cannot know it)

    @property
    def url(self) -> str:
        """Where it stands: the identifier's lasting address, with the pin."""
        if self.kind == "concept":
            site = self.site if self.site.endswith("/") else f"{self.site}/"
            return f"{site}concepts/{self.id}/"
        return address(self.id, self.site, self.pin)

    @property
    def name(self) -> str:
        """The title on one line; the identifier where there is none."""
        return line(self.title) or self.id

    @property
    def own_number(self) -> str:
        """The document's number, unless the title has it: the styles print both."""
        number = line(self.number)
        return number if number not in self.name else ""

    @property
    def other_publisher(self) -> str:
        """The publisher, unless it is the author."""
        publisher = line(self.publisher)
        return publisher if publisher not in names(self.issuer) else ""


def work(article: Article, identifier: str = "", *, site: str = "", accessed: str = "") -> Work:
    """An article, or the section or passage of it with this identifier, pinned to its present words.

    Raises:
        KeyError: the article has no such part.
        ValueError: ``accessed`` is not a day.
    """
    identifier = identifier or article.id
    texts = texts_of(article, identifier)
    part = next((part for part in article.body if part.id == identifier), None)
    return Work(
        id=identifier,
        title=article.title,
        kind="article" if part is None else "section" if isinstance(part, Section) else "passage",
        pin=pin(*texts),
        heading=part.heading if isinstance(part, Section) else "",
        words="" if part is None or isinstance(part, Section) else part.text,
        issuer=article.issuer,
        date=article.date,
        number=article.number,
        publisher=article.source.publisher,
        site=site,
        accessed=day(accessed),
    )


def concept_work(concept: Concept, *, site: str = "", accessed: str = "") -> Work:
    """A concept's page.

    Raises:
        ValueError: ``accessed`` is not a day.
    """
    words = concept.definition
    return Work(id=concept.id, title=concept.name, kind="concept", words=words, site=site, accessed=day(accessed))
