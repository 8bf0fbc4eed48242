"""The page of a concept: what it means, what it rests on, and every passage that speaks of it."""

from __future__ import annotations

from itertools import groupby

from anwen.publish.catalogue import Catalogue, Speaking, newest_first
from anwen.publish.markup import Html, element, heading, join, text
from anwen.publish.page import Page
from anwen.publish.parts import chips, concept_chip, crumbs, page_turner, shorten, theme_chip
from anwen.publish.passage import local
from anwen.publish.words import day, words
from anwen.records import THEME_NAMES, THEMES, Basis, Concept

_A_PAGE = 100  # passages on a page
_AROUND = 70  # characters of a long passage shown on either side of the mention


def status_badge(concept: Concept) -> Html:
    """How far the concept's facts were verified."""
    label = words().statuses[concept.status]
    return element("span", label.label, class_=f"aw-badge aw-badge--{concept.status}", title=label.note)


def _basis_row(basis: Basis) -> Html:
    title = [text(basis.title)]
    if basis.status != "verified":
        title.append(element("span", "待核实", class_="aw-badge aw-badge--unverified"))
    note = element("p", basis.note, class_="aw-note") if basis.note else ""
    return element(
        "tr",
        element("td", join(title, " "), note),
        element("td", basis.number),
        element("td", basis.article),
        element("td", basis.issuer),
        element("td", day(basis.date)),
    )


def _basis(concept: Concept) -> list[Html]:
    if not concept.basis:
        return []
    head = element("tr", *[element("th", cell, scope="col") for cell in ("文件", "文号", "条款", "机关", "日期")])
    table = element("table", element("thead", head), element("tbody", join([_basis_row(it) for it in concept.basis])))
    return [
        heading(2, "依据", "basis"),
        element("div", table, class_="aw-scroll", tabindex="0"),
        element("p", "引用法规条文时请以正式发布的文本为准。", class_="aw-note"),
    ]


def _relations(page: Page, catalogue: Catalogue, concept: Concept) -> list[Html]:
    groups = [
        ("上位概念", sorted(concept.broader)),
        ("下位概念", sorted(catalogue.narrower[concept.id])),
        ("相关概念", sorted(catalogue.akin[concept.id])),
    ]
    rows = []
    for name, ids in groups:
        known = [concept_chip(page, catalogue.concepts[it]) for it in ids if it in catalogue.concepts]
        if known:
            rows.append(Html(element("dt", name) + element("dd", join(known, " "))))
    return [heading(2, "概念关系", "relations"), element("dl", join(rows), class_="aw-meta")] if rows else []


def _quote(concept: Concept, speaking: Speaking) -> Html:
    """The passage, or where it is long the words around the first mention, with the mention marked."""
    passage = speaking.passage
    mention = next(it for it in passage.mentions if it.concept == concept.id)
    first, last = max(0, mention.start - _AROUND), min(len(passage.text), mention.end + _AROUND)
    if len(passage.text) <= 3 * _AROUND:
        first, last = 0, len(passage.text)
    parts = [
        text("……" if first else ""),
        text(passage.text[first : mention.start]),
        element("b", passage.text[mention.start : mention.end], class_="aw-hit"),
        text(passage.text[mention.end : last]),
        text("……" if last < len(passage.text) else ""),
    ]
    return join(parts)


def _item(page: Page, concept: Concept, speaking: Speaking) -> Html:
    article, passage = speaking.article, speaking.passage
    path = " › ".join([shorten(article.title, 40), *(shorten(it, 30) for it in article.heading_path(passage))])
    return element(
        "li",
        element("p", _quote(concept, speaking), class_="aw-quote"),
        page.link(f"a/{article.id}/#{local(passage.id)}", path, class_="aw-path"),
    )


def _passages(page: Page, concept: Concept, items: list[Speaking]) -> list[Html]:
    """Grouped by the theme of the article, then by year."""
    blocks: list[Html] = []
    for theme, of_theme in groupby(items, key=lambda it: it.article.theme):
        blocks.append(heading(3, THEME_NAMES[theme], f"in-{theme}"))
        for year, of_year in groupby(of_theme, key=lambda it: it.article.year):
            blocks.append(element("h4", f"{year}年" if year else "日期不详", class_="aw-year"))
            blocks.append(element("ul", join([_item(page, concept, it) for it in of_year]), class_="aw-quotes"))
    return blocks


