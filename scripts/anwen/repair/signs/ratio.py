"""The sign of a ratio where a colon belongs: 会议要求∶一要… → 会议要求：一要….

Typesetters took the one for the other. Ratios have figures on both sides, or what they are of (水泥∶砂, 体积比).
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.lines import words_around
from anwen.repair.marks import HAN

NAME = "widen"

_PLACE = re.compile(f"[∶꞉ː](?<=[{HAN}）”》〕].)(?=[{HAN}“《（0-9]| ?\n|\\Z)")
_WORD = re.compile(f"(?:[{HAN}]{{2}}|[）”》〕])\\Z")  # not 男∶女
_RATIO = re.compile(
    "比|[=＝]|[∶꞉ː][^∶꞉ː，。；\n]{1,6}[∶꞉ː]|体积|质量分数|流动相|配制|稀释|分成|赔率|[0-9] ?[∶꞉ː] ?[0-9]"
)
# A field's name at the head of a line, what introduces words or a list.
_LABEL = re.compile(f"^[ \u3000]*(?:[0-9{HAN}（）]{{1,3}}、)?[{HAN}]{{2,8}}\\Z", re.MULTILINE)
_SAYS = re.compile(
    "(?:要求|强调|指出|提出|表示|认为|明确|决定|通知|规定|如下|下列|包括|分别[是为]|以下(?:几[点条项个]|[内问][容题])|[说问道讲称]|主要是|原则是|人|时间|地点|电话|单位"
    "|地址|主题|内容|标题|来源|编辑|作者|日期)\\Z"
)
_FAR, _NEAR = 60, 12  # characters


def find(text: str) -> list[Change]:
    """Changes for a text in which one of them surely is a colon.

    >>> [change[:3] for change in find("会议要求∶一要检查。\\n联系人∶赵敏")]
    [(4, 5, '：'), (14, 15, '：')]
    >>> find("水泥∶黄砂∶碎石为1∶2∶3，男∶女约一比一")
    []
    """
    places = [match.start() for match in _PLACE.finditer(text)] if "∶" in text or "꞉" in text or "ː" in text else []
    places = [place for place in places if _WORD.search(text, max(0, place - _NEAR), place)]
    places = [place for place in places if not _RATIO.search(words_around(text, place, place + 1, _FAR))]
    if not any(_introduces(text, place) for place in places):
        return []
    return disjoint(Change(place, place + 1, "：") for place in places)


def _introduces(text: str, place: int) -> bool:
    near = max(0, place - _NEAR)
    first = max(text.rfind("\n", 0, place) + 1, near)
    label = _LABEL.match(text[first:place]) if first > near or near == 0 else None
    return bool(label or _SAYS.search(text, near, place))
