"""What stands below a text on its page: what readers have said, a line each, with their names before it and the moment
behind it; an encyclopedia's list of sources.

A log of shifts or of what was handled has such lines too, with no seconds or with its own text below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from anwen.structure.furniture.patterns import patterns

# 铁锚:说得对。2015-08-28 07:51:33
_REMARK = re.compile(
    r"(?!\d)[^\s:。,;]{1,12}\s?:\s?\S.{0,200}?\s?[(]?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d\d:\d\d[)]?"
)
_FIELD = re.compile(r"[^:]{0,6}(?:时间|日期|单位|部门|[责系办报录持查]人|员|班|组|车间|编号|状态|记录|地点)\s?:")
_SOURCES = re.compile(r"(?:参考|引用)?(?:资料|文献)(?:来源)?\s*:?|参考来源\s*:?|注\s?[释解]\s*:?")
_LEAST = 2  # lines in a row
_TEXT = 35  # characters of a sentence that goes on below


def remarks(folded: Sequence[str], verdicts: list[str]) -> None:
    """Put out readers' remarks below the last sentence of the text.

    >>> lines = ["平安回家。", "老锚:说得对。2015-08-28 07:51:33", "渔夫:顶2015-08-29 10:02:11"]
    >>> verdicts = [""] * 3
    >>> remarks(lines, verdicts), verdicts
    (None, ['', 'comments', 'comments'])
    """
    run: list[int] = []
    for at in range(len(folded) - 1, -2, -1):
        line = folded[at] if at >= 0 else ""
        if _REMARK.fullmatch(line) and not _FIELD.match(line):
            run.append(at)
            continue
        if len(run) >= _LEAST:
            for index in run:
                verdicts[index] = "comments"
        run = []
        if at >= 0 and not verdicts[at] and len(line) >= _TEXT and "。" in line:
            return


def sources(folded: Sequence[str], verdicts: list[str]) -> None:
    """Put out the heading of an encyclopedia's sources, which say when they were looked at; a paper's list stays.

    >>> verdicts = [""] * 2
    >>> sources(["参考资料", "1 安全史话．青石网[引用日期2020-05-06]"], verdicts), verdicts
    (None, ['sources', 'sources'])
    """
    told = False
    for at in range(len(folded) - 1, -1, -1):
        if told and _SOURCES.fullmatch(folded[at]):
            verdicts[at] = verdicts[at] or "sources"
        told = patterns("foot").line(folded[at]) == "sources"
        if told:
            verdicts[at] = verdicts[at] or "sources"
        elif not verdicts[at] and len(folded[at]) >= _TEXT and "。" in folded[at]:
            return
