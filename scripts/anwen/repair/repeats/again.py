"""Whether two stretches of text are copies of one: what a second copy may write otherwise, and where copies follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anwen.repair.marks import HAN, is_han

_OTHER = re.compile(rf"[^{HAN}0-9A-Za-z]+")
_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_NUMERALS = frozenset([*_DIGITS, "十"])
_DIGIT = re.compile(f"[{''.join(_DIGITS)}]")  # few of the characters: faster than a table for all
_TENS = re.compile(r"(?<![1-9])十|十(?![1-9])|十")
_TIP, _HEAD = 8, 24  # characters of a core, and of the words that hold them
_PLAIN = re.compile(f"(?=[{HAN}0-9A-Za-z]{{{_TIP}}})[^{''.join(_NUMERALS)}]{{{_TIP}}}")  # the core of most begins so


def core(words: str) -> str:
    """The words without what a second copy may write otherwise.

    >>> core("落实二十四小时值班，确保安全。") == core("落实24小时值班,确保安全")
    True
    """
    digits = _DIGIT.sub(lambda match: _DIGITS[match[0]], _OTHER.sub("", words))
    return _TENS.sub(lambda match: _ten(digits, match.start()), digits) if "十" in digits else digits


def _ten(text: str, at: int) -> str:
    before, behind = text[at - 1 : at].isdigit(), text[at + 1 : at + 2].isdigit()
    return ("" if before else "1") + ("" if behind else "0")


def tip(words: str) -> str:
    """The first characters of the core, from as few of the words as will do.

    >>> tip("（一）落实二十四小时值班，确保安全。") == core("（一）落实24小时值班，确保安全。")[:8]
    True
    """
    if _PLAIN.match(words):
        return words[:_TIP]
    head = core(words[:_HEAD])
    return (head if len(head) > _TIP + 1 else core(words))[:_TIP]  # the last of a piece may be half a numeral


def differ(left: str, right: str) -> bool:
    """Whether the cores of two texts differ already in their first characters, which are given."""
    return left != right and is_han(left) and is_han(right) and not (left in _NUMERALS or right in _NUMERALS)


def groups(said: list[str]) -> Iterator[tuple[int, int]]:
    """Where two or more pieces stand twice in a row, not three times, and how many they are; in linear time.

    >>> list(groups(["甲", "乙", "丙", "乙", "丙", "丁"]))
    [(1, 2)]
    """
    last: dict[str, int] = {}
    size = run = 0
    for at, piece in enumerate(said):
        apart = at - last.get(piece, at)
        run = run + 1 if apart == size else 1
        size = apart
        last[piece] = at
        start = at + 1 - 2 * size
        if size < 2 or run != size or start < 0:
            continue
        first = said[start : start + size]
        if len(set(first)) == size and first not in (said[at + 1 : at + 1 + size], said[max(0, start - size) : start]):
            yield start, size
            last.clear()
