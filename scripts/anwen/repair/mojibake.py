"""Text decoded with the wrong table: put back only where the way back is certain, marked where it is not.

UTF-8 read as cp1252 shows as å®‰å…¨ (安全), read as GBK as 瀹夊叏 (安全). Both ways back are exact when no byte
was lost; 锟斤拷 is U+FFFD read as GBK, so nothing is left to put back.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import CHINESE, HAN

NAME = "mojibake"

# cp1252's characters for the bytes 80-9F, where it has one (the five holes pass as C1 controls).
_HIGH = {chr(0x80 + i): 0x80 + i for i in range(32)} | {
    bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_LATIN = "".join(map(re.escape, _HIGH)) + "\xa0-\xff"
_TAIL = "".join(map(re.escape, _HIGH)) + "\xa0-\xbf"
_LATIN_RUN = re.compile(f"[\xe2-\xef][{_LATIN}]{{2,}}")
_BROKEN = re.compile(f"(?<![A-Za-z\xc0-\xff])[\xe3-\xe9][{_TAIL}]\\?")
_WIDE = re.compile(f"[{CHINESE}\u2010-\u203b\u3000-\u303f\uff00-\uffef]")

# GBK readings of the commonest UTF-8 beginnings: ，；： (EF BC), 。、《 (E3 80), 的 (E7 9A 84), “ ” (E2 80).
_GBK_SIGN = re.compile("[锛銆鈥鐨]")
_GBK_SURE = re.compile("[锛銆]")  # no word of today has them
_GBK_RUN = re.compile("[^\x00-\x7f]+")
_LOST = re.compile("锟斤拷|(?:锟斤)+|\ufffd+")
_HAN = re.compile(f"[{HAN}]")


def _from_latin(run: str) -> str | None:
    data = bytes(_HIGH.get(char, ord(char)) for char in run)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if all(_WIDE.match(char) for char in text) else None


def _from_gbk(run: str) -> str | None:
    try:
        text = run.encode("gb18030").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None
    return text if _HAN.search(text) and all(_WIDE.match(char) for char in text) else None


def find(text: str) -> list[Change]:
    changes: list[Change] = []
    for match in _LATIN_RUN.finditer(text):
        back = _from_latin(match[0])
        if back is not None:
            changes.append(Change(match.start(), match.end(), back))
    taken = {place for change in changes for place in range(change.start, change.end)}
    for match in _BROKEN.finditer(text):
        if match.start() not in taken:
            changes.append(Change(match.start(), match.end(), match[0], NAME))
    changes += (Change(*match.span(), match[0], "lost-character") for match in _LOST.finditer(text))
    if _GBK_SIGN.search(text):
        for match in _GBK_RUN.finditer(text):
            if (back := _from_gbk(match[0]) if _GBK_SIGN.search(match[0]) else None) is not None:
                changes.append(Change(match.start(), match.end(), back))
            elif _GBK_SURE.search(match[0]):
                changes.append(Change(match.start(), match.end(), match[0], NAME))
    return sorted(changes)
