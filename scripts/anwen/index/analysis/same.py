"""Passages that read nearly the same: a search shows one of them and says where the others stand.

One pass, and a few whole numbers are kept for each passage, so it fits the building of a large index. Passages are
compared by the smallest hashes of their strings of four characters, whose shared part estimates that of the texts.
"""

from __future__ import annotations

import functools
import zlib
from array import array
from typing import Any

import numpy as np
from msgspec import Struct

from anwen.index.analysis.dictionary import Codes, Whole

_LENGTH = 4  # characters of a string
_SKETCH = 32  # hashes that stand for a passage
_KEYS = 3  # of them, by which earlier passages are found
_NEAR = 70  # percent shared: a word or two exchanged in a paragraph, not another paragraph of the same form
_SHORT = 24  # characters; shorter texts must be the same


class Sketch(Struct, frozen=True):
    """What stands for a passage: its smallest hashes in order, and whether it is too short to be like another."""

    hashes: bytes
    short: bool


class Same:
    """Finds for each passage the first one before it that reads nearly the same.

    >>> texts = ["各单位", "同志们", "同志们"]
    >>> plain, lengths = np.array([*map(ord, "".join(texts))], np.uint32), np.array([*map(len, texts)])
    >>> same = Same()
    >>> [same.first(number, sketch) for number, sketch in enumerate(sketches(plain, lengths))]
    [0, 1, 1]
    """

    def __init__(self) -> None:
        self._owners: dict[int, int] = {}  # hash to the first passage of a set
        self._sketches: dict[int, bytes] = {}

    def first(self, number: int, sketch: Sketch) -> int:
        """The passage that ``number`` with ``sketch`` repeats, or ``number`` itself. Numbers must come in order."""
        keys = array("I", sketch.hashes[: 4 * _KEYS])
        for key in keys:
            owner = self._owners.get(key)
            if owner is not None and _alike(self._sketches[owner], sketch.hashes, sketch.short):
                return owner
        for key in keys:
            self._owners.setdefault(key, number)
        self._sketches[number] = sketch.hashes
        return number


def _alike(one: bytes, other: bytes, exactly: bool) -> bool:
    if exactly or one == other:
        return one == other
    first, second = {*array("I", one)}, {*array("I", other)}
    smallest = sorted(first | second)[:_SKETCH]
    shared = len(first & second & {*smallest})
    return shared * 100 >= _NEAR * len(smallest)


def sketches(plain: Codes, lengths: Whole) -> list[Sketch]:
    """The sketches of many texts.

    Args:
        plain: the folded characters of the texts' runs, one text after another.
        lengths: how many each text has.
    """
    ends = np.cumsum(lengths)
    owners = np.repeat(np.arange(len(lengths)), np.maximum(lengths - _LENGTH + 1, 0))
    counts = np.bincount(owners, minlength=len(lengths))
    starts = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts) + (ends - lengths)[owners]
    keys = np.unique(owners.astype(np.uint64) << np.uint64(32) | _hashes(plain, starts))
    bounds = np.searchsorted(keys, np.arange(len(lengths) + 1, dtype=np.uint64) << np.uint64(32)).tolist()
    hashes = keys.astype(np.uint32)
    return [
        Sketch(
            hashes[at : min(at + _SKETCH, end)].tobytes() if length >= _LENGTH else _whole(plain[last - length : last]),
            length < _SHORT,
        )
        for at, end, length, last in zip(bounds[:-1], bounds[1:], lengths.tolist(), ends.tolist(), strict=True)
    ]


def _whole(plain: Codes) -> bytes:
    """The one hash of a text that is shorter than a string."""
    return array("I", [zlib.crc32(plain.astype("<u4").tobytes())]).tobytes()


@functools.cache
def _table() -> np.ndarray[Any, np.dtype[np.uint32]]:
    """What each byte does to a CRC-32."""
    value = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        value = np.where(value & 1, value >> 1 ^ 0xEDB88320, value >> 1).astype(np.uint32)
    return value


def _hashes(plain: Codes, starts: Whole) -> Codes:
    """The CRC-32 of the strings at ``starts``, of the bytes of UTF-32.

    >>> int(_hashes(np.array([0x5B89, 0x5168, 0x751F, 0x4EA7], np.uint32), np.array([0]))[0])
    458076124
    """
    table, value = _table(), np.full(len(starts), 0xFFFFFFFF, np.uint32)
    for at in range(_LENGTH):
        chars = plain[starts + at]
        for shift in (0, 8, 16, 24):
            value = table[(value ^ chars >> shift) & 0xFF] ^ value >> 8
    found: Codes = ~value
    return found
