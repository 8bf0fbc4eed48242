"""A PDF parser that cannot be made to work without end: every size that a file may claim is checked before it is used.

pdfminer.six believes what a file says of itself: how far a stream unpacks, how many codes a font maps, how deep pages
nest. A few hundred bytes may so ask for hours or for all memory. The bounds are counts, never the clock, so that the
same file is read or refused on every machine.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pdfminer.lzw import LZWDecoder
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value, int_value, list_value, resolve1, stream_value
from pdfminer.psparser import LIT

# A book of 600 pages unpacks to 5 MB of page contents and 30 MB of fonts; pictures are never unpacked here.
MOST_UNPACKED = 150_000_000
MOST_CONTENTS = 12_000_000
MOST_PAGES = 3_000
MOST_SAVED = 1_000  # graphics states that wait for each other; the format itself allows 28
MOST_NODES = 20_000  # of the tree of pages
MOST_CODES = 300_000  # that one font maps; Unicode's CJK blocks have 100,000

_FLATE = (LIT("FlateDecode"), LIT("Fl"))
_LZW = (LIT("LZWDecode"), LIT("LZW"))
_RUNS = (LIT("RunLengthDecode"), LIT("RL"))
_PICTURES = tuple(map(LIT, ("CCITTFaxDecode", "CCF", "DCTDecode", "DCT", "JBIG2Decode", "JPXDecode")))
_RANGES = re.compile(rb"<([0-9A-Fa-f\s]{1,32})>\s*<([0-9A-Fa-f\s]{1,32})>")
_CALL = 1_000  # bytes of contents that drawing a form counts besides its own, so that empty ones are not free
_LINE_OF_PICTURE = 1_000_000


class TooMuchError(Exception):
    """The file asks for more than any real document of this kind."""


class Meter:
    """What has been spent on one file."""

    def __init__(self) -> None:
        self.unpacked = 0
        self.contents = 0

    def unpack(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > MOST_UNPACKED:
            raise TooMuchError

    def draw(self, size: int) -> None:
        self.contents += size + _CALL
        if self.contents > MOST_CONTENTS:
            raise TooMuchError


class Parser(PDFParser):
    """A parser whose streams unpack within the meter's bounds."""

    def __init__(self, data: bytes, meter: Meter) -> None:
        super().__init__(io.BytesIO(data))
        self._meter = meter

    def push(self, *objs: Any) -> None:
        super().push(*((at, _Stream(obj, self._meter) if type(obj) is PDFStream else obj) for at, obj in objs))


class _Stream(PDFStream):
    def __init__(self, stream: PDFStream, meter: Meter) -> None:
        super().__init__(stream.attrs, stream.rawdata or b"", stream.decipher)
        self._meter = meter

    def decode(self) -> None:
        """Unpack as the base class does, which is left only what cannot grow."""
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for name, parameters in self.get_filters():
            if name in _FLATE:
                data = self._inflate(data)
            elif name in _LZW:
                data = self._lzw(data)
            elif name in _PICTURES:
                data = b""
            else:
                if name in _RUNS:
                    self._meter.unpack(64 * len(data))
                data = _plain(data, name)
            data = _unpredicted(data, parameters)
        self._meter.unpack(len(data))
        self.data, self.rawdata = data, None

    def _inflate(self, data: bytes) -> bytes:
        """As much as can be inflated; a damaged end costs only itself."""
        engine, parts = zlib.decompressobj(), []
        try:
            while data and not engine.eof:
                parts.append(engine.decompress(data, 1_000_000))
                self._meter.unpack(len(parts[-1]))
                data = engine.unconsumed_tail
        except zlib.error:
            pass
        return b"".join(parts)

    def _lzw(self, data: bytes) -> bytes:
        parts = []
        for part in LZWDecoder(io.BytesIO(data)).run():
            parts.append(part)
            self._meter.unpack(len(part))
        return b"".join(parts)


def _plain(data: bytes, name: object) -> bytes:
    return PDFStream({"Filter": name}, data).get_data()


def _unpredicted(data: bytes, parameters: Any) -> bytes:
    if not isinstance(parameters, dict) or int_value(parameters.get("Predictor", 1)) == 1:
        return data
    sizes = [int_value(parameters.get(key, default)) for key, default in (("Columns", 1), ("Colors", 1))]
    if not all(0 < size <= _LINE_OF_PICTURE for size in sizes):
        raise TooMuchError
    stored = PDFStream({"Filter": _FLATE[0], "DecodeParms": parameters}, zlib.compress(data, 0))
    return stored.get_data()


