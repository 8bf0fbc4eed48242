"""What Word keeps apart from the text: the headings' levels, and the numbers that it prints before paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from docx.oxml.ns import qn

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*\d?", re.I)
_DIGITS = "零一二三四五六七八九"


class Style(NamedTuple):
    """What a paragraph is. ``heading`` is 0 for none; ``list_id`` is "" for none; ``list_level`` counts from 0."""

    heading: int = 0
    is_contents: bool = False
    list_id: str = ""
    list_level: int = 0


class Styles:
    """The paragraph styles of a document, each with what it inherits."""

    def __init__(self, document: Any) -> None:
        self._elements = {
            element.get(qn("w:styleId")): element for element in document.styles.element.findall(qn("w:style"))
        }

    def of(self, paragraph: Any) -> Style:
        """The style of a paragraph: its own properties stand above those of its named style."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return Style()
        heading, contents, numbering = _outline(properties), False, _numbering(properties)
        name = _value(properties, "w:pStyle")
        for _ in range(20):  # styles may, wrongly, be based on each other in a circle
            element = self._elements.get(name)
            if element is None:
                break
            shown = _value(element, "w:name")
            match = _HEADING_NAME.fullmatch(shown)
            heading = heading or (int(match.group(1)) if match else 1 if shown.lower() in ("title", "标题") else 0)
            contents = contents or _CONTENTS_NAME.fullmatch(shown) is not None
            inherited = element.find(qn("w:pPr"))
            if inherited is not None:
                heading = heading or _outline(inherited)
                numbering = _merged(numbering, _numbering(inherited))
            name = _value(element, "w:basedOn")
        list_id, level = numbering
        return Style(heading, contents, "" if list_id in (None, "0") else list_id, level or 0)


def _value(parent: Any, tag: str) -> str:
    child = parent.find(qn(tag))
    return "" if child is None else str(child.get(qn("w:val"), ""))


def _outline(properties: Any) -> int:
    value = _value(properties, "w:outlineLvl")
    return int(value) + 1 if re.fullmatch("[0-8]", value) else 0


_Numbering = tuple[str | None, int | None]


def _numbering(properties: Any) -> _Numbering:
    numbering = properties.find(qn("w:numPr"))
    if numbering is None:
        return None, None
    level = _value(numbering, "w:ilvl")
    return _value(numbering, "w:numId") or None, int(level) if re.fullmatch("[0-8]", level) else None


def _merged(own: _Numbering, inherited: _Numbering) -> _Numbering:
    return own[0] if own[0] is not None else inherited[0], own[1] if own[1] is not None else inherited[1]


class Numbers:
    """Counts a document's numbered paragraphs and says what Word prints before each.

    In such documents 一、 and （一） are often Word's own numbers: without them the headings lose their order.
    """

    def __init__(self, document: Any) -> None:
        self._lists: dict[str, str] = {}  # numId -> abstractNumId
        self._levels: dict[str, dict[int, Any]] = {}
        self._counts: dict[str, list[int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # the document has no lists
            return
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"), "0")): level for level in abstract.findall(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for number in root.findall(qn("w:num")):
            self._lists[number.get(qn("w:numId"))] = _value(number, "w:abstractNumId")

    def label(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of that list and level, ready to stand before its text; "" for none."""
        levels = self._levels.get(self._lists.get(list_id, ""), {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._lists[list_id], [])
        while len(counts) <= level:
            counts.append(0)
        counts[level] = counts[level] + 1 if counts[level] else _start(levels[level])
        counts[level + 1 :] = []

        def number(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            if at not in levels or at >= len(counts):
                return ""
            return _format(_value(levels[at], "w:numFmt"), counts[at] or _start(levels[at]))

        if _value(levels[level], "w:numFmt") in ("bullet", "none"):
            return ""
        label = re.sub(r"%([1-9])", number, _value(levels[level], "w:lvlText"))
        return label + " " if re.search(r"[0-9A-Za-z.]$", label) else label


def _start(level: Any) -> int:
    value = _value(level, "w:start")
    return int(value) if re.fullmatch(r"\d{1,5}", value) else 1


def _format(kind: str, number: int) -> str:
    return _FORMATS.get(kind, str)(number)


def _chinese(number: int) -> str:
    """
    >>> [_chinese(number) for number in (1, 10, 12, 20, 35, 105)]
    ['一', '十', '十二', '二十', '三十五', '105']
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26) if 0 < number < 520 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 1000:
        return str(number)
    text = ""
    for value, sign in ((900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
                        (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        while number >= value:
            text, number = text + sign, number - value
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
}
