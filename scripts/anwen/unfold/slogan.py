"""Find the slogans that count, and how many things each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2, "单": 1}
_ONES: tuple[str, ...] = ("", *"一二三四五六七八九")
_NUMERAL = "一二三四五六七八九十两双"
_HAN = "\u4e00-\u9fff"
# “三非”, “五个强化”, “四率一降”, “双随机+穿透式”, “一树立、三坚持、三强化”
_QUOTED = re.compile(rf"[“‘「『]([{_HAN}、，+]{{2,16}})[”’」』]")
# 三个“第一次”: the number stands before the quotes
_NUMBERED_QUOTE = re.compile(rf"([{_NUMERAL}]个)[“‘]([{_HAN}]{{1,6}})[”’]")
# without quotes the slogan must end where the explanation begins, so only its beginning is open
_BARE = re.compile(
    rf"(?<![第{_NUMERAL}\d几数百千万])(?!二)[{_NUMERAL}](?:(?![的了在是和])[{_HAN}]){{1,7}}(?=\s*(?:[（(：:，]|$))"
)
_NUMBER = re.compile(
    r"(?<!第)(?:十[一二三四五六七八九]|[二三四五六七八九]十[一二三四五六七八九]?|[一二三四五六七八九十两双])"
)
# 四个一律: behind 个 a numeral is a part of the word
_COUNTED = re.compile(rf"^([{_NUMERAL}]+个)([^、，]+)$")
# What only measures: 三项任务, 两个方面, 五年. Such a phrase is no slogan, whatever follows it.
_MEASURED = re.compile(
    rf"[{_NUMERAL}]+(?:[项种类家次年月日天周季度岁人名位条点级批部件号段楼届把路线边旁般起致切定直些样时旦]|[个大](?:方面|问题|重点|"
    r"环节|部分|阶段|层面|层次|领域|行业|因素|特点|原因|意见|建议|要求|任务|内容|主题|地方|关键|单位|小组|组|步骤|文件|要点|理念|字))"
)


class Slogan(Struct, frozen=True):
    """A slogan in a text. ``start``/``end`` span the words, ``stop`` is after a closing quote."""

    term: str
    start: int
    end: int
    stop: int
    quoted: bool
    counts: frozenset[int]  # how many things it may stand for
    cores: tuple[str, ...]  # the words after its numbers: 强化 in 五个强化, 率 and 降 in 四率一降

    def moved(self, by: int) -> Slogan:
        """The slogan in a text that begins so many characters earlier."""
        return replace(self, start=self.start + by, end=self.end + by, stop=self.stop + by)


def numbers(term: str) -> list[int]:
    """The numbers in a slogan.

    >>> numbers("三管三必须"), numbers("十五防"), numbers("双百双千"), numbers("第一责任人")
    ([3, 3], [15], [2, 2], [])
    >>> numbers("四个一律")
    [4]
    """
    found = []
    for match in _NUMBER.finditer(_COUNTED.sub(r"\1", term)):
        digits = match[0]
        if "十" in digits and len(digits) > 1:
            tens, _, ones = digits.partition("十")
            found.append(10 * _DIGITS.get(tens, 1) + (_DIGITS[ones] if ones else 0))
        else:
            found.append(_DIGITS[digits])
    return found


def numeral(number: int) -> str:
    """A number from 1 to 99 as items are numbered with it.

    >>> [numeral(number) for number in (1, 10, 11, 20, 21)]
    ['一', '十', '十一', '二十', '二十一']
    """
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _ONES[tens]) + ("十" if tens else "") + _ONES[ones]


def counts(term: str) -> frozenset[int]:
    """How many things a slogan may stand for: 四不两直 is six, 三管三必须 three or six, 一案双查 two.

    >>> [sorted(counts(term)) for term in ("四不两直", "三管三必须", "一案双查", "三单", "一票否决")]
    [[6], [3, 6], [2], [3], []]
    """
    found = numbers(term)
    if not found or sum(found) < 2:
        return frozenset()
    possible = {sum(found)}
    if len(set(found)) == 1:
        possible.add(found[0])
    if len(found) == 2 and found[0] == 1:
        possible = {found[1]}
    return frozenset(count for count in possible if count > 1)


def _cores(term: str) -> tuple[str, ...]:
    """The words after each number, without the measure word 个.

    >>> _cores("五个强化"), _cores("四率一降"), _cores("一树立、三坚持")
    (('强化',), ('率', '降'), ('树立', '坚持'))
    """
    if counted := _COUNTED.match(term):
        return (counted[2],)
    parts = re.split(rf"[{_NUMERAL}]+", term)[1:]
    return tuple(core for part in parts if (core := part.removeprefix("个").strip("、，")))


def slogans(text: str) -> Iterator[Slogan]:
    """The slogans of a text, by place; none inside another."""
    spans: list[Slogan] = []
    for match in _NUMBERED_QUOTE.finditer(text):
        spans.append(_slogan(match[1] + match[2], match.start(), match.end(2), match.end(), True))
    for match in _QUOTED.finditer(text):
        at = match.start(1)
        for part in match[1].split("+"):
            spans.append(_slogan(part, at, at + len(part), match.end(), True))
            at += len(part) + 1
    for match in _BARE.finditer(text):
        if not _MEASURED.match(match[0]):
            spans.append(_slogan(match[0], match.start(), match.end(), match.end(), False))
    last = 0
    for slogan in sorted(spans, key=lambda it: (it.start, -it.end)):
        if slogan.start >= last and slogan.counts:
            last = slogan.end
            yield slogan


def _slogan(term: str, start: int, end: int, stop: int, quoted: bool) -> Slogan:
    return Slogan(term, start, end, stop, quoted, counts(term), _cores(term))
