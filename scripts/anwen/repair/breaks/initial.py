"""A paragraph's first character, which a magazine sets large and a copy has on a line of its own: 清|晨六点，老矿工…

It goes back where it begins a word with the paragraph's first characters; what a writer sets so is a title, an item's
number or one of several characters below each other (`upright`).
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.joint import SURE_WORD, word
from anwen.repair.marks import HAN, NUMERALS, at

NAME = "wrap"

# A paragraph is long and has a mark; a blank line may stand between, and no other character alone above.
_CAPITAL = re.compile(
    rf"(?:\A|^(?<![^\n]\n)|(?<=[^\n]{{2}}\n))[ \t\u3000]*(?P<char>[{HAN}])(?P<gap>[ \t\u3000]*\n[ \t\u3000]*\n?)"
    rf"(?=[{HAN}]{{2}}[^\n]{{12}})(?=[^\n]{{2,60}}[，。；：！？])",
    re.MULTILINE,
)
# Where one may be: begins with a plain character, so that clean text is passed over quickly.
_HINT = re.compile(rf"\n[ \t\u3000]*[{HAN}][ \t\u3000]*\n")
# Behind a title of one character a text begins with these: 海|上的风浪很大.
_BEGIN = frozenset("上下里中内外前后边的了着过是在有不也就都水")
_COUNTS = frozenset(NUMERALS + "甲乙丙丁戊己庚辛上下左右东南西北")
_FAR = 8  # characters


def find(text: str) -> list[Change]:
    """Changes that join a first character to its paragraph.

    >>> text = "冬\\n日清晨，老人推开院门，看见雪地上有一串脚印。\\n\\n傍\\n晚时分，雪停了，屋里点起一盏灯，炊烟升起。"
    >>> [change[:2] for change in find(text)]
    [(1, 2), (27, 28)]
    >>> find("雪\\n雪落在屋顶上，落在田野里，落在归人的肩头。")
    []
    """
    if not (_HINT.search(text) or _CAPITAL.match(text)):
        return []
    found = [
        Change(*match.span("gap"), "")
        for match in _CAPITAL.finditer(text)
        if match["char"] not in _COUNTS
        and at(text, match.end()) not in _BEGIN
        and word(match["char"] + text[match.end() : match.end() + _FAR], 1, 1) >= SURE_WORD
    ]
    # At the very top one alone may be the title of a poem or an essay.
    return [] if len(found) == 1 and not text[: found[0].start - 1].strip() else found
