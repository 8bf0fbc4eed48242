"""Whole numbers and passages as text that compresses well and that the browser reads with a dozen lines."""

from __future__ import annotations

import functools
import itertools
from array import array
from collections.abc import Iterable, Sequence

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_DENSE = 8  # one passage in so many: gaps between more cost more than a bit for every passage
_BITS = bytes((48, 49)) + bytes(254)  # 0 and 1 to digits


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


def by_impact(passages: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Postings in order of impact, the greatest weight first, each as ``(63 - weight) << 32 | passage``."""
    return sorted((63 - weight) << 32 | passage for passage, weight in zip(passages, weights, strict=True))


def encode(ordered: Iterable[int]) -> str:
    """Postings in order of impact as text: each weight's digit, its number of passages, and the gaps between them.

    >>> encode(by_impact([3, 40, 41], [63, 1, 1]))
    '_1312e11'
    """
    parts: list[str] = []
    for level, same in itertools.groupby(ordered, key=lambda it: it >> 32):
        passages = [it & 0xFFFFFFFF for it in same]
        parts.append(DIGITS[63 - level] + number(len(passages)))
        parts.append(_gaps(passages))
    return "".join(parts)


def encode_rest(head: Iterable[int], rest: Sequence[int], total: int) -> str:
    """What the ``head`` of a list leaves, counted among the passages that are not in the head: the gaps between them,
    or where they are many digits, one for six passages.

    >>> encode_rest([0, 9], [5, 6], 99)
    '41'
    >>> encode_rest([1], [0, 2, 3, 4, 5, 7], 9)
    '-W'
    """
    left = bytearray(b"\1") * total
    for passage in head:
        left[passage] = 0
    others = list(itertools.compress(range(total), left))
    places = list(map(dict(zip(others, itertools.count())).__getitem__, rest))
    if len(rest) * _DENSE < len(others):
        return _gaps(places)
    bits = bytearray(-(-len(others) // 6) * 6)
    for place in places:
        bits[place] = 1
    return "".join(DIGITS[int(bits[at : at + 6].translate(_BITS), 2)] for at in range(0, len(bits), 6))


def _gaps(numbers: Sequence[int]) -> str:
    return "".join(map(number, map(int.__sub__, numbers, [0, *numbers[:-1]])))


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
