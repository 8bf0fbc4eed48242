"""Advertising that a site put into a sentence: 重点部位（更多内容请关注公众号）的检查, 每个环节本文来自www.x.com，做到.

Only what no author writes goes: a bracket in mid-sentence that sends the reader elsewhere, a site's claim to the text
with its address, a clause that offers material for following an account. Whole lines are the structure room's.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import HAN

NAME = "inserted"

_ADDRESS = r"(?:https?://)?(?:www\.)?[A-Za-z0-9-]{2,40}(?:\.[A-Za-z]{2,6}){1,3}(?:/[A-Za-z0-9_./?=&%-]{0,80})?"
_ASKS = (
    r"更多(?:精彩|优质|相关|范文|资料)|(?:关注|搜索|添加)(?:我们|本站|微信)?的?(?:微信)?公众号|扫码|扫描(?:下方)?二维码"
    r"|点击(?:此处|这里)?(?:下载|查看|阅读|进入)|下载(?:完整|全文|原文|word|Word)|[加添](?:加)?(?:微信|[Qq]{2})"
    r"|(?:本文|本资料|本文档)(?:来自|来源于|由|转自)|登录后(?:查看|阅读)"
)
_BRACKET = re.compile(
    rf"(?<=[{HAN}])[（(【\[][^（）()【】\[\]\n]{{0,30}}(?:{_ASKS})[^（）()【】\[\]\n]{{0,40}}[）)】\]](?=[{HAN}，、])"
)
_CLAIM = re.compile(
    rf"(?<=[{HAN}])(?:本文|文章|本资料)(?:来自|来源于|来源|转自|摘自|出自|由)[:：]?[{HAN}]{{0,12}}{_ADDRESS}(?=[，、。；{HAN}])"
)
_OFFER = re.compile(
    rf"(?<=[，、；])(?:请|可|欢迎)?(?:添?加|关注)(?:微信|[Qq]{{2}}|公众号)(?:号|群)?[:：]?[A-Za-z0-9_-]{{4,24}}"
    rf"[{HAN}]{{0,6}}(?:领取|获取|下载|索取)[{HAN}]{{0,12}}[，、；]"
)


def find(text: str) -> list[Change]:
    changes: list[Change] = []
    for pattern in (_BRACKET, _CLAIM, _OFFER):
        changes += (Change(*match.span(), "") for match in pattern.finditer(text))
    kept: list[Change] = []
    for change in sorted(changes):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept
