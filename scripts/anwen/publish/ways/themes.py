"""The pages of the four themes, and the page that lists them."""

from __future__ import annotations

from collections import Counter

from anwen.notation import place_of
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.citing import Citing
from anwen.publish.parts.markup import Html, element, heading, join
from anwen.publish.parts.page import Page
from anwen.publish.parts.parts import article_list, chips, concept_chip, crumbs, page_turner
from anwen.publish.parts.words import day, words
from anwen.records import THEME_NAMES, THEMES

_A_PAGE = 50  # articles on a list page: three phone screens of thumbing are enough, and the page stays under 100 kB
_SECTIONS = 60
_CONCEPTS = 24


def _concepts(page: Page, catalogue: Catalogue, theme: str) -> Html | None:
    """The theme's own concepts and those its articles speak of most."""
    counts: Counter[str] = Counter()
    for article in catalogue.themed[theme]:
        counts += catalogue.concepts_of(article)
    own = {concept.id for concept in catalogue.library.concepts if theme in (concept.theme, *concept.themes)}
    ranked = sorted(own | set(counts), key=lambda it: (it not in own, -counts[it], it))
    # the theme's own concepts first, and only those that somebody speaks of
    found = [concept for concept in ranked if counts[concept]][:_CONCEPTS]
    return chips([concept_chip(page, catalogue.concepts[concept], counts[concept]) for concept in found])


def _elsewhere(page: Page, catalogue: Catalogue, theme: str) -> Html | None:
    """Sections on the theme in articles that belong to another one."""
    items: list[Html] = []
    for article, sections in catalogue.sections_elsewhere(theme):
        links = [page.link(f"a/{article.id}/#{place_of(section.id)}", section.heading) for section in sections]
        date = "" if article.id in catalogue.apart else day(article.date)
        facts = "，".join(part for part in (catalogue.named(article), date) if part)
        items += [element("li", link, element("span", facts, class_="aw-facts")) for link in links]
    more = element("li", f"另有 {len(items) - _SECTIONS} 节，请用搜索查找。") if len(items) > _SECTIONS else None
    shown = [*items[:_SECTIONS], *([more] if more else [])]
    return element("ul", join(shown), class_="aw-related") if shown else None


def theme_pages(catalogue: Catalogue, theme: str, citing: Citing | None = None) -> list[Page]:
    """/themes/<theme>/ and, where the list is long, /themes/<theme>/2/ and so on."""
    articles = catalogue.themed[theme]
    base, name = f"themes/{theme}/", THEME_NAMES[theme]
    last = max(1, -(-len(articles) // _A_PAGE))
    pages = []
    for number in range(1, last + 1):
        file = f"{base}index.md" if number == 1 else f"{base}{number}.md"
        title = name if number == 1 else f"{name}（第 {number} 页）"
        page = Page(file, title, description=words().themes[theme].intro)
        page.add(crumbs(page, ("主题", "themes/")), heading(1, title, "top"))
        if number == 1:
            page.add(element("p", words().themes[theme].intro, class_="aw-lead"))
        page.add(
            heading(2, f"文章（{len(articles)} 篇）", "articles"),
            article_list(page, catalogue, articles[(number - 1) * _A_PAGE : number * _A_PAGE], citing=citing)
            or element("p", "这个主题下还没有文章。", class_="aw-note"),
            page_turner(page, base, number, last),
        )
        if number == 1:
            elsewhere = _elsewhere(page, catalogue, theme)
            concepts = _concepts(page, catalogue, theme)
            page.add(heading(2, "其他文章里谈到这个主题的章节", "sections") if elsewhere else None, elsewhere)
            page.add(heading(2, "相关概念", "concepts") if concepts else None, concepts)
        pages.append(page)
    return pages


def theme_cards(page: Page, catalogue: Catalogue) -> Html:
    """The four themes with a sentence and a count each."""
    cards = [
        element(
            "li",
            page.link(f"themes/{theme}/", THEME_NAMES[theme], class_="aw-tile__name"),
            element("span", f"{len(catalogue.themed[theme])} 篇", class_="aw-tile__count"),
            element("p", words().themes[theme].lead),
            class_=f"aw-tile aw-tile--{theme}",
        )
        for theme in THEMES
    ]
    return element("ul", join(cards), class_="aw-tiles")


def themes_index(catalogue: Catalogue) -> Page:
    """/themes/."""
    page = Page("themes/index.md", "主题", description="按主题浏览安全生产会议材料。", hide_toc=True)
    page.add(
        heading(1, "主题", "top"),
        element(
            "p", "每篇文章归入一个主要主题；文章里的每一节另有自己的主题，也会列在相应主题的页面上。", class_="aw-lead"
        ),
        theme_cards(page, catalogue),
    )
    return page
