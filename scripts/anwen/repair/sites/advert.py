"""Sentences, brackets and lines in which a site speaks of itself: 现在注册即送会员，海量模板任你下载！

Told by how much more a site would say so than an author (`leaning`), and by words that no author of such texts needs
(site.yaml); with less evidence, or where goods are praised, the place is marked. `inserted` knows addresses and names.
Lines at a page's head and foot are the structure room's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise

from anwen.repair.documents import OPENS
from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.lines import line_around, whole_line
from anwen.repair.marks import HAN, at, count_han, is_chinese
from anwen.repair.sites import inserted, notice, site
from anwen.repair.sites.leaning import leaning, odds

NAME = "inserted"

_QUOTED = re.compile('[“"「『【][^”"」』】\\n]{1,16}[”"」』】]')
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
_DRAWN = " \t\r\xa0\u3000★☆●◆◇■▲△※↓↑♥=~～<>-—*"
_FRAMED = re.compile("[【\\[（(〔].*[】\\]）)〕]")
_LINKED = re.compile("【.*https?://")
_TAKEN_UP = re.compile(f"[{HAN}，、；。]")
_DATED = re.compile("(?:19|20)\\d\\d ?[年./-] ?\\d")  # 楼主 | 2021-03-09 | 浏览 6641: structure reads the date there
_PAUSE = re.compile("[，。；]")
_CLAUSES = re.compile("[，。；！？!?, \u3000]")
_PAGE = re.compile(r"\A\s*\d{1,4}\s*\n")  # its number
# A page's number: the author's next words may stand behind it.
_PAGED = re.compile("[ \u3000][-—–第]? ?[0-9]{1,4}(?: ?[-—–页/／][^，。；]{0,8})?[ \u3000]")
_STOPS = "。！？!?\n"
_LONGEST = 80  # characters
# Nats a character. Of 196 sentences of clean texts that have one of the words none but the shortest reaches 0.1; what
# an author may say to readers of a notice reaches 2.4, so that without a word of the site's own nothing goes.
_SURE, _LIKELY, _ALONE = 0.7, 0.3, 1.0
_AUTHOR = -0.3  # of 3,184 clauses of clean texts one in twenty has more, of 99 that sites wrote one has less
_ENOUGH, _ENOUGH_APART, _ENOUGH_BARE = 9.0, 4.0, 14.0  # nats in all; in brackets; without a mark around
_INSIDE, _CLAUSE = 1.3, 0.9  # nats a character of a part of a sentence, of a whole clause
_ACCOUNT = re.compile("[:：] ?[A-Za-z0-9_-]{5,24}(?![A-Za-z0-9@.])")  # of a clause that ends so
_TELLING = 8  # characters that are marked without a word of the site's own; 名额有限 is anybody's
_ADDED = 6  # characters of a clause beside a stretch
_SAID = 10  # characters beside a stretch that may say whom it means
_OFF = (0, 1, -1, 2, -2)  # characters that a stretch may begin or end off its place
_BRACKETS = frozenset("（）()【】[]〔〕<>")
_BOUNDS = frozenset(" \u3000，、；：。！？!?\n") | _BRACKETS
_NEAR = 20  # characters between two words that authors have too
_SHORTEST = 5
_PROSE = 10  # characters of a line of prose


def find(text: str) -> list[Change]:
    changes = _pointed(text)
    own = list(site.pattern("own").finditer(text))
    if own:
        changes += left_out(site.shape(_TAIL).finditer(text))
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


def judged(words: str, enough: float = _ENOUGH) -> str | None:
    """The doubt with which words are a site's, ``""`` where there is none; None where they may be an author's.

    >>> judged("现在注册即送30天会员，海量模板任你下载"), judged("请扫描下方二维码下载资料")
    ('', 'inserted')
    >>> judged("请职工扫描下方二维码下载资料") is None
    True
    """
    said = _QUOTED.sub(_quoted, words)
    value = leaning(said)
    if value * count_han(said) < enough:
        return None
    if any(leaning(part) < _AUTHOR for part in _CLAUSES.split(said) if count_han(part) >= _SHORTEST):
        return None  # one of the clauses is an author's
    if site.pattern("meant").search(words):
        return None
    if site.pattern("own").search(words):
        return "" if value >= _SURE else NAME if value >= _LIKELY else None
    return NAME if value >= _ALONE and count_han(said) >= _TELLING else None


def _quoted(quoted: re.Match[str]) -> str:
    """What quotation marks or brackets tell of who speaks: a name nothing, the site's own label much (【限时特惠】)."""
    return quoted[0] if quoted[0][0] == "【" and site.pattern("own").search(quoted[0]) else ""


def is_sites(words: str) -> bool:
    """Whether a line, or what spaces part from a sentence, is a site's where a page's number stands beside it.

    >>> is_sites("精品文档 欢迎下载"), is_sites("检查情况如下")
    (True, False)
    """
    words = words.strip(_DRAWN)
    said = words[1:-1] if _FRAMED.fullmatch(words) else words
    known = notice.is_notice(words) or inserted.is_credit(words)
    return known or (bool(said) and judged(said, _ENOUGH_APART) is not None)


