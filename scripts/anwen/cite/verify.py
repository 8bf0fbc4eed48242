"""Whether a document's citations of this library still hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from anwen.cite.documents import lines
from anwen.cite.nearest import nearest, stands_in
from anwen.cite.quoting import Citation, citations
from anwen.errors import AnwenError
from anwen.library import Article, Library
from anwen.notation import article_of, moved_on, pin, texts_of

# what is said of a citation, and whether it holds
STATUSES: dict[str, bool] = {
    "exact": True,
    "unpinned": True,  # it names no wording, and quotes none
    "elsewhere": True,  # an address of another site
    "changed": False,
    "mismatch": False,  # the quotation is not what stands there
    "moved": False,
    "gone": False,
    "internal": False,
    "unknown": False,
    "malformed": False,
    "unreadable": False,  # the document
}


class Verdict(Struct, frozen=True, omit_defaults=True):
    """What became of a citation. ``detail`` says where it moved, why it is gone, or what changed."""

    file: str
    where: str
    citation: str
    status: str
    id: str = ""
    pin: str = ""
    detail: str = ""
    quotation: str = ""
    nearest: str = ""

    @property
    def holds(self) -> bool:
        return STATUSES[self.status]


class Verifier:
    """A library, opened for looking citations up.

    Args:
        library: the whole library, internal articles and retired identifiers too.
        wording: gives the words that an identifier had under an older pin; None where they are not known.
        renamed: id that a concept had before → id of the concept that took its place.
    """

    def __init__(
        self,
        library: Library,
        wording: Callable[[str, str], str | None] = lambda name, pin: None,
        renamed: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.site = library.site_url
        self.articles = {article.id: article for article in library.articles}
        self.retired = {entry.id: entry for entry in library.retired}
        self.concepts = {concept.id for concept in library.concepts}
        self.wording = wording
        self.renamed = renamed
        self._names = cache(lambda article: frozenset(part.id for part in self.articles[article].body))

    def file(self, path: Path) -> list[Verdict]:
        """Every citation of a document; one verdict of its own for a document that cannot be read."""
        try:
            read = lines(path)
        except AnwenError as error:
            return [Verdict(str(path), "", "", "unreadable", detail=f"{error.fault}. {error.hint}")]
        return [self._judge(path, citation) for citation in citations(read) if self._ours(citation)]

    def _ours(self, citation: Citation) -> bool:
        """Many sites have an address like that of a concept: it is ours below our own address only."""
        return not citation.concept or citation.base == self.site

    def _judge(self, path: Path, citation: Citation) -> Verdict:
        def say(status: str, detail: str = "", near: str = "") -> Verdict:
            ref = citation.ref
            name, version = (ref.id, ref.pin) if ref else (citation.concept, "")
            words = citation.quotation if status in ("mismatch", "changed") else ""
            return Verdict(str(path), citation.where, citation.written, status, name, version, detail, words, near)

        if self.site and citation.base.startswith("http") and citation.base != self.site:
            return say("elsewhere", f"{citation.base} is not {self.site}")
        if citation.concept:
            return say(*self._concept(citation.concept))
        if citation.ref is None:
            return say("malformed", citation.fault)
        article = self.articles.get(article_of(citation.ref.id))
        if article is None or (citation.ref.id != article.id and citation.ref.id not in self._names(article.id)):
            return say(*self._fate(citation.ref.id))
        if article.visibility == "internal":
            return say("internal", f"{article.id} is internal: the published site does not have it")
        return say(*self._words(citation, article))

    def _concept(self, name: str) -> tuple[str, str]:
        if name in self.concepts:
            return "unpinned", ""
        if name in self.renamed:
            return "moved", self.renamed[name]
        return "unknown", f"{name} is no concept of this library"

    def _fate(self, name: str) -> tuple[str, str]:
        """What became of an identifier that stands for nothing now."""
        entry = self.retired.get(name)
        if entry is None:
            return "unknown", f"{name} was never an identifier of this library"
        if entry.state == "retired":
            return "gone", entry.detail
        entry = moved_on(entry, self.retired)
        if entry.state == "retired":
            return "gone", f"moved to {entry.id}, which is gone too: {entry.detail}"
        return "moved", entry.detail

    def _words(self, citation: Citation, article: Article) -> tuple[str, str, str]:
        """Whether the words are those that were cited."""
        ref = citation.ref
        assert ref is not None
        texts = texts_of(article, ref.id)
        now = "\n".join(texts)
        present = pin(*texts)
        quotations = [words for words in (citation.quotation, *citation.highlights) if words.strip()]
        wrong = [words for words in quotations if not stands_in(words, now)]
        if ref.pin and ref.pin != present:
            before = self.wording(ref.id, ref.pin)
            detail = f"the words have changed since {ref.pin}; they are {present} now"
            if before is None:
                detail += f", and {ref.pin} is no wording that this library remembers"
            if not wrong and quotations:
                detail += "; the words quoted are still there"
            elif wrong and before is not None and not all(stands_in(words, before) for words in wrong):
                detail += "; the quotation does not match the older wording either"
            return "changed", detail, nearest(wrong[0], now).wording if wrong else ""
        if wrong:
            return "mismatch", self._elsewhere(wrong[0], article), nearest(wrong[0], now).wording
        return ("exact" if ref.pin or quotations else "unpinned"), "", ""

    def _elsewhere(self, words: str, article: Article) -> str:
        """Where else in the article a quotation stands."""
        place = next((passage.id for passage in article.passages if stands_in(words, passage.text)), "")
        return f"the words quoted stand in {place}" if place else "the words quoted do not stand there"
