"""The planned slides as a .pptx."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from anwen.course.deck import CHINESE, INSET, LATIN, Deck, deck
from anwen.course.fitting import LEADING, Para, indent_of, size_of, space_before
from anwen.course.measure import broken, lines_of
from anwen.course.packing import noon, repacked
from anwen.course.plan import CODE_COLUMN, GRID, Code, Slide, plan
from anwen.course.prepared import Prepared, Run
from anwen.course.qr import qr_png

_CODE = 122.0  # points: scanned from the third row of a classroom
_GRID_CODE = 104.0
_CAPTION = 40.0  # of a code, in points
_TITLE_SIZES = (28.0, 24.0, 20.0)
_COVER_SIZES = (48.0, 40.0, 32.0)
_RAISED = 30000  # per mille of the size times 100: a raised number


def slides(course: Prepared, template: bytes = b"", where: str = "") -> bytes:
    """The slides of a course, the same bytes for the same course.

    Args:
        course: the course with its citations looked up.
        template: an organisation's .pptx.
        where: the template's name in messages.

    Raises:
        AnwenError: the template cannot be used.
    """
    into = deck(template, where)
    writer = _Writer(into, course, own=not template)
    for slide in plan(course, into.body):
        writer.add(slide)
    _properties(into.file, course)
    out = io.BytesIO()
    into.file.save(out)
    return repacked(out.getvalue())


def _properties(file: Any, course: Prepared) -> None:
    head, known = course.course.head, file.core_properties
    known.title, known.author, known.last_modified_by = head.title, head.author, head.author
    known.subject, known.keywords, known.comments = head.subtitle, "；".join(head.keywords), ""
    known.category, known.language, known.revision = "培训课件", "zh-CN", 1
    known.created = known.modified = noon(head.date)


class _Writer:
    def __init__(self, into: Deck, course: Prepared, *, own: bool) -> None:
        self.into, self.course, self.own = into, course, own

    def add(self, slide: Slide) -> None:
        """Append a slide."""
        made = self.into.file.slides.add_slide(self.into.layouts[slide.kind])
        title, body = (self._filled(made, slide.kind, place) for place in (0, 1))
        self._title(title, slide)
        if slide.kind == "content":
            self._content(made, body, slide)
            self._numbered(made)
        else:
            self._lines(body, slide.paras)
        if slide.notes:
            _notes(made, slide.notes)
        if self.own:
            for sheet in (made, made.notes_slide) if slide.notes else (made,):
                _faces(sheet)

    def _filled(self, made: Any, kind: str, place: int) -> Any:
        """The slide's own placeholder for one of the layout's."""
        wanted = self.into.placeholder(kind, place).placeholder_format.idx
        return next(it for it in made.placeholders if it.placeholder_format.idx == wanted)

    def _title(self, holder: Any, slide: Slide) -> None:
        paragraph = holder.text_frame.paragraphs[0]
        size = 0.0  # the layout's own
        width = Emu(holder.width).pt - 2 * INSET
        if slide.kind == "content":
            size = next((it for it in _TITLE_SIZES if lines_of(slide.title, it, width) == 1), _TITLE_SIZES[-1])
            size = 0 if size == _TITLE_SIZES[0] else size
        elif self.own:
            size = next((it for it in _COVER_SIZES if lines_of(slide.title, it, width) == 1), _COVER_SIZES[-1])
        _run(paragraph, Run(slide.title), size)

    def _lines(self, holder: Any, paras: Sequence[Para]) -> None:
        """The lines of the first slide and the dividers, as the layout sets them."""
        frame = holder.text_frame
        frame.word_wrap = True
        width = Emu(holder.width).pt - 2 * INSET
        size = next((it for it in (24.0, 20.0, 18.0) if all(lines_of(p.text, it, width) == 1 for p in paras)), 16.0)
        for at, para in enumerate(paras):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            _spaced(paragraph, size * LEADING, size * 0.4 if at else 0)
            _unmarked(paragraph, 0)
            for run in para.runs:
                _run(paragraph, run, size)

    def _content(self, made: Any, holder: Any, slide: Slide) -> None:
        area = (Emu(holder.left).pt, Emu(holder.top).pt, Emu(holder.width).pt, Emu(holder.height).pt)
        if not slide.paras:
            holder._element.getparent().remove(holder._element)
            if slide.rows:
                _table(made, slide.rows, area)
            else:
                self._grid(made, slide.codes, area)
            return
        left, top, width, height = area
        if slide.codes:
            holder.left, holder.top = Pt(left), Pt(top)
            holder.width, holder.height = Pt(width - CODE_COLUMN), Pt(height)
            each = height / len(slide.codes)
            side = min(_CODE, each - _CAPTION - INSET)
            for at, code in enumerate(slide.codes):
                self._code(made, code, left + width - (_CODE + side) / 2 - INSET, top + each * at, side, _CODE + 20)
        frame = holder.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(INSET)
        properties = frame._txBody.bodyPr
        for old in properties.xpath("a:normAutofit | a:spAutoFit | a:noAutofit"):
            properties.remove(old)
        properties.append(properties.makeelement(qn("a:noAutofit"), {}))
        for at, para in enumerate(slide.paras):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            self._paragraph(paragraph, para, slide.size)

    def _paragraph(self, paragraph: Any, para: Para, base: float) -> None:
        size = size_of(para, base)
        _spaced(paragraph, size * LEADING, space_before(para, base))
        indent = indent_of(para, base)
        if para.mark:
            _marked(paragraph, para.mark, indent, size)
        else:
            _unmarked(paragraph, indent)
        for run in para.runs:
            link = self.course.address(run.cites) if run.cites and self.course.site_url else ""
            _run(paragraph, run, size, link, quote=para.role == "quote")

    def _grid(self, made: Any, codes: Sequence[Code], area: tuple[float, float, float, float]) -> None:
        left, top, width, height = area
        across, down = GRID
        for at, code in enumerate(codes):
            x = left + width / across * (at % across)
            y = top + height / down * (at // across)
            side = min(_GRID_CODE, width / across - 20, height / down - _CAPTION - 12)
            self._code(made, code, x + (width / across - side) / 2, y, side, width / across - 6)

    def _code(self, made: Any, code: Code, left: float, top: float, side: float, width: float) -> None:
        """A QR code with its words under it, in the middle of ``width``."""
        picture = made.shapes.add_picture(io.BytesIO(qr_png(code.address)), Pt(left), Pt(top), Pt(side), Pt(side))
        picture.name = f"二维码 {code.note}"
        picture._element.nvPicPr.cNvPr.set("descr", f"二维码，扫码打开原文：{code.label} {code.address}")
        box = made.shapes.add_textbox(Pt(left + side / 2 - width / 2), Pt(top + side), Pt(width), Pt(_CAPTION))
        box.name = f"说明 {code.note}"
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_top = frame.margin_bottom = frame.margin_left = frame.margin_right = Pt(2)
        for at, (text, size) in enumerate(((code.label, 13.0), (code.note, 10.5))):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.CENTER
            _spaced(paragraph, size * LEADING, 0)
            link = code.address if self.course.site_url else ""
            _run(paragraph, Run(text), size, link if at else "")

    def _numbered(self, made: Any) -> None:
        """Give the slide the layout's footer and number: a new slide does not have them by itself."""
        for holder in self.into.layouts["content"].placeholders:
            element = holder._element
            kind = element.xpath("string(.//p:nvPr/p:ph/@type)")
            if kind not in ("sldNum", "ftr"):
                continue
            own = copy.deepcopy(element)
            made.shapes._spTree.append(own)
            own.nvSpPr.cNvPr.set("id", str(max(int(it) for it in made.shapes._spTree.xpath(".//p:cNvPr/@id")) + 1))
            if kind == "ftr":
                shape = next(it for it in made.placeholders if it._element is own)
                shape.text_frame.text = self.course.course.head.title
        if not made.shapes._spTree.xpath('.//p:ph[@type="sldNum"]'):
            _own_number(made, self.into.file)


