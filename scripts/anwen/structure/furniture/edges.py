"""Above a document's text (below it: `foot`): what stands there is the page's, unless it can be the document's own.

Between the lines of a text a wrong guess costs genuine words, so furniture is told there by its wording alone. At a
page's edges its place, its shape and its neighbours count as well: a line between two that are certainly the page's,
a line above the document's title, a line made of the words on buttons.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from anwen.structure.furniture.patterns import patterns
from anwen.structure.furniture.shapes import SHORT, is_crumbs, is_hinted, shape_of
from anwen.structure.lines.fields import begins_field, names_field
from anwen.structure.lines.numbering import marker_at
from anwen.structure.lines.page import ends_sentence
from anwen.structure.lines.titles import (
    akin,
    can_be_title,
    ends_as_title,
    heads_contents,
    heads_paper,
    is_date,
    is_general,
    is_masthead,
    is_organisation,
    is_own_number,
    is_subtitle,
    names_document,
    names_speaker,
    same_title,
)

# Says nothing about the lines beside it: it may stand in the middle of a text, or be the document's own.
WEAK = frozenset(
    (
        "invisible", "divider", "page-counter", "contents", "blurb", "advertisement", "aside", "contact", "operator",
        "source-line", "editor-line", "author-line", "end-mark", "file-name", "noise",
    )
)  # fmt: skip
_BESIDE_TITLE = frozenset(("published-line", "page-date", "uploader", "source-line"))
_OWN = re.compile(
    r"附[:件录表]|主题词|(?:文件|制度|受控)?编号|版[本次]号?:|受控|抄[送报]|主送|联系人|[(].*[)]$|同志|各位|尊敬|.*[:,、]$|.{0,30}\s(?:20|19)\d\d年"
)
# 市民朋友们:, 各乡镇人民政府: – to whom a text is said; 各位网友: is the site's.
_GREETS = re.compile(
    r"(?:(?:尊敬|亲爱|敬爱)的|各(?:位|[省市县区乡镇街村科部处班])|全体|广大|同志|[省市县区局]直)(?!.*(?:网友|会员|读者|作者))[^。,;]{0,40}:"
    r"|[^。,;:]{0,8}(?:市民|居民|村民|家长|职工|业主|同学|老师|司机|工友|农民)(?:朋友|同志)?们?(?:、[^。,;:]{2,12})*:"
)
_SIGNED = re.compile(r"附[:件录表]|主题词|抄[送报]|主送|.{0,40}\d.{0,40}印发$")
_ISSUE = re.compile(r"第\s*\d{1,4}\s*期")  # of a bulletin, which lists what is in it
# 江敏 石塘港务 2022年5月9日 08:00: who posted a page and when, or the row of a list
_POSTED = re.compile(
    r"[^\W\d].*(?:20|19)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?(?:\s+\S{1,8}){0,3}"
)
_MASTHEAD = 6  # lines above the list
# Two marks between names make a row of links, and no title.
_ROW = re.compile(r"\s[/|>»]+\s.+\s[/|>»]+\s")
_FIELDS = 2  # header fields in one place
_KNOWN = 8  # characters of a title that the page's head says and a line repeats
_ACCOUNT = 8  # characters


class Edge:
    """The lines of a page with the verdict on each, which the functions of this module complete."""

    def __init__(
        self,
        folded: Sequence[str],
        verdicts: list[str],
        is_label: Callable[[str], bool],
        rows: frozenset[int] = frozenset(),
    ) -> None:
        self.folded = folded
        self.verdicts = verdicts
        self.is_label = is_label
        self.rows = rows  # the lines that have cells

    def strong(self, at: int) -> bool:
        """Whether a line is certainly the page's and says so of its neighbours."""
        return bool(self.verdicts[at]) and self.verdicts[at] not in WEAK

    def own(self, at: int) -> bool:
        """Whether a line may be the document's although it is no sentence: sign-off, number, field, item, label."""
        folded = self.folded[at]
        return self.signs(at) or begins_field(folded) or bool(_OWN.match(folded)) or _is_item(folded)

    def lists(self, at: int) -> bool:
        """Whether below a line a bulletin lists what is in it, whose number stands above."""
        return heads_contents(self.folded[at]) and any(map(_ISSUE.search, self.folded[max(0, at - _MASTHEAD) : at]))

    def signs(self, at: int) -> bool:
        """Whether a line is what stands below a document: an office, a date, a number, who gets copies."""
        folded = self.folded[at]
        mark = is_organisation(folded) or is_date(folded) or is_own_number(folded) or bool(_SIGNED.match(folded))
        return mark or self.is_label(folded)


def _is_item(folded: str) -> bool:
    return bool(marker_at(folded, 0, len(folded)))


