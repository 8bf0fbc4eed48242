"""A character language model of the field's Chinese: trigrams with back-off, read from a compact file.

The file (`train` builds it) has the characters, likeliest first, and for each order of n-grams which characters follow
each n-gram of the order below (`compact`), with one byte of log-probability for each and, but for the longest, one of
back-off weight. Digits are all ``0`` and Latin letters all ``A``; marks are full width.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from anwen.repair.language.compact import compressed, parts, rows, stepped

FILE = "model.bin"
ORDERS = 3
STEP = 0.08  # nats a unit of the file's bytes
START = "\n"  # what stands before a paragraph

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", " ": "\u3000"}
_COMMON = 150  # characters that may follow any
_RARE = 20.0  # nats, for a character that the training text never had
_COSTS = [byte * STEP for byte in range(256)]
_WEIGHTS = [(byte - 128) * STEP for byte in range(256)]


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


class Order(NamedTuple):
    """The n-grams of one order. Those that begin alike stand in one row, at the place that what they begin with has
    among the n-grams of the order below."""

    starts: array[int]  # where each row begins, and the last one ends
    ends: str  # the characters that the n-grams end with
    costs: bytes  # of each n-gram, in units of STEP
    weights: bytes  # what each costs where it is not known what follows: 128 and more units; none for the longest

    def place(self, row: int, char: str) -> int:
        """Where the n-gram of ``row`` that ends with ``char`` stands, or -1, as for a row of -1."""
        return self.ends.find(char, self.starts[row], self.starts[row + 1]) if row >= 0 else -1

    def row(self, row: int) -> dict[str, float]:
        """What each character costs that an n-gram of ``row`` ends with."""
        span = slice(*self.starts[row : row + 2])
        return dict(zip(self.ends[span], map(_COSTS.__getitem__, self.costs[span]), strict=True))


class Model:
    """Costs in nats (the negative logarithm of a probability), for n-grams of normal characters.

    The n-grams stay in the columns that the file has, 5 MB: as strings with their costs they took 250 MB.
    """

    def __init__(self, orders: Sequence[Order]) -> None:
        self.orders = orders
        self.common = orders[0].ends[:_COMMON]
        self._alone = orders[0].row(0)
        self._place = {char: place for place, char in enumerate(orders[0].ends)}
        self._known: dict[str, float] = {}  # what `cost` has worked out

    def single(self, char: str) -> float:
        """What ``char`` costs whatever stands before it."""
        return self._alone.get(char, _RARE)

    def cost(self, gram: str) -> float:
        """What the last character of ``gram`` costs after the two before it (all normal)."""
        found = self._known.get(gram)
        if found is None:
            found = self._known[gram] = self._cost(gram)
        return found

    def _cost(self, gram: str) -> float:
        return self.tail(gram[:2]).cost(gram[2])

    def tail(self, history: str) -> Tail:
        """What is known of the characters behind the two of ``history``."""
        _, pairs, threes = self.orders
        pair = pairs.place(self._place.get(history[0], -1), history[1])
        own = (
            (threes.starts[pair], threes.starts[pair + 1], _WEIGHTS[pairs.weights[pair]]) if pair >= 0 else (0, 0, 0.0)
        )
        return Tail(self, *own, *self.row(history[1]))

    def row(self, char: str) -> tuple[int, int, float]:
        """Where the pairs that begin with ``char`` stand, from and to, and what any other character pays behind it
        beside what it costs anywhere."""
        place = self._place.get(char, -1)
        if place < 0:
            return 0, 0, 0.0
        singles, pairs, _ = self.orders
        return pairs.starts[place], pairs.starts[place + 1], _WEIGHTS[singles.weights[place]]

    def behind(self, char: str) -> tuple[dict[str, float], float]:
        """What each character costs that is known to follow ``char``, and what any other pays beside what it costs
        anywhere."""
        place = self._place.get(char, -1)
        return (self.orders[1].row(place) if place >= 0 else {}), self.row(char)[2]

    def followers(self, char: str) -> frozenset[str]:
        """The characters that the model has seen behind ``char``, and the commonest."""
        return frozenset(self.common).union(self.behind(char)[0])

    def grams(self) -> Iterator[str]:
        """All n-grams that the model knows, order by order."""
        begun = [""]
        for order in self.orders:
            spans = zip(begun, pairwise(order.starts), strict=True)
            begun = [gram + char for gram, span in spans for char in order.ends[slice(*span)]]
            yield from begun


class Tail(NamedTuple):
    """The n-grams that two characters begin, and those that the second of them does."""

    model: Model
    threes: int  # from here on to
    threes_end: int
    paid: float  # where none of them is meant
    pairs: int
    pairs_end: int
    paid_again: float

    def cost(self, char: str) -> float:
        """What ``char`` costs behind the two."""
        _, pairs, threes = self.model.orders
        found = threes.ends.find(char, self.threes, self.threes_end)
        if found >= 0:
            return _COSTS[threes.costs[found]]
        found = pairs.ends.find(char, self.pairs, self.pairs_end)
        if found >= 0:
            return self.paid + _COSTS[pairs.costs[found]]
        return self.paid + self.paid_again + self.model.single(char)


def packed(orders: list[list[tuple[str, float, float]]]) -> bytes:
    """The file of the n-grams of each order with their costs and back-off costs. The grams of an order stand in rows,
    those that begin alike in one; what a row begins with must be a gram of the order below."""
    chars = [gram for _, gram in sorted((cost, gram) for gram, cost, _ in orders[0])]
    number = {char: place for place, char in enumerate(chars)}
    kept = ["".join(chars).encode("utf-16-le")]
    begun = [""]
    for order, grams in enumerate(orders, 1):
        values = {gram: (_byte(cost), _signed(back)) for gram, cost, back in grams}
        behind: defaultdict[str, list[int]] = defaultdict(list)
        for gram in values:
            behind[gram[:-1]].append(number[gram[-1]])
        placed = [sorted(behind[context]) for context in begun]
        begun = [context + chars[place] for context, row in zip(begun, placed, strict=True) for place in row]
        if len(begun) != len(values):
            lost = min(values.keys() - set(begun))
            raise ValueError(f"{lost!r} is kept, but {lost[:-1]!r}, which it begins with, is not")
        kept += stepped(placed)
        kept.append(bytes(values[gram][0] for gram in begun))
        kept.append(bytes(values[gram][1] for gram in begun) if order < ORDERS else b"")
    data = compressed(kept)
    if set(unpacked(data).grams()) != {gram for grams in orders for gram, _, _ in grams}:
        raise ValueError("the file of the model does not read back")
    return data


def _byte(cost: float) -> int:
    return min(255, max(0, round(cost / STEP)))


def _signed(back: float) -> int:
    return min(255, max(0, round(back / STEP) + 128))


def unpacked(data: bytes) -> Model:
    """The model that `packed` wrote."""
    listed, *kept = parts(data)
    chars = list(listed.decode("utf-16-le"))
    orders: list[Order] = []
    for place in range(0, len(kept), 5):
        lengths, low, high, costs, weights = kept[place : place + 5]
        starts, members = rows(lengths, low, high)
        orders.append(Order(starts, "".join(map(chars.__getitem__, members)), costs, weights))
    return Model(orders)


@cache
def model() -> Model:
    """The shipped model, loaded at the first damaged page."""
    return unpacked(files("anwen.repair.language").joinpath(FILE).read_bytes())
