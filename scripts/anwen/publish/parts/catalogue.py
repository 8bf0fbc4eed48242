"""What the pages need to know of the whole collection: only public things, in the order readers see them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct

from anwen.library import Article, Concept, LedgerEntry, Library, Passage, Section, SetAside
from anwen.notation import article_of
from anwen.publish.parts.opening import apart, shorten
from anwen.records import THEMES
from anwen.visibility import public

# A concept that half the collection speaks of says nothing about which two articles belong together; the bound also
# keeps the work linear, since only this many articles share any concept that counts.
_COMMON = 300


class Speaking(Struct, frozen=True):
    """A passage that speaks of a concept, with the headings above it, outermost first."""

    article: Article
    passage: Passage
    path: tuple[Section, ...] = ()


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """By date, the newest first, unknown dates last; then by identifier."""
    by_id = sorted(articles, key=lambda article: article.id)
    return sorted(by_id, key=lambda article: article.date, reverse=True)


class Catalogue:
    """The public library with its indexes. Built once, then only read."""

    def __init__(self, library: Library) -> None:
        self.library = public(library)
        self.apart = apart(self.library.articles)
        self.articles = {article.id: article for article in self.library.articles}
        self.concepts = {concept.id: concept for concept in self.library.concepts}
        self.from_file: dict[str, list[Article]] = defaultdict(list)
        for article in self.library.articles:
            self.from_file[article.source.file].append(article)
        self.set_aside_from: dict[str, list[SetAside]] = defaultdict(list)
        for item in self.library.set_aside:
            self.set_aside_from[item.file].append(item)
        self.successor = {entry.supersedes: entry for entry in self.library.originals if entry.supersedes}
        self.originals = {entry.file: entry for entry in self.library.originals}
        self.themed = {
            theme: newest_first(item for item in self.library.articles if item.theme == theme) for theme in THEMES
        }
        self._neighbours: dict[str, tuple[Article | None, Article | None]] = {}
        for articles in self.themed.values():
            padded = [None, *articles, None]
            for before, article, after in zip(padded, articles, padded[2:], strict=False):
                self._neighbours[article.id] = (before, after)
        self.speaking: dict[str, list[Speaking]] = {concept: [] for concept in self.concepts}
        for article in self.library.articles:
            for path, passage in article.placed():
                for concept in sorted({mention.concept for mention in passage.mentions}):
                    if concept in self.speaking:
                        self.speaking[concept].append(Speaking(article, passage, path))
        self.spread = {concept: sorted({item.article.id for item in items}) for concept, items in self.speaking.items()}
        self.narrower: dict[str, list[str]] = defaultdict(list)
        self.akin: dict[str, set[str]] = defaultdict(set)
        for it in self.library.concepts:
            for broader in it.broader:
                self.narrower[broader].append(it.id)
            for other in it.related:
                self.akin[it.id].add(other)
                self.akin[other].add(it.id)
        self.tombs: dict[str, list[LedgerEntry]] = defaultdict(list)
        for entry in self.library.retired:
            self.tombs[article_of(entry.id)].append(entry)

    def named(self, article: Article, limit: int = 60) -> str:
        """An article's title, with what tells it from others of the same title."""
        telling = self.apart.get(article.id)
        return f"{shorten(article.title, limit) or article.id}{f'（{telling}）' if telling else ''}"

    def original_address(self, file: str) -> str:
        """The page of an original; named by its bytes, so that a renaming breaks no link."""
        entry = self.originals.get(file)
        return f"report/{entry.sha256[:12]}/" if entry else "report/"

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        """The articles before and after in the list of its theme."""
        return self._neighbours.get(article.id, (None, None))

    def concepts_of(self, article: Article) -> Counter[str]:
        """How often each known concept is mentioned in an article."""
        return Counter(
            mention.concept
            for passage in article.passages
            for mention in passage.mentions
            if mention.concept in self.concepts
        )

    def related(self, article: Article, limit: int = 5) -> list[tuple[Article, list[Concept]]]:
        """Articles that share the rarest concepts with ``article``, best first, with the shared concepts."""
        shared: dict[str, list[str]] = defaultdict(list)
        for concept in sorted(self.concepts_of(article)):
            if len(self.spread[concept]) <= min(_COMMON, max(2, len(self.articles) // 2)):
                for other in self.spread[concept]:
                    shared[other].append(concept)
        shared.pop(article.id, None)
        total = len(self.articles) + 1

        def weight(concept: str) -> float:
            return math.log(total / len(self.spread[concept]))

        ranked = sorted(shared, key=lambda other: (-round(sum(map(weight, shared[other])), 9), other))
        # one shared concept is chance, two are a subject (seen on the first five originals)
        best = [other for other in ranked if len(shared[other]) > 1][:limit]
        return [
            (
                self.articles[other],
                [self.concepts[it] for it in sorted(shared[other], key=lambda it: (-weight(it), it))],
            )
            for other in best
        ]

    def sections_elsewhere(self, theme: str) -> list[tuple[Article, list[Section]]]:
        """Sections on ``theme`` in articles of other themes, newest article first."""
        found = []
        for article in newest_first(self.library.articles):
            if article.theme != theme:
                sections = [part for part in article.sections if part.themes and part.themes[0].theme == theme]
                if sections:
                    found.append((article, sections))
        return found
