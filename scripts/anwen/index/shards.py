"""The static form of the index: small scripts that a browser fetches when a query needs them.

    root.js      settings, and for each room below the names of its files
    b/…          a bucket of the dictionary: terms with their passages, words, words of the same meaning; the first two
                 characters of a term decide which, so a word needs one
    s/…          a bucket of sounds and initials, decided by the first two syllables or letters
    l/…          the passages of one frequent term in order of impact: a head; what is left in tails, each twice as long
    t/…          the text of two passages in a row, all that a hit shows, and the weights of the terms that have tails
    f/…          the passages of each value of one facet; one more has the passages of each date
    q/…          a bucket of suggestions, by what is typed
    c/…, o/…     readings of characters; names of the concepts and values of the facets

A head is enough for most queries: what it leaves out weighs at most as much as its last passage, and the texts of the
best passages, which are fetched anyway, say what they really weigh. docs/assets/anwen/search-source.js reads all this.
"""

from __future__ import annotations

import itertools
import math
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from anwen.index.coding import by_impact, common, encode, encode_readings, encode_set, number, spread
from anwen.index.files import Files, Room
from anwen.index.runs import Records
from anwen.index.source import FACETS, Characters, Entry, Lexicon, Settings
from anwen.index.terms import fold
from anwen.records import THEME_NAMES

PASSAGES = 2  # in a text file: some 1 KB, which is what a hit costs
_BUCKET = 2048  # most bytes wanted in a bucket, one of which a pair of characters costs; 3072 cost a query 5 KB more
_INLINE = 400  # characters of passages that may stand in a bucket
_HEAD = 8  # a head is so many times the square root of the number of passages …
_LEAST = 1024  # … and at least so long
_FIELDS = {"themes": "theme", "concepts": "concept"}


def head_of(total: int) -> int:
    """How many passages of a frequent term are fetched at first, in a collection of ``total``.

    >>> head_of(300), head_of(63_648), head_of(600_000)
    (1024, 2016, 6192)
    """
    return max(_LEAST, _HEAD * math.isqrt(total))


def start(kind: str, term: str) -> str:
    """What of a term decides its bucket.

    >>> start("w", "安全生产"), start("s", "an quan sheng chan"), start("i", "aqsc")
    ('安全', 'an quan', 'aq')
    """
    return " ".join(term.split(" ")[:2]) if kind == "s" else term[:2]


def parts(postings: list[int], head: int) -> Iterator[list[int]]:
    """Postings cut into the head and the tails.

    >>> [len(part) for part in parts(list(range(10)), 2)]
    [2, 4, 4]
    """
    at = 0
    while at < len(postings):
        yield postings[at : at + head]
        at, head = at + head, head * 2


class _Buckets:
    """A dictionary cut into buckets of about the same size, more than memory should hold."""

    def __init__(self, folder: Path, wanted: int = _BUCKET) -> None:
        self._records = Records(folder)
        self._wanted = wanted
        self._size = 0

    def put(self, kind: str, term: str, value: object) -> None:
        data = msgspec.msgpack.encode((kind, term, value))
        self._size += len(data) + 4
        self._records.put(spread(start(kind, term)), data)

    @property
    def bits(self) -> int:
        """How many bits of a term's hash number its bucket."""
        return max(1, math.ceil(math.log2(max(1, self._size / self._wanted))))

    def buckets(self) -> Iterator[dict[str, dict[str, object]]]:
        shift, following = 32 - self.bits, 0
        for at, same in itertools.groupby(self._records.sorted(), key=lambda record: record[0] >> shift):
            yield from ({} for _ in range(following, at))
            found: dict[str, dict[str, object]] = {}
            for _, data in same:
                kind, term, value = msgspec.msgpack.decode(data)
                found.setdefault(kind, {})[term] = value
            yield {kind: dict(sorted(found[kind].items())) for kind in sorted(found)}
            following = at + 1
        yield from ({} for _ in range(following, 1 << self.bits))

    def write(self, files: Files, room: str) -> Room:
        return files.room(room, 1 << self.bits, self.buckets())