def _ordered(catalogue: Catalogue, concept: Concept) -> list[Speaking]:
    """Themes in their fixed order, the newest articles first, passages as they stand."""
    items = catalogue.speaking[concept.id]
    place = {
        article.id: n for n, article in enumerate(newest_first({it.article.id: it.article for it in items}.values()))
    }
    return sorted(items, key=lambda it: (THEMES.index(it.article.theme), place[it.article.id]))


def _introduction(page: Page, catalogue: Catalogue, concept: Concept) -> None:
    themes = join([theme_chip(page, theme) for theme in dict.fromkeys((concept.theme, *concept.themes))], " ")
    page.add(element("p", status_badge(concept), " ", themes, class_="aw-chips"))
    if concept.aliases:
        page.add(element("p", element("strong", "又称："), "、".join(concept.aliases)))
    page.add(element("p", concept.definition, class_="aw-definition"))
    if concept.importance:
        page.add(heading(2, "为什么重要", "importance"), element("p", concept.importance))
    page.add(*_basis(concept))
    if concept.misreadings:
        items = join([element("li", it) for it in concept.misreadings])
        page.add(heading(2, "常见误读", "misreadings"), element("ul", items))
    page.add(*_relations(page, catalogue, concept))


def concept_pages(catalogue: Catalogue, concept: Concept) -> list[Page]:
    """/concepts/<id>/ and, where many passages speak of it, /concepts/<id>/2/ and so on."""
    items = _ordered(catalogue, concept)
    last = max(1, -(-len(items) // _A_PAGE))
    base = f"concepts/{concept.id}/"
    pages = []
    for number in range(1, last + 1):
        file = f"concepts/{concept.id}.md" if number == 1 else f"{base}{number}.md"
        title = concept.name if number == 1 else f"{concept.name}（第 {number} 页）"
        page = Page(file, title, description=concept.definition)
        page.add(crumbs(page, ("概念", "concepts/")), heading(1, title, "top"))
        if number == 1:
            _introduction(page, catalogue, concept)
        count = f"{len(items)} 段，出自 {len(catalogue.spread[concept.id])} 篇文章" if items else "尚无"
        page.add(
            heading(2, f"材料中的用法（{count}）", "passages"),
            *_passages(page, concept, items[(number - 1) * _A_PAGE : number * _A_PAGE]),
            page_turner(page, base, number, last),
        )
        pages.append(page)
    return pages


def concepts_index(catalogue: Catalogue) -> Page:
    """/concepts/: by theme, then by the first letter of the pinyin, which is the first letter of the identifier."""
    page = Page("concepts/index.md", "概念", description="安全生产会议材料里反复出现的政策概念，按主题和拼音查找。")
    page.add(
        heading(1, "概念", "top"),
        element(
            "p",
            "会议材料里反复出现的政策概念：含义、依据、常见误读，以及哪些段落谈到它。数字是谈到它的段落数。",
            class_="aw-lead",
        ),
        heading(2, "按主题", "by-theme"),
    )
    concepts = catalogue.library.concepts
    for theme in THEMES:
        found = [concept_chip(page, it, len(catalogue.speaking[it.id])) for it in concepts if it.theme == theme]
        if found:
            page.add(heading(3, THEME_NAMES[theme], f"theme-{theme}"), chips(found))
    page.add(heading(2, "按拼音", "by-pinyin"))
    for letter, group in groupby(sorted(concepts, key=lambda it: it.id), key=lambda it: it.id[0].upper()):
        items = [
            element(
                "li",
                page.link(f"concepts/{it.id}/", it.name),
                element("span", shorten(it.definition, 46), class_="aw-facts"),
            )
            for it in group
        ]
        page.add(heading(3, letter, f"letter-{letter.lower()}"), element("ul", join(items), class_="aw-related"))
    return page
