"""Headings that lost their line's end: 一、基本情况全镇共有…, 第一章 总则第一条 为了….

A line's end is put back where the form leaves no choice: an article right behind its chapter, a heading that ends in a
word headings end in, before a word sentences begin with, and its fellows of the same series. Where only the language
model hears a break the place is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from anwen.repair import series
from anwen.repair.draft import Change, disjoint
from anwen.repair.frame import may_end
from anwen.repair.joint import IN_WORD, PARTED, across, word
from anwen.repair.marks import HAN, NUMERALS

NAME = "joined"

_CHAPTER = re.compile(
    rf"(?:^|(?<=[。；]))[ \u3000]*第[{NUMERALS}\d]{{1,4}}[章节编][ \u3000]?[{HAN}、]{{2,20}}?([ \u3000]?)"
    rf"(?=第[{NUMERALS}\d]{{1,5}}条(?![的第、，和及规至之或]))",
    re.MULTILINE,
)
_ARTICLE = re.compile(rf"第[{NUMERALS}\d]{{1,5}}条")
_NUMBERED = re.compile(
    rf"(?:^|(?<=[。！？”）]))[ \u3000]*"
    rf"(?:(?P<chinese>[{NUMERALS}]{{1,3}})、|[（(](?P<bracketed>[{NUMERALS}]{{1,3}})[）)]"
    rf"|(?P<arabic>\d{{1,2}})[.．、])[ \u3000]?(?P<body>[{HAN}、“”]{{4}}[{HAN}、“”\d]{{2,}})",
    re.MULTILINE,
)
# A number behind a sentence, and a heading's words up to the line's end.
_AT_END = re.compile(
    rf"(?<=[。！？])(?=(?P<number>[{NUMERALS}]{{1,3}})、[{HAN}、]{{2,20}}[ \u3000]*\n[ \u3000]*[{HAN}“0-9][^\n]{{15}})"
)
# 三、整改措施（一）立即停用…: a heading and the first of what it heads.
_CHILD = re.compile(
    rf"(?:^|(?<=[。；]))[ \u3000]*[{NUMERALS}]{{1,3}}、[{HAN}、]{{2,20}}()(?=[（(]一[）)][{HAN}])", re.MULTILINE
)
_STANDING = re.compile(f"(?:^|(?<=。))[ \\u3000]*([{NUMERALS}])、", re.MULTILINE)
HEADING_ENDS = re.compile(
    "(?:情况|工作|思路|任务|困难|问题|回顾|措施|要求|意见|建议|打算|安排|目标|形势|做法|成效|成绩|经验|计划|特点|原则|重点|内容|方案|意义|"
    "部署|教训|不足|原因|分析|方向|设想|对策|总结|展望|概况|总则|附则|罚则|范围|职责|机构|依据|目的|定义|流程|程序|步骤|条件|标准|事项|思想|对象|时间|方式|方法)$"
)
_LOOSE = re.compile(
    "(?:领导|保障|机制|管理|检查|考核|宣传|培训|责任|意识|氛围|排查|治理|监管|执法|演练|教育|建设|督查|体系|能力|水平|防线|基础|投入|管控|组织|认识)$"
)
SENTENCE_BEGINS = re.compile(
    r"(?:(?:20|19)\d\d年|\d{1,2}月|今年|去年|近年|近期|一年来|上半年|下半年|目前|当前|截至|截止|全年|本年|我[们国省市县区镇乡局院校厂矿站队司]|我(?:公司|单位|街道|部门)"
    r"|全[国区市县省校镇乡局厂](?!面)|为(?:了|进一步|深入|切实|认真|全面|贯彻|规范|加强|做好|确保|保证|有效|提高|防止|推动|强化)|各(?:级|地|单位|部门|乡镇|企业|科室|车间|校|班组|项目|村|街道|乡|镇|县|区)|各[一-鿿]{1,6}?(?:要|应|须|必须)|部分|个别|少数|一些"
    r"|会议(?:要求|指出|强调|认为|决定|听取|通报|传达)|大家|与会|本(?:公司|单位|部门|规定|办法|制度|方案|预案)|根据|按照|依据|通过|随着|自从|一是|首先|下一步|由于|虽然|坚持|凡是?|对(?:于)?)"
)
_GOES_ON = frozenset("和与及的等了是服工不")  # 安全检查和…, 日常管理服务工作
_SAYS = frozenset("由要应须需可将已未得能必均都也还在")  # 安全检查工作由各部门负责
_LONGEST = 24  # characters of a heading
_SHORTEST = 4
_REST = 8  # characters of what stands behind it
# Nats. Many a place in a sentence parts as well as a heading and its text: it tells only which of the places behind a
# heading's last words it is.
_HARDLY, _NEVER = -8.0, -20.0
_LINE, _FAR = 400, 4000


_SEVERAL, _BRIEF = 3, 8  # headings of a series, and characters of each
# 针对存在的问题各车间要…, 文件要求各单位…: the words belong to the sentence.
_TOPIC = re.compile("关于|针对|对照|对于?|结合|围绕|根据|按照|就|将|把|在")
_ASKS = re.compile(
    "(?<!工作|具体|有关|几点|总体|基本|相关|活动|主要|任务|目标|纪律|其他|报送|组织|整改|质量|安全|时间|管理|考核|实施|保障)要求$"
)
_MUST = re.compile(f"[{HAN}]{{1,8}}?(?:要|应|须|必须|需)")
_POINTED = re.compile("(?:问题|情况|内容|事项|意见|建议)$")


class _Place(NamedTuple):
    value: float
    at: int
    last: bool  # whether its last word is one that only headings end in
    begins: bool  # whether a word follows that sentences begin with
    sure: bool


class _Heading(NamedTuple):
    match: re.Match[str]
    places: list[_Place]  # where it may end

    @property
    def kind(self) -> str:
        return next(name for name in ("chinese", "bracketed", "arabic") if self.match[name])

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.match.start("body")

    @property
    def number(self) -> int:
        return series.value(self.match[self.kind])


def find(text: str) -> list[Change]:
    changes: list[Change] = []
    children = list(_CHILD.finditer(text)) if "一）" in text or "一)" in text else []
    chapters = list(_CHAPTER.finditer(text)) if _ARTICLE.search(text) else []
    for match in (*chapters, *children):
        begins = match.start() == 0 or text[match.start() - 1] == "\n"
        changes += [Change(match.start(), match.start(), "" if begins else "\n"), Change(*match.span(1), "\n")]
    for start, after in pairwise([*(match.end() for match in children), len(text)]):
        changes += _fellows(text, start, min(after, _line_end(text, start, _FAR)))
    changes += _headings(text)
    changes += _at_end(text)
    return disjoint(changes)


def _at_end(text: str) -> list[Change]:
    """Breaks before a heading at a line's end; the number before it, or the next, begins a line, or its words tell."""
    matches = list(_AT_END.finditer(text))
    standing = {series.value(match[1]) for match in _STANDING.finditer(text)} if matches else set()
    found: list[Change] = []
    for match in matches:
        number = series.value(match["number"])
        if {number - 1, number + 1} & standing or HEADING_ENDS.search(
            text[match.start() : text.index("\n", match.start())].rstrip()
        ):
            found.append(Change(match.start(), match.start(), "\n"))
    return found


