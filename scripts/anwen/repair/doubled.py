"""Two marks where one belongs: 27日,,我省 → 27日,我省, 双责,、齐抓 → 双责、齐抓, 教训,? → 教训?.

The annotation filter puts a comma before every mark that stands in its table, so a page may have thousands.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import beside_chinese
from anwen.repair.question import genuine

NAME = "doubled"

# Three and more of a kind are an ellipsis as people type it (。。。); a space may stand between the two.
_PAIR = re.compile(
    "(?<![,，、;；。])([,，、;；。]) ?([,，、;；。])(?![,，、;；。])|(?<![,，])([,，]) ?([:：?？!！])(?![?？!！])"
)
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


def _chinese(text: str, match: re.Match[str]) -> bool:
    """Whether the pair stands in Chinese text: a,,b is a row of data, but a,、b is not."""
    if not match[0].isascii():
        return True
    return beside_chinese(text, match.start() - 1, -1) or beside_chinese(text, match.end(), 1)


def find(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _PAIR.finditer(text):
        if not _chinese(text, match):
            continue
        if match[1]:
            found.append(Change(*match.span(), _kept(match[1], match[2])))
        elif match[4] != "?" or genuine(text, match.end() - 1, match.end()):  # others may be a lost byte
            found.append(Change(*match.span(), match[4]))
    return found
