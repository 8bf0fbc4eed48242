"""Page counters within a line, with the running head or the site's words beside them: 焊 XX区总结第2页 工 → 焊工."""

from __future__ import annotations

import re
from collections.abc import Iterable

from anwen.repair.draft import Change, left_out
from anwen.repair.joint import RUNS_ON, SURE_WORD, across, word
from anwen.repair.lines import line_around, matches_in_lines, with_spaces
from anwen.repair.marks import HAN, at, is_chinese
from anwen.repair.sites import judge

_PAGE = re.compile(
    r"(?:[_ \u3000]?第 ?(\d{1,4}) ?页)(?:[ ,，]?[/／]?[ ]?共 ?(\d{1,4}) ?页)?|Page (\d{1,4}) of (\d{1,4})"
)
_PAGE_HINT = re.compile("[页P](?:(?<=[\\d ]页)|age \\d)")
# Where a converter joined the pages.
_WITHIN = re.compile(
    rf"(?<=[{HAN}，、”》）]) ?(?:(?P<dashed>[-—–－] ?第? ?\d{{1,3}} ?页? ?[-—–－])|第 ?\d{{1,3}} ?页"
    rf"(?: ?[/／]? ?共 ?\d{{1,3}} ?页)?|(?<= )(?P<number>\d{{1,3}}) ?/ ?(?P<total>\d{{1,3}})(?= )) ?(?=[{HAN}])"
)
_NUMBER = re.compile(r"\d {0,2}[-—–－/／页]")  # in each of these
# A document-sharing site names its pages; there 第2页 and a space in mid-sentence is the foot of one.
_PAGES = re.compile(r"第 ?1 ?页 ?[/／] ?共 ?\d{1,4} ?页|\.(?:docx?|pdf|pptx?)_第 ?1 ?页")
# Each begins with a sign that is rare in clean text, so that the search of it costs a fifth.
_NUMBERED = re.compile(r"[-—–－\d ](?:(?<=[-—–－]) ?第? ?\d{1,3} ?页? ?[-—–－]|(?<=\d) ?页|(?<= )\d{1,3} ?/ ?\d{1,3} )")
_UNIT = re.compile("[家个项人处件台名户条次分宗起座辆吨]")
PARTED = 3.5  # nats; less than elsewhere, because the page number is evidence as well
_PAGE_LEAST = 60  # characters between two pages' numbers
TITLE = 60  # the longest running head looked for
_HEAD = 3000  # a document's title stands in its first lines
_SHORT = 6
_SPACE = re.compile("[ \u3000]+")
# 见第3页, 在第3页, 本书第3页: the text speaks of a page.
_CITES = re.compile(f"[见在到于从及和、（(《》][ ]?$|[本该此原][{HAN}]{{1,3}}$|。$")


def _running_head(text: str, end: int) -> int:
    """Where the running head before ``text[end]`` begins, or ``end``: the longest text the page's top has too."""
    start = max(text.rfind("\n", max(0, end - TITLE), end) + 1, end - TITLE, 0)
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


def _within(text: str) -> list[Change]:
    """Page numbers in mid-sentence: between dashes, of a total, or inside a word."""
    numbers = matches_in_lines(_WITHIN, _NUMBER, text)
    matches = [match for match in numbers if not _crowded(text, *match.span())]
    counted = _counted((match["number"], match["total"]) for match in matches)
    return left_out(match for match in matches if _is_number(text, match, counted))


def _crowded(text: str, start: int, end: int) -> bool:
    """Whether another such number is so near that no page lies between: 比分 - 2 - 1，第一组 - 3 - 人."""
    before = _NUMBERED.search(text, max(0, start - _PAGE_LEAST), start)
    return bool(before or _NUMBERED.search(text, end, end + _PAGE_LEAST))


def _counted(pages: Iterable[tuple[str | None, str | None]]) -> set[tuple[int, int]]:
    """The pages of those given, each with the number of all, that another one given is next to.

    >>> sorted(_counted([("4", "11"), ("5", "11"), ("12", "15"), (None, None)]))
    [(4, 11), (5, 11)]
    """
    known = {(int(number), int(total)) for number, total in pages if number and total}
    return {(at, total) for at, total in known if at <= total and known & {(at - 1, total), (at + 1, total)}}


def _is_number(text: str, match: re.Match[str], counted: set[tuple[int, int]]) -> bool:
    value = across(text, *match.span())
    if match["total"]:
        page = int(match["number"]), int(match["total"])
        if _UNIT.match(text, match.end()) or page[0] > page[1]:  # 检查企业 12 / 15 家
            return False
        if page in counted:
            return value >= RUNS_ON
    if value > 0 and word(text, *match.span()) >= SURE_WORD:
        return True
    if match["dashed"]:
        return value >= (PARTED if match[0][0] == match[0][-1] == " " else RUNS_ON)
    return bool(match["total"] and value >= RUNS_ON)


def _counters(text: str) -> list[Change]:
    if "页" not in text and "Page " not in text:
        return []
    changes: list[Change] = []
    paged = bool(_PAGES.search(text))
    matches = list(matches_in_lines(_PAGE, _PAGE_HINT, text))
    counted = _counted((match[1] or match[3], match[2] or match[4]) for match in matches)
    for match in matches:
        start = _running_head(text, match.start())
        number, total = match[1] or match[3], match[2] or match[4]
        counter = total is not None and int(number) <= int(total)
        counter = counter or (paged and total is None and at(text, match.end()) == " ")
        foot = total is not None and (
            at(text, start - 1) == at(text, match.end()) == " "  # 。 第 5 页 共 9 页 未经
            or (int(number), int(total)) in counted
        )
        if start == match.start() and not (counter and (foot or not _CITES.search(text, max(0, start - 8), start))):
            continue
        start, end = with_spaces(text, start, match.end())
        if is_chinese(at(text, start - 1)) and is_chinese(at(text, end)) and (not changes or changes[-1].end <= start):
            changes.append(Change(start, end, ""))
    return changes


def _with_site(text: str, change: Change) -> Change:
    """A counter's change with the site's words beside it, between spaces: 整改 精品文档 欢迎下载 第3页 / 共8页 时限."""
    first, last = line_around(text, change.start, change.end, TITLE)
    starts = [first, *(match.end() for match in _SPACE.finditer(text, first, change.start))]
    start = next((place for place in starts if judge.is_sites(text[place : change.start])), change.start)
    ends = reversed([match.start() for match in _SPACE.finditer(text, change.end, last)])
    end = next((place for place in ends if judge.is_sites(text[change.end : place])), change.end)
    return Change(start - (first < start < change.start), end + (end > change.end), "")


def find(text: str) -> list[Change]:
    changes = [*(_within(text) if _NUMBERED.search(text) else []), *_counters(text)]
    return [_with_site(text, change) for change in changes]
