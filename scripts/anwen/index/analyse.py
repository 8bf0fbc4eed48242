"""Passages to words and weighted terms, on all cores where there are many of them."""

from __future__ import annotations

import functools
import itertools
import os
import signal
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from msgspec import Struct

from anwen.index.source import Entry
from anwen.index.terms import fold, weights
from anwen.index.words import Segmenter

_BATCH = 256  # passages handed to a process at a time
_AHEAD = 2  # batches a process may be ahead: what waits is in memory

Runs = list[list[str]]


class Analysed(Struct, frozen=True):
    """A passage with the words of its fields and the weights of its terms."""

    entry: Entry
    words: dict[str, list[str]]
    weights: dict[str, int]


class _Analyser:
    def __init__(self, terms: Collection[str]) -> None:
        self._segmenter = Segmenter(terms)
        self._again = functools.lru_cache(4096)(self._segmenter.runs)  # titles and headings come again and again

    def batch(self, entries: Iterable[Entry]) -> list[Analysed]:
        return [self._one(entry) for entry in entries]

    def _one(self, entry: Entry) -> Analysed:
        text = fold(entry.text)
        runs: dict[str, Runs] = {
            "text": self._segmenter.runs(text),
            "heading": self._again(fold(entry.heading)),
            "title": self._again(fold(entry.title)),
        }
        words = {field: list(itertools.chain.from_iterable(found)) for field, found in runs.items()}
        return Analysed(entry, words, weights(runs, len(text), self._segmenter.is_word))


def analysed(entries: Iterable[Entry], terms: Collection[str]) -> Iterator[Analysed]:
    """Each of ``entries`` analysed, in order; ``terms`` are words whatever the dictionary says.

    The result does not depend on how many processes there are.
    """
    stream = iter(entries)
    batches = iter(lambda: list(itertools.islice(stream, _BATCH)), [])
    start = list(itertools.islice(batches, 2))
    processes = os.cpu_count() or 1
    if len(start) < 2 or processes < 2:
        analyser = _Analyser(terms)
        for batch in itertools.chain(start, batches):
            yield from analyser.batch(batch)
        return
    with ProcessPoolExecutor(processes - 1, initializer=_begin, initargs=(terms,)) as pool:
        waiting: deque[Future[list[Analysed]]] = deque()
        for batch in itertools.chain(start, batches):
            waiting.append(pool.submit(_work, batch))
            if len(waiting) > _AHEAD * processes:
                yield from waiting.popleft().result()
        for future in waiting:
            yield from future.result()


_own: list[_Analyser] = []  # of a worker process


def _begin(terms: Collection[str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C goes to every process; the parent answers it
    _own.append(_Analyser(terms))


def _work(batch: list[Entry]) -> list[Analysed]:
    return _own[0].batch(batch)
