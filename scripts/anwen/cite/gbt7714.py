"""References in GB/T 7714, as a web page: ``责任者. 题名：文号[EB/OL]. 出版者（日期）[引用日期]. 网址.``

The 2025 edition, in force since 2026-07-01, keeps ``.`` and ``[ ]`` half-width and makes the other marks full-width;
the 2015 edition is set here with half-width marks, as it commonly is.

The locator of a passage is the fragment of its address: its number is an identifier, not a count of paragraphs, and
would mislead where the standard expects a page.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from anwen.cite.facts import date_parts, names
from anwen.cite.work import Work

Edition = Literal["2025", "2015"]
EDITIONS: tuple[Edition, ...] = ("2025", "2015")
_MOST_NAMES = 3  # further ones become 等


class _Marks(Struct, frozen=True):
    comma: str
    colon: str
    opening: str
    closing: str


_MARKS: dict[str, _Marks] = {"2025": _Marks("，", "：", "（", "）"), "2015": _Marks(", ", ": ", "(", ")")}


def reference(cited: Work, edition: Edition = "2025") -> str:
    """The reference of an article, of a part of it, or of a concept.

    >>> minutes = Work("aw0001", "安全工作会议纪要", issuer="县教育局", date="2008-10-16", accessed="2026-07-20")
    >>> reference(minutes)
    '县教育局. 安全工作会议纪要[EB/OL]. （2008-10-16）[2026-07-20]. /a/aw0001/.'
    """
    return f"{beginning(cited, edition)}{cited.url}."


def beginning(cited: Work, edition: Edition = "2025") -> str:
    """The reference up to its address."""
    marks = _MARKS[edition]
    title = cited.name + (marks.colon + cited.own_number if cited.own_number else "")
    known = names(cited.issuer)
    shown = known[:_MOST_NAMES] + (["等"] if len(known) > _MOST_NAMES else [])
    when = cited.date if date_parts(cited.date) else ""
    middle = (
        cited.other_publisher
        + (f"{marks.opening}{when}{marks.closing}" if when else "")
        + (f"[{cited.accessed}]" if cited.accessed else "")
    )
    return "".join(f"{part}. " for part in (marks.comma.join(shown), f"{title}[EB/OL]", middle) if part)
