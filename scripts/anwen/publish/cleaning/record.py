"""The page that shows an article's part of its original with everything cleaning did to it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest

from msgspec import Struct

from anwen.library import Article
from anwen.notation import article_of, place_of
from anwen.publish.cleaning.trace import Changed, Kept, Trace
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.markup import Html, element, heading, join, text
from anwen.publish.parts.opening import shorten
from anwen.publish.parts.page import Page, flat
from anwen.publish.parts.parts import crumbs, table
from anwen.publish.parts.words import Label, edit_label, exclusion_label
from anwen.records import THEME_NAMES, Piece

# A screenful or two; a record of 40,000 characters opens folded, so that a phone can scroll it.
_FOLD = 3000
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def _visible(value: str, removed: bool) -> Html:
    """Removed line ends are shown as a sign; everything else as it is."""
    if not removed or "\n" not in value:
        return text(value)
    sign = element("span", "↵", class_="aw-newline", aria_hidden="true")
    return join([text(line) for line in value.split("\n")], sign)


class _Rules(Struct, frozen=True):
    """How often each rule was applied and how many characters each left out, the most first, with a number for each."""

    edits: dict[str, int]
    left_out: dict[str, int]
    numbers: dict[tuple[str, str], str]  # (what it did, rule) → its number in the tables

    def sign(self, did: str, rule: str) -> str | None:
        """The number that stands in the text; none where there is only one rule that it can be."""
        return self.numbers[did, rule] if len(self.edits if did == "edit" else self.left_out) > 1 else None


def _rules(parts: list[Kept | Changed]) -> _Rules:
    edits = Counter(part.edit.rule for part in parts if isinstance(part, Changed))
    left_out: Counter[str] = Counter()
    for part in parts:
        if part.dropped:
            left_out[part.dropped] += _size(part)
    rules = [("edit", rule) for rule, _ in _ranked(edits)] + [("left out", rule) for rule, _ in _ranked(left_out)]
    numbers = {rule: str(number) for number, rule in enumerate(rules, 1)}
    return _Rules(dict(_ranked(edits)), dict(_ranked(left_out)), numbers)


def _edit(part: Changed, rules: _Rules) -> Html:
    edit, title = part.edit, edit_label(part.edit.rule).label
    sign = rules.sign("edit", edit.rule)
    before, after = edit.before, edit.after
    done: list[Html] = []
    if before:
        done.append(element("del", _visible(before, True), title=title, data_n=None if after else sign))
    if after:
        done.append(element("ins", after, title=title, data_n=sign))
    return join(done)


def _part(part: Kept | Changed, rules: _Rules, following: Kept | Changed | None = None) -> Html:
    """A part as it is shown; what is left out in several parts has its number behind the last of them."""
    shown = _edit(part, rules) if isinstance(part, Changed) else text(part.text)
    if not part.dropped:
        return shown
    goes_on = following is not None and following.dropped == part.dropped
    sign = None if goes_on else rules.sign("left out", part.dropped)
    title = f"未收录：{exclusion_label(part.dropped).label}"
    return element("s", shown, class_="aw-left-out", title=title, data_n=sign)


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


def _shown(parts: list[Kept | Changed], rules: _Rules) -> list[Html]:
    folds = _folds(parts)
    blocks = []
    for number, fold in enumerate(folds):
        shown = [_part(part, rules, following) for part, following in zip_longest(fold, fold[1:])]
        body = element("div", join(shown), class_="aw-original", translate="no")
        if len(folds) == 1:
            blocks.append(body)
        else:
            summary = element("summary", f"第 {number + 1} 部分，共 {len(folds)} 部分：{_first_words(fold)}")
            blocks.append(element("details", summary, body, class_="aw-fold", open=number == 0))
    return blocks


def _tables(rules: _Rules) -> list[Html]:
    blocks: list[Html] = []
    if rules.edits:
        rows = [(rules.numbers["edit", it], edit_label(it), n) for it, n in rules.edits.items()]
        blocks += [heading(2, "改动", "edits"), _table("处数", rows)]
    if rules.left_out:
        rows = [(rules.numbers["left out", it], exclusion_label(it), n) for it, n in rules.left_out.items()]
        blocks += [heading(2, "未收录的内容", "left-out"), _table("字数", rows)]
    return blocks


def _table(unit: str, rows: list[tuple[str, Label, int]]) -> Html:
    cells = [(number, label.label, str(count), label.note) for number, label, count in rows]
    return table(("编号", "规则", unit, "说明"), cells)


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
            words = f"{catalogue.named(home, 24)}（{place_of(other)}）"
            links.append(page.link(f"a/{home.id}/#{place_of(other)}", words))
        more = f" 等 {len(others)} 处" if len(others) > _NAMED else ""
        rows.append(
            element(
                "li",
                page.link(f"a/{article.id}/#{place_of(passage.id)}", shorten(passage.text, 30)),
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
            "的是未收录的网页附加内容；后面的小数字是下面表里规则的编号，表里只有一条规则的不标。",
        ),
    )
    if not any(isinstance(part, Changed) or part.dropped for part in parts):
        page.add(element("p", "本文与原件完全相同，清洗没有改动。", class_="aw-notice"))
    rules = _rules(parts)
    page.add(*_tables(rules), *_repeats(page, catalogue, article))
    page.add(heading(2, "原文对照", "original"), *_shown(parts, rules))
    return page
