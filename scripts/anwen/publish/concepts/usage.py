"""How the collection uses a concept: which passages say most about it, in which words, when, beside what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

from anwen.library import Article, Concept, Mention
from anwen.publish.concepts.together import Together, together
from anwen.publish.parts.catalogue import Catalogue, Speaking, newest_first
from anwen.records import THEMES

# what makes a passage say more than that the concept exists
_DEFINES, _HEADED, _TITLED, _AGAIN = 4, 3, 2, 1
_MOST_AGAIN = 3  # beyond a few, more mentions do not make a passage more about it
# an article is about a concept that fills a fifth of its passages, and at least three
_SHARE, _FEWEST = 0.2, 3

MAPPED = 150  # concepts on the map: its layout compares each with every other, and more could not be read either

_AFTER = re.compile(
    r"[”’」』》\"']?(?:(?:这一)?(?:制度|机制|原则|要求|工作|方针|理念))?[，,：:（(]?"
    r"(?:就?是指|指的是|意思是|就是(?!不|要)|即(?![将使便日刻时可])|(?:主要)?包括|(?:主要)?内容(?:是|为|包括))"
)
_BEFORE = re.compile(r"(?:所谓|什么是|(?:以下)?简称(?:为)?|概括为|统称(?:为)?)[：:]?[“‘「『《\"']?$")
_MARKS = str.maketrans("", "", "“”‘’「」『』《》〈〉\"'")


class Weight(Struct, frozen=True):
    """How much a passage says about a concept, and why (for the reader)."""

    score: int
    reasons: tuple[str, ...] = ()


class Central(Struct, frozen=True):
    """An article that is largely about a concept."""

    article: Article
    passages: int
    of: int  # passages in the article
    titled: bool
    headings: int


def _nothing(text: str) -> tuple[Mention, ...]:
    del text
    return ()


def defines(text: str, mention: Mention) -> bool:
    """Whether the words beside a mention say what the concept is.

    >>> defines("“三违”是指违章指挥", Mention(1, 3, "x")), defines("反三违即将开始", Mention(1, 3, "x"))
    (True, False)
    """
    return bool(_AFTER.match(text, mention.end) or _BEFORE.search(text[max(0, mention.start - 12) : mention.start]))


class Usage:
    """The uses of all concepts. ``named`` finds the mentions in a title or heading."""

    def __init__(self, catalogue: Catalogue, named: Callable[[str], tuple[Mention, ...]] = _nothing) -> None:
        self.catalogue = catalogue
        self.titled: dict[str, frozenset[str]] = {}  # article, section → concepts in its title or heading
        for article in catalogue.library.articles:
            for key, words in ((article.id, article.title), *((it.id, it.heading) for it in article.sections)):
                if found := frozenset(mention.concept for mention in named(words)):
                    self.titled[key] = found
        place = {article.id: n for n, article in enumerate(newest_first(catalogue.library.articles))}
        self._ordered: dict[str, list[tuple[Speaking, Weight]]] = {}
        for concept, items in catalogue.speaking.items():
            weighed = [(it, self.weigh(concept, it)) for it in items]
            weighed.sort(key=lambda it: _group(it, place))
            self._ordered[concept] = weighed

    def _in_title(self, key: str, concept: str) -> bool:
        return concept in self.titled.get(key, ())

    def weigh(self, concept: str, speaking: Speaking) -> Weight:
        """How much the passage says about the concept."""
        mentions = [it for it in speaking.passage.mentions if it.concept == concept]
        score, reasons = _AGAIN * min(len(mentions) - 1, _MOST_AGAIN), []
        if any(defines(speaking.passage.text, it) for it in mentions):
            score += _DEFINES
            reasons.append("说明含义")
        if any(self._in_title(section.id, concept) for section in speaking.path):
            score += _HEADED
            reasons.append("小标题写到")
        if self._in_title(speaking.article.id, concept):
            score += _TITLED
            reasons.append("文章标题写到")
        if len(mentions) > 1:
            reasons.append(f"提到 {len(mentions)} 次")
        return Weight(score, tuple(reasons))

    def passages(self, concept: str) -> list[tuple[Speaking, Weight]]:
        """Themes in their fixed order, the newest year first, within a year what says most first."""
        return self._ordered[concept]

    def best(self, concept: str, limit: int) -> list[tuple[Speaking, Weight]]:
        """The passages that say most, whatever their theme and year; only those with a reason."""
        found = [it for it in self._ordered[concept] if it[1].score >= _TITLED]
        return sorted(found, key=lambda it: -it[1].score)[:limit]

    def variants(self, concept: str) -> list[tuple[str, int, Speaking]]:
        """The wordings without quotation marks, the most frequent first, each with a passage that has it."""
        counts: Counter[str] = Counter()
        shown: dict[str, Speaking] = {}
        for speaking, _ in self._ordered[concept]:
            for mention in speaking.passage.mentions:
                if mention.concept == concept:
                    words = speaking.passage.text[mention.start : mention.end].translate(_MARKS)
                    counts[words] += 1
                    shown.setdefault(words, speaking)
        return [(words, counts[words], shown[words]) for words in sorted(counts, key=lambda it: (-counts[it], it))]

    def years(self, concept: str) -> Counter[str]:
        """Passages by year; ``""`` where the article's date is not known."""
        return Counter(speaking.article.year for speaking, _ in self._ordered[concept])

    def central(self, concept: str) -> list[Central]:
        """The articles that are largely about the concept, those whose title says so first."""
        passages = Counter(speaking.article.id for speaking, _ in self._ordered[concept])
        found = []
        for identifier, count in passages.items():
            article = self.catalogue.articles[identifier]
            headings = sum(self._in_title(section.id, concept) for section in article.sections)
            titled, total = self._in_title(identifier, concept), len(article.passages)
            if titled or (headings and count > 1) or (count >= _FEWEST and count >= _SHARE * total):
                found.append(Central(article, count, total, titled, headings))
        return sorted(found, key=lambda it: (not it.titled, -it.headings, -it.passages, it.article.id))

    @cached_property
    def on_map(self) -> dict[str, int]:
        """The concepts most spoken of with their passages, by theme and then by pinyin."""
        counts = {concept: len(items) for concept, items in self._ordered.items() if items}
        most = sorted(counts, key=lambda it: (-counts[it], it))[:MAPPED]
        most.sort(key=lambda it: (THEMES.index(self.catalogue.concepts[it].theme), it))
        return {concept: counts[concept] for concept in most}

    @cached_property
    def together(self) -> dict[str, list[Together]]:
        """For every concept those that are named beside it, the most frequent first."""
        return together(self.catalogue.library.articles)

    def known(self, concept: Concept) -> list[Together]:
        """`together` for one concept, of known concepts only."""
        return [it for it in self.together.get(concept.id, []) if it.other in self.catalogue.concepts]

    def by_year(self) -> dict[str, Counter[str]]:
        """Year → concept → passages, the newest year first, what has no date last."""
        found: dict[str, Counter[str]] = {}
        for concept in self._ordered:
            for year, count in self.years(concept).items():
                found.setdefault(year, Counter())[concept] = count
        return {year: found[year] for year in sorted(found, reverse=True)}


def _group(item: tuple[Speaking, Weight], place: dict[str, int]) -> tuple[int, int, int, int]:
    article = item[0].article
    year = int(article.year) if article.year.isdigit() else 0
    return (THEMES.index(article.theme), -year, -item[1].score, place[article.id])
