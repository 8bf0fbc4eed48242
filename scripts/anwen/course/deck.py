"""The presentation that slides are put into: our own look, or an organisation's template with the layouts it needs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from msgspec import Struct
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import namespaces
from pptx.util import Emu, Pt

from anwen.course.fitting import Box
from anwen.errors import AnwenError

LATIN, CHINESE = "Arial", "微软雅黑"  # both on Windows and in WPS; elsewhere they are replaced by ones as wide
INSET = 4.0  # points between a text box and its text
_LEAST = Box(300, 140)  # a body smaller than this would need a slide for every sentence
_WIDE, _HIGH = Emu(12192000), Emu(6858000)  # 16:9
_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_BODIES = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT}
_SUBTITLES = {PP_PLACEHOLDER.SUBTITLE, *_BODIES}
# layout type in the file; names by which people know it; what it must hold
_NEEDED = {
    "title": (("title",), ("标题幻灯片", "title slide"), (_TITLES, _SUBTITLES)),
    "content": (("obj", "tx"), ("标题和内容", "标题和文本", "title and content"), (_TITLES, _BODIES)),
    "section": (("secHead",), ("节标题", "section header"), (_TITLES, _BODIES)),
}
_NAMES = {
    "title": "标题幻灯片 (Title Slide)",
    "content": "标题和内容 (Title and Content)",
    "section": "节标题 (Section Header)",
}
_HOLDS = ("a title placeholder", "a text placeholder")


class Deck(Struct, frozen=True):
    """An empty presentation and the layouts of it that a course uses."""

    file: Any
    layouts: dict[str, Any]

    def placeholder(self, kind: str, place: int) -> Any:
        """Of a layout, the title (0) or the text under it (1)."""
        return _holder(self.layouts[kind], _NEEDED[kind][2][place])

    @property
    def body(self) -> Box:
        """The room for text on a content slide, in points."""
        holder = self.placeholder("content", 1)
        return Box(Emu(holder.width).pt - 2 * INSET, Emu(holder.height).pt - 2 * INSET)


def _holder(layout: Any, types: set[Any]) -> Any:
    return next((it for it in layout.placeholders if it.placeholder_format.type in types), None)


def deck(template: bytes = b"", where: str = "") -> Deck:
    """The presentation for a course.

    Args:
        template: an organisation's .pptx; nothing for our own look.
        where: the template's name in messages.

    Raises:
        AnwenError: the template cannot be read, or lacks a layout or placeholder; it says which, and what there is.
    """
    if not template:
        file = _own()
        return Deck(file, {kind: file.slide_layouts[at] for at, kind in enumerate(_NEEDED)})
    try:
        file = Presentation(io.BytesIO(template))
    except Exception as error:  # python-pptx lets through whatever zipfile, lxml and its own parts raise
        hint = "Save it as a PowerPoint presentation (.pptx), not as .potx or .ppt."
        raise AnwenError(f"the template cannot be read as .pptx ({error})", where=where, hint=hint) from None
    found = Deck(file, _layouts(file, where))
    room = found.body
    if room.width < _LEAST.width or room.height < _LEAST.height:
        fault = (
            f"the text placeholder of {_NAMES['content']} is only {room.width:.0f} by {room.height:.0f} points large"
        )
        hint = f"Make it at least {_LEAST.width:.0f} by {_LEAST.height:.0f} points."
        raise AnwenError(fault, where=where, hint=hint)
    _emptied(file)
    return found


def _emptied(file: Any) -> None:
    """Take a template's own slides away, and what names them: PowerPoint would call the file damaged."""
    slides = file.slides._sldIdLst
    for slide in list(slides):
        file.part.drop_rel(slide.rId)
        slides.remove(slide)
    root = file.part._element
    for element in root.xpath("./p:custShowLst | ./p:extLst/p:ext[*[local-name() = 'sectionLst']]"):
        element.getparent().remove(element)


def _layouts(file: Any, where: str) -> dict[str, Any]:
    all_layouts = [layout for master in file.slide_masters for layout in master.slide_layouts]
    has = "、".join(layout.name or "(no name)" for layout in all_layouts) or "none"
    found: dict[str, Any] = {}
    missing: list[str] = []
    for kind, (types, names, needs) in _NEEDED.items():
        known = [it for it in all_layouts if it._element.get("type") in types or it.name.strip().lower() in names]
        whole = next((it for it in known if all(_holder(it, need) is not None for need in needs)), None)
        if whole is not None:
            found[kind] = whole
        elif known:
            lacks = [words for words, need in zip(_HOLDS, needs, strict=True) if _holder(known[0], need) is None]
            missing.append(f"its layout {known[0].name} lacks {' and '.join(lacks)}")
        else:
            missing.append(f"it has no layout {_NAMES[kind]}")
    if missing:
        hint = f"Its layouts are: {has}. Add what is missing in the slide master view."
        raise AnwenError(f"the template cannot be used: {'; '.join(missing)}", where=where, hint=hint)
    return found


# --- our own look ---------------------------------------------------------------------------


