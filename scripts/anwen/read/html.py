"""Saved web pages: all visible text in reading order, with what the structure says about it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from anwen.errors import ReadError
from anwen.read.bounds import check_tags
from anwen.read.decode import decode
from anwen.read.frames import FramesetError, frames
from anwen.read.head import hints
from anwen.read.hidden import is_shown_string
from anwen.read.notes import source_marks, subjects
from anwen.read.page import Page, is_prose
from anwen.read.pairs import pairs
from anwen.read.regions import Regions
from anwen.records import Original

_BLOCKS = """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search
    section select summary table tbody td tfoot th thead title tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset(("ul", "ol", "menu", "dir"))
_PROSE_PARTS = {*HEADINGS, *LISTS, "dl", "table"}  # no cell of a table of data has one of these

_LABELS = frozenset(("a", "span", "em", "i", "b", "label"))
_BOXES = frozenset(("div", "li", "dd", "dt", "header", "td"))

MOST_NESTED_TABLES = 40  # deeper ones are read as plain blocks
MOST_SPAN = 30  # a colspan above this is a slip
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_SIDES, _RIGHT = 2, re.compile(r"text-align\s*:\s*(right)", re.I)
_NUMBERED = re.compile(r"\s*[(（\[第]?\s*[\d０-９一二三四五六七八九十①-⑳⑴-⒛]")


def read_html(file: str, data: bytes) -> Original:
    """Read a saved page; see `anwen.read.read`.

    Scripts, styles, comments, what is hidden and what an encyclopedia adds (see notes) are dropped; navigation, asides
    and the like stay and are marked.
    """
    charset = _CHARSET.search(data[:4096])
    source, encoding = decode(file, data, charset.group(1).decode("ascii") if charset else "")
    check_tags(file, source)
    soup = parse(source)
    page = Page()
    for mark in [*source_marks(soup), *subjects(soup)]:
        mark.decompose()
    _Walk(page, Regions(soup)).read(soup)
    page.heads()
    text = page.text()
    if not text.strip():
        if elsewhere := frames(soup):
            raise FramesetError(file, elsewhere)
        hint = "Save it from a browser after its text is shown, or copy the text into a .txt file."
        raise ReadError("the page shows no text without its scripts", where=file, hint=hint)
    return Original(file=file, text=text, media="text/html", encoding=encoding, marks=page.marks(), hints=hints(soup))


def parse(source: str) -> BeautifulSoup:
    """The page as a tree. lxml's parser mends any markup and expands no entity that a page defines itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bs4 doubts short pages and XHTML; both are meant
        return BeautifulSoup(source, "lxml")


class _Walk:
    """One pass over a tree, without recursion but for tables: a page may be nested deeper than Python's stack."""

    def __init__(self, page: Page, regions: Regions, nested: int = 0) -> None:
        self._page = page
        self._regions = regions
        self._nested = nested
        self._verbatim = 0
        self._items: list[int | None] = []  # where the open list items begin; None once a list inside ended the mark
        self._numbers: dict[int, str] = {}
        self._todo: list[PageElement | _Then] = []

    def read(self, root: Tag) -> None:
        self._todo = list(reversed(root.contents))
        while self._todo:
            step = self._todo.pop()
            if isinstance(step, _Then):
                step.run()
            elif isinstance(step, Tag):
                self._enter(step)
            elif is_shown_string(step):
                (self._page.verbatim if self._verbatim else self._page.words)(str(step))

    def _then(self, run: Callable[[], None]) -> None:
        self._todo.append(_Then(run))

    def _enter(self, tag: Tag) -> None:
        if tag in self._regions.hidden:
            return
        page, name = self._page, tag.name
        if _is_apart(tag):
            page.words(" ")
        if name in ("br", "hr"):
            page.line_break()
            return
        if name == "rt":  # a reading printed above its character
            page.words("(")
            self._then(lambda: page.words(")"))
        if name in LISTS:
            self._end_item()
            if name == "ol":
                self._numbers.update(_list_numbers(tag))
        if name in BLOCKS or name == "br":
            page.line_break()
            self._then(page.line_break)
        if name in ("b", "strong") or _BOLD.search(str(tag.get("style", ""))):
            page.strong += 1
            self._then(self._end_bold)
        if name in HEADINGS:
            start = page.begin()
            self._then(lambda: page.end("heading", start, HEADINGS[name]))
        elif name == "li":
            self._items.append(page.begin())
            self._then(self._leave_item)
            page.words(self._numbers.get(id(tag), ""))
        elif name in ("pre", "textarea"):
            self._verbatim += 1
            self._then(self._leave_verbatim)
        if not page.flat and self._regions.is_aside(tag):
            begin = page.begin()
            self._then(lambda: page.end("aside", begin))
        if name == "table" and not page.flat and self._nested < MOST_NESTED_TABLES:
            self._table(tag)
        elif name == "dl" and not page.flat and (told := pairs(tag, self._regions.size)):
            self._pairs(told)
        else:
            self._todo.extend(reversed(tag.contents))

    def _end_bold(self) -> None:
        self._page.strong -= 1

    def _end_item(self) -> None:
        """End the open item's mark, whose own words end here."""
        if self._items and self._items[-1] is not None:
            self._page.end("item", self._items[-1], len(self._items))
            self._items[-1] = None

    def _leave_item(self) -> None:
        self._end_item()
        self._items.pop()

    def _leave_verbatim(self) -> None:
        self._verbatim -= 1

    def _pairs(self, told: list[list[Tag]]) -> None:
        """Names and values as a table of two columns; a name with its own colon and its value are one line."""
        page, begin = self._page, self._page.begin()
        rows = [[_cell_text(part, self._regions) for part in parts] for parts in told]
        for row in rows:
            page.row(["".join(row)] if row[0].endswith((":", "：")) else row)
        if not all(row[0].endswith((":", "：")) for row in rows):
            page.end("table", begin)

    def _table(self, table: Tag) -> None:
        """Rows of data become lines; in rows of a layout table each cell is read like any other block."""
        page, regions, nested = self._page, self._regions, self._nested + 1
        begin, spans = page.begin(), _Spans()
        is_data = False
        rows = _rows(table, regions)
        for row in rows:
            if row.name != "tr":
                _Walk(page, regions, nested).read(row)
                page.line_break()
                continue
            cells = [cell for cell in row.find_all(["td", "th"], recursive=False) if cell not in regions.hidden]
            if any(self._is_prose(cell) for cell in cells) or (len(rows) == 1 and _sets_apart(cells)):
                if is_data:
                    page.end("table", begin)
                for cell in cells:
                    page.line_break()
                    _Walk(page, regions, nested).read(cell)
                begin, is_data, spans = page.begin(), False, _Spans()
                continue
            texts = spans.place([(cell, _cell_text(cell, regions)) for cell in cells])
            is_data = is_data or sum(map(bool, texts)) > 1
            page.row(texts if sum(map(bool, texts)) > 1 else [text for text in texts if text])
        if is_data:
            page.end("table", begin)

    def _is_prose(self, cell: Tag) -> bool:
        names = [part.name for part in cell.descendants if isinstance(part, Tag)]
        lines = sum(name in ("p", "br", "div") for name in names)
        return is_prose(lines, self._regions.size(cell)) or not _PROSE_PARTS.isdisjoint(names)


