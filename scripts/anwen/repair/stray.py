"""Dots, backticks and apostrophes that copy protection strewed into sentences: 发现的.各类问题, 的`安全生产.

A dot goes only behind 的: everywhere else it may number (一.传达), date (五.一) or part a name or a reference.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import HAN, is_han

NAME = "stray"

_DOT = re.compile(f"(?<=的)[.．](?=[{HAN}“《])")
_TICK = re.compile(f"[`'´](?=[{HAN}“《])")


def find(text: str) -> list[Change]:
    changes = [Change(*match.span(), "") for match in _DOT.finditer(text)] if "的." in text or "的．" in text else []
    for mark in "`'´":
        if mark in text:
            changes += _ticks(text, mark)
    return sorted(changes)


def _ticks(text: str, mark: str) -> list[Change]:
    """Single ones in their line; a pair quotes something."""
    found: list[Change] = []
    for match in re.finditer(f"[^\n]*{mark}[^\n]*", text):
        place = text.find(mark, match.start())
        if (
            text.find(mark, place + 1, match.end()) < 0
            and place
            and is_han(text[place - 1])
            and _TICK.match(text, place)
        ):
            found.append(Change(place, place + 1, ""))
    return found
