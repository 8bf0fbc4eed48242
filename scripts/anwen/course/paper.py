"""The document that a handout is put into: our own look, or an organisation's template with the styles it needs."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from anwen.course.measure import NOT_FIRST, NOT_LAST
from anwen.errors import AnwenError

LATIN, SONG, HEI = "Times New Roman", "宋体", "黑体"  # on every Chinese Windows, in WPS; LibreOffice has stand-ins
_TABLES = ("Normal Table", "Table Grid")  # of the hundred that python-docx brings along
NEEDED = ("Title", "Heading 1", "Heading 2", "Normal")
# what only a course has: added to a template that lacks it, taken from one that has it
QUOTE, SOURCE, ITEM, ENTRY, BODY, PIN = "课程引文", "课程出处", "课程条目", "课程文献", "课程正文", "课程编号"
_BLUE = RGBColor(0x14, 0x50, 0x8F)
_SIZE, _LINE = 12, 22  # points: 小四, and a line and five sixths of it


def paper(template: bytes = b"", where: str = "") -> Any:
    """An empty document for a handout.

    Args:
        template: an organisation's .docx; nothing for our own look.
        where: the template's name in messages.

    Raises:
        AnwenError: the template cannot be read or lacks a style; it says which, and what there is.
    """
    if not template:
        document = Document()
        _own(document)
        _added(document)
        return document
    try:
        document = Document(io.BytesIO(template))
    except Exception as error:  # python-docx lets through whatever zipfile, lxml and its own parts raise
        hint = "Save it as a Word document (.docx), not as .dotx or .doc."
        raise AnwenError(f"the template cannot be read as .docx ({error})", where=where, hint=hint) from None
    has = [style.name for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH]
    if missing := [name for name in NEEDED if name not in has]:
        hint = f"Its paragraph styles are: {'、'.join(has) or 'none'}. Apply what is missing once in Word and save."
        raise AnwenError(f"the template has no style {'、'.join(missing)}", where=where, hint=hint)
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    _added(document)
    return document


def faced(style: Any, latin: str, chinese: str) -> None:
    """Set a style's faces, Latin and Chinese, instead of the theme's."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, face in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{name}"), face)


def indented(style: Any, *, first: int = 0, left: int = 0, hanging: int = 0) -> None:
    """Indents in hundredths of a character, with the same in points for programs that do not know characters."""
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:ind")):
        properties.remove(old)
    indent = properties.get_or_add_ind()
    twips = _SIZE * 20 / 100
    for name, value in (("left", left), ("firstLine", first), ("hanging", hanging)):
        if value or name == "left":
            indent.set(qn(f"w:{name}"), str(round(value * twips)))
            indent.set(qn(f"w:{name}Chars"), str(value))


def _lined(style: Any, before: float = 0, after: float = 0, line: float = _LINE) -> None:
    form = style.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(line)
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.widow_control = True


def _own(document: Any) -> None:
    """A4, Song for the text and Hei for the headings, sizes and spaces as Chinese papers have them."""
    _language(document)
    for relation in [it for it in document.part.package.rels.values() if it.reltype.endswith("/thumbnail")]:
        document.part.package.rels.pop(relation.rId)
    for name, relation in list(document.part.rels.items()):  # a second copy of the styles, and an empty bibliography
        if relation.reltype.endswith(("/stylesWithEffects", "/customXml")):
            document.part.rels.pop(name)
    for style in [it for it in document.styles if it.type == WD_STYLE_TYPE.TABLE and it.name not in _TABLES]:
        style.delete()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(28)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    styles = document.styles
    normal = styles["Normal"]
    faced(normal, LATIN, SONG)
    normal.font.size = Pt(_SIZE)
    _lined(normal)
    for name, size, before, after in (("Title", 22, 0, 10), ("Heading 1", 16, 18, 8), ("Heading 2", 14, 12, 6)):
        style = styles[name]
        faced(style, LATIN, HEI)
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), _BLUE, True
        _lined(style, before, after, size * 1.5)
        style.paragraph_format.keep_with_next = style.paragraph_format.keep_together = True
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)
    spacing = styles["Title"].element.rPr.find(qn("w:spacing"))
    if spacing is not None:
        styles["Title"].element.rPr.remove(spacing)
    for name in ("Header", "Footer"):
        faced(styles[name], LATIN, SONG)
        styles[name].font.size = Pt(9)


def _language(document: Any) -> None:
    """Chinese throughout; marks at a line's end may hang or shrink; no names of the library's maker."""
    for language in document.styles.element.iter(qn("w:lang")):
        # of Latin letters, as Chinese Word has it: marked as Chinese, LibreOffice would tear addresses apart anywhere
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
    settings = document.settings.element
    for theme in settings.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), "en-US")
        theme.set(qn("w:eastAsia"), "zh-CN")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(
                qn("w:val"), "15"
            )  # of Word 2013 and later: nothing about a compatibility mode in the title bar
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    for control in settings.iter(qn("w:characterSpacingControl")):
        control.set(qn("w:val"), "compressPunctuation")
        for tag, marks in (("w:noLineBreaksBefore", NOT_FIRST), ("w:noLineBreaksAfter", NOT_LAST)):
            values = {qn("w:lang"): "zh-CN", qn("w:val"): "".join(sorted(marks))}
            control.addnext(settings.makeelement(qn(tag), values))


def _added(document: Any) -> None:
    """The styles that only a course has."""
    known = {style.name for style in document.styles}
    for name in (BODY, QUOTE, SOURCE, ITEM, ENTRY, PIN):
        if name in known:
            continue
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.quick_style = True
        _asian(style)
        if name == BODY:
            indented(style, first=200)
            _lined(style, 0, 4)
        elif name == QUOTE:
            faced(style, LATIN, "楷体")
            indented(style, first=200)
            _lined(style, 2, 2)
        elif name in (SOURCE, PIN):  # an identifier with its pin stands on one line under its code
            style.font.size = Pt(9 if name == SOURCE else 7.5)
            _lined(style, 2 if name == SOURCE else 0, 2, 14 if name == SOURCE else 10)
            style.paragraph_format.keep_together = True
        elif name == ITEM:
            indented(style, left=200, hanging=200)
            _lined(style, 0, 3)
        else:
            style.font.size = Pt(10.5)
            indented(style, left=300, hanging=300)
            _lined(style, 0, 3, 17)
            style.paragraph_format.keep_together = True


def _asian(style: Any) -> None:
    """No mark that closes begins a line, a mark may hang at its end: on by default, said for programs that differ."""
    properties = style.element.get_or_add_pPr()
    for name in ("kinsoku", "overflowPunct"):
        properties.append(properties.makeelement(qn(f"w:{name}"), {}))
