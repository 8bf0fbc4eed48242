"""The numbers of items in a line, and the chains in which they count on: 1、…2、…, 第一条 …第二条 …, （一）…（二）…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from anwen.repair.marks import HAN, NUMERALS

STOPS = "。！？”"

_CITED = "的第、，,和及规至之或款项中是讲说要与所等"  # 第三条的规定, 第一条，要…
# 4.2度, 3.5倍, 见4.1和4.2, 4.3条的: a figure, or a clause that is cited
_FIGURE = (
    "[度米元万亿吨个倍级秒年月条款节章％‰℃千百毫厘兆帕伏次家台名件起和至或及的以等]|分(?![管级工析类])|日(?!常)|项(?!目)|人(?!员)"
    "|公[里斤顷]|小时|平方|立方"
)
_MARKS = re.compile(
    rf"第(?P<article>[{NUMERALS}]{{1,5}}|\d{{1,3}})条(?![{_CITED}])"
    rf"|(?<![第{NUMERALS}])(?P<chinese>[{NUMERALS}]{{1,3}})、(?=[{HAN}“《])"
    rf"|[（(](?P<bracketed>[{NUMERALS}]{{1,3}})[）)](?=[{HAN}“《])"
    rf"|(?<![\d第.．、,，~～—-])(?P<arabic>\d{{1,2}})[、.．](?=[ \u3000]?[{HAN}“《])"
    rf"|[（(](?P<round>\d{{1,2}})[）)](?=[{HAN}“《])"
    rf"|(?<![\d第.．])(?P<clause>(?:\d{{1,2}}[.．]){{1,3}}\d{{1,2}})(?=[ \u3000]?[{HAN}“《])(?![ \u3000]?(?:{_FIGURE}))"
)
_PARTS = re.compile("\\d+")
_APART = re.compile("[。；！？”：][ \u3000]+\\Z")
_SPACES = 8
_TIED = frozenset("第共约近达为至到于见之星周初和与或及按在由对第")  # a number behind these counts or cites
_ENDS = re.compile(f"[{HAN}）)》%]")
_ITEM = 6  # characters, its number included


class Mark(NamedTuple):
    """The number of an item: its kind, its place and what stands before it."""

    kind: str
    number: int
    start: int
    before: str  # "line", "stop", "apart" (a stop and a space), "glued", "mark"


def value(numeral: str) -> int:
    """A numeral of items as a number, 0 where it is none.

    >>> value("十二"), value("一百二十一"), value("7")
    (12, 121, 7)
    """
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    total = digit = 0
    for char in numeral:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = "〇一二三四五六七八九".find(char.replace("零", "〇"))
    return total + digit


def marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """The numbers of items within ``text[start:end]``, a line."""
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    for match in _MARKS.finditer(text, first, end):
        kind, before = match.lastgroup or "", text[match.start() - 1]
        if match.start() == first:
            place = "line"
        elif before in STOPS:
            place = "stop"
        elif _APART.search(text, max(first, match.start() - _SPACES), match.start()):
            place = "apart"
        elif kind == "article":
            continue  # it is cited
        else:
            place = "glued" if _ENDS.match(before) and before not in _TIED else "mark"
        if kind == "clause":  # 4.1 and 4.2 count on, 5.1 begins anew
            *above, last = _PARTS.findall(match[0])
            yield Mark(f"clause {'.'.join(above)}", int(last), match.start(), place)
        else:
            yield Mark(kind, value(match[kind]), match.start(), place)


def chains(text: str, start: int, end: int) -> Iterator[list[Mark]]:
    """Marks of one kind in a line that count on from one to the next."""
    open_chains: dict[str, list[Mark]] = {}
    for mark in marks(text, start, end):
        chain = open_chains.get(mark.kind)
        if chain and mark.number == chain[-1].number + 1 and mark.start - chain[-1].start >= _ITEM:
            chain.append(mark)
        elif not chain or mark.number == 1 or len(chain) < 2:
            if chain and len(chain) > 1:
                yield chain
            open_chains[mark.kind] = [mark]
    yield from (chain for chain in open_chains.values() if len(chain) > 1)


def spaces(text: str, end: int) -> int:
    """Where the spaces before ``text[end]`` begin."""
    while text[end - 1] in " \u3000":
        end -= 1
    return end
