"""The cleaning report: what came in, what was left out and why, what was changed, what is in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from anwen.library import Article, Passage, SetAside
from anwen.notation import article_of, place_of
from anwen.publish.cleaning.findings import Findings, Tally, ranked
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.doubts import in_context, in_order, readings
from anwen.publish.parts.markup import Html, element, heading, join
from anwen.publish.parts.opening import shorten
from anwen.publish.parts.page import Page
from anwen.publish.parts.parts import table
from anwen.publish.parts.words import Label, doubt_label, edit_label, exclusion_label, words
from anwen.records import Doubt

_ROWS = 200  # of a table on the page; everything is in /data/report.json


def doubts(catalogue: Catalogue) -> Iterator[tuple[Article, Passage, Doubt]]:
    """Every doubt in a published passage, in the order of the identifiers."""
    for article in catalogue.library.articles:
        for passage in article.passages:
            for doubt in in_order(passage):
                yield article, passage, doubt


def _summary(catalogue: Catalogue, findings: Findings) -> Html:
    library = catalogue.library
    facts = [
        ("原件", f"{len(library.originals)} 份"),
        ("文章", f"{len(library.articles)} 篇"),
        ("未单独发布", f"{len(library.set_aside)} 篇"),
        ("改动", f"{sum(tally.count for tally in findings.edits.values())} 处"),
        ("未收录", f"{sum(tally.characters for tally in findings.exclusions.values())} 字"),
        ("疑点", f"{sum(1 for _ in doubts(catalogue))} 处"),
    ]
    if library.repeats:
        facts.append(("重复的段落", f"{len(library.repeats)} 段"))
    rows = [element("div", element("dt", name), element("dd", value)) for name, value in facts]
    return element("dl", join(rows), class_="aw-numbers")


def _originals(page: Page, catalogue: Catalogue) -> list[Html]:
    """A row an original; each has a page of its own."""
    entries = catalogue.library.originals
    rows = [
        (
            page.link(catalogue.original_address(it.file), it.file),
            shorten(it.title, 40),
            it.publisher,
            str(len(catalogue.from_file[it.file])),
        )
        for it in entries[:_ROWS]
    ]
    return [table(("原件", "网页标题", "发布网站", "文章数"), rows), *_more(len(entries))]


def _more(total: int) -> list[Html]:
    words = f"这里列出前 {_ROWS} 行，全部 {total} 行见数据文件 report.json。"
    return [element("p", words, class_="aw-note")] if total > _ROWS else []


def _set_aside(page: Page, catalogue: Catalogue, reason: str, items: list[SetAside]) -> list[Html]:
    label = words().reasons.get(reason, Label(reason))
    rows = []
    for item in items[:_ROWS]:
        article = catalogue.articles.get(item.article)
        kept: str = page.link(f"a/{article.id}/", catalogue.named(article)) if article else ""
        evidence = "、".join(item.evidence)
        why = " ".join(part for part in (item.detail, f"依据：{evidence}" if evidence else "") if part)
        rows.append((shorten(item.title, 60) or "（无标题）", f"{item.file} 第 {item.piece} 篇", why, kept))
    return [
        heading(3, f"{label.label}（{len(items)} 篇）", f"aside-{reason}"),
        element("p", label.note, class_="aw-note"),
        table(("标题", "出处", "理由", "收录于"), rows),
        *_more(len(items)),
    ]


def _tallies(tallies: dict[str, Tally], *, edits: bool) -> Html:
    rows = []
    for rule, tally in ranked(tallies):
        label = edit_label(rule) if edits else exclusion_label(rule)
        examples = join([element("q", it, class_="aw-example") for it in tally.examples], " ")
        rows.append((label.label, str(tally.count), str(tally.characters), label.note, examples))
    return table(("规则", "次数", "字数", "说明", "例子"), rows)


def _doubt_rows(page: Page, catalogue: Catalogue) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for article, passage, doubt in islice(doubts(catalogue), _ROWS):
        link = page.link(f"a/{article.id}/#{place_of(passage.id)}", passage.id)
        rows.append((link, in_context(passage, doubt), doubt_label(doubt.reason).label, readings(passage, doubt)))
    return rows


def _repeat_rows(page: Page, catalogue: Catalogue) -> list[tuple[str, ...]]:
    """A row a group of passages that repeat each other: the first of them, its words, and the others."""
    rows: list[tuple[str, ...]] = []
    words = {passage.id: passage.text for article in catalogue.library.articles for passage in article.passages}
    seen: set[str] = set()
    for name, others in catalogue.library.repeats.items():
        if name in seen or len(rows) == _ROWS:
            continue
        seen.update((name, *others))
        links = [page.link(f"a/{article_of(it)}/#{place_of(it)}", it) for it in (name, *others)]
        rows.append((links[0], shorten(words[name], 40), join(links[1:], "、")))
    return rows


def report_page(catalogue: Catalogue, findings: Findings) -> Page:
    """/report/."""
    page = Page("report/index.md", "清洗报告", description="收了什么，没收什么，为什么；清洗改了什么；哪里还有疑点。")
    page.add(
        heading(1, "清洗报告", "top"),
        element(
            "p",
            "原件里的每一个字，要么在文章里，要么在一处有名称的改动里，要么在一处有名称的未收录内容里。这里是总账；"
            "每篇文章另有自己的“原文与清洗记录”。",
            class_="aw-lead",
        ),
        _summary(catalogue, findings),
        heading(2, "原件", "originals"),
        *_originals(page, catalogue),
    )
    reasons = sorted({item.reason for item in catalogue.library.set_aside})
    page.add(heading(2, "没有单独发布的文章", "set-aside") if reasons else None)
    for reason in reasons:
        page.add(
            *_set_aside(page, catalogue, reason, [it for it in catalogue.library.set_aside if it.reason == reason])
        )
    if findings.exclusions:
        page.add(heading(2, "未收录的网页附加内容", "exclusions"), _tallies(findings.exclusions, edits=False))
    if findings.edits:
        page.add(heading(2, "改动", "edits"), _tallies(findings.edits, edits=True))
    rows = _doubt_rows(page, catalogue)
    if rows:
        total = sum(1 for _ in doubts(catalogue))
        page.add(
            heading(2, f"疑点（{total} 处）", "doubts"),
            element("p", "程序拿不准的地方，正文里加了底色，请对照原件。", class_="aw-note"),
            table(("段落", "原文", "原因", "可能的读法"), rows),
            *_more(total),
        )
    repeated = _repeat_rows(page, catalogue)
    if repeated:
        page.add(
            heading(2, f"在多篇文章里重复的段落（{len(catalogue.library.repeats)} 段）", "repeats"),
            element("p", "相同或几乎相同的段落，出现在不同的文章里；各篇都照原样保留。", class_="aw-note"),
            table(("段落", "开头", "又见于"), repeated),
        )
    return page
