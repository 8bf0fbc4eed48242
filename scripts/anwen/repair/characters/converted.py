"""What conversions between simplified and traditional characters got wrong: 干隆 → 乾隆, 皇後 → 皇后, 職业 → 職業.

A conversion by single characters takes one traditional form for all words (麵積, 頭發), one to simplified characters
takes 干 for 乾 everywhere, or leaves what one to traditional characters had made of 了 and 干 (除瞭, 乾部), and some
leave a character as it was. A word that no text has goes back (converted.yaml); what a text tells of such characters
stays.
"""

from __future__ import annotations

import re
import sys
from functools import cache

from anwen import tables
from anwen.repair.characters.script import simplified, traditional
from anwen.repair.characters.simplify import OFTEN
from anwen.repair.draft import Change, disjoint
from anwen.repair.lines import lines_with, words_around
from anwen.repair.marks import HAN_CHAR, count_han

NAME = "simplify"

# Simplified characters of which no other form is a traditional one: 讠 纟 贝 车 门 钅 页 马 饣 and some more.
_ONLY = (
    "业产这们时对关无总条应动电实监县单样数间开还过为险备检训组织经济统标级续约纪结给线红终细维调话语请读课谈议记许讨让认计订评诉试"
    "详误该设证识说论谢财责败货质购贯费资赔车转轮软轻载较辆输达运进远违连选递遗针钢钱铁铜错销锁键镇长门问闻队阳阶际陆险随难项顺预领"
    "频题额风飞饭馆马驶驾验职务办岁图团坏块处岗帮层师归围环现场热灾显断权机构"
)
_HINT = re.compile(f"[{''.join(sorted(OFTEN))}]")
_SHARE = 0.15  # of the characters of a page in traditional ones; running text has a third
_LEAST = 5
_SAMPLE = 5_000
_STRAY, _FEW = 0.02, 2  # of the characters that stayed simplified
_CLOSE = 3  # characters on either side
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_TOLD = re.compile(
    "繁[体體]|[简簡]化?[体體字]|[异異][体體]|正[体體]|写[作成为]|[寫][作成為]|[应應][为為作]|通假|别字|別字|[误誤][作写寫]"
)
_FAR = 60  # characters
_OVERDONE = re.compile("[瞭乾]")
_MIXED = 0.25  # traditional characters for each simplified one; more are no leftovers
_CONDITION = re.compile(r"\(\?[^()]*\)")  # of a pattern: what stands beside a word


@cache
def _words(script: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The wrong words of ``simplified`` or ``traditional`` text and what they were, from converted.yaml."""
    table = tables.shipped("anwen/repair/characters/converted.yaml", dict[str, dict[str, str]])[script]
    return tuple((re.compile(wrong), right) for wrong, right in table.items())


@cache
def _cores() -> tuple[str, ...]:
    """What the wrong words of simplified text have in them: a search for these takes a seventh of the time."""
    return tuple(_CONDITION.sub("", wrong.pattern) for wrong, _ in _words("simplified"))


def find(text: str) -> list[Change]:
    """Changes for words that a conversion made.

    >>> [change[:3] for change in find("清干隆年间建有了望台。")]
    [(1, 3, '乾隆'), (7, 9, '瞭望')]
    >>> find("若干隆重的仪式，为了望见山顶。")
    []
    """
    found = _converted(text, "simplified") if any(core in text for core in _cores()) else []
    if _HINT.search(text) and _is_traditional(text):
        found += [*_converted(text, "traditional"), *_left(text)]
    if "瞭" in text or "乾" in text:
        found += _overdone(text)
    return disjoint(change for change in found if not _TOLD.search(words_around(text, change.start, change.end, _FAR)))


def _converted(text: str, script: str, start: int = 0, end: int = sys.maxsize) -> list[Change]:
    words = _words(script)
    found = [Change(*match.span(), right) for wrong, right in words for match in wrong.finditer(text, start, end)]
    return [change for change in found if _settles(text, change, script)]


def _overdone(text: str) -> list[Change]:
    """The 了 and 干 that a conversion to traditional characters and back left as 瞭 and 乾, in simplified text.

    >>> [change[:3] for change in _overdone("为瞭安全，乾部来过瞭。")]
    [(1, 2, '了'), (5, 6, '干'), (9, 10, '了')]
    >>> _overdone("为瞭望塔换灯，王乾部长说目标明瞭。"), _overdone("為瞭天氣乾燥")
    ([], [])
    """
    first = text.find("瞭") if "瞭" in text else text.find("乾")
    sample = text[max(0, first - _SAMPLE) : first + _SAMPLE]
    plain = sum(before != after for before, after in zip(sample, traditional(sample), strict=False))
    old = sum(
        before != after for before, after in zip(sample, simplified(sample), strict=False) if before not in "瞭乾"
    )
    if old > _MIXED * plain or not plain or _KANA.search(text):
        return []
    lines = list(lines_with(text, _OVERDONE.finditer(text)))
    sure = [change for line in lines for change in _converted(text, "overdone", *line)]
    return disjoint([*sure, *(change for line in lines for change in _converted(text, "beside", *line) if sure)])


def _settles(text: str, change: Change, script: str) -> bool:
    """Whether no other wrong word would come of it: of 強製造 and 康復雜誌 two words each have a share."""
    first = max(0, change.start - _CLOSE)
    place, end = change.start - first, change.start - first + len(change.after)
    read = text[first : change.start] + change.after + text[change.end : change.end + _CLOSE]
    shared = (match for wrong, _ in _words(script) for match in wrong.finditer(read))
    return not any(match.start() < end and place < match.end() for match in shared)


def _is_traditional(text: str) -> bool:
    """Whether a page, or a piece of one, is in traditional characters; Japanese is none.

    `simplify.is_traditional` asks that of a whole page, by fifty characters: a sentence has too few of them.
    """
    sample = text[:_SAMPLE]
    han = count_han(sample)
    old = sum(before != after for before, after in zip(sample, simplified(sample), strict=False))
    return old >= max(_LEAST, _SHARE * han) and not _KANA.search(text)


def _left(text: str) -> list[Change]:
    """Single characters that a conversion left simplified."""
    places = [match.start() for match in re.finditer(f"[{_ONLY}]", text)]
    if not places or len(places) > max(_FEW, _STRAY * count_han(text)):
        return []
    alone = (place for place in places if _alone(text, place))
    return [Change(place, place + 1, traditional(text[place])) for place in alone]


def _alone(text: str, place: int) -> bool:
    """Whether the characters around are traditional, or the same in both."""
    close = text[max(0, place - _CLOSE) : place] + text[place + 1 : place + 1 + _CLOSE]
    return bool(HAN_CHAR.search(close)) and traditional(close) == close
