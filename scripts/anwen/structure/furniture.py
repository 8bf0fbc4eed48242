"""What the web page prints around a document, told apart from the document with evidence from the whole page.

The patterns are data (furniture.yaml); here is how they are used. Genuine text is what reads as sentences and
does not talk about the site. Above its first line and below its last line more counts as furniture than between,
because there nothing of the document can be lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from anwen.records import Exclusion
from anwen.structure.numbering import marker_at
from anwen.structure.page import Page, Span, ends_sentence
from anwen.structure.patterns import LONGEST, Where, patterns
from anwen.structure.titles import ends_as_title, names_document

# A sentence that a blurb stands in is cut out within this many characters to each side.
_REACH = 200
_SITE_WORDS = re.compile(
    "本站|本网站?|本文档|该文档|上传者|上传人|上传用户|用户上传|下载|版权|侵权|文库|客服|备案|会员|积分|附件图纸|解压|压缩包|"
    "权益所有人|盈利用途|存储空间|网友|转载|免责|联系我们|立即删除|压缩文件|图纸预览|office|winrar|cad|原创作者|付费|充值"
)
_DATED = re.compile(r".{4,60}?[\s\])》)]*(?:(?:20|19)\d\d[-./年])?\d{1,2}[-./月]\d{1,2}日?\]?\)?$")
_IN_WORDS = re.compile(r"\d月\d{1,2}日?[\])]*$")
_LINK = re.compile(r"[-·•*>»◆■]?\s*(?:\d{1,2}[.、]\s*)?[^。!?;]{2,60}(?:\.{2,}|…)?$")
_BROKEN_OFF = re.compile(r"(?:\.{3,}|…+|\[?(?:详细|详情|全文|更多|阅读全文)\]?>*)$")
_OFFERED = re.compile(r"(?:范本|范文|模板|大全|精选|汇总|样本|\(?.{0,4}\d{1,2}篇\)?)+$")
_MENU_ENTRY = re.compile(r"[\[(|>·\s]*(?!第)[一-鿿A-Za-z]{1,6}[\])|>·\s]*")
_NUMBERED = re.compile(r"[-•·\s]*\d{1,2}\s*[.、:)]")


def site_talk(folded: str) -> bool:
    """Whether a line speaks of the site and its files, not of the world.

    >>> site_talk("本站所有资源如无特殊说明,都需要本地电脑安装软件,下载后解压。")
    True
    >>> site_talk("各单位要组织职工下载学习资料。")
    False
    """
    return len(folded) <= 2 * LONGEST and len(set(_SITE_WORDS.findall(folded.lower()))) >= 2


class _Sieve:
    """One page's lines with the verdict on each: the name of the rule that puts it out, or ``""``."""

    def __init__(self, page: Page, lines: list[Span], is_label: Callable[[str], bool]) -> None:
        self.page = page
        self.lines = lines
        self.folded = [page.of(line) for line in lines]
        self.is_label = is_label
        self.verdicts = [self._own(folded) for folded in self.folded]
        self._notices()
        genuine = [at for at in range(len(lines)) if self._genuine(at)]
        self.first = genuine[0] if genuine else len(lines)
        self.last = genuine[-1] if genuine else -1
        if genuine:
            self._outside()
        self._menus()
        self._tails()
        self._dated_runs()
        self._undated_runs()

    def _own(self, folded: str) -> str:
        if not any(char.isprintable() and not char.isspace() for char in folded):
            return "invisible"
        if not any(char.isalnum() for char in folded):
            return "divider"
        return "" if patterns("tail").line(folded) else patterns("line").line(folded)

    def _genuine(self, at: int) -> bool:
        folded = self.folded[at]
        if self.verdicts[at] or len(folded) < 35 or _BROKEN_OFF.search(folded) or site_talk(folded):
            return False
        # A line that is nothing but an editor's blurb is not the beginning of the document.
        return ends_sentence(folded) or "。" in folded or len(folded) > 120

    def _notices(self) -> None:
        """温馨提示 and the like, with the numbered notices below, if they talk about the site."""
        for at, folded in enumerate(self.folded):
            if self.verdicts[at] or not (rule := patterns("notice").line(folded)):
                continue
            end = at + 1
            while end < len(self.lines) and (_NUMBERED.match(self.folded[end]) or site_talk(self.folded[end])):
                end += 1
            if any(site_talk(self.folded[index]) for index in range(at, end)):
                self.verdicts[at:end] = [rule] * (end - at)

    def _outside(self) -> None:
        """Above the first and below the last genuine line."""
        for at in [*range(self.first), *range(self.last + 1, len(self.lines))]:
            if not self.verdicts[at]:
                kind: Where = "head" if at < self.first else "foot"
                rule = patterns(kind).line(self.folded[at])
                self.verdicts[at] = rule or ("site-talk" if site_talk(self.folded[at]) else "")

    def _menus(self) -> None:
        """Runs of very short lines above or below the text: the site's menu, one entry a line."""
        for places, least in ((range(self.first), 3), (range(self.last + 1, len(self.lines)), 4)):
            run: list[int] = []
            for at in [*places, -1]:
                if at >= 0 and _MENU_ENTRY.fullmatch(self.folded[at]) and not ends_as_title(self.folded[at]):
                    run.append(at)
                    continue
                if sum(not self.verdicts[index] for index in run) and len(run) >= least:
                    for index in run:
                        self.verdicts[index] = self.verdicts[index] or "menu"
                run = []

    def _tails(self) -> None:
        """推荐阅读 and the like, with the links below."""
        at = 0
        while at < len(self.lines):
            rule = "" if self.verdicts[at] else patterns("tail").line(self.folded[at])
            at += 1
            if not rule:
                continue
            self.verdicts[at - 1] = rule
            while at < len(self.lines) and self._goes_with_tail(at):
                self.verdicts[at] = self.verdicts[at] or rule
                at += 1

    def _goes_with_tail(self, at: int) -> bool:
        folded = self.folded[at]
        if self.is_label(folded):
            return False
        if self.verdicts[at] or at > self.last:
            return True
        # Between genuine lines only what looks like a link goes: never a numbered heading, never the last
        # short line above a paragraph, which may be the paragraph's heading.
        if not _LINK.fullmatch(folded) or (marker_at(folded, 0, len(folded)) and not _DATED.fullmatch(folded)):
            return False
        return bool(_DATED.fullmatch(folded)) or not self._genuine(at + 1)

    def _dated_runs(self) -> None:
        """Three or more lines in a row that end in a date are a list of links without a heading.

        A plan has such lines too, but writes 4月20日 or stands below a colon.
        """
        run: list[int] = []
        for at in range(len(self.lines) + 1):
            folded = self.folded[at] if at < len(self.lines) else ""
            if folded and not self.verdicts[at] and _DATED.fullmatch(folded) and not _IN_WORDS.search(folded):
                run.append(at)
                continue
            announced = bool(run) and self.folded[run[0] - 1].endswith(":") and 0 < run[0] <= self.last
            if len(run) >= 3 and not announced and not any(ends_sentence(self.folded[index]) for index in run):
                for index in run:
                    self.verdicts[index] = "links"
            run = []

    def _undated_runs(self) -> None:
        """Three or more titles of other documents between a finished text and the label of the next one."""
        run: list[int] = []
        for at, folded in enumerate(self.folded):
            if self.is_label(folded) and len(run) >= 3 and run[0] and ends_sentence(self.folded[run[0] - 1]):
                for index in run:
                    self.verdicts[index] = "links"
            titled = len(folded) <= 45 and "。" not in folded and names_document(_OFFERED.sub("", folded))
            titled = titled and not marker_at(folded, 0, len(folded))
            run = [*run, at] if titled and not self.verdicts[at] and not self.is_label(folded) else []


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
    return left, right


