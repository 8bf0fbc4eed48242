"""CSL JSON, the form that reference managers exchange."""

from __future__ import annotations

from typing import Any

from anwen.cite.facts import date_parts, day, line, names
from anwen.notation import address
from anwen.records import Article


def csl(article: Article, site_url: str = "", accessed: str = "") -> dict[str, Any]:
    """An article as a CSL JSON web page; what is unknown is absent.

    Raises:
        ValueError: ``accessed`` is not a day.

    >>> from anwen.records import Source
    >>> item = csl(Article("aw0001", "纪要", "training", (), Source("a.txt", 1), (), date="2008"))
    >>> item["issued"], item["URL"], "author" in item
    ({'date-parts': [[2008]]}, '/a/aw0001/', False)
    """
    issued, seen = date_parts(article.date), date_parts(day(accessed))
    item: dict[str, Any] = {
        "id": article.id,
        "type": "webpage",
        "title": line(article.title) or article.id,
        "author": [{"literal": name} for name in names(article.issuer)],
        "issued": {"date-parts": [issued]} if issued else None,
        "accessed": {"date-parts": [seen]} if seen else None,
        "publisher": line(article.source.publisher),
        "number": line(article.number),
        "URL": address(article.id, site_url),
        "language": "zh-CN",
    }
    return {name: value for name, value in item.items() if value}
