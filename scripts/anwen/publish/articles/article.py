"""The page of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from anwen.library import Article, Mention, Passage, Section
from anwen.notation import pin, pins, place_of, texts_of
from anwen.publish.articles.embed import oembed_file
from anwen.publish.articles.tombstones import gone_parts
from anwen.publish.articles.versions import versions_file
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.citing import Citing
from anwen.publish.parts.doubts import in_order, noted
from anwen.publish.parts.markup import Html, element, heading, join, numbered, text
from anwen.publish.parts.opening import excerpt, shorten
from anwen.publish.parts.page import Page, flat
from anwen.publish.parts.parts import chips, concept_chip, crumbs, theme_chip
from anwen.publish.parts.passage import passage_html
from anwen.publish.parts.words import day
from anwen.records import THEME_NAMES

# passages as (section, text, mentions) in reading order → for each the mentions to link
Chosen = Callable[[Iterable[tuple[str, str, tuple[Mention, ...]]]], tuple[tuple[Mention, ...], ...]]
_MAIN_CONCEPTS = 12
_CONTENTS = 3  # fewer sections than this are seen at a glance


def _web(address: str) -> bool:
    return address.startswith(("https://", "http://"))


def _external(address: str, words: str) -> Html:
    """A link to another site; anything but http(s) stays text."""
    if not _web(address):
        return text(words)
    return element("a", words, href=address, rel="noopener noreferrer nofollow external")


def _source(article: Article) -> Html | None:
    """Where the text was scraped, as far as it is known."""
    source = article.source
    words = source.publisher or ("原网页" if _web(source.url) else "")
    parts = [_external(source.url, words)] if words else []
    if source.retrieved:
        parts.append(text(f"{day(source.retrieved)}采集"))
    return join(parts, "，") if parts else None


def _rows(page: Page, catalogue: Catalogue, article: Article) -> list[tuple[str, Html | None]]:
    doubts = sum(len(passage.doubts) for passage in article.passages)
    to_doubts = element("a", f"{doubts} 处", href="#doubts")
    themes = [
        theme_chip(page, item.theme, "依据：" + "、".join(item.evidence) if item.evidence else None)
        for item in article.themes
    ] or [theme_chip(page, article.theme)]
    others = [element("li", shorten(place.title, 60) or place.file) for place in article.also_in]
    return [
        ("日期", text(day(article.date))),
        ("级别", text(article.level)),
        ("类型", text("" if article.kind == "其他" else article.kind)),
        ("行业", text(article.sector)),
        ("印发单位", text(article.issuer)),
        ("文号", text(article.number)),
        ("主题", join(themes, " ")),
        ("来源", _source(article)),
        ("原件", page.link(catalogue.original_address(article.source.file), article.source.file)),
        ("另见", element("ul", join(others)) if others else None),
        ("疑点", Html(to_doubts + text("（正文里标［疑］的地方，说明在文末）")) if doubts else None),
        ("权利", text(article.rights)),
        ("编号", element("code", article.id)),
    ]


def _card(page: Page, catalogue: Catalogue, article: Article, former: bool) -> Html:
    rows = [
        Html(element("dt", name) + element("dd", value)) for name, value in _rows(page, catalogue, article) if value
    ]
    address = f"{catalogue.library.site_url}{page.address}" if catalogue.library.site_url else ""
    return element(
        "dl",
        join(rows),
        id="anwen-article",
        class_="aw-meta",
        data_id=article.id,
        data_pin=pin(*texts_of(article, article.id)),
        data_title=flat(article.title),
        data_issuer=article.issuer or None,
        data_date=article.date or None,
        data_publisher=article.source.publisher or None,
        data_number=article.number or None,
        data_url=address or None,
        data_source=article.source.url if _web(article.source.url) else None,
        data_retrieved=article.source.retrieved or None,
        data_versions=page.to(versions_file(article.id)) if former else None,
    )


def every_mention(passages: Iterable[tuple[str, str, tuple[Mention, ...]]]) -> tuple[tuple[Mention, ...], ...]:
    """Link whatever is named: for a caller that makes no choice."""
    return tuple(mentions for _, _, mentions in passages)


class _Body:
    """Walks the body once; ``chosen`` says which mentions become links."""

    def __init__(self, page: Page, catalogue: Catalogue, article: Article, chosen: Chosen) -> None:
        self.page = page
        self.catalogue = catalogue
        self.pins = pins(article)
        known = (
            (it.section, it.text, tuple(mention for mention in it.mentions if mention.concept in catalogue.concepts))
            for it in article.passages
        )
        self.mentions = dict(zip((it.id for it in article.passages), chosen(known), strict=True))
        self.doubts = 0  # so far

    def section(self, section: Section, article: Article) -> list[Html]:
        pin = self.pins[section.id]
        anchor = place_of(section.id)
        blocks = [
            heading(section.level + 1, numbered(flat(section.heading)), anchor, data_section=section.id, data_pin=pin)
        ]
        marked = [
            theme_chip(self.page, item.theme, "依据：" + "、".join(item.evidence) if item.evidence else None)
            for item in section.themes
        ]
        # a section that has just the article's own theme needs no chip
        if marked and [item.theme for item in section.themes] != [article.theme]:
            blocks.append(element("p", join(marked, " "), class_="aw-chips aw-chips--section"))
        return blocks

    def linked(self, mention: Mention, words: Html) -> Html:
        concept = self.catalogue.concepts[mention.concept]
        note = shorten(concept.definition, 100)
        address = f"concepts/{concept.id}/"
        return self.page.link(address, words, class_="aw-concept", data_concept=concept.name, title=note)

    def passage(self, passage: Passage) -> Html:
        first = self.doubts + 1
        self.doubts += len(passage.doubts)
        return passage_html(passage, self.mentions[passage.id], self.linked, self.pins[passage.id], first)


def _contents(article: Article) -> Html | None:
    """A folded table of contents for narrow screens, where the theme shows none for a page outside the navigation."""
    top = [section for section in article.sections if section.level <= 2]
    if len(top) < _CONTENTS:
        return None
    links = [
        element(
            "li",
            element("a", numbered(section.heading), href=f"#{place_of(section.id)}"),
            class_=f"aw-toc__{section.level}",
        )
        for section in top
    ]
    return element("details", element("summary", "本文目录"), element("ul", join(links)), class_="aw-fold aw-toc")


def _body(page: Page, catalogue: Catalogue, article: Article, chosen: Chosen) -> list[Html]:
    body = _Body(page, catalogue, article, chosen)
    blocks: list[Html] = []
    fields: list[Html] = []
    for part in article.body:
        if fields and not (isinstance(part, Passage) and part.kind == "field"):
            blocks.append(element("div", join(fields), class_="aw-fields"))
            fields = []
        if isinstance(part, Section):
            blocks += body.section(part, article)
        elif part.kind == "field":
            fields.append(body.passage(part))
        else:
            blocks.append(body.passage(part))
    if fields:
        blocks.append(element("div", join(fields), class_="aw-fields"))
    return blocks


def _doubts(article: Article) -> list[Html]:
    """The notes of the places in doubt, numbered as in the text."""
    places = [(passage, doubt) for passage in article.passages for doubt in in_order(passage)]
    notes = [noted(number, *place) for number, place in enumerate(places, 1)]
    if not notes:
        return []
    lead = element("p", "清洗时拿不准的地方，请对照原件。", class_="aw-note")
    return [heading(2, "疑点", "doubts"), lead, element("ol", join(notes), class_="aw-notes")]


def _after(page: Page, catalogue: Catalogue, article: Article, citation: str) -> list[Html | None]:
    """What follows the text: how to cite it, its record, its neighbours."""
    counts = catalogue.concepts_of(article)
    main = sorted(counts, key=lambda concept: (-counts[concept], concept))[:_MAIN_CONCEPTS]
    concepts = chips([concept_chip(page, catalogue.concepts[concept], counts[concept]) for concept in main])
    blocks: list[Html | None] = [
        heading(2, "引用与核对", "cite"),
        element("p", citation, class_="aw-reference", id="reference") if citation else None,
        element("p", page.link(f"a/{article.id}/record/", "原文与清洗记录"), "：逐处对照原件，看清洗改了什么。"),
    ]
    if concepts:
        blocks += [heading(2, "本文概念", "concepts"), concepts]
    related = [
        element(
            "li",
            page.link(f"a/{other.id}/", catalogue.named(other)),
            element("span", "共同概念：" + "、".join(it.name for it in shared[:4]), class_="aw-facts"),
        )
        for other, shared in catalogue.related(article)
    ]
    if related:
        blocks += [heading(2, "相关文章", "related"), element("ul", join(related), class_="aw-related")]
    blocks.append(_neighbours(page, catalogue, article))
    return blocks


def _neighbours(page: Page, catalogue: Catalogue, article: Article) -> Html | None:
    before, after = catalogue.neighbours(article)
    theme = THEME_NAMES[article.theme]
    links = [
        page.link(f"a/{other.id}/", element("small", f"{words}（{theme}）"), catalogue.named(other, 40), rel=rel)
        for other, words, rel in ((before, "上一篇", "prev"), (after, "下一篇", "next"))
        if other
    ]
    return element("nav", join(links), class_="aw-neighbours", aria_label="同主题的前后文章") if links else None


def article_page(
    catalogue: Catalogue, article: Article, citing: Citing, chosen: Chosen = every_mention, *, former: bool = False
) -> Page:
    """The page at /a/<id>/; ``former`` says that parts of it had other words, which the versions' file has."""
    title = flat(article.title) or article.id
    page = Page(f"a/{article.id}.md", title, description=excerpt(article))
    page.citation = [*citing.meta(article), ("citation_abstract", page.description)]
    page.schema = citing.schema(article)
    if catalogue.library.site_url:
        page.oembed = catalogue.library.site_url + oembed_file(article.id)
    page.add(
        crumbs(page, ("主题", "themes/"), (THEME_NAMES[article.theme], f"themes/{article.theme}/")),
        heading(1, title, "top"),
        _card(page, catalogue, article, former),
        _contents(article),
        *_body(page, catalogue, article, chosen),
        element("p", "原件到此中断，后面的内容在采集到的网页里已经缺失。", class_="aw-notice")
        if article.cut_off
        else None,
        *_doubts(article),
        *_after(page, catalogue, article, citing.reference(article)),
        *gone_parts(page, catalogue, article.id),
    )
    return page
