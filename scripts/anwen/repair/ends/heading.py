"""Where a heading may end that ran into its text: 一、基本情况|全镇共有….

Its last word tells, and the word behind it that sentences begin with; the language model only says where no heading
ends. What a place is worth shows among the other headings of its series, which is `joined`'s.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from anwen.repair.documents import HEADING_ENDS, SENTENCE_BEGINS
from anwen.repair.joint import IN_WORD, PARTED, across, word
from anwen.repair.lines import line_around
from anwen.repair.marks import HAN

_LOOSE = re.compile(
    "(?:领导|保障|机制|管理|检查|考核|宣传|培训|责任|意识|氛围|排查|治理|监管|执法|演练|教育|建设|督查|体系|能力|水平|防线|基础|投入|管控|组织|认识|问责)$"
)
# A heading of two or three characters: what only headings say, and what is as often a sentence's verb.
_SHORT = re.compile(
    "^(?:总则|附则|罚则|目标|任务|职责|原则|范围|目的|依据|措施|步骤|背景|概况|概述|经过|原因|性质|教训|现状|体会|不足|意义|定义|术语|附录|前言|机构|"
    "成效|成绩|亮点|做法|总目标|总要求|总思路|必要性|重要性|紧迫性)$"
)
_VERB = re.compile(
    "(?:要求|考核|培训|宣传|演练|监督|验收|报告|处置|奖惩|奖励|处罚|保障|组织|建议|总结|打算|分工|响应|预警|责任|问题|方法)$"
)
_GOES_ON = frozenset("和与及的等了是服工不里")  # 安全检查和…, 日常管理服务工作, 整改要求里
# 检修方案|评审会上，…, 原因分析|会上，…: a meeting is named after its matter.
_MEETING = re.compile(f"[{HAN}]{{1,3}}会[上中后前]")
_MEETS = re.compile("(?:工作|部署|总结|安排|分析|计划|方案|经验|讲评|动员|考核|宣传|培训|教育|检查|演练)$")
_SAYS = frozenset("由要应须需可将已未得能必均都也还在")  # 安全检查工作由各部门负责
# 完善规章制度要结合实际…: a heading among others, or a sentence.
_TOLD = re.compile(
    "要(?:结合|按照|对|把|严格|认真|及时|定期|建立|制定|加大|坚持|做到|深入|组织|充分|切实|全面|进一步|加强)"
)
# 任务完成情况良好: it is said of the words.
_SAID = re.compile(
    "良好|完备|清楚|到位|严峻|扎实|有力|显著|明显|齐全|多样|不[力够足清]|稳步|有序|顺利|不断|圆满|取得|得[以到]|好转|向好|有所|逐[步年渐]|深入(?=[推开人])|进一步|较|很|十分|非常|比较|再|各[项类种]|包[括含]|涉及|涵盖|覆盖|分[为成]|[定设]为|设[在有]|(?:健全|完善|明确|清晰|规范|丰富|突出|有效|具体|合理|深入|严格|严密|细致|认真)(?=[，。；、])"
)
# 针对存在的问题各车间要…, 文件要求各单位…: the words belong to the sentence.
_TOPIC = re.compile("关于|针对|对照|对于?|结合|围绕|根据|按照|就|将|把|在")
_ASKS = re.compile(
    "(?<!工作|具体|有关|几点|总体|基本|相关|活动|主要|任务|目标|纪律|其他|报送|组织|整改|质量|安全|时间|管理|考核|实施|保障|下步|一步)要求$"
)
# 会议强调各级要…: the words say who speaks
_SPEAKS = re.compile(
    "(?:会议?|会上|[长总]|书记|主任|经理)(?:还|最后|特别|首先)?"
    "(?:指出|强调|认为|决定|听取|通报|传达|议定|同意|研究|审议|确定|明确|提出|宣读|号召|安排|部署)$"
)
_MUST = re.compile(f"[{HAN}]{{1,8}}?(?:要|应|须|必须|需)")
# 县安委办要定期…, 职工上报…: who must do something, who or when as a sentence may begin.
_WHO = re.compile(
    f"[{HAN}]{{2,8}}?(?:(?<![需主重只简首])要(?![求素点领道件])|应当|必须)[{HAN}]"
    "|各(?![项类种自])|[省市县区镇乡]安委|(?:检查|督查|工作|调查|专家)组|公司|职工|员工|企业|领导|全体|全员|厂|矿|学校|我[们院]|每[天周月日年]|[上下本][周月]|[今去]冬|[春夏秋冬]季|逾期"
)
# 自查自纠阶段（3月16日至4月30日）; 健全机构，落实责任: two clauses of one length.
_STAGE = re.compile(rf"[{HAN}、]{{2,20}}（[^（）\n]{{0,20}}\d{{1,2}}月[^（）\n]{{0,20}}）(?=[{HAN}])")
_CLAUSE = re.compile(f"([{HAN}]{{4,8}})，")
_WORDS = re.compile(f"[{HAN}]+")
_REMAINS = re.compile(f"[{HAN}]{{1,2}}[，。；：]")  # 安全投入方面，…: too little for a sentence
# 准备阶段4月1日至10日。: the line says when, and no more.
_WHEN = re.compile(r"\d{1,2}月[\d年月日号至到—~～\-上中下旬底初份前后]*[。；]?[ \u3000]*$", re.MULTILINE)
_SAID_THERE = re.compile("会议(?:[一-鿿]{2}|，)|会上，")
_POINTED = re.compile("(?:问题|情况|内容|事项|意见|建议)$")
_LONGEST = 24  # characters of a heading
_SHORTEST, _SHORTEST_OF_ALL = 4, 2
_REST = 8  # characters of what stands behind it
# Nats.
_HARDLY, _NEVER = -8.0, -20.0
_LEAST = {
    "last": _NEVER,
    "loose": _NEVER,
    "short": _HARDLY,
    "verb": _HARDLY,
    "any": PARTED,
    "pair": _HARDLY,
    "tail": PARTED,
}
_LINE = 400


class Place(NamedTuple):
    """A place where a heading may end; the better of two is the greater."""

    value: float  # nats
    at: int
    kind: str  # "last", "loose": a word that headings end in; the rest count only with their fellows
    begins: bool  # whether a word follows that sentences begin with
    may_begin: bool  # whether one follows that they may begin with
    sure: bool

    @property
    def alone(self) -> bool:
        """Whether it counts for itself."""
        return self.kind in ("last", "loose")

    @property
    def last(self) -> bool:
        """Whether its last word is one that only headings end in."""
        return self.kind in ("last", "short")

    @property
    def opens(self) -> bool:
        """Whether a sentence begins behind it."""
        return self.begins or self.may_begin


def ends(text: str, start: int, end: int) -> list[Place]:
    """Where a heading may end within ``text[start:end]``, a run of characters, or behind a comma or bracket there.

    >>> text = "一、基本情况全镇共有企业四百家，从业人员六千人。"
    >>> [text[2 : place.at] for place in ends(text, 2, 12) if place.sure]
    ['基本情况']
    """
    found = [_place(text, start, at, end) for at in range(start + _SHORTEST_OF_ALL, min(start + _LONGEST, end - 1))]
    if stage := _STAGE.match(text, start):
        found.append(_behind(text, stage.end(), "last"))
    if at := _pair(text, start):
        found.append(_behind(text, at, "pair"))
    found += _tails(text, start)
    return _before_sentences(text, found, end)


def end_at(text: str, start: int, at: int, end: int) -> Place | None:
    """The place ``at`` of those that `ends` finds, in a run of characters."""
    found = [_place(text, start, at, end)] if at < min(start + _LONGEST, end - 1) else []
    return next(iter(_before_sentences(text, found, end)), None)


def pair_end(text: str, start: int) -> Place | None:
    """Where a heading of two clauses of one length may end, of what `ends` finds."""
    at = _pair(text, start)
    return next(iter(_before_sentences(text, [_behind(text, at, "pair")] if at else [], start)), None)


def _before_sentences(text: str, found: list[Place | None], end: int) -> list[Place]:
    rest = line_around(text, end, end, _LINE)[1]
    return [place for place in found if place and rest - place.at >= _REST and _stops(text, place.at, rest)]


def _place(text: str, start: int, at: int, end: int) -> Place | None:
    words = text[start:at]
    kind = end_kind(words)
    begins = bool(SENTENCE_BEGINS.match(text, at))
    if not kind and len(words) >= _SHORTEST:
        kind = "any"
    if kind and _TOLD.match(text, at):
        kind = "any"
    elif text[at] in _SAYS and not begins:
        return None
    if not kind or words.count("“") != words.count("”") or text[at] in _GOES_ON:
        return None
    again = text[start : start + 2] == text[at : at + 2]
    if (_TOPIC.match(words) and not (words.startswith("关于") and _SAID_THERE.match(text, at))) or (
        kind == "last" and _ASKS.search(words) and not again
    ):
        return None
    if _SPEAKS.search(words):
        return None
    if _MEETING.match(text, at) or (text.startswith("会", at) and _MEETS.search(words) and text[at + 1] in "上中后前"):
        return None
    if _POINTED.search(words) and "的" in words and _MUST.match(text, at, end):
        return None
    place = _behind(text, at, kind)
    sure = (kind == "last" and (begins or again)) or (
        (kind == "loose" or words.startswith("关于")) and bool(_SAID_THERE.match(text, at))
    )
    return place._replace(sure=sure or _is_again(text, start, at)) if place else None


def _is_again(text: str, start: int, at: int) -> bool:
    """Whether the sentence takes up the heading's last words: 什么是国家安全|国家安全包括."""
    return at - start >= 2 + _SHORTEST and text[at - _SHORTEST : at] == text[at : at + _SHORTEST]


