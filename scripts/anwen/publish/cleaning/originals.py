"""The page of an original: where it came from, and what became of each document in it."""

from __future__ import annotations

from anwen.library import ManifestEntry
from anwen.publish.cleaning.findings import Findings
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.markup import Html, element, heading, join
from anwen.publish.parts.opening import shorten
from anwen.publish.parts.page import Page
from anwen.publish.parts.parts import crumbs
from anwen.publish.parts.words import Label, day, words


def _facts(page: Page, catalogue: Catalogue, findings: Findings, entry: ManifestEntry) -> Html:
    found = findings.originals.get(entry.file)
    newer, older = catalogue.successor.get(entry.file), catalogue.originals.get(entry.supersedes)
    counts = ""
    if found:
        counts = f"{found.characters} 字，拆成 {found.pieces} 篇，改动 {found.edits} 处，未收录 {found.left_out} 字"
    rows: list[tuple[str, str]] = [
        ("概况", counts),
        ("网页标题", entry.title),
        ("发布网站", entry.publisher),
        ("网址", entry.url),
        ("发布日期", day(entry.published)),
        ("上传日期", day(entry.uploaded)),
        ("网站编号", entry.document),
        ("采集日期", day(entry.retrieved)),
        ("权利", entry.rights),
        ("取代", page.link(catalogue.original_address(older.file), older.file) if older else ""),
        ("已被取代", page.link(catalogue.original_address(newer.file), newer.file) if newer else ""),
        ("校验值", element("code", entry.sha256)),
    ]
    shown = [Html(element("dt", name) + element("dd", value)) for name, value in rows if value]
    return element("dl", join(shown), class_="aw-meta")


def original_page(catalogue: Catalogue, findings: Findings, entry: ManifestEntry) -> Page:
    """/report/<the first characters of the original's checksum>/."""
    file = catalogue.original_address(entry.file).rstrip("/")
    page = Page(f"{file}.md", f"原件 {entry.file}", hide_toc=True, noindex=True)
    page.add(
        crumbs(page, ("清洗报告", "report/")),
        heading(1, page.title, "top"),
        _facts(page, catalogue, findings, entry),
    )
    articles = [
        element("li", page.link(f"a/{it.id}/", catalogue.named(it)), element("span", it.id, class_="aw-facts"))
        for it in catalogue.from_file[entry.file]
    ]
    if articles:
        title = f"由它整理出的文章（{len(articles)} 篇）"
        page.add(heading(2, title, "articles"), element("ul", join(articles), class_="aw-related"))
    aside = [
        element(
            "li",
            shorten(it.title, 60) or "（无标题）",
            element("span", words().reasons.get(it.reason, Label(it.reason)).label, class_="aw-facts"),
        )
        for it in catalogue.set_aside_from[entry.file]
    ]
    if aside:
        title = f"没有单独发布的（{len(aside)} 篇）"
        page.add(heading(2, title, "set-aside"), element("ul", join(aside), class_="aw-related"))
    return page
