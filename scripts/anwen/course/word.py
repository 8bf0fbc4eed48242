"""Pieces of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

import io
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import RGBColor

_BLUE = RGBColor(0x0B, 0x53, 0x94)
# one level each: format, text, left and hanging indent in characters
_FORMS = {
    "bullet": [("bullet", "•", 2, 2)],
    "decimal": [("decimal", "%1.", 2, 2)],
    "quiz": [("decimal", "%1.", 2, 2), ("upperLetter", "%2.", 4, 2)],
}


class Numbering:
    """Lists that Word numbers itself: each starts anew, the options of a quiz under every question."""

    def __init__(self, document: Any) -> None:
        self._root = _numbering(document.part)
        self._abstract: dict[str, str] = {}

    def add(self, form: str) -> str:
        """A new list of this form; gives the number to apply."""
        abstract = self._abstract.get(form) or self._define(form)
        number = self._next("w:num", "w:numId")
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="1"/></w:lvlOverride>'
            for at in range(len(_FORMS[form]))
        )
        xml = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{starts}</w:num>'
        last = self._root.find(qn("w:numIdMacAtCleanup"))  # stands after all lists
        if last is None:
            self._root.append(parse_xml(xml))
        else:
            last.addprevious(parse_xml(xml))
        return number

    def apply(self, paragraph: Any, number: str, level: int = 0) -> None:
        """Make a paragraph an item of a list."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = int(number)

    def _next(self, tag: str, name: str) -> str:
        used = [int(element.get(qn(name))) for element in self._root.findall(qn(tag))]
        return str(max(used, default=0) + 1)

    def _define(self, form: str) -> str:
        name = self._next("w:abstractNum", "w:abstractNumId")
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left * 240}" w:leftChars="{left * 100}"'
            f' w:hanging="{hang * 240}" w:hangingChars="{hang * 100}"/></w:pPr></w:lvl>'
            for at, (kind, text, left, hang) in enumerate(_FORMS[form])
        )
        xml = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}"><w:multiLevelType w:val="multilevel"/>'
            f"{levels}</w:abstractNum>"
        )
        first = self._root.find(qn("w:num"))  # the definitions stand before the lists that use them
        element = parse_xml(xml)
        if first is None:
            self._root.append(element)
        else:
            first.addprevious(element)
        self._abstract[form] = name
        return name


def _numbering(part: Any) -> Any:
    """The element that holds a document's lists; a document without lists has none, and python-docx makes none."""
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    element = parse_xml(f"<w:numbering {nsdecls('w')}/>")
    made = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element, part.package)
    part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return made.element


def _linked(paragraph: Any, text: str, attributes: dict[str, str], *, raised: bool) -> None:
    link = paragraph._p.makeelement(qn("w:hyperlink"), attributes)
    run = paragraph.add_run(text)
    run.font.color.rgb = _BLUE
    run.font.superscript = True if raised else None
    link.append(run._r)
    paragraph._p.append(link)


def hyperlink(paragraph: Any, text: str, address: str) -> None:
    """A link to an address."""
    name = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    _linked(paragraph, text, {qn("r:id"): name, qn("w:history"): "1"}, raised=False)


def linked_to(paragraph: Any, text: str, bookmark: str) -> None:
    """A raised mark that leads to a bookmark."""
    _linked(paragraph, text, {qn("w:anchor"): bookmark, qn("w:history"): "1"}, raised=True)


def bookmarked(paragraph: Any, text: str, name: str, number: int) -> None:
    """Words that links lead to."""
    for tag, extra in (("w:bookmarkStart", {qn("w:name"): name}), ("w:bookmarkEnd", {})):
        if tag == "w:bookmarkEnd":
            paragraph.add_run(text)
        paragraph._p.append(paragraph._p.makeelement(qn(tag), {qn("w:id"): str(number), **extra}))


def field(paragraph: Any, code: str) -> None:
    """A field that Word fills in, as PAGE."""
    for kind in ("begin", "code", "separate", "text", "end"):
        run = paragraph.add_run("1" if kind == "text" else "")._r
        if kind == "code":
            text = run.makeelement(qn("w:instrText"), {qn("xml:space"): "preserve"})
            text.text = f" {code} "
            run.append(text)
        elif kind != "text":
            run.append(run.makeelement(qn("w:fldChar"), {qn("w:fldCharType"): kind}))


def picture(paragraph: Any, data: bytes, width: Any, words: str, name: str) -> None:
    """A picture in the line, with the words that stand for it."""
    inline = paragraph.add_run().add_picture(io.BytesIO(data), width=width)._inline
    inline.docPr.set("descr", words)
    inline.docPr.set("name", name)


def cell_borders(cell: Any, **sides: bool) -> None:
    """Lines at these sides of a cell; a bar at the left where it is the only one."""
    properties = cell._tc.get_or_add_tcPr()
    borders = properties.makeelement(qn("w:tcBorders"), {})
    bar = list(sides) == ["left"]
    for name in ("top", "left", "bottom", "right"):
        if sides.get(name):
            size, colour = ("24", "14508F") if bar else ("4", "8A96A3")
            values = {"w:val": "single", "w:sz": size, "w:space": "0", "w:color": colour}
            borders.append(borders.makeelement(qn(f"w:{name}"), {qn(key): value for key, value in values.items()}))
    properties.append(borders)


def repeated(row: Any) -> None:
    """Let a table's head stand on every page that the table reaches."""
    row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:tblHeader"), {}))


def whole(row: Any) -> None:
    """Keep a row on one page where it fits on one."""
    row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:cantSplit"), {}))
