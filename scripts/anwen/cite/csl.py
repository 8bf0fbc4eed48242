"""CSL JSON, the form that reference managers exchange."""

from __future__ import annotations

from typing import Any

from anwen.cite.facts import date_parts, names
from anwen.cite.work import Work


def csl(cited: Work) -> dict[str, Any]:
    """A web page, or the place on it that is cited; what is unknown is absent.

    >>> item = csl(Work("aw0001.p2", "纪要", "passage", "nmlD6t", date="2008"))
    >>> item["issued"], item["URL"], "author" in item
    ({'date-parts': [[2008]]}, '/a/aw0001/?v=nmlD6t#p2', False)
    """
    issued, seen = date_parts(cited.date), date_parts(cited.accessed)
    item: dict[str, Any] = {
        "id": cited.id,
        "type": "webpage",
        "title": cited.name,
        "author": [{"literal": name} for name in names(cited.issuer)],
        "issued": {"date-parts": [issued]} if issued else None,
        "accessed": {"date-parts": [seen]} if seen else None,
        "publisher": cited.other_publisher,
        "number": cited.own_number,
        "URL": cited.url,
        "language": "zh-CN",
    }
    return {name: value for name, value in item.items() if value}
