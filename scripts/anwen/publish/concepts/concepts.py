"""The page of a concept: what it means, what it rests on, and how the collection speaks of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from anwen.library import Basis, Concept
from anwen.notation import place_of
from anwen.publish.concepts.chart import years_chart
from anwen.publish.concepts.quotes import path_of, quoted, to_passage
from anwen.publish.concepts.together import Together
from anwen.publish.concepts.usage import Usage, Weight
from anwen.publish.parts.catalogue import Speaking
from anwen.publish.parts.markup import Html, element, heading, join, text
from anwen.publish.parts.page import Page
from anwen.publish.parts.parts import concept_chip, crumbs, page_turner, table, theme_chip
from anwen.publish.parts.words import day, words
from anwen.records import THEME_NAMES

_A_PAGE = 100  # passages on a page
_OPEN = 5  # items of a list that stand open; the rest folds
_BEST = 3
_MANY = 8  # where there are fewer passages, the best need no list of their own


class Unfolding(Struct, frozen=True):
    """What the numbers of a slogan stand for, and the passage (its id) that says so."""

    items: tuple[str, ...]
    passage: str


def status_badge(concept: Concept) -> Html:
    """How far the concept's facts were verified, and what that means."""
    label = words().statuses[concept.status]
    badge = element("span", label.label, class_=f"aw-badge aw-badge--{concept.status}")
    return Html(badge + element("span", label.note, class_="aw-facts"))


def folded(items: Sequence[Html], kind: str, unit: str, least: int = _OPEN, **attributes: str) -> Html:
    """A list of which only the first items stand open; ``unit`` names what the fold holds (段, 个)."""
    if len(items) <= least + 1:
        return element("ul", *items, class_=kind, **attributes)
    rest = element("summary", f"其余 {len(items) - least} {unit}")
    fold = element("details", rest, element("ul", *items[least:], class_=kind), class_="aw-fold aw-fold--list")
    return Html(element("ul", *items[:least], class_=kind, **attributes) + fold)


# --- what the concept is ---------------------------------------------------------------------


def _basis_row(basis: Basis) -> tuple[str, ...]:
    title = [text(basis.title)]
    if basis.status != "verified":
        title.append(element("span", "待核实", class_="aw-badge aw-badge--unverified"))
    note = element("p", basis.note, class_="aw-note") if basis.note else ""
    return Html(join(title, " ") + note), basis.number, basis.article, basis.issuer, day(basis.date)


def _basis(concept: Concept) -> list[Html]:
    if not concept.basis:
        return []
    return [
        heading(2, "依据", "basis"),
        table(("文件", "文号", "条款", "机关", "日期"), [_basis_row(it) for it in concept.basis]),
        element("p", "引用法规条文时请以正式发布的文本为准。", class_="aw-note"),
    ]


def _unfolded(page: Page, usage: Usage, concept: Concept, unfolded: Sequence[Unfolding]) -> list[Html]:
    """What the numbers stand for, as the collection itself says it."""
    speaking = {it.passage.id: it for it in usage.catalogue.speaking[concept.id]}
    blocks: list[Html] = []
    for one in unfolded:
        if one.passage in speaking:
            blocks.append(element("ol", *[element("li", item) for item in one.items], class_="aw-unfolded"))
            blocks.append(
                element("p", "见 ", to_passage(page, usage.catalogue, speaking[one.passage]), class_="aw-from")
            )
    return [heading(2, "材料里怎样展开", "unfolded"), *blocks] if blocks else []


def _see_also(page: Page, usage: Usage, concept: Concept) -> list[Html]:
    catalogue = usage.catalogue
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
    blocks = [element("dl", join(rows), class_="aw-meta")] if rows else []
    if concept.id in usage.on_map:
        link = page.link(f"concepts/map/#{concept.id}", "在概念图里看它的位置")
        blocks.append(element("p", link, class_="aw-more-map"))
    return [heading(2, "另见", "relations"), *blocks] if blocks else []


def _introduction(page: Page, usage: Usage, concept: Concept, unfolded: Sequence[Unfolding]) -> None:
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
    page.add(*_unfolded(page, usage, concept, unfolded), *_see_also(page, usage, concept))


def _term(page: Page, usage: Usage, concept: Concept) -> Html:
    """schema.org DefinedTerm: data, never executed; no character of it can end the element or open another."""
    site = usage.catalogue.library.site_url

    def address(path: str) -> str:
        return f"{site}{path}" if site else page.to(path)

    term = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": address(page.address),
        "name": concept.name,
        **({"alternateName": list(concept.aliases)} if concept.aliases else {}),
        "description": concept.definition,
        "termCode": concept.id,
        "inLanguage": "zh-CN",
        "url": address(page.address),
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": address("concepts/"),
            "name": "安全生产会议政策概念",
            "url": address("concepts/"),
        },
    }
    written = json.dumps(term, ensure_ascii=False)
    for mark in "<>&\u2028\u2029":
        written = written.replace(mark, f"\\u{ord(mark):04x}")
    return Html(f'<script type="application/ld+json">{written}</script>')


# --- how the collection speaks of it ---------------------------------------------------------


