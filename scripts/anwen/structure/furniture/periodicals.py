"""The line that a periodical prints on its pages, between the lines of the text: 某市人民政府公报 2013年第8期."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from anwen.structure.lines.titles import is_date, is_organisation

# 某市人民政府公报 2013年第8期, on a page of it; above the text it is the head of a bulletin
_MASTHEAD = 5  # lines
_PERIODICAL = re.compile(
    r"[一-鿿]{2,20}(?:公报|政报|会刊|学报|简报|快报|月刊|季刊|通讯|内参)\s+(?:(?:19|20)\d\d年?\s*)?[(]?(?:总?第|No\.?)\s*\d{1,4}\s*[期号][)]?(?:\s*[-—·]?\s*\d{1,3}\s*[-—·]?)?"
    r"|(?:19|20)\d\d年?\s*第\s*\d{1,4}\s*[期号]\s+[一-鿿]{2,20}(?:公报|政报|会刊|学报|简报|快报|月刊|季刊|通讯|内参)"
)
_NAME = re.compile(r"[一-鿿]{2,20}(?:公报|政报|会刊|学报|简报|快报|月刊|季刊|通讯|内参)")
_NUMBER = re.compile(r"(?:第|No\.?)\s*(\d{1,4})")


def periodicals(folded: Sequence[str], verdicts: list[str]) -> None:
    """Put out a periodical's line on its pages: said again, or with the name and number at the text's head.

    >>> lines = ["安全简报", "第8期", "", "", "", "安全简报 第8期", "消防快报 第3期", "矿山快报 第4期"]
    >>> verdicts = [""] * 8
    >>> periodicals(lines, verdicts), verdicts.index("page-head"), verdicts.count("page-head")
    (None, 5, 1)
    """
    told = {at: _words(line) for at, line in enumerate(folded) if _PERIODICAL.fullmatch(line)}
    said = Counter(told.values())
    head = {number for line in folded[:_MASTHEAD] for number in _NUMBER.findall(line)}
    names = "\n".join(folded[:_MASTHEAD])
    for at, line in told.items():
        heads = any(is_date(below) or is_organisation(below) for below in folded[at + 1 : at + 3])
        named = any(name in names for name in _NAME.findall(folded[at]))
        if at >= _MASTHEAD and not heads and (said[line] > 1 or (named and head & set(_NUMBER.findall(line)))):
            verdicts[at] = verdicts[at] or "page-head"


def _words(line: str) -> str:
    """What a line says on every page: without spaces and the page's own number."""
    bare = re.sub(r"\s", "", line)
    return re.sub(r"(?<=[期号])[)]?[-—·]?\d{1,3}[-—·]?$", "", bare)
