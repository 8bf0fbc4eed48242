"""Two marks where one belongs: 27日,,我省 → 27日,我省, 双责,、齐抓 → 双责、齐抓."""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import beside_chinese

NAME = "doubled"

# Three and more of a kind are an ellipsis as people type it (。。。); a space may stand between the two.
_PAIR = re.compile("(?<![,，、;；。])([,，、;；。]) ?([,，、;；。])(?![,，、;；。])")
_KIND = {",": "，", ";": "；"}
_STRENGTH = "，、；。"  # of two different ones the later word of this list is kept: it was put in with a purpose


def _kept(left: str, right: str) -> str:
    """
    >>> _kept(",", "、"), _kept("。", "，"), _kept(",", ",")
    ('、', '。', ',')
    """
    if _STRENGTH.index(_KIND.get(left, left)) >= _STRENGTH.index(_KIND.get(right, right)):
        return left
    return right


def find(text: str) -> list[Change]:
    return [
        Change(*match.span(), _kept(match[1], match[2]))
        for match in _PAIR.finditer(text)
        if beside_chinese(text, match.start() - 1, -1) or beside_chinese(text, match.end(), 1)  # a,,b is a row of data
    ]
