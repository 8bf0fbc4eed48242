"""Full-width digits and letters beside Chinese text: ２０２３年３月 → 2023年3月, ＩＳＯ４５００１ → ISO45001.

Old input methods set them so; the standard for numerals in Chinese text (GB/T 15835) has them in half width. A page in
traditional characters that has no others is its author's.
"""

from __future__ import annotations

import re

from anwen.repair.characters.script import simplified
from anwen.repair.draft import Change
from anwen.repair.marks import HAN, at

NAME = "narrow"

_WIDE = re.compile(
    "(?:[０-９Ａ-Ｚａ-ｚ]|(?<=[０-９])－(?=[０-９])|(?<=[０-９0-9])[．](?=[０-９0-9])|(?<=[０-９])[％])+"
)
_BESIDE = re.compile(f"[{HAN}“”《》（）〔〕【】＋A-Za-z0-9℃℉%‰°－×~～]")  # it counts or names something
_NAMED = re.compile(f"[{HAN}]{{2}}：[０-９][０-９－]{{2,}}(?=[，。；、）\\s]|\\Z)")  # 举报电话：１２３５０
_ANY = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_ASCII = re.compile("[0-9]")


def find(text: str) -> list[Change]:
    if not _ANY.search(text) or not (_ASCII.search(text) or simplified(text) == text):
        return []
    return [
        Change(*match.span(), "".join(chr(ord(char) - 0xFEE0) for char in match[0]))
        for match in _WIDE.finditer(text)
        if match[0][-1] == "％"
        or _NAMED.match(text, max(0, match.start() - 3))
        or _BESIDE.match(at(text, match.start() - 1))
        or _BESIDE.match(at(text, match.end()))
    ]
