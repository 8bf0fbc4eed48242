"""A raised figure of a unit, or a lowered one of a gas, that a PDF sets on a line of its own: 300m|2|的商店, CO|2|浓度.

A table's cells stand below each other as well, so the line above has Chinese before its figure, and the one below goes
on as a sentence does.
"""

from __future__ import annotations

import re

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
    rf"(?:CO|SO|NO|CH|NH)(?<![A-Za-z]..)(?P<first>{_BREAK})[2-4](?P<last>{_BREAK})(?={_GOES_ON}|[浓含气体排泄灭传监超焊中等])"
)
_LEAST = 4  # Chinese characters above
_HAN = re.compile(f"[{HAN}]")


def find(text: str) -> list[Change]:
    """Changes that join the three lines.

    >>> [change[:2] for change in find("建筑面积大于300m\\n2\\n的商店，")]
    [(10, 11), (12, 13)]
    >>> find("钢管5m\\n2\\n根"), find("面积\\n3m\\n2\\n的")
    ([], [])
    """
    found: list[Change] = []
    for pattern in (_RAISED, _LOWERED):
        for match in pattern.finditer(text):
            above = text[text.rfind("\n", 0, match.start()) + 1 : match.start("first")]
            if len(_HAN.findall(above)) >= _LEAST:
                found += (Change(*match.span("first"), ""), Change(*match.span("last"), ""))
    return sorted(found)