def _inside(page: Page, line: Span) -> list[Exclusion]:
    """Furniture within a line, in order, not overlapping."""
    found: list[tuple[int, int, str]] = []
    for match in patterns("span").any.finditer(page.folded, line.start, line.end):
        found.append((match.start(), match.end(), patterns("span").name(match.group())))
    for match in patterns("sentence").any.finditer(page.folded, line.start, line.end):
        if found and match.end() <= found[-1][1]:
            continue
        start, end = _sentence(page, line, match.start(), match.end())
        found.append((start, end, patterns("sentence").name(page.folded[start:end])))
    merged: list[Exclusion] = []
    for start, end, rule in sorted(found):
        if merged and start <= merged[-1].end:
            merged[-1] = Exclusion(merged[-1].rule, merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Exclusion(rule, start, end))
    return merged


def sift(
    page: Page, asides: list[tuple[int, int]], is_label: Callable[[str], bool]
) -> tuple[list[Span], list[Exclusion]]:
    """Part a page into what stays (lines, or parts of lines) and what is furniture.

    Args:
        page: the repaired text.
        asides: spans that the reader marked as not belonging to the text.
        is_label: whether a folded line opens a document of a collection; a list of links ends there.
    """
    out = [Exclusion("aside", start, end) for start, end in asides]
    lines = _without(page, page.lines(), out)
    sieve = _Sieve(page, lines, is_label)
    kept: list[Span] = []
    for line, rule in zip(lines, sieve.verdicts, strict=True):
        if rule:
            out.append(Exclusion(rule, line.start, line.end))
        elif inside := _inside(page, line):
            out.extend(inside)
            kept.extend(_without(page, [line], inside))
        else:
            kept.append(line)
    return kept, out


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
