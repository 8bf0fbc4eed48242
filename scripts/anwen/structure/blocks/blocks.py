"""One document's lines as blocks: tables, header fields, headings with levels, items, paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from anwen.records import Block, Exclusion, Mark
from anwen.structure.blocks.drafts import Draft
from anwen.structure.blocks.headings import classify
from anwen.structure.blocks.levels import levels
from anwen.structure.lines.breaks import segments
from anwen.structure.lines.fields import fields
from anwen.structure.lines.page import Page, Span, fold
from anwen.structure.lines.titles import same_title

# A number or bullet and a tab are a list item, not a row.
_INDENT_TAB = re.compile(r"^(?:[（(]?[\d.]{1,6}[、.)）]?|[（(]?[一二三四五六七八九十]{1,3}[、)）]|[-•·●①-⑳])\t[^\t]*$")


def blocks(
    page: Page, lines: list[Span], title: str, marks: list[Mark], out: list[Exclusion], title_at: int = 0
) -> list[Block]:
    """The blocks of one document, in reading order; repeated lines are added to ``out``.

    What stands above the title (at ``title_at``) heads no section: a newspaper's first line, 沙汀经验引来全市取经.
    """
    tables, lines = _tables(page, _once(page, lines, title, out), [mark for mark in marks if mark.kind == "table"])
    headings = [mark for mark in marks if mark.kind == "heading"]
    parts = fields(page, _apart(page, lines, headings))
    drafts = [Draft("field", part.span, name=part.name) for part in parts if part.name]
    running = segments(page, [part.span for part in parts if not part.name])
    heads = _Cover(headings)
    marked = {at: heads.level(segment.span) for at, segment in enumerate(running) if heads.holds(segment.span)}
    listed = {mark.start for mark in marks if mark.kind == "item"}
    items = {at for at, segment in enumerate(running) if segment.span.start in listed}
    drafts = sorted([*tables, *drafts, *classify(page, running, marked, items)], key=lambda draft: draft.span)
    drafts = [
        Draft("paragraph", draft.span) if draft.kind == "heading" and draft.span.end <= title_at else draft
        for draft in drafts
    ]
    return [
        Block(
            draft.kind,
            draft.span.start,
            draft.span.end,
            page.text[draft.span.start : draft.span.end],
            level,
            draft.name,
        )
        for draft, level in zip(drafts, levels(drafts), strict=True)
    ]


class _Cover:
    """Marks that do not overlap, asked for the one that a span lies in."""

    def __init__(self, marks: list[Mark]) -> None:
        self._marks = marks
        self._starts = [mark.start for mark in marks]

    def holds(self, span: Span) -> bool:
        return self.of(span) >= 0

    def level(self, span: Span) -> int:
        """The level of the mark that a span lies in."""
        return self._marks[self.of(span)].level

    def of(self, span: Span) -> int:
        """The index of the mark, or -1."""
        at = bisect_right(self._starts, span.start) - 1
        return at if at >= 0 and span.end <= self._marks[at].end else -1


def _apart(page: Page, lines: list[Span], headings: list[Mark]) -> list[Span]:
    """The lines cut where the reader found a heading begin or end: repair may have joined it to the text below."""
    edges = sorted({edge for mark in headings for edge in (mark.start, mark.end)})
    apart: list[Span] = []
    for line in lines:
        inside = edges[bisect_right(edges, line.start) : bisect_left(edges, line.end)]
        parts = page.cut(line, *inside) if inside else [line]
        apart.extend(part._replace(head=True, tail=True) if inside else part for part in parts)
    return apart


def _once(page: Page, lines: list[Span], title: str, out: list[Exclusion]) -> list[Span]:
    """The lines without the title said again and without a paragraph said twice running."""
    kept: list[Span] = []
    title = fold(title)
    for line in lines:
        text = page.of(line)
        if len(text) <= 80 and line.head and line.tail and title and same_title(text, title):
            out.append(Exclusion("repeated-title", line.start, line.end))
        elif kept and len(text) >= 15 and "\t" not in page.text[line.start : line.end] and page.of(kept[-1]) == text:
            out.append(Exclusion("repeated-paragraph", line.start, line.end))
        else:
            kept.append(line)
    return kept


def _tables(page: Page, lines: list[Span], marks: list[Mark]) -> tuple[list[Draft], list[Span]]:
    """Tables told apart: what the reader marked, else two or more lines in a row with tabs in them."""
    cover = _Cover(marks)
    marked = [cover.of(line) for line in lines]
    rows = [mark >= 0 for mark in marked]
    for at, line in enumerate(lines):
        text = page.text[line.start : line.end]
        rows[at] = rows[at] or ("\t" in text and not _INDENT_TAB.match(text))
    tables: list[Draft] = []
    rest: list[Span] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and rows[end] and (end == at or _adjacent(page, lines[end - 1], lines[end])):
            if end > at and marked[end] != marked[at]:
                break  # another table begins
            end += 1
        if end - at >= 2 or (end > at and marked[at] >= 0):
            tables.append(Draft("table", Span(lines[at].start, lines[end - 1].end)))
            at = end
        else:
            rest.append(lines[at])
            at += 1
    return tables, rest


def _adjacent(page: Page, one: Span, other: Span) -> bool:
    """Whether nothing visible stands between two lines (furniture may have been taken out)."""
    return not page.text[one.end : other.start].strip()
