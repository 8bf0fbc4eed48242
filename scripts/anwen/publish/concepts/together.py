"""Which concepts are named together, and where that can be seen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from msgspec import Struct

from anwen.library import Article, Passage
from anwen.publish.parts.catalogue import Speaking

# A passage that lists dozens of concepts says little about any two of them; the bound keeps the pairs few.
_MOST = 30
_KEPT = 24  # neighbours kept for a concept


class Together(Struct, frozen=True):
    """A concept named beside another: in how many passages and sections, and one passage or section that shows it."""

    other: str
    passages: int
    sections: int
    shown: Speaking | None  # a passage that names both
    section: str = ""  # where no passage names both: a section that does


class _Pair:
    __slots__ = ("best", "passages", "section", "sections", "shown")

    def __init__(self) -> None:
        self.passages = self.sections = 0
        self.shown: Speaking | None = None
        self.best = (0, 0)
        self.section = ""


def _first(mentioned: Iterable[str]) -> list[str]:
    return sorted(list(dict.fromkeys(mentioned))[:_MOST])


def _mentioned(passage: Passage) -> dict[str, int]:
    counts: dict[str, int] = {}
    for mention in passage.mentions:
        counts[mention.concept] = counts.get(mention.concept, 0) + 1
    return counts


def together(articles: Iterable[Article]) -> dict[str, list[Together]]:
    """For every concept its neighbours, those that share most passages first, then most sections, then by id."""
    pairs: dict[tuple[str, str], _Pair] = {}
    for article in articles:
        sections: dict[str, list[str]] = {}
        for path, passage in article.placed():
            counts = _mentioned(passage)
            if passage.section:
                sections.setdefault(passage.section, []).extend(counts)
            for one, other in combinations(_first(counts), 2):
                pair = pairs.setdefault((one, other), _Pair())
                pair.passages += 1
                # both named often, in few words: there the connection is what the passage is about
                best = (min(counts[one], counts[other]), -len(passage.text))
                if pair.shown is None or best > pair.best:
                    pair.shown, pair.best = Speaking(article, passage, path), best
        for section, mentioned in sections.items():
            for key in combinations(_first(mentioned), 2):
                pair = pairs.setdefault((key[0], key[1]), _Pair())
                pair.sections += 1
                pair.section = pair.section or section
    found: dict[str, list[Together]] = {}
    for (one, other), pair in pairs.items():
        for this, that in ((one, other), (other, one)):
            found.setdefault(this, []).append(Together(that, pair.passages, pair.sections, pair.shown, pair.section))
    return {
        concept: sorted(items, key=lambda it: (-it.passages, -it.sections, it.other))[:_KEPT]
        for concept, items in found.items()
    }
