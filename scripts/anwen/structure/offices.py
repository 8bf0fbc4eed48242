"""The whole name of an office that a document calls by a short one: 市应急管理局 on the site of 平川市应急管理局."""

from __future__ import annotations

import re
from collections.abc import Iterable

from anwen.records import Fact

_SHORT = re.compile(r"[省市县区州旗镇乡][一-鿿]{2,20}")


def whole(office: Fact, said: Iterable[str]) -> Fact:
    """The office with the name of its place, if what the page says (folded) knows one place only.

    >>> short = Fact("issuer", "市应急管理局", "市应急管理局召开会议")
    >>> whole(short, ["安全会议--平川市应急管理局", "版权所有:平川市应急管理局"]).value
    '平川市应急管理局'
    >>> whole(short, ["平川市应急管理局", "临江市应急管理局"]).value
    '市应急管理局'
    """
    if not _SHORT.fullmatch(office.value):
        return office
    named = re.compile(rf"(?<![一-鿿])[一-鿿]{{1,4}}{re.escape(office.value)}(?![一-鿿])")
    names = {match.group() for text in said for match in named.finditer(text)}
    return Fact("issuer", names.pop(), office.evidence) if len(names) == 1 else office
