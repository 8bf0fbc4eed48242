"""A character language model of the field's Chinese: trigrams with back-off, read from a compact file.

The file (`train` builds it) has the characters, likeliest first, and for each order of n-grams which characters follow
each n-gram of the order below (`compact`), with one byte of log-probability for each and, but for the longest, one of
back-off weight. Digits are all ``0`` and Latin letters all ``A``; marks are full width.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from anwen.repair.slip.compact import compressed, numbers, parts, stepped

FILE = "model.bin"
ORDERS = 3
STEP = 0.08  # nats a unit of the file's bytes
START = "\n"  # what stands before a paragraph

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", " ": "\u3000"}
_COMMON = 150  # characters that may follow any
_RARE = 20.0  # nats, for a character that the training text never had


@cache
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
    """The file of the n-grams of each order with their costs and back-off costs. The grams of an order stand in rows,
    those that begin alike in one; what a row begins with must be a gram of the order below."""
    chars = [gram for _, gram in sorted((cost, gram) for gram, cost, _ in orders[0])]
    number = {char: place for place, char in enumerate(chars)}
    kept = ["".join(chars).encode("utf-16-le")]
    begun = [""]
    for order, grams in enumerate(orders, 1):
        values = {gram: (_byte(cost), _signed(back)) for gram, cost, back in grams}
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for gram in values:
            rows[gram[:-1]].append(number[gram[-1]])
        placed = [sorted(rows[context]) for context in begun]
        begun = [context + chars[place] for context, row in zip(begun, placed, strict=True) for place in row]
        if len(begun) != len(values):
            lost = min(values.keys() - set(begun))
            raise ValueError(f"{lost!r} is kept, but {lost[:-1]!r}, which it begins with, is not")
        kept += stepped(placed)
        kept.append(bytes(values[gram][0] for gram in begun))
        kept.append(bytes(values[gram][1] for gram in begun) if order < ORDERS else b"")
    data = compressed(kept)
    if unpacked(data).costs.keys() != {gram for grams in orders for gram, _, _ in grams}:
        raise ValueError("the file of the model does not read back")
    return data


def _byte(cost: float) -> int:
    return min(255, max(0, round(cost / STEP)))


def _signed(back: float) -> int:
    return min(255, max(0, round(back / STEP) + 128))


def unpacked(data: bytes) -> Model:
    """The model that `packed` wrote."""
    listed, *kept = parts(data)
    chars = listed.decode("utf-16-le")
    costs: dict[str, float] = {}
    backoffs: dict[str, float] = {}
    values = [byte * STEP for byte in range(256)]
    weights = [(byte - 128) * STEP for byte in range(256)]
    begun = [""]
    for place in range(0, len(kept), 5):
        lengths, low, high, paid, left = kept[place : place + 5]
        rows = zip(begun, numbers(lengths, low, high), strict=True)
        begun = [context + chars[number] for context, row in rows for number in row]
        costs.update(zip(begun, map(values.__getitem__, paid), strict=True))
        if left:
            backoffs.update(zip(begun, map(weights.__getitem__, left), strict=True))
    return Model(costs, backoffs, {}, {})


@cache
def model() -> Model:
    """The shipped model, loaded at the first damaged page."""
    return unpacked(files("anwen.repair.slip").joinpath(FILE).read_bytes())
