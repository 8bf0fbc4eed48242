"""Where to order a text or get in touch, put into one: 代写总结QQ12345678, 加V：abc123, ➕薇 abc123.

The number is part of it; left alone in the sentence it would read as the author's. An office's QQ群 or 微信号 stays.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.lines import line_around, whole_line, with_spaces
from anwen.repair.marks import HAN, at

NAME = "inserted"

# Each begins with a plain character: a search of clean text then takes a third of the time.
_HINT = re.compile(
    "[QqVvWw薇微威扣](?:(?<=[Qq])[Qq:： 0-9]|(?<=[Vv])[Xx:： a-z信]|(?<=[Ww])[Xx]|(?<=[薇微威])[信:：❤ A-Za-z0-9]|扣)"
)
_PROMISES = "(?:诚信可靠|诚信为本|质量保证|保证质量|价格优惠|价格面议|欢迎咨询|(?:一次)?包过|(?:快速)?拿证快?|随到随办)"
_WRITES = (
    rf"(?:(?:承接|提供|专业)[{HAN}]{{0,6}})?(?:[找求]|专业|长期|低价|快速|诚信|各类|安全|文秘|公文|材料|资料|论文|范文|总结|报告|文章)*"
    rf"代[写笔做办][{HAN}A-Za-z、/ ]{{0,20}}?[，,:： ]?(?:{_PROMISES}[，,:： ]){{0,3}}"
)
_NEEDS = (
    "(?:如?有需要?|想要|需要?|更多|完整版|电子版|全套)"
    "(?:更多|全套|完整版|电子版|安全|资料|范文|模板|课件|文档|材料|文件|的|者|朋友|请|可)*[，, ]?"
)
_VERB = "(?:请|可)?(?:(?<![A-Za-z0-9])[+＋➕]|加|添加|联系|咨询|搜|找)我? ?"
_PLAIN = "(?:微信|[Qq] ?[Qq])(?:号|群)?"
# Nobody but who hides from a filter writes these; VX2120 is a part's number.
_HAN = "(?:[威薇](?:信|[Xx]in)?|微(?!信)|[Vv]信|扣扣)号?"
_LATIN = "(?<![A-Za-z0-9])(?:[Vv][Xx]?|[Ww][Xx]|[Qq](?! ?[Qq]))(?:号|群)?"
_SEP = "[:：❤♥ ]"
_ID = r"(?:[A-Za-z][A-Za-z0-9_-]{4,19}|\d{5,11})(?![A-Za-z0-9])"
_NUMBERED = rf"(?=[A-Za-z_-]*\d){_ID}"
_CONTACT = re.compile(
    rf"(?:{_WRITES}(?:{_VERB})?(?:{_PLAIN}|{_HAN}|{_LATIN}){_SEP}{{0,3}}{_ID}"
    rf"|(?:{_NEEDS})?(?:{_VERB}(?:{_HAN}{_SEP}{{0,3}}{_NUMBERED}|{_LATIN}{_SEP}{{1,3}}{_NUMBERED}"
    rf"|(?:{_HAN}|{_LATIN})[:：❤♥] ?{_ID}|[Qq]\d{{6,11}}(?!\d))"
    rf"|{_HAN}[:：❤♥] ?{_NUMBERED}|(?<![A-Za-z0-9])[Vv][Xx][:：❤♥] ?(?=[A-Za-z]){_NUMBERED}))"
    rf"(?: ?(?:资料|课件|范文|模板)?免费(?:领取?|获取|下载)"
    rf"| ?(?:领取?|获取|索取|免费领取?)(?:资料|课件|范文|模板|文档|礼包|全套[{HAN}]{{2}})"
    rf"|[，, ]?备注[{HAN}]{{1,6}}"
    f"|[，, ]{_PROMISES})?"
)
_BEFORE = 30  # characters of an offer before the account's name
_AROUND = 15  # … and those that may warn of it
# Before the offer, or behind it: there 违规 and 查处 are what the text goes on with.
_WARNS = re.compile("警惕|谨防|打击|查处|整治|严禁|禁止|违法|违规|骗|虚假|广告|举报|值班|联络")
_WARNED = re.compile("警惕|谨防|骗|虚假|广告|举报|值班|联络")
# A line that says so itself, or lends: 【广告】无抵押无担保，…，加薇信：….
_ADVERT = re.compile(
    "[ \u3000]*[【\\[（(]?(?:广告|推广|赞助)[】\\]）):：]"
    "|[^。！？\n]*?(?:无抵押|免抵押|无担保|秒放款|当天放款|当日放款|凭身份证[^，。\n]{0,6}贷|最高可贷)[^。！？\n]*\\Z"
)
_WHOLE = 60  # characters of it
_PAUSES, _STOPS = frozenset("，、；,;"), frozenset("。！？!?")
_PAIRS = {"（": "）", "(": ")", "【": "】", "[": "]"}


def find(text: str) -> list[Change]:
    found: list[Change] = []
    done = 0
    for hint in _HINT.finditer(text):
        if hint.start() < done:
            continue
        first, last = line_around(text, *hint.span(), _BEFORE)
        match = _CONTACT.search(text, max(first, done), last)
        if match and match.end() > hint.start():
            start, end = line_around(text, *match.span(), _AROUND)
            if not (_WARNS.search(text, start, match.start()) or _WARNED.search(text, match.end(), end)):
                found.append(_gone(text, *match.span()))
            done = match.end()
    return disjoint(found)


def _gone(text: str, start: int, end: int) -> Change:
    """The change that takes what is between ``start`` and ``end`` away, with what sets it off."""
    first, last = line_around(text, start, end, _WHOLE)
    alone = at(text, first - 1) in ("", "\n") and at(text, last) in ("", "\n")
    if alone and _ADVERT.match(text, first, start):
        return Change(*whole_line(text, first, last), "")
    start, end = with_spaces(text, start, end)
    before, behind = at(text, start - 1), at(text, end)
    begins = before in _STOPS or before in ("", "\n")
    if before in _PAIRS and behind == _PAIRS[before]:
        return Change(start - 1, end + 1, "")
    if before in ("", "\n") and behind == "\n":
        return Change(start, end + 1, "")
    if behind in _PAUSES and (begins or before in _PAUSES):
        return Change(start, end + 1, "")
    if behind in _STOPS and before in _PAUSES:
        return Change(start - 1, end, "")
    if behind in _STOPS and begins and before:
        return Change(start, end + 1, "")
    return Change(start, end, "")
