"""Sentences, brackets and lines in which a site speaks of itself: 现在注册即送会员，海量模板任你下载！

`judge` tells whose words they are, `stretch` which of a sentence are the site's; with less evidence, or where goods are
praised, the place is marked. `inserted` knows addresses and names. Lines at a page's head and foot are the structure
room's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise

from anwen.repair.documents import OPENS
from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.lines import line_around, matches_in_lines, whole_line
from anwen.repair.marks import HAN, at, is_chinese
from anwen.repair.sites import notice, site
from anwen.repair.sites.judge import DRAWN, ENOUGH, ENOUGH_APART, ENOUGH_BARE, FRAMED, QUOTED, SHORTEST, SURE, judged
from anwen.repair.sites.leaning import leaning
from anwen.repair.sites.stretch import inside

NAME = "inserted"

_BRACKET = re.compile(r"[（(【〖\[〔<]([^（）()【】〖〗\[\]〔〕<>\n]{3,50})[>＞»]*[）)】〗\]〕>]")
# [安全生产会议纪要范文大全]: what the site files the page under.
_FILED = r"[<han>]{2,24}<filed>(?:\d+篇|[<han>]{0,2}篇)?"
# 【范文模板：讲话稿大全（精选10篇）】
_OFFERED = r"[【\[][^】\]\n]{3,50}<offered>[^】\]\n]{0,12}[】\]]"
_TAIL = r"(?m)(?<=[。！？”）])[ \u3000]*[—\-=_*·]{0,40}[ \u3000]*<tail>[^\n]*$"
# >>>点击查看更多工作总结<<<
_ARROWS = re.compile(
    "([>＞»★☆●◆◇■▲△※↓↑♥=~～])"
    "(?:(?<=[>＞»])[>＞»]+([^<>＜＞«»\\n]{3,50})[<＜«]{2,}|(?<![>＞»])\\1+([^\\n]{3,50}?)\\1{2,})"
)
_LINKED = re.compile("【.*https?://")
_TAKEN_UP = re.compile(f"[{HAN}，、；。]")
_DATED = re.compile("(?:19|20)\\d\\d ?[年./-] ?\\d")  # 楼主 | 2021-03-09 | 浏览 6641: structure reads the date there
_PAUSE = re.compile("[，。；]")
_PAGE = re.compile(r"\A\s*\d{1,4}\s*\n")  # its number
# A page's number: the author's next words may stand behind it.
_PAGED = re.compile("[ \u3000][-—–第]? ?[0-9]{1,4}(?: ?[-—–页/／][^，。；]{0,8})?[ \u3000]")
_STOPS = "。！？!?\n"
_LONGEST = 80  # characters
_NEAR = 20  # characters between two words that authors have too
_PROSE = 10  # characters of a line of prose


def find(text: str) -> list[Change]:
    changes = _pointed(text)
    own = list(site.pattern("own").finditer(text))
    if own:
        changes += left_out(matches_in_lines(site.shape(_TAIL), site.pattern("tail"), text))
    said = list(site.pattern("alone", "said").finditer(text))
    several = list(_several(said))
    alone = [hint for hint in said if site.pattern("alone").match(hint[0])]
    if own or several or alone:
        changes += _brackets(text)
        changes += _lines(text, sorted([*own, *several], key=re.Match.start))
        changes += _sentences(text, sorted([*own, *several, *alone], key=re.Match.start))
    return disjoint([*changes, *_praised(text)])  # of two in one place the first counts


def _several(hints: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The first of each two hints that stand near each other."""
    for hint, other in pairwise(hints):
        if other.start() - hint.end() <= _NEAR and hint[0] != other[0]:
            yield hint