def above(edge: Edge, end: int, speaks_of_site: Callable[[str], bool], known: str) -> None:
    """The lines above the first genuine one: the page's furniture, then all that is above the document's title."""
    places = range(end)
    said = _said(edge, end, known)
    for at in places:
        folded = edge.folded[at]
        if not edge.verdicts[at] and not names_field(folded) and at != said and not edge.lists(at):
            edge.verdicts[at] = patterns("head").line(folded) or (
                "breadcrumb" if is_crumbs(folded) else "site-talk" if is_masthead(folded) else shape_of(folded)
            )
    _spare_rows(edge, end)
    labels = [at for at in places if edge.is_label(edge.folded[at])]
    end = min(labels, default=end)
    title = said if 0 <= said < end else _title(edge, end)
    if title != said and not any(edge.strong(at) for at in range(end)):
        return
    crumb = max((at for at in range(max(title, 0)) if edge.verdicts[at] == "breadcrumb"), default=-1)
    between = _fields_between(edge, title) if title == said else frozenset()
    for at in reversed(range(title if title >= 0 else end)):
        folded = edge.folded[at]
        parted = any(edge.strong(it) for it in range(at + 1, title)) if is_organisation(folded) else False
        if (at < crumb and is_organisation(folded)) or parted:  # the office whose site it is
            edge.verdicts[at] = edge.verdicts[at] or "site-talk"
        named = (names_document(folded) or is_general(folded)) and not (is_hinted(folded) or _ROW.search(folded))
        named = named and at >= crumb
        # A line that ends with a colon greets or announces, and does so below the title.
        own = edge.own(at) and (folded[-1:] not in ":,、" or folded.startswith("附")) and not speaks_of_site(folded)
        if title == said:  # what else is called a document is another one
            own, named = (edge.signs(at) and at >= title - 2) or at in between, False
        halved = at == title - 1 and (_first_half(folded) or is_subtitle(edge.folded[title]))
        kept = own or named or halved or heads_paper(folded) or bool(_GREETS.fullmatch(folded)) or edge.lists(at)
        if not edge.verdicts[at] and not kept and (title >= 0 or is_hinted(folded)):
            edge.verdicts[at] = "site-talk"
    if title >= 0:
        _under_title(edge, title, end)


def _spare_rows(edge: Edge, end: int) -> None:
    """Leave rows of names and days: in a table, or one below the other; a page says but once who posted it when."""
    posted = [edge.verdicts[at] == "page-date" and bool(_POSTED.fullmatch(edge.folded[at])) for at in range(end)]
    beside = [False, *posted, False]
    for at in range(end):
        if posted[at] and (at in edge.rows or beside[at] or beside[at + 2]):
            edge.verdicts[at] = ""


def _under_title(edge: Edge, title: int, end: int) -> None:
    """What a page prints between a document's title and text, told by the lines that are certainly the page's."""
    certain = [at for at in range(title + 1, end) if edge.strong(at)]
    if not certain:
        return
    if re.search(r"\d:\d\d", edge.folded[certain[0]]):  # who has posted it, above the moment at which
        for at in range(title + 1, certain[0]):
            if not edge.verdicts[at] and _is_account(edge.folded[at]):
                edge.verdicts[at] = "author-line"
    for at in range(certain[0], certain[-1]):  # a short line between two such: 4.8分 共12人评价
        folded = edge.folded[at]
        titled = names_speaker(folded) or (can_be_title(folded) and ends_as_title(folded))
        if not (edge.verdicts[at] or len(folded) > SHORT or edge.own(at) or ends_sentence(folded) or titled):
            edge.verdicts[at] = "site-talk"


def _said(edge: Edge, end: int, known: str) -> int:
    """The last line above the text that says the title in the page's head, all of it or up to a site's mark; or -1."""
    found = -1
    for at in range(end if len(known) >= _KNOWN else 0):
        folded = edge.folded[at]
        whole = same_title(folded, known) or (len(folded) >= _KNOWN and akin(folded, known) and can_be_title(folded))
        if whole and edge.verdicts[at] in ("", "file-name"):
            found = at
    return found


def _fields_between(edge: Edge, title: int) -> frozenset[int]:
    """The header fields between a title and the same title said again: an interview's 嘉宾, 时间 and 主题.

    One alone can be the page's own date.
    """
    copies = [at for at in range(title) if same_title(edge.folded[at], edge.folded[title])]
    fields = [at for at in range(min(copies, default=title), title) if begins_field(edge.folded[at])]
    return frozenset(fields) if len(fields) >= _FIELDS else frozenset()


def _is_account(folded: str) -> bool:
    """Whether a line can be the name of an account: 安全观察员老梁; no office, no post, no title's other half."""
    named = len(folded) <= _ACCOUNT and can_be_title(folded) and folded.isalnum()
    return named and not (ends_as_title(folded) or is_organisation(folded))


def _first_half(folded: str) -> bool:
    """Whether a line can be the first of a title on two lines; a site's line of buttons or links is none."""
    halved = can_be_title(folded) and (len(folded) >= 10 or folded.startswith("关于"))
    return halved and not re.search(r"[\s:/|]", folded) and not is_hinted(folded)


def _title(edge: Edge, end: int) -> int:
    """Where the document's title stands: beside what a site prints under it, else the last line that ends as one."""
    free = [at for at in range(end) if not edge.verdicts[at] and can_be_title(edge.folded[at])]
    named = [at for at in free if ends_as_title(edge.folded[at]) and not is_organisation(edge.folded[at])]
    named = [at for at in named if not is_hinted(edge.folded[at])] or named
    ends = set(named)
    long = [at for at in free if len(edge.folded[at]) >= 7 and not (_is_account(edge.folded[at]) and at - 1 in free)]
    for anchor in (at for at in range(end) if edge.verdicts[at] in _BESIDE_TITLE):
        over = bisect_left(long, anchor)
        if over and (long[over - 1] in ends or not named or named[-1] < anchor):
            return long[over - 1]
    return named[-1] if named else -1