class Shards:
    """Gathers the static form passage by passage and term by term, and writes it at the end.

    Args:
        folder: where the static form is to stand.
        room: an existing folder for what has to wait; the caller removes it.
    """

    def __init__(self, folder: Path, room: Path) -> None:
        self._files = Files(folder)
        self._texts = Records(room)
        self._long = Records(room)
        self._buckets, self._sounds = _Buckets(room), _Buckets(room)
        self._offers = _Buckets(room, 2 * _BUCKET)
        self._dates: dict[str, array[int]] = {}
        self._facets: dict[str, dict[str, str]] = {facet: {} for facet in FACETS}
        self._tailed: set[str] = set()
        self._lists = self._total = 0
        self._head = _LEAST

    def passage(self, entry: Entry, digits: str) -> None:
        """Take the next passage, and what the pair at each of its characters weighs."""
        if entry.date:
            self._dates.setdefault(entry.date, array("I")).append(self._total)
        self._texts.put(self._total, msgspec.msgpack.encode((entry, digits)))
        self._total += 1

    def term(self, field: str, term: str, passages: list[int], weights: list[int]) -> None:
        """Take a term of the index of record with its passages, once all passages have been taken."""
        facet = _FIELDS.get(field, field)
        if facet in self._facets:
            self._facets[facet][term] = encode_set(passages)
        elif field == "bigrams":
            self._head = head_of(self._total)
            ordered = by_impact(passages, weights)
            text = encode(ordered) if len(ordered) <= _INLINE else ""
            if text and len(text) <= _INLINE:
                self._buckets.put("g", term, text)
                return
            self._buckets.put("g", term, (len(ordered), self._lists))
            for part in parts(ordered, self._head):
                self._long.put(self._lists, encode(part).encode())
                self._lists += 1
            if len(ordered) > self._head:
                self._tailed.add(term)

    def finish(
        self, lexicon: Lexicon, suggestions: Mapping[str, object], characters: Characters, settings: Settings
    ) -> None:
        """Write everything.

        Raises:
            AnwenError: the folder cannot be written.
        """
        for kind, table in (("w", lexicon.words), ("m", lexicon.synonyms)):
            for term, value in table.items():
                self._buckets.put(kind, term, value)
        for kind, sounds in (("s", lexicon.sounds), ("i", lexicon.initials)):
            for key, words in sounds.items():
                self._sounds.put(kind, key, words)
        for key, rows in suggestions.items():
            self._offers.put("q", key, rows)
        files = self._files
        names = {"concepts": settings.concepts, "facets": settings.facets}
        dictionaries = {"b": self._buckets, "s": self._sounds, "q": self._offers}
        few = msgspec.structs.replace(settings, concepts=(), facets={})
        root = {
            "settings": few,
            "themes": THEME_NAMES,
            "passages": PASSAGES,
            "bits": {room: it.bits for room, it in dictionaries.items()},
            **{room: it.write(files, room) for room, it in dictionaries.items()},
            "l": files.room("l", self._lists, (data.decode() for _, data in self._long.sorted())),
            "t": files.room("t", -(-self._total // PASSAGES), self._chunks()),
            "c": files.one("c", {"readings": encode_readings(characters.readings), "alike": characters.alike}),
            "v": files.one("c", (characters.old, characters.new)),
            "variants": "".join(sorted(set(characters.old) & set(common()))),
            "o": files.one("o", names),
            "d": files.one("f", {date: encode_set(self._dates[date]) for date in sorted(self._dates)}),
            "f": {facet: files.one("f", values) for facet, values in self._facets.items()},
        }
        files.finish(root)

    def _chunks(self) -> Iterator[object]:
        """The text files: articles as [id, title, kind, date, issuer], passages as [article, its end of the id, …]."""
        themes = list(THEME_NAMES)
        shape = tuple[Entry, str]
        for _, records in itertools.groupby(self._texts.sorted(), key=lambda record: record[0] // PASSAGES):
            articles: list[tuple[str, ...]] = []
            rows: list[object] = []
            for _, data in records:
                it, digits = msgspec.msgpack.decode(data, type=shape)
                article = (it.article, it.title, it.kind, it.date, it.issuer)
                if article not in articles:
                    articles.append(article)
                own = [themes.index(theme) if theme in themes else theme for theme in it.themes]
                row = [articles.index(article), it.id.removeprefix(it.article), it.heading, it.text, own]
                rows.append([*row, self._weights(it, digits), *([it.like] if it.like >= 0 else [])])
            yield {"a": articles, "p": rows}

    def _weights(self, entry: Entry, digits: str) -> str:
        """The weights of the passage's pairs that have tails: the gap to the place of each, and its digit."""
        whole = fold(f"{entry.text}\n{entry.heading}\n{entry.title}")
        text, before, seen = "", 0, set()
        for at, digit in enumerate(digits):
            pair = whole[at : at + 2]
            if digit != "0" and pair in self._tailed and pair not in seen:
                seen.add(pair)
                text += number(at - before) + digit
                before = at
        return text
