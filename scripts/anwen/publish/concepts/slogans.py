"""/concepts/slogans/: the numbered slogans of the collection, each with what it stands for and where that is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from anwen.notation import article_of, place_of
from anwen.publish.concepts.concepts import Unfolding
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.markup import Html, element, heading, join
from anwen.publish.parts.page import Page
from anwen.publish.parts.parts import crumbs


class Slogan(Struct, frozen=True):
    """A numbered slogan that the collection unfolds; ``concept`` is the id of the concept of that name, or ""."""

    term: str
    concept: str
    unfoldings: tuple[Unfolding, ...]


def by_concept(slogans: Iterable[Slogan]) -> dict[str, tuple[Unfolding, ...]]:
    """Concept's id → what the numbers of its names stand for, each said once."""
    found: dict[str, dict[tuple[str, ...], Unfolding]] = {}
    for slogan in slogans:
        for one in slogan.unfoldings if slogan.concept else ():
            found.setdefault(slogan.concept, {}).setdefault(one.items, one)
    return {concept: tuple(unfoldings.values()) for concept, unfoldings in found.items()}


def _where(page: Page, catalogue: Catalogue, passage: str) -> Html | None:
    """A link to the passage, under its article's title and headings; None where it is not published."""
    article = catalogue.articles.get(article_of(passage))
    if article is None:
        return None
    sections = next((path for path, it in article.placed() if it.id == passage), None)
    if sections is None:
        return None
    words = " › ".join([catalogue.named(article), *(section.heading for section in sections)])
    return page.link(f"a/{article.id}/#{place_of(passage)}", words)


def _explained(page: Page, catalogue: Catalogue, unfoldings: Sequence[Unfolding]) -> Iterator[Html]:
    """Each way of unfolding once, with every passage that says it so."""
    places: dict[tuple[str, ...], list[Html]] = {}
    for one in unfoldings:
        link = _where(page, catalogue, one.passage)
        if link is not None:
            places.setdefault(one.items, []).append(link)
    for items, links in places.items():
        yield element("ol", *[element("li", item) for item in items], class_="aw-unfolded")
        yield element("p", "见 ", join(links, "；"), class_="aw-from")


def slogans_page(catalogue: Catalogue, slogans: Iterable[Slogan]) -> Page | None:
    """The page, or None where the collection unfolds no slogan."""
    page = Page("concepts/slogans.md", "数字口号", description="会议材料里带数字的口号各指什么，出自哪一段。")
    page.add(
        crumbs(page, ("概念", "concepts/")),
        heading(1, "数字口号", "top"),
        element(
            "p",
            "会议材料爱用数字概括要求。这里列出材料自己说明了含义的口号，一字不改，并注明出处。",
            class_="aw-lead",
        ),
    )
    shown = 0
    for number, slogan in enumerate(slogans, 1):
        blocks = list(_explained(page, catalogue, slogan.unfoldings))
        if blocks:
            shown += 1
            page.add(heading(2, slogan.term, f"slogan-{number}"), *blocks)
            if slogan.concept in catalogue.concepts:
                link = page.link(f"concepts/{slogan.concept}/", f"概念：{catalogue.concepts[slogan.concept].name}")
                page.add(element("p", link, class_="aw-more-map"))
    return page if shown else None
