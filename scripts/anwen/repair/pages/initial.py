"""A paragraph's first character, which a magazine sets large and a copy has on a line of its own: 清|晨六点，老矿工…

It goes back where it begins a word with the paragraph's first characters; what a writer sets so is a title, an item's
number or one of several characters below each other (`upright`).
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.joint import SURE_WORD, word
from anwen.repair.marks import HAN, NUMERALS

NAME = "wrap"

# A paragraph is long and has a mark; a blank line may stand between, and no other character alone above.
_CAPITAL = re.compile(
    rf"(?:\A|^(?<![^\n]\n)|(?<=[^\n]{{2}}\n))[ \t\u3000]*(?P<char>[{HAN}])(?P<gap>[ \t\u3000]*\n[ \t\u3000]*\n?)"
    rf"(?=[{HAN}]{{2}}[^\n]{{12}})(?=[^\n]{{2,60}}[，。；：！？])",
    re.MULTILINE,
)
# Where one may be: begins with a plain character, so that clean text is passed over quickly.
_HINT = re.compile(rf"\n[ \t\u3000]*[{HAN}][ \t\u3000]*\n")
_COUNTS = frozenset(NUMERALS + "甲乙丙丁戊己庚辛上下左右东南西北")
_FAR = 8  # characters


def find(text: str) -> list[Change]:
    """Changes that join a first character to its paragraph.

    >>> find("冬\\n日清晨，老人推开院门，看见雪地上有一串脚印。")
    [Change(start=1, end=2, after='', doubt='', readings=(), rule='')]
    >>> find("雪\\n雪落在屋顶上，落在田野里，落在归人的肩头。")
    []
    """
    if not (_HINT.search(text) or _CAPITAL.match(text)):
        return []
    return [
        Change(*match.span("gap"), "")
        for match in _CAPITAL.finditer(text)
        if match["char"] not in _COUNTS
        and word(match["char"] + text[match.end() : match.end() + _FAR], 1, 1) >= SURE_WORD
    ]
