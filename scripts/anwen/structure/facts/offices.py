"""The whole name of an office that a document calls by a short one: 市应急管理局 on the site of 平川市应急管理局."""

from __future__ import annotations

import re
from collections.abc import Iterable

from anwen.records import Fact
from anwen.structure.lines.titles import is_organisation

_DEPARTMENT = re.compile(r"(?![省市县区州旗镇乡局院校厂司矿我本])[一-鿿]{1,7}(?:部|处|科室?|室|办|中心|工会|团委)")
_SITE = re.compile(r"(?:[_|-]|[-–—]{1,2})\s*(?P<name>[^_|–—-]{4,24}?)\s*[\[(]?(?:官网|官方网站|首页|欢迎您)?[\])]?$")
_HOUSE = re.compile("(?:公司|集团|医院|小学|中学|学校|学院|大学|幼儿园|[局厂矿])$")
# 在公司安委会会议上, 我校: a house that speaks of itself and needs no name on its own site; what its name ends with
_OWN = tuple(
    (re.compile(rf"(?:我们?|本|(?:^|[在对为向\s,。])){said}"), re.compile(f"(?:{ends})$"))
    for said, ends in (
        ("(?:公司|集团)", "公司|集团"),
        ("(?:学校|学院|校)", "学校|小学|中学|学院|大学"),
        ("(?:医院|院)", "院"),
        ("(?<=[我们本])[厂矿局]", "[厂矿局]"),
    )
)
_SHORT = re.compile(r"[省市县区州旗镇乡][一-鿿]{2,20}")


def of_site(title: str, said: str) -> Fact | None:
    """The house whose own site a page is, by the title in its head, if the document's title speaks of it as its own.

    Args:
        title: the document's title, folded.
        said: the title in the page's head, folded.

    >>> of_site("在公司安委会会议上的讲话", "在公司安委会会议上的讲话 - 企业新闻 - 云岭精细化工有限公司").value
    '云岭精细化工有限公司'
    >>> of_site("在公司安委会会议上的讲话", "在公司安委会会议上的讲话_中国化工网")
    >>> of_site("在全市会议上的讲话", "在全市会议上的讲话-云岭化工有限公司")
    """
    site = _SITE.search(said)
    name = site["name"].strip() if site else ""
    own = is_organisation(name) and any(is_own.search(title) and end.search(name) for is_own, end in _OWN)
    return Fact("issuer", name, said) if own else None


def whole(office: Fact, said: Iterable[str]) -> Fact:
    """The office with its place's name, or a department with that of its house, if the page (folded) says one only.

    >>> short = Fact("issuer", "市应急管理局", "市应急管理局召开会议")
    >>> whole(short, ["安全会议--平川市应急管理局", "版权所有:平川市应急管理局"]).value
    '平川市应急管理局'
    >>> whole(short, ["平川市应急管理局", "临江市应急管理局"]).value
    '市应急管理局'
    >>> whole(Fact("issuer", "县应急局", ""), ["来源:石岭县应急管理局"]).value
    '石岭县应急管理局'
    >>> whole(Fact("issuer", "总务科", "发布科室:总务科"), ["安全会议纪要 | 平川市第三人民医院"]).value
    '平川市第三人民医院总务科'
    """
    said = list(said)
    if _DEPARTMENT.fullmatch(office.value):
        sites = {match["name"].strip() for text in said if (match := _SITE.search(text))}
        sites = {name for name in sites if _HOUSE.search(name) and is_organisation(name)}
        return Fact("issuer", sites.pop() + office.value, office.evidence) if len(sites) == 1 else office
    if not _SHORT.fullmatch(office.value):
        return office
    short = re.escape(office.value).replace("应急局", "应急(?:管理)?局")
    named = re.compile(rf"(?<![一-鿿])[一-鿿]{{1,4}}{short}(?![一-鿿])")
    names = {match.group() for text in said for match in named.finditer(text)}
    return Fact("issuer", names.pop(), office.evidence) if len(names) == 1 else office
