"""How much room Chinese text takes, by arithmetic: the same on every machine, whatever fonts it has.

A Chinese character is as wide as its size in every font; Latin letters and digits are counted as wide as in the widest
of the usual fonts. Line heights are set in points in what is written, so that they do not depend on the font either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# GB/T 15834 and every typesetter: these do not begin a line …
NOT_FIRST = frozenset("，。、；：？！）〕］｝》〉」』】”’…—·%％℃,.;:?!)]}")
# … and these do not end one
NOT_LAST = frozenset("（〔［｛《〈「『【“‘([{")
_WORDS = re.compile(r"[!-~]+|\s+|.", re.DOTALL)


def width_of(char: str) -> float:
    """The width of a character, in ems.

    >>> width_of("安"), width_of("“"), width_of("1") < width_of("M") < 1
    (1.0, 1.0, True)
    """
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    if char.isspace():
        return 0.33
    if char.isupper() or char in "@%&mw":
        return 0.84
    return 0.6


def broken(text: str, ems: float) -> list[str]:
    """The lines that ``text`` makes in a box ``ems`` wide.

    >>> broken("落实责任，排查隐患。", 4)
    ['落实责', '任，排查', '隐患。']
    """
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _units(text):
        size = sum(map(width_of, piece))
        if line and used + size > ems and not piece.isspace():
            lines.append(line.rstrip())
            line, used = "", 0.0
        while size > ems:  # a long word or address is cut where the line ends
            cut = max(1, _fitting(piece, ems - used))
            lines.append(line + piece[:cut])
            line, used, piece = "", 0.0, piece[cut:]
            size = sum(map(width_of, piece))
        line, used = line + piece, used + size
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _fitting(piece: str, ems: float) -> int:
    used, count = 0.0, 0
    for char in piece:
        used += width_of(char)
        if used > ems:
            break
        count += 1
    return count


def _units(text: str) -> list[str]:
    """Pieces that stay on one line: a word, or a character with the marks that may not stand away from it."""
    units: list[str] = []
    for match in _WORDS.finditer(text):
        piece = match.group()
        if units and not units[-1].isspace() and (piece in NOT_FIRST or units[-1][-1] in NOT_LAST):
            units[-1] += piece
        else:
            units.append(piece)
    return units


def lines_of(text: str, size: float, width: float) -> int:
    """How many lines ``text`` makes at ``size`` points in a box ``width`` points wide."""
    return sum(len(broken(part, width / size)) for part in text.split("\n"))


_SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；]+[”’）》]*|\n|$)")


def sentences(text: str) -> list[str]:
    """The sentences of a text, nothing lost.

    >>> sentences("查隐患。“要全！”改到位")
    ['查隐患。', '“要全！”', '改到位']
    """
    return [part for part in _SENTENCE.findall(text) if part]


def longest(texts: Sequence[str]) -> float:
    """The widest of several texts, in ems."""
    return max((sum(map(width_of, text)) for text in texts), default=0.0)
