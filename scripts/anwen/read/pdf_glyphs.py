"""What a PDF's page shows: its characters with their places, and the straight lines drawn around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.utils import apply_matrix_pt

# Bullets of the fonts Symbol and Wingdings, which have no characters of their own.
_BULLETS = dict(zip("\uf06c\uf06e\uf075\uf0a7\uf0b7\uf0d8\uf0fc", "●■◆■•➢✓", strict=True))
UNKNOWN = "\ufffd"  # a glyph of which the file does not say what character it is
_BOLD = re.compile(r"bold|black|heavy|demi|semib|simhei|heiti|stheiti|hei(?:-|$)|xiaobiao|xbs|黑|小标宋", re.I)
_THIN = 3.0  # points; a rectangle no thicker is a line
MOST_RULES = 3_000  # straight lines of a page; a drawing has more, a table never


class Glyph(NamedTuple):
    """A character on a page; points from the lower left corner, ``y`` is its line's base."""

    x0: float
    x1: float
    y: float
    size: float
    text: str
    bold: bool


class Rule(NamedTuple):
    """A straight line, level where ``y0 == y1``, upright where ``x0 == x1``."""

    x0: float
    y0: float
    x1: float
    y1: float


class Sheet:
    """What one page shows."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.glyphs: list[Glyph] = []
        self.turned: list[str] = []  # the characters of text that does not stand level, as drawn
        self.rules: list[Rule] = []
        self.pictures = 0


class Device(PDFTextDevice):
    """Collects one `Sheet` a page."""

    def __init__(self, fonts: Any) -> None:
        super().__init__(fonts)
        self.sheet = Sheet(0)
        self._bold: dict[int, bool] = {}

    def begin_page(self, page: Any, ctm: Any) -> None:
        bottom, top = (apply_matrix_pt(ctm, page.mediabox[at : at + 2])[1] for at in (0, 2))
        self.sheet = Sheet(abs(top - bottom))
        self._turned_at: tuple[float, ...] = ()

    def render_image(self, name: str, stream: object) -> None:
        self.sheet.pictures += 1

    def render_char(
        self,
        matrix: tuple[float, float, float, float, float, float],
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: object,
        graphicstate: object,
    ) -> float:
        try:
            text = font.to_unichr(cid)
            text = _BULLETS.get(text, text)
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        width = float(font.char_width(cid)) * fontsize * scaling
        a, b, c, d, x, y = matrix
        size = abs(fontsize) * (c * c + d * d) ** 0.5
        if font.is_vertical():
            width = -fontsize
        if b == c == 0 and a * scaling * fontsize > 0 and d * fontsize > 0 and not font.is_vertical():
            self._add(x, x + a * width, y + d * rise, size, text, font)
        elif text:
            direction = (round(a, 1), round(b, 1), round(c, 1), round(d, 1))
            if direction != self._turned_at and self.sheet.turned:
                self.sheet.turned.append("\n")
            self._turned_at = direction
            self.sheet.turned.append(text)
        return width

    def _add(self, x0: float, x1: float, y: float, size: float, text: str, font: PDFFont) -> None:
        if not text or not 0.1 < size < 2_000 or not all(abs(value) < 1e6 for value in (x0, x1, y)):
            return
        bold = self._bold.setdefault(id(font), bool(_BOLD.search(_name(font))))
        glyph = Glyph(x0, max(x0, x1), y, size, text, bold)
        for other in self.sheet.glyphs[-4:]:  # bold letters are often drawn twice, a hair apart
            if other.text == text and abs(other.x0 - x0) < 0.15 * size and abs(other.y - y) < 0.15 * size:
                return
        self.sheet.glyphs.append(glyph)

    def paint_path(
        self, graphicstate: object, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Sequence[Any]]
    ) -> None:
        if self.ctm is None or len(self.sheet.rules) > MOST_RULES or not (stroke or fill):
            return
        points: list[tuple[float, float]] = []
        for part in [*path, ("m", 0.0, 0.0)]:
            if part[0] == "m" or len(points) > 6:
                self._rule(points, stroke)
                points = []
            if part[0] in ("c", "v", "y"):
                points = [(0.0, 0.0)] * 9  # a curve is no rule
            elif part[0] in ("m", "l"):
                points.append(apply_matrix_pt(self.ctm, (float(part[1]), float(part[2]))))

    def _rule(self, points: list[tuple[float, float]], stroke: bool) -> None:
        if not 2 <= len(points) <= 5:
            return
        (x0, x1), (y0, y1) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
        middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
        if y1 - y0 <= _THIN < x1 - x0:
            self.sheet.rules.append(Rule(x0, middle_y, x1, middle_y))
        elif x1 - x0 <= _THIN < y1 - y0:
            self.sheet.rules.append(Rule(middle_x, y0, middle_x, y1))
        elif stroke and len(points) >= 4 and x1 - x0 > _THIN:
            corners = ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
            self.sheet.rules.extend(Rule(*corner) for corner in corners)


def _name(font: PDFFont) -> str:
    name = getattr(font, "basefont", None) or getattr(font, "fontname", "")
    if isinstance(name, bytes):
        name = name.decode("gb18030", "replace")
    return str(getattr(name, "name", name))
