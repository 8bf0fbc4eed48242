"""Numbered headings that a narrow column broke: 三、强化|责任落实，构建齐抓|共管格局 above （一）….

Short lines without a stop below a heading's beginning are its rest where the words on both sides of every break go
together, at one of them as only a phrase does, and the next number, or a paragraph, stands below.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.joint import ONE_PHRASE, ONE_WORD, across
from anwen.repair.marks import HAN, NUMERALS

NAME = "wrap"

_NUMBER = rf"(?:[{NUMERALS}]{{1,3}}、|[（(][{NUMERALS}]{{1,3}}[）)]|第[{NUMERALS}]{{1,3}}(?:部分|[章节])[ \u3000]*)"
_HALVES = re.compile(
    rf"^[ \u3000]*(?P<words>{_NUMBER}[{HAN}、，“”]{{1,14}}"
    rf"(?:[ \u3000]*\n[ \u3000]*(?!{_NUMBER}|附)[{HAN}、，“”]{{2,16}}){{1,3}})"
    rf"[ \u3000]*\n\s*(?={_NUMBER}|[^\n]{{24,}}[。；])",
    re.MULTILINE,
)
# Where one may be: begins with a plain character, so that clean text is passed over quickly.
_HINT = re.compile(rf"\n[ \u3000]*{_NUMBER}[{HAN}、，“”]{{1,14}}[ \u3000]*\n")
_BREAK = re.compile(r"[ \u3000]*\n[ \u3000]*")
_LONGEST = 40  # characters


def find(text: str) -> list[Change]:
    if not (_HINT.search(text) or _HALVES.match(text)):
        return []
    found: list[Change] = []
    for match in _HALVES.finditer(text):
        gaps = [gap.span() for gap in _BREAK.finditer(text, *match.span("words"))]
        gains = [across(text, *gap) for gap in gaps]
        if len(match["words"]) <= _LONGEST and min(gains) >= ONE_PHRASE and max(gains) >= ONE_WORD:
            found += (Change(*gap, "") for gap in gaps)
    return found
