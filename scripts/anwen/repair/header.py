"""Running heads and page counters inside a sentence: 焊 XX区工作总结第2页 工、 → 焊工、."""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import HAN, at, is_chinese

NAME = "page-header"

_PAGE = re.compile(r"(?:[_ \u3000]?第 ?(\d{1,4}) ?页)(?:[ ,，]?[/／]?[ ]?共 ?(\d{1,4}) ?页)?")
# A document-sharing site names its pages; there 第2页 and a space in mid-sentence is the foot of one.
_PAGES = re.compile(r"第 ?1 ?页 ?[/／] ?共 ?\d{1,4} ?页|\.(?:docx?|pdf|pptx?)_第 ?1 ?页")
_TITLE = 60  # the longest running head looked for
_HEAD = 3000  # a document's title stands in its first lines
_SHORT = 6
# 见第3页, 在第3页, 本书第3页: the text speaks of a page.
_CITES = re.compile(f"[见在到于从及和、（(《》][ ]?$|[本该此原][{HAN}]{{1,3}}$|。$")


def _running_head(text: str, end: int) -> int:
    """Where the running head before ``text[end]`` begins, or ``end``: the longest text the page's top has too."""
    start = max(text.rfind("\n", max(0, end - _TITLE), end) + 1, end - _TITLE, 0)
    best = end
    for place in range(end - _SHORT, start - 1, -1):
        seen = text.find(text[place:end], 0, _HEAD)
        if seen == place:
            seen = text.find(text[place:end], end, _HEAD + end)
        if seen < 0:
            break
        best = place
    while best < end and text[best] in " \u3000。，,、;；:：":
        best += 1
    return best if end - best >= _SHORT else end


def find(text: str) -> list[Change]:
    if "页" not in text:
        return []
    changes: list[Change] = []
    paged = bool(_PAGES.search(text))
    for match in _PAGE.finditer(text):
        start = _running_head(text, match.start())
        counter = match[2] is not None and int(match[1]) <= int(match[2])
        counter = counter or (paged and match[2] is None and at(text, match.end()) == " ")
        if start == match.start() and not (counter and not _CITES.search(text, max(0, start - 8), start)):
            continue
        end = match.end()
        while at(text, start - 1) == " ":
            start -= 1
        while at(text, end) == " ":
            end += 1
        if is_chinese(at(text, start - 1)) and is_chinese(at(text, end)) and (not changes or changes[-1].end <= start):
            changes.append(Change(start, end, ""))
    return changes
