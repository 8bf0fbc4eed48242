"""Items of a series that ran into one paragraph: 1、佩戴安全帽2、系好安全带3、…, 第一条 …。第二条 ….

All of a series are set on lines of their own, or none: where an item follows another without any mark, where they
are the articles of rules, where the item before or behind them begins a line, or where the items are sections: their
titles name what they hold (一、工作目标。…), the first of them is not there, or the last is a title that ends the line.
Others that a stop parts are left as they are written (一、提高认识。…二、狠抓落实。…).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from sys import maxsize

from anwen.repair.documents import HEADING_ENDS
from anwen.repair.draft import Change, disjoint
from anwen.repair.ends.gap import as_wide
from anwen.repair.ends.numbered import STOPS, Mark, chains, spaces, value
from anwen.repair.marks import HAN, NUMERALS

NAME = "joined"

_FIRST = re.compile(
    rf"[一1第。](?:(?<=。)(?:[二三四五六七]、|[（(][二三四五六七][）)]|[ \u3000]{{0,2}}\d{{1,2}}[.．]\d)"
    rf"|(?<!。)(?:[、.．)）]|[{NUMERALS}\d]{{0,5}}条))"
)  # item one, articles, sections or clauses
# A section's title: a noun for what it holds, not 突出重点; or any short sentence before others.
_NAMED = re.compile(
    f"[{HAN}]、(?!突出|落实|明确|[抓做]|压实|细化|完善|制定|健全|提高|[强优]化|加强|统一|分析|查找|总结|认真)([{HAN}、]{{4,12}})。[^。]"
)
_TITLED = re.compile(f"(?:[{HAN}]、|[（(][{HAN}]{{1,2}}[）)])[{HAN}]{{2,8}}，?[{HAN}]{{2,8}}。[^\\n]")
_OPEN = re.compile(f"[{HAN}]、[{HAN}，、]{{3,16}}\\n+[{HAN}“《（]")  # a section's title, and its text below it
_LEAST = 3
_RUN = -1  # no item's number, nor the one before the first
_STANDING = re.compile(
    rf"^[ \u3000]*(?:(?P<chinese>[{NUMERALS}]{{1,3}})、|[（(](?P<bracketed>[{NUMERALS}]{{1,3}})[）)])[^\n]*",
    re.MULTILINE,
)
_INNER = re.compile(rf"[{STOPS}；][ \u3000]*(?:[{NUMERALS}]{{1,3}}、|[（(][{NUMERALS}]{{1,3}}[）)])")
# （三）项所列情形, 四、五月份
_TOLD = re.compile(rf"[^、）)]{{1,5}}[、）)](?:[项款点条目]|所[列述]|[{NUMERALS}]{{1,3}}[月日号季级年])")
_CHAPTER = re.compile(rf"(?:\A|\n)[ \u3000]*第[{NUMERALS}\d]{{1,4}}[章节编][^\n。，]{{1,24}}\n\s*\Z")
_ABOVE = 60  # characters
_LINE = re.compile("[^\n]{20,}")
_LABEL = re.compile(f"(?<=[。！？])[ \\u3000]*(?=【[{HAN}]{{2,10}}】[{HAN}\\d“])")  # 【原因分析】


def _lost(text: str, start: int, chain: list[Mark]) -> bool:
    """Whether the items of a chain, in the line at ``start``, stood on lines of their own."""
    if chain[0].kind == "article":
        several = len(chain) >= _LEAST or _CHAPTER.search(text, max(0, start - _ABOVE), start)
        return chain[0].before == "line" and bool(several)
    if (
        chain[0].kind in ("chinese", "bracketed")
        and all(mark.before == "stop" for mark in chain[1:])
        and _sections(text, chain)
    ):
        return True
    if chain[0].kind.startswith("clause"):  # 4.1 企业应…。4.2 企业应…。
        # Two at a line's head may be dates: 6.16…。6.17…。
        signs = (chain[0].before == "line", chain[0].number == 1, len(chain) >= _LEAST)
        return sum(signs) >= _LEAST - 1 and all(mark.before in ("stop", "apart") for mark in chain[1:])
    glued = sum(mark.before == "glued" for mark in chain[1:])
    begins = chain[0].before in ("line", "stop") or (chain[0].before == "mark" and glued == len(chain) - 1)
    whole = all(mark.before in ("stop", "glued") for mark in chain[1:])
    return chain[0].number == 1 and begins and whole and glued >= 1 and len(chain) >= _LEAST


def _standing(text: str) -> dict[str, list[tuple[int, int]]]:
    """Where items begin lines and their numbers, by kind; ``_RUN`` where another one follows in the line."""
    found: dict[str, list[tuple[int, int]]] = {"chinese": [], "bracketed": []}
    for match in _STANDING.finditer(text):
        kind = "chinese" if match["chinese"] else "bracketed"
        found[kind].append((match.start(), _RUN if _INNER.search(match[0]) else value(match[kind])))
    return found


def _among(text: str, chain: list[Mark], standing: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether items behind the first one of their line go on from the one above it or up to the one below it."""
    told = any(mark.before != "stop" or _TOLD.match(text, mark.start) for mark in chain[1:])
    if chain[0].before != "line" or told:
        return False
    lines = standing.get(chain[0].kind, [])
    place = bisect_right(lines, (chain[0].start, maxsize))
    above, below = lines[max(0, place - 2) : max(0, place - 1)], lines[place : place + 1]
    return [number for _, number in above] == [chain[0].number - 1] or [number for _, number in below] == [
        chain[-1].number + 1
    ]


def _sections(text: str, chain: list[Mark]) -> bool:
    """Whether items parted by full stops are a document's sections, each with its title."""
    if chain[0].number == 1 and len(chain) >= _LEAST and _OPEN.match(text, chain[-1].start):
        return True
    if chain[0].number > 1 and chain[0].before == "stop":
        return all(_TITLED.match(text, mark.start) for mark in chain)
    titles = [_NAMED.match(text, mark.start) for mark in chain]
    return len(chain) >= _LEAST and all(title and HEADING_ENDS.search(title[1]) for title in titles)


def find(text: str) -> list[Change]:
    found: list[Change] = []
    standing: dict[str, list[tuple[int, int]]] | None = None
    for line in _LINE.finditer(text):
        for chain in chains(text, *line.span()) if _FIRST.search(text, *line.span()) else ():
            standing = _standing(text) if standing is None else standing
            if _lost(text, line.start(), chain) or _among(text, chain, standing):
                found += (Change(spaces(text, mark.start), mark.start, "\n") for mark in chain if mark.before != "line")
        if text.startswith("【", line.start()):
            labels = list(_LABEL.finditer(text, *line.span()))
            found += (Change(*label.span(), "\n") for label in labels if len(labels) >= _LEAST - 1)
    return disjoint(as_wide(text, found))
