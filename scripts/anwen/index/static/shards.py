"""The static form of the index: small scripts that a browser fetches when a query needs them.

    root.js      settings, and for each room below the names of its files
    b/…          a bucket of the dictionary: terms with their passages, and words, by their first two characters, so
                 that a word needs one
    m/…          a bucket of words of the same meaning, which only a rare word needs; with them stands of their
                 frequent terms what `b` says, or a dozen synonyms would cost two dozen buckets
    s/…          a bucket of sounds, decided by the first two syllables
    i/…          a bucket of initials, decided by the first two letters
    l/…          the passages of one frequent term in order of impact; of a longer list a head, and in a file of its own
                 after it the rest, of which all weigh the same (`anwen.index.ranking.levels`)
    t/…          one passage, all that a hit shows
    f/…          the passages of each value of one facet; one more has the passages of each date
    q/…          a bucket of suggestions, by what is typed, and of identifiers with their passages
    c/…, o/…     readings of characters; names of the concepts and values of the facets

Of a long list a head is enough for most queries: the texts of the best passages, which are fetched anyway, say whether
they have the term (`anwen.index.ranking.rank`). docs/assets/anwen/search-source.js reads all this.
"""

from __future__ import annotations

import itertools
import math
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import numpy as np

from anwen.index.analysis.dictionary import Whole
from anwen.index.analysis.runs import Records
from anwen.index.ranking.levels import Levels, head_of, levels
from anwen.index.source import FACETS, Characters, Entry, Lexicon, Settings
from anwen.index.static.coding import (
    common,
    encode,
    encode_readings,
    encode_rest,
    encode_set,
    spread,
)
from anwen.index.static.files import Files, Room
from anwen.index.terms import terms
from anwen.records import THEME_NAMES

_BUCKET = 512  # most bytes wanted in a bucket, one of which a pair of characters costs
_INLINE = 400  # characters of passages that may stand in a bucket
_FIELDS = {"themes": "theme", "concepts": "concept"}


def start(kind: str, term: str) -> str:
    """What of a term decides its bucket: all of it for words of the same meaning and identifiers: few queries need any.

    >>> start("w", "安全生产"), start("m", "安全生产"), start("s", "an quan sheng chan"), start("i", "aqsc")
    ('安全', '安全生产', 'an quan', 'aq')
    """
    return term if kind in "mn" else " ".join(term.split(" ")[:2]) if kind == "s" else term[:2]


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
        self._buckets, self._sounds, self._initials = _Buckets(room), _Buckets(room), _Buckets(room)
        self._meanings, self._offers = _Buckets(room, 2 * _BUCKET), _Buckets(room, 4 * _BUCKET)
        self._dates: dict[str, array[int]] = {}
        self._facets: dict[str, dict[str, str]] = {facet: {} for facet in FACETS}
        self._frequent: dict[str, tuple[int, ...]] = {}  # what of a term stands in its bucket where its list does not
        self._lists = self._total = 0

    def passage(self, entry: Entry) -> None:
        """Take the next passage."""
        if entry.date:
            self._dates.setdefault(entry.date, array("I")).append(self._total)
        self._texts.put(self._total, msgspec.msgpack.encode(entry))
        self._total += 1

    def term(self, field: str, term: str, passages: list[int], weights: list[int]) -> None:
        """Take a term of the index of record with its passages, once all passages have been taken."""
        facet = _FIELDS.get(field, field)
        if facet in self._facets:
            self._facets[facet][term] = encode_set(passages)
        elif field == "id":
            self._offers.put("n", term, encode_set(passages))
        elif field == "bigrams":
            cut = levels(weights, head_of(self._total))
            texts = [encode(passages, weights)] if not cut else self._parted(np.array(passages), np.array(weights), cut)
            if not cut and len(texts[0]) <= _INLINE:
                self._buckets.put("g", term, texts[0])
                return
            self._frequent[term] = (len(passages), self._lists, *([cut.rest] if cut else []))
            self._buckets.put("g", term, self._frequent[term])
            for text in texts:
                self._list(text)

    def _parted(self, passages: Whole, weights: Whole, cut: Levels) -> list[str]:
        """The head of a long list, and the rest."""
        high = weights >= cut.head
        head = passages[high]
        return [encode(head.tolist(), weights[high].tolist()), encode_rest(head, passages[~high], self._total)]

    def _list(self, text: str) -> None:
        self._long.put(self._lists, text.encode())
        self._lists += 1

    def finish(
        self, lexicon: Lexicon, suggestions: Mapping[str, object], characters: Characters, settings: Settings
    ) -> None:
        """Write everything.

        Raises:
            AnwenError: the folder cannot be written.
        """
        for word, count in lexicon.words.items():
            self._buckets.put("w", word, count)
        for word, others in lexicon.synonyms.items():
            found = sorted({term for other in others for term in terms(other)} & self._frequent.keys())
            self._meanings.put("m", word, (others, {term: self._frequent[term] for term in found}))
        for buckets, kind, sounds in ((self._sounds, "s", lexicon.sounds), (self._initials, "i", lexicon.initials)):
            for key, words in sounds.items():
                buckets.put(kind, key, words)
        for key, rows in suggestions.items():
            self._offers.put("q", key, rows)
        files = self._files
        names = {"concepts": settings.concepts, "facets": settings.facets}
        dictionaries = {
            "b": self._buckets,
            "m": self._meanings,
            "s": self._sounds,
            "i": self._initials,
            "q": self._offers,
        }
        few = msgspec.structs.replace(settings, concepts=(), facets={})
        root = {
            "settings": few,
            "themes": THEME_NAMES,
            "bits": {room: it.bits for room, it in dictionaries.items()},
            **{room: it.write(files, room) for room, it in dictionaries.items()},
            "l": files.room("l", self._lists, (data.decode() for _, data in self._long.sorted())),
            "t": files.room("t", self._total, self._passages()),
            "c": files.one("c", {"readings": encode_readings(characters.readings), "alike": characters.alike}),
            "v": files.one("c", (characters.old, characters.new)),
            "variants": "".join(sorted(set(characters.old) & set(common()))),
            "o": files.one("o", names),
            "d": files.one("f", {date: encode_set(self._dates[date]) for date in sorted(self._dates)}),
            "f": {facet: files.one("f", values) for facet, values in self._facets.items()},
        }
        files.finish(root)

    def _passages(self) -> Iterator[object]:
        themes = list(THEME_NAMES)
        for number, data in self._texts.sorted():
            it = msgspec.msgpack.decode(data, type=Entry)
            own = [themes.index(theme) if theme in themes else theme for theme in it.themes]
            names = (it.article, it.id.removeprefix(it.article), it.title, it.kind, it.date, it.issuer)
            few = (
                it.like if it.like >= 0 else number,
                it.publisher,
                it.document,
                it.questions,
                it.telling,
            )  # not all have
            last = max((at for at, has in enumerate((it.like >= 0, *few[1:]), 1) if has), default=0)
            yield [*names, it.heading, it.text, own, *few[:last]]
