"""What a site's script adds to text that is copied from it: CSDN's licence, 著作权归作者所有, 链接：…, 来源：知乎.

Such lines stand below the text or above it, several of a kind that only these scripts write. A source that an author
names (来源：应急管理部), or a single line, stays.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.lines import FILLED_LINE
from anwen.repair.spoken import spoken_of

NAME = "inserted"

_SITES = (
    "CSDN|知乎|简书|博客园|掘金|微信公众号|51CTO|思否|SegmentFault|开源中国|豆瓣|今日头条|百家号|LeetCode|力扣|腾讯云"
)
# Each tells a script by itself …
_SURE = re.compile(
    rf"版权声明[:：]本文为(?:{_SITES}|博主).{{0,60}}(?:原创|文章).{{0,40}}(?:协议|转载).{{0,60}}"
    r"|(?:本文为|版权声明[:：]).{0,40}遵循 ?CC ?[\d.]* ?BY.{0,80}"
    r"|著作权归作者所有。?商业转载请联系(?:作者|原作者)(?:获得|进行)授权，?非商业转载请注明出处。?"
    rf"|(?:本文|文章)(?:来自|首发于|转自)(?:{_SITES})，作者[:：].{{1,40}}，转载请注明原文链接[:：]\s*\S*"
    rf"|(?:作者|转载)[:：].{{1,30}}(?:链接|来源)[:：]\s*https?://\S+ ?(?:来源[:：](?:{_SITES}))?.{{0,60}}"
)
# … and these, beside one of them.
_BESIDE = re.compile(
    rf"[—–\-_=*]{{6,}}|(?:原文|本文)?(?:链接|地址|网址)[:：]\s*https?://\S+"
    rf"|(?:作者|来源|出处)[:：] ?(?:{_SITES}|[^\s，。；]{{1,20}})"
)
# What a reader of e-books sets around a passage that is copied: “…”, 摘录来自 with the book, 此材料可能受版权保护。
_FOOT = r"(\s*\n[ \u3000]*摘录来自[^\n]{0,100}(?:\n[^\n]{0,60}){0,3}\n\s*此材料可能受版权保护。?\s*)\Z"
_EXCERPT = re.compile(_FOOT), re.compile(rf"\s*(“)[^“”]+(”){_FOOT}")
_TOLD = "此材料可能受版权保护"
_HINTS = ("版权声明", "著作权归作者所有", "BY-", "转载请注明原文链接")
_TEXT = 8  # lines from it that may be the script's


def find(text: str) -> list[Change]:
    """Changes that take the block at the foot of a text or at its head.

    >>> find("居安思危。\\n版权声明：本文为CSDN博主「甲」的原创文章，遵循CC 4.0 BY-SA版权协议，转载附本声明。")[0][:3]
    (5, 55, '')
    >>> find("居安思危。\\n来源：应急管理部")
    []
    """
    if _TOLD in text:
        return _excerpt(text)
    if not any(hint in text for hint in _HINTS):
        return []
    lines = [(match.start(), match.end(), match[0].strip()) for match in FILLED_LINE.finditer(text)]
    kinds = [_kind(text, *line) for line in lines]
    foot = len(lines)
    while foot and kinds[foot - 1]:
        foot -= 1
    head = next((place for place, kind in enumerate(kinds) if not kind), 0)
    found: list[Change] = []
    if 0 < head <= _TEXT and "sure" in kinds[:head]:
        found.append(Change(0, lines[head][0], ""))
    if foot and len(lines) - foot <= _TEXT and "sure" in kinds[foot:]:
        found.append(Change(lines[foot - 1][1], lines[-1][1], ""))
    return found


def _excerpt(text: str) -> list[Change]:
    """Changes that leave the passage alone, without the marks around all of it.

    >>> [change[:2] for change in _excerpt("“风里带着沙。”\\n\\n摘录来自\\n井下\\n高原\\n此材料可能受版权保护。")]
    [(0, 1), (7, 8), (8, 32)]
    """
    foot, whole = _EXCERPT
    start = text.rfind("\n", 0, max(0, text.rfind("摘录来自")))
    match = whole.match(text) or (foot.match(text, len(text[:start].rstrip())) if start > 0 else None)
    return [Change(*span, "") for span in match.regs[1:]] if match else []


def _kind(text: str, start: int, end: int, words: str) -> str:
    """Whether a line is a script's for sure, beside one that is, or not at all."""
    if _SURE.fullmatch(words) and not spoken_of(text, start, end):
        return "sure"
    return "beside" if _BESIDE.fullmatch(words) else ""
