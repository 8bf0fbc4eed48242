"""Full-width signs inside an address: ｗｗｗ．ｍｅｍ．ｇｏｖ．ｃｎ, yjj＠163．ｃｏｍ, http：／／www。mem。gov。cn.

No address works so. Digits and letters elsewhere are `narrow`'s, which needs Chinese text beside them.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.spoken import spoken_of

NAME = "narrow"

_SIGN = r"\-A-Za-z0-9Ａ-Ｚａ-ｚ０-９_＿－"
_DOT = "(?:[.．]|。(?<!com.)(?<!net.)(?<!org.)(?<!cn.))"
_END = "(?:com|cn|net|org|gov|edu|ｃｏｍ|ｃｎ|ｎｅｔ|ｏｒｇ|ｇｏｖ|ｅｄｕ|ＣＯＭ|ＣＮ|ＮＥＴ|ＯＲＧ|COM|CN|NET|ORG)"
_HOST = rf"(?:[{_SIGN}]{{1,40}}{_DOT}){{1,5}}{_END}(?![{_SIGN}])"
_LETTER = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９_"
# …/news？内容很多, …/index－安全网: a sentence's signs belong to an address where it goes on behind them.
_PATH = (
    rf"(?:(?:/|／(?=[{_LETTER}]))(?:[{_LETTER}＿\-/=＝&＆?%~]|％(?=[0-9A-Fa-f]{{2}})|[－～／.．](?=[{_LETTER}])"
    rf"|？(?=[{_LETTER}]{{1,20}}[=＝])){{0,120}})?"
)
_MAIL = rf"[@＠](?<=[{_SIGN}].){_HOST}"
_WEB = (
    rf"(?:(?:[hH][tT]{{2}}[pP][sS]?|ｈｔｔｐｓ?|ＨＴＴＰＳ?)[:：][/／]{{2}}(?:{_HOST}|[{_SIGN}.．]{{4,60}})"
    rf"|(?:[wW]{{3}}|ｗｗｗ|ＷＷＷ){_DOT}{_HOST}){_PATH}"
)
_ADDRESS = re.compile(f"{_MAIL}|(?<![{_SIGN}]){_WEB}")
_NAME = re.compile(rf"[{_SIGN}]+(?:[.．][{_SIGN}]+){{0,3}}\Z")
_HINTS = ("@", "＠", "://", "：//", "／／", "www", "WWW", "ｗｗｗ", "ＷＷＷ")
_LONGEST = 40  # characters before ＠
_WIDE = re.compile("[！-～。]")


def find(text: str) -> list[Change]:
    """Changes for addresses with a full-width sign.

    >>> [change[2] for change in find("请发至ａｊｊ．ｂｇｓ＠163．ｃｏｍ，或登录http：//www．mem．gov．cn。")]
    ['ajj.bgs@163.com', 'http://www.mem.gov.cn']
    >>> find("由@某某提醒，价格：100元＠1只。")
    []
    """
    found: list[Change] = []
    for match in _ADDRESS.finditer(text) if any(hint in text for hint in _HINTS) else ():
        start, end = match.span()
        if match[0][0] in "@＠":
            name = _NAME.search(text, max(0, start - _LONGEST), start)
            start = name.start() if name else start
        if _WIDE.search(text, start, end) and not spoken_of(text, start, end):
            found.append(Change(start, end, "".join(map(_narrow, text[start:end]))))
    return found


def _narrow(char: str) -> str:
    return "." if char == "。" else chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char
