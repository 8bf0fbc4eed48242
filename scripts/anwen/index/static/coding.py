"""Whole numbers and passages as text that compresses well and that the browser reads with a dozen lines."""

from __future__ import annotations

import functools
import itertools
from array import array
from collections.abc import Iterable, Sequence
from operator import sub

import numpy as np

from anwen.index.analysis.dictionary import Whole

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_DENSE = 8  # one passage in so many: gaps between more cost more than a bit for every passage
_BITS = np.array([32, 16, 8, 4, 2, 1])  # six passages in a digit


@functools.lru_cache(1 << 16)
def number(value: int) -> str:
    """A whole number in base 32, lowest digit first; all digits but the last are raised by 32.

    >>> number(5), number(31), number(32), number(1000)
    ('5', 'V', 'W1', 'eV')
    """
    digits = ""
    while value >= 32:
        digits += DIGITS[32 + (value & 31)]
        value >>= 5
    return digits + DIGITS[value]


def encode(passages: Iterable[int], weights: Iterable[int]) -> str:
    """Postings in order of impact as text: each weight's digit, its number of passages, and the gaps between them.

    >>> encode([3, 40, 41], [63, 1, 1])
    '_1312e11'
    """
    levels: dict[int, list[int]] = {}
    for passage, weight in zip(passages, weights, strict=True):
        if weight in levels:
            levels[weight].append(passage)
        else:
            levels[weight] = [passage]
    ordered = sorted(levels.items(), reverse=True)
    return "".join([DIGITS[weight] + number(len(same)) + _gaps(same) for weight, same in ordered])


def encode_rest(head: Whole, rest: Whole, total: int) -> str:
    """What the ``head`` of a list leaves, counted among the passages that are not in the head: the gaps between them,
    or where they are many digits, one for six passages.

    >>> encode_rest(np.array([0, 9]), np.array([5, 6]), 99)
    '41'
    >>> encode_rest(np.array([1]), np.array([0, 2, 3, 4, 5, 7]), 9)
    '-W'
    """
    places = rest - np.searchsorted(head, rest)
    others = total - len(head)
    if len(rest) * _DENSE < others:
        return _gaps(places.tolist())
    bits = np.zeros(-(-others // 6) * 6, np.int64)
    bits[places] = 1
    return "".join(map(DIGITS.__getitem__, (bits.reshape(-1, 6) @ _BITS).tolist()))


def _gaps(numbers: Sequence[int]) -> str:
    return "".join(map(number, map(sub, numbers, [0, *numbers[:-1]])))


def encode_set(numbers: Iterable[int]) -> str:
    """Passages as text: runs of them, as gap and length; what an article has, its passages have in a row.

    >>> encode_set([3, 4, 5, 40])
    '33Y11'
    """
    text, end = [], 0
    for _, pairs in itertools.groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [value for _, value in pairs]
        text += [number(run[0] - end), number(len(run))]
        end = run[-1] + 1
    return "".join(text)


def common() -> str:
    """The 6,763 characters of GB 2312 in its order; a browser can list them too, so tables need not name them.

    >>> common()[:3], len(common())
    ('啊阿埃', 6763)
    """
    codes = bytes(code for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) for code in (high, low))
    return codes.decode("gb2312", errors="ignore")


def encode_readings(table: dict[str, str]) -> tuple[str, str, str]:
    """A table of syllable to characters as text.

    Returns the syllables, the characters that are not in `common`, and for each character of both the numbers of its
    syllables, doubled, and one more where another follows; 0 stands for none.

    >>> encode_readings({"a": "啊阿", "e": "阿"})[:2]
    ('a e', '')
    """
    syllables: dict[str, list[int]] = {char: [] for char in common()}
    known = len(syllables)
    for at, chars in enumerate(table.values(), 1):
        for char in chars:
            syllables.setdefault(char, []).append(at)
    own = (found or [0] for found in syllables.values())
    text = "".join(number(at * 2 + (place < len(found))) for found in own for place, at in enumerate(found, 1))
    return " ".join(table), "".join([*syllables][known:]), text


def spread(start: str) -> int:
    """32 bits that spread texts evenly, the first of them number a bucket: FNV-1a over UTF-16 units, mixed once more.

    >>> spread("安全") >> 26, spread("责任") >> 26
    (23, 2)
    """
    value = 2166136261
    for unit in array("H", start.encode("utf-16-le")):
        value = ((value ^ unit) * 16777619) & 0xFFFFFFFF
    return ((value ^ value >> 15) * 739982445) & 0xFFFFFFFF
