"""Brackets folded to ASCII go back to full width, both of a pair or none: (一) → （一）, 局(院) → 局（院）.

A pair without a Chinese character stays, (ISO45001), (1), (a), and so does one behind a Latin letter or digit:
GDP(亿元).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from anwen.repair.draft import Change, disjoint
from anwen.repair.marks import HAN_CHAR, PINYIN, at, is_ascii_word, is_chinese, is_foreign, is_han

NAME = "widen"  # the same step as the other marks, for a reader

# The second alternative is what a byte slip left of an annotation, not a closing bracket. They begin with one
# set of characters, so that clean text is passed over quickly.
_TOKEN = re.compile(rf"[()（）\n?](?:(?<!\?)|\?*[{PINYIN}]{{1,7}}\))")
_EDGES = frozenset(("", "\n", '"', ")", "%"))  # a line's start, or the end of something that may be Chinese
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}\Z")


@dataclass
class _Open:
    place: int
    after: int
    chinese: bool = False


def _pairs(text: str) -> list[tuple[int, int]]:
    """Matched pairs on one line that hold a Chinese character. Each stretch between brackets is read once."""
    pairs: list[tuple[int, int]] = []
    stack: list[_Open] = []
    for match in _TOKEN.finditer(text):
        token, place = match[0], match.start()
        if stack:
            top = stack[-1]
            top.chinese = top.chinese or bool(HAN_CHAR.search(text, top.after, place))
            top.after = match.end()
        if token == "\n":
            stack.clear()
        elif token in "(（":
            stack.append(_Open(place, match.end()))
        elif token in ")）" and stack:
            closed = stack.pop()
            if closed.chinese:
                pairs.append((closed.place, place))
                if stack:
                    stack[-1].chinese = True
            if stack:
                stack[-1].after = match.end()
    return pairs


def _widened(text: str, left: int, right: int) -> list[Change]:
    """The changes of one pair, with the single spaces that stood beside it in Chinese text."""
    outer = at(text, left - 1) if at(text, left - 1) != " " else at(text, left - 2)
    if text[left] == "(" and (is_ascii_word(outer) or outer == "]"):
        return []
    if not (outer in _EDGES or is_chinese(outer) or is_chinese(at(text, right + 1))):
        return []
    numbers = _NUMBER.match(text, left + 1, right) is not None  # 。 (三)突出: the space was a line's end
    start = left - 1 if at(text, left - 1) == " " and is_han(at(text, left - 2)) and not numbers else left
    end = right + 2 if at(text, right + 1) == " " and is_chinese(at(text, right + 2)) else right + 1
    inner_start = left + 2 if at(text, left + 1) == " " and is_chinese(at(text, left + 2)) else left + 1
    inner_end = right - 1 if at(text, right - 1) == " " and is_chinese(at(text, right - 2)) else right
    changes = []
    if text[left] == "(":
        changes.append(Change(start, inner_start, "（"))
    if text[right] == ")":
        changes.append(Change(inner_end, end, "）"))
    return changes


def find(text: str) -> list[Change]:
    if ("(" not in text and ")" not in text) or is_foreign(text):
        return []
    # ") (" share a space: the next round takes the rest
    return disjoint(change for left, right in _pairs(text) for change in _widened(text, left, right))
