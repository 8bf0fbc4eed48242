"""Above and below a document's text: what stands there is the page's, unless it can be the document's own.

Between the lines of a text a wrong guess costs genuine words, so furniture is told there by its wording alone. At a
page's edges its place, its shape and its neighbours count as well: a line between two that are certainly the page's,
a line above the document's title, a line made of the words on buttons.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from anwen.structure.furniture.patterns import patterns
from anwen.structure.furniture.shapes import LONGEST, SHORT, is_crumbs, is_hinted, shape_of
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
# Below these a page says who it is: 白杨应急, 权威发布 | 政策解读.
_CLOSES = frozenset(("end-mark", "editor-line"))
_BESIDE_TITLE = frozenset(("published-line", "page-date", "uploader", "source-line"))
_OWN = re.compile(
    r"附[:件录表]|主题词|(?:文件|制度|受控)?编号|版[本次]号?:|受控|抄[送报]|主送|联系人|[(].*[)]$|同志|各位|尊敬|.*[:,、]$|.{0,30}\s(?:20|19)\d\d年"
)
# 市民朋友们:, 各乡镇人民政府: – to whom a text is said; 各位网友: is the site's.
_GREETS = re.compile(
    r"(?:(?:尊敬|亲爱|敬爱)的|各(?:位|[省市县区乡镇街村科部处班])|全体|广大|同志|[省市县区局]直)(?!.*(?:网友|会员|读者|作者))[^。,;]{0,40}:"
    r"|[^。,;:]{0,8}(?:市民|居民|村民|家长|职工|业主|同学|老师|司机|工友|农民)(?:朋友|同志)?们?(?:、[^。,;:]{2,12})*:"
)
# 您可能错过的好文: with a site's line below, who reads the page is asked to read on.
_TO_READER = re.compile("[您你](?:可能|也许|错过|还|想|或许|关注)|好文|爆款|官方账号|小红心")
_SIGNED = re.compile(r"附[:件录表]|主题词|抄[送报]|主送|.{0,40}\d.{0,40}印发$")
_ATTACHED = re.compile(r"附[:件录表]?|.{0,20}(?:名单|表|清单)\d*$")
_ISSUE = re.compile(r"第\s*\d{1,4}\s*期")  # of a bulletin, which lists what is in it
_TIPS = re.compile("打赏|赞赏")
_ASKS = re.compile(  # 请我喝杯茶, 支持一下作者
    "(?:欢迎)?请(?:我|作者|小编|博主|TA|他|她)[喝吃][^。,;:]{1,6}|(?:鼓励|支持|感谢)(?:一下)?(?:作者|小编|博主|原创|TA)",
    re.IGNORECASE,
)
# 江敏 石塘港务 2022年5月9日 08:00: who posted a page and when, or the row of a list
_POSTED = re.compile(
    r"[^\W\d].*(?:20|19)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?(?:\s+\S{1,8}){0,3}"
)
_MASTHEAD = 6  # lines above the list
# Two marks between names make a row of links, and no title.
_ROW = re.compile(r"\s[/|>»]+\s.+\s[/|>»]+\s")
_FIELDS = 2  # header fields in one place
_KNOWN = 8  # characters of a title that the page's head says and a line repeats
_AFTER_SIGNED = 2  # lines below the date are a site's; of one alone its words must say so
_ACCOUNT = 8  # characters
_LOOSE = 4  # lines; a document ends with its sign-off of two or three


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


def below(edge: Edge, start: int, end: int, speaks_of_site: Callable[[str], bool]) -> None:
    """The lines between a document's last genuine one and the page's end or the next document."""
    places = range(start, end)
    for at in places:
        if not edge.verdicts[at] and not edge.is_label(edge.folded[at]):
            rule = patterns("foot").line(edge.folded[at])
            edge.verdicts[at] = rule or shape_of(edge.folded[at])
    over = _signed(edge, start, end)
    if over and (len(over) >= _AFTER_SIGNED or any(is_hinted(edge.folded[at]) for at in over)):
        for at in over:
            edge.verdicts[at] = edge.verdicts[at] or "site-talk"
    certain = [at for at in places if edge.strong(at)]
    if len(certain) < 2 and (loose := _loose_end(edge, start, end, speaks_of_site)):
        edge.verdicts[loose:end] = [verdict or "site-talk" for verdict in edge.verdicts[loose:end]]
        return
    if not certain or (len(certain) == 1 and edge.verdicts[certain[0]] == "interface"):
        for at in places:  # a plain document has telephone numbers of its own
            edge.verdicts[at] = "" if edge.verdicts[at] in ("contact", "operator", "interface") else edge.verdicts[at]
        return
    first = next(
        at
        for at in places
        if at == certain[0] or edge.verdicts[at] in _CLOSES or _is_about_page(edge, at, speaks_of_site)
    )
    first = min(first, _signed_off(edge, start, certain[0]))
    asked = first > start and _ASKS.fullmatch(edge.folded[first - 1])  # above what it is for
    first -= bool(asked and _TIPS.search(edge.folded[certain[0]]))
    for _ in range(2):  # what the first pass has found is evidence for the second
        certain = [at for at in places if edge.strong(at)]
        for at in range(first, end):
            if edge.verdicts[at] or edge.is_label(edge.folded[at]) or len(edge.folded[at]) > LONGEST:
                continue
            # Between lines that are certainly the page's nothing is the document's; a sign-off may stand below them.
            within = at < certain[-1] and len(certain) >= 3
            if within or not (edge.own(at) or ends_sentence(edge.folded[at])):
                edge.verdicts[at] = "site-talk"


def _loose_end(edge: Edge, start: int, end: int, speaks_of_site: Callable[[str], bool]) -> int:
    """Where a page's end of short lines begins that are no sentences and no sign-off, two of them a site's; or 0."""
    at = end
    while at > start and edge.folded[at - 1] and len(edge.folded[at - 1]) <= SHORT:
        if edge.own(at - 1) or ends_sentence(edge.folded[at - 1]) or edge.is_label(edge.folded[at - 1]):
            break
        at -= 1
    told = [n for n in range(at, end) if edge.strong(n) or is_hinted(edge.folded[n]) or speaks_of_site(edge.folded[n])]
    asked = [n for n in range(at, end) if n in told or _TO_READER.search(edge.folded[n])]
    return asked[0] if end - at >= _LOOSE and told and len(asked) >= 2 else 0


def _signed(edge: Edge, start: int, end: int) -> list[int]:
    """The lines below an office and a date, if they are not the document's; none where something is attached."""
    for at in range(end - 1, start, -1):
        office, day = edge.folded[at - 1], edge.folded[at]
        if is_date(day) and is_organisation(office) and not edge.verdicts[at] and not edge.verdicts[at - 1]:
            rest = range(at + 1, end)
            if any(_ATTACHED.match(edge.folded[it]) and not edge.verdicts[it] for it in rest):
                return []
            return [it for it in rest if not (edge.own(it) or ends_sentence(edge.folded[it]))]
    return []


def _signed_off(edge: Edge, start: int, end: int) -> int:
    """Where the document has ended: below its last sign-off, if nothing is attached there; else ``end``."""
    signs = [at for at in range(start, end) if edge.signs(at) and not edge.is_label(edge.folded[at])]
    if not signs or any(_ATTACHED.match(edge.folded[at]) for at in range(start, end)):
        return end
    return next(at for at in range(signs[-1] + 1, end + 1) if at == end or not edge.own(at))


def _is_about_page(edge: Edge, at: int, speaks_of_site: Callable[[str], bool]) -> bool:
    folded = edge.folded[at]
    if edge.verdicts[at] or edge.own(at) or ends_sentence(folded):
        return False
    return speaks_of_site(folded) or is_hinted(folded)
