"""Write the index of record: one Whoosh segment, a whole term at a time. Only this module and store.py know Whoosh.

Whoosh's own writer takes one posting at a time through a pool that it sorts (6 s for 300 passages, half an hour for
60,000). Here the postings come sorted by term, and its codec is given those of a term at once. The files are Whoosh's.
"""

from __future__ import annotations

import functools
import itertools
import shutil
import zlib
from array import array
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path
from pickle import dumps
from typing import Any

from whoosh import analysis, fields, formats
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3FieldWriter, W3TermInfo
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.system import pack_int, pack_uint, pack_ushort
from whoosh.util.numeric import length_to_byte

from anwen.index.record.table import Table

WORDS = ("heading", "questions", "text", "title")  # fields of words with their positions

# Of a term: its field and text, its passages, how often it stands in each or what it weighs there, and for a field of
# words the places as `places` writes them.
Row = tuple[str, str, list[int], list[int], list[bytes]]

_NAME = "MAIN"
_BLOCK = 1024  # postings in a block: lists are read whole, so large blocks cost nothing
_INLINE = 8  # so few postings stand with their term
_COMPRESSION = 1


class Weighted(fields.FieldType):  # type: ignore[misc]
    """A field whose terms have whole weights, written to the postings as they are."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = None
        self.scorable = False
        self.stored = False
        self.unique = False
        self.vector = None


def schema() -> Any:
    """The fields of the index of record."""
    words = analysis.SpaceSeparatedTokenizer()  # positions count words, so phrases can be asked for
    keyword = {"commas": True, "scorable": False}
    return fields.Schema(
        bigrams=Weighted(),
        concepts=fields.KEYWORD(**keyword),
        data=fields.STORED(),
        heading=fields.TEXT(analyzer=words),
        id=fields.KEYWORD(**keyword),  # a passage's own, its article's and its sections'
        initials=Weighted(),
        kind=fields.ID(),
        level=fields.ID(),
        lexicon=Weighted(),
        questions=fields.TEXT(analyzer=words),
        sector=fields.ID(),
        sounds=Weighted(),
        synonyms=Weighted(),
        text=fields.TEXT(analyzer=words),
        themes=fields.KEYWORD(**keyword),
        title=fields.TEXT(analyzer=words),
        year=fields.ID(),
    )


class _Terms(W3FieldWriter):  # type: ignore[misc]
    """Whoosh's writer of terms, given all postings of a term at once."""

    def __init__(self, codec: W3Codec, storage: Any, segment: Any) -> None:
        super().__init__(codec, storage, segment)
        self._tindex: Table = Table(self._tindex)
        self._begun = 0  # where the next postings are written

    def put(self, term: str, ids: list[int], weights: list[int], values: list[bytes], lengths: list[int]) -> None:
        own: dict[
            bytes, bytes
        ] = {}  # equal values are one object: pickle writes an object once, whatever a cache forgets
        values = [own.setdefault(it, it) for it in values]
        info = W3TermInfo()
        info._df, info._weight, info._maxweight = len(ids), sum(weights), max(weights)
        info._minid, info._maxid = ids[0], ids[-1]
        info._minlength, info._maxlength = (min(lengths), max(lengths)) if lengths else (None, 0)
        if len(ids) <= _INLINE:
            info.set_inlined(ids, weights, values)
        else:
            starts = range(0, len(ids), _BLOCK)
            parts = (slice(at, at + _BLOCK) for at in starts)
            blocks = [self._block(ids[it], weights[it], values[it], lengths[it], it.stop >= len(ids)) for it in parts]
            data = b"".join((WHOOSH3_HEADER_MAGIC, *blocks))
            self._postfile.write(data)
            info.set_extent(self._begun, len(data))
            self._begun += len(data)
        self._tindex.add(pack_ushort(self._fieldid) + term.encode(), info.to_bytes())

    def _block(self, ids: list[int], weights: list[int], values: list[bytes], lengths: list[int], last: bool) -> bytes:
        gaps = (ids[0], *map(int.__sub__, ids[1:], ids))
        same = float(weights[0]) if weights.count(weights[0]) == len(weights) else tuple(weights)
        fixed = self._format.fixed_value_size()
        stored = tuple(values) if fixed is None or fixed < 0 else b"".join(values) if fixed else None
        data = zlib.compress(dumps((gaps, None if same == 1.0 else same, stored), 2), _COMPRESSION)
        least, most = (min(lengths), max(lengths)) if lengths else (0, 0)
        about = (len(ids), ids[-1], max(weights), _COMPRESSION, length_to_byte(least), length_to_byte(most))
        head = dumps(about, 2)
        size: bytes = pack_int((len(head) + len(data)) * (-1 if last else 1))
        return size + head + data


class _Codec(W3Codec):  # type: ignore[misc]
    def field_writer(self, storage: Any, segment: Any) -> Any:
        return _Terms(self, storage, segment)


class Segment:
    """Writes an index into an empty folder: first every passage in order, then every term in order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = FileStorage(str(folder))
        self._codec = _Codec()
        self._segment = self._codec.new_segment(self._storage, _NAME)
        self._documents = self._codec.per_document_writer(self._storage, self._segment)
        self._lengths = {field: array("I") for field in WORDS}
        self._number = 0

    def add(self, data: bytes, lengths: dict[str, int]) -> None:
        """Add the next passage: what is stored of it, and the number of words of its fields."""
        self._documents.start_doc(self._number)
        self._documents.add_field("data", None, data, 0)
        for field, known in self._lengths.items():
            length = lengths.get(field, 0)
            known.append(length)
            self._documents.add_field(field, None, None, length)
        self._documents.finish_doc()
        self._number += 1

    def finish(self, name: str, rows: Iterable[Row]) -> None:
        """Write the terms and close the segment ``name``.

        Args:
            name: letters and digits that stand for the content.
            rows: sorted by field and term.
        """
        self._segment.segid = name
        self._documents.close()
        self._segment.set_doc_count(self._number)
        writer = self._codec.field_writer(self._storage, self._segment)
        shape = schema()
        for field, terms in itertools.groupby(rows, key=itemgetter(0)):
            writer.start_field(field, shape[field])
            one = [pack_uint(1)] if isinstance(shape[field], fields.KEYWORD) else []
            known = self._lengths.get(field)
            for _, term, ids, weights, values in terms:
                lengths = [known[id] for id in ids] if known else []
                writer.put(term, ids, weights, values or one * len(ids), lengths)
            writer.finish_field()
        writer.close()
        self._segment._codec = W3Codec()  # who reads the index needs no codec of ours
        TOC(shape, [self._segment], 1).write(self._storage, _NAME)
        shutil.rmtree(self._folder / f"{_NAME}.tmp", ignore_errors=True)


@functools.lru_cache(1 << 14)
def places(at: tuple[int, ...]) -> bytes:
    """Positions as Whoosh's format of them writes a value."""
    value: bytes = pack_uint(len(at)) + dumps([at[0], *(b - a for a, b in itertools.pairwise(at))], 2)
    return value


@functools.lru_cache(1 << 12)
def place(at: int) -> bytes:
    """A single position."""
    return places((at,))
