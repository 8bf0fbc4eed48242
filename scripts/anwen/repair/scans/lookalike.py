"""Characters taken for others that look like them: 中华入民共和国 → 中华人民共和国, 等侯 → 等候.

A scanner's program reads so, and so does a tired eye. A character goes only where it makes no word, where the language
model is surprised by it, and where its like makes both right; a text that speaks of the two has them in quotes.
"""

from __future__ import annotations

import re
from functools import cache

from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import between
from anwen.repair.lines import words_around
from anwen.repair.marks import HAN, at
from anwen.repair.scans import exchange

NAME = "digit"  # for a reader the same as digits that were misread

# The wrong one, then those that it may stand for.
_PAIRS = (
    "入人八 曰日 目日 未末 末未 已己 己已 巳已 士土 土士 干千于 千干 住往 往住 休体 白自 贵责 今令 折拆析 拆折"
    " 侯候 候侯 冶治 淮准 坏环 惰情 遣遗 遗遣 拨拔 拔拨 哀衰 衰哀 徽微 微徽 祟崇 崇祟 挡档 档挡 拴栓 栓拴 躁燥 暑署"
    " 署暑 赛塞 塞赛 兔免 免兔 耍要 贝见 旦且 且旦 牛午 午牛 鸟乌 乌鸟 妨防 凡几 几凡 刀力 田由 埋理 木本"
    " 味昧 搞稿 稿搞 冈网 夫失 戍戌 壁璧 璧壁 幕墓 墓幕 渴喝 喝渴 晴睛 睛晴 欧殴 殴欧 竟竞 竞竟 辩辨辫 辨辩"
    " 査查 亊事 戸户 囯国 歩步 徳德 黒黑 仝全 値值 収收 対对 図图 検检 険险"
)
_ODD = 16.0  # nats for a character and the two behind it; less is no surprise
_ODD_AMONG = 12.0  # on a page where others surely were misread
# 木单位, 木办法: on such a page. The words know 木 as a material, whatever is behind it.
_THIS = re.compile(
    "木(?:(?<![一-鿿]木)|(?<=[反据照合强]木))(?=单位|办法|规[定程]|细则|条例|[公工]司|企业|学?校(?!舍)|[条款项法](?=[第，所的规称中适]))"
)
_FORMS = frozenset("査亊戸囯歩徳黒収対図検険値")
_ONE_BY_ONE = re.compile(f"一一(?<=[{HAN}”]一一)(?=[{HAN}“])")
# Nats: 一一列举, 一一对应, 一一落实 and eight others of the kind lose, or gain three at most.
_DRAWN, _SURELY_DRAWN, _AGREE = 5.0, 8.0, 2
# A text that corrects, and Japanese, which has some of these characters of its own.
_TOLD = re.compile("错别?字|别字|改错|纠错|勘误|校对|形近|写[作成错]|应[写改]?为|误[作写为]|[ぁ-ゖァ-ヺ]")
_FAR = 40  # characters
_QUOTES = frozenset("“‘「”’」")


@cache
def _likes() -> dict[str, str]:
    return {pair[0]: pair[1:] for pair in _PAIRS.split()}


@cache
def _any() -> re.Pattern[str]:
    chars = "".join(_likes())
    return re.compile(f"[{chars}](?:(?<=[{HAN}].)|(?=[{HAN}]))")


def find(text: str) -> list[Change]:
    """Changes where one surely was taken for another; where there is such a place, those that are likely as well.

    >>> [change[:3] for change in find("根据《中华入民共和国安全生产法》制定。")]
    [(5, 6, '人')]
    >>> find("不要把“己”写成“已”，入民也不是词。")
    []
    >>> find("错别字：入民、等侯。")
    []
    """
    likely: list[tuple[float, Change]] = []
    less: list[re.Match[str]] = []
    for match in _any().finditer(text):
        place, end = match.span()
        odd = exchange.cost(text, place, end, text[place])
        if odd < _ODD_AMONG or {at(text, place - 1), at(text, end)} & _QUOTES:
            continue
        gained, like = _best(text, place) if odd >= _ODD else (0.0, "")
        if gained < exchange.AMONG:
            less.append(match)
        elif not _TOLD.search(words_around(text, place, end, _FAR)):
            likely.append((gained, Change(place, end, like)))
    sure = exchange.settled(likely)
    return disjoint([*sure, *(_among(text, less) if sure else ()), *_dashes(text)])


def _best(text: str, place: int) -> tuple[float, str]:
    """The like that gains most in a place, and what it gains."""
    return max((exchange.gain(text, place, place + 1, like), like) for like in _likes()[text[place]])


def _among(text: str, less: list[re.Match[str]]) -> list[Change]:
    """What is less of a surprise, or no Chinese form at all, on a page where others surely were misread."""
    found: list[Change] = []
    for match in less:
        gained, like = _best(text, match.start())
        known = match[0] in _FORMS or _THIS.match(text, match.start())
        if (gained >= exchange.AMONG or known) and not _TOLD.search(words_around(text, *match.span(), _FAR)):
            found.append(Change(*match.span(), like))
    return found


def _dashes(text: str) -> list[Change]:
    """Dashes that were read for two numerals: 一句话一一“活着回来”; 一一列举 is said one by one."""
    places = [match.span() for match in _ONE_BY_ONE.finditer(text)]
    gains = [_drawn(text, *place) for place in places]
    sure = any(gained >= _SURELY_DRAWN for gained in gains) or sum(gained >= _DRAWN for gained in gains) >= _AGREE
    return [Change(*place, "——") for place, gained in zip(places, gains, strict=True) if sure and gained >= _DRAWN]


def _drawn(text: str, start: int, end: int) -> float:
    left, right = text[:start][-2:], text[end : end + 2]
    return between(left, "一一", right) - between(left, "——", right)
