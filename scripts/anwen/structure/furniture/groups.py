"""Groups of short lines that only together say whose they are: a member's profile, a form's particulars, a page's top.

One line of such a group could be a document's own (来自：淮南, 编辑：李想, a title said again); three in a row of the
same make, with words that only a site has among them, could not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from anwen.structure.furniture.credits import ROLE, is_online_role, particulars
from anwen.structure.furniture.patterns import patterns
from anwen.structure.furniture.periodicals import periodicals
from anwen.structure.lines.fields import begins_field
from anwen.structure.lines.numbering import marker_at
from anwen.structure.lines.page import ends_sentence
from anwen.structure.lines.titles import (
    can_be_title,
    ends_as_title,
    is_own_number,
    names_document,
)

# What a forum says of who writes: half of these are said of people elsewhere as well (来自, 性别, 职业).
_MEMBERS = (
    "(?:用户|会员|论坛)?(?:等级|级别|头衔|积分|威望|声望|魅力|经验值?|贡献值?|金钱|财富|勋章|徽章|荣誉|阅读权限|用户组|UID|精华帖?数?|主题帖?数?|"
    "发?帖子?数?|回帖数?|发言数?|帖数|获赞|赞同|被?关注者?|被?浏览|回答|文章数?|收藏|粉丝数?|听众数?|好友数?|在线(?:时间|时长)?|注册(?:时间|日期|于)?|加入(?:时间|日期)|最后(?:登录|访问|活动)|上次登录)"
)
_EITHER = "(?:来自|性别|职业|所在地|现居|个人主页|状态|IP(?:属地)?|楼层|关注|签名|昵称|年龄|星座|爱好|门派|行业)"
_PAIR = r"\s*:?\s*[^\s:。,;]{1,20}(?:\s(?=\d)[^\s:。,;]{1,8}|\s(?:小时|分钟|天|枚|点))?"
_MEMBER = re.compile(rf"[\[(]?(?:(?:{_MEMBERS}|{_EITHER}){_PAIR}(?:[\s|/·,]+|$)){{1,6}}", re.IGNORECASE)
_TOLD = re.compile(_MEMBERS, re.IGNORECASE)
# LV5 技术能手, 86 帖子, 钢镚 1290 枚
_RANK = re.compile(
    r"(?:新手上路|注册会员|(?:初|中|高|金牌|银牌)级?会员|论坛元老|(?:超级|实习)?版主|限制会员)|(?:LV|等级)\s?\.?\s?\d{1,3}(?:\s.{1,8})?|\d[\d,.]*\s?(?:主题|帖子|回帖|精华|积分|粉丝|听众|好友|金币|威望)",
    re.IGNORECASE,
)
_OWNED = re.compile(r"[一-鿿]{2,4}\s*:?\s*[+-]?\d[\d,.]*\s*[枚点个帖分级元两粒颗]?")
# 海上灯塔 发表于 2014-3-9 21:14 | 只看该作者
_HEAD = re.compile(r"(?:(?P<name>\S{1,16}?)\s*)?发表于\s*:?\s*(?:20|19)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}.{0,60}")
# 小电笔 学徒工 积分 21 沙发 发表于 2018-7-2 22:03:44 太接地气了
_ROW = re.compile(r".{1,40}\s\S{1,8}\s?发表于\s*:?\s*(?:20|19)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d\d.{0,200}")
_NAME = 12  # characters of a member's name or floor above the profile
_PAIRS = 3  # on a single line: 发帖:… 等级:… 帖子:…
_HEADING = 30  # characters of a heading below its number
_POST = 200  # characters; a reply that says more may be the document's next part
_SAID = 35  # characters of a sentence above the first post's head: the page's text stands there

_SPACED = re.compile(r"(?<=[一-鿿])\s(?=[一-鿿]\s?[|:/])")  # 编 辑 | 阿敏
_PARTICULAR = re.compile(r"\[?\s*([一-鿿][一-鿿\s]{1,6})(?:\s*\]|\s*:)\s*(.{0,60})")
# A page's number on the line of its head: 某某简报 第 12 页
_COUNTED = re.compile(
    r"\s*(?:第\s*\d{1,3}\s*页(?:\s*[/,]?\s*共\s*\d{1,3}\s*页)?|-\s*\d{1,3}\s*-)\s*$|^第\s*\d{1,3}\s*页\s*"
)
_HEAD_LENGTH = range(4, 61)  # characters of a page's running head
_FIRST_PAGE = 3  # lines
_PAGE, _PAGES = 120, 3  # characters between two bare page numbers, and how many of them count on


def profiles(folded: Sequence[str], verdicts: list[str]) -> list[tuple[int, int, str]]:
    """Put out what a forum prints of who wrote a post; the runs found, each with the writer's name.

    >>> lines, verdicts = ["老张", "LV5 能手", "帖子 326 精华 4", "注册 2012-3-8", "班前会是第一关。"], [""] * 5
    >>> profiles(lines, verdicts), verdicts[-1]
    ([(0, 4, '老张')], '')
    """
    found: list[tuple[int, int, str]] = []
    for start, end in _runs([_is_member(line) for line in folded]):
        told = sum(bool(_TOLD.match(line) or _RANK.fullmatch(line)) for line in folded[start:end])
        alone = end - start == 1 and len(_TOLD.findall(folded[start])) >= _PAIRS
        if not alone and (end - start < 2 or told < 2 or (told == 2 and end - start > 5)):
            continue
        top = start
        while top > max(0, start - 2) and _can_be_name(folded[top - 1]):
            top -= 1
        for at in range(top, end):
            verdicts[at] = verdicts[at] or "profile"
        found.append((top, end, folded[start - 1] if top < start else ""))
    return found


def _is_member(line: str) -> bool:
    return len(line) <= 60 and bool(_MEMBER.fullmatch(line) or _RANK.fullmatch(line) or _OWNED.fullmatch(line))


def _can_be_name(line: str) -> bool:
    return len(line) <= _NAME and not (ends_sentence(line) or ends_as_title(line) or is_own_number(line))


def heads(folded: Sequence[str], verdicts: list[str]) -> list[tuple[int, int, str]]:
    """Put out the lines that say who wrote a post and when, if there are several; the posts as `profiles` gives them.

    >>> lines, verdicts = ["老张 发表于 2012-3-8", "班前会是第一关。", "小李 发表于 2012-3-9", "顶"], [""] * 4
    >>> heads(lines, verdicts), verdicts
    ([(0, 1, '老张'), (2, 3, '小李')], ['published-line', '', 'comments', ''])
    """
    found = [(at, at + 1, match["name"] or "") for at, line in enumerate(folded) if (match := post_head(line))]
    rows = [(at, at + 1, "") for at, line in enumerate(folded) if found and at > found[0][0] and _ROW.fullmatch(line)]
    found = sorted({*found, *rows})
    if found and any(len(line) >= _SAID and ends_sentence(line) for line in folded[: found[0][0]]):
        found = [(0, 0, ""), *found]
    if len(found) < 2:
        return []
    for at, _, _ in found:
        verdicts[at] = "comments" if at > found[0][0] else "published-line" if found[0][1] else verdicts[at]
    return found


def post_head(folded: str) -> re.Match[str] | None:
    """The match of a line that says who wrote a post and when."""
    return _HEAD.fullmatch(folded)


def replies(folded: Sequence[str], verdicts: list[str], posts: list[tuple[int, int, str]]) -> None:
    """Put out what others than the first writer say below a thread's first post, if it is short."""
    if len(posts) < 2:
        return
    writer = posts[0][2]
    for (_, start, name), (end, _, _) in zip(posts[1:], [*posts[2:], (len(folded), 0, "")], strict=True):
        free = [at for at in range(start, end) if not verdicts[at]]
        if (name and writer and name == writer) or sum(len(folded[at]) for at in free) > _POST:
            continue
        for at in free:
            verdicts[at] = "comments"


