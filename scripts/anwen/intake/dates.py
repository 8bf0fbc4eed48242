"""Dates as pages write them, as ISO dates."""

from __future__ import annotations

import datetime
import re

# With the year, month and day as groups; a clock time may follow.
DATE = r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?(?!\d)"
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def iso(year: str, month: str, day: str) -> str:
    """The ISO date, or "" where there is no such day.

    >>> iso("2024", "9", "8"), iso("2023", "2", "29")
    ('2024-09-08', '')
    """
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def first_date(text: str) -> str:
    """The first date in ``text`` as ISO, or "".

    >>> first_date("2023-12-27 08:42:16 来源:网友投稿")
    '2023-12-27'
    """
    match = re.search(DATE, text)
    return iso(*match.groups()) if match else ""


def is_iso(text: str) -> bool:
    """Whether ``text`` is an ISO date, month or year.

    >>> is_iso("2024"), is_iso("2024-13"), is_iso("2024-02-29"), is_iso("2024-2-9"), is_iso("２０２４")
    (True, False, True, False, False)
    """
    match = _ISO.fullmatch(text)
    return match is not None and bool(iso(match.group(1), match.group(2) or "1", match.group(3) or "1"))
