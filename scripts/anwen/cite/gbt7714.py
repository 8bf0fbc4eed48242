"""References in GB/T 7714, as a web page: ``责任者. 题名：文号[EB/OL]. 出版者（日期）[引用日期]. 网址.``

The 2025 edition, in force since 2026-07-01, keeps ``.`` and ``[ ]`` half-width and makes the other marks full-width;
the 2015 edition is set here with half-width marks, as it commonly is. docs/assets/anwen/cite.js follows the same
rules; tests/cases/cite/references.yaml holds both to them.

The locator of a passage is the fragment of its address: its number is an identifier, not a count of paragraphs, and
would mislead where the standard expects a page.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from anwen.cite.facts import date_parts, day, line, names
from anwen.notation import address
from anwen.records import Article, Passage, Section

Edition = Literal["2025", "2015"]
_MOST_NAMES = 3  # further ones become 等


class _Marks(Struct, frozen=True):
    comma: str
    colon: str
    opening: str
    closing: str


_MARKS: dict[str, _Marks] = {"2025": _Marks("，", "：", "（", "）"), "2015": _Marks(", ", ": ", "(", ")")}


def reference(
    article: Article,
    *,
    passage: Passage | Section | None = None,
    site_url: str = "",
    accessed: str = "",
    edition: Edition = "2025",
) -> str:
    """The reference of an article, or of a passage or section of it.

    Args:
        article: what is cited.
        passage: the part of it that is cited.
        site_url: the site's address; ``""`` gives an address from the site's root.
        accessed: the day of access, ``YYYY-MM-DD``; ``""`` leaves it out.
        edition: of GB/T 7714.

    Raises:
        ValueError: ``accessed`` is not a day.

    >>> from anwen.records import Source
    >>> source = Source("a.txt", 1)
    >>> minutes = Article("aw0001", "安全工作会议纪要", "training", (), source, (), "2008-10-16", issuer="县教育局")
    >>> reference(minutes, site_url="https://example.org/", accessed="2026-07-20")
    '县教育局. 安全工作会议纪要[EB/OL]. （2008-10-16）[2026-07-20]. https://example.org/a/aw0001/.'
    """
    marks = _MARKS[edition]
    title, number = line(article.title) or article.id, line(article.number)
    if number and number not in title:
        title += marks.colon + number
    known = names(article.issuer)
    shown = known[:_MOST_NAMES] + (["等"] if len(known) > _MOST_NAMES else [])
    publisher = line(article.source.publisher)
    when = article.date if date_parts(article.date) else ""
    middle = (
        (publisher if publisher not in known else "")
        + (f"{marks.opening}{when}{marks.closing}" if when else "")
        + (f"[{day(accessed)}]" if accessed else "")
    )
    parts = [
        marks.comma.join(shown),
        f"{title}[EB/OL]",
        middle,
        address(passage.id if passage else article.id, site_url),
    ]
    return ". ".join(part for part in parts if part) + "."
