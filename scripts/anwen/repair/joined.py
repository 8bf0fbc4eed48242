"""Headings that lost their line's end: 一、基本情况全镇共有…, 第一章 总则第一条 为了…, 时间：…地点：…主持人：….

A line's end is put back where the form leaves no choice: an article right behind its chapter, the fields of minutes, a
heading that ends in a word headings end in, before a word sentences begin with. Where only the language model hears a
break the place is marked.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from anwen.repair.draft import Change, disjoint
from anwen.repair.joint import IN_WORD, across, word
from anwen.repair.marks import HAN

NAME = "joined"

_DIGITS = "一二三四五六七八九十百零〇"
_CHAPTER = re.compile(
    rf"(?:^|(?<=[。；]))[ \u3000]*第[{_DIGITS}\d]{{1,4}}[章节编][ \u3000]?[{HAN}、]{{2,20}}?([ \u3000]?)"
    rf"(?=第[{_DIGITS}\d]{{1,5}}条(?![的第、，和及规至之或]))",
    re.MULTILINE,
)
_NUMBERED = re.compile(
    rf"(?:^|(?<=[。！？；”）]))[ \u3000]*(?:[{_DIGITS}]{{1,3}}、|[（(][{_DIGITS}]{{1,3}}[）)]|\d{{1,2}}[.．、])"
    rf"[ \u3000]?(?P<body>[{HAN}、“”]{{6,}})",
    re.MULTILINE,
)
# A number behind a sentence, and a heading's words up to the line's end.
_AT_END = re.compile(
    rf"(?<=[。！？])(?=(?P<number>[{_DIGITS}]{{1,3}})、[{HAN}、]{{2,20}}[ \u3000]*\n[ \u3000]*[{HAN}“0-9][^\n]{{15}})"
)
# 三、整改措施（一）立即停用…: a heading and the first of what it heads.
_CHILD = re.compile(
    rf"(?:^|(?<=[。；]))[ \u3000]*[{_DIGITS}]{{1,3}}、[{HAN}、]{{2,20}}()(?=[（(]一[）)][{HAN}])", re.MULTILINE
)
_STANDING = re.compile(f"(?:^|(?<=。))[ \\u3000]*([{_DIGITS}])、", re.MULTILINE)
HEADING_ENDS = re.compile(
    "(?:情况|工作|思路|任务|困难|问题|回顾|措施|要求|意见|建议|打算|安排|目标|形势|做法|成效|成绩|经验|计划|特点|原则|重点|内容|方案|意义|"
    "部署|教训|不足|原因|分析|方向|设想|对策|总结|展望|概况|总则|附则|罚则|范围|职责|机构|依据|目的|定义|流程|程序|步骤|条件|标准|事项)$"
)
_LOOSE = re.compile(
    "(?:领导|保障|机制|管理|检查|考核|宣传|培训|责任|意识|氛围|排查|治理|监管|执法|演练|教育|建设|督查|体系|能力|水平|防线|基础|投入|管控|组织|认识)$"
)
SENTENCE_BEGINS = re.compile(
    r"(?:(?:20|19)\d\d年|\d{1,2}月|今年|去年|近年|近期|一年来|上半年|下半年|目前|当前|截至|截止|全年|本年|我[们国省市县区镇乡局院校厂矿站队司]|我(?:公司|单位|街道|部门)"
    r"|全[国区市县省校镇乡局厂](?!面)|为(?:了|进一步|深入|切实|认真|全面|贯彻|规范|加强|做好)|各(?:级|地|单位|部门|乡镇|企业|科室|车间|校|班组|项目|村|街道|乡|镇|县|区)|部分|个别|少数|一些"
    r"|会议(?:要求|指出|强调|认为|决定|听取|通报|传达)|大家|与会|本(?:公司|单位|部门|规定|办法|制度|方案|预案)|根据|按照|依据|通过|随着|自从|一是|首先|下一步|由于|虽然|坚持|凡是?|对(?:于)?)"
)
_FIELD = (
    r"(?:会议)?(?:时间|地点|主题|议题|内容|议程)|(?:会议)?(?:主持人?|记录人?|整理人?)"
    r"|(?:参加|参会|出席|列席|缺席|与会|到会)(?:人员|人|单位|领导|部门)?"
)
_FIELDS = re.compile(rf"(?:{_FIELD})[:：]")
_TITLED = re.compile(
    rf"\A\s*[^\n，。；：！？]{{6,40}}(?:纪要|通知|总结|讲话|报告|方案|通报|办法|规定|致辞|发言)"
    rf"(?=(?:[{_DIGITS}\d]{{1,4}}[年月]|各[{HAN}、]{{1,30}}：|为(?:了|进一步|深入|切实|认真|贯彻)|同志们|根据)[^\n]{{20}})"
)
_GREETED = re.compile(
    r"^[ \u3000]*(?:同志们|各位领导|各位代表|同事们|老师们|同学们)(?=今天|刚才|现在|在这|根据|按照)", re.MULTILINE
)
_GOES_ON = frozenset("和与及的等了是服工不")  # 安全检查和…, 日常管理服务工作
_LONGEST = 24  # characters of a heading
_SHORTEST = 4
_REST = 8  # characters of what stands behind it
# Nats: of 55 headings set before their paragraphs nine in ten part at better. So does many a place in a sentence: it
# tells only which of the places behind a heading's last words it is.
_PARTED = -6.5
_LINE = 400


class _Place(NamedTuple):
    value: float
    at: int
    last: bool  # whether its last word is one that only headings end in
    sure: bool


def find(text: str) -> list[Change]:
    changes: list[Change] = []
    for match in (*_CHAPTER.finditer(text), *_CHILD.finditer(text)):
        begins = match.start() == 0 or text[match.start() - 1] == "\n"
        changes += [Change(match.start(), match.start(), "" if begins else "\n"), Change(*match.span(1), "\n")]
    if "：" in text or ":" in text:
        changes += _fields(text)
    changes += _headings(text)
    changes += _at_end(text)
    changes += (_marked(text, match.end()) for match in _TITLED.finditer(text) if _parts(text, match.end()))
    changes += (_marked(text, match.end()) for match in _GREETED.finditer(text))
    return disjoint(changes)


def _marked(text: str, place: int) -> Change:
    start = max(text.rfind("\n", 0, place) + 1, place - _SHORTEST)
    return Change(start, place, text[start:place], NAME)


def _parts(text: str, place: int) -> bool:
    return -across(text, place, place) >= _PARTED and word(text, place, place) < IN_WORD


def _at_end(text: str) -> list[Change]:
    """Breaks before a heading at a line's end; the number before it, or the next, begins a line, or its words tell."""
    standing = {match[1] for match in _STANDING.finditer(text)}
    found: list[Change] = []
    for match in _AT_END.finditer(text):
        at = _DIGITS.find(match["number"])
        near = {_DIGITS[other] for other in (at - 1, at + 1) if 0 <= other < 10} if at >= 0 else set()
        if near & standing or HEADING_ENDS.search(text[match.start() : text.index("\n", match.start())].rstrip()):
            found.append(Change(match.start(), match.start(), "\n"))
    return found


