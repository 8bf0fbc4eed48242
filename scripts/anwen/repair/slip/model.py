"""A character language model of the field's Chinese: trigrams with back-off, read from a compact file.

The file (`train` builds it) has for each order of n-grams their characters in one string and, for each, one byte of
log-probability and one of back-off weight. Digits are all ``0`` and Latin letters all ``A``; marks are full width.
"""

from __future__ import annotations

import lzma
import struct
from functools import cache
from importlib.resources import files
from typing import NamedTuple

FILE = "model.bin"
ORDERS = 3
STEP = 0.08  # nats a unit of the file's bytes
START = "\n"  # what stands before a paragraph

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", " ": "\u3000"}
_COMMON = 150  # characters that may follow any
_RARE = 20.0  # nats, for a character that the training text never had


def normal(char: str) -> str:
    """The class that the model knows ``char`` (one simplified character) as.

    >>> normal("7"), normal("b"), normal(","), normal("安")
    ('0', 'A', '，', '安')
    """
    if char.isascii():
        if char.isdigit():
            return "0"
        return "A" if char.isalpha() else _WIDE.get(char, char)
    if "\uff10" <= char <= "\uff19":
        return "0"
    if char == "著":  # converted pages have it for every 着: 看著 and 顯著
        return "着"
    return "A" if "\uff21" <= char <= "\uff5a" and char.isalpha() else char


class Model(NamedTuple):
    """Costs in nats (the negative logarithm of a probability), for each n-gram of normal characters."""

    costs: dict[str, float]
    backoffs: dict[str, float]
    known: dict[str, float]  # what `cost` has worked out
    after: dict[str, frozenset[str]]  # what `followers` has worked out

    def followers(self, char: str) -> frozenset[str]:
        """The characters that the model has seen behind ``char``, and the commonest."""
        if not self.after:
            found: dict[str, list[str]] = {}
            for gram in self.costs:
                if len(gram) == 2:
                    found.setdefault(gram[0], []).append(gram[1])
            common = sorted((cost, gram) for gram, cost in self.costs.items() if len(gram) == 1)[:_COMMON]
            self.after[""] = frozenset(gram for _, gram in common)
            self.after.update((first, self.after[""].union(seconds)) for first, seconds in found.items())
        return self.after.get(char) or self.after[""]

    def single(self, char: str) -> float:
        """What ``char`` costs whatever stands before it."""
        return self.costs.get(char, _RARE)

    def pair(self, gram: str) -> float:
        """What the second of two characters costs."""
        found = self.costs.get(gram)
        return self.backoffs.get(gram[0], 0.0) + self.single(gram[1]) if found is None else found

    def cost(self, gram: str) -> float:
        """What the last character of ``gram`` costs after the two before it (all normal)."""
        found = self.known.get(gram)
        if found is None:
            found = self.known[gram] = self._cost(gram)
        return found

    def _cost(self, gram: str) -> float:
        found = self.costs.get(gram)
        if found is not None:
            return found
        paid = self.backoffs.get(gram[:2], 0.0)
        found = self.costs.get(gram[1:])
        if found is not None:
            return paid + found
        return paid + self.backoffs.get(gram[1], 0.0) + self.costs.get(gram[2], _RARE)


def packed(orders: list[list[tuple[str, float, float]]]) -> bytes:
    """The file of the n-grams of each order with their costs and back-off costs, sorted."""
    head, body = [], []
    for grams in orders:
        text = "".join(gram for gram, _, _ in grams).encode("utf-16-le")
        head.append(len(grams))
        body.append(text)
        body.append(bytes(_byte(cost) for _, cost, _ in grams))
        body.append(bytes(_signed(back) for _, _, back in grams) if grams is not orders[-1] else b"")
    data = struct.pack("<3I", *head) + b"".join(body)
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 0, "lp": 1, "pb": 1}]
    return lzma.compress(data, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=filters)


def _byte(cost: float) -> int:
    return min(255, max(0, round(cost / STEP)))


def _signed(back: float) -> int:
    return min(255, max(0, round(back / STEP) + 128))


def unpacked(data: bytes) -> Model:
    """The model that `packed` wrote."""
    data = lzma.decompress(data)
    counts = struct.unpack_from("<3I", data)
    place = 4 * ORDERS
    costs: dict[str, float] = {}
    backoffs: dict[str, float] = {}
    values = [byte * STEP for byte in range(256)]
    weights = [(byte - 128) * STEP for byte in range(256)]
    for order, count in enumerate(counts, 1):
        text = data[place : place + 2 * order * count].decode("utf-16-le")
        place += 2 * order * count
        grams = [text[i : i + order] for i in range(0, len(text), order)]
        costs.update(zip(grams, map(values.__getitem__, data[place : place + count]), strict=True))
        place += count
        if order < ORDERS:
            backoffs.update(zip(grams, map(weights.__getitem__, data[place : place + count]), strict=True))
            place += count
    return Model(costs, backoffs, {}, {})


@cache
def model() -> Model:
    """The shipped model, loaded at the first damaged page (a fifth of a second)."""
    return unpacked(files("anwen.repair.slip").joinpath(FILE).read_bytes())
