"""Single signs that no author sets where they stand: 发现的.各类问题, 的`安全生产, 《通知》★要求.

Those that only their place inside a word or their number on the page tells are `strewn`'s.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.joint import IN_WORD, word
from anwen.repair.lines import words_around
from anwen.repair.marks import CHINESE, HAN, at
from anwen.repair.signs.quotes import lone

NAME = "stray"

_DOT = re.compile(f"(?<=的)(?:[.．]|[·•](?=[^\n]{{0,80}}[，。])(?![{HAN}]{{1,12}}[》”」]))(?=[{HAN}“《])")
_ANY_DOT = re.compile("的[.．·•]")
# Nobody writes these between Chinese characters.
_ODD = "^¨ˉˇ¶¤†‡¬↵⏎␍"
_NEVER = re.compile(
    f"[{re.escape(_ODD)}˙·•](?:(?<=[{CHINESE}][{re.escape(_ODD)}])[{re.escape(_ODD)}]*(?=[{CHINESE}])"
    f"|(?<=[{HAN}][˙·•])(?=[，。；、]))"
)
_BESIDE = re.compile(f"(?<=[”’》），。；])[~^★☆※◆](?=[{HAN}])(?![号级类项])|(?<=[{HAN}])[~^★☆※◆](?=[“《（，。；：])")
_RATES = re.compile("^[ \\u3000]*[★☆※◆]|([★☆※◆])\\1")  # items, grades
_LINE = 400  # characters to either side
_ENDS = re.compile(f"(?<=[{CHINESE}])[¶↵⏎␍]+$", re.MULTILINE)
_TICK = re.compile(f"[`'´\"](?=[{HAN}“《])")
_BEFORE = re.compile(f"[{HAN}、，]")
_COMMAND = re.compile("`[!-~ ]+`")  # a page that shows commands
# What tells of code sets even Chinese words apart so: 把`端口`改成 8080.
_CODED = re.compile(
    "(?i:markdown|html|python|java|sql)|反引号|代码|语法|命令行|配置文件|端口|变量|函数|字段|参数|脚本|数据库|字母|字符|写(?:[作成]|的是)|检索"
)
_PAIR = re.compile("`[^`，。；\n]{1,30}`")
_CODE = re.compile(f"(?<=[{CHINESE}])`(?=[{CHINESE}])")  # on a keyboard for Chinese it types ·


def find(text: str) -> list[Change]:
    changes = left_out(_DOT.finditer(text)) if _ANY_DOT.search(text) else []
    if "`" in text and not _COMMAND.search(text) and not _codes(text):
        changes += left_out(_CODE.finditer(text))
    for mark in "'´\"":
        if mark in text:
            changes += _ticks(text, mark)
    if any(mark in text for mark in _ODD + "˙·•"):
        changes += left_out(_NEVER.finditer(text))
    if any(mark in text for mark in "¶↵⏎␍"):
        changes += left_out(_ENDS.finditer(text))
    if any(mark in text for mark in "~^★☆※◆"):
        changes += left_out(
            match for match in _BESIDE.finditer(text) if not _RATES.search(words_around(text, *match.span(), _LINE))
        )
    return disjoint(changes)


def _codes(text: str) -> bool:
    """Whether the page tells of code, and all its backticks stand in pairs around words."""
    pairs = list(_PAIR.finditer(text)) if _CODED.search(text) else []
    places = [place for match in pairs for place in (match.start(), match.end() - 1)]
    return 0 < len(places) == text.count("`") and all(word(text, place, place + 1) < IN_WORD for place in places)


def _ticks(text: str, mark: str) -> list[Change]:
    """Those that quote nothing: without a partner, or all behind 的."""
    found: list[Change] = []
    for line in re.finditer(f"[^\n]*{mark}[^\n]*", text):
        places = [line.start() + match.start() for match in re.finditer(mark, line[0])]
        if not all(at(text, place - 1) == "的" for place in places):
            places = lone(text, places)
        odd = (place for place in places if _BEFORE.match(at(text, place - 1)) and _TICK.match(text, place))
        found += (Change(place, place + 1, "") for place in odd)
    return found