def forms(lines: Sequence[str], verdicts: list[str], end: int) -> None:
    """Put out tables and lists above the text that say of the page who may read it, who did, and its number.

    Args:
        lines: the folded lines, cells parted by tabs.
        end: the first line of genuine text.
    """
    rows = [[] if _is_own(line) else _cells(line) for line in lines[:end]]
    for start, stop in _runs([len(row) > 1 for row in rows]):
        named = [label for row in rows[start:stop] for label in _labels(row)]
        pages, either = particulars(named)
        if pages and 2 * (pages + either) > len(named):
            for at in range(start, stop):
                verdicts[at] = verdicts[at] or "page-data"


def ordinals(folded: Sequence[str], verdicts: list[str]) -> None:
    """Put out the large numbers that a magazine or WeChat sets above its headings: 01, 02 on lines of their own.

    >>> verdicts = [""] * 4
    >>> ordinals(["01", "学什么", "02", "怎么看"], verdicts), verdicts
    (None, ['divider', '', 'divider', ''])
    """
    found = [at for at, line in enumerate(folded[:-1]) if re.fullmatch(r"0\d", line)]
    heads = all(len(folded[at + 1]) <= _HEADING and not ends_sentence(folded[at + 1]) for at in found)
    if len(found) >= 2 and heads and [int(folded[at]) for at in found] == list(range(1, len(found) + 1)):
        for at in found:
            verdicts[at] = verdicts[at] or "divider"


def lists_of_files(lines: Sequence[str], verdicts: list[str], start: int) -> None:
    """Put out tables below the text whose head speaks of files: 附件名称, 大小, 下载次数."""
    rows = [line.split("\t") for line in lines]
    for first, end in _runs([at >= start and len(row) > 1 for at, row in enumerate(rows)]):
        pages, either = particulars([cell for cell in rows[first] if cell])
        if pages and pages + either == len(rows[first]):
            for at in range(first, end):
                verdicts[at] = verdicts[at] or "page-data"


