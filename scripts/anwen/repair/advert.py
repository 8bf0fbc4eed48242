"""Sentences and brackets inside a paragraph in which a site speaks of itself: 现在注册即送会员，海量模板任你下载！

Told by how much of them a site's own words cover, one of which no author of such texts needs; with less of them the
place is marked. `inserted` knows clauses and addresses. Whole lines are the structure room's.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.marks import HAN, at, is_chinese

NAME = "inserted"

# What only a site says of itself and its wares.
_OWN = (
    "小编|私信作者|未经(?:许可|授权|允许|同意)[，,]?(?:不得|禁止|严禁|请勿)(?:转载|复制|传播)|感谢(?:您的)?阅读|本站|本网(?!络|格)|博主|楼主|范文(?:大全|网|模板|资料|文档)?|文档(?:大全|下载)|付费文档|原创文章|原创作品|海量|[Ww]ord版|完整版|可编辑版?|精美模板|模板(?:下载)?"
    "|(?:即|就)送|任你|任意下载|限时|特惠|优惠券?|立减|折扣|红包|充值"
    "|下一页|上一页|(?:继续|接着)阅读|阅读(?:全文|原文|更多)|点击(?:阅读|下载|进入|查看|展开|购买|领取|这里|此处|此|链接)"
    "|更多(?:精彩|资讯|范文|资料|内容|信息|文章|干货|优质|相关|素材)+|精彩(?:内容|文章)|相关(?:推荐|阅读)|推荐阅读|猜你喜欢|热门推荐"
    "|版权声明|版权归[^，。；]{0,12}所有|原文(?:出处)?链接|出处链接|转载请?|联系删除|以上就是|以上内容由?|为大家(?:带来|整理|分享|介绍|推荐|准备|收集)"
    "|(?:关注|订阅|搜索)(?:我们|本站|我)?的?(?:微信)?公众号|三连|打赏|代写|免费(?:领取?|下载|获取|试用|资料)"
)
# What it says besides, and authors too.
_ALSO = (
    "公众号|积分|VIP|vip|会员|客服|侵权|点赞|在看|朋友圈|广告|赞助|推广|本文|文章|此文|该文|本篇|内容|全部|注册|登[录陆]|下载|客户端|APP|app|手机|扫码|二维码|微信|搜一搜|搜索|关注|收藏|分享|转发|链接|网址|附上|声明"
    "|点击|查看|获取|领取|浏览|访问|打开|安装|加入|进群|资料|素材|喜欢|希望|对?您|帮助|帮到|能够?|有所|如果|觉得|欢迎|感谢|支持|请|需要?|可以?|即可|现在|立即|马上|全网|独家|精选|整理|提供|来源|来自|仅供参考|参考"
    r"|就|为|由|在|的|了|本|及|和|与|或|到|更|好|有|想看?|给|后|并|\d+[天元页篇份套个]?|https?://[!-~]+|www\.[!-~]+"
)
_WORDS = re.compile(f"(?P<own>{_OWN})|{_ALSO}")
_HINT = re.compile(_OWN)
_QUOTED = re.compile('[“"「『【][^”"」』】\\n]{1,16}[”"」』】]')
_SAID = re.compile(f"[{HAN}A-Za-z0-9]")
_BRACKET = re.compile(r"[（(【\[〔<]([^（）()【】\[\]〔〕<>\n]{3,50})[）)】\]〕>]")
# [安全生产会议纪要范文大全]: what the site files the page under.
_FILED = re.compile(f"[{HAN}]{{2,24}}(?:范文|范文大全|大全|合集|精选|汇总|范本)(?:\\d+篇|[{HAN}]{{0,2}}篇)?")
# 【范文模板：讲话稿大全（精选10篇）】
_OFFERED = re.compile(r"[【\[][^】\]\n]{3,50}(?:大全|范文|模板|精选|合集)[^】\]\n]{0,12}[】\]]")
_TAIL = re.compile(
    r"(?<=[。！？”）])[ \u3000]*[—\-=_*·]{0,40}[ \u3000]*"
    r"(?:版权声明[:：]|著作权归|原文(?:出处)?链接[:：]|本文链接[:：])[^\n]*$",
    re.MULTILINE,
)
_TAKEN_UP = re.compile(f"[{HAN}，、；。]")
_STOPS = "。！？!?\n"
_LONGEST = 80  # characters
_SURE, _LIKELY = 0.72, 0.5  # of the letters
_SHORTEST = 5


def find(text: str) -> list[Change]:
    if not _HINT.search(text):
        return []
    changes = [Change(*match.span(), "") for match in _TAIL.finditer(text)]
    changes += _brackets(text)
    changes += _sentences(text)
    return disjoint(changes)


def covered(words: str) -> float:
    """The share of the letters that a site's words cover; 0 where none of them is only a site's.

    >>> covered("现在注册即送30天会员，海量模板任你下载") > _SURE, covered("请扫码下载APP，注册登录后参加学习")
    (True, 0.0)
    """
    words = _QUOTED.sub("", words)
    letters = len(_SAID.findall(words))
    found = list(_WORDS.finditer(words))
    if not letters or not any(match["own"] for match in found):
        return 0.0
    return sum(len(_SAID.findall(match[0])) for match in found) / letters


def _brackets(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _BRACKET.finditer(text):
        before, behind = at(text, match.start() - 1), at(text, match.end())
        if before in ("", "\n", "码") or (behind in ("", "\n") and not _in_prose(text, match.start())):
            continue  # a line of its own, the code that is meant, a title with what it is offered as
        filed = match[0][0] in "[【〔" and _FILED.fullmatch(match[1]) and behind not in ("", "\n")
        if filed or covered(match[1]) >= _SURE:
            found.append(Change(*match.span(), ""))
    beside = (match for match in _OFFERED.finditer(text) if is_chinese(at(text, match.start() - 1)))
    found += (Change(*match.span(), "") for match in beside if _TAKEN_UP.match(at(text, match.end())))
    return found


def _in_prose(text: str, place: int) -> bool:
    start = max(text.rfind("\n", 0, place) + 1, place - _LONGEST)
    return text[place - 1] not in "。！？" and bool(re.search("[，。；]", text[start:place]))


def _sentences(text: str) -> list[Change]:
    """Sentences of a paragraph that has others."""
    found: list[Change] = []
    done = 0
    for hint in _HINT.finditer(text):
        if hint.start() < done:
            continue
        start = max((text.rfind(stop, done, hint.start()) + 1 for stop in _STOPS), default=done)
        start = max(start, done)
        end = min(
            (place for stop in _STOPS if (place := text.find(stop, hint.end(), hint.end() + _LONGEST)) >= 0), default=-1
        )
        if end < 0 or hint.start() - start > _LONGEST:
            done = hint.end()
            continue
        done = end
        words = text[start:end]
        alone = at(text, start - 1) in ("", "\n") and (text[end] == "\n" or at(text, end + 1) in ("", "\n"))
        if alone or at(text, start - 1) == "" or len(words) < _SHORTEST or re.search("[“（《][^”）》]*$", words):
            continue
        share = covered(words)
        last = end + (text[end] != "\n")
        if share >= _SURE:
            found.append(Change(start, last, ""))
        elif share >= _LIKELY and sum(bool(match["own"]) for match in _WORDS.finditer(words)) > 1:
            found.append(Change(start, last, text[start:last], NAME))
    return found