def _fellows(text: str, start: int, end: int) -> Iterator[Change]:
    """Breaks before the items that follow the first of a series, at ``start``, in its line."""
    for chain in series.chains(text, start, end):
        if chain[0].start == start:
            yield from (Change(mark.start, mark.start, "\n") for mark in chain[1:] if mark.before == "stop")


def _line_end(text: str, place: int, most: int) -> int:
    """The end of a line, or ``most`` characters on: a line can be as long as the text."""
    end = text.find("\n", place, place + most)
    return min(len(text), place + most) if end < 0 else end


def _headings(text: str) -> list[Change]:
    found = [_Heading(match, _places(text, *match.span("body"))) for match in _NUMBERED.finditer(text)]
    groups = [(group, *_chosen(group)) for group in _series(found)]
    evident = any(sure for _, sure, _ in groups)
    changes: list[Change] = []
    for group, sure, places in groups:
        if not sure and not evident and not _likely(group, places):
            continue
        for heading, place in zip(group, places, strict=True):
            start = heading.match.start()
            if sure and start and text[start - 1] != "\n":
                changes.append(Change(start, start, "\n"))
            if place is None or not (sure or heading.kind != "arabic"):
                continue  # 2、监管执法不严: items of a list
            if place.sure or (evident and place.last):
                changes.append(Change(place.at, place.at, "\n"))
            else:
                changes.append(may_end(text, place.at))
    return changes