def _fields(text: str) -> list[Change]:
    """Breaks before the fields of minutes that follow each other without a space: three or more in a line."""
    found: list[Change] = []
    place = 0
    while (first := _FIELDS.search(text, place)) is not None:
        end = text.find("\n", first.end())
        end = len(text) if end < 0 else end
        names = list(_FIELDS.finditer(text, first.start(), min(end, first.start() + _LINE)))
        begins = text[text.rfind("\n", 0, first.start()) + 1 : first.start()].strip() == ""
        if begins and len(names) >= 3:
            glued = (name.start() for name in names[1:] if text[name.start() - 1] not in " \u3000\t，,、；;。：:|（(“")
            found += (Change(at, at, "\n") for at in glued)
        place = end
    return found


def _headings(text: str) -> list[Change]:
    found = [(match, _best(text, *match.span("body"))) for match in _NUMBERED.finditer(text)]
    sure = any(best and best.sure for _, best in found)
    changes: list[Change] = []
    for index, (match, best) in enumerate(found):
        if best is None or (not best.sure and match[0].strip(" \u3000")[0].isdigit()):
            continue  # 2、监管执法不严: items of a list
        if not sure and not any(other for _, other in found[max(0, index - 1) : index + 2] if other != best):
            continue
        if not best.sure:
            changes.append(_marked(text, best.at))
        if best.sure or (sure and best.last):
            changes.append(Change(best.at, best.at, "\n"))
            if match.start() and text[match.start() - 1] != "\n":
                changes.append(Change(match.start(), match.start(), "\n"))
    return changes


def _best(text: str, start: int, end: int) -> _Place | None:
    """Where a heading may end within ``text[start:end]``: the place at which it sounds most like a line's end."""
    places: list[_Place] = []
    for at in range(start + _SHORTEST, min(start + _LONGEST, end - 1)):
        words = text[start:at]
        last, loose = HEADING_ENDS.search(words), _LOOSE.search(words)
        if not (last or loose) or words.count("“") != words.count("”"):
            continue
        value = -across(text, at, at)
        if value < _PARTED or word(text, at, at) >= IN_WORD:
            continue
        if text[at] in _GOES_ON:
            continue
        first = SENTENCE_BEGINS.match(text, at)
        again = text[start : start + 2] == text[at : at + 2]
        places.append(_Place(value, at, bool(last), bool(last and (first or again))))
    rest = text.find("\n", end)
    rest = len(text) if rest < 0 else rest
    places = [place for place in places if rest - place.at >= _REST and _ends(text, place.at, rest)]
    return max(places, key=lambda place: (place.sure, place.value), default=None)


def _ends(text: str, place: int, end: int) -> bool:
    """Whether a sentence ends behind the heading: a numbered title has none."""
    return re.search("[。；，]", text[place : min(end, place + _LINE)]) is not None