def _is_own(line: str) -> bool:
    """Whether a line of one label is the document's: who is spoken to, or a field that no form of a page has.

    >>> _is_own("县安委会:"), _is_own("时间:5月6日"), _is_own("视力保护色:"), _is_own("发布机构:某县应急局")
    (True, True, False, False)
    """
    pair = _PARTICULAR.fullmatch(line)
    return pair is not None and not any(particulars([pair[1]])) and (not pair[2] or begins_field(line))


def _labels(row: list[str]) -> list[str]:
    """The labels of a row; 公开方式 with what is said there, for a factory has such fields of its own (公告栏张贴)."""
    pairs = zip(row[::2], [*row[1::2], ""], strict=False)
    return [label + value if label.startswith("公开") else label for label, value in pairs if label]


def _cells(line: str) -> list[str]:
    pair = _PARTICULAR.fullmatch(line)
    return list(pair.groups()) if pair else line.split("\t")


def credit_rolls(folded: Sequence[str], verdicts: list[str], start: int) -> None:
    """Put out the roll at an article's end: two or more lines of who wrote, shot, set and checked it."""
    bare = [_SPACED.sub("", line) if at >= start else "" for at, line in enumerate(folded)]
    for first, end in _runs([bool(ROLE.fullmatch(line)) for line in bare]):
        if end - first >= 2 and any(is_online_role(line) for line in bare[first:end]):
            for at in range(first, end):
                verdicts[at] = verdicts[at] or "editor-line"


def running_heads(folded: Sequence[str], verdicts: list[str], gone: frozenset[str] = frozenset()) -> None:
    """Put out page numbers that count on, and what stands beside them on two or more pages.

    Args:
        gone: the folded lines that repair has taken out between pages; the first page's is still there.

    >>> lines, verdicts = ["某公司会议纪要", "某公司一季度安全会议纪要", "时间:4月2日"], [""] * 3
    >>> running_heads(lines, verdicts, frozenset(["某公司会议纪要"])), verdicts
    (None, ['page-head', '', ''])
    """
    for at, line in enumerate(folded[:_FIRST_PAGE]):
        if line in gone and _has_title(folded, at):
            verdicts[at] = verdicts[at] or "page-head"
    periodicals(folded, verdicts)
    numbers = {at for at, line in enumerate(folded) if is_page_number(line)} | _bare_numbers(folded)
    for at in numbers:
        verdicts[at] = verdicts[at] or "page-counter"
    beside = Counter[str]()
    places: dict[str, list[int]] = {}
    for at, line in enumerate(folded):
        if len(line) in _HEAD_LENGTH and at not in numbers and not ends_sentence(line):
            head = _COUNTED.sub("", line).strip()
            places.setdefault(head, []).append(at)
            beside[head] += at - 1 in numbers or at + 1 in numbers or head != line
    for head, told in places.items():
        if len(head) < 4 or len(told) < 2 or not beside[head] or 2 * beside[head] < len(told) - 1:
            continue
        if marker_at(head, 0, len(head)):
            continue  # a slide's heading, said again where it goes on
        # At the head of the first page a letterhead or the title may stand, which is the document's.
        keeps = told[0] <= _FIRST_PAGE and not _has_title(folded, told[0])
        for at in told[keeps:]:
            verdicts[at] = verdicts[at] or "page-head"


def _bare_numbers(folded: Sequence[str]) -> set[int]:
    """Lines that are a number and nothing else, one more than the last such line, with a page of text between."""
    found: list[tuple[int, int]] = []
    chains: list[list[tuple[int, int]]] = [[]]
    size = 0
    for at, line in enumerate(folded):
        size += len(line)
        if not re.fullmatch(r"\d{1,3}", line):
            continue
        if chains[-1] and int(line) == chains[-1][-1][1] + 1 and size >= _PAGE:
            chains[-1].append((at, int(line)))
        else:
            chains.append([(at, int(line))])
        size = 0
    for chain in chains:
        found += chain if len(chain) >= _PAGES else []
    return {at for at, _ in found}


def _has_title(folded: Sequence[str], at: int) -> bool:
    """Whether the line at the head of a page has the document's title below it."""
    if re.search("文件$", folded[at]):
        return False
    below = [line for line in folded[at + 1 : at + 4] if line != folded[at]]
    return any(can_be_title(line) and names_document(line) for line in below)


def is_page_number(folded: str) -> bool:
    """Whether a line is nothing but a page's number.

    >>> is_page_number("- 3 -"), is_page_number("第 3 页 共 9 页"), is_page_number("第3页讲责任")
    (True, True, False)
    """
    return patterns("line").line(folded) == "page-counter"


def _runs(told: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The stretches of neighbours that hold, as (first, end)."""
    start = 0
    for at, holds in enumerate([*told, False]):
        if not holds:
            if at > start:
                yield start, at
            start = at + 1
