"""UTF-8 read with another system's table of single bytes: ÂÆâÂÖ® (Mac Roman), σ«ëσà¿ (cp437), е®‰е…Ё (cp1251) → 安全.

The Mac opens a file without a mark so, a program that unpacks archives shows their names so, a Russian mail program its
mails. Each character is one of the few that begin a Chinese one, then two of those that go on; no language writes two
such threes in a row that make Chinese characters. The way back is exact. Windows' Western table is `mojibake`'s.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from anwen.repair.draft import Change
from anwen.repair.marks import HAN_CHAR, READABLE

_TABLES = ("mac_roman", "cp437", "cp850", "cp1251")
_LEADS = (0xE2, *range(0xE3, 0xEA), 0xEF)  # of “ ” ℃, of Chinese characters, of full-width marks
_SHORT = (0xC2, 0xC3, 0xCE, 0xCF)  # of ± · ×, of Greek letters, which have two bytes
_TAILS = range(0x80, 0xC0)
_LEAST = 2  # characters in a row
_READABLE = re.compile(f"[{READABLE}]+")


class _Table(NamedTuple):
    """``run`` finds what must be UTF-8 read with a table, ``any`` what may be, a single character as well."""

    codec: str
    run: re.Pattern[str]
    any: re.Pattern[str]


def _class(codec: str, values: tuple[int, ...] | range) -> str:
    chars = (bytes([value]).decode(codec, "ignore") for value in values)
    return f"[{''.join(map(re.escape, chars))}]"


@cache
def _tables() -> tuple[_Table, ...]:
    found: list[_Table] = []
    for codec in _TABLES:
        tail = _class(codec, _TAILS)
        one, short = f"{_class(codec, _LEADS)}{tail}{{2}}", f"{_class(codec, _SHORT)}{tail}"
        found.append(_Table(codec, re.compile(f"(?:{one}){{{_LEAST},}}"), re.compile(f"(?:{one}|{short})+")))
    return tuple(found)


@cache
def _hint() -> re.Pattern[str]:
    """A character that begins one by any of the tables, and two that go on; clean Chinese text has hardly any."""
    leads, tails = ("".join(_class(codec, values)[1:-1] for codec in _TABLES) for values in (_LEADS, _TAILS))
    return re.compile(f"[{leads}][{tails}]{{2}}")


def find(text: str) -> list[Change]:
    """Changes for a page that was read with one of the tables; there a character that stands alone goes back as well.

    >>> find("‰ºöËÆÆË¶ÅÊ±Ç„ÄÇ")
    [Change(start=0, end=15, after='会议要求。', doubt='', readings=(), rule='')]
    >>> find("Âge d’or, Été à Évian, еще раз")
    []
    """
    if not _hint().search(text):
        return []
    for table in _tables():
        if any(HAN_CHAR.search(_back(match[0], table.codec)) for match in table.run.finditer(text)):
            found = ((match, _back(match[0], table.codec)) for match in table.any.finditer(text))
            return [Change(*match.span(), back) for match, back in found if back]
    return []


def _back(run: str, codec: str) -> str:
    """What ``run`` was, ``""`` where that is no Chinese text."""
    try:
        text = run.encode(codec).decode()
    except ValueError:
        return ""
    return text if _READABLE.fullmatch(text) else ""