def _sets_apart(cells: list[Tag]) -> bool:
    """Whether the two cells of a table's only row stand side by side for their looks: an office and, on the right, the
    day; who has replied and a box with what was said."""
    if len(cells) != _SIDES:
        return False
    right = "right" in (str(cells[1].get("align", "")), *_RIGHT.findall(str(cells[1].get("style", ""))))
    return right or len(cells[1].find_all("div", recursive=False)) >= _SIDES


def _is_apart(tag: Tag) -> bool:
    """Whether a page sets an element apart from the one before it although no space is written between them.

    Links side by side, and labels in a box (date, source, reader count), are; stretches of one sentence are not.
    """
    before = tag.previous_sibling
    if tag.name not in _LABELS or not isinstance(before, Tag) or before.name not in _LABELS:
        return False
    if tag.name == before.name == "a":
        return True
    box = tag.parent
    if box is None or box.name not in _BOXES or tag.has_attr("style") or before.has_attr("style"):
        return False
    return not any(is_shown_string(node) and str(node).strip() for node in box.children)


class _Then:
    """What is to be done when the elements put on the stack after it are read."""

    def __init__(self, run: Callable[[], None]) -> None:
        self.run = run


class _Spans:
    """Keeps columns under each other where a cell covers several rows or columns; covered places are empty."""

    def __init__(self) -> None:
        self._below: dict[int, int] = {}  # column -> rows that a cell above still covers

    def place(self, cells: list[tuple[Tag, str]]) -> list[str]:
        texts: list[str] = []
        for cell, text in cells:
            self._skip_covered(texts)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for offset in range(width):
                if height > 1:
                    self._below[len(texts)] = height - 1
                texts.append("" if offset else text)
        self._skip_covered(texts)
        return texts

    def _skip_covered(self, texts: list[str]) -> None:
        while self._below.get(len(texts), 0) > 0:
            self._below[len(texts)] -= 1
            texts.append("")


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return min(int(value), MOST_SPAN) if re.fullmatch(r"[1-9]\d{0,5}", value) else 1


def _rows(table: Tag, regions: Regions) -> list[Tag]:
    """The table's rows, and whatever else stands in it (its caption), in order."""
    rows: list[Tag] = []
    for part in table.find_all(True, recursive=False):
        if part in regions.hidden:
            continue
        inside = part.name in ("thead", "tbody", "tfoot")
        rows.extend(part.find_all(True, recursive=False) if inside else [part])
    return [row for row in rows if row not in regions.hidden]


def _cell_text(cell: Tag, regions: Regions) -> str:
    page = Page(flat=True)
    _Walk(page, regions).read(cell)
    return page.text()


def _list_numbers(tag: Tag) -> dict[int, str]:
    """The numbers a reader sees before the items of a numbered list, by the items' identities.

    There are none where the items have numbers of their own: such a list is shown without.
    """
    items = tag.find_all("li", recursive=False)
    if tag.get("type", "1") != "1" or tag.has_attr("reversed") or not items or _NUMBERED.match(items[0].get_text()):
        return {}
    start = str(tag.get("start", "1"))
    first = int(start) if re.fullmatch(r"[0-9]{1,5}", start) else 1
    return {id(item): f"{number}. " for number, item in enumerate(items, first)}
