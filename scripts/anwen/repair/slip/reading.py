"""What the search keeps: hypotheses, the steps that led to them and the alternatives that they beat."""

from __future__ import annotations

import re
from typing import NamedTuple

from anwen.repair.language.model import START
from anwen.repair.marks import PINYIN

ALIGNED = 0
ANY = 512  # a pending byte of which nothing is known; LOST + lead: the second byte of a pair that vanished
LOST = 256

KEPT = 11.0  # nats behind at which an alternative is still remembered, for its words to be weighed

_OPENS = {"“": 1, "《": 2, "（": 4, "(": 4}
_CLOSES = {"”": 1, "》": 2, "）": 4, ")": 4}
_UNPAIRED = 12.0  # nats for a quotation or bracket that opens twice, or closes and was not open
_NOTE = re.compile(f"[(（?] ?[{PINYIN}]{{1,7}} ?[)）]")  # an annotation, whole or cut: its brackets are the filter's


class Step(NamedTuple):
    """``shown[start:end]`` was ``text``."""

    before: Step | None
    start: int
    end: int
    text: str
    paid: float  # the cost of the reading up to here


class Near(NamedTuple):
    """An alternative that was ``gap`` nats behind when it met this reading: it came by ``other``, this by ``step``."""

    before: Near | None
    gap: float
    step: Step | None
    other: Step | None
    others: Near | None  # the alternatives that the alternative had met


class Reading(NamedTuple):
    """A hypothesis."""

    cost: float
    pending: int
    history: str  # the last two characters, as the language model knows them
    last: str  # the last character read, as the page had it
    pairs: int  # the quotations and brackets that are open
    text: str
    step: Step | None
    near: Near | None


# A character that may stand next: as the language model knows it ("" if none is read), its cost apart from its sense,
# as the page had it, with what the page shows behind it, and the byte that it leaves.
Option = tuple[str, float, str, str, int]


def beginning(cost: float = 0.0, pending: int = ALIGNED, pairs: int = 0) -> Reading:
    """The hypothesis that has read nothing."""
    return Reading(cost, pending, START + START, "", pairs, "", None, None)


def paired(pairs: int, char: str) -> tuple[int, float]:
    """What is open behind ``char``, and what it costs that it does not fit.

    >>> paired(0, "“"), paired(1, "”"), paired(0, "》")
    ((1, 0.0), (0, 0.0), (0, 12.0))
    """
    if opened := _OPENS.get(char):
        return pairs | opened, _UNPAIRED if pairs & opened else 0.0
    if closed := _CLOSES.get(char):
        return pairs & ~closed, 0.0 if pairs & closed else _UNPAIRED
    return pairs, 0.0


def open_before(text: str) -> int:
    """What is open at the end of ``text``."""
    pairs = 0
    for char in _NOTE.sub("", text):
        pairs, _ = paired(pairs, char)
    return pairs


def open_behind(text: str) -> int:
    """What must be open where ``text`` begins: what it closes without opening it.

    >>> open_behind("安全”和“生产”"), open_behind("安全《办法》"), open_behind("區(qū)市)政府"), open_behind("締?zé)任")
    (1, 0, 4, 0)
    """
    opened = closed = 0
    for char in _NOTE.sub("", text):
        opened |= _OPENS.get(char, 0)
        if pair := _CLOSES.get(char):
            closed |= pair & ~opened
            opened &= ~pair
    return closed


def misfit(pairs: int, expected: int) -> float:
    """What it costs that other pairs are open than expected."""
    return _UNPAIRED * (pairs ^ expected).bit_count()


PAIRED = frozenset(_OPENS) | frozenset(_CLOSES)
