"""Word documents (.docx): paragraphs, headings, lists and tables in the order of the document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from anwen.errors import ReadError
from anwen.read.page import Page, is_prose
from anwen.read.word_looks import heading_levels
from anwen.read.word_styles import Numbers, Styles
from anwen.records import Original

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# A document of 1,000 pages unpacks to some 30 MB of XML; pictures are stored nearly as large as they are.
MOST_UNPACKED = 300_000_000
MOST_PARTS = 10_000

_TITLES = 1  # a title has a style where nothing else has
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_TEXT = {qn("w:t"), qn("m:t")}
_BREAKS = {qn("w:br"), qn("w:cr")}
_PARAGRAPH, _TABLE, _BOX = qn("w:p"), qn("w:tbl"), qn("w:txbxContent")
_RUN, _RUBY = qn("w:r"), qn("w:ruby")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def read_word(file: str, data: bytes) -> Original:
    """Read a .docx file; see `anwen.read.read`. Inserted text is read, deleted and hidden text is not."""
    _check_archive(file, data)
    try:
        document = docx.Document(io.BytesIO(data))
        page = Page()
        styles = Styles(document)
        _Walk(page, styles, Numbers(document), _shown(document, styles)).blocks(document.element.body)
        _beside(document, page)
        hints = _hints(document)
    except Exception as error:  # python-docx raises whatever its parts meet: KeyError, XMLSyntaxError, BadZipFile …
        raise ReadError(f"the Word document is broken ({type(error).__name__})", where=file,
                        hint="Open it in a word processor, save it again as .docx and add that.") from None  # fmt: skip
    text = page.text()
    if not text.strip():
        raise ReadError("the Word document has no text", where=file,
                        hint="If it holds scanned pages, add their text as .txt.")  # fmt: skip
    return Original(file=file, text=text, media=MEDIA, encoding="", marks=page.marks(), hints=hints)


def _check_archive(file: str, data: bytes) -> None:
    """Refuse what is no Word document, or would unpack to a multiple of any real one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except Exception:  # a damaged directory makes zipfile raise struct.error, OverflowError and others too
        raise ReadError("the file is not a Word document (.docx)", where=file,
                        hint="Save it again as .docx, .html or .txt.") from None  # fmt: skip
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise ReadError("the file is a zip archive, not a Word document", where=file,
                        hint="Unpack it and add the files inside.")  # fmt: skip
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise ReadError("the Word document unpacks to an unreasonable size", where=file,
                        hint="Save its text alone as .docx or .txt.")  # fmt: skip


