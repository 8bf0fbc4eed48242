"""PDF files with a text layer: paragraphs, headings and tables in reading order."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.utils import decode_text

from anwen.errors import ReadError
from anwen.read.page import Page
from anwen.read.pdf_bounds import Fonts, Interpreter, Meter, Parser, TooMuchError, pages
from anwen.read.pdf_flow import paragraphs, running
from anwen.read.pdf_glyphs import UNKNOWN, Device, Sheet
from anwen.read.pdf_lines import lines_of, parts
from anwen.read.plausible import broken_share
from anwen.records import Original

MEDIA = "application/pdf"
# Where a file does not say which characters its glyphs are, some of it comes out as U+FFFD or as private characters.
MOST_UNKNOWN = 0.05
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TEXT_HINT = "Save the document it was made from as .docx or .txt and add that."


def read_pdf(file: str, data: bytes) -> Original:
    """Read a .pdf file; see `anwen.read.read`.

    Headers, footers and page numbers that the pages repeat stand after the document, each once, marked as beside it.
    """
    if b"%PDF-" not in data[:1024]:
        raise ReadError("the file is not a PDF", where=file, hint="Save it again from where it came from.")
    with _quiet():
        sheets, hints = _sheets(file, data)
    glyphs = sum(len(sheet.glyphs) + len(sheet.turned) for sheet in sheets)
    if not glyphs:
        fault = "the PDF has no text layer (its pages are pictures)" if any(sheet.pictures for sheet in sheets) else (
            "the PDF has no text")  # fmt: skip
        raise ReadError(fault, where=file, hint="Run text recognition (OCR) on it, check the text and add it as .txt.")
    unknown = sum(UNKNOWN in glyph.text for sheet in sheets for glyph in sheet.glyphs)
    if unknown > MOST_UNKNOWN * glyphs:
        fault = "the PDF does not say which characters its fonts show"
        raise ReadError(fault, where=file, hint=_TEXT_HINT)
    page = _written(sheets)
    text = page.text()
    if broken_share(text) > MOST_UNKNOWN:
        raise ReadError("the PDF's text layer is garbage (private or damaged characters)", where=file, hint=_TEXT_HINT)
    bare = [number for number, sheet in enumerate(sheets, 1) if not sheet.glyphs and sheet.pictures]
    if bare:
        hints["pages_without_text"] = ", ".join(map(str, bare))
    return Original(file=file, text=text, media=MEDIA, encoding="", marks=page.marks(), hints=hints)


def _sheets(file: str, data: bytes) -> tuple[list[Sheet], dict[str, str]]:
    meter = Meter()
    try:
        document = PDFDocument(Parser(data, meter))
        device = Device(fonts := Fonts())
        interpreter = Interpreter(fonts, device, meter)
        sheets = []
        for page in pages(document):
            interpreter.process_page(page)
            sheets.append(device.sheet)
        return sheets, _hints(document)
    except PDFPasswordIncorrect:
        raise ReadError("the PDF is locked with a password", where=file,
                        hint="Open it with the password, print it to a new PDF and add that.") from None  # fmt: skip
    except PDFEncryptionError:
        raise ReadError("the PDF is encrypted in a way that is not known here", where=file,
                        hint="Print it to a new PDF and add that.") from None  # fmt: skip
    except TooMuchError:
        raise ReadError("the PDF is unreasonably large inside (pages, contents or fonts)", where=file,
                        hint="Split it, or save its text alone as .docx or .txt.") from None  # fmt: skip
    except Exception as error:  # pdfminer raises whatever a damaged file makes it meet: KeyError, RecursionError …
        raise ReadError(f"the PDF is broken ({type(error).__name__})", where=file,
                        hint="Open it in a reader, print it to a new PDF and add that.") from None  # fmt: skip


def _written(sheets: list[Sheet]) -> Page:
    lines = [lines_of(sheet.glyphs) for sheet in sheets]
    repeated = running(lines, [sheet.height for sheet in sheets])
    read = [parts(sheet, gone) for sheet, gone in zip(sheets, repeated, strict=True)]
    page = Page()
    for paragraph in paragraphs(read):
        start = page.begin()
        if paragraph.rows:
            for row in paragraph.rows:
                page.row([_clean(cell) for cell in row])
            page.end("table", start)
            continue
        page.verbatim(_clean(paragraph.text))
        page.line_break()
        if paragraph.level:
            page.end("heading", start, paragraph.level)
    begin = page.begin()
    turned = ("".join(sheet.turned) for sheet in sheets)
    beside = dict.fromkeys(
        line.text for each, gone in zip(lines, repeated, strict=True) for line in each if line in gone
    )
    beside.update(dict.fromkeys(line for text in turned for line in text.split("\n") if line.strip()))
    for text in beside:
        page.verbatim(_clean(text))
        page.line_break()
    page.end("aside", begin)
    return page


def _clean(text: str) -> str:
    return _CONTROL.sub("", text).replace("\n", " ").replace("\t", " ")


def _hints(document: PDFDocument) -> dict[str, str]:
    """Title, author and day of making; titles that a printing program put there are file names, not titles."""
    values: dict[str, str] = {}
    for info in document.info:
        for hint, key in (("title", "Title"), ("author", "Author"), ("created", "CreationDate")):
            value = info.get(key)
            text = _clean(decode_text(value)).strip() if isinstance(value, bytes) else ""
            values.setdefault(hint, " ".join(text.split()))
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", values.get("created", ""))
    values["created"] = "-".join(made.groups()) if made else ""
    if re.search(
        r"\.(?:docx?|wps|pptx?|pdf|html?|txt)$|^Microsoft|^untitled|^file:|^无标题", values.get("title", ""), re.I
    ):
        values["title"] = ""
    return {hint: value for hint, value in values.items() if value}


@contextmanager
def _quiet() -> Iterator[None]:
    """What pdfminer has to say of a file is told by our own errors."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
