"""A course as a handout for those who take it (.docx): everything but the speaker's notes, answers at the end."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from anwen.course.packing import noon, repacked
from anwen.course.paper import BODY, ENTRY, ITEM, PIN, QUOTE, SOURCE, paper
from anwen.course.prepared import Prepared, Run
from anwen.course.qr import qr_png
from anwen.course.records import Block, Question, Topic
from anwen.course.titles import (
    ANSWERS,
    CODES,
    GOALS,
    HINTS,
    LOCATORS,
    PLAN,
    REFERENCES,
    chinese_day,
    facts,
    schedule,
)
from anwen.course.word import Numbering, bookmarked, cell_borders, field, hyperlink, linked_to, picture, repeated, whole

_CODE = Mm(24)
_GRID = 5
_SMALL_CODE = Mm(22)
_WHOLE = 360  # characters: a quote up to half a page is not torn apart


def handout(course: Prepared, template: bytes = b"", where: str = "") -> bytes:
    """The handout of a course, the same bytes for the same course.

    Args:
        course: the course with its citations looked up.
        template: an organisation's .docx.
        where: the template's name in messages.

    Raises:
        AnwenError: the template cannot be used.
    """
    document = paper(template, where)
    writer = _Writer(document, course, own=not template)
    writer.write()
    head, known = course.course.head, document.core_properties
    known.title, known.author, known.last_modified_by = head.title, head.author, head.author
    known.subject, known.keywords, known.comments = head.subtitle, "；".join(head.keywords), ""
    known.category, known.language, known.revision = "培训讲义", "zh-CN", 1
    known.created = known.modified = noon(head.date)
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


class _Writer:
    def __init__(self, document: Any, course: Prepared, *, own: bool) -> None:
        self.document, self.course, self.own = document, course, own
        self.numbering = Numbering(document)
        section = document.sections[-1]
        self.width = section.page_width - section.left_margin - section.right_margin

    def write(self) -> None:
        course = self.course.course
        head = course.head
        self.document.add_paragraph(head.title, style="Title")
        lines = [*([head.subtitle] if head.subtitle else []), facts(head), f"{head.author}　{chinese_day(head.date)}"]
        for line in lines:
            self.document.add_paragraph(line)
        self._edges()
        self._heading(GOALS, 1)
        self._list([(Run(goal),) for goal in head.goals], "decimal")
        self._heading(PLAN, 1)
        self._schedule()
        for part in course.parts:
            self._heading(f"{part.title.text}（{part.minutes} 分钟）", 1)
            for topic in part.topics:
                self._topic(topic)
            self._questions(part.questions)
        self._hints([topic for part in course.parts for topic in part.topics if topic.hints])
        self._answers(course.questions)
        self._references()

    # --- the text ---

    def _heading(self, text: str, level: int) -> None:
        self.document.add_paragraph(text, style=f"Heading {level}")

    def _add(self, runs: Iterable[Run], style: str, into: Any = None) -> Any:
        paragraph = (into or self.document).add_paragraph(style=style)
        for run in runs:
            self._run(paragraph, run)
        return paragraph

    def _run(self, paragraph: Any, run: Run) -> None:
        if run.cites:  # leads to the entry in the list of references
            linked_to(paragraph, run.text, f"ref{self.course.number(run.cites)}")
        else:
            made = paragraph.add_run(run.text)
            made.bold = True if run.bold else None

    def _list(self, items: Sequence[Sequence[Run]], form: str) -> None:
        number = self.numbering.add(form)
        for runs in items:
            self.numbering.apply(self._add(runs, ITEM), number)

    def _topic(self, topic: Topic) -> None:
        title = "".join(run.text for run in self.course.runs(topic.title) if not run.cites)
        self._heading(f"讨论：{title}" if topic.discussion else title, 2)
        for block in topic.blocks:
            self._block(block)
        if topic.discussion:
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
            self._lines(3)

    def _block(self, block: Block) -> None:
        if block.kind == "quote":
            self._quote(block)
        elif block.kind == "paragraph":
            self._add(self.course.runs(block.words[0]), BODY)
        else:
            form = "bullet" if block.kind == "bullets" else "decimal"
            self._list([self.course.runs(words) for words in block.words], form)

    def _lines(self, count: int) -> None:
        """Lines to write on."""
        table = self.document.add_table(rows=count, cols=1)
        for row in table.rows:
            row.height = Mm(9)
            cell_borders(row.cells[0], bottom=True)
        self._space()

    def _space(self) -> None:
        """Word joins tables that follow each other: a low paragraph keeps them apart."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(6)

    def _quote(self, block: Block) -> None:
        """The words with a bar at their left, and beside them the code that leads to them."""
        quoted = self.course.quoted(block)
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        words, code = table.rows[0].cells
        self._widths(table, [self.width - _CODE - Mm(6), _CODE + Mm(6)])
        if sum(map(len, quoted.paragraphs)) < _WHOLE:
            whole(table.rows[0])
        cell_borders(words, left=True)
        words.paragraphs[0].style = QUOTE
        for at, text in enumerate(quoted.paragraphs):
            paragraph = words.paragraphs[0] if at == 0 else words.add_paragraph(style=QUOTE)
            paragraph.add_run(text)
        source = words.add_paragraph(style=SOURCE)
        source.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        source.add_run(f"——《{quoted.title}》")
        linked_to(source, quoted.label, f"ref{self.course.number(quoted.id)}")
        self._code(code, quoted.id)
        self._space()

    def _code(self, cell: Any, name: str, side: Any = _CODE) -> None:
        address, label = self.course.address(name), self.course.label(name)
        paragraph = cell.paragraphs[0]
        paragraph.style, paragraph.alignment = SOURCE, WD_ALIGN_PARAGRAPH.CENTER
        picture(paragraph, qr_png(address), side, f"二维码，扫码打开原文：{label} {address}", f"二维码 {name}")
        below = cell.add_paragraph(style=SOURCE)
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        below.add_run(label)
        below = cell.add_paragraph(style=PIN)
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if self.course.site_url:
            hyperlink(below, self.course.pinned(name), address)
        else:
            below.add_run(self.course.pinned(name))

    def _widths(self, table: Any, widths: Sequence[int]) -> None:
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width

    def _schedule(self) -> None:
        rows = list(schedule(self.course.course))
        table = self.document.add_table(rows=0, cols=3)
        table.autofit = False
        for at, texts in enumerate(rows):
            row = table.add_row()
            for cell, text in zip(row.cells, texts, strict=True):
                cell_borders(cell, top=True, bottom=True, left=True, right=True)
                run = cell.paragraphs[0].add_run(text)
                run.bold = True if at == 0 else None
        repeated(table.rows[0])
        self._widths(table, [int(self.width * share) for share in (0.56, 0.18, 0.26)])

    # --- the quiz and what is set apart ---

    def _questions(self, questions: Sequence[Question]) -> None:
        if not questions:
            return
        number = self.numbering.add("quiz")
        for question in questions:
            stem = [*self.course.runs(question.stem), *([Run("（多选）")] if question.several else [])]
            paragraph = self._add(stem, ITEM)
            paragraph.paragraph_format.keep_with_next = True
            self.numbering.apply(paragraph, number)
            for at, option in enumerate(question.options, 1):
                paragraph = self._add(self.course.runs(option), ITEM)
                paragraph.paragraph_format.keep_with_next = at < len(question.options)
                self.numbering.apply(paragraph, number, 1)

    def _hints(self, topics: Sequence[Topic]) -> None:
        if not topics:
            return
        self._heading(HINTS, 1)
        for topic in topics:
            self._heading("".join(run.text for run in self.course.runs(topic.title) if not run.cites), 2)
            self._list([self.course.runs(words) for words in topic.hints], "bullet")

    def _answers(self, questions: Sequence[Question]) -> None:
        if not questions:
            return
        self._heading(ANSWERS, 1)
        self.document.paragraphs[-1].paragraph_format.page_break_before = True
        items = [(Run(f"{it.answer}　", bold=True), *self.course.runs(it.reason)) for it in questions]
        self._list(items, "decimal")

    def _references(self) -> None:
        if not self.course.references:
            return
        self._heading(REFERENCES, 1)
        for item in self.course.references:
            paragraph = self.document.add_paragraph(style=ENTRY)
            bookmarked(paragraph, f"[{item.number}]\t", f"ref{item.number}", item.number)
            paragraph.add_run(item.text)
        self._add([Run(LOCATORS)], SOURCE)
        names = [name for item in self.course.references for name in item.parts]
        self._heading(CODES, 1)
        table = self.document.add_table(rows=0, cols=_GRID)
        table.autofit = False
        for at in range(0, len(names), _GRID):
            row = table.add_row()
            whole(row)
            for cell, name in zip(row.cells, names[at : at + _GRID], strict=False):
                self._code(cell, name, _SMALL_CODE)
        self._widths(table, [self.width // _GRID] * _GRID)
        self._space()

    def _edges(self) -> None:
        """The title above and the page's number below every page; a template's own are left alone."""
        section = self.document.sections[-1]
        if self.own:
            header = section.header.paragraphs[0]
            header.alignment = WD_ALIGN_PARAGRAPH.CENTER
            header.add_run(self.course.course.head.title)
        footer = section.footer.paragraphs[0]
        if self.own or not any(paragraph.text.strip() for paragraph in section.footer.paragraphs):
            footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for before, code in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES")):
                footer.add_run(before)
                field(footer, code)
            footer.add_run(" 页")
