"""What the web page prints around a document, told apart from the document with evidence from the whole page.

The patterns are data (furniture.yaml); here is how they are used. Genuine text is what reads as sentences and
does not talk about the site. Above its first line and below its last line more counts as furniture than between,
because there nothing of the document can be lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise

from anwen.structure.furniture import contents, flow, groups, mail, menus, remarks, runs
from anwen.structure.furniture.credits import is_page_data
from anwen.structure.furniture.edges import Edge, above
from anwen.structure.furniture.foot import below
from anwen.structure.furniture.patterns import patterns
from anwen.structure.furniture.runs import is_dated
from anwen.structure.furniture.shapes import is_hinted, is_interface
from anwen.structure.furniture.talk import site_talk, speaks_of_site
from anwen.structure.lines.labels import says_collection
from anwen.structure.lines.numbering import Marker, marker_at
from anwen.structure.lines.page import Page, Span, ends_sentence, fold
from anwen.structure.lines.run_in import CHINESE
from anwen.structure.lines.titles import FILE_ENDING, akin, is_general, names_document

_LINK = re.compile(r"[-·•*>»◆■]?\s*(?:\d{1,2}[.、]\s*)?[^。!?;]{2,60}(?:\.{2,}|…)?$")
_BROKEN_OFF = re.compile(r"(?:\.{3,}|…+|\[?(?:详细|详情|全文|更多|阅读全文)\]?>*)$")
_OFFER = re.compile(
    r"\s*[\[(](?:通用|最新|完整|优秀|标准|精品|实用|可编辑|官方|修订)?(?:版|范本|范文|模板|样本|样式|参考)[\])]$"
)
_BRIEF = 12
_BARE = 6
_COMMENT = 120  # characters; what is longer may be the document's own
_COMMENTS = re.compile("评论|留言|跟帖|回帖")
# A heading hangs on what an advertisement says: …首月仅需9.9元二、落实责任.
_NEXT = re.compile("(?<!^)(?<![、第一二三四五六七八九十])[一二三四五六七八九十]{1,2}、")
_SAID = re.compile("“[^“”]*”")
_NUMBERED = re.compile(r"[-•·\s]*\d{1,2}\s*[.、:)]")


def _with_tabs(page: Page, line: Span) -> str:
    """The folded line with the tabs between its cells, which folding makes spaces."""
    return "\t".join(fold(cell) for cell in page.text[line.start : line.end].split("\t"))


class Sieve:
    """One page's lines with the verdict on each: the name of the rule that puts it out, or ``""``."""

    def __init__(
        self, page: Page, lines: list[Span], is_label: Callable[[str], bool], known: str, gone: frozenset[str]
    ) -> None:
        self.page = page
        self.lines = lines
        self.folded = [page.of(line) for line in lines]
        self.is_label = is_label
        self.known = known
        self.verdicts = [self._own(folded) for folded in self.folded]
        self._notices()
        self._terms()
        tabbed = [_with_tabs(page, line) for line in lines]
        flow.tables(tabbed, self.verdicts)
        flow.receipts(self.folded, self.verdicts)
        groups.ordinals(self.folded, self.verdicts)
        mail.heads(self.folded, self.verdicts)
        remarks.remarks(self.folded, self.verdicts)
        remarks.sources(self.folded, self.verdicts)
        groups.running_heads(self.folded, self.verdicts, gone)
        posts = groups.profiles(self.folded, self.verdicts)
        posts = groups.heads(self.folded, self.verdicts) or posts
        groups.replies(self.folded, self.verdicts, posts)
        genuine = [at for at in range(len(lines)) if self._genuine(at)]
        genuine = genuine or [at for at in range(len(lines)) if self._brief(at)]
        counted_on = self._counted_on(genuine[-1]) if genuine else []
        if genuine:
            self._talk(genuine[0], genuine[-1], counted_on)
        genuine += counted_on
        self.first = genuine[0] if genuine else len(lines)
        self.last = genuine[-1] if genuine else -1
        groups.forms(tabbed, self.verdicts, self.first)
        contents.contents(tabbed, self.verdicts, self.first)
        groups.lists_of_files(tabbed, self.verdicts, self.last + 1)
        groups.credit_rolls(self.folded, self.verdicts, self.last + 1)
        menus.menus(self.folded, self.verdicts, self.first, self.last)
        self._tails()
        runs.dated(self.folded, self.verdicts, self.last)
        runs.titles(self.folded, self.verdicts, is_label)
        self._said_twice()
        self._edges(genuine, frozenset(at for at, line in enumerate(tabbed) if "\t" in line))

    def _own(self, folded: str) -> str:
        if not any(char.isprintable() and not char.isspace() for char in folded):
            return "invisible"
        if not any(char.isalnum() for char in folded):
            return "divider"
        rule = "" if patterns("tail").line(folded) else patterns("line").line(folded)
        if rule == "advertisement" and (_NEXT.search(folded) or not patterns("line").line(_SAID.sub("", folded))):
            return ""  # …跳出“展开全文需下载App”,这种做法已被点名: somebody else's words
        return rule

    def _genuine(self, at: int) -> bool:
        folded = self.folded[at]
        if self.verdicts[at] or len(folded) < 35 or _BROKEN_OFF.search(folded) or site_talk(folded):
            return False
        if patterns("foot").line(folded) in ("notice", "record-number"):
            return False
        # A line that is nothing but an editor's blurb is not the beginning of the document.
        return ends_sentence(folded) or "。" in folded or len(folded) > 120

    def _brief(self, at: int) -> bool:
        """Whether a short line reads as a sentence of the document: rules, pledges and slides have no longer ones."""
        folded = self.folded[at]
        silent = not (self.verdicts[at] or speaks_of_site(folded) or patterns("foot").line(folded))
        return silent and len(folded) >= _BRIEF and folded.endswith(("。", ";")) and not is_hinted(folded)

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

    def _terms(self) -> None:
        """A site's numbered terms of use: three or more in a row speak of the site, half of them of nothing else."""
        run: list[int] = []
        for at in range(len(self.lines) + 1):
            folded = self.folded[at] if at < len(self.lines) else ""
            if _NUMBERED.match(folded) and speaks_of_site(folded):
                run.append(at)
                continue
            if len(run) >= 3 and 2 * sum(site_talk(self.folded[index]) for index in run) >= len(run):
                for index in run:
                    self.verdicts[index] = self.verdicts[index] or "notice"
            run = []

    def _talk(self, first: int, last: int, counted_on: list[int]) -> None:
        """Above the first and below the last long sentence what speaks of the site is the site's."""
        for at in [*range(first), *range(last + 1, len(self.lines))]:
            opens = patterns("tail").line(self.folded[at])
            if not (self.verdicts[at] or opens) and at not in counted_on and site_talk(self.folded[at]):
                self.verdicts[at] = "site-talk"

    def _counted_on(self, last: int) -> list[int]:
        """Below the last long sentence: the next number of the text's headings, a list that counts anew as one of the
        text's does, and the short sentences under either."""
        told = {(mark.family, mark.number) for at in range(last + 1) if (mark := self._marker(at))}
        found: list[int] = []
        for at in range(last + 1, len(self.lines)):
            mark = None if self.verdicts[at] else self._marker(at)
            counted = mark and mark.family in CHINESE and (mark.family, mark.number - 1) in told
            if counted or (mark and self._lists(at, mark, told, found)) or (found and self._brief(at)):
                found.append(at)
            if mark:
                told.add((mark.family, mark.number))
        return found if any(ends_sentence(self.folded[at]) for at in found) else []

    def _lists(self, at: int, mark: Marker, told: set[tuple[str, int]], found: list[int]) -> bool:
        """Whether a line is a sentence in a list: the first of two, numbered as one of the text's, or the next."""
        if speaks_of_site(self.folded[at]) or not ends_sentence(self.folded[at]):
            return False
        if mark.number > 1:
            return found[-1:] == [at - 1] and (mark.family, mark.number - 1) in told
        below = self._marker(at + 1) if at + 1 < len(self.lines) else None
        return (mark.family, 1) in told and below is not None and below[:2] == (mark.family, 2)

    def _marker(self, at: int) -> Marker | None:
        return marker_at(self.folded[at], 0, len(self.folded[at]))

    def _edges(self, genuine: list[int], rows: frozenset[int]) -> None:
        """The page's head, its foot, and the foot of every document above the next one's label."""
        genuine = [at for at in genuine if not self.verdicts[at]]  # readers' comments are none
        if not genuine:
            return
        edge = Edge(self.folded, self.verdicts, self.is_label, rows)
        above(edge, self.first, speaks_of_site, self.known)
        feet = [at for at in range(self.first, len(self.lines)) if self.is_label(self.folded[at])]
        for label, end in pairwise((-1, *feet, len(self.lines))):
            place = bisect_left(genuine, end)
            last = genuine[place - 1] if place else -1
            if last < label:  # a document of short sentences only
                last = max((at for at in range(label, end) if self._brief(at)), default=label)
            if last >= 0:
                below(edge, last + 1, end, speaks_of_site)

    def _tails(self) -> None:
        """推荐阅读 and the like, with the links below."""
        at = 0
        while at < len(self.lines):
            rule = "" if self.verdicts[at] else self._opens_tail(at)
            if not rule and at > self.last >= 0 and _COMMENTS.search(self.folded[at]) and is_interface(self.folded[at]):
                rule = "comments"  # 评论区 全部评论(2)
            at += 1
            if not rule or (rule == "links" and self.first < at <= self.last and not self._opens_links(at)):
                continue
            self.verdicts[at - 1] = rule
            if rule == "comments" and at <= self.first < len(self.lines):
                continue  # 全部回答(3) above the text: the text is one of them
            while at < len(self.lines) and self._goes_with_tail(at, rule):
                own = patterns("foot").line(self.folded[at])  # who runs the site says so there as well
                self.verdicts[at] = self.verdicts[at] or (own if own == "operator" else "") or rule
                at += 1

    def _opens_tail(self, at: int) -> str:
        """The rule of a line that opens a list of links; below the text the first may stand on the same line."""
        label, colon, link = self.folded[at].partition(":")
        if at > self.last >= 0 and colon and link and not ends_sentence(link):
            return patterns("tail").line(self.folded[at]) or patterns("tail").line(label + colon)
        return patterns("tail").line(self.folded[at])

    def _opens_links(self, at: int) -> bool:
        """Whether below two or three words within the text (其他活动) no sentence stands: else they are a heading."""
        bare = len(self.folded[at - 1]) <= _BARE and self.folded[at - 1][-1:] not in ":>»"
        return not bare or not (ends_sentence(self.folded[at]) or self._genuine(at))

    def _goes_with_tail(self, at: int, rule: str) -> bool:
        folded = self.folded[at]
        if self.is_label(folded) or (at < self.first and self._heads_text(at)):
            return False
        if rule == "comments" and len(folded) <= _COMMENT:  # what readers say is said in sentences too
            return True
        if self.verdicts[at] or at > self.last:
            return True
        # Between genuine lines only what looks like a link goes: never a numbered heading, never the last
        # short line above a paragraph, which may be the paragraph's heading.
        if not _LINK.fullmatch(folded) or (marker_at(folded, 0, len(folded)) and not is_dated(folded)):
            return False
        return is_dated(folded) or not self._genuine(at + 1)

    def _heads_text(self, at: int) -> bool:
        """Whether a line above the text ends a side column: furniture, or a title: known, with a date, a salutation."""
        if self.verdicts[at]:
            return True
        below = self.folded[at + 1] if at + 1 < len(self.folded) else ""
        spoken_to = below.endswith(":") and names_document(self.folded[at])
        dated = (
            spoken_to
            or is_page_data(below)
            or patterns("head").line(below)
            or patterns("line").line(below) == "published-line"
        )
        return bool(dated) or (bool(self.known) and akin(self.folded[at], self.known))

    def _said_twice(self) -> None:
        """Above the site's 当前位置, and around a title said twice above the text, all but sign-offs is the site's."""
        head = [FILE_ENDING.sub("", folded) for folded in self.folded[: self.first]]
        labels = (at for at in range(len(head)) if self.is_label(self.folded[at]) or says_collection(head[at]))
        head = head[: next(labels, len(head))]
        bare = set(head)
        for at, folded in enumerate(head):  # 承诺书(通用版) on the page's button, 承诺书 above the text
            offered = _OFFER.sub("", folded)
            if not self.verdicts[at] and offered != folded and offered in bare and names_document(offered):
                self.verdicts[at] = "repeated-title"
        first: dict[str, int] = {}
        last: dict[str, int] = {}
        for at, folded in enumerate(head):
            if names_document(folded) and not is_general(folded):
                first.setdefault(folded, at)
                last[folded] = at
        again = max((at for folded, at in last.items() if at > first[folded]), default=0)
        crumb = max((at for at in range(len(head)) if self.verdicts[at] == "breadcrumb"), default=0)
        edge = Edge(self.folded, self.verdicts, self.is_label)
        for at in range(max(again, crumb)):
            if not self.verdicts[at] and head[at] not in last and not edge.own(at):
                self.verdicts[at] = "site-talk"
