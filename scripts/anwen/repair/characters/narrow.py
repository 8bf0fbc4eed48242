"""Full-width digits and letters beside Chinese text: ２０２３年３月 → 2023年3月, ＩＳＯ４５００１ → ISO45001.

Old input methods set them so; the standard for numerals in Chinese text (GB/T 15835) has them in half width. A page in
traditional characters that has no others is its author's.
"""

from __future__ import annotations

import re

from anwen.repair.characters.script import simplified
from anwen.repair.draft import Change
from anwen.repair.marks import HAN, at, unusual

NAME = "narrow"

_WIDE = re.compile(
    "(?:[０-９Ａ-Ｚａ-ｚ]|(?<=[０-９])－(?=[０-９])|(?<=[０-９0-9])[．](?=[０-９0-9])|(?<=[Ａ-Ｚａ-ｚ０-９])．(?=[Ａ-Ｚａ-ｚ])|(?<=[Ａ-Ｚａ-ｚ])．(?=[０-９])|(?<=[０-９])[％])+"
)
_BESIDE = re.compile(f"[{HAN}“”《》（）〔〕【】＋A-Za-z0-9℃℉%‰°－×~～]")  # it counts or names something
# 举报电话：１２３５０
_NAMED = re.compile(f"[{HAN}A-Za-zＡ-Ｚａ-ｚ][{HAN}]：[０-９][０-９－]{{2,}}(?=[，。；、）\\s]|\\Z)")
_ANY = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_ASCII = re.compile("[0-9]")
# 不要写成全角的“２０２３”: the width itself is meant.
_WIDTH = re.compile("全角(?:[^。\\n]{0,12}[“‘「（：][０-９Ａ-Ｚａ-ｚ－]*|[数字母符号的如、]{0,6})\\Z")
_NEAR = 24


def find(text: str) -> list[Change]:
    if not _ANY.search(unusual(text)) or not (_ASCII.search(text) or simplified(text) == text):
        return []
    return [
        Change(*match.span(), "".join(chr(ord(char) - 0xFEE0) for char in match[0]))
        for match in _WIDE.finditer(text)
        if _beside(text, match) and not _WIDTH.search(text, max(0, match.start() - _NEAR), match.start())
    ]


def _beside(text: str, match: re.Match[str]) -> bool:
    """Whether Chinese text is beside it, or a label's colon before it."""
    return bool(
        match[0][-1] == "％"
        or _NAMED.match(text, max(0, match.start() - 3))
        or _BESIDE.match(at(text, match.start() - 1))
        or _BESIDE.match(at(text, match.end()))
    )