class _Walk:
    """Writes blocks of WordprocessingML to a page. XML nests at most 256 deep (lxml's limit), so this may recurse."""

    def __init__(self, page: Page, styles: Styles, numbers: Numbers, shown: Mapping[Any, int]) -> None:
        self._page = page
        self._styles = styles
        self._numbers = numbers
        self._shown = shown

    def blocks(self, parent: Any) -> None:
        """Every paragraph and table below ``parent``, through content controls, insertions and the like."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                self._paragraph(child)
            elif child.tag == _TABLE:
                self._table(child)
            elif child.tag not in _SKIPPED:
                self.blocks(child)

    def _paragraph(self, paragraph: Any) -> None:
        page = self._page
        style = self._styles.of(paragraph)
        text = _text(paragraph)
        start = page.begin()
        if text.strip():
            page.verbatim(self._numbers.label(style.list_id, style.list_level) + text)
        if level := style.heading or self._shown.get(paragraph, 0):
            page.end("heading", start, level)
        elif style.is_contents:
            page.end("aside", start)
        elif style.list_id:
            page.end("item", start, style.list_level + 1)
        page.line_break()
        for box in _boxes(paragraph):
            self.blocks(box)

    def _table(self, table: Any) -> None:
        """Rows of data become lines; a cell with running text (the text of a printed form) is read as blocks."""
        page = self._page
        begin, is_data = page.begin(), False
        for row in _inside(table, qn("w:tr")):
            cells = _inside(row, qn("w:tc"))
            if any(self._is_prose(cell) for cell in cells):
                if is_data:
                    page.end("table", begin)
                for cell in cells:
                    self.blocks(cell)
                begin, is_data = page.begin(), False
                continue
            texts = [text for cell in cells for text in self._cell(cell)]
            is_data = is_data or sum(map(bool, texts)) > 1
            page.row(texts if sum(map(bool, texts)) > 1 else [text for text in texts if text])
        if is_data:
            page.end("table", begin)

    def _is_prose(self, cell: Any) -> bool:
        texts = [text for text in map(_text, cell.iter(_PARAGRAPH)) if text.strip()]
        return is_prose(len(texts), sum(map(len, texts))) or next(cell.iter(_TABLE), None) is not None

    def _cell(self, cell: Any) -> list[str]:
        """The text of the cell and "" for every further column that it covers."""
        page = Page(flat=True)
        _Walk(page, self._styles, self._numbers, self._shown).blocks(cell)
        span = next(cell.iter(qn("w:gridSpan")), None)
        value = "1" if span is None else str(span.get(qn("w:val")))
        width = min(int(value), 30) if re.fullmatch(r"[1-9]\d{0,3}", value) else 1
        return [page.text(), *[""] * (width - 1)]


def _shown(document: Any, styles: Styles) -> dict[Any, int]:
    """The paragraphs that look like headings, with their levels, in a document that has none by style."""
    paragraphs = list(document.element.body.iterchildren(_PARAGRAPH))
    named = [styles.of(paragraph) for paragraph in paragraphs]
    if sum(bool(style.heading) for style in named) > _TITLES:
        return {}
    plain = [it for it, style in zip(paragraphs, named, strict=True) if not (style.list_id or style.is_contents)]
    return {plain[at]: level for at, level in heading_levels(document, plain, _text).items()}


def _inside(parent: Any, tag: str) -> list[Any]:
    """The nearest elements ``tag`` below ``parent``, through content controls and insertions."""
    found: list[Any] = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag not in _SKIPPED and child.tag != _TABLE:
            found.extend(_inside(child, tag))
    return found


def _text(element: Any) -> str:
    """The visible text of a paragraph, without its text boxes."""
    parts: list[str] = []
    for child in element:
        tag = child.tag
        if tag in _TEXT:
            parts.append(child.text or "")
        elif tag in _BREAKS:
            parts.append("\n" if child.get(qn("w:type")) in (None, "textWrapping") else "")
        elif tag in (qn("w:tab"), qn("w:ptab")) and element.tag == _RUN:
            parts.append("\t")
        elif tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif tag == _RUBY:
            parts.extend(_ruby(child))
        elif tag not in _SKIPPED and tag not in (_BOX, _PARAGRAPH) and not (tag == _RUN and _is_hidden(child)):
            parts.append(_text(child))
    return _CONTROL.sub("", "".join(parts))


def _ruby(ruby: Any) -> list[str]:
    """The characters and, in brackets, the reading printed above them."""
    bases, readings = ruby.findall(qn("w:rubyBase")), ruby.findall(qn("w:rt"))
    return [*map(_text, bases), *(f"({_text(reading)})" for reading in readings)]


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val"), "true") not in ("0", "false", "off")


def _boxes(element: Any) -> list[Any]:
    """The text boxes anchored in a paragraph."""
    found: list[Any] = []
    for child in element:
        if child.tag == _BOX:
            found.append(child)
        elif child.tag not in _SKIPPED and child.tag != _PARAGRAPH:
            found.extend(_boxes(child))
    return found


def _beside(document: Any, page: Page) -> None:
    """The texts of headers, footers and notes, once each, after the document and marked as standing beside it."""
    kinds = ("/header", "/footer", "/footnotes", "/endnotes")
    parts = [
        (str(relation.reltype), str(relation.target_part.partname), relation.target_part)
        for relation in document.part.rels.values()
        if not relation.is_external and str(relation.reltype).endswith(kinds)
    ]
    seen: set[str] = set()
    begin = page.begin()
    for _, _, part in sorted(parts, key=lambda part: part[:2]):
        root = parse_xml(part.blob)
        for text in map(_text, root.iter(_PARAGRAPH)):
            if text.strip() and text not in seen:
                seen.add(text)
                page.verbatim(text)
                page.line_break()
    page.end("aside", begin)


def _hints(document: Any) -> dict[str, str]:
    """Title, author and day of making in the document's properties (the day it was published is not among them)."""
    properties = document.core_properties
    if properties.author == "python-docx":  # a program's template: its properties are not this document's
        return {}
    made = properties.created
    values = {
        "title": properties.title or "",
        "author": properties.author or "",
        "created": made.date().isoformat() if made is not None else "",
    }
    return {hint: " ".join(value.split()) for hint, value in values.items() if value.strip()}
