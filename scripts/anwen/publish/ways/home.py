"""The home page."""

from __future__ import annotations

from collections import Counter

from anwen.publish.concepts.usage import Usage
from anwen.publish.parts.catalogue import newest_first
from anwen.publish.parts.markup import Html, element, heading, join
from anwen.publish.parts.page import Page
from anwen.publish.parts.parts import article_list, chips, concept_chip
from anwen.publish.ways.themes import theme_cards

_ARTICLES = 8
_CONCEPTS = 20
_IN_A_YEAR = 6
_YEARS = 5  # the newest; older ones fold


def search_form(page: Page) -> Html:
    """A form that works without a script: it leads to the search page with the words in the address."""
    return element(
        "form",
        element("label", "在全部文章里搜索", for_="aw-q", class_="aw-search__label"),
        element(
            "input", id="aw-q", type="search", name="q", placeholder="例如：一岗双责、重大隐患", autocomplete="off"
        ),
        element("button", "搜索", type="submit", class_="md-button md-button--primary"),
        action=page.to("search/"),
        method="get",
        role="search",
        aria_label="在全部文章里搜索",
        class_="aw-search",
    )


def _ranked(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda concept: (-counts[concept], concept))


def _by_year(page: Page, usage: Usage) -> Html | None:
    """What was most spoken of in each year; materials without a date stand last."""
    rows = []
    for year, counts in usage.by_year().items():
        most = _ranked(counts)[:_IN_A_YEAR]
        linked = [concept_chip(page, usage.catalogue.concepts[it], counts[it]) for it in most]
        words = f"{year}年" if year else "日期不详"
        rows.append(Html(element("dt", words) + element("dd", join(linked, " "))))
    if not rows:
        return None
    shown = element("dl", *rows[:_YEARS], class_="aw-meta aw-by-year")
    if len(rows) <= _YEARS:
        return shown
    older = element("dl", *rows[_YEARS:], class_="aw-meta aw-by-year")
    return Html(shown + element("details", element("summary", "更早的年份和日期不详的材料"), older, class_="aw-fold"))


def home_page(usage: Usage) -> Page:
    """/."""
    catalogue = usage.catalogue
    page = Page("index.md", "", description="安全生产会议材料的整理文库：可检索、可引用、可核对。", hide_toc=True)
    passages = sum(len(article.passages) for article in catalogue.library.articles)
    counts = Counter({concept: len(items) for concept, items in catalogue.speaking.items() if items})
    most = _ranked(counts)[:_CONCEPTS]
    page.add(
        heading(1, "安全生产会议精神库", "top"),
        element(
            "p",
            "这里把散落在网上的安全生产会议总结、纪要、讲话和传达材料整理成干净的正文，按主题归类，逐段编号，可以检索，可以引用。"
            f"现有 {len(catalogue.articles)} 篇文章、{passages} 个段落、{len(catalogue.concepts)} 个概念；"
            "每一处清洗都留有记录，可以和原件对照。",
            class_="aw-lead",
        ),
        search_form(page),
        heading(2, "四个主题", "themes"),
        theme_cards(page, catalogue),
        heading(2, "最新文章", "newest"),
        article_list(page, catalogue, newest_first(catalogue.library.articles)[:_ARTICLES], theme=True)
        or element("p", "库里还没有文章。", class_="aw-note"),
        heading(2, "谈得最多的概念", "concepts") if most else None,
        chips([concept_chip(page, catalogue.concepts[concept], counts[concept]) for concept in most]),
        heading(3, "各年谈得最多的", "by-year") if most else None,
        _by_year(page, usage),
        element(
            "p",
            page.link("concepts/", "全部概念"),
            "　",
            page.link("concepts/map/", "概念图"),
            "　",
            page.link("report/", "清洗报告：收了什么，没收什么，改了什么"),
            "　",
            page.link("about/", "关于本库：来源、权利和引用办法"),
            class_="aw-more",
        ),
    )
    return page
