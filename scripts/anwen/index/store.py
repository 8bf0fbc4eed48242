"""The index of record, kept with Whoosh 2.7.4. No other module knows Whoosh.

One Whoosh document per passage, in the order of articles and passages, in one segment, so that a document's number is
the passage's number. The lexicon is the terms of one more, last document; postings carry BM25 weights or counts.
Segment names come from the content and everything is written in sorted order: the same passages give the same bytes.
"""

from __future__ import annotations

import hashlib
import shutil
import weakref
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from whoosh import analysis, fields, formats
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from anwen.errors import AnwenError
from anwen.index.source import FACETS, Characters, Entry, Lexicon, Postings, Settings, Sound

_FIELDS = {facet: facet for facet in FACETS} | {"theme": "themes", "concept": "concepts"}


class Weighted(fields.FieldType):  # type: ignore[misc]
    """A field whose value is a mapping of terms to whole weights, written to the postings as they are."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = None
        self.scorable = True  # else Whoosh asks the file system for a column of lengths at every posting
        self.stored = False
        self.unique = False
        self.vector = None

    def index(self, value: dict[str, int], **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, weight in value.items():
            yield term.encode(), 1, float(weight), b""


def _schema() -> Any:
    words = analysis.SpaceSeparatedTokenizer()  # positions count words, so phrases can be asked for
    keyword = {"commas": True, "scorable": False}
    return fields.Schema(
        article=fields.ID(),
        bigrams=Weighted(),
        concepts=fields.KEYWORD(**keyword),
        data=fields.STORED(),
        heading=fields.TEXT(analyzer=words),
        id=fields.ID(unique=True),
        initials=Weighted(),
        kind=fields.ID(),
        level=fields.ID(),
        lexicon=Weighted(),
        sector=fields.ID(),
        sounds=Weighted(),
        synonyms=Weighted(),
        text=fields.TEXT(analyzer=words),
        themes=fields.KEYWORD(**keyword),
        title=fields.TEXT(analyzer=words),
        year=fields.ID(),
    )


class _Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec, but the segment's name is given instead of drawn by lot."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def new_segment(self, storage: Any, indexname: str) -> Any:
        segment = super().new_segment(storage, indexname)
        segment.segid = self._name
        return segment


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

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._beside = folder / ".new"
        shutil.rmtree(self._beside, ignore_errors=True)
        self._beside.mkdir(parents=True)
        index = FileStorage(str(self._beside)).create_index(_schema())
        self._writer = index.writer(codec=_Codec(name), limitmb=256, compound=False)  # a compound holds times

    def add(self, entry: Entry, words: dict[str, list[str]], weights: dict[str, int]) -> None:
        """Add the next passage with the words of its fields and the weights of its terms."""
        values = {field: " ".join(found) for field, found in sorted(words.items())}
        facts = {"article": entry.article, "id": entry.id, "kind": entry.kind, "level": entry.level}
        facts |= {"sector": entry.sector, "year": entry.year}
        facts |= {"themes": ",".join(entry.themes), "concepts": ",".join(entry.concepts)}
        self._writer.add_document(
            bigrams=weights, data=msgspec.json.encode(entry), **values, **{k: v for k, v in facts.items() if v}
        )

    def commit(self, lexicon: Lexicon, characters: Characters, settings: Settings) -> None:
        """Add the lexicon, finish, and replace what ``folder`` held; other files there are left alone."""
        pairs = {f"{word}\t{other}": 1 for word, others in lexicon.synonyms.items() for other in others}
        self._writer.add_document(
            lexicon={word: count + 1 for word, count in lexicon.words.items()},
            synonyms=dict(sorted(pairs.items())),
            sounds=_flat(lexicon.sounds),
            initials=_flat(lexicon.initials),
            data=msgspec.json.encode((settings, characters)),
        )
        self._writer.commit(optimize=True)
        _install(self._beside, self._folder)


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
    shutil.rmtree(new)


def digest(parts: Iterable[bytes]) -> str:
    """A name of 16 letters and digits for the content of ``parts``."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(len(part).to_bytes(8, "big") + part)
    return sha.hexdigest()[:16]


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

    def _postings(self, field: str, term: str) -> Iterator[tuple[int, int]]:
        if (field, term) in self._reader:
            matcher = self._reader.postings(field, term)
            while matcher.is_active():
                yield matcher.id(), int(matcher.weight())
                matcher.next()

    def gram(self, gram: str) -> Postings:
        return dict(self._postings("bigrams", gram))

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
        return frozenset(number for number, _ in self._postings(_FIELDS[name], value))

    def entry(self, number: int) -> Entry:
        return msgspec.json.decode(self._reader.stored_fields(number)["data"], type=Entry)

    def grams(self) -> Iterator[tuple[str, Postings]]:
        """Every term and its postings, for the static form."""
        for term in self._reader.lexicon("bigrams"):
            gram = term.decode()
            yield gram, self.gram(gram)
