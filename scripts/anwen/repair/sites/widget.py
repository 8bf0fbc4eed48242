"""What a portal's program sets behind names: 雷军[微博]表示, 贵州茅台(600519,股吧)早盘高开."""

from __future__ import annotations

import re

from anwen.repair.draft import Change, left_out
from anwen.repair.marks import HAN
from anwen.repair.spoken import spoken_of

NAME = "inserted"

_WIDGET = re.compile(
    f"[\\[(（](?<=[{HAN}A-Za-z”）].)(?:(?<=\\[)(?:微博|博客|简介|最新消息|股评)\\](?=[{HAN}、])"
    "|(?<=[(（]) ?[0-9A-Z.]{4,12} ?[,，] ?(?:股吧|基金吧|行情)(?:[,，] ?[\u4e00-\u9fff]{2,4})? ?[)）])",
)
# What has an account or tells of one keeps its name: 欢迎关注公司[微博]获取消息.
_ACCOUNT = re.compile(
    "(?:关注|开通|主页|账号|帐号|官方|登录|点击|访问|我[们司]|个人|作者|发[到在至布])[^，。；\n]{0,6}\\Z"
)
_NEAR = 12


def find(text: str) -> list[Change]:
    """Changes that take such links out, unless the text speaks of them.

    >>> [change[:2] for change in find("董事长雷军[微博]表示，茅台(600519,股吧)高开。")]
    [(5, 9), (14, 25)]
    """
    if "博" not in text and "吧" not in text and "[" not in text:
        return []
    return left_out(
        match for match in _WIDGET.finditer(text) if not (spoken_of(text, *match.span()) or _kept(text, match))
    )


def _kept(text: str, match: re.Match[str]) -> bool:
    return match[0][0] == "[" and bool(_ACCOUNT.search(text, max(0, match.start() - _NEAR), match.start()))
