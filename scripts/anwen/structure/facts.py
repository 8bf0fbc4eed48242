"""What a document says about itself: date, issuer, number. Each fact carries the words it was read from."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from anwen.records import Block, Fact
from anwen.structure import classes
from anwen.structure.dates import find_date
from anwen.structure.page import fold
from anwen.structure.titles import is_date, is_organisation, is_own_number

_DATE_FIELDS = frozenset({"时间", "日期", "会议时间", "会议日期", "活动时间", "培训时间", "检查时间", "召开时间"})
_ISSUER_FIELDS = frozenset({"发文单位", "发文机关", "主办单位", "填报单位", "报送单位"})
_EDGE = 4  # header and sign-off lines stand among this many blocks at either end
_HELD = re.compile(r"召开|举行|举办|组织")
# 本报讯(记者 丁雪)12月6日, 近日: a report is printed within weeks
_DAY = re.compile(r"(?:[^。,]{0,12}[讯电]\s*)?(?:[(][^()]{0,30}[)])?\s*(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_LATEST = 45
_HEADER = re.compile(r"(?P<issuer>[一-鿿]{4,30})文件")
_AUTHOR = re.compile(r"[(]作者(?:单位|系)?:(?P<issuer>[^()]{3,30})[)]")
_NUMBER = re.compile(r"(?:文号|发文字号|编号)\s*:\s*(?P<number>\S{4,30})")
# 某市应急管理局安全生产例会纪要: an authority's or a firm's own meeting; a school's name there is what it is about
_TITLE_ISSUER = re.compile(
    r"(?P<issuer>[一-鿿]{2,24}?)(?=关于|(?:20|19)\d\d年|年度)|(?P<own>[一-鿿]{2,20}?[局厅府司团])(?=(?:安全|召开|消防))"
)
_YEAR_OF_MEETING = re.compile(r"(?P<year>(?:20|19)\d\d)年(?!度)[^。,]{0,24}(?:会议|大会|例会|推进会|座谈会|讲话)")


def facts(title: str, issuer: str, blocks: list[Block], site: list[Fact], published: Fact | None) -> list[Fact]:
    """The facts of one document.

    Args:
        title: its title.
        issuer: an organisation named above the title, or ``""``.
        blocks: its blocks.
        site: what furniture inside it says (source, editor).
        published: the page's own date, if the page has one document only.
    """
    text = "\n".join(fold(block.text) for block in blocks)
    found = [
        fact
        for fact in (_number(blocks), _date(title, blocks) or _day_before(blocks, published) or _as_date(published))
        if fact
    ]
    by = Fact("issuer", issuer, issuer) if issuer else _issuer(blocks) or _issuer_in(title)
    found += [by] if by else []
    judged = (
        classes.kind(fold(title), text),
        classes.level(fold(by.value) if by else "", fold(title), text),
        classes.sector(fold(title), text),
    )
    return [*found, *(fact for fact in judged if fact), *site]


def _as_date(published: Fact | None) -> Fact | None:
    return Fact("date", published.value, published.evidence) if published else None


def _day_before(blocks: list[Block], published: Fact | None) -> Fact | None:
    """12月6日，临江区召开…会: the day that a report opens with, in the year of the page's own date."""
    first = next((block for block in blocks if block.kind == "paragraph"), None)
    if not first or not published or len(published.value) != 10:
        return None
    opening = re.split("[。!?]", fold(first.text), maxsplit=1)[0]
    match = _DAY.match(opening)
    if not match or not _HELD.search(opening[match.end() :]):
        return None
    printed = date.fromisoformat(published.value)
    for year in (printed.year, printed.year - 1):
        try:
            held = date(year, int(match["month"]), int(match["day"]))
        except ValueError:
            return None
        if 0 <= (printed - held).days <= _LATEST:
            return Fact("date", held.isoformat(), first.text[: len(opening)])
    return None


def _edges(blocks: list[Block]) -> list[Block]:
    """The blocks at the foot, last first, then those at the head: a sign-off says more than a header."""
    foot = blocks[-_EDGE:][::-1]
    return foot + [block for block in blocks[:_EDGE] if block not in foot]


def _signed(block: Block) -> tuple[str, str]:
    """A sign-off line in two: 某某县应急管理局 2021年4月12日印发; the name is ``""`` where the line is not so."""
    folded = fold(block.text).removesuffix("印发").rstrip()
    name, _, rest = folded.partition(" ")
    return (name, rest.strip()) if len(folded) <= 50 and is_date(rest) else ("", folded)


def _signed_inside(blocks: list[Block]) -> tuple[Block, Block] | None:
    """An organisation's name with a date below it in mid-document: the sign-off of a notice above what it hands on."""
    for above, below in pairwise(blocks):
        plain = above.kind == below.kind == "paragraph"
        if plain and is_organisation(fold(above.text)) and is_date(fold(below.text)):
            return above, below
    return None


def _date(title: str, blocks: list[Block]) -> Fact | None:
    for block in blocks:
        if block.kind == "field" and block.name in _DATE_FIELDS and (found := find_date(fold(block.text))):
            return Fact("date", found[0], block.text)
    for block in _edges(blocks):
        _, line = _signed(block)
        if block.kind != "field" and is_date(line) and (found := find_date(line)):
            return Fact("date", found[0], block.text)
    if (signed := _signed_inside(blocks)) and (found := find_date(fold(signed[1].text))):
        return Fact("date", found[0], signed[1].text)
    first = next((block for block in blocks if block.kind == "paragraph"), None)
    if first:
        opening = re.split("[。!?]", fold(first.text), maxsplit=1)[0]
        found = find_date(opening)
        # 2017年3月5日,某县召开…会议: the meeting's own date opens the report of it.
        if found and len(found[0]) == 10 and found[1] <= 12 and _HELD.search(opening[found[2] :]):
            return Fact("date", found[0], first.text[: len(opening)])
    if match := _YEAR_OF_MEETING.search(fold(title)):
        return Fact("date", match["year"], title)
    return None


def _issuer(blocks: list[Block]) -> Fact | None:
    for block in blocks:
        if block.kind == "field" and block.name in _ISSUER_FIELDS:
            value = re.split("[:：]", block.text, maxsplit=1)[1].strip()
            return Fact("issuer", value, block.text) if value else None
    for block in blocks[:_EDGE]:
        if len(block.text) <= 40 and (match := _HEADER.fullmatch(fold(block.text))):
            return Fact("issuer", match["issuer"], block.text)
    for block in _edges(blocks):
        folded = fold(block.text)
        if match := _AUTHOR.fullmatch(folded):
            return Fact("issuer", match["issuer"], block.text)
        name, line = _signed(block)
        if block.kind == "paragraph" and (
            is_organisation(folded) or (name and is_date(line) and is_organisation(name))
        ):
            return Fact("issuer", name or block.text.strip("（）() "), block.text)
    signed = _signed_inside(blocks)
    return Fact("issuer", signed[0].text, signed[0].text) if signed else None


def _issuer_in(title: str) -> Fact | None:
    match = _TITLE_ISSUER.match(fold(title))
    return Fact("issuer", title[: match.end()], title) if match and is_organisation(match[0]) else None


def _number(blocks: list[Block]) -> Fact | None:
    for block in blocks[:6]:
        folded = fold(block.text)
        if is_own_number(folded):
            return Fact("number", block.text, block.text)
        if match := _NUMBER.fullmatch(folded):
            return Fact("number", block.text[match.start("number") : match.end("number")], block.text)
    return None