def _brackets(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _BRACKET.finditer(text):
        before, behind = at(text, match.start() - 1), at(text, match.end())
        if before in ("", "\n", "码") or (behind in ("", "\n") and not _in_prose(text, match.start())):
            continue  # a line of its own, the code that is meant, a title with what it is offered as
        filed = match[0][0] in "[【〔" and site.shape(_FILED).fullmatch(match[1]) and behind not in ("", "\n")
        doubt = "" if filed or site.pattern("liked").fullmatch(match[1]) else judged(match[1], _ENOUGH_APART)
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
        if judged(match[2] or match[3], _ENOUGH_APART) == "" or (match[2] and leaning(match[2]) >= _SURE)
    )


def _lines(text: str, hints: list[re.Match[str]]) -> list[Change]:
    """Lines of their own between two lines of prose; in brackets wherever the page has prose behind or before them."""
    found: list[Change] = []
    for start, end in _around(text, hints, partial(line_around, far=2 * _LONGEST)):
        words = text[start:end].strip(_DRAWN)
        framed = bool(_FRAMED.fullmatch(words))
        said = words[1:-1] if framed else words
        if notice.is_notice(words) or _DATED.search(words) or not _SHORTEST <= len(words) <= _LONGEST:
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
        words = _QUOTED.sub("", text[start:end])
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
        if alone or len(words) < _SHORTEST or re.search("[“（《][^”）》]*$", words) or _PAGED.search(words):
            continue
        heads = not before and at(text, end) == "\n"  # a line above the text; a title has no stop
        liked, enough = site.pattern("liked").fullmatch(words), _ENOUGH_BARE if heads else _ENOUGH
        doubt = None if not (before or heads) else "" if liked else judged(words, enough)
        if doubt is None:
            found += _inside(text, start, start + len(words))
        else:
            last = end - (behind == "\n") + heads
            found.append(Change(start, last, text[start:last] if doubt else "", doubt))
    return found


def _inside(text: str, start: int, end: int) -> list[Change]:
    """The stretch of a sentence that is a site's: clauses, with a mark of theirs; what has none around is marked."""
    first, last = (start + place for place in _stretch(text[start:end]))
    first = next((first - off for off in _OFF if first - off >= start and _parts(text, first - off - 1)), first)
    last = next((last + off for off in _OFF if last + off <= end and _parts(text, last + off)), last)
    clause = (_clause(text, start, first, -1), _clause(text, end, last, 1))
    added = first - clause[0] + clause[1] - last
    if added <= _ADDED and judged(text[slice(*clause)]) is not None and leaning(text[slice(*clause)]) >= _CLAUSE:
        first, last = clause
    if account := _ACCOUNT.match(text, last, end):
        last = account.end()
    words = text[first:last]
    before = first if _parts(text, first - 1) else max(start, first - _SAID)
    warned = site.pattern("warns", "cheats").search(text, before, last)
    warned = warned or site.pattern("cheats").search(text, last, last + _SAID)
    if warned or site.pattern("meant").search(text, before, last) or site.ruled(text, first):
        return []
    doubt = judged(words)
    if doubt is None:
        return []
    if at(text, first - 1) in _BRACKETS or at(text, last) in _BRACKETS:
        return []  # `_brackets` looks at what is in them
    bounded = _parts(text, first - 1) and _parts(text, last)
    if doubt or leaning(_QUOTED.sub("", words)) < _INSIDE:
        return [Change(first, last, words, NAME)] if bounded and not site.pattern("bids").search(words) else []
    if not bounded:
        sought = site.pattern("sought").search(text, max(first, last - 1), clause[1])
        return [Change(first, last, words, NAME)] if judged(words, _ENOUGH_BARE) == "" and not sought else []
    closes = last == end and first > start and text[last] != "！"  # which is the site's
    return [Change(first - 1, last, "") if closes else Change(first, last + 1, "")]


def _clause(text: str, limit: int, place: int, step: int) -> int:
    """Where the clause that ``text[place]`` is in begins or ends, not beyond ``limit``."""
    while place != limit and not _parts(text, place - (step < 0)):
        place += step
    return place


def _parts(text: str, place: int) -> bool:
    return at(text, place) in _BOUNDS


def _stretch(words: str) -> tuple[int, int]:
    """Where the odds, less what ordinary words may have, add up to most; names in quotes and figures tell nothing."""
    each = odds(words)
    for name in _QUOTED.finditer(words):
        each[slice(*name.span())] = [_SURE] * len(name[0])
    for figure in re.finditer("[0-9A-Za-z]+", words):
        each[slice(*figure.span())] = [_SURE] * len(figure[0])
    best, total, start, found = 0.0, 0.0, 0, (0, 0)
    for place, value in enumerate(each):
        if total <= 0.0:
            total, start = 0.0, place
        total += value - _SURE
        if total > best:
            best, found = total, (start, place + 1)
    return found
