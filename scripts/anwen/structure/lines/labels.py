"""The labels that open the documents of a collection: 篇3, 【篇一】, 第二篇, 范文三 …"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from anwen.structure.lines.numbering import number_of
from anwen.structure.lines.page import Page, Span, fold

_N = r"(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})"
_NAME = r"(?P<name>[^。!?;]{0,50}?)"
_REST = r"(?P<rest>[^。!?;]{0,50})"
_WORD = "篇|范文|例文|例|样本|模板|版本"
_LABELS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[#*·\s]*{_NAME}\s*[\[(]\s*(?:第\s*{_N}\s*篇|(?:精选|通用|优秀|热门|最新)?(?:{_WORD})\s*(?P<n2>\d{{1,3}}|[一二三四五六七八九十]{{1,3}}))\s*[\])]\s*[:、]?\s*{_REST}",
        rf"[#*·\s]*第\s*{_N}\s*篇\s*[:、\s]?\s*{_REST}",
        rf"[#*·\s]*{_NAME}\s*第\s*{_N}\s*篇\s*(?:[:、\s]\s*{_REST})?",
        rf"[#*·\s]*{_NAME}\s*(?:篇|范文|例文)\s*{_N}\s*(?:[:、\s]\s*{_REST})?",
        rf"[#*·\s]*(?P<name>[^。!?;]{{0,50}}(?:纪要|简报|通报|快报|专报|简讯|动态|信息|参考)\s*[\[(]\s*(?:总?第\s*)?{_N}\s*[期号辑次]\s*[\])])",
        rf"[#*·\s]*{_NAME}\s*(?:范文|例文|篇)?\s*[\[(]\s*{_N}\s*[\])]",
        rf"[#*·\s]*{_NAME}\s*(?:第)?{_N}",
    )
)
_LONGEST = 70  # longer lines are text
_COULD_BE = re.compile(r"篇|范文|例文|[\d一二三四五六七八九十](?:\s*[期号辑次]\s*[\])])?[\s\])]*$")
_STRONG = 4  # this many of the forms say 篇 or 范文 and a number; the others need the same name on every label
_ISSUE = 4  # this form is a title with the issue's number behind it, all of it the name
_ISSUE_TEXT = 60  # characters between two of them, at least; a list of issues has none
_INLINE = re.compile(
    r"(?:(?<=[。!?\s])|^)[\[(]?(?:第[一二三四五六七八九十]{1,3}篇|篇(?:\d{1,2}|[一二三四五六七八九十]{1,3}))[\]):]\s?[:]?"
)
_INLINE_NAMED = re.compile(
    r"(?:(?<=[。!?\s])|^)(?P<name>[^\s。!?,;:]{4,30})\s?篇(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?=\s)"
)
# 精选15篇, 通用3篇, 大全: what a site adds to the name of a collection.
_COUNT = re.compile(
    r"\s*[\[(]?(?:精选|通用|优秀|最新|热门|经典|实用|推荐|合集|汇总|集锦|范文|大全|必备|整理|精品|锦集|汇编|优质|共|关于)*"
    r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[篇则份](?:精选|通用|大全|范文|合集|汇总)*[\])]?\s*$"
)
_ADVERTISED = re.compile(r"(?:通用|精选|优秀|最新|热门|经典|实用|推荐|合集|汇总|集锦|范文|大全|模板|必备|精品|版)+$")


# [2] URL: http://…: a scraper's file, one page below the other
_FETCHED = re.compile(
    r"[#*·\s]*[\[(]?(?P<number>\d{1,3})[\])]?[.、:]?\s*(?:(?:来源|原文|页面|文章)?(?:URL|网址|链接|地址))\s*:\s*https?://[\x21-\x7e]{4,200}",
    re.IGNORECASE,
)
_FETCHED_TEXT = 120  # characters below each, at least; a list of links has none


class Label(NamedTuple):
    """A label: its number, the words on it that are not the mark, and whether the form says 篇 or 范文."""

    number: int
    name: str
    span: Span
    strong: bool


def read_label(folded: str) -> tuple[int, str, bool] | None:
    """The number, the words and the strength of a label, or None.

    >>> read_label("省农委召开安全生产工作会议 篇3")
    (3, '省农委召开安全生产工作会议', True)
    >>> read_label("[篇一]安全生产会议纪要"), read_label("第二篇:会议讲话")
    ((1, '安全生产会议纪要', True), (2, '会议讲话', True))
    >>> read_label("安全生产会议纪要(三)"), read_label("会议要求,一是抓责任。")
    ((3, '安全生产会议纪要', False), None)
    """
    if len(folded) > _LONGEST or not _COULD_BE.search(folded):
        return None
    for form, pattern in enumerate(_LABELS):
        if match := pattern.fullmatch(folded):
            groups = match.groupdict()
            number = number_of(groups["number"] or groups.get("n2") or "")
            words = (groups.get("name") or "").strip(" :、-") or (groups.get("rest") or "").strip(" :、-")
            strong = form < _STRONG
            if number and (strong or len(re.findall("[一-鿿]", words)) >= 4):
                return number, words, strong
    return None


def is_strong_label(folded: str) -> bool:
    """Whether a line alone, without its fellows, already reads as a label."""
    found = read_label(folded)
    return (found is not None and found[2]) or is_address(folded)


def is_address(folded: str) -> bool:
    """Whether a line says where the page below it was fetched, with its number.

    >>> is_address("[2] URL: http://www.example.cn/77.html"), is_address("网址: http://www.example.cn/")
    (True, False)
    """
    return bool(_FETCHED.fullmatch(folded))


def collection_name(folded: str) -> str:
    """The title of a collection without the site's additions.

    >>> collection_name("安全生产会议总结(精选15篇)"), collection_name("小学安全生产会议纪要")
    ('安全生产会议总结', '小学安全生产会议纪要')
    """
    return _ADVERTISED.sub("", _COUNT.sub("", folded).rstrip(" :-"))


def plain_name(words: str) -> str:
    """A label's words without the site's additions.

    >>> plain_name("社区安全生产工作会议总结通用")
    '社区安全生产工作会议总结'
    """
    return _ADVERTISED.sub("", words) or words


def says_collection(folded: str) -> bool:
    """Whether a line is the title of a collection (…精选15篇)."""
    return len(folded) <= 60 and bool(_COUNT.search(folded))


def cut_labels(page: Page, lines: list[Span]) -> list[Span]:
    """Cut labels that stand inside run-on text (…。【篇二】…) out as lines of their own."""
    cut: list[Span] = []
    for line in lines:
        if line.end - line.start <= _LONGEST:
            cut.append(line)
            continue
        found = list(_INLINE.finditer(page.folded, line.start, line.end))
        named = list(_INLINE_NAMED.finditer(page.folded, line.start, line.end))
        if len({match["name"] for match in named}) < len(named):
            found += named
        cut.extend(
            part._replace(head=True, tail=True)
            for part in page.cut(line, *(place for match in found for place in match.span()))
        )
    return cut


def find_labels(page: Page, lines: list[Span]) -> list[Label]:
    """The labels among the lines, if the page is a collection: at least two, their numbers growing.

    A weak form (a name and a bare number) counts only where all share the name and the numbers run on from 1.
    """
    found: list[Label] = []
    for line in lines:
        if line.end - line.start <= _LONGEST and line.head and (read := read_label(page.of(line))):
            found.append(Label(read[0], page.text[line.start : line.end], line, read[2]))
    if fetched := _fetched(page, lines):
        return fetched
    labels = [label._replace(name=_words(page, label.span)) for label in found]
    strong = _growing([label for label in labels if label.strong])
    if len(strong) >= 2:
        return strong
    weak = [label for label in labels if not label.strong]
    if issues := _issues(weak, lines[-1].end if lines else 0):
        return issues
    names = Counter(label.name for label in weak)
    for name, count in names.most_common(1):
        same = [label for label in weak if label.name == name]
        if count >= 2 and [label.number for label in same] == list(range(1, count + 1)):
            return same
    return []


def _fetched(page: Page, lines: list[Span]) -> list[Label]:
    """The lines above pages that a scraper has fetched, counted from 1, with text under each.

    >>> page = Page("[1] URL: http://a.cn/1\\n" + "甲" * 120 + "\\n[2] URL: http://a.cn/2\\n" + "乙" * 120)
    >>> [label.number for label in _fetched(page, page.lines())], _fetched(page, page.lines()[:3])
    ([1, 2], [])
    """
    found = [(match, line) for line in lines if (match := _FETCHED.fullmatch(page.of(line)))]
    ends = [*(line.start for _, line in found[1:]), lines[-1].end if lines else 0]
    enough = all(end - line.end >= _FETCHED_TEXT for (_, line), end in zip(found, ends, strict=False))
    counted = [int(match["number"]) for match, _ in found] == list(range(1, len(found) + 1))
    if len(found) < 2 or not (enough and counted):
        return []
    return [Label(at, "", line, True) for at, (_, line) in enumerate(found, 1)]


def _issues(labels: list[Label], end: int) -> list[Label]:
    """Titles that end with the number of an issue, each one more than the last, with text under each."""
    found = [label for label in labels if _LABELS[_ISSUE].fullmatch(fold(label.name))]
    if len(found) < 2:
        return []
    ends = [*(other.span.start for other in found[1:]), end]
    text = [after - label.span.end for label, after in zip(found, ends, strict=True)]
    counted = all(0 < after.number - before.number <= 2 for before, after in pairwise(found))
    return found if counted and min(text) >= _ISSUE_TEXT else []


def _words(page: Page, span: Span) -> str:
    """The label's words as they stand in the text (not folded)."""
    read = read_label(page.of(span))
    words = read[1] if read else ""
    at = page.of(span).find(words)
    return page.text[span.start + at : span.start + at + len(words)]


def _growing(labels: list[Label]) -> list[Label]:
    """Labels whose numbers grow; one that does not fit its neighbours is dropped.

    Where they count from 1 twice, the first run is a table of contents: the run over the most text is meant.
    """
    runs: list[list[Label]] = [[]]
    for label in labels:
        if label.number == 1 and runs[-1]:
            runs.append([])
        if not runs[-1] or label.number > runs[-1][-1].number:
            runs[-1].append(label)
    chain = max(runs, key=lambda run: run[-1].span.start - run[0].span.start if run else -1)
    return chain if chain and chain[0].number <= 3 else []
