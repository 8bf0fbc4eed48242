"""Full-width digits and letters on a page that has ASCII ones as well: ２０２３年3月 → 2023年3月.

A page that is set in full width throughout is its author's.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import HAN, at

NAME = "narrow"

_WIDE = re.compile("(?:[０-９Ａ-Ｚａ-ｚ]|(?<=[０-９0-9])[．](?=[０-９0-9])|(?<=[０-９])[％])+")
_BESIDE = re.compile(f"[{HAN}“”《》（）＋A-Za-z0-9℃℉%‰°－×~～]")  # it counts or names something
_ANY = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_ASCII = re.compile("[0-9]")


def find(text: str) -> list[Change]:
    if not _ANY.search(text) or not _ASCII.search(text):
        return []
    return [
        Change(*match.span(), "".join(chr(ord(char) - 0xFEE0) for char in match[0]))
        for match in _WIDE.finditer(text)
        if match[0][-1] == "％" or _BESIDE.match(at(text, match.start() - 1)) or _BESIDE.match(at(text, match.end()))
    ]
