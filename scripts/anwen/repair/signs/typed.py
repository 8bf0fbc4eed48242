r"""Marks typed while the input method was off: 防火\防盗\防潮 → 防火、防盗、防潮, 执行<消防条例>, → 执行《消防条例》,.

The keys of 、 and 《》 give these then. The line has commas of that kind as well; a path, a program and a page's tags
are no sentence of them.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.lines import lines_with
from anwen.repair.marks import HAN
from anwen.repair.signs import folders

NAME = "widen"

_ANY = re.compile("[\\\\<]")
_PAUSE = re.compile(f"\\\\(?<=[{HAN}].)(?=[{HAN}])")
_TITLE = re.compile(
    "<((?:中华人民共和国)?[\u4e00-\u9fff]{2,36}?(?:法|条例|规定|办法|规程|规范|标准|通知|意见|细则))>(?![命按菜函标]|</)"
)
_CITES = re.compile(
    "(?:根据|依据|依照|按照|遵照|执行|贯彻|落实|遵守|违反|学习|宣传|实施|符合|印发|颁布|修订|制定|对照|参照|[>》][和与及、])\\Z"
)
_OFF = re.compile(f"[,;:!?](?<=[{HAN}].)(?=[{HAN}])|[.,;!?](?<=[{HAN}].)(?=\n|\\Z)")
_TAG = re.compile("</")
_AGREE = 2
_NEAR = 6


def find(text: str) -> list[Change]:
    """Changes for lines that have commas of that kind.

    >>> [change[:3] for change in find("做好防火\\\\防盗\\\\防潮工作,及时整改.")]
    [(4, 5, '、'), (7, 8, '、')]
    >>> find("资料在D:\\\\安全\\\\台账\\\\消防下,请查收."), find("点击<消防条例>,查看全文.")
    ([], [])
    """
    found: list[Change] = []
    for start, end in lines_with(text, _ANY.finditer(text)):
        if not _OFF.search(text, start, min(len(text), end + 1)) or _TAG.search(text, start, end):
            continue
        if folders.told(text[start:end]):
            continue
        pauses = list(_PAUSE.finditer(text, start, end))
        found += (Change(*match.span(), "、") for match in pauses if len(pauses) >= _AGREE)
        titles = _TITLE.finditer(text, start, end)
        found += (
            Change(*match.span(), f"《{match[1]}》")
            for match in titles
            if _CITES.search(text, max(start, match.start() - _NEAR), match.start())
        )
    return disjoint(found)