def _own() -> Any:
    """An empty 16:9 presentation with three layouts, Chinese fonts and quiet colours."""
    file = Presentation()
    file.slide_width, file.slide_height = _WIDE, _HIGH
    layouts = list(file.slide_layouts)
    for layout in layouts[3:]:
        file.slide_layouts.remove(layout)
    for layout, name in zip(layouts, ("标题幻灯片", "标题和内容", "节标题"), strict=False):
        layout.name = name
    package = file.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package._rels.pop(key)
    master = file.slide_master
    _theme(master)
    _place(master, _MASTER)
    for layout, places in zip(layouts, (_TITLE, _MASTER, _SECTION), strict=False):
        _place(layout, places)
    _styles(master)
    _bar(master, 0, 0, 960, 10)
    _bar(layouts[0], 80, 270, 120, 4)
    _bar(layouts[1], 48, 90, 864, 1.5)
    _bar(layouts[2], 80, 286, 120, 4)
    return file


# left, top, width, height in points on a slide of 960 by 540
_MASTER = {
    "title": (48, 24, 864, 62),
    "body": (48, 104, 864, 376),
    "footer": (48, 500, 600, 24),
    "number": (812, 500, 100, 24),
}
_TITLE = _MASTER | {"title": (80, 130, 800, 130), "body": (80, 280, 800, 150)}
_SECTION = _MASTER | {"title": (80, 170, 800, 110), "body": (80, 292, 800, 60)}
_PLACES = {
    **dict.fromkeys(_TITLES, "title"),
    **dict.fromkeys(_SUBTITLES, "body"),
    PP_PLACEHOLDER.FOOTER: "footer",
    PP_PLACEHOLDER.SLIDE_NUMBER: "number",
}


def _place(sheet: Any, places: dict[str, tuple[int, int, int, int]]) -> None:
    for shape in list(sheet.placeholders):
        name = _PLACES.get(shape.placeholder_format.type)
        if name is None:  # the date: a course's own stands on its first slide
            shape._element.getparent().remove(shape._element)
            continue
        shape.left, shape.top, shape.width, shape.height = (Pt(value) for value in places[name])
        shape.name = {"title": "标题", "body": "正文", "footer": "页脚", "number": "页码"}[name]
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(INSET)
        if name in ("footer", "number"):
            continue
        for run_properties in _of(shape._element, "a:defRPr"):
            for name_ in ("sz", "cap"):
                run_properties.attrib.pop(name_, None)


def _of(element: Any, path: str) -> Iterator[Any]:
    """What ``path`` finds below an element, whatever python-pptx makes of its class."""
    yield from etree.XPath(f".//{path}", namespaces=namespaces("a", "p"))(element)


def _theme(master: Any) -> None:
    part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    text = part.blob.decode("utf-8")
    text = re.sub(
        r'<a:latin typeface="[^"]*"/>\s*<a:ea typeface=""/>',
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{CHINESE}"/>',
        text,
    )
    text = re.sub(r'(<a:font script="Hans" typeface=")[^"]*"', rf'\g<1>{CHINESE}"', text)
    colours = {
        "dk2": "14508F",
        "accent1": "14508F",
        "accent2": "8F4A06",
        "accent3": "0D6357",
        "accent4": "6B3A8C",
        "hlink": "0B5394",
    }
    for name, colour in colours.items():
        text = re.sub(rf"(<a:{name}>)<a:srgbClr val=\"\w+\"/>", rf'\g<1><a:srgbClr val="{colour}"/>', text)
    part._blob = text.encode("utf-8")


def _styles(master: Any) -> None:
    """Titles bold and to the left in the first colour; text without marks of its own; everything marked as Chinese."""
    for level in _of(master._element, "p:titleStyle/a:lvl1pPr"):
        level.set("algn", "l")
        for run in _of(level, "a:defRPr"):
            run.set("sz", "2800")
            run.set("b", "1")
            for colour in _of(run, "a:schemeClr"):
                colour.set("val", "accent1")
    for run in _of(master._element, "p:txStyles//a:defRPr"):
        run.set("lang", "zh-CN")
    for layout in master.slide_layouts:
        for level in _of(layout._element, "a:lvl1pPr"):
            level.set("algn", "l")
    for shape in master.placeholders:
        if shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
            for level in _of(shape._element, "a:lvl1pPr"):
                level.set("algn", "l")
        if shape.placeholder_format.type in (*_TITLES, *_BODIES):
            shape.text_frame._txBody.bodyPr.set("anchor", "ctr" if shape.name == "标题" else "t")
    for layout in list(master.slide_layouts)[::2]:  # the first slide and the dividers
        for shape in layout.placeholders:
            if shape.placeholder_format.type in _TITLES:
                shape.text_frame._txBody.bodyPr.set("anchor", "b")
                for level in _of(shape._element, "a:lvl1pPr"):
                    for run in _of(level, "a:defRPr"):
                        run.set("sz", "4000")


_BAR = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<p:nvSpPr><p:cNvPr id="{id}" name="装饰"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
)


def _bar(sheet: Any, left: float, top: float, width: float, height: float) -> None:
    """A bar in the first colour, behind the text."""
    values = dict(zip(("left", "top", "width", "height"), (Pt(it) for it in (left, top, width, height)), strict=True))
    sheet.shapes._spTree.insert(2, parse_xml(_BAR.format(id=90 + int(top), **values)))
