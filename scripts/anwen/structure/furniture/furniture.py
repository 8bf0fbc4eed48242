"""What the web page prints around a document, taken out of it: whole lines (see sieve) and parts of lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from anwen.records import Exclusion
from anwen.structure.furniture.groups import post_head
from anwen.structure.furniture.patterns import LONGEST, patterns
from anwen.structure.furniture.sieve import Sieve
from anwen.structure.lines.page import Page, Span

# A sentence that a blurb stands in is cut out within this many characters to each side.
_REACH = 200
# 政策解读, 更多精彩: a list of links is called by what is in it; a date or a name above it signs the text.
_LIST_NAME = re.compile(
    r"(?=\w{2,8}$)(?!附)(?:\w*(?:解读|图解|阅读|专题|专栏|链接|新闻|资讯|推荐|(?:媒体|新闻|专题|相关|系列|深度|跟踪|后续|图[片文]|视频)报道)|(?:更多|热门|往期)\w+)"
)
# 点击蓝字,关注我们 says no more than this of who is to be followed.
_FOLLOWED, _FOLLOW = 24, re.compile("点击|关注|戳|扫|长按|识别|(?:请|用|记得)+微信")


def _sentence(page: Page, line: Span, start: int, end: int) -> tuple[int, int]:
    """The sentence around a match, no further than `_REACH`; white space above it ends it as well."""
    left = start
    while left > max(line.start, start - _REACH) and page.folded[left - 1] not in "。!? ;":
        left -= 1
    right = end
    while right < min(line.end, end + _REACH) and page.folded[right] not in "。!?":
        right += 1
    while right < line.end and page.folded[right] in "。!?:":
        right += 1
    if right - end > _FOLLOWED and _FOLLOW.match(page.folded, start):
        right = end  # the text's first words hang on it
    return left, right


def _inside(page: Page, line: Span) -> list[Exclusion]:
    """Furniture within a line, in order, not overlapping."""
    found: list[tuple[int, int, str]] = []
    for match in patterns("span").any.finditer(page.folded, line.start, line.end):
        found.append((match.start(), match.end(), patterns("span").name(match)))
    for match in patterns("sentence").any.finditer(page.folded, line.start, line.end):
        if found and match.end() <= found[-1][1]:
            continue
        start, end = _sentence(page, line, match.start(), match.end())
        found.append((start, end, patterns("sentence").name(match)))
    merged: list[Exclusion] = []
    for start, end, rule in sorted(found):
        if merged and start <= merged[-1].end:
            merged[-1] = Exclusion(merged[-1].rule, merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Exclusion(rule, start, end))
    return merged


def sift(
    page: Page,
    asides: list[tuple[int, int]],
    is_label: Callable[[str], bool],
    known: str = "",
    gone: frozenset[str] = frozenset(),
) -> tuple[list[Span], list[Exclusion]]:
    """Part a page into what stays (lines, or parts of lines) and what is furniture.

    Args:
        page: the repaired text.
        asides: spans that the reader marked as not belonging to the text.
        is_label: whether a folded line opens a document of a collection; a list of links ends there.
        known: the page's title as its head says, folded, or ``""``.
        gone: the folded lines that repair has taken out between pages: running heads and page numbers.
    """
    out = [Exclusion("aside", start, end) for start, end in asides if not _opens_comments(page, start, end)]
    lines = _without(page, page.lines(), out)
    sieve = Sieve(page, lines, is_label, known, gone)
    _heads_of_asides(page, lines, sieve, sorted(asides))
    kept: list[Span] = []
    for line, rule in zip(lines, sieve.verdicts, strict=True):
        if rule:
            out.append(Exclusion(rule, line.start, line.end))
        elif inside := _inside(page, line):
            out.extend(inside)
            for part in _without(page, [line], inside):
                if not any(map(str.isalnum, page.of(part))):
                    out.append(Exclusion("divider", part.start, part.end))
                elif label := _label_alone(page, part):
                    out.append(Exclusion(label, part.start, part.end))
                else:
                    kept.append(part)
        else:
            kept.append(line)
    return kept, out


def _opens_comments(page: Page, start: int, end: int) -> bool:
    """Whether an aside is the head of a reader's comment: what the comment says stands below it."""
    return end - start <= LONGEST and post_head(page.folded[start:end].strip()) is not None


def _heads_of_asides(page: Page, lines: list[Span], sieve: Sieve, asides: list[tuple[int, int]]) -> None:
    """Put out the words below the text that only a list of links stands under: 政策解读, 专题报道."""
    starts = [start for start, _ in asides]
    for at in range(sieve.last + 1, len(lines)):
        place = bisect_left(starts, lines[at].end)
        if sieve.verdicts[at] or place == len(starts) or page.text[lines[at].end : starts[place]].strip():
            continue
        if _LIST_NAME.fullmatch(sieve.folded[at]):
            sieve.verdicts[at] = "links"


def _label_alone(page: Page, part: Span) -> str:
    """The rule that what is left of a line matches if it is but the label of what is gone: [导读], 前言."""
    label = patterns("head").line(page.of(part).strip("[]"))
    return label if label == "page-label" else ""


def _without(page: Page, lines: list[Span], gone: list[Exclusion]) -> list[Span]:
    """The lines less some spans."""
    if not gone:
        return lines
    gone = sorted(gone, key=lambda item: item.start)
    rest: list[Span] = []
    at = 0
    for line in lines:
        while at < len(gone) and gone[at].end <= line.start:
            at += 1
        start, index = line.start, at
        while index < len(gone) and gone[index].start < line.end:
            part = page.trim(start, max(start, gone[index].start), line.head and start == line.start, False)
            if part.end > part.start:
                rest.append(part)
            start, index = max(start, gone[index].end), index + 1
        part = page.trim(min(start, line.end), line.end, line.head and start == line.start, line.tail)
        if part.end > part.start:
            rest.append(part)
    return rest
