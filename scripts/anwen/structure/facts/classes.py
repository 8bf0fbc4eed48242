"""A document's kind, level and sector, from its title, its issuer and its words (patterns in classes.yaml)."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

from msgspec import Struct

from anwen.records import Fact
from anwen.structure.facts.standing import standing
from anwen.structure.lines.titles import tells_who_spoke
from anwen.tables import load

# A level or sector needs this many mentions, and twice as many as the runner-up.
_MENTIONS = 4
_TITLE_WEIGHT = 5
# A page of rules or a pledge is short: two mentions do where nothing speaks for another.
_BRIEF, _MENTIONS_ALONE = 600, 3
# … and this many in a thousand characters: the sectors that a general speech lists stay below 4.
_DENSITY = 6
# With this many sectors mentioned and none in front, the text is about work safety as a whole.
_GENERAL_SECTORS = 4

# 文山州召开学校安全工作视频会议, 学校安全工作会议: the school is what a meeting is about, not who holds it.
# What is handed on is a superior's: 传达学习全国…会议精神.
_HELD = re.compile(
    "召开|举行|部署|关于|谈(?!话|心)|做客|传达|学习|贯彻|落实|^(?:中?小?学校?|校园|煤矿|社区|公司|企业|幼儿园|医院)(?:安全|消防|食品)"
)


# (本网讯)(3月5日,)某市3月5日召开: who held what a report begins with
_OPENS = re.compile(
    r"(?:[^。,]{0,8}[讯电]\s*)?(?:[(][^()]{0,30}[)])?\s*(?:\d{1,2}月\d{1,2}日(?:[上下]午)?,?)?"
    r"(?P<who>(?:(?!会议|大会|全[国省市县区])[一-鿿]){2,12}?)(?:\d{1,2}月\d{1,2}日)?(?:[上下]午)?(?:组织)?(?:召开|举行|举办)"
    r"(?![^。,]{0,40}(?:后|以来|之际)[,。])"
)
# 按照省委部署召开全县会议: who asked for it is not who held it; whose meeting it is may stand behind.
_ASKED = re.compile("按照|根据|依照|遵照|部署|要求|安排|统一|为了?|经|在")
_WHOSE = re.compile("全(?:国|省|市|县|区|镇|乡)(?=[^。,]{0,30}会)")
_OF_OTHERS = re.compile("笔者|本[报网刊]评论员")  # who writes so belongs to none of those that he writes of


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind and the pattern of titles that name it."""

    value: str
    title: str


class Form(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind and the pattern of texts that have its form."""

    value: str
    text: str


class Level(Struct, frozen=True, forbid_unknown_fields=True):
    """A level, the pattern of names that belong to it and of the words a text of it uses; see also `standing`."""

    value: str
    name: str
    text: str
    post: str
    body: str
    own: str


class Sector(Struct, frozen=True, forbid_unknown_fields=True):
    """A sector and its words."""

    value: str
    words: str


class Classes(Struct, frozen=True, forbid_unknown_fields=True):
    """The table."""

    kind: list[Kind]
    form: list[Form]
    level: list[Level]
    sector: list[Sector]


@cache
def table() -> Classes:
    """The table of kinds, levels and sectors."""
    path = Path(__file__).with_name("classes.yaml")
    return load(path, Classes, where="scripts/anwen/structure/facts/classes.yaml")


def kind(title: str, text: str) -> Fact | None:
    """The kind, from the folded title, else from the form of the folded text.

    >>> kind("东宋门小学安全工作专题会议纪要", "").value
    '纪要'
    >>> kind("校园安全", "各位领导老师们:大家上午好!").value
    '讲话'
    >>> kind("全市安全生产会议召开 李明出席并讲话", "")
    """
    tells = tells_who_spoke(title)
    for entry in table().kind:
        match = re.search(entry.title, title)
        if match and not (tells and match.end() == len(title)):
            return Fact("kind", entry.value, match.group())
    for form in table().form:
        if match := re.search(form.text, text[:4000]):
            return Fact("kind", form.value, match.group().strip()[-40:])
    return None


def level(issuer: str, title: str, text: str, head: list[str]) -> Fact | None:
    """The level, from the folded issuer, else the title, else the words of the text, else who speaks or acts in it.

    >>> level("东宋门小学安全办", "", "", []).value, level("", "文山州召开学校安全工作视频会议", "", []).value
    ('单位', '市')
    >>> level("", "淮川县应急局:把培训办到车间里", "", []).value
    '县区'
    """
    held = _held(text)
    for name in (issuer, title.partition(":")[0] if ":" in title else "", _HELD.split(title)[0], held):
        for entry in table().level:
            if re.search(entry.name, name):
                return Fact("level", entry.value, name)
    if _OF_OTHERS.search(text):
        return None
    counts = Counter({entry.value: len(re.findall(entry.text, text)) for entry in table().level})
    told = _winner("level", counts, {entry.value: entry.text for entry in table().level}, text)
    return told or standing(text, head, {entry.value: (entry.post, entry.body, entry.own) for entry in table().level})


def _held(text: str) -> str:
    """Who held the meeting that a text begins with.

    >>> _held("3月5日,淮川县召开会议,作出部署。"), _held("按照省委部署召开全县安全生产会议。")
    ('淮川县', '全县')
    """
    opens = _OPENS.match(text)
    if not opens or not _ASKED.search(opens["who"]):
        return opens["who"] if opens else ""
    whose = _WHOSE.match(text, opens.end())
    return whose.group() if whose else ""


def sector(title: str, text: str) -> Fact | None:
    """The sector, by words counted; absent when unclear.

    >>> sector("小学安全生产会议纪要", "学校要教育学生,学生不准骑车上路,教师要值班。").value
    '学校'
    """
    words = {entry.value: entry.words for entry in table().sector}
    counts = Counter(
        {
            value: len(re.findall(pattern, text)) + _TITLE_WEIGHT * len(re.findall(pattern, title))
            for value, pattern in words.items()
        }
    )
    winner = _winner("sector", counts, words, title + text)
    if winner and 1000 * counts[winner.value] >= _DENSITY * len(text):
        return winner
    spoken = [value for value, count in counts.most_common() if count]
    if len(spoken) >= _GENERAL_SECTORS:
        return Fact("sector", "综合", "、".join(f"{value}×{counts[value]}" for value in spoken[:6]))
    return None


def _winner(name: str, counts: Counter[str], words: dict[str, str], text: str) -> Fact | None:
    (first, most), (_, second) = counts.most_common(2)
    least = _MENTIONS if second or len(text) > _BRIEF else _MENTIONS_ALONE
    if most < least or most < 2 * second:
        return None
    spoken = Counter(re.findall(words[first], text)).most_common(3)
    return Fact(name, first, "、".join(f"{word}×{count}" for word, count in spoken))
