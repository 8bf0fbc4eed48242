"""Lines that a document-sharing site prints on its pages: ...... 最新资料推荐 ......, 学习资料 可编辑 word 完美格式.

Such a line has no other words, and either a frame of dots or dashes or several words of how the file can be used: a
heading 学习资料 and a list's Word格式 are an author's.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.lines import lines_with, whole_line
from anwen.repair.marks import at, is_han

NAME = "inserted"

_WORD = (
    "(?:最新|最全|优质|精品|精选|专业|实用|优秀|学习|参考|资料|文档|文件|范文|范例|范本|模板|推荐|分享|整理版?|汇编|可编辑版?|可修改|可打印"
    "|[Ww]ord|WORD|DOCX?|docx?|完美|格式|版|欢迎|值得|下载|仅?供参考)"
)
_LINE = re.compile(rf"[\W_]*(?:{_WORD}[\W_]*){{2,10}}")
_FRAMED = re.compile(r"\s*([.．。…·—=*~～_-])\1{2,}.*\1{3,}\s*")
_SELLS = re.compile("[料档板载Ww](?:(?<=资料)|(?<=文档)|(?<=模板)|(?<=下载)|(?i:(?<=w)ord))")
_USES = re.compile("可编辑|可修改|完美|整理版?|(?i:word)|专业|格式")
_SEVERAL = 3
_LONGEST = 80  # characters


def find(text: str) -> list[Change]:
    """Changes that take such lines away.

    >>> [change[:2] for change in find("逐项核对，\\n.... 最新资料推荐 ....\\n签字。")]
    [(5, 23)]
    >>> find("学习资料\\nWord格式")
    []
    """
    lines = (span for span in lines_with(text, _SELLS.finditer(text)) if span[1] - span[0] <= _LONGEST)
    return disjoint(Change(*_whole(text, *span), "") for span in lines if _tells_of_wares(text[slice(*span)]))


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The line with one line end, with both where the sentence goes on behind its comma."""
    alone = at(text, start - 1) == at(text, end) == "\n"
    if alone and at(text, start - 2) in ("，", "、") and is_han(at(text, end + 1)):
        return start - 1, end + 1
    return whole_line(text, start, end)


def _tells_of_wares(line: str) -> bool:
    if not _LINE.fullmatch(line):
        return False
    return bool(_FRAMED.fullmatch(line)) or len(set(_USES.findall(line))) >= _SEVERAL