class Fonts(PDFResourceManager):
    """Fonts, without the tables that map more codes than there are characters."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        if objid and objid in self._cached_fonts:
            return self._cached_fonts[objid]
        font = dict(spec)
        for key in ("W", "W2"):
            _check_widths(list_value(font.get(key, [])), 3 if key == "W" else 5)
        table = resolve1(font.get("ToUnicode"))
        if isinstance(table, PDFStream):
            spans = (int(end, 16) - int(start, 16) for start, end in _hexes(table.get_data()))
            if sum(max(0, span) for span in spans) > MOST_CODES:
                raise TooMuchError
        if "FontDescriptor" in font:
            descriptor = dict(dict_value(font["FontDescriptor"]))
            file = resolve1(descriptor.get("FontFile2"))
            # the outlines are of no use; their table of characters is, where the PDF gives none
            if table is not None or not (isinstance(file, PDFStream) and _maps_little(file.get_data())):
                descriptor.pop("FontFile2", None)
            font["FontDescriptor"] = descriptor
        return super().get_font(objid, font)


def _hexes(data: bytes) -> Iterator[tuple[str, str]]:
    for start, end in _RANGES.findall(data):
        low, high = (b"".join(text.split()).decode("ascii") for text in (start, end))
        if low and len(low) == len(high):
            yield low, high


def _check_widths(widths: Sequence[object], size: int) -> None:
    """[first last width …] or [first [width …] …]: the spans together are no more than a font's characters."""
    run: list[object] = []
    total = 0
    for value in map(resolve1, widths):
        run = [] if isinstance(value, list) else [*run, value]
        if len(run) == size:
            first, last = run[:2]
            if isinstance(first, int) and isinstance(last, int):
                total += max(0, last - first)
            run = []
        if total > MOST_CODES:
            raise TooMuchError


def _maps_little(data: bytes) -> bool:
    """Whether the character table of an embedded TrueType font maps a believable number of codes."""
    try:
        count = struct.unpack_from(">H", data, 4)[0]
        tables = (struct.unpack_from(">4sLLL", data, 12 + 16 * at) for at in range(count))
        start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
        total = 0
        for at in range(struct.unpack_from(">H", data, start + 2)[0]):
            offset = start + struct.unpack_from(">HHL", data, start + 4 + 8 * at)[2]
            kind = struct.unpack_from(">H", data, offset)[0]
            if kind == 4:
                count = struct.unpack_from(">H", data, offset + 6)[0] // 2
                ends = struct.unpack_from(f">{count}H", data, offset + 14)
                starts = struct.unpack_from(f">{count}H", data, offset + 16 + 2 * count)
                total += sum(max(0, end - first) for first, end in zip(starts, ends, strict=True))
            elif kind == 12:
                count = min(struct.unpack_from(">L", data, offset + 12)[0], len(data) // 12)
                for group in range(count):
                    first, end, _ = struct.unpack_from(">LLL", data, offset + 16 + 12 * group)
                    total += max(0, end - first)
        return total <= MOST_CODES
    except (struct.error, StopIteration):
        return False


class Interpreter(PDFPageInterpreter):
    """Runs pages' contents, counting their bytes each time that they are drawn."""

    def __init__(self, fonts: Fonts, device: Any, meter: Meter) -> None:
        super().__init__(fonts, device)
        self._meter = meter

    def dup(self) -> Interpreter:
        return Interpreter(self.rsrcmgr, self.device, self._meter)  # type: ignore[arg-type]

    def execute(self, streams: Sequence[object]) -> None:
        self._meter.draw(sum(len(stream_value(stream).get_data()) for stream in streams))
        super().execute(streams)

    def do_q(self) -> None:
        if len(self.gstack) > MOST_SAVED:
            raise TooMuchError
        super().do_q()


def pages(document: PDFDocument) -> Iterator[PDFPage]:
    """The pages in order, however the tree of pages is built; a branch that comes back to itself is left.

    Raises:
        TooMuchError: there are more than `MOST_PAGES`, or the tree is larger than any real one.
    """
    inherited = ("Resources", "MediaBox", "CropBox", "Rotate")
    todo: list[tuple[object, dict[str, object]]] = [(document.catalog.get("Pages"), {})]
    seen: set[object] = set()
    found = 0
    while todo:
        node, above = todo.pop()
        name = getattr(node, "objid", None)
        if name in seen:
            continue
        seen.add(name if name is not None else len(seen) + 0.5)  # a page written out in its parent has no name
        values = {**above, **dict_value(node)}
        kids = list_value(values.get("Kids", []))
        if kids and resolve1(values.get("Type")) is not LIT("Page"):
            kept = {key: values[key] for key in inherited if key in values}
            todo.extend((kid, kept) for kid in reversed(kids[:MOST_NODES]))
        elif resolve1(values.get("Type")) is LIT("Page") or "Contents" in values:
            found += 1
            yield PDFPage(document, name, values, None)
        if found > MOST_PAGES or len(seen) > MOST_NODES or len(todo) > 4 * MOST_NODES:
            raise TooMuchError