def _brackets(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _BRACKET.finditer(text):
        before, behind = at(text, match.start() - 1), at(text, match.end())
        if before in ("", "\n", "码") or (behind in ("", "\n") and not _in_prose(text, match.start())):
            continue  # a line of its own, the code that is meant, a title with what it is offered as
        filed = match[0][0] in "[【〔" and site.shape(_FILED).fullmatch(match[1]) and behind not in ("", "\n")
        doubt = "" if filed or site.pattern("liked").fullmatch(match[1]) else judged(match[1], ENOUGH_APART)
        if doubt is not None:
            found.append(Change(*match.span(), match[0] if doubt else "", doubt))
    beside = (match for match in site.shape(_OFFERED).finditer(text) if is_chinese(at(text, match.start() - 1)))
    found += left_out(match for match in beside if _TAKEN_UP.match(at(text, match.end())))
    return found


def _pointed(text: str) -> list[Change]:
    """What arrows or stars point at from both sides: >>>更多总结请看这里<<<."""
    return left_out(
        match
        for match in _ARROWS.finditer(text)
        if judged(match[2] or match[3], ENOUGH_APART) == "" or (match[2] and leaning(match[2]) >= SURE)
    )


def _lines(text: str, hints: list[re.Match[str]]) -> list[Change]:
    """Lines of their own between two lines of prose; in brackets wherever the page has prose behind or before them."""
    found: list[Change] = []
    for start, end in _around(text, hints, partial(line_around, far=2 * _LONGEST)):
        words = text[start:end].strip(DRAWN)
        framed = bool(FRAMED.fullmatch(words))
        said = words[1:-1] if framed else words
        if notice.is_notice(words) or _DATED.search(words) or not SHORTEST <= len(words) <= _LONGEST:
            continue
        doubt = "" if site.pattern("elsewhere", "liked").fullmatch(words) else judged(said)
        if doubt is None and site.pattern("linked").match(words):
            doubt = NAME
        if doubt is None:
            continue
        if _LINKED.match(words) and site.pattern("own").match(words, 1):  # 【限时折扣】…点击领取：http://…
            doubt = ""
        before = text[max(0, start - _LONGEST) : start].rstrip()
        behind = _PAGE.sub("", text[end : end + _LONGEST]).lstrip()
        line, next_line = before[before.rfind("\n") + 1 :], behind.partition("\n")[0]
        above = _is_prose(line) or bool(OPENS.match(line))  # a heading as well
        below = _is_prose(next_line) or bool(OPENS.match(next_line) and _PAUSE.search(next_line))
        if not ((above and below) or ((above or below) and framed)):
            continue
        if doubt:
            found.append(Change(start, end, text[start:end], doubt))
        else:
            found.append(Change(*whole_line(text, start, end), ""))
    return found


def _is_prose(line: str) -> bool:
    """Whether a line is an author's: among a site's own lines at a page's foot nothing is told here."""
    return len(line) >= _PROSE and bool(_PAUSE.search(line)) and leaning(line) < 0.0


def _praised(text: str) -> list[Change]:
    """Sentences that sell goods, marked: an author may warn of such words, or have a reason to name a shop."""
    found: list[Change] = []
    for start, end in _around(text, site.pattern("sells").finditer(text), _sentence):
        words = QUOTED.sub("", text[start:end])
        sold = {sale[0] for sale in site.pattern("sells").finditer(words)}
        if len(sold) > 1 and not site.pattern("warns", "cheats").search(words):
            found.append(Change(start, end, text[start:end], NAME))
    return found


def _around(
    text: str, hints: Iterable[re.Match[str]], bounds: Callable[[str, int, int], tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The ``bounds`` around ``hints``, of several in the same place once."""
    done = 0
    for hint in hints:
        if hint.start() >= done:
            start, done = bounds(text, *hint.span())
            yield start, done


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    begins = max(text.rfind(stop, first, start) + 1 for stop in _STOPS) or first
    return begins, min((at + 1 for stop in _STOPS if (at := text.find(stop, end, last)) >= 0), default=last)


def _in_prose(text: str, place: int) -> bool:
    start, _ = line_around(text, place, place, _LONGEST)
    return text[place - 1] not in "。！？" and bool(_PAUSE.search(text, start, place))


def _sentences(text: str, hints: list[re.Match[str]]) -> list[Change]:
    """Sentences of a paragraph that has others."""
    found: list[Change] = []
    for start, end in _around(text, hints, _sentence):
        ends = end == len(text) and text[end - 1] not in _STOPS  # no mark at the end of the text
        before, behind = at(text, start - 1), "" if ends else text[end - 1]
        if before not in _STOPS or behind not in _STOPS:
            continue  # too long
        words = text[start : end - (not ends)]
        alone = before == "\n" and (behind in ("", "\n") or at(text, end) in ("", "\n"))
        if alone or len(words) < SHORTEST or re.search("[“（《][^”）》]*$", words) or _PAGED.search(words):
            continue
        heads = not before and at(text, end) == "\n"  # a line above the text; a title has no stop
        liked, enough = site.pattern("liked").fullmatch(words), ENOUGH_BARE if heads else ENOUGH
        doubt = None if not (before or heads) else "" if liked else judged(words, enough)
        if doubt is None:
            found += inside(text, start, start + len(words))
        else:
            last = end - (behind == "\n") + heads
            found.append(Change(start, last, text[start:last] if doubt else "", doubt))
    return found
