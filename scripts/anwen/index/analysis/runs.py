"""What a build gathers and memory should not hold, sorted in files: numbers under terms, records, keys of 64 bits."""

from __future__ import annotations

import heapq
import itertools
import struct
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np

Keys = np.ndarray[Any, np.dtype[np.uint64]]
Row = tuple[str, "array[int]"]

_HELD = 12_000_000  # numbers in memory before a run is written: 48 MB, terms included …
_TERM = 60  # … each of which takes the room of so many
_HEAD = struct.Struct("<II")


class Runs:
    """Gathers numbers under terms; what was added first under a term stands first.

    Args:
        folder: an existing folder for the runs; the caller removes it.
        held: how many numbers to hold in memory.
    """

    def __init__(self, folder: Path, held: int = _HELD) -> None:
        self._folder = folder
        self._most = held
        self._held = 0
        self._rows: dict[str, array[int]] = {}
        self._runs: list[Path] = []

    def add(self, field: str, rows: Iterable[tuple[str, tuple[int, ...]]]) -> None:
        """Add numbers under terms of a field."""
        table, held = self._rows, 0
        for term, numbers in rows:
            key = f"{field}\t{term}"
            row = table.get(key)
            if row is None:
                table[key] = array("I", numbers)
                held += _TERM
            else:
                row.extend(numbers)
            held += len(numbers)
        self._held += held
        if self._held > self._most:
            self._write()

    def weigh(self, field: str, weights: Mapping[str, int], number: int) -> None:
        """Add under each term ``number`` and the term's weight."""
        table, start = self._rows, field + "\t"
        for term, weight in weights.items():
            key = start + term
            row = table.get(key)
            if row is None:
                table[key] = array("I", (number, weight))
                self._held += _TERM
            else:
                row.append(number)
                row.append(weight)
        self._held += 2 * len(weights)
        if self._held > self._most:
            self._write()

    def _write(self) -> None:
        path = self._folder / f"run{len(self._runs):05d}"
        with path.open("wb") as file:
            for key, row in sorted(self._rows.items()):
                name = key.encode()
                file.write(_HEAD.pack(len(name), len(row)) + name)
                row.tofile(file)
        self._runs.append(path)
        self._rows, self._held = {}, 0

    def merged(self) -> Iterator[tuple[str, str, array[int]]]:
        """Every (field, term, numbers), sorted by field and term; nothing is held afterwards."""
        rows, self._rows = self._rows, {}
        parts: list[Iterable[Row]] = [*map(_read, self._runs), ((key, rows.pop(key)) for key in sorted(rows))]
        for key, same in itertools.groupby(heapq.merge(*parts, key=itemgetter(0)), key=itemgetter(0)):
            row = array("I")
            for _, more in same:
                row.extend(more)
            field, _, term = key.partition("\t")
            yield field, term, row


def _read(path: Path) -> Iterator[Row]:
    with path.open("rb", buffering=1 << 18) as file:
        while head := file.read(_HEAD.size):
            name, length = _HEAD.unpack(head)
            key = file.read(name).decode()
            row = array("I")
            row.fromfile(file, length)
            yield key, row


Record = tuple[int, bytes]
_RECORDS = 16 << 20  # bytes in memory before they are written


class Records:
    """Gathers records under numbers below 2**32, and gives them back sorted by number; the first put stands first."""

    def __init__(self, folder: Path, held: int = _RECORDS) -> None:
        self._folder = folder
        self._most = held
        self._held = 0
        self._records: list[Record] = []
        self._runs: list[Path] = []

    def put(self, number: int, data: bytes) -> None:
        """Add a record."""
        self._records.append((number, data))
        self._held += len(data) + 100
        if self._held > self._most:
            self._write()

    def _write(self) -> None:
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
            for number, data in sorted(self._records, key=itemgetter(0)):
                file.write(_HEAD.pack(number, len(data)) + data)
        self._runs.append(Path(file.name))
        self._records, self._held = [], 0

    def sorted(self) -> Iterator[Record]:
        """All records; can be asked again."""
        self._records.sort(key=itemgetter(0))
        return heapq.merge(*map(_records, self._runs), self._records, key=itemgetter(0))


def _records(path: Path) -> Iterator[Record]:
    with path.open("rb", buffering=1 << 18) as file:
        while head := file.read(_HEAD.size):
            number, length = _HEAD.unpack(head)
            yield number, file.read(length)


_KEYS = 1 << 20  # keys in memory before they are written, and in a part when they come back: 8 MB
_SAMPLE = 1024  # of so many keys written one is remembered, to part them evenly


class Numbers:
    """Gathers keys of 64 bits and gives them back sorted, in parts.

    Args:
        folder: an existing folder for what is written; the caller removes it.
        apart: bits at the end of a key that part no two: keys that differ only there come in one part.
        held: how many keys to hold in memory.
    """

    def __init__(self, folder: Path, apart: int, held: int = _KEYS) -> None:
        self._folder = folder
        self._apart = np.uint64(apart)
        self._most = held
        self._held: list[Keys] = []
        self._number = 0
        self._runs: list[Path] = []
        self._samples: list[Keys] = []

    def add(self, keys: Keys) -> None:
        """Add keys in any order."""
        self._held.append(keys)
        self._number += len(keys)
        if self._number > self._most:
            self._write()

    def _write(self) -> None:
        keys = self._take()
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
            keys.tofile(file)
        self._runs.append(Path(file.name))
        self._samples.append(keys[::_SAMPLE] >> self._apart)

    def _take(self) -> Keys:
        keys = np.concatenate([np.zeros(0, np.uint64), *self._held])
        keys.sort()
        self._held, self._number = [], 0
        return keys

    def sorted(self) -> Iterator[Keys]:
        """All keys; nothing is held afterwards."""
        self._write()
        samples = np.sort(np.concatenate(self._samples))
        bounds = np.unique(samples[:: max(1, self._most // _SAMPLE)][1:]) << self._apart
        cuts = [[0, *np.searchsorted(keys, bounds).tolist(), len(keys)] for keys in map(_keys, self._runs)]
        for part in range(len(bounds) + 1):
            keys = np.concatenate(
                [_keys(run, cut[part], cut[part + 1] - cut[part]) for run, cut in zip(self._runs, cuts, strict=True)]
            )
            keys.sort()
            if len(keys):
                yield keys


def _keys(run: Path, start: int = 0, number: int = -1) -> Keys:
    keys: Keys = np.fromfile(run, np.uint64, number, offset=8 * start)
    return keys
