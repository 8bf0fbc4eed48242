"""Dates as the text states them, in ISO form; nothing is guessed."""

from __future__ import annotations

import re

from anwen.structure.lines.numbering import number_of

_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "O": "0",
    "o": "0",
}
_DATE = re.compile(
    r"(?P<year>(?:20|19)\d\d|[二一][〇○O0零九][〇○O0零一二三四五六七八九]{2})\s*[年./-]"
    r"(?:\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[月./-]?)?"
    r"(?:(?<=[月./-])\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})(?![\d.])\s*[日号]?)?"
)


def find_date(folded: str) -> tuple[str, int, int] | None:
    """The first date with a year: its ISO form, start and end.

    >>> find_date("时间:2015年4月7日下午3:40"), find_date("二〇一七年三月五日")
    (('2015-04-07', 3, 12), ('2017-03-05', 0, 9))
    >>> find_date("2023年3月"), find_date("4月6日")
    (('2023-03', 0, 7), None)
    """
    match = _DATE.search(folded)
    if not match:
        return None
    year = "".join(_DIGITS.get(char, char) for char in match["year"])
    month = number_of(match["month"] or "")
    day = number_of(match["day"] or "")
    if not 1 <= month <= 12:
        return year, match.start(), match.start() + 5
    if not 1 <= day <= 31:
        return f"{year}-{month:02}", match.start(), match.end()
    return f"{year}-{month:02}-{day:02}", match.start(), match.end()


def iso(folded: str) -> str:
    """The ISO form of the first date, or ``""``.

    >>> iso("2024-09-08"), iso("2022年1月3日"), iso("去年")
    ('2024-09-08', '2022-01-03', '')
    """
    found = find_date(folded)
    return found[0] if found else ""
