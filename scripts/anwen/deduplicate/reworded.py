"""A text told again in other words: a report taken over from a paper, a speech with a word changed in every sentence.

It has few stretches of five characters in common with the first (.12 to .15), but most of its characters stand in the
first in the same order, and so do its figures and days. Of a hundred texts the three pairs told again had .45, .54 and
.82 of their characters in order; of 3,391 other pairs two sets of rules from one law had .34, all others .26 at most.
Forms filled in anew, a month's minutes beside the next month's, are told by their figures.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Hashable, Sequence
from functools import cache
from itertools import accumulate

ORDER = 0.4  # of the longer text's characters stand in the other in the same order
FIGURES, FEWEST_FIGURES = (0.4, 0.6), 3  # … and of its figures, of the shorter text's
SHORT, MORE = 60, 0.2  # characters kept; a short text's stock phrases are half of it
# What only one says must not be lost. In order in the thinnest quarter: of pairs told again .21 to .84, of two offices'
# forms and papers' different halves .00 to .14. Forms are alike but for what is filled in: between the whole and the
# thinnest seventh lie .53 and more, of pairs told again .42 at most.
THIN, QUARTER = 0.15, 0.25
FALL, SEVENTH = 0.45, 0.15
RATIO = 0.6  # of the shorter text to the longer
LONGEST, MOST_FIGURES = 4000, 128  # characters kept, figures; longer texts are not told again

_DIGITS = {digit: value for value, digits in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
           for digit in digits}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_CHINESE = "".join(_DIGITS) + "".join(_UNITS)
# A number and what it counts; not the number of an article or a meeting.
_FIGURE = re.compile(
    rf"百分之(?P<share>[{_CHINESE}]{{1,6}})"
    rf"|(?<![第\d.,{_CHINESE}])(?P<number>\d[\d,]{{0,15}}(?:\.\d{{1,6}})?[万亿]{{0,2}}|[{_CHINESE}]{{1,12}})(?P<of>[一-鿿%])"
)
_DAYS, _NOTHING = frozenset("年月日"), frozenset("是点分时届次号")
_STOCK = 3  # 一个, 两手: smaller numbers say nothing


def figures(text: str) -> list[tuple[float, str]]:
    """The figures and days of a text in order, each with the character that says of what.

    >>> figures("3月8日检查企业一百二十家，查出隐患4126项，整改率百分之九十七。第三条 会议提出两点要求。")
    [(3.0, '月'), (8.0, '日'), (120.0, '家'), (4126.0, '项'), (97.0, '%')]
    """
    found: list[tuple[float, str]] = []
    for match in _FIGURE.finditer(unicodedata.normalize("NFKC", text)):
        value, of = _value(match["share"] or match["number"]), match["of"] or "%"
        if of in _DAYS or (value >= _STOCK and of not in _NOTHING):
            found.append((value, of))
    return found[:MOST_FIGURES]


def _value(number: str) -> float:
    """The value of a number in digits or in characters.

    >>> _value("1,200万"), _value("一千二百万"), _value("七十九"), _value("二〇二三")
    (12000000.0, 12000000.0, 79.0, 2023.0)
    """
    digits = re.match(r"[\d.,]*", number)
    head = digits.group().replace(",", "") if digits else ""
    if not head and not any(char in _UNITS for char in number):
        return float("".join(str(_DIGITS[char]) for char in number))
    whole, part, last = 0.0, 0.0, float(head or 0)
    for char in number[len(digits.group()) if digits else 0 :]:
        unit = _UNITS.get(char, 0)
        if not unit:
            last = _DIGITS[char]
        elif unit < _UNITS["万"]:
            part, last = part + (last or 1) * unit, 0
        else:
            whole, part, last = (whole + part + last) * unit, 0, 0
    return whole + part + last


def hashed(found: list[tuple[float, str]]) -> bytes:
    """The figures, four bytes each."""
    return b"".join(hashlib.blake2b(f"{value:g}{of}".encode(), digest_size=4).digest() for value, of in found)


@cache
def _letter(char: str) -> int:
    """A byte for the character if it is one of the half that is kept, else 0."""
    code = zlib.crc32(char.encode())
    return (code >> 8) % 255 + 1 if code & 1 else 0


def order(plain: str) -> bytes:
    """Every second kind of character of a normalised text, a byte each, in order; b"" for a long text."""
    kept = bytes(filter(None, map(_letter, plain)))
    return kept if len(kept) <= LONGEST else b""


def reworded(one: tuple[bytes, bytes], other: tuple[bytes, bytes]) -> float:
    """How much of the longer text stands in the other in the same order, if it is that text in other words; else 0.

    Args:
        one: the `order` and the `hashed` figures of a text.
        other: those of another.
    """
    longer, shorter = max(len(one[0]), len(other[0])), min(len(one[0]), len(other[0]))
    if not shorter or shorter < RATIO * longer:
        return 0.0
    mine, its = ([part[1][at : at + 4] for at in range(0, len(part[1]), 4)] for part in (one, other))
    few, many = sorted((len(mine), len(its)))
    least = max(FEWEST_FIGURES, FIGURES[0] * many, FIGURES[1] * few)
    if len(set(mine) & set(its)) < FEWEST_FIGURES or in_order(steps(mine, its)) < least:
        return 0.0
    rows = steps(one[0], other[0])
    share = in_order(rows) / longer
    if share < ORDER + (MORE if longer < SHORT else 0.0):
        return 0.0
    places, sizes = matched(rows), (len(one[0]), len(other[0]))
    whole = thinnest(places, sizes, QUARTER) >= THIN and share - thinnest(places, sizes, SEVENTH) <= FALL
    return share if whole else 0.0


def thinnest(matches: tuple[set[int], set[int]], sizes: tuple[int, int], share: float) -> float:
    """Of the stretches as long as a share of either text, the least part that stands in the other in order.

    >>> thinnest((set(range(9)), set(range(9))), (9, 12), 0.25)
    0.0
    """
    least = 1.0
    for places, size in zip(matches, sizes, strict=True):
        part = max(1, int(share * size))
        sums = list(accumulate((at in places for at in range(size)), initial=0))
        least = min(least, min(sums[at + part] - sums[at] for at in range(size - part + 1)) / part)
    return least


def steps(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[int]:
    """How the longest sequence that stands in both, gaps allowed, is found: the places of ``one`` that are free before
    any step along ``other``, and after each, as bits.

    A row of the usual table so costs a few operations on whole numbers (Hyyrö, 2004).

    >>> [f"{row:03b}" for row in steps("abc", "xb")]
    ['111', '111', '101']
    """
    places: dict[Hashable, int] = {}
    for at, item in enumerate(one):
        places[item] = places.get(item, 0) | 1 << at
    whole = (1 << len(one)) - 1
    free = whole
    rows = [free]
    for item in other:
        matched = free & places.get(item, 0)
        free = ((free + matched) | (free - matched)) & whole
        rows.append(free)
    return rows


def in_order(rows: list[int]) -> int:
    """The length of the longest sequence that stands in both, of which ``rows`` are the `steps`.

    >>> in_order(steps([1, 2, 3, 4], [2, 9, 4, 1]))
    2
    """
    return rows[0].bit_count() - rows[-1].bit_count()


def matched(rows: list[int]) -> tuple[set[int], set[int]]:
    """The places of that sequence in either text: the `steps` followed back.

    >>> matched(steps(b"abcd", b"axcd"))
    ({0, 2, 3}, {0, 2, 3})
    """
    mine: set[int] = set()
    its: set[int] = set()
    at, row = rows[0].bit_count(), len(rows) - 1
    while at and row:
        if rows[row] >> (at - 1) & 1:
            at -= 1
            continue
        row -= 1
        if rows[row] >> (at - 1) & 1:
            at -= 1
            mine.add(at)
            its.add(row)
    return mine, its
