"""Passages that read nearly the same: a search shows one of them and says where the others stand.

One pass, and a few whole numbers are kept for each passage, so it fits the building of a large index. Passages are
compared by the smallest hashes of their strings of four characters, whose shared part estimates that of the texts.
"""

from __future__ import annotations

import zlib
from array import array

from anwen.index.terms import RUN, fold

_LENGTH = 4  # characters of a string
_SKETCH = 32  # hashes that stand for a passage
_KEYS = 3  # of them, by which earlier passages are found
_NEAR = 70  # percent shared: a word or two exchanged in a paragraph, not another paragraph of the same form
_SHORT = 24  # characters; shorter texts must be the same


class Same:
    """Finds for each passage the first one before it that reads nearly the same.

    >>> same = Same()
    >>> [same.first(number, text) for number, text in enumerate(["各单位：", "同志们！", "同志们"])]
    [0, 1, 1]
    """

    def __init__(self) -> None:
        self._owners: dict[int, int] = {}  # hash to the first passage of a set
        self._sketches: dict[int, array[int]] = {}

    def first(self, number: int, text: str) -> int:
        """The passage that ``number`` with ``text`` repeats, or ``number`` itself. Numbers must come in order."""
        plain = "".join(RUN.findall(fold(text)))
        sketch = _sketch(plain)
        for key in sketch[:_KEYS]:
            owner = self._owners.get(key)
            if owner is not None and _alike(self._sketches[owner], sketch, len(plain) < _SHORT):
                return owner
        for key in sketch[:_KEYS]:
            self._owners.setdefault(key, number)
        self._sketches[number] = sketch
        return number


def _sketch(plain: str) -> array[int]:
    data, width = plain.encode("utf-32-le"), 4 * _LENGTH
    hashes = {zlib.crc32(data[at : at + width]) for at in range(0, max(4, len(data) - width + 4), 4)}
    return array("I", sorted(hashes)[:_SKETCH])


def _alike(one: array[int], other: array[int], exactly: bool) -> bool:
    if exactly or one == other:
        return one == other
    smallest = sorted({*one, *other})[:_SKETCH]
    shared = len({*one} & {*other} & {*smallest})
    return shared * 100 >= _NEAR * len(smallest)