def _own_number(made: Any, file: Any) -> None:
    """A slide number where the layout has none."""
    box = made.shapes.add_textbox(file.slide_width - Pt(110), file.slide_height - Pt(34), Pt(90), Pt(24))
    box.name = "页码"
    paragraph = box.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    field = paragraph._p.makeelement(qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"})
    field.append(field.makeelement(qn("a:rPr"), {"lang": "zh-CN", "sz": "1200"}))
    text = field.makeelement(qn("a:t"), {})
    text.text = "‹#›"
    field.append(text)
    paragraph._p.append(field)


def _run(paragraph: Any, run: Run, size: float = 0, link: str = "", *, quote: bool = False) -> None:
    made = paragraph.add_run()
    made.text = run.text
    font = made.font
    font.bold = True if run.bold else None
    if size:
        font.size = Pt(size)
    properties = made._r.get_or_add_rPr()
    properties.set("lang", "zh-CN")
    properties.set("altLang", "en-US")
    if run.cites:
        properties.set("baseline", str(_RAISED))
        font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    elif quote:
        font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    if link:
        made.hyperlink.address = link


def _faces(sheet: Any) -> None:
    """Name the faces on every run: LibreOffice and older WPS do not look into the theme for Chinese."""
    for properties in sheet._element.iter(qn("a:rPr")):
        link = properties.find(qn("a:hlinkClick"))
        for name, face in (("a:latin", LATIN), ("a:ea", CHINESE)):
            made = properties.makeelement(qn(name), {"typeface": face})
            if link is None:
                properties.append(made)
            else:
                link.addprevious(made)


def _spaced(paragraph: Any, height: float, before: float) -> None:
    """Line height in points, whatever the font says of itself; room for marks at a line's end as Chinese needs."""
    paragraph.line_spacing = Pt(round(height, 1))
    paragraph.space_before, paragraph.space_after = Pt(round(before, 1)), Pt(0)
    properties = paragraph._p.get_or_add_pPr()
    for name, value in (("eaLnBrk", "1"), ("latinLnBrk", "0"), ("hangingPunct", "1")):
        properties.set(name, value)


def _unmarked(paragraph: Any, indent: float) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(Pt(indent)))
    properties.set("indent", "0")
    properties.append(properties.makeelement(qn("a:buNone"), {}))


