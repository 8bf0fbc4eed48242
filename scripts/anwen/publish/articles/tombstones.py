"""Retired identifiers answer: an article that is gone has a page, a passage that is gone an anchor on its page."""

from __future__ import annotations

from anwen.library import LedgerEntry
from anwen.notation import place_of
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.markup import Html, element, heading, join
from anwen.publish.parts.page import Page
from anwen.publish.parts.parts import crumbs, fate
from anwen.publish.parts.words import day


def _number(entry: LedgerEntry) -> tuple[str, int]:
    anchor = place_of(entry.id)
    digits = anchor[1:]
    return anchor[:1], int(digits) if digits.isdigit() else 0


def gone_parts(page: Page, catalogue: Catalogue, article: str) -> list[Html]:
    """The blocks that end an article's page: every retired passage and section at its old anchor."""
    entries = sorted((entry for entry in catalogue.tombs.get(article, []) if "." in entry.id), key=_number)
    if not entries:
        return []
    items = [
        element("li", element("code", entry.id), " ", fate(page, catalogue, entry), id=place_of(entry.id))
        for entry in entries
    ]
    return [
        heading(2, "已撤销的段落", "gone"),
        element(
            "p",
            "这些编号曾经使用，现在不再指向正文，也不会另作他用。",
            *_as_of(page, catalogue, article),
            class_="aw-note",
        ),
        element("ul", join(items), class_="aw-gone"),
    ]


def _as_of(page: Page, catalogue: Catalogue, article: str) -> list[str]:
    """Since which copy of the page they are gone, where that is known, and where to look."""
    known = catalogue.articles.get(article)
    if known is None:
        return []
    since = f"正文现据{day(known.source.retrieved)}采集的原件。" if known.source.retrieved else ""
    return [
        since,
        "要找原来的话，可以看",
        page.link(f"a/{article}/record/", "原文与清洗记录"),
        "，或者",
        page.link("search/", "搜索"),
        "。",
    ]


def tombstone(catalogue: Catalogue, entry: LedgerEntry) -> Page:
    """The page of an article that is no longer published."""
    page = Page(f"a/{entry.id}.md", f"{entry.id}（已撤销）", hide_toc=True, noindex=True)
    page.add(
        crumbs(page),
        heading(1, page.title, "top"),
        element("p", fate(page, catalogue, entry), class_="aw-notice"),
        element("p", "编号一经发出就不会改作他用，所以这个地址一直有效。", class_="aw-note"),
        *gone_parts(page, catalogue, entry.id),
    )
    return page


def gone_articles(catalogue: Catalogue) -> list[LedgerEntry]:
    """The articles that are no longer published."""
    return [it for it in catalogue.library.retired if "." not in it.id and it.id not in catalogue.articles]


def tombstones(catalogue: Catalogue) -> list[Page]:
    """The pages of all articles that are gone."""
    return [tombstone(catalogue, entry) for entry in gone_articles(catalogue)]
