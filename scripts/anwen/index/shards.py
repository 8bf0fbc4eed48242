"""The static form of the index: small scripts that a browser fetches when a query needs them.

    root.js         settings, and the names of all other files (in pages of 512 once there are many)
    b/<hash>.js     a bucket of the dictionary: terms with their postings, words, synonyms, sounds; a term's bucket is
                    the hash of its first two characters (syllables for sounds), so a word needs one bucket
    l/<hash>.js     the postings of one frequent term
    t/<hash>.js     the text of four passages in a row, with all that a hit shows
    f/<hash>.js     the passages of each value of one facet; one more has the passages of each date
    q/<hash>.js     a bucket of suggestions, by what is typed
    c/<hash>.js     readings of characters and traditional forms

Each file is one call, ``anwenShard("<name>",<JSON>)``, so it works as a script from file:// as well as fetched. Files
are named by their content: what did not change stays. Only root.js keeps its name; it is replaced last.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from anwen.index.source import Entry, Lexicon, Settings
from anwen.index.store import Store
from anwen.records import THEME_NAMES
from anwen.tables import write as write_file

PASSAGES = 4  # in a text file: some 2 KB, which is what one hit costs
_BUCKET = 4096  # bytes wanted in a bucket; buckets of 24 KB cost a first query five times as much
_LONG = 1500  # characters of postings that get a file of their own
_PAGE = 512  # names in a page of names
_INLINE = 4 * _PAGE  # up to so many names stand in root.js itself
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


def number(value: int) -> str:
    """A whole number in base 32, lowest digit first; all digits but the last are raised by 32.

    >>> number(5), number(31), number(32), number(1000)
    ('5', 'V', 'W1', 'eV')
    """
    digits = ""
    while value >= 32:
        digits += _DIGITS[32 + (value & 31)]
        value >>= 5
    return digits + _DIGITS[value]


def encode(postings: dict[int, int]) -> str:
    """Postings as text: gap to the passage before, then the weight.

    >>> encode({3: 63, 40: 1})
    '3_b11'
    """
    text, before = "", 0
    for at, weight in sorted(postings.items()):
        text += number(at - before) + _DIGITS[weight]
        before = at
    return text


def encode_set(numbers: Iterable[int]) -> str:
    """Passage numbers as text: runs of them, as gap and length; what an article has, its passages have in a row.

    >>> encode_set({3, 4, 5, 40})
    '33Y11'
    """
    text, end = "", 0
    for _, pairs in itertools.groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [value for _, value in pairs]
        text += number(run[0] - end) + number(len(run))
        end = run[-1] + 1
    return text


def bucket(start: str, buckets: int) -> int:
    """The bucket of the terms that begin with ``start``: FNV-1a over UTF-16 units, folded.

    >>> bucket("安全", 64)
    32
    """
    value = 2166136261
    for char in start:
        value = ((value ^ ord(char)) * 16777619) & 0xFFFFFFFF
    return (value ^ value >> 15) % buckets


def start(kind: str, term: str) -> str:
    """What of a term decides its bucket.

    >>> start("w", "安全生产"), start("s", "an quan sheng chan"), start("i", "aqsc")
    ('安全', 'an quan', 'aq')
    """
    return " ".join(term.split(" ")[:2]) if kind == "s" else term[:2]


class _Shards:
    """Writes the files of one build."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = {folder / "root.js"}

    def put(self, room: str, data: object) -> str:
        """Write ``data`` as a content-named file; returns the file's name."""
        text = _json(data)
        name = f"{room}/{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        path = self._folder / f"{name}.js"
        self._kept.add(path)
        write_file(path, f'anwenShard("{name}",{text});\n')
        return name

    def names(self, room: str, data: Iterable[object]) -> list[str] | list[list[str]]:
        """Write all of ``data``; returns pages of names, or the names of pages where there are many."""
        names = [self.put(room, it).partition("/")[2] for it in data]
        pages = [names[at : at + _PAGE] for at in range(0, len(names), _PAGE)]
        return pages if len(names) <= _INLINE else [self.put("n", page) for page in pages]

    def finish(self, root: object) -> None:
        """Write root.js and remove files that no build names any more."""
        write_file(self._folder / "root.js", f'anwenShard("root",{_json(root)});\n')
        for path in sorted(self._folder.glob("*/*.js")):
            if path not in self._kept:
                path.unlink()