def _marked(paragraph: Any, mark: str, indent: float, size: float) -> None:
    """A mark that hangs before the text: as a bullet of the paragraph's, so that outlines and readers know it."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(Pt(indent)))
    properties.set("indent", str(-Pt(indent)))
    properties.append(properties.makeelement(qn("a:buFont"), {"typeface": LATIN}))
    if mark == "•":
        properties.append(properties.makeelement(qn("a:buChar"), {"char": mark}))
        return
    # PowerPoint numbers 1. and A. itself, [1] it cannot: so all of them are words, with a tab after them
    properties.append(properties.makeelement(qn("a:buNone"), {}))
    _run(paragraph, Run(f"{mark}\t"), size)


def _table(made: Any, rows: Sequence[Sequence[str]], area: tuple[float, float, float, float]) -> None:
    left, top, width, height = area
    line = min(36.0, height / len(rows))
    frame = made.shapes.add_table(len(rows), len(rows[0]), Pt(left), Pt(top + 6), Pt(width), Pt(line * len(rows)))
    frame.name = "时间安排"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "各环节的时长和起止时间")
    shares = (0.56, 0.18, 0.26)
    size = max(12.0, min(20.0, line * 0.5))
    for column, share in zip(frame.table.columns, shares, strict=True):
        column.width = Pt(width * share)
    for row, texts in zip(frame.table.rows, rows, strict=True):
        row.height = Pt(line)
        for cell, text in zip(row.cells, texts, strict=True):
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Pt(2)
            paragraph = cell.text_frame.paragraphs[0]
            _spaced(paragraph, size * 1.3, 0)
            _run(paragraph, Run(broken(text, width * shares[0] / size)[0] if len(text) > 60 else text), size)


def _notes(made: Any, notes: Sequence[Sequence[Run]]) -> None:
    frame = made.notes_slide.notes_text_frame
    for at, runs in enumerate(notes):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        for run in runs:
            link = run.text if run.cites and run.text.startswith("http") else ""
            _run(paragraph, Run(run.text), 0, link)
