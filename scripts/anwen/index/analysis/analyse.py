"""Passages to words and weighted terms, many at a time, on all cores where there are many of them.

What is Chinese goes by numbers: a posting is one whole number of 64 bits, its term first, so that sorting numbers sorts
postings. Other words (5s, 2024) are few and go by their text.
"""

from __future__ import annotations

import functools
import itertools
import os
import re
import signal
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor

import numpy as np
from msgspec import Struct

from anwen.index.analysis.dictionary import NONE, Codes, Dictionary, Whole, codes
from anwen.index.analysis.lattice import Cut, cut
from anwen.index.analysis.packing import GRAMS, WORDS, starts
from anwen.index.analysis.runs import Keys
from anwen.index.analysis.same import Sketch, sketches
from anwen.index.analysis.weigh import occurrences, packed, weights
from anwen.index.analysis.words import Segmenter
from anwen.index.source import Entry
from anwen.index.terms import FIELDS, NOTED, fold

_BATCH = 256  # passages handed to a process at a time; more of them do not fit the processor's cache
_AHEAD = 2  # batches a process may be ahead: what waits is in memory
BESIDE = 24  # bits of the number of the second of two words side by side …
_OWNER = 16  # … and of a passage in its batch
_OTHER = re.compile("[a-z0-9]+(?:[.%-][a-z0-9]+)*")

Other = tuple[str, tuple[int, ...]]


class Analysed(Struct, frozen=True):
    """Passages in a row, numbered from 0.

    ``words`` and ``terms`` are sorted postings; ``others`` and ``other_terms`` are those that go by their text, as
    (word, (passage, how often, place, …)) and (term, (passage, weight)).
    """

    entries: list[Entry]
    words: dict[str, Keys]
    others: dict[str, list[Other]]
    lengths: dict[str, list[int]]  # words of each passage
    terms: Keys
    other_terms: list[Other]
    held: Whole  # numbers of words, each once for every passage that has it
    beside: Whole  # the same of two words side by side, the first's number before the second's
    sketches: list[Sketch]
    characters: str


class Analyser:
    """Analyses batches of passages with jieba's dictionary and ``terms``."""

    def __init__(self, terms: Collection[str]) -> None:
        self.dictionary = _dictionary(frozenset(terms))

    def batch(self, entries: Sequence[Entry]) -> Analysed:
        """At most `_BATCH` passages analysed."""
        flat = _Flat(entries)
        found = cut(self.dictionary, flat.codes)
        begins = np.concatenate((np.flatnonzero(found.begins), np.array([at for at, _ in flat.others], np.int64)))
        begins.sort()
        terms, other_terms = _weighed(flat, found)
        words, others, lengths = {}, {}, {}
        for field, name in enumerate(FIELDS):
            words[name], others[name], lengths[name] = _words(flat, found, begins[flat.fields[begins] == field], field)
        # a word that only questions have is none of the collection: it keeps its other names, which find more
        chinese = np.flatnonzero(found.begins & (flat.fields != [*FIELDS].index(NOTED)))
        held = np.unique(found.numbers[chinese] << 32 | flat.passages[chinese]) >> 32
        beside = _beside(found, chinese, flat.passages)
        kept = np.flatnonzero(((found.numbers != NONE) | flat.other) & (flat.fields == 0))
        return Analysed(
            [*entries],
            words,
            others,
            lengths,
            terms,
            other_terms,
            held,
            beside,
            sketches(flat.codes[kept], np.bincount(flat.passages[kept], minlength=len(entries))),
            "".join(map(chr, np.unique(flat.codes).tolist())),
        )


@functools.lru_cache(1)  # a library that is built again, as anwen serve does, has the same terms; so have its workers
def _dictionary(terms: frozenset[str]) -> Dictionary:
    return Segmenter(terms).dictionary()