def _said(page: Page, usage: Usage, concept: Concept) -> list[Html]:
    """The wordings with counts, each leading to a passage that has it."""
    items = []
    for wording, count, speaking in usage.variants(concept.id):
        link = page.link(
            f"a/{speaking.article.id}/#{place_of(speaking.passage.id)}",
            wording,
            title=path_of(usage.catalogue, speaking),
        )
        items.append(element("li", link, element("span", f"{count} 次", class_="aw-count")))
    return [heading(2, "材料里的说法", "variants"), folded(items, "aw-variants", "种说法", 8)] if items else []


def _neighbour(page: Page, usage: Usage, concept: Concept, it: Together) -> Html:
    other = usage.catalogue.concepts[it.other]
    counts = "、".join(f"{n} {unit}" for unit, n in (("段", it.passages), ("节", it.sections)) if n)
    facts = element("span", f"同时出现在 {counts}里", class_="aw-facts")
    head = element("p", concept_chip(page, other), facts, class_="aw-beside")
    if it.shown:
        item = quoted(page, usage.catalogue, it.shown, (concept.id, other.id))
        return element("li", head, element("ul", item, class_="aw-quotes"))
    article, _, anchor = it.section.partition(".")
    where = page.link(
        f"a/{article}/#{anchor}", usage.catalogue.named(usage.catalogue.articles[article]), class_="aw-path"
    )
    return element("li", head, element("p", "同一节里先后谈到：", where, class_="aw-from"))


def _neighbours(page: Page, usage: Usage, concept: Concept) -> list[Html]:
    items = [_neighbour(page, usage, concept, it) for it in usage.known(concept)]
    lead = element("p", "和它在同一段、同一节里出现的概念，各举一段为例。", class_="aw-note")
    listed = folded(items, "aw-related aw-together", "个概念")
    return [heading(2, "常一起出现的概念", "neighbours"), lead, listed] if items else []


def _central(page: Page, usage: Usage, concept: Concept) -> list[Html]:
    items = []
    for it in usage.central(concept.id):
        facts = ["标题写到"] if it.titled else []
        facts += [f"{it.headings} 个小标题写到"] if it.headings else []
        facts.append(f"{it.of} 段里有 {it.passages} 段谈到")
        date = day(it.article.date)
        link = page.link(f"a/{it.article.id}/", usage.catalogue.named(it.article))
        facts_line = "，".join([*([date] if date else []), *facts])
        items.append(element("li", link, element("span", facts_line, class_="aw-facts")))
    return [heading(2, "以它为重点的文章", "central"), folded(items, "aw-related", "篇")] if items else []


def _timeline(usage: Usage, concept: Concept) -> list[Html]:
    chart = years_chart(usage.years(concept.id))
    return [heading(2, "各年谈到多少", "years"), chart] if chart else []


def _passages(page: Page, usage: Usage, concept: Concept, items: list[tuple[Speaking, Weight]]) -> list[Html]:
    """Grouped by the theme of the article, then by year."""
    blocks: list[Html] = []
    for theme, of_theme in groupby(items, key=lambda it: it[0].article.theme):
        blocks.append(heading(3, THEME_NAMES[theme], f"in-{theme}"))
        for year, of_year in groupby(of_theme, key=lambda it: it[0].article.year):
            quotes = [quoted(page, usage.catalogue, it, (concept.id,), weight) for it, weight in of_year]
            words = f"{year}年" if year else "日期不详"
            blocks.append(element("h4", words, element("span", f"{len(quotes)} 段", class_="aw-count")))
            blocks.append(folded(quotes, "aw-quotes", "段"))
    return blocks


def _best(page: Page, usage: Usage, concept: Concept) -> list[Html]:
    best = usage.best(concept.id, _BEST)
    if len(usage.passages(concept.id)) < _MANY or not best:
        return []
    items = [quoted(page, usage.catalogue, it, (concept.id,), weight) for it, weight in best]
    return [heading(3, "先读这几段", "best"), element("ul", *items, class_="aw-quotes")]


def concept_pages(usage: Usage, concept: Concept, unfolded: Sequence[Unfolding] = ()) -> list[Page]:
    """/concepts/<id>/ and, where many passages speak of it, /concepts/<id>/2/ and so on.

    Args:
        usage: how the collection speaks of all concepts.
        concept: the concept whose pages are made.
        unfolded: what the numbers of its name stand for, where the collection says so.
    """
    items = usage.passages(concept.id)
    last = max(1, -(-len(items) // _A_PAGE))
    base = f"concepts/{concept.id}/"
    pages = []
    for number in range(1, last + 1):
        file = f"concepts/{concept.id}.md" if number == 1 else f"{base}{number}.md"
        title = concept.name if number == 1 else f"{concept.name}（第 {number} 页）"
        page = Page(file, title, description=concept.definition)
        page.add(crumbs(page, ("概念", "concepts/")), heading(1, title, "top"))
        if number == 1:
            _introduction(page, usage, concept, unfolded)
            page.add(*_said(page, usage, concept), *_timeline(usage, concept), *_neighbours(page, usage, concept))
            page.add(*_central(page, usage, concept))
        count = f"{len(items)} 段，出自 {len(usage.catalogue.spread[concept.id])} 篇文章" if items else "尚无"
        page.add(heading(2, f"谈到它的段落（{count}）", "passages"))
        page.add(*(_best(page, usage, concept) if number == 1 else ()))
        page.add(
            *_passages(page, usage, concept, items[(number - 1) * _A_PAGE : number * _A_PAGE]),
            page_turner(page, base, number, last),
            _term(page, usage, concept) if number == 1 else None,
        )
        pages.append(page)
    return pages
