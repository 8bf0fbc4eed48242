"""What a portal's program sets behind names: 雷军[微博]表示, 贵州茅台(600519,股吧)早盘高开."""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.lines import FILLED_LINE, whole_line
from anwen.repair.marks import HAN
from anwen.repair.spoken import spoken_of

NAME = "inserted"

_WIDGET = re.compile(
    f"[\\[(（](?<=[{HAN}A-Za-z”）].)(?:(?<=\\[)(?:微博|博客|简介|最新消息|股评)\\](?=[{HAN}、])"
    "|(?<=[(（]) ?[0-9A-Z.]{4,12} ?[,，] ?(?:股吧|基金吧|行情)(?:[,，] ?[\u4e00-\u9fff]{2,4})? ?[)）])",
)
# The sign before a link of Weibo's: 怕扎到盲人。O网页链接
_LINK = re.compile(f"O网页链接(?<=[{HAN}，。；：！？”）…~ ]O网页链接)(?![的图是，、”])")
# All that a page's player for films shows, on lines of its own.
_PLAYER = re.compile(
    "(?:[您你]的浏览器(?:暂)?不支持(?: ?(?:html5|HTML5|[Vv]ideo|[Aa]udio|flash|Flash))? ?(?:标签|播放|视频|音频)*"
    "|请?(?:升级|更换)(?:您的)?浏览器|[0-9]{1,2}(?::[0-9]{2}){1,2}|倍速|[0-9.]{1,4}[xX×倍]|[高超标]清|流畅|自动|[0-9]{3,4}[pP]|全屏|小窗|弹幕|静音|画中画|重播|播放|暂停|加载中|正在加载|广告"
    "|[ \u3000/|，,。.！!…-])+"
)
_PLAYS = re.compile("浏览器|[0-9]:[0-9]{2} ?/ ?[0-9]{1,2}:[0-9]")
# What has an account or tells of one keeps its name: 欢迎关注公司[微博]获取消息.
_ACCOUNT = re.compile(
    "(?:关注|开通|主页|账号|帐号|官方|登录|点击|访问|我[们司]|个人|作者|发[到在至布])[^，。；\n]{0,6}\\Z"
)
_NEAR = 12
_LONGEST = 80  # characters of a line of the player's


def find(text: str) -> list[Change]:
    """Changes that take such links out, unless the text speaks of them.

    >>> [change[:2] for change in find("董事长雷军[微博]表示，茅台(600519,股吧)高开。")]
    [(5, 9), (14, 25)]
    """
    played = _played(text) if "浏览器" in text or "倍速" in text or "全屏" in text else []
    if "O网页链接" in text:
        played += left_out(_LINK.finditer(text))
    return disjoint([*played, *_links(text)])


def _links(text: str) -> list[Change]:
    if "博" not in text and "吧" not in text and "[" not in text:
        return []
    return left_out(
        match for match in _WIDGET.finditer(text) if not (spoken_of(text, *match.span()) or _kept(text, match))
    )


def _played(text: str) -> list[Change]:
    """Lines that only a player for films shows, between or below an author's.

    >>> text = "宣讲队走进车间。\\n00:00 / 03:25 倍速 全屏\\n工人们说好懂。"
    >>> [text[change.start : change.end] for change in _played(text)]
    ['00:00 / 03:25 倍速 全屏\\n']
    """
    return [
        Change(*whole_line(text, *line.span()), "")
        for line in FILLED_LINE.finditer(text)
        if len(line[0]) <= _LONGEST and _PLAYS.search(line[0]) and _PLAYER.fullmatch(line[0].strip())
    ]


def _kept(text: str, match: re.Match[str]) -> bool:
    return match[0][0] == "[" and bool(_ACCOUNT.search(text, max(0, match.start() - _NEAR), match.start()))
