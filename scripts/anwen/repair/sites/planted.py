"""What a site's program plants in its texts against copying: 把握好(本文来自织梦)度, 报应急管理部。copyright dedecms.

It is planted inside a word or phrase, or behind the last sentence. Only texts where one stands inside are taken for
such: a sentence may as well tell of those programs.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import IN_WORD, RUNS_ON, across, word
from anwen.repair.lines import words_around
from anwen.repair.marks import amid_han, at, is_han
from anwen.repair.sites import site

NAME = "inserted"

# What a sentence that tells of such programs has.
_TOLD = re.compile("模板|程序|源码|网站|后台|标签|采集|水印|页脚|网页")
_NEAR = 70  # characters on either side


def find(text: str) -> list[Change]:
    """Changes that take what is planted away.

    >>> [change[:2] for change in find("压实安全责织梦内容管理系统任，层层抓落实。")]
    [(5, 13)]
    """
    if "织梦" not in text and "cms" not in text.lower():
        return []
    spans = [match.span() for match in site.pattern("planted").finditer(text)]
    spans = [span for span in spans if not _TOLD.search(words_around(text, *span, _NEAR))]
    amid = [span for span in spans if amid_han(text, *span)]
    inside = [span for span in amid if across(text, *span) >= RUNS_ON or word(text, *span) >= IN_WORD]
    ends = [span for span in spans if at(text, span[0] - 1) in "。！？”" and at(text, span[1]) in ("", "\n")]
    begins = [span for span in spans if at(text, span[0] - 1) in "，；：、。！？" and is_han(at(text, span[1]))]
    if len(spans) > 1 and len(spans) == len({*amid, *ends, *begins}):  # nothing else: they need less evidence each
        inside = [*begins, *(span for span in amid if across(text, *span) >= 0.0)]
    return disjoint(Change(*span, "") for span in {*inside, *ends}) if inside else []
