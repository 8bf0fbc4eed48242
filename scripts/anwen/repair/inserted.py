"""Advertising that a site put into a sentence: 重点部位（更多内容请关注公众号）的检查, 每个环节本文来自www.x.com，做到.

Only what no author writes goes: a bracket in mid-sentence that sends the reader elsewhere, a site's claim to the text
with its address, a clause that offers material for following an account. Whole lines are the structure room's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from anwen.repair import site
from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import IN_WORD, RUNS_ON, across, strewn, word
from anwen.repair.marks import CHINESE, HAN, NUMERALS, at, is_han

NAME = "inserted"

_ADDRESS = (
    r"(?:https?://)?(?:[wWｗＷ] ?){0,3}[.．。· ]{0,2}[A-Za-z0-9-]{2,40}"
    r"(?: ?[.．。] ?(?:com|cn|net|org|cc|top|vip|info|gov|edu|xyz|club|site)){1,2}"
    r"(?:/[A-Za-z0-9_./?=&%-]{0,80})?"
)
# With these a site's name begins.
_KNOWN = "百度|豆丁|道客|原创力|金锄头|人人文|第一[文范]|淘文|新文秘|应届|瑞文|出国留|查字典|360|爱问|蚂蚁"
_PUBLIC = r"(?![\w./:-]{0,60}\.(?:gov|edu))"  # an office's address is the author's
_SITE = (
    rf"(?:范文|文秘|公文|文档|资料|资源|课件|教案|试题|题库|论文|材料|写作|文章|笔杆子|秘书|安全|学习|考试|下载|总结)[{HAN}]{{0,3}}(?:[网吧库]|之家|在线|天地|频道|大全)"
    r"|百度文库|豆丁网?|道客巴巴|原创力文档|金锄头文库|人人文库|第一(?:文库|范文)网?|淘文阁|新文秘网?|应届毕业生网|瑞文网|出国留学网|查字典范文网?"
    r"|360文库|爱问共享|蚂蚁文库|文库吧|文库(?!建)网?|文秘帮|本站|本网|小编"
)
_NAMED = rf"[{HAN}A-Za-z0-9]{{0,8}}(?:{_SITE})"
_FROM = (
    r"(?:(?:本文|文章)?(?:来自于?|来源于?|来源|转自|摘自|出自|选自|引自|源自|转载自?|节选自|出处|原文|链接|地址|网址))"
)
_TEXT = (
    r"(?:本文档?|文章|本资料|该文|此文|以上内容|原文|更多(?:相关|精彩|优质|安全|完整)*"
    r"(?:资料|范文|内容|文章|信息|资讯|文档|模板|素材|材料|方案|总结)?)"
)
_ALL = r"(?:全部|海量|百万|千万|所有|完整|本站)(?:资料|范文|内容|文章|文档|模板|素材)"
_DOES = (
    r"(?:搜集|收集|整理|编辑|发布|提供|首发|原创|分享|转载|上传|制作|推荐|[就尽都]?在(?=[^，。]{2})|欢迎|访问|光临|关注|搜索|版权所有|免费|下载|精心准备|友情"
    r"|浏览|查看|获取|点击|登录|扫码|打开|领取|开通|注册|充值|购买|立即|安装|阅读)"
)
_ACCOUNT = (
    r"(?:(?:微信|公众号|[Qq]{2}群?|扫码|小程序|抖音号?|微博)(?:号|群)?[:：]?[“\"]?[A-Za-z0-9_-]{0,24}[”\"]?"
    r"|APP|app|客户端|会员|VIP|vip|红包|优惠券|礼包|完整版|全文)"
)
_ASKS = (
    r"更多(?:精彩|优质|相关|范文|资料)|(?:关注|搜索|添加)(?:我们|本站|微信)?的?(?:微信)?公众号"
    r"|(?:扫码|扫描(?:下方|上方)?二维码|长按(?:识别)?(?:图中|下方|上方)?(?:的)?二维码)[^（）()【】\[\]]{0,6}(?:关注|下载|领取|加|进群|入群|获取|阅读全文)"
    r"|点(?:击|此|我|这里)(?:此处|这里|下方|上方|链接)?(?:下载|查看|阅读|进入|领取|关注|购买|咨询|打开|观看|咨询|展开)"
    r"|下载(?:完整|全文|原文|word|Word|本站|APP|app|客户端|手机|后可)|[加添](?:加)?(?:老师|小编|客服|助理|作者|我)?的?(?:微信|[Qq]{2})|免费领|微信(?:搜|号[:：])"
    rf"|(?:本文|本资料|本文档){_FROM}|登录后(?:查看|阅读)|(?:打开|安装|注册)(?:APP|app|会员|客户端|即可)|(?:开通|购买|充值|成为)(?:VIP|vip|会员)"
    r"|(?:领取|免费领|抢)[^（）()【】\[\]]{0,4}(?:红包|优惠券|礼包|福利|会员)|(?:广告|推广)[:：]|^(?:广告|推广)$|代写|转载请|请勿转载|原创不易"
    r"|^(?:查看|阅读|展开|点击)(?:更多|全文|详情|原文)$|(?:淘宝|京东|拼多多|天猫|抖音|快手|美团)搜|^(?:推荐|延伸|拓展|扩展|相关|热门)(?:阅读|文章|范文|推荐|链接|资料)[:：]"
)
_BRACKET = re.compile(
    r"[（(【\[〔<《{]([^（）()【】\[\]〔〕<>《》{}\n]{2,60})[）)】\]〕>》}]" + f"(?=[{HAN}，、；：。！？“”《]|$)",
    re.MULTILINE,
)
_BESIDE = re.compile(f"[{CHINESE}]")
# An address spelled out with spaces, so that no filter finds it: [好课件 w w w.x k j. co m].
_SPACED = re.compile(r"[wW] [wW] [wW]|[.．。] ?c (?:o ?m|n)\b|[.．。] ?co m\b")
_ASKING = re.compile(_ASKS)
# What a clause is made of that only says where a text is from, and the little words between.
_PARTS = re.compile(rf"({_ADDRESS}|{_ACCOUNT})|({_TEXT}|{_ALL})|({_FROM})|({_DOES})|({_NAMED})")
# 扫码关注公众号 may be what workers are to do; nobody tells them to buy a membership.
_BOUGHT = re.compile("会员|VIP|vip|红包|优惠券|礼包|完整版|全文")
_BOUGHT_WORDS = frozenset(("APP", "app", "客户端", "会员", "VIP", "vip", "红包", "优惠券", "礼包", "完整版", "全文"))
_GLUE = re.compile(r"[请可在上到于为您你的了由与和：:“”\"'()（）\s\-—>》《,，]*")
_CLAIM = re.compile(
    rf"(?<=[{HAN}])(?:本文|文章|本资料|本文档|该文|原文|资料)(?:{_FROM})[:：]?[{HAN}]{{0,12}}{_ADDRESS}(?:{_DOES})?(?=[，、。；{HAN}])"
)
_NAMING = re.compile(
    rf"(?<=[{HAN}0-9])(?:(?P<whole>[ \u3000]|(?={_KNOWN}))|)(?:{_SITE})[ \u3000]?[:：(（]?[ \u3000]?"
    rf"{_PUBLIC}{_ADDRESS}[)）]?[ \u3000]?(?:{_DOES})?(?=[，、。；{HAN}])"
)
_BARE = re.compile(
    rf"(?<=[{HAN}”》），、；]){_PUBLIC}(?:https?://|w{{3}} ?[.．。·])[A-Z0-9./_ -]{{3,60}}(?=[{HAN}])", re.IGNORECASE
)
# 可登录www.…查询: the author sends the reader there.
_SENDS = re.compile(
    "(?:登[录陆]|访问|通过|进入|打开|浏览|网站|网址|官网|平台|系统|域名|地址|链接|点击|输入|关注|上|在|到|至|从|见|向|为|是|和|及|用|查看|[:：])$"
)
_SPELLED = re.compile(r"(?:[A-Za-z0-9-] ?){0,3}(?:[A-Za-z0-9-] [.．。] ?|[A-Za-z0-9.-] ){5,40}[A-Za-z](?![A-Za-z])")
_PARTED = re.compile(r"w w|[A-Za-z] [.．。] ?[A-Za-z]|[.．。] [A-Za-z] [A-Za-z]")
_LETTERS = re.compile(r"w ?w ?w|[.．。] ?(?:c ?o ?m|c ?n|n ?e ?t|o ?r ?g)$", re.IGNORECASE)
# What a site's name or address stands in when nothing else does: 【安全文库】.
_LABEL = re.compile(rf"[（(【\[〔［]{_NAMED}[）)】\]〕］]|[【\[〔［]{_ADDRESS}[】\]〕］]")
_LABELLED = re.compile(
    rf"[（(【\[〔［](?<=[{CHINESE}].)[^（）()【】\[\]〔〕［］\n]{{2,30}}[）)】\]〕］](?=[{CHINESE}])"
)
_REPEATED = re.compile(rf"(?<=[{CHINESE}]){_ADDRESS}(?=[{CHINESE}])")
_REPRINT = re.compile(
    r"(?:本文)?(?:如需)?转载(?:本文)?[，,]?请(?:务必)?(?:注明|保留|标明)(?:本?文章?|原文)?(?:出处|来源|作者|链接|地址|原文|及|和|、){1,5}"
)
# This and the next begin with plain characters: a search of clean text then takes a quarter of the time.
_HINT = re.compile(
    "[hHwW.．。·](?:(?<=[hH])[tT]{2}[pP][sS]?:|(?<=[wW]) ?[wW] ?[wW]|(?<=[.．。·]) ?(?i:com|cn|net|org|cc|top|vip))"
)
# Without one of these no clause advertises.
_SIGNS = re.compile(
    "版权|必究|欢迎访问|更多资料|更多范文|更多内容|更多文档|更多素材|更多模板|会员|VIP|vip|红包|优惠券|礼包|完整版|全文|之家|在线|文库|范文|文秘|公文网|文档|资料网|材料网|论文网|秘书网|小编|公众号|微信|客服|QQ|qq|二维码|本站|本网|www|WWW|http|豆丁|道客|淘文阁"
    "|出国留学网|毕业生网|瑞文网|爱问|\\.com|\\.cn|\\.net|\\.org|\\.cc|\\.top|\\.vip"
)
_SITE_END = re.compile("(?:文库|网|吧|之家|在线|文秘)(?![络站上民点格友址])")
_SITE_NAME = re.compile("范文|文秘|公文|文档|资料|论文|材料|文库|豆丁|道客|下载|写作|安全.{0,3}网|文章|笔杆子")
_HAN_RUN = re.compile(f"[{HAN}]+")
_SHORTEST_NAME, _LONGEST_NAME = 3, 9
_NAME = 4  # characters of a name before the word that tells it
_MARKS, _SENTENCE = "，、；。！？,;\n", 25
# Of these two in a row, or one behind a site's claim, are a site's.
_RIGHTS = f"(?:版权所有|版权归[{HAN}]{{1,8}}所有|翻[版印]必究|侵权必究|违者必究|盗版必究)"
_CLAUSES = re.compile("[，,。；;]")
_NOTICE = re.compile(rf"{_RIGHTS}")
_NOTICES = re.compile(rf"{_RIGHTS}[，、]{_RIGHTS}")
_TEXT_ALONE = re.compile(_TEXT)
_LONGEST = 70  # characters of a clause that advertises
_OFFER = re.compile(
    rf"(?:代写|代做|代办|承接)[{HAN}]{{0,8}}?请?(?:加|添加|联系|咨询)(?:微信|[Qq]{{2}}|客服)(?:号|群)?[:：]?[A-Za-z0-9_-]{{0,24}}"
    rf"|(?:请|可|欢迎|需要.{{0,6}}请?|更多.{{0,8}})?(?:添?加|关注|搜索|联系|扫描?)(?:微信|[Qq]{{2}}|公众号|客服|小编|下方二维码|二维码|微信公众号)(?:号|群)?[:：]?[“\"]?[A-Za-z0-9_-]{{0,24}}"
    rf"[{HAN}]{{0,8}}[”\"]?(?:领取|获取|下载|索取|了解更多|免费领|咨询|进群|查看更多)[{HAN}]{{0,12}}"
    rf"|更多[{HAN}]{{0,6}}(?:资料|范文|内容|文章|信息|资讯|文档|模板|素材|材料|方案|课件|试题)[，,]?(?:敬?请|欢迎|可|尽在)?(?:您)?(?:微信)?(?:扫码)?(?:关注|搜索|添加|访问)?"
    rf"(?:本站|我们|微信)?的?(?:公众号|订阅号|视频号|小程序|抖音号?|头条号|微信号?)[:：]?[“\"「【]?[{HAN}A-Za-z0-9_-]{{0,16}}[”\"」】]?"
)


def is_credit(clause: str) -> bool:
    """Whether a clause does nothing but say where a text is from.

    >>> is_credit("好范文网www.example.com整理发布"), is_credit("职工登录安全网学习")
    (True, False)
    """
    if ".gov" in clause or ".edu" in clause:
        return False
    parts = list(_PARTS.finditer(clause))
    where = any(part[1] or part[5] for part in parts)
    bought = _BOUGHT.search(clause) and sum(bool(part[4]) for part in parts) > 1
    if any(part[0] in _BOUGHT_WORDS for part in parts) and not bought:
        return False
    said = sum(bool(part[2] or part[3] or part[4]) for part in parts) + sum(bool(part[5]) for part in parts)
    if not where or not said or (said == 1 and not any(part[1] or part[4] for part in parts)):
        return bool(_OFFER.fullmatch(clause.strip(" \u3000")))
    return bool(_GLUE.fullmatch(_PARTS.sub("", clause))) or bool(_OFFER.fullmatch(clause.strip(" \u3000")))


def _brackets(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _BRACKET.finditer(text):
        before = at(text, match.start() - 1)  # 二维码（扫码查看）
        asks = _ASKING.search(match[1]) and before != "码" and not site.pattern("meant").search(match[1])
        beside = _BESIDE.match(before) or text.endswith("...", 0, match.start())
        beside = beside or (before in ("", "\n") and is_han(at(text, match.end())))
        if beside and (
            asks or _SPACED.search(match[1]) or (match[0][0] != "《" and is_credit(_CLAUSES.split(match[1])[0]))
        ):
            found.append(Change(*match.span(), ""))
    return found


def _clauses(text: str) -> list[Change]:
    """Clauses that only advertise, with the mark behind them; the one before goes where theirs ends the sentence."""
    found: list[Change] = []
    done = 0
    for sign in _SIGNS.finditer(text):
        if sign.start() < done:
            continue
        start, end = _clause_start(text, sign.start(), max(done - 1, sign.start() - _LONGEST)), sign.start()
        while end < min(len(text), sign.start() + _LONGEST) and text[end] not in _MARKS:
            end += 1
        done = end + 1
        before, behind = at(text, start - 1), at(text, end)
        follows = bool(found) and found[-1].end == start  # an advertisement goes on
        credit = is_credit(text[start:end]) or (
            _NOTICE.fullmatch(text, start, end) and (follows or _NOTICES.match(text, start))
        )
        if before not in ("", "\n") and not credit and (offer := _offer(text, start, end)):
            found.append(offer)
            continue
        if before in ("", "\n") or behind == "" or behind not in _MARKS or not credit:
            continue
        if follows:
            start = found.pop().start
            before = at(text, start - 1)
        if _TEXT_ALONE.fullmatch(text[(earlier := _clause_start(text, start - 1, start - _SENTENCE)) : start - 1]):
            start, before = earlier, at(text, earlier - 1)
        if behind == "\n" and "\n" in text[max(0, start - _SENTENCE) : start]:
            continue  # a line about the page, not a sentence with something behind it
        if behind in "。？\n" and before in "，、；,;":  # ！ is the site's
            found.append(Change(start - 1, end, "" if behind != "\n" else "。"))
        else:
            found.append(Change(start, end + (behind != "\n"), ""))
    return found


def _offer(text: str, start: int, end: int) -> Change | None:
    """An offer that a sentence goes on behind without a mark: 更多内容请关注公众号“某某”不得在林边烧荒."""
    match = _OFFER.match(text, start, end)
    named = match and match[0][-1] in "”」】" and is_han(at(text, match.end()))
    return Change(*match.span(), "") if match and named else None


def _clause_start(text: str, start: int, least: int) -> int:
    while start > max(0, least) and text[start - 1] not in _MARKS:
        start -= 1
    return start


def _addressed(text: str) -> list[Change]:
    """A site's claim to the text, its name or its bare address within a clause."""
    found = [Change(*match.span(), "") for match in _CLAIM.finditer(text)]
    for match in _NAMING.finditer(text):
        whole = match["whole"] is not None  # else what stands before may be part of the name
        start = match.start() if whole else _name_start(text, match.start(), match.end())
        found.append(Change(start, match.end(), ""))
    for match in _BARE.finditer(text):
        if not _SENDS.search(text, max(0, match.start() - 6), match.start()):
            joined = across(text, *match.span()) >= RUNS_ON
            found.append(Change(*match.span(), "") if joined else Change(*match.span(), match[0], NAME))
    return found


