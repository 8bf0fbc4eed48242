"""The page that shows an article's part of its original with everything cleaning did to it."""

from __future__ import annotations

import re
from collections import Counter

from anwen.notation import article_of
from anwen.publish.cleaning.trace import Changed, Kept, Trace
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.markup import Html, element, heading, join, text
from anwen.publish.parts.opening import shorten
from anwen.publish.parts.page import Page, flat
from anwen.publish.parts.parts import crumbs
from anwen.publish.parts.passage import local
from anwen.publish.parts.words import edit_label, exclusion_label
from anwen.records import THEME_NAMES, Article, Piece

# A screenful or two; a record of 40,000 characters opens folded, so that a phone can scroll it.
_FOLD = 3000
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def _visible(value: str, removed: bool) -> Html:
    """Removed line ends are shown as a sign; everything else as it is."""
    if not removed or "\n" not in value:
        return text(value)
    sign = element("span", "↵", class_="aw-newline", aria_hidden="true")
    return join([text(line) for line in value.split("\n")], sign)


def _edit(part: Changed) -> Html:
    edit, label = part.edit, edit_label(part.edit.rule)
    title = label.label
    done: list[Html] = []
    if edit.before:
        done.append(element("del", _visible(edit.before, True), title=title))
    if edit.after:
        done.append(element("ins", edit.after, title=title))
    return join(done)


def _part(part: Kept | Changed) -> Html:
    shown = _edit(part) if isinstance(part, Changed) else text(part.text)
    if not part.dropped:
        return shown
    label = exclusion_label(part.dropped)
    return element("s", shown, class_="aw-left-out", title=f"未收录：{label.label}")


def _size(part: Kept | Changed) -> int:
    return len(part.text if isinstance(part, Kept) else part.edit.before)


def _folds(parts: list[Kept | Changed]) -> list[list[Kept | Changed]]:
    """The parts in runs of about `_FOLD` characters, cut after line ends that were kept."""
    folds: list[list[Kept | Changed]] = [[]]
    size = 0
    for part in parts:
        if isinstance(part, Kept):
            for line in _LINES.findall(part.text):
                folds[-1].append(Kept(line, part.dropped))
                size += len(line)
                if size >= _FOLD and line.endswith("\n"):
                    folds.append([])
                    size = 0
        else:
            folds[-1].append(part)
            size += _size(part)
    return [fold for fold in folds if fold]


def _first_words(fold: list[Kept | Changed]) -> str:
    found = "".join(part.text if isinstance(part, Kept) else part.edit.after for part in fold[:40])
    return shorten(found, 24) or "（空白）"


def _shown(parts: list[Kept | Changed]) -> list[Html]:
    folds = _folds(parts)
    blocks = []
    for number, fold in enumerate(folds):
        body = element("div", join([_part(part) for part in fold]), class_="aw-original", translate="no")
        if len(folds) == 1:
            blocks.append(body)
        else:
            summary = element("summary", f"第 {number + 1} 部分，共 {len(folds)} 部分：{_first_words(fold)}")
            blocks.append(element("details", summary, body, class_="aw-fold", open=number == 0))
    return blocks


def _table(head: tuple[str, str, str], rows: list[tuple[str, str, str]]) -> Html:
    body = [
        element("tr", element("td", name), element("td", n, class_="aw-number"), element("td", note))
        for name, n, note in rows
    ]
    top = element("tr", *[element("th", cell, scope="col") for cell in head])
    return element("table", element("thead", top), element("tbody", join(body)), class_="aw-rules")


def _counts(parts: list[Kept | Changed]) -> list[Html]:
    edits = Counter(part.edit.rule for part in parts if isinstance(part, Changed))
    left_out: Counter[str] = Counter()
    for part in parts:
        if part.dropped:
            left_out[part.dropped] += _size(part)
    blocks: list[Html] = []
    if edits:
        rows = [(edit_label(rule).label, str(n), edit_label(rule).note) for rule, n in _ranked(edits)]
        blocks += [heading(2, "改动", "edits"), _table(("规则", "处数", "说明"), rows)]
    if left_out:
        named = [(exclusion_label(rule), n) for rule, n in _ranked(left_out)]
        rows = [(label.label, str(n), label.note) for label, n in named]
        blocks += [heading(2, "未收录的内容", "left-out"), _table(("规则", "字数", "说明"), rows)]
    return blocks


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


_NAMED = 5  # other places of a passage; all are in /data/report.json


def _repeats(page: Page, catalogue: Catalogue, article: Article) -> list[Html]:
    """Which passages stand in other articles too, and where."""
    rows = []
    for passage in article.passages:
        others = catalogue.library.repeats.get(passage.id, ())
        if not others:
            continue
        links: list[Html] = []
        for other in others[:_NAMED]:
            home = catalogue.articles[article_of(other)]
            words = f"{catalogue.named(home, 24)}（{local(other)}）"
            links.append(page.link(f"a/{home.id}/#{local(other)}", words))
        more = f" 等 {len(others)} 处" if len(others) > _NAMED else ""
        rows.append(
            element(
                "li",
                page.link(f"a/{article.id}/#{local(passage.id)}", shorten(passage.text, 30)),
                " 本段又见于：",
                join(links, "；"),
                more,
            )
        )
    return [heading(2, "与其他文章重复的段落", "repeats"), element("ul", join(rows))] if rows else []


def record_page(catalogue: Catalogue, article: Article, trace: Trace, piece: Piece) -> Page:
    """The page at /a/<id>/record/."""
    title = flat(article.title) or article.id
    page = Page(f"a/{article.id}/record.md", f"原文与清洗记录：{title}", noindex=True)
    start, end = trace.span(piece)
    parts = list(trace.parts(start, end))
    theme = (THEME_NAMES[article.theme], f"themes/{article.theme}/")
    file = article.source.file
    page.add(
        crumbs(page, ("主题", "themes/"), theme, (shorten(title, 24), f"a/{article.id}/")),
        heading(1, page.title, "top"),
        element(
            "p",
            "下面是本文在原件 ",
            page.link(catalogue.original_address(file), file),
            " 里的那一部分，一字不少。",
            element("del", "划去并加红底"),
            "的是清洗删去的，",
            element("ins", "加绿底"),
            "的是清洗写上的，",
            element("s", "灰色划线", class_="aw-left-out"),
            "的是未收录的网页附加内容；指向任何一处可以看到规则名称。",
        ),
    )
    if not any(isinstance(part, Changed) or part.dropped for part in parts):
        page.add(element("p", "本文与原件完全相同，清洗没有改动。", class_="aw-notice"))
    page.add(*_counts(parts), *_repeats(page, catalogue, article), heading(2, "原文对照", "original"), *_shown(parts))
    return page
