"""Pieces that several pages share: chips, lists of articles, page turners, tombstones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anwen.library import Article, Concept, LedgerEntry
from anwen.notation import article_of, place_of
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.citing import Citing
from anwen.publish.parts.markup import Html, element, join, text
from anwen.publish.parts.opening import excerpt
from anwen.publish.parts.page import Page
from anwen.publish.parts.words import day
from anwen.records import THEME_NAMES

_CODE = re.compile(r"^[a-z]+(?: |$)")


def crumbs(page: Page, *steps: tuple[str, str]) -> Html:
    """Where the page stands: links from the home page down, without the page itself."""
    links = [page.link(address, words) for words, address in (("首页", ""), *steps)]
    return element("nav", join(links, " › "), class_="aw-crumbs", aria_label="当前位置")


def theme_chip(page: Page, theme: str, title: str | None = None) -> Html:
    """A theme as a small link to its page."""
    classes = f"aw-chip aw-chip--{theme}"
    return page.link(f"themes/{theme}/", THEME_NAMES.get(theme, theme), class_=classes, title=title)


def concept_chip(page: Page, concept: Concept, count: int = 0) -> Html:
    """A concept as a small link, with how often it is mentioned."""
    number = (element("span", str(count), class_="aw-count"),) if count else ()
    return page.link(f"concepts/{concept.id}/", concept.name, *number, class_="aw-chip aw-chip--concept")


def chips(items: list[Html]) -> Html | None:
    """A row of chips."""
    return element("p", join(items, " "), class_="aw-chips") if items else None


def article_facts(article: Article) -> list[str]:
    """Date, issuer, kind, level: those that are known."""
    kind = article.kind if article.kind != "其他" else ""
    return [fact for fact in (day(article.date), article.issuer, kind, article.level) if fact]


def article_card(page: Page, catalogue: Catalogue, article: Article, *, theme: bool = False, coins: str = "") -> Html:
    """An article in a list: title, facts, first words; ``coins`` is what reference managers read of it."""
    facts = [element("span", fact) for fact in article_facts(article)]
    telling = catalogue.apart.get(article.id)
    title = join([text(article.title), *([element("span", f"（{telling}）", class_="aw-apart")] if telling else [])])
    if theme:
        facts.insert(0, theme_chip(page, article.theme))
    return element(
        "li",
        page.link(f"a/{article.id}/", title, class_="aw-card__title"),
        element("p", join(facts, " "), class_="aw-facts") if facts else "",
        element("p", excerpt(article), class_="aw-excerpt"),
        element("span", class_="Z3988", title=coins) if coins else "",
        class_="aw-card",
    )


def article_list(
    page: Page, catalogue: Catalogue, articles: list[Article], *, theme: bool = False, citing: Citing | None = None
) -> Html | None:
    """A list of articles; with ``citing`` a reference manager can save them all."""
    items = [
        article_card(page, catalogue, it, theme=theme, coins=citing.coins(it) if citing else "") for it in articles
    ]
    return element("ul", join(items), class_="aw-cards") if items else None


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Html:
    """A table whose rows become cards on a phone, each cell under its column's name (site.css)."""
    top = element("tr", *[element("th", cell, scope="col") for cell in head])
    body = [
        element("tr", *[element("td", cell, data_label=name) for name, cell in zip(head, row, strict=True)])
        for row in rows
    ]
    return element("table", element("thead", top), element("tbody", join(body)), class_="aw-stack")


def page_turner(page: Page, base: str, number: int, last: int) -> Html | None:
    """Links to the pages of a long list; page 1 stands at ``base``, page n at ``base`` + ``n/``."""
    if last < 2:
        return None

    def to(n: int) -> str:
        return base if n == 1 else f"{base}{n}/"

    near = [n for n in range(1, last + 1) if n in (1, last) or abs(n - number) <= 2]
    links = [element("span", str(n), aria_current="page") if n == number else page.link(to(n), str(n)) for n in near]
    if number > 1:
        links.insert(0, page.link(to(number - 1), "上一页", rel="prev"))
    if number < last:
        links.append(page.link(to(number + 1), "下一页", rel="next"))
    return element("nav", join(links, " "), class_="aw-turner", aria_label="翻页")


def fate(page: Page, catalogue: Catalogue, entry: LedgerEntry) -> Html:
    """What became of a retired identifier, as a sentence."""
    target = article_of(entry.detail)
    if entry.state == "moved-to" and (target in catalogue.articles or target in catalogue.tombs):
        anchor = f"#{place_of(entry.detail)}" if "." in entry.detail else ""
        link = page.link(f"a/{target}/{anchor}", entry.detail)
        return Html(text("内容已移到 ") + link + text("，请改用新的编号引用。"))
    # the ledger writes a code for programs before the words for readers: removed 原件已不在库中
    reason = _CODE.sub("", entry.detail) if entry.state == "retired" else ""
    return text(f"已撤销：{reason.rstrip('。')}。" if reason else "已撤销。")
