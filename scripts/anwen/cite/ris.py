"""RIS, one tag a line."""

from __future__ import annotations

from anwen.cite.facts import date_parts, line, names
from anwen.cite.work import Work


def _day(date: str) -> str:
    """``YYYY/MM/DD/`` as exact as known; the slashes stay."""
    parts = [f"{part:02d}" for part in date_parts(date)]
    return "/".join([*parts, "", "", ""][:3]) + "/" if parts else ""


def ris(cited: Work) -> str:
    """One record, as an electronic source.

    >>> print(ris(Work("aw0001.p2", "纪要", "passage", issuer="县教育局", date="2008-10", words="排查隐患。")))
    TY  - ELEC
    ID  - aw0001.p2
    TI  - 纪要
    AU  - 县教育局
    PY  - 2008
    DA  - 2008/10//
    AB  - 排查隐患。
    LA  - zh-CN
    UR  - /a/aw0001/#p2
    ER  -
    """
    rows = [
        ("TY", "ELEC"),
        ("ID", cited.id),
        ("TI", cited.name),
        *(("AU", name) for name in names(cited.issuer)),
        ("PY", "".join(f"{part:04d}" for part in date_parts(cited.date)[:1])),
        ("DA", _day(cited.date)),
        ("M1", cited.own_number),
        ("PB", cited.other_publisher),
        ("AB", line(cited.words)),
        ("LA", "zh-CN"),
        ("UR", cited.url),
        ("Y2", _day(cited.accessed)),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in rows if value) + "ER  -"
