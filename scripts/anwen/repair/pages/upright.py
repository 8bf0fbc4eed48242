"""Words set upright in a narrow cell of a table, which a copy has one character to a line: 责|任|人：赵卫东.

Their lines are joined where the last one ends the label of a field, or where all of them make a set phrase; what a
writer sets so, and counts or lists (甲|乙|丙, 男|女), stays.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.joint import mean_cost
from anwen.repair.marks import HAN, NUMERALS

NAME = "wrap"

_RUN = re.compile(
    rf"^[ \t\u3000]*(?P<column>[{HAN}](?:[ \t\u3000]*\n[ \t\u3000]*[{HAN}])+)(?P<rest>[:：][^\n]*)?[ \t\u3000]*$",
    re.MULTILINE,
)
_HINT = re.compile(f"\n[ \t\u3000]*[{HAN}](?:[ \t\u3000]*\n|[:：])")
_BREAK = re.compile(r"[ \t\u3000]*\n[ \t\u3000]*")
_COUNTS = re.compile(f"[{NUMERALS}甲乙丙丁戊己庚辛ABCD]")
# Nats a character. Of 37 labels of forms (责任人, 整改时限) half cost less than 3.6 and none more than 6.4;
# of 37 words that are only listed (东南西北, 老中青) the cheapest costs 3.8, but no mark stands behind them.
_SET, _LABEL = 3.6, 6.4
_SHORTEST, _LONGEST = 3, 12  # characters
_WIDEST = 6  # of what no mark follows: two cells may stand one below the other


def find(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _RUN.finditer(text) if _HINT.search(text) else ():
        words = _BREAK.sub("", match["column"])
        longest = _LONGEST if match["rest"] else _WIDEST
        if not _SHORTEST <= len(words) <= longest or _COUNTS.search(words):
            continue
        if mean_cost(words) <= (_LABEL if match["rest"] else _SET):
            start = match.start("column")
            found += (Change(start + gap.start(), start + gap.end(), "") for gap in _BREAK.finditer(match["column"]))
    return found
