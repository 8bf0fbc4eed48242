"""What a document says about itself: date, issuer, number. Each fact carries the words it was read from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from anwen.records import Block, Fact
from anwen.structure.facts import classes
from anwen.structure.facts.when import sign_off, signed_inside, when
from anwen.structure.lines.page import fold
from anwen.structure.lines.titles import SEAL, is_date, is_organisation, is_own_number, names_document

# 承办 does the work, 抄送 receives it.
_ISSUER_FIELD = re.compile("(?:发文|主办|制发|印发|发布|组织|召集|填报|报送|编制)(?:单位|机关|部门|机构)")
_PAIR = 2
_EDGE = 4  # header and sign-off lines stand among this many blocks at either end
_HEADER = re.compile(r"(?P<issuer>[一-鿿]{4,30})文件")
# 某某集团有限公司会议纪要, above the number and the title of these minutes
_LETTERHEAD = re.compile(r"(?P<issuer>[一-鿿]{4,30}?)(?:常务|办公|专题|工作)?(?:会议纪要|简报)")
# 在全县…, 对某某公司…: a preposition makes a name what the title is about.
_ABOUT = re.compile(
    "[在对向为给与和同从由就按以将把给自让因经至到于]|关于|根据|按照|围绕|针对|通过|加强|深入|传达|学习|贯彻|落实|转发|印发|全[省市县区镇乡]"
)
# A post and a name, a date perhaps; who took part in a meeting or is greeted says nothing of who writes.
_SPEAKER = re.compile(
    r"(?:(?:访谈|受访|采访)?(?:嘉宾|对象|人)|主讲人?|讲话人|发言人|报告人|作者|汇报人)?[\s:]*"
    r"[^。;:!?]{2,30}(?:书记|长|主任|经理|工程师|主席|委员|常委)\s*[一-鿿](?:\s?[一-鿿]){1,2}(?:\s*[(][^()]{4,24}[)])?"
)
_AUTHOR = re.compile(r"(?:[一-鿿](?:\s?[一-鿿]){1,2}\s*[(]|[(]作者(?:单位|系)?:)(?P<issuer>[^():]{4,30})[)]")
# 编制单位:宏盛热力有限公司生产技术部, as a rule's or a plan's first lines have it
_MADE_BY = re.compile(
    r"(?:编制|编写|起草|拟制|拟定|制定|编印|印制|上报|发文|主办)(?:单位|部门|机构|科室|机关)?\s*[:\t]\s*(?P<issuer>[^\s:;,。]{3,40})"
)
# (2009年6月15日河阴市安全生产监督管理局印发), below the title of rules
_GIVEN_OUT = re.compile(
    r"[(](?:[^()]{6,40}(?:通过|批准|同意)[\s,;]+)?"  # by whom it was passed, and when
    r"(?:[12]\d{3}|[二〇○O0零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日\s*"
    r"(?:经\s*)?(?P<issuer>[一-鿿]{4,30}?)(?:令|以[^()]{4,20})?(?:第?\d{1,4}号(?:令|文)?)?\s*(?:印发|发布|公布|颁布|制定|下发)(?:施行|实施)?[)]"
    r"|[(](?P<first>[一-鿿]{4,30}?)\s?[12]\d{3}年\d{1,2}月\d{1,2}日(?:第?\d{1,4}号令)?(?:印发|发布|公布|颁布|制定|下发)(?:施行|实施)?"
    r"(?:\s[^()\s]{4,20}号)?[)]"
)
_NUMBER = re.compile(r"(?:文号|发文字号|(?:文件|制度)?编号)\s*:\s*(?P<number>\S{4,30})")
# 某市应急管理局安全生产例会纪要: an authority's or a firm's own meeting; a school's name there is what it is about
_TITLE_ISSUER = re.compile(
    r"(?P<issuer>[一-鿿]{2,24}?)(?<![举承主督]办)(?=关于|(?:20|19)\d\d年|年度|\d{1,2}月份)"
    r"|(?P<rules>[一-鿿]{2,20}?(?:有限(?:责任)?公司|第[一二三四五六七八九十]{1,2}(?:医院|[小中]学|矿))"
    # a name of its own, not a kind of group or mine
    r"|(?!企业|大型|国有|省属|所属|各)[一-鿿]{2,16}?集团"
    r"|(?!地下|露天|民营|国有|地方|乡镇|[中小]型|中小|井工|高瓦斯|生产|建设|基建|停产|关闭|所有|其他)[一-鿿]{2,3}煤矿)"
    r"(?=(?!的|安全)[一-鿿、]{4,30}(?:制度|办法|细则|规程|规定|责任制)(?:[(][^()]{1,12}[)])?$)"
    r"|(?P<own>(?!企业集团)[一-鿿]{2,20}?(?:[局厅府司团]|项目部))(?=(?:安全|召开|消防|举办|组织|开展))"
    r"|(?P<answers>[一-鿿]{2,20}?)(?=(?:有关|相关|主要)?负责(?:同志|人)(?:就|谈|答|解读)|(?:新闻)?发言人(?:就|谈|答|解读))"
)
_PRESS = re.compile(r"融媒|传媒|媒体|新闻|宣传|[报网台社刊]")  # prints a 通知, never issues it
_SUBTITLE = re.compile("[—–-]{2}")
# ——在石桥公交集团七届三次职工代表大会上: the assembly of a house's own staff
_ASSEMBLY = re.compile(
    r"在(?P<issuer>[一-鿿]{2,20}?)(?:第?[\d一二三四五六七八九十]{1,3}届)?(?:第?[\d一二三四五六七八九十]{1,3}次)?"
    r"(?:职工代表大会|职代会|教代会|教职工代表大会|会员代表大会)"
)


def facts(title: str, issuer: str, blocks: list[Block], site: list[Fact], page: Mapping[str, Fact]) -> list[Fact]:
    """The facts of one document.

    Args:
        title: its title.
        issuer: an organisation named above the title, or ``""``.
        blocks: its blocks.
        site: what furniture inside it says (source, editor).
        page: what the page says of its only document: ``office``, ``house``, ``written``, ``account``, ``number``,
            ``signed``, ``published``; else empty.
    """
    text = "\n".join(fold(block.text) for block in blocks)
    found = [fact for fact in (_number(blocks) or page.get("number"), when(title, blocks, page)) if fact]
    by = _signed(blocks) or (Fact("issuer", issuer, issuer) if issuer else _issuer(blocks))
    if not by and (office := page.get("office")) and is_organisation(fold(office.value)):
        by = Fact("issuer", office.value, office.evidence)
    by = by or _issuer_in(title) or page.get("house")
    for writer in filter(None, map(page.get, ("written", "account"))):
        if not by and is_organisation(fold(writer.value)):
            by = Fact("issuer", writer.value, writer.evidence)
    source = page.get("source") if names_document(fold(title)) else None  # of a report it is who has printed it
    if not by and source and is_organisation(fold(source.value)) and not _PRESS.search(source.value):
        by = Fact("issuer", source.value, source.evidence)
    found += [by] if by else []
    judged = (
        classes.kind(fold(title), text),
        classes.level(fold(by.value) if by else "", fold(title), text, _speakers(blocks)),
        classes.sector(fold(title), text),
    )
    return [*found, *(fact for fact in judged if fact), *site]


def _speakers(blocks: list[Block]) -> list[str]:
    """The short lines at the head that can name who speaks: 县委常委、副县长 钟国强, 访谈嘉宾:…"""
    head = [fold(block.text) for block in blocks[:_EDGE] if block.kind in ("paragraph", "field")]
    return [line for line in head if _SPEAKER.fullmatch(line)]


def _edges(blocks: list[Block]) -> list[Block]:
    """The blocks at the foot, last first, then those at the head: a sign-off says more than a header."""
    foot = blocks[-_EDGE:][::-1]
    return foot + [block for block in blocks[:_EDGE] if block not in foot]


def _signed(blocks: list[Block]) -> Fact | None:
    """The office with a date below it at the very foot."""
    for above, below in pairwise(blocks[-_EDGE:]):
        if above.kind == below.kind == "paragraph" and is_date(fold(below.text)) and is_organisation(fold(above.text)):
            return Fact("issuer", SEAL.sub("", above.text), above.text)
    return None


def _issuer(blocks: list[Block]) -> Fact | None:
    for block in blocks:
        if block.kind == "field" and _ISSUER_FIELD.fullmatch(block.name):
            value = re.split("[:：]", block.text, maxsplit=1)[1].strip()
            return Fact("issuer", value, block.text) if value else None
        if block.kind == "table" and (told := _in_table(block.text)):
            return told
    for block in blocks[:_EDGE]:
        folded = fold(block.text)
        if len(folded) <= 40 and (match := _HEADER.fullmatch(folded)):
            return Fact("issuer", match["issuer"], block.text)
        if (match := _GIVEN_OUT.fullmatch(folded)) and is_organisation(match[match.lastgroup or 0]):
            return Fact("issuer", block.text[slice(*match.span(match.lastgroup or 0))], block.text)
    for block in _edges(blocks):
        folded = fold(block.text)
        if (match := _AUTHOR.fullmatch(folded)) and is_organisation(match["issuer"]):
            return Fact("issuer", match["issuer"], block.text)
        if (match := _MADE_BY.fullmatch(folded)) and is_organisation(match["issuer"]):
            return Fact("issuer", block.text[match.start("issuer") : match.end("issuer")], block.text)
        name, line = sign_off(block)
        if block.kind == "paragraph" and (is_organisation(line) or (name and is_date(line) and is_organisation(name))):
            return Fact("issuer", name or block.text.strip("（）() ")[: len(line)], block.text)
    if signed := signed_inside(blocks):
        return Fact("issuer", signed[0].text, signed[0].text)
    heads = (block for block in blocks[:_EDGE] if block.kind == "paragraph")
    return next((Fact("issuer", match["issuer"], match.string) for match in map(_letterhead, heads) if match), None)


def _letterhead(block: Block) -> re.Match[str] | None:
    match = _LETTERHEAD.fullmatch(fold(block.text))
    return match if match and is_organisation(match["issuer"]) else None


def _in_table(text: str) -> Fact | None:
    """The office in the cell beside 发布机关, as an encyclopedia's box of facts has it."""
    for row in text.splitlines():
        cells = row.split("\t")
        if (
            len(cells) == _PAIR
            and _ISSUER_FIELD.fullmatch(fold(cells[0]).strip(" :"))
            and is_organisation(fold(cells[1]))
        ):
            return Fact("issuer", cells[1].strip(), row)
    return None


def _issuer_in(title: str) -> Fact | None:
    """The office that a title begins with, or the house before whose own staff it was said."""
    folded = fold(title)
    begins = (0, *(match.end() for match in _SUBTITLE.finditer(folded)))  # …——南湖街道2022年安全生产工作汇报
    for match in filter(None, (_TITLE_ISSUER.match(folded, begin) for begin in begins)):
        if is_organisation(match[0]) and not _ABOUT.match(match[0]):
            return Fact("issuer", title[match.start() : match.end()], title)
    house = _ASSEMBLY.search(folded)
    if house and is_organisation(house["issuer"]) and not _ABOUT.match(house["issuer"]):
        return Fact("issuer", title[house.start("issuer") : house.end("issuer")], title)
    return None


def _number(blocks: list[Block]) -> Fact | None:
    for block in blocks[:6]:
        folded = fold(block.text)
        if is_own_number(folded):
            return Fact("number", block.text, block.text)
        if match := _NUMBER.fullmatch(folded):
            return Fact("number", block.text[match.start("number") : match.end("number")], block.text)
    return None
