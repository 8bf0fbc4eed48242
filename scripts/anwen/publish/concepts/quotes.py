"""Passages quoted on the page of a concept: the words around its mentions, the way there, and how to cite them."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from anwen.library import Mention, Passage
from anwen.notation import place_of
from anwen.publish.concepts.usage import Weight
from anwen.publish.parts.catalogue import Catalogue, Speaking
from anwen.publish.parts.markup import Html, element, join, text
from anwen.publish.parts.opening import shorten
from anwen.publish.parts.page import Page, flat

_AROUND = 70  # characters of a long passage shown on either side of a mention
_WHOLE = 3 * _AROUND  # a passage of this length is shown whole


def _chosen(passage: Passage, concepts: Collection[str]) -> list[Mention]:
    """The first mention of one concept; of two, the pair that stands closest."""
    mentions = [it for it in passage.mentions if it.concept in concepts]
    if len(concepts) < 2:
        return mentions[:1]
    pairs = [(one, other) for one, other in pairwise(mentions) if one.concept != other.concept]
    if not pairs:
        return mentions[:1]
    one, other = min(pairs, key=lambda pair: pair[1].start - pair[0].end)
    return [one, other]


def _windows(passage: Passage, chosen: list[Mention]) -> list[tuple[int, int]]:
    size = len(passage.text)
    if size <= _WHOLE:
        return [(0, size)]
    windows: list[tuple[int, int]] = []
    for mention in chosen:
        first, last = max(0, mention.start - _AROUND), min(size, mention.end + _AROUND)
        if windows and first <= windows[-1][1]:
            windows[-1] = (windows[-1][0], last)
        else:
            windows.append((first, last))
    return windows


def quote(passage: Passage, concepts: Collection[str]) -> tuple[Html, bool]:
    """The passage with its mentions of ``concepts`` marked, and whether it is shown whole."""
    windows = _windows(passage, _chosen(passage, concepts))
    parts: list[Html] = []
    for n, (first, last) in enumerate(windows):
        parts.append(text("……" if n or first else ""))
        at = first
        for mention in passage.mentions:
            if mention.concept in concepts and at <= mention.start and mention.end <= last:
                parts.append(text(passage.text[at : mention.start]))
                parts.append(element("b", passage.text[mention.start : mention.end], class_="aw-hit"))
                at = mention.end
        parts.append(text(passage.text[at:last]))
    end = windows[-1][1] if windows else 0
    parts.append(text("……" if end < len(passage.text) else ""))
    return join(parts), windows == [(0, len(passage.text))]


def path_of(catalogue: Catalogue, speaking: Speaking) -> str:
    """The title of the article and the headings above the passage, on one line."""
    steps = [catalogue.named(speaking.article, 40)]
    return " › ".join([*steps, *(shorten(section.heading, 30) for section in speaking.path)])


def to_passage(page: Page, catalogue: Catalogue, speaking: Speaking) -> Html:
    """A link to the passage itself."""
    address = f"a/{speaking.article.id}/#{place_of(speaking.passage.id)}"
    return page.link(address, path_of(catalogue, speaking), class_="aw-path")


def quoted(
    page: Page, catalogue: Catalogue, speaking: Speaking, concepts: Collection[str], weight: Weight | None = None
) -> Html:
    """A passage as an item of a list, with everything the citing button needs (assets/anwen/cite.js)."""
    article, passage = speaking.article, speaking.passage
    words, whole = quote(passage, concepts)
    reasons = element("span", "，".join(weight.reasons), class_="aw-why") if weight and weight.reasons else ""
    site = catalogue.library.site_url
    return element(
        "li",
        element("p", words, class_="aw-quote", data_cite_text=True),
        element(
            "p", to_passage(page, catalogue, speaking), reasons, element("span", data_cite_slot=True), class_="aw-from"
        ),
        data_passage=passage.id,
        data_article=article.id,
        data_title=flat(article.title) or None,
        data_issuer=article.issuer or None,
        data_date=article.date or None,
        data_publisher=article.source.publisher or None,
        data_number=article.number or None,
        data_url=f"{site}a/{article.id}/" if site else page.to(f"a/{article.id}/"),
        data_text=None if whole else passage.text,
    )