class _Flat:
    """The folded fields of passages one after another, a line break after each."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        parts = [part for it in entries for part in it.fields.values()]
        self.text = fold("\n".join([*parts, ""]))
        self.codes: Codes = codes(self.text)
        lengths = np.fromiter(map(len, parts), np.int64, len(parts)) + 1
        owners = np.repeat(np.arange(len(parts)), lengths)
        self.passages: Whole = owners // len(FIELDS)
        self.fields: Whole = owners % len(FIELDS)
        self.bounds: Whole = np.append(0, np.cumsum(lengths)[len(FIELDS) - 1 :: len(FIELDS)])
        self.lengths: Whole = lengths[:: len(FIELDS)] - 1  # of the texts
        self.others = [(match.start(), match.group()) for match in _OTHER.finditer(self.text)]
        self.other = np.zeros(len(self.codes), np.bool_)
        for at, word in self.others:
            self.other[at : at + len(word)] = True


def _words(flat: _Flat, found: Cut, begins: Whole, field: int) -> tuple[Keys, list[Other], list[int]]:
    """The postings of the words of one field, by number and by text, and how many words each passage has."""
    passages = flat.passages[begins]
    lengths = np.bincount(passages, minlength=len(flat.bounds) - 1)
    places = np.arange(len(begins)) - (np.cumsum(lengths) - lengths)[passages]
    chinese = found.begins[begins]
    keys = WORDS.pack(found.numbers[begins[chinese]], passages[chinese], places[chinese])
    keys.sort()
    rows: dict[tuple[str, int], list[int]] = defaultdict(list)
    texts = (word for at, word in flat.others if flat.fields[at] == field)
    others = zip(texts, passages[~chinese].tolist(), places[~chinese].tolist(), strict=True)
    for word, passage, place in others:
        rows[word, passage].append(place)
    return keys, [(word, (passage, len(at), *at)) for (word, passage), at in rows.items()], lengths.tolist()


def _beside(found: Cut, begins: Whole, passages: Whole) -> Whole:
    """The pairs of words of two characters or more, one of which begins where the other ends; each once a passage."""
    ends = begins + found.lengths[begins]
    goes = (found.lengths[begins] > 1) & found.paired[ends - 1]
    firsts, seconds = begins[goes], ends[goes]
    long = found.lengths[seconds] > 1
    pairs = found.numbers[firsts[long]] << BESIDE | found.numbers[seconds[long]]
    return np.unique(pairs << _OWNER | passages[firsts[long]]) >> _OWNER


def _weighed(flat: _Flat, found: Cut) -> tuple[Keys, list[Other]]:
    """The terms with their weights, by number and by text."""
    tenths = np.array([*FIELDS.values()])[flat.fields]
    singles, single_counts, pairs, pair_counts = occurrences(flat.codes, found, tenths)
    places = np.concatenate((singles, pairs))
    terms, passages = np.concatenate(packed(flat.codes, singles, pairs)), flat.passages[places]
    # term and passage stand before the count, so that one sort brings together what is to be added
    keys = GRAMS.pack(terms, passages, np.concatenate((single_counts, pair_counts)))
    keys.sort()
    same = keys >> np.uint64(GRAMS.extra)
    firsts = starts(same)
    counts = np.add.reduceat(GRAMS.extras(keys), firsts) if len(keys) else np.zeros(0, np.int64)
    heads = keys[firsts]
    owners = GRAMS.passages(heads)
    amounts = weights(counts, flat.lengths[owners])
    found_keys = GRAMS.pack(GRAMS.terms(heads), owners, amounts)
    rows: Counter[tuple[str, int]] = Counter()
    for at, word in flat.others:
        rows[word, int(flat.passages[at])] += int(tenths[at]) * 10
    owned = np.array([passage for _, passage in rows], np.int64)
    weighed = weights(np.array([*rows.values()], np.int64), flat.lengths[owned]).tolist()
    return found_keys, [(word, (passage, weight)) for (word, passage), weight in zip(rows, weighed, strict=True)]


def analysed(entries: Iterable[Entry], terms: Collection[str]) -> tuple[Dictionary, Iterator[Analysed]]:
    """The dictionary, and ``entries`` analysed in order; ``terms`` are words whatever the dictionary says.

    The result does not depend on how many processes there are.
    """
    stream = iter(entries)
    batches = iter(lambda: list(itertools.islice(stream, _BATCH)), [])
    start = list(itertools.islice(batches, 4))
    analyser = Analyser(terms)
    every = itertools.chain(start, batches)
    if len(start) < 4 or (os.cpu_count() or 1) < 2:
        return analyser.dictionary, map(analyser.batch, every)
    return analyser.dictionary, _apart(every, terms)


def _apart(batches: Iterable[list[Entry]], terms: Collection[str]) -> Iterator[Analysed]:
    processes = max(1, (os.cpu_count() or 1) - 1)  # one more gathers what they send
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(terms,)) as pool:
        waiting: deque[Future[Analysed]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_work, batch))
            if len(waiting) > _AHEAD * processes:
                yield waiting.popleft().result()
        for future in waiting:
            yield future.result()


_own: list[Analyser] = []  # of a worker process


def _begin(terms: Collection[str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C goes to every process; the parent answers it
    _own.append(Analyser(terms))


def _work(batch: list[Entry]) -> Analysed:
    return _own[0].batch(batch)
