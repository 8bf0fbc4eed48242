"""Bold headings of a PDF, drawn twice or more and read so: 第第二二章章 隐隐患患排排查查 → 第二章 隐患排查.

Every sign of the line stands there as often. People double words too (高高兴兴上班，平平安安回家), but what they double
is in the dictionary, and laughter has one sign.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.language.words import word_cost
from anwen.repair.marks import HAN, NUMERALS, is_han

NAME = "repeat"

_LINE = re.compile(f"^[ \\t\\u3000]*([{HAN}（(“《0-9])\\1[^\\n]{{4,118}}$", re.MULTILINE)
_BLANKS = " \t\u3000"
_SPACES = re.compile(f"[{_BLANKS}]+")
_MOST = 4  # times that a sign is drawn
_LEAST = 2  # different characters that are no numerals
_FOURFOLD = re.compile(f"([{HAN}])\\1([{HAN}])\\2")
_WORD = 14.0  # nats: what the rarest word of the dictionary costs


def find(text: str) -> list[Change]:
    """Changes for lines of which every sign is there twice, three or four times.

    >>> [change.after for change in find("第第一一章章 总总则则\\n为了加强管理，制定本办法。")]
    ['第一章 总则']
    >>> find("高高兴兴平平安安\\n清清楚楚明明白白")
    []
    """
    found: list[Change] = []
    for match in _LINE.finditer(text):
        line = match[0].strip(_BLANKS)
        times = next((times for times in range(_MOST, 1, -1) if _once(line, times)), 0)
        once = _once(line, times) if times else ""
        several = len({char for char in once if is_han(char)} - {*NUMERALS}) >= _LEAST + (times > 2)
        if several and not _said(line):
            start = match.start() + match[0].index(line)
            found.append(Change(start, start + len(line), once))
    return found


def _once(line: str, times: int) -> str:
    """A line of which every sign stands there ``times`` times, with each once; else ``""``.

    Spaces may be drawn as often or once.
    """
    again = all(len(run[0]) % times == 0 for run in _SPACES.finditer(line))
    drawn = ""
    place = 0
    while place < len(line):
        sign = line[place]
        if sign in _BLANKS:
            place += times if again else 1
            drawn += sign
        elif line[place : place + times] == sign * times:
            place += times
            drawn += sign
        else:
            return ""
    return drawn


def _said(line: str) -> bool:
    """Whether all that is doubled are words that people say so: 高高兴兴, 平平安安."""
    words = [match[0] for match in _FOURFOLD.finditer(line)]
    known = sum(word_cost(word, len(word)) <= _WORD for word in words)
    return bool(words) and 2 * known >= len(words)