def _series(found: list[_Heading]) -> Iterator[list[_Heading]]:
    """The headings of one kind whose numbers count on."""
    groups: dict[str, list[_Heading]] = {}
    for heading in found:
        group = groups.get(heading.kind, [])
        if group and heading.number == group[-1].number + 1:
            group.append(heading)
        else:
            if group:
                yield group
            groups[heading.kind] = [heading]
    yield from groups.values()


def _chosen(group: list[_Heading]) -> tuple[bool, list[_Place | None]]:
    """Whether the headings of a series are glued to their text, and where each one ends.

    One of them is beyond doubt, or three or more end alike: at words that only headings end in, or after as many
    characters each, before words that sentences begin with.
    """
    if len(group) >= _SEVERAL:
        sizes = [{place.at - heading.start: place for place in heading.places} for heading in group]
        for size in sorted(set[int].intersection(*map(set, sizes)), reverse=True):
            same = [places[size] for places in sizes]
            if 2 * sum(place.begins for place in same) >= len(same):
                return True, [place._replace(sure=True) for place in same]
        last = [
            [place for size, place in places.items() if place.last and size <= _BRIEF and place.value >= _HARDLY]
            for places in sizes
        ]
        if all(last):
            return True, [max(places)._replace(sure=True) for places in last]
    best = [_best(heading.places) for heading in group]
    sure = {place.at - heading.start for heading, place in zip(group, best, strict=True) if place and place.sure}
    for at, (heading, place) in enumerate(zip(group, best, strict=True)):  # 整治目标, 整治范围: the next is as long
        alike = [other for other in heading.places if other.last and other.at - heading.start in sure]
        if alike and not (place and place.sure):
            best[at] = alike[0]._replace(sure=True)
    return bool(sure), best


def _likely(group: list[_Heading], places: list[_Place | None]) -> bool:
    """Whether two or more headings of a series may be glued to their text."""
    found = [(heading, place) for heading, place in zip(group, places, strict=True) if place]
    sizes = [{other.at - heading.start for other in heading.places} for heading, _ in found]
    return len(found) > 1 and (
        any(place.last or place.begins for _, place in found) or bool(set[int].intersection(*sizes))
    )


def _places(text: str, start: int, end: int) -> list[_Place]:
    """Where a heading may end within ``text[start:end]``."""
    places: list[_Place] = []
    for at in range(start + _SHORTEST, min(start + _LONGEST, end - 1)):
        words = text[start:at]
        last, loose = HEADING_ENDS.search(words), _LOOSE.search(words)
        if not (last or loose) or words.count("“") != words.count("”"):
            continue
        value = -across(text, at, at)
        if value < _NEVER or word(text, at, at) >= IN_WORD:
            continue
        if text[at] in _GOES_ON:
            continue
        again = text[start : start + 2] == text[at : at + 2]
        if _TOPIC.match(words) or (last and _ASKS.search(words) and not again):
            continue
        if _POINTED.search(words) and "的" in words and _MUST.match(text, at, end):
            continue
        begins = bool(SENTENCE_BEGINS.match(text, at))
        if text[at] in _SAYS and not begins:
            continue
        places.append(_Place(value, at, bool(last), begins, bool(last and (begins or again))))
    rest = _line_end(text, end, _LINE)
    return [place for place in places if rest - place.at >= _REST and _ends(text, place.at, rest)]


def _best(places: list[_Place]) -> _Place | None:
    """The place at which a heading sounds most like a line's end."""
    heard = (place for place in places if place.value >= PARTED)
    return max(heard, key=lambda place: (place.sure, place.value), default=None)


def _ends(text: str, place: int, end: int) -> bool:
    """Whether a sentence ends behind the heading: a numbered title has none."""
    return re.search("[。；，]", text[place : min(end, place + _LINE)]) is not None
