"""A raised figure of a unit, or a lowered one of a gas, that a PDF sets on a line of its own: 300m|2|的商店, CO|2|浓度.

A table's cells stand below each other as well, so the line above has Chinese before its figure, and the one below goes
on as a sentence does. A page's number counts on from another page's.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from anwen.repair.draft import Change
from anwen.repair.marks import HAN

NAME = "wrap"

_BREAK = " ?\n ?"
_GOES_ON = "[的以及且和内外时左至到或并为超，。、；：）/)]"
_RAISED = re.compile(
    rf"(?P<first>{_BREAK})[23](?P<last>{_BREAK})(?:(?<=[0-9 /kcdm]m\n[23]\n)|(?<=[0-9 /kcdm]m \n[23]\n)"
    rf"|(?<=[0-9 /kcdm]m \n[23] \n)|(?<=[0-9 /kcdm]m\n[23] \n))(?={_GOES_ON})"
)
_LOWERED = re.compile(
    rf"(?:CO|SO|NO(?<![填选答写为画勾是“]..)|CH|NH)(?<![A-Za-z]..)(?P<first>{_BREAK})[2-4](?P<last>{_BREAK})"
    rf"(?={_GOES_ON}|[浓含气体排泄灭传超焊中等]|监测)"
)
_ALONE = re.compile(r"^ ?([0-9]{1,3}) ?$", re.MULTILINE)
_LEAST = 4  # Chinese characters above
_HAN = re.compile(f"[{HAN}]")


def find(text: str) -> list[Change]:
    """Changes that join the three lines.

    >>> [change[:2] for change in find("建筑面积大于300m\\n2\\n的商店，")]
    [(10, 11), (12, 13)]
    >>> find("钢管5m\\n2\\n根"), find("面积\\n3m\\n2\\n的"), find("间距不小于13m\\n3\\n的道路\\n4\\n")
    ([], [], [])
    """
    found: list[tuple[Change, Change]] = []
    for pattern in (_RAISED, _LOWERED):
        for match in pattern.finditer(text):
            above = text[text.rfind("\n", 0, match.start()) + 1 : match.start("first")]
            if len(_HAN.findall(above)) >= _LEAST:
                found.append((Change(*match.span("first"), ""), Change(*match.span("last"), "")))
    return sorted(change for pair in _unpaged(text, found) for change in pair) if found else []


def _unpaged(text: str, pairs: list[tuple[Change, Change]]) -> list[tuple[Change, Change]]:
    """The pairs whose figure does not count on from the number before it alone on a line, or that number from it."""
    own = {first.end for first, _ in pairs}
    others = [match for match in _ALONE.finditer(text) if match.start(1) not in own]
    places, numbers = [match.start() for match in others], [0, *(int(match[1]) for match in others), 0]
    left = []
    for first, last in pairs:
        at = bisect_left(places, first.end)  # in `numbers`, of the one before
        figure = int(text[first.end : last.start])
        if numbers[at] + 1 != figure != numbers[at + 1] - 1:
            left.append((first, last))
    return left
