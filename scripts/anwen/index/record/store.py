"""The index of record, kept with Whoosh 2.7.4. Only this module and segment.py know Whoosh.

One Whoosh document per passage, in the order of articles and passages, in one segment, so that a document's number is
the passage's number. The lexicon is the terms of one more, last document; postings carry BM25 weights or counts.
Segment names come from the content and everything is written in sorted order: the same passages give the same bytes.
"""

from __future__ import annotations

import hashlib
import shutil
import weakref
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from anwen.errors import AnwenError
from anwen.index.analysis.analyse import Analysed
from anwen.index.analysis.dictionary import Dictionary
from anwen.index.ranking.levels import head_of, levels
from anwen.index.record.gather import Gathered
from anwen.index.record.segment import WORDS, Row, Segment
from anwen.index.source import FACETS, Characters, Entry, Lexicon, Postings, Settings, Sound

Seen = Callable[[str, str, list[int], list[int]], None]
_FIELDS = {facet: facet for facet in (*FACETS, "id")} | {"theme": "themes", "concept": "concepts"}


class _Files(FileStorage):  # type: ignore[misc]
    """A folder to read from that remembers its open files: Whoosh forgets to close some."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), readonly=True)
        self.opened: list[Any] = []

    def open_file(self, name: str, *args: Any, **options: Any) -> Any:
        file = super().open_file(name, *args, **options)
        self.opened.append(file)
        return file


def _close(files: list[Any]) -> None:
    while files:
        file = files.pop()
        if not file.is_closed:
            file.close()


class Writer:
    """Writes an index into a folder of its own beside ``folder`` and puts it in place with `commit`."""

    def __init__(self, folder: Path, dictionary: Dictionary) -> None:
        self._folder = folder
        self._beside = folder / ".new"
        shutil.rmtree(self._beside, ignore_errors=True)
        self.room = self._beside / "room"  # for what must wait on the disk, anyone's
        self.room.mkdir(parents=True)
        (self._beside / "index").mkdir()
        self._segment = Segment(self._beside / "index")
        self._postings = Gathered(self.room, dictionary)
        self._digest = hashlib.sha256()
        self._number = 0

    def add(self, batch: Analysed, entries: Iterable[Entry]) -> None:
        """Add the next passages: what is stored of them, and what was found in them."""
        self._postings.add(batch, self._number)
        lengths = zip(*(batch.lengths[field] for field in WORDS), strict=True)
        for entry, counts in zip(entries, lengths, strict=True):
            number, data = self._number, msgspec.json.encode(entry)
            self._segment.add(data, dict(zip(WORDS, counts, strict=True)))
            self._digest.update(len(data).to_bytes(8, "big") + data)
            self._postings.weigh("id", dict.fromkeys((entry.article, *entry.sections, entry.id), 1), number)
            for facet in FACETS:
                self._postings.weigh(_FIELDS[facet], dict.fromkeys(entry.values(facet), 1), number)
            self._number += 1

    def write(
        self, lexicon: Lexicon, characters: Characters, settings: Settings, seen: Seen, parts: Iterable[bytes]
    ) -> None:
        """Write the index with the lexicon; ``parts`` go into its name.

        ``seen`` is told the field, the term, the passages and the weights of every term on the way.
        """
        number = self._number
        data = msgspec.json.encode((settings, characters))
        for part in (*parts, data):
            self._digest.update(len(part).to_bytes(8, "big") + part)
        self._segment.add(data, {})
        words = {word: count + 1 for word, count in lexicon.words.items()}
        pairs = {f"{word}\t{other}": 1 for word, others in lexicon.synonyms.items() for other in others}
        tables = {
            "lexicon": words,
            "synonyms": pairs,
            "sounds": _flat(lexicon.sounds),
            "initials": _flat(lexicon.initials),
        }
        for field, table in tables.items():
            self._postings.weigh(field, table, number)
        self._segment.finish(self._digest.hexdigest()[:16], _telling(self._postings.rows(), seen))

    def commit(self) -> None:
        """Put what was written in the place of what ``folder`` held; other files there are left alone."""
        _install(self._beside / "index", self._folder)
        shutil.rmtree(self._beside)


def _telling(rows: Iterable[Row], seen: Seen) -> Iterator[Row]:
    for row in rows:
        seen(*row[:4])
        yield row


def _flat(table: dict[str, tuple[Sound, ...]]) -> dict[str, int]:
    return dict(sorted((f"{key}\t{word}", count + 1) for key, sounds in table.items() for word, count in sounds))


def _install(new: Path, folder: Path) -> None:
    """Move the files of ``new`` into ``folder``, the table of contents last, then remove what is no longer named."""
    files = sorted(path for path in new.iterdir() if "LOCK" not in path.name)
    for path in sorted(files, key=lambda path: path.suffix == ".toc"):
        target = folder / path.name
        if target.is_file() and target.read_bytes() == path.read_bytes():
            continue
        path.replace(target)
    kept = {path.name for path in files}
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name not in kept and path.name != "README.md":
            path.unlink()


class Store:
    """The index of record, opened for reading; a `anwen.index.source.Source`."""

    def __init__(self, folder: Path) -> None:
        if not self.exists(folder):
            raise AnwenError("there is no search index", where=str(folder), hint="Run: anwen index")
        files = _Files(folder)
        self._closing = weakref.finalize(self, _close, files.opened)
        try:
            self._reader: Any = FileIndex(files).reader()
            self._last = self._reader.doc_count_all() - 1
            settings, self._characters = msgspec.json.decode(
                self._reader.stored_fields(self._last)["data"], type=tuple[Settings, msgspec.Raw]
            )
        except Exception as error:  # Whoosh raises many kinds for a damaged file
            hint = "Delete the folder's files but README.md and run: anwen index"
            raise AnwenError(f"the search index is damaged ({error})", where=str(folder), hint=hint) from None
        self.settings: Settings = settings

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether ``folder`` holds an index."""
        return any(folder.glob("_MAIN_*.toc"))

    def close(self) -> None:
        """Close the index's files; otherwise they are closed with the object."""
        self._closing()

    @cached_property
    def _tables(self) -> Characters:
        return msgspec.json.decode(self._characters, type=Characters)

    def characters(self) -> Characters:
        return self._tables

    def _postings(self, field: str, term: str) -> dict[int, int]:
        if (field, term) not in self._reader:
            return {}
        found: dict[int, int] = {}
        matcher = self._reader.postings(field, term)
        while matcher.is_active():  # a block at a time: five times as fast as a posting at a time
            matcher.id(), matcher.weight()
            found.update(zip(matcher._ids, map(int, matcher._weights), strict=True))
            if not isinstance(matcher, W3LeafMatcher):
                break  # few postings, which stand with their term
            matcher._next_block()
        return found

    def gram(self, gram: str, near: bool = False) -> Postings:
        found = self._postings("bigrams", gram)
        cut = levels(found.values(), head_of(self.settings.total))
        if not cut:
            return found
        if near:
            return {number: weight for number, weight in found.items() if weight >= cut.head}
        return dict(zip(found, map(cut.table().__getitem__, found.values()), strict=True))

    def count(self, gram: str) -> int:
        return int(self._reader.doc_frequency("bigrams", gram))

    def word(self, word: str) -> int:
        if ("lexicon", word) not in self._reader:
            return -1
        return int(self._reader.term_info("lexicon", word).weight()) - 1

    def _under(self, field: str, key: str) -> tuple[Sound, ...]:
        found = []
        prefix = f"{key}\t".encode()
        for name, term in self._reader.terms_from(field, prefix):
            if name != field or not term.startswith(prefix):
                break
            weight = self._reader.term_info(field, term).weight()
            found.append((term[len(prefix) :].decode(), int(weight) - 1))
        return tuple(found)

    def synonyms(self, word: str) -> tuple[str, ...]:
        return tuple(other for other, _ in self._under("synonyms", word))

    def sounds(self, key: str) -> tuple[Sound, ...]:
        return self._under("sounds", key)

    def initials(self, key: str) -> tuple[Sound, ...]:
        return self._under("initials", key)

    def facet(self, name: str, value: str) -> frozenset[int]:
        return frozenset(self._postings(_FIELDS[name], value))

    def entry(self, number: int) -> Entry:
        return msgspec.json.decode(self._reader.stored_fields(number)["data"], type=Entry)
