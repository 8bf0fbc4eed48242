"""Small PDF files written by hand, so that tests need no program that prints."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from itertools import accumulate

A4 = (595, 842)
SIZE = 12.0
# Two fonts that every reader of Chinese has built in; the second one's name says that it is bold.
FONTS = {"song": "STSong-Light", "hei": "SimHei"}
CODECS = {"UniGB-UCS2-H": "utf-16-be", "GBK-EUC-H": "gbk"}


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue."""
    parts = [b"%PDF-1.5\n", *(b"%d 0 obj\n%b\nendobj\n" % (number, body) for number, body in enumerate(objects, 1))]
    *places, start = accumulate(map(len, parts))
    data = b"".join(parts)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, rows)
    return data + b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)


def stream(data: bytes, attributes: bytes = b"", *, packed: bool = False) -> bytes:
    if packed:
        data, attributes = zlib.compress(data, 9), attributes + b"/Filter/FlateDecode"
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (attributes, len(data), data)


def text_at(x: float, y: float, text: str, size: float = SIZE, font: str = "song", codec: str = "utf-16-be") -> bytes:
    """Contents that show ``text`` with its base at (x, y)."""
    return b"BT /%b %g Tf 1 0 0 1 %g %g Tm <%b> Tj ET\n" % (
        font.encode(), size, x, y, text.encode(codec).hex().encode(),
    )  # fmt: skip


def rule(x0: float, y0: float, x1: float, y1: float) -> bytes:
    return b"%g %g m %g %g l S\n" % (x0, y0, x1, y1)


def document(contents: Sequence[bytes], encoding: str = "UniGB-UCS2-H", extra: Iterable[bytes] = ()) -> bytes:
    """A document with a page for each of ``contents``."""
    kids = b" ".join(b"%d 0 R" % (7 + 2 * at) for at in range(len(contents)))
    fonts = b"".join(b"/%b %d 0 R" % (name.encode(), 3 + 2 * at) for at, name in enumerate(FONTS))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(contents), kids)]
    for name in FONTS.values():
        objects += [
            b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/%b/DescendantFonts[%d 0 R]>>"
            % (name.encode(), encoding.encode(), len(objects) + 2),
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/%b/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
            b"/Supplement 2>>/DW 1000/W[1 95 500 814 939 500]>>" % name.encode(),
        ]
    for each in contents:
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<<%b>>>>/Contents %d 0 R>>"
            % (*A4, fonts, len(objects) + 2),
            stream(each),
        ]
    return pdf([*objects, *extra])


def typeset(
    paragraphs: Sequence[str], *, width: int = 30, left: float = 90, top: float = 740, indent: int = 2, step: float = 20
) -> list[bytes]:
    """Paragraphs set in full-width characters, ``width`` to a line, 30 lines a page: the contents of each page."""
    lines: list[tuple[float, str]] = []
    for text in paragraphs:
        first = width - indent
        lines.append((left + indent * SIZE, text[:first]))
        lines += [(left, text[at : at + width]) for at in range(first, len(text), width)]
    return [
        b"".join(text_at(x, top - step * row, text) for row, (x, text) in enumerate(lines[at : at + 30]))
        for at in range(0, len(lines), 30)
    ]