def _name_start(text: str, start: int, end: int) -> int:
    """Where a site's name may begin: where what is left goes together best. A number there is the sentence's."""
    first = start
    while first > max(2, start - _NAME) and is_han(text[first - 1]) and text[first - 1] not in NUMERALS:
        first -= 1
    return max(range(first, start + 1), key=lambda place: (across(text, place, end), place))


def find(text: str) -> list[Change]:
    changes = [*_brackets(text), *_clauses(text)]
    if hints := sum(1 for _ in _HINT.finditer(text)):
        changes += _addressed(text)
    if "转载" in text:
        changes += _reprints(text)
    changes += _labels(text, hints)
    return disjoint(changes)


def _labels(text: str, hints: int) -> list[Change]:
    """A site's name in brackets inside a sentence, or its address again and again; ``hints``: signs of addresses."""
    spans = [match.span() for match in _LABELLED.finditer(text) if _LABEL.fullmatch(match[0])]
    found = [span for span in spans if len(spans) > 1 or (_crossed(text, span) and word(text, *span) >= IN_WORD)]
    found += _named(text)
    if hints:
        by_address: dict[str, list[tuple[int, int]]] = {}
        for match in _REPEATED.finditer(text) if hints > 1 else ():
            by_address.setdefault(match[0], []).append(match.span())
        for spans in by_address.values():
            if len(spans) > 1 and strewn(text, spans) > 0.0:
                found += spans
        spelled = _SPELLED.finditer(text) if _PARTED.search(text) else ()
        found += (m.span() for m in spelled if _LETTERS.search(m[0]) and _crossed(text, m.span()))
    return disjoint(Change(*span, "") for span in found)


