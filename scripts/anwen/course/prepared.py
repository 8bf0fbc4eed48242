"""A course with its citations looked up: what the slides, the handout and the web page are made from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from anwen.course.records import Block, Course, Words
from anwen.library import Article
from anwen.notation import Found, Ref, address, article_of, find, place_of

# between these a line end in the file is no space in the text
_JOIN = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef。，；：、！？”’）》])\n|\n(?=[\u2e80-\u9fff\uff00-\uffef“‘（《])"
)


class Run(Struct, frozen=True):
    """Words that look alike. ``cites`` names what a raised number stands for, ``""`` in running text."""

    text: str
    bold: bool = False
    cites: str = ""


class Reference(Struct, frozen=True):
    """An article that is cited: its number, its GB/T 7714 reference, what of it is cited, in order."""

    number: int
    article: Article
    text: str
    parts: tuple[str, ...]


class Quoted(Struct, frozen=True):
    """A quote filled in: the words, a paragraph each, and where they stand."""

    id: str
    paragraphs: tuple[str, ...]
    title: str  # of the article
    label: str  # as [1]p7


class Prepared(Struct, frozen=True):
    """A course whose citations all hold."""

    course: Course
    references: tuple[Reference, ...]
    texts: dict[str, tuple[str, ...]]  # id of everything that is quoted → its words
    pins: dict[str, str]  # id of everything that is cited → its present pin
    site_url: str = ""

    def number(self, identifier: str) -> int:
        """The number of the reference that an identifier belongs to."""
        article = article_of(identifier)
        return next(item.number for item in self.references if item.article.id == article)

    def label(self, identifier: str) -> str:
        """The mark of a citation: its number, and outside of the bracket its place, as ``[1]p7``.

        Letters and digits alone: programs break lines before and after a Chinese character, and would tear the mark
        apart.
        """
        return f"[{self.number(identifier)}]{place_of(identifier)}"

    def pinned(self, identifier: str) -> str:
        """A citation with its pin, as ``anwen cite --verify`` finds it on paper."""
        return str(Ref(identifier, self.pins[identifier]))

    def address(self, identifier: str) -> str:
        """Where a citation leads; it holds the words' pin, so that the page can tell whether they changed."""
        return address(identifier, self.site_url, self.pins[identifier])

    def quoted(self, block: Block) -> Quoted:
        """The quote of a block that is one."""
        name = next(find(block.words[0].text)).refs[0].id
        article = next(item.article for item in self.references if item.article.id == article_of(name))
        return Quoted(name, tuple(one_line(text) for text in self.texts[name]), article.title, self.label(name))

    def runs(self, words: Words) -> tuple[Run, ...]:
        """Words ready to be set: line ends and ``**`` gone, citations as raised numbers, quotes filled in."""
        runs: list[Run] = []
        bold = False
        for piece in pieces(words.text):
            if isinstance(piece, str):
                for at, text in enumerate(_JOIN.sub("", piece).replace("\n", " ").split("**")):
                    bold = bold != (at > 0)
                    runs.append(Run(text, bold))
            elif piece.form == "cite":
                runs += self._marks(piece.refs, bold)
            else:
                name = piece.refs[0].id
                runs.append(Run("“" + "".join(one_line(text) for text in self.texts[name]) + "”", bold))
                runs += self._marks(piece.refs, bold)
        return tuple(run for run in runs if run.text)

    def plain(self, words: Words) -> str:
        """Words as they are read aloud: without the numbers of what they cite."""
        return "".join(run.text for run in self.runs(words) if not run.cites)

    def _marks(self, refs: tuple[Ref, ...], bold: bool) -> Iterator[Run]:
        """``[1]p7`` for each; a second place of one article only adds its own: ``[1]p7、p9``."""
        before = ""
        for ref in refs:
            same = before == article_of(ref.id) and place_of(ref.id)
            yield Run(f"、{place_of(ref.id)}" if same else self.label(ref.id), bold, ref.id)
            before = article_of(ref.id)


def pieces(text: str) -> Iterator[str | Found]:
    """The text cut at its citations and quotes; addresses and identifiers written out stay text."""
    at = 0
    for found in find(text):
        if found.form in ("cite", "quote"):
            yield text[at : found.start]
            yield found
            at = found.end
    yield text[at:]


def one_line(text: str) -> str:
    """A passage's words as a paragraph: a table's cells and rows are separated by spaces."""
    return " ".join(text.split())
