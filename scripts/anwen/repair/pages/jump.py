"""A newspaper's jump lines, where an article goes on on another page: 凿（下转第三版）|（上接第一版）出了一条水渠.

The two stand beside each other where somebody has put the article together; then they go, and the sentence goes on.
One that stands alone tells that something is missing and stays.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import FINAL
from anwen.repair.spoken import spoken_of

NAME = "page-header"

_PAGE = r"(?:第 ?)?(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,3}|头) ?(?:版|页|面)"
_SIGN = "[ \u3000▲△▶►▼◆■●※>》→↓]{0,3}"
_TITLE = r"(?:[《“][^《》“”\n]{2,30}[》”])?"
_DOWN = rf"{_SIGN}[（(【\[]?{_SIGN}(?:下转|转|转接|接转) ?{_PAGE}{_TITLE}{_SIGN}[）)】\]]?{_SIGN}"
_UP = rf"{_SIGN}[（(【\[]?{_SIGN}(?:上接|紧接|接) ?{_PAGE}{_TITLE}{_SIGN}[）)】\]]?[:：]?{_SIGN}"
_JUMP = re.compile(rf"{_DOWN}\s{{0,12}}{_UP}\s{{0,4}}")
_HINT = re.compile(f"接 ?{_PAGE}")


def find(text: str) -> list[Change]:
    """Changes for pairs; what stands before tells whether a sentence goes on.

    >>> [change[:3] for change in find("硬是凿（下转第三版）\\n（上接第一版）出一条渠")]
    [(3, 18, '')]
    >>> find("“下转第四版”翻过去，又找不着“上接第一版”在哪儿")
    []
    """
    if "转" not in text or not _HINT.search(text):
        return []
    return [
        Change(*match.span(), "\n" if text[match.start() - 1 : match.start()] in FINAL and "\n" in match[0] else "")
        for match in _JUMP.finditer(text)
        if match.start() and not spoken_of(text, *match.span())
    ]