def _named(text: str) -> list[tuple[int, int]]:
    """A site's name without brackets, inside sentences again and again."""
    if sum(1 for _ in _SITE_END.finditer(text)) < 2 or not _SITE_NAME.search(text):
        return []
    found: list[tuple[int, int]] = []
    for name, count in Counter(_tails(text)).most_common():
        if count < 2 or any(text[start:end].endswith(name) for start, end in found):
            continue
        spans = [match.span() for match in re.finditer(re.escape(name), text)]
        inner = [span for span in spans if is_han(at(text, span[0] - 1)) and is_han(at(text, span[1]))]
        if len(inner) == len(spans) and sum(across(text, *span) for span in inner) >= RUNS_ON * count:
            found += inner
    return found


def _tails(text: str) -> Iterator[str]:
    """What may be names of sites: what ends as they do, of any length."""
    for match in _SITE_END.finditer(text):
        for size in range(_SHORTEST_NAME, _LONGEST_NAME + 1):
            name = text[max(0, match.end() - size) : match.end()]
            if len(name) == size and _HAN_RUN.fullmatch(name) and _SITE_NAME.search(name):
                yield name


def _crossed(text: str, span: tuple[int, int]) -> bool:
    start = max(text.rfind("\n", 0, span[0]) + 1, span[0] - _LONGEST)
    prose = _CLAUSES.search(text, start, span[1] + _SENTENCE)  # a site's footer has none
    return bool(prose) and (across(text, *span) >= RUNS_ON or word(text, *span) >= IN_WORD)


def _reprints(text: str) -> list[Change]:
    """A site's note on reprinting inside a sentence; with both its commas, or none."""
    found: list[Change] = []
    for match in _REPRINT.finditer(text):
        before, behind = at(text, match.start() - 1), at(text, match.end())
        if before in ("", "\n", "。", "！", "？") or not behind or behind in "\n。！？":
            continue
        marked = before in "，、；," and behind in "，、；,"
        if marked or is_han(before) or is_han(behind):
            found.append(Change(match.start(), match.end() + marked, ""))
    return found
