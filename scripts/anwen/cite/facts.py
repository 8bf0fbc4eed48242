"""What a reference is made of, read from an article: names, dates, the title on one line."""

from __future__ import annotations

import calendar
import re

# joint issuers are listed with these; a space separates names only between Chinese characters
_BETWEEN = re.compile(r"\s*[、；;，,]\s*|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


def line(text: str) -> str:
    """Text on one line.

    >>> line(" 会议\\n纪要 ")
    '会议 纪要'
    """
    return " ".join(text.split())


def names(issuer: str) -> list[str]:
    """The responsible parties, in their order.

    >>> names("应急管理部、财政部 交通运输部")
    ['应急管理部', '财政部', '交通运输部']
    >>> names("")
    []
    """
    return [name for name in _BETWEEN.split(issuer.strip()) if name]


def date_parts(date: str) -> list[int]:
    """Year, month and day as exact as known; nothing of a date that is masked or cannot be.

    >>> date_parts("2008-10-16"), date_parts("2008"), date_parts("20XX-01-01"), date_parts("2008-02-30")
    ([2008, 10, 16], [2008], [], [])
    """
    match = _DATE.fullmatch(date)
    if match is None or match[1] == "0000":
        return []
    parts = [int(part) for part in match.groups() if part]
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return []
    if len(parts) > 2 and not 1 <= parts[2] <= calendar.monthrange(parts[0], parts[1])[1]:
        return []
    return parts


def day(accessed: str) -> str:
    """The day of access, checked; ``""`` stays ``""`` (a page that is rebuilt any day cannot know it).

    Raises:
        ValueError: it is not a day.
    """
    if accessed and len(date_parts(accessed)) != 3:
        raise ValueError(f"the day of access must be YYYY-MM-DD, not {accessed!r}")
    return accessed
