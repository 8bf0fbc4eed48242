"""Marks where none can stand: at a paragraph's start (，各单位要), in brackets (《，安全生产法》), in “红线，”的意识.

A mark that begins a line whose sentence began in the line before is left to the rule that joins the two.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import FINAL, HAN
from anwen.repair.spoken import mark_spoken_of

NAME = "doubled"  # the same step as marks given twice, for a reader

_FIRST = re.compile(f"^([ \\u3000]*)[，。；：、,;][ ]?(?=[{HAN}“《（(][^\\n]{{5}})", re.MULTILINE)
_BEHIND = re.compile(f"[“‘《（【〈]([，。、；：])(?=[{HAN}])")
_BEFORE = re.compile(f"[》〉”](?:(?<=[{HAN}][，、；：。][》〉])|(?<=[，、；：]”)(?=的))")
_FAR = 200  # characters of white space and less


def find(text: str) -> list[Change]:
    found = [Change(*match.span(1), "") for match in _BEHIND.finditer(text)]
    found += (Change(match.start() - 1, match.start(), "") for match in _BEFORE.finditer(text))
    for match in _FIRST.finditer(text):
        before = text[max(0, match.start() - _FAR) : match.start()].rstrip()[-1:]
        if (not before or before in FINAL) and not mark_spoken_of(text, match.end()):
            found.append(Change(match.end(1), match.end(), ""))
    return sorted(found)