def end_kind(words: str) -> str:
    """What a heading's words end in: in what only headings end, or what a sentence may go on from."""
    last, loose = (HEADING_ENDS, _LOOSE) if len(words) >= _SHORTEST else (_SHORT, _VERB)
    if last.search(words):
        return "last" if last is HEADING_ENDS else "short"
    return ("loose" if loose is _LOOSE else "verb") if loose.search(words) else ""


def _behind(text: str, at: int, kind: str) -> Place | None:
    """The place at ``at``, unless the words on either side belong together."""
    value = -across(text, at, at)
    if value < _LEAST[kind] or word(text, at, at) >= IN_WORD or _SAID.match(text, at):
        return None
    begins = bool(SENTENCE_BEGINS.match(text, at) or _SAID_THERE.match(text, at))
    if (not begins and _REMAINS.match(text, at)) or _WHEN.match(text, at):
        return None
    may_begin = bool(_WHO.match(text, at) or _TOLD.match(text, at))
    return Place(value, at, kind, begins, may_begin, begins and kind == "last")


def _pair(text: str, start: int) -> int:
    """Where two clauses of one length end, in a run of characters that goes on; 0 where there are none."""
    first = _CLAUSE.match(text, start)
    second = _WORDS.match(text, first.end()) if first else None
    at = first.end() + len(first[1]) if first else 0
    return at if second and (second.end() > at or (second.end() == at and text[at : at + 1].isdigit())) else 0


def _tails(text: str, start: int) -> list[Place]:
    """Where two clauses end before a word that sentences begin with: 突出重点，排查整治各类隐患|各级要…."""
    first = _CLAUSE.match(text, start)
    second = _WORDS.match(text, first.end()) if first else None
    within = range(second.start() + _SHORTEST, min(second.end() - 1, start + _LONGEST)) if second else ()
    found = (_behind(text, at, "tail") for at in within if SENTENCE_BEGINS.match(text, at))
    return [place for place in found if place]


def likeliest(found: list[Place]) -> Place | None:
    """The place at which a heading sounds most like a line's end."""
    heard = (place for place in found if (place.alone and place.value >= PARTED) or place.sure)
    return max(heard, key=lambda place: (place.sure, place.value), default=None)


def _stops(text: str, place: int, end: int) -> bool:
    """Whether a sentence ends behind the heading: a numbered title has none."""
    return re.search("[。；，]", text[place : min(end, place + _LINE)]) is not None
