"""A heading's or item's number twice, typed and set by the program: 一、一、加强宣传引导 → 一、加强宣传引导.

1.1. is a section's number, and 一、一、二号机组 names machines: where another numeral stands behind, both stay.
第三节第三节车厢 and （一）（一）班 say what is counted: there the second is the sentence's.

A program's own list sets its number before the typed one on every line, 1. 1、…, 2. 2、…: there the first goes.
"""

from __future__ import annotations

import re
from itertools import pairwise

from anwen.repair.draft import Change
from anwen.repair.marks import HAN, NUMERALS

NAME = "repeat"

_LISTED = re.compile(rf"^[ \t\u3000]*(?P<set>(?P<number>\d{{1,2}})[.．][ \t])(?=(?P=number)、[{HAN}“《])", re.MULTILINE)
_LEAST = 2  # lines that count on; of one alone an author may say so
_TWICE = re.compile(
    rf"^[ \t\u3000]*(?P<number>[{NUMERALS}]{{1,3}}、|[（(](?:[{NUMERALS}]{{1,3}}|\d{{1,2}})[）)]|\d{{1,2}}(?:、|[.．] )"
    rf"|第[{NUMERALS}]{{1,4}}[编章节条][ \u3000]?)(?P<again>[ \u3000]?(?P=number))(?=[ \u3000]?[{HAN}“《])"
    rf"(?![ \u3000]?(?:[{NUMERALS}班号课车式款项楼组队栋单层户室级册批期类节章条]|(?<=[编章节条])[是的规中里和与及为]"
    rf"|(?<=[编章节条])[{HAN}]{{0,3}}[班号课车式期线路街河道船]))",
    re.MULTILINE,
)


def find(text: str) -> list[Change]:
    """Changes that leave out the second.

    >>> [change[:2] for change in find("（二）（二）压实责任")]
    [(3, 6)]
    >>> find("1.1.总则"), find("一、一、二号机组"), find("一、一把手负总责")
    ([], [], [])
    """
    found = [Change(*match.span("again"), "") for match in _TWICE.finditer(text)]
    return sorted([*found, *_listed(text)])


def _listed(text: str) -> list[Change]:
    """Changes that leave out a program's numbers.

    >>> [change[:2] for change in _listed("1. 1、清扫。\\n2. 2、检修。")], _listed("1. 1、清扫。\\n2. 3、检修。")
    ([(0, 3), (9, 12)], [])
    """
    lines = list(_LISTED.finditer(text))
    numbers = [int(line["number"]) for line in lines]
    counted = len(lines) >= _LEAST and all(one + 1 == other or other == 1 for one, other in pairwise(numbers))
    return [Change(*line.span("set"), "") for line in lines] if counted else []
