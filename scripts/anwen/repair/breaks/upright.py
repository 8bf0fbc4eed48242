"""Words set upright in a narrow cell of a table, which a copy has one character to a line: 责|任|人：赵卫东.

Their lines are joined where the last one ends the label of a field, or where all of them make a set phrase, behind an
item's number as well (三、应|急|响|应); what a writer sets so, and counts or lists (甲|乙|丙, 男|女), stays. Of two
characters only a heading goes together: 目|录. A long one is a cover's title where it ends as a document's does:
安|全|责|任|书.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import mean_cost
from anwen.repair.marks import HAN, NUMERALS

NAME = "wrap"

_SPACE = "[ \t\u3000]*"
_NUMBER = rf"(?:[{NUMERALS}]{{1,3}}、|[（(][{NUMERALS}]{{1,3}}[）)]|\d{{1,2}}[.．、])?"
_RUN = re.compile(
    rf"^{_SPACE}{_NUMBER}(?P<column>[{HAN}](?:{_SPACE}\n{_SPACE}[{HAN}])+)(?P<rest>[:：][^\n]*)?{_SPACE}$", re.MULTILINE
)
_HINT = re.compile(f"\n[ \t\u3000]*[{HAN}](?:[ \t\u3000]*\n|[:：])")
_PAIR = re.compile(
    rf"(?:\A|\n\n|[^\n]{{2}}\n){_SPACE}(?:目(\s{{1,3}})录|附(\s{{1,3}})[录件]|[前序](\s{{1,3}})言|摘(\s{{1,3}})要){_SPACE}"
    r"(?=\n[^\n]{2})"
)
_HALVES = re.compile(r"[目附前序摘]\s{0,2}\n\s{0,2}[录件言要]")
_BREAK = re.compile(r"[ \t\u3000]*\n[ \t\u3000]*")
_COUNTS = re.compile(f"[{NUMERALS}甲乙丙丁戊己庚辛ABCD]")
# Nats a character. Of 37 labels of forms (责任人, 整改时限) half cost less than 3.6 and none more than 6.4;
# of 37 words that are only listed (东南西北, 老中青) the cheapest costs 3.8, but no mark stands behind them.
_SET, _TITLED, _LABEL = 3.6, 4.6, 6.4
_SHORTEST, _LONGEST = 3, 12  # characters
_WIDEST = 6  # of what no mark follows: two cells may stand one below the other
_TITLE = re.compile(
    "(?:[任知诺议告]书|手册|方案|预案|制度|规程|办法|报告|总结|计划|条例|规定|细则|台账|档案|须知|守则|汇编|指南|清单)\\Z"
)


def find(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _RUN.finditer(text) if _HINT.search(text) else ():
        words = _BREAK.sub("", match["column"])
        titled = _TITLE.search(words)
        longest = _LONGEST if match["rest"] or titled else _WIDEST
        if not _SHORTEST <= len(words) <= longest or _COUNTS.search(words):
            continue
        if mean_cost(words) <= (_LABEL if match["rest"] else _TITLED if titled else _SET):
            start = match.start("column")
            found += (Change(start + gap.start(), start + gap.end(), "") for gap in _BREAK.finditer(match["column"]))
    pairs = _PAIR.finditer(text) if _HALVES.search(text) and _HINT.search(text) else ()
    found += (Change(*match.span(match.lastindex or 0), "") for match in pairs if "\n" in match[match.lastindex or 0])
    return disjoint(found)
