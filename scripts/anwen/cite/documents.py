"""A trainer's documents as lines with their places and links: Markdown, .docx, .pptx, .html."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from lxml import etree
from msgspec import Struct

from anwen.errors import AnwenError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORDS = (f"{_W}t", f"{_A}t", f"{_W}tab", f"{_W}br", f"{_A}br")
_LINKS = (f"{_W}hyperlink", f"{_A}hlinkClick", f"{_W}instrText")
_BLOCKS = re.compile(
    r"p|li|blockquote|q|t[dh]|h[1-6]|d[dt]|figcaption|pre|div|section|article|main|body|iframe|\[document\]"
).fullmatch
_QUOTATIONS = ["blockquote", "q"]


class Line(Struct, frozen=True):
    """A line of text, a paragraph of a document or slide, or a block of a page.

    ``links`` are addresses, each with the place in the text where the link's words begin. ``quotes`` says that the
    whole line is a quotation (a Markdown or HTML block quotation); ``source`` is the address that an HTML quotation
    names.
    """

    where: str  # as "line 12", "paragraph 7", "slide 3", "slide 3, notes"
    text: str
    links: tuple[tuple[str, int], ...] = ()
    quotes: bool = False
    source: str = ""


def _markdown(path: Path) -> Iterator[Line]:
    for number, text in enumerate(_text(path).split("\n"), 1):
        mark = re.match(r"\s{0,3}>[\s>]*", text)
        yield Line(f"line {number}", text[mark.end() :] if mark else text, quotes=mark is not None)


def _text(path: Path) -> str:
    """Its text, in UTF-8 or as Chinese Windows programs wrote it; a picture called a.md has none."""
    data = path.read_bytes()
    for encoding in () if b"\0" in data else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise AnwenError("cannot be read as text", where=str(path), hint="If it is text, save it again as UTF-8.")


def _html(path: Path) -> Iterator[Line]:
    soup = BeautifulSoup(_text(path), "html.parser")
    for extra in soup(["script", "style", "template"]):
        extra.decompose()
    for block in [soup, *soup.find_all(_is_block)]:
        source = str(block.get("cite") or "") if block.name in _QUOTATIONS else ""
        text, links = "", {str(block.get("src") or ""): 0}
        for it in block.descendants:
            if _block_of(it) is block or source:
                if isinstance(it, Tag):
                    links.setdefault(str(it.get("href") or "") if it.name == "a" else "", len(text))
                else:
                    text += str(it) if text.strip() else str(it).lstrip()
        links.pop("", None)
        if text or links:
            quotes = block.name in _QUOTATIONS or block.find_parent(_QUOTATIONS) is not None
            yield Line(f"line {block.sourceline or 1}", text.rstrip(), tuple(links.items()), quotes, source)


def _is_block(tag: Tag) -> bool:
    return _BLOCKS(tag.name) is not None


def _block_of(node: PageElement) -> Tag | None:
    """The block that an element or text stands in."""
    return next((it for it in node.parents if _is_block(it)), None)


def _target(element: Any, rels: Any) -> str:
    """The address that an element of an Office file links to; a fragment may stand beside the target."""
    if element.tag == f"{_W}instrText":
        field = re.search(r'HYPERLINK\s+"([^"]+)"(?:\s+\\l\s+"([^"]+)")?', element.text or "")
        address, anchor = (field[1], field[2]) if field else ("", "")
    else:
        rel = rels.get(element.get(_REL) or "")
        address = rel.target_ref if rel is not None and rel.is_external else ""
        anchor = element.get(f"{_W}anchor")
    return f"{address}#{anchor}" if address and anchor and "#" not in address else address


def _paragraphs(part: Any, where: Callable[[int], str]) -> Iterator[Line]:
    """Every paragraph of a part of an Office file, in tables and text boxes too."""
    root = part._element if hasattr(part, "_element") else etree.fromstring(part.blob)
    for number, paragraph in enumerate(root.iter(f"{_W}p", f"{_A}p"), 1):
        text = ""
        links: dict[str, int] = {}
        for it in paragraph.iter(*_WORDS, *_LINKS):
            if it.tag in _LINKS:
                links.setdefault(_target(it, part.rels), len(text))
            else:
                text += (it.text or "") if it.tag.endswith("}t") else "\t" if it.tag.endswith("tab") else "\n"
        links.pop("", None)
        yield Line(where(number), text, tuple(links.items()))


def _word(path: Path) -> Iterator[Line]:
    from docx import Document  # loaded when a document asks for it: most citations are written, not read

    main = Document(str(path)).part
    yield from _paragraphs(main, lambda number: f"paragraph {number}")
    names = {"footnotes": "footnote", "endnotes": "endnote", "header": "header", "footer": "footer"}
    for rel in main.rels.values():
        kind = rel.reltype.rpartition("/")[2]
        if kind in names and not rel.is_external:
            part = rel.target_part
            yield from _paragraphs(part, lambda number, kind=kind: f"{names[kind]} {number}")  # type: ignore[misc]


def _slides(path: Path) -> Iterator[Line]:
    from pptx import Presentation

    for number, slide in enumerate(Presentation(str(path)).slides, 1):
        yield from _paragraphs(slide.part, lambda _, number=number: f"slide {number}")  # type: ignore[misc]
        shapes = (it for it in slide.part._element.iter(f"{_A}hlinkClick") if it.getparent().tag.endswith("}cNvPr"))
        links = {_target(it, slide.part.rels): 0 for it in shapes}
        if any(links):
            yield Line(f"slide {number}", "", tuple(links.items()))
        if slide.has_notes_slide:
            notes = slide.notes_slide.part
            yield from _paragraphs(notes, lambda _, number=number: f"slide {number}, notes")  # type: ignore[misc]


READERS: dict[str, Callable[[Path], Iterator[Line]]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _markdown,
    ".html": _html,
    ".htm": _html,
    ".docx": _word,
    ".pptx": _slides,
}


def files(paths: Iterable[Path]) -> list[Path]:
    """The documents among ``paths``, and those within folders, each once.

    Raises:
        AnwenError: a path does not exist, is no document that can be read, or a folder without any.
    """
    found: dict[Path, None] = {}
    kinds = ", ".join(READERS)
    for path in paths:
        if path.is_dir():
            inside = (it for it in sorted(path.rglob("*")) if it.suffix.lower() in READERS and it.is_file())
            documents = [it for it in inside if not it.name.startswith(("~$", "."))]
            if not documents:
                hint = f"Name the folder that has them; these can be checked: {kinds}."
                raise AnwenError("there is no document in this folder", where=str(path), hint=hint)
            found.update(dict.fromkeys(documents))
        elif not path.exists():
            raise AnwenError("there is no such file", where=str(path), hint="Check the path.")
        elif path.suffix.lower() in READERS:
            found[path] = None
        else:
            raise AnwenError("is no document that can be read", where=str(path), hint=f"These can: {kinds}.")
    return list(found)


def lines(path: Path) -> list[Line]:
    """The lines of a document.

    Raises:
        AnwenError: it cannot be read.
    """
    try:
        return list(READERS[path.suffix.lower()](path))
    except (zipfile.BadZipFile, KeyError, ValueError, etree.LxmlError, OSError) as error:
        hint = "Open it in its own program and save it again."
        raise AnwenError(f"cannot be read ({error})", where=str(path), hint=hint) from None
    except Exception as error:  # what python-docx and python-pptx raise for broken packages is theirs
        if type(error).__module__.split(".")[0] in ("docx", "pptx"):
            raise AnwenError("is no Word or PowerPoint file", where=str(path), hint="Save it again as one.") from None
        raise