def _json(data: object) -> str:
    text = json.dumps(msgspec.to_builtins(data), ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")  # line ends to old readers of scripts


def _terms(store: Store, lexicon: Lexicon, long: list[str]) -> list[tuple[str, str, object]]:
    """Every dictionary entry as (kind, term, value); postings too long for a bucket are put into ``long``."""
    found: list[tuple[str, str, object]] = []
    for gram, postings in store.grams():
        text = encode(postings)
        if len(text) > _LONG:
            found.append(("g", gram, [len(postings), len(long)]))
            long.append(text)
        else:
            found.append(("g", gram, text))
    found.extend(("w", word, count) for word, count in lexicon.words.items())
    found.extend(("m", word, others) for word, others in lexicon.synonyms.items())
    found.extend(("s", key, sounds) for key, sounds in lexicon.sounds.items())
    found.extend(("i", key, sounds) for key, sounds in lexicon.initials.items())
    return found


def _number_of(parts: Iterable[object]) -> int:
    """The number of buckets that all ``parts`` need: a power of two."""
    size, number_of = sum(len(_json(part).encode()) for part in parts), 1
    while number_of * _BUCKET < size:
        number_of *= 2
    return number_of


def _buckets(entries: list[tuple[str, str, object]]) -> list[dict[str, dict[str, object]]]:
    number_of = _number_of([term, value] for _, term, value in entries)
    buckets: list[dict[str, dict[str, object]]] = [{} for _ in range(number_of)]
    for kind, term, value in sorted(entries, key=lambda entry: entry[:2]):
        buckets[bucket(start(kind, term), number_of)].setdefault(kind, {})[term] = value
    return buckets


def _texts(passages: Sequence[Entry]) -> Iterable[object]:
    """The text files: articles as [id, title, kind, date, issuer], passages as [article, id, heading, text, …]."""
    for at in range(0, len(passages), PASSAGES):
        articles: list[tuple[str, ...]] = []
        rows: list[object] = []
        for it in passages[at : at + PASSAGES]:
            article = (it.article, it.title, it.kind, it.date, it.issuer)
            if article not in articles:
                articles.append(article)
            rows.append([articles.index(article), it.id, it.heading, it.text, it.themes, it.concepts])
        yield {"a": articles, "p": rows}


def _spread(values: dict[str, object]) -> list[dict[str, object]]:
    """``values`` in buckets by the start of their keys."""
    number_of = _number_of(values.items())
    buckets: list[dict[str, object]] = [{} for _ in range(number_of)]
    for key, value in sorted(values.items()):
        buckets[bucket(key, number_of)][key] = value
    return buckets


def _dates(passages: Sequence[Entry]) -> dict[str, str]:
    """Date to its passages; an incomplete date sorts before the days it may be, so it is older than they are."""
    found: dict[str, list[int]] = {}
    for at, entry in enumerate(passages):
        if entry.date:
            found.setdefault(entry.date, []).append(at)
    return {date: encode_set(found[date]) for date in sorted(found)}


def write(
    folder: Path,
    store: Store,
    passages: Sequence[Entry],
    lexicon: Lexicon,
    suggestions: Mapping[str, object],
) -> None:
    """Write the static form of ``store`` to ``folder``.

    Raises:
        AnwenError: the folder cannot be written.
    """
    shards = _Shards(folder)
    long: list[str] = []
    buckets = _buckets(_terms(store, lexicon, long))
    offered = _spread(dict(suggestions))
    settings: Settings = store.settings
    root = {
        "settings": settings,
        "themes": THEME_NAMES,
        "buckets": len(buckets),
        "offers": len(offered),
        "passages": PASSAGES,
        "b": shards.names("b", buckets),
        "l": shards.names("l", long),
        "t": shards.names("t", _texts(passages)),
        "q": shards.names("q", offered),
        "c": shards.put("c", store.characters()),
        "d": shards.put("f", _dates(passages)),
        "f": {
            facet: shards.put("f", {value: encode_set(store.facet(facet, value)) for value in values})
            for facet, values in settings.facets.items()
        },
    }
    shards.finish(root)
