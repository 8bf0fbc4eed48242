"""Mark what the annotation filter's byte slips left behind; nothing is guessed here.

Where the filter hit two bytes across two characters, the run after it was decoded one byte off: 輸?shù)娜鞒瘫O(jiān)管.
Such a run shows as an ASCII ``?`` inside Chinese text, or as an annotation behind an ASCII character.
"""

from __future__ import annotations

import re

from anwen.repair import annotation
from anwen.repair.draft import Change
from anwen.repair.marks import HAN, PINYIN
from anwen.repair.question import genuine

NAME = "byte-slip"

_START = re.compile(rf"\?+|[A-Za-z\\^_`](?=\([{PINYIN}]{{1,7}}\))")
# A slip swallows the ； that follows its ? (危化品 → ?;…), and may show letters of its own.
_REMAINS = re.compile(rf"\?+(?:[{PINYIN}]{{1,7}}\)|[;；])?|\([{PINYIN}]{{1,7}}\)|[{HAN}]|[A-Za-z\\^_`](?=[{HAN}(])")


def damaged(text: str) -> list[tuple[int, int]]:
    """The damaged runs: from the sign of a slip to the next mark or to the end of the line."""
    runs: list[tuple[int, int]] = []
    for match in _START.finditer(text):
        if runs and match.start() < runs[-1][1]:
            continue
        if match[0][0] == "?" and genuine(text, match.start(), match.end()):
            continue
        end = match.start()
        while step := _REMAINS.match(text, end):
            end = step.end()
        runs.append((match.start(), max(end, match.end())))
    return runs


def find(text: str) -> list[Change]:
    if not annotation.find(text):
        return []
    return [Change(start, end, text[start:end], NAME) for start, end in damaged(text)]
