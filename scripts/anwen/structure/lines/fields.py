"""Header fields of minutes: 时间 地点 参会人 …, one a line or several on one line."""

from __future__ import annotations

import re
from typing import NamedTuple

from anwen.structure.lines.page import Page, Span

_NAMES = (
    "时间|日期|会议时间|会议日期|活动时间|培训时间|检查时间|召开时间|地点|会议地点|活动地点|培训地点|召开地点|参会人|参会人员|参会单位|参会对象|"
    "参加人|参加人员|参加对象|参加会议人员|出席人|出席人员|出席|到会人员|应到人数|实到人数|列席|列席人员|缺席|缺席人员|请假人员|主持|主持人|"
    "会议主持|会议主持人|记录|记录人|会议记录|会议记录人|整理人|议题|会议议题|会议主题|主题|会议名称|会议内容|会议议程|议程|主要内容|培训内容|"
    "培训主题|学习内容|活动内容|主讲|主讲人|培训人|授课人|讲课人|传达人|签发|签发人|主送|主送单位|抄送|抄报|印发|发文单位|发文机关|发文字号|"
    "访谈时间|访谈地点|访谈嘉宾|访谈主题|访谈对象|播出时间|直播时间|嘉宾|召开日期|会议召集人|召集人|出席人数|发文部门|主办部门|组织部门|组织单位|召集单位|"
    "召集部门|制发单位|印发单位|学习时间|学习地点|演练时间|演练地点|讲座时间|座谈时间|"
    "文号|主办单位|承办单位|填报单位|填报人|报送单位|会议类型|会议形式|参会人数|参加人数|检查人员|检查的部位|检查部位|检查内容"
)
_KNOWN = "|".join(r"\s{0,4}".join(name) for name in sorted(_NAMES.split("|"), key=len, reverse=True))
_START = re.compile(rf"(?:\d{{1,2}}[、.]|[一二三四五六七八九十][、.])?\s*\[?(?P<name>{_KNOWN})\]?\s*:")
_NAMED = re.compile(rf"(?:{_KNOWN})\s")
# Without a mark before it a name stands behind what ends a value (…8月19日会议地点:), or is too long for another word.
_LONG = "|".join(name for name in _KNOWN.split("|") if name.count("\\s") >= 3)
_NEXT = re.compile(rf"(?:(?<=[\s;,。\d)日午时分点室厅楼])(?P<name>{_KNOWN})|(?P<long>{_LONG}))\s*:")
_UNKNOWN = re.compile(r"(?P<name>[一-鿿][一-鿿\s]{1,7}?)\s*:")
# Fields stand at the head of minutes; 记录人 and 抄送 at the foot.
_HEAD_LINES = 14
_FOOT = re.compile("记录|整理|抄|印发|主送|签发|填报")
_SHORT_VALUE = 80
_LONG_VALUE = 150
# Who presents a broadcast says so again and again; in minutes the name stands once.
_ASKS = re.compile(r"主持人?\s*:\s*.{8}")
_TURNS = 2
_TEXT = re.compile(r"(?<=[\s。;])(?:一、|\(一\)|1[、.](?!\d))")


def begins_field(folded: str) -> bool:
    """Whether a line begins with the name of a header field.

    >>> begins_field("会议时间:5月6日"), begins_field("对话安监员:把隐患消灭在萌芽状态")
    (True, False)
    """
    return bool(_START.match(folded))


def names_field(folded: str) -> bool:
    """Whether a line begins with the name of a header field and a value beside it, as the row of a form does.

    >>> names_field("地点 小会议室 主持人 曲校长"), names_field("时间紧迫")
    (True, False)
    """
    return bool(_NAMED.match(folded))


class FieldPart(NamedTuple):
    """A field's span and its name without inner spaces; the name is ``""`` for what is no field."""

    span: Span
    name: str


def _name(match: re.Match[str]) -> str:
    return re.sub(r"\s", "", match["name"] or match["long"])


def _known(page: Page, line: Span, at: int, count: int) -> list[FieldPart]:
    """The fields of a line that begins with a known name."""
    match = _START.match(page.folded, line.start, line.end)
    if not line.head or not match:
        return []
    if at >= _HEAD_LINES and not (count - at <= 4 and _FOOT.search(_name(match))):
        return []
    further = list(_NEXT.finditer(page.folded, match.end(), line.end))
    # 会议内容:… is long and may quote 时间:… of another meeting; only short values are header fields on one line.
    further = [found for found in further if found.start() - line.start < 4 * _SHORT_VALUE]
    parts = page.cut(line, *(found.start() for found in further))
    names = [_name(match), *(_name(found) for found in further)]
    ends = [match.end(), *(found.end() for found in further)]
    *parts, last = parts
    return [
        *(FieldPart(part, name) for part, name in zip(parts, names, strict=False)),
        *_last(page, last, names[-1], ends[-1]),
    ]


def _last(page: Page, part: Span, name: str, colon: int) -> list[FieldPart]:
    """The last field of a line; the text of a whole meeting behind 会议内容: is not the field's value."""
    if part.end - colon <= _LONG_VALUE:
        return [FieldPart(part, name)]
    begin = _TEXT.search(page.folded, colon, part.end)
    at = colon if "内容" in name else begin.start() if begin else part.end
    return [
        FieldPart(piece, name) if piece.start == part.start else FieldPart(piece._replace(head=True), "")
        for piece in page.cut(part, at)
    ]


def fields(page: Page, lines: list[Span]) -> list[FieldPart]:
    """The lines of one document, header fields told apart and cut.

    Two or more short lines of the form 名称：… next to known fields are fields as well (检查的部位, 整改措施).

    >>> page = Page("时间：2015年4月7日下午3:40 地点：教学楼前 参会人：全体师生\\n会议强调：要抓落实。")
    >>> [(page.of(part.span), part.name) for part in fields(page, page.lines())][1:3]
    [('地点:教学楼前', '地点'), ('参会人:全体师生', '参会人')]
    """
    known = [_known(page, line, at, len(lines)) for at, line in enumerate(lines)]
    alike = [_alike(page, line) for line in lines]
    turns = [at for at, line in enumerate(lines) if _ASKS.match(page.folded, line.start, line.end)]
    if len(turns) >= _TURNS:  # what is said is no field
        known = [[] if at in turns else parts for at, parts in enumerate(known)]
        alike[turns[0] :] = [""] * (len(lines) - turns[0])
    near = False
    parts: list[FieldPart] = []
    for at, line in enumerate(lines):
        if known[at]:
            parts.extend(known[at])
            near = True
            continue
        beside = ((at + 1 < len(lines) and alike[at + 1]) or (at > 0 and alike[at - 1])) and near
        name = alike[at] if beside else ""
        near = near and bool(name)
        parts.append(FieldPart(line, name))
    return parts


def _alike(page: Page, line: Span) -> str:
    """The name of a short line of the form 名称：值, or ``""``."""
    if not line.head or line.end - line.start > _SHORT_VALUE:
        return ""
    match = _UNKNOWN.match(page.folded, line.start, line.end)
    return _name(match) if match and match.end() < line.end else ""
