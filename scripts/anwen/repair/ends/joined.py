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

from anwen.repair.documents import HEADING_ENDS, SENTENCE_BEGINS
from anwen.repair.draft import Change, disjoint
from anwen.repair.ends import numbered, unnumbered
from anwen.repair.ends.frame import may_end
from anwen.repair.ends.gap import as_wide
from anwen.repair.ends.heading import Place, end_kind, ends, likeliest
from anwen.repair.joint import PARTED
from anwen.repair.lines import line_around
from anwen.repair.marks import HAN, NUMERALS

NAME = "joined"

_CHAPTER = re.compile(
    rf"(?:^|(?<=[。；]))[ \u3000]*第[{NUMERALS}\d]{{1,4}}[章节编][ \u3000]?[{HAN}、]{{2,20}}?([ \u3000]?)"
    rf"(?=第[{NUMERALS}\d]{{1,5}}条(?![的第、，和及规至之或]))",
    re.MULTILINE,
)
_ARTICLE = re.compile(rf"第[{NUMERALS}\d]{{1,5}}条")
_NUMBERED = re.compile(
    rf"(?:^|(?<=[。！？”）]))[ \u3000]*(?:#{{1,6}} )?"
    rf"(?:(?P<chinese>[{NUMERALS}]{{1,3}})、|[（(](?P<bracketed>[{NUMERALS}]{{1,3}})[）)]"
    rf"|(?P<arabic>\d{{1,2}})[.．、]|第(?P<chapter>[{NUMERALS}]{{1,3}})[章篇编])"
    rf"[ \u3000]?(?P<body>[{HAN}、“”]{{2}}[{HAN}、“”\d]{{2,}})",
    re.MULTILINE,
)
# All patterns begin at a line's start or behind a stop: one search for those places serves them all.
_LINE = re.compile(f"\n(?=[ \\u3000]*[{HAN}])")
_BEGIN = re.compile(rf"[\n。；！？”）](?=[ \u3000]*[#{NUMERALS}\d第（(])")
# A number behind a sentence, and a heading's words up to the line's end.
_AT_END = re.compile(
    rf"(?<=[。！？])(?=(?P<number>[{NUMERALS}]{{1,3}})、[{HAN}、]{{2,20}}[ \u3000]*\n"
    rf"[ \u3000]*[{HAN}“0-9（(][^\n]{{8}})"
)
# 三、整改措施（一）立即停用…: a heading and the first of what it heads.
_CHILD = re.compile(
    rf"(?:^|(?<=[。；]))[ \u3000]*[{NUMERALS}]{{1,3}}、[{HAN}、]{{2,20}}()(?=[（(]一[）)][{HAN}])", re.MULTILINE
)
# 3.职责3.1设备部…: a heading and the first of its items.
_NUMBERED_CHILD = re.compile(
    rf"(?:^|(?<=。))[ \u3000]*(\d{{1,2}})[.．、]?[ \u3000]?[{HAN}、]{{2,20}}()"
    rf"(?=\1[.．]1(?![\d.])[、.．]?[ \u3000]?[{HAN}])",
    re.MULTILINE,
)
# 三、工作要求 各单位要…: a heading set apart from its text by what stood for a line's end, or by an author's space.
_SPACED = re.compile(
    rf"^[ \u3000]*(?:[{NUMERALS}]{{1,3}}、|[（(][{NUMERALS}]{{1,3}}[）)])[ \u3000]?(?P<body>[{HAN}、]{{4,16}})"
    rf"(?P<space>[ \u3000]+)(?=[{HAN}\d][^ \u3000\n]{{10,}}$)[^，。；\n]+[，。；]",
    re.MULTILINE,
)
_STANDING = re.compile(f"(?:^|(?<=。))[ \\u3000]*([{NUMERALS}])、", re.MULTILINE)
_ALONE = re.compile(f"(?:，[{HAN}、]{{2,14}})?[ \\u3000]*$", re.MULTILINE)
_SEVERAL = 3  # headings of a series
_BRIEF = 8  # characters of each
_LONG_ENOUGH = 6  # to be a phrase that ends as the others do; 第一阶段, 第二阶段 are none
_FAR = 4000


class _Heading(NamedTuple):
    match: re.Match[str]
    places: list[Place]  # where it may end

    @property
    def kind(self) -> str:
        return next(name for name in ("chinese", "bracketed", "arabic", "chapter") if self.match[name])

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.match.start("body")

    @property
    def number(self) -> int:
        return numbered.value(self.match[self.kind])

    def ending(self, place: Place) -> str:
        """The two characters before one of its places."""
        return self.match.string[place.at - 2 : place.at]

    @property
    def stands(self) -> bool:
        """Whether it stands on a line of its own."""
        return bool(_ALONE.match(self.match.string, self.match.end("body")))


def find(text: str) -> list[Change]:
    changes: list[Change] = []
    begun = [0, *(match.end() for match in _BEGIN.finditer(text))]
    lines = [0, *(match.end() for match in _LINE.finditer(text))]
    children = list(_at(text, begun, _CHILD))
    for match in (*_at(text, begun, _CHAPTER), *children):
        begins = match.start() == 0 or text[match.start() - 1] == "\n"
        start = match.end() - len(match[0].lstrip(" \u3000"))
        changes += [Change(match.start(), match.start() if begins else start, "" if begins else "\n")]
        changes.append(Change(*match.span(1), "\n"))
    for start, after in pairwise([*(match.end() for match in children), len(text)]):
        changes += _fellows(text, start, min(after, line_around(text, start, start, _FAR)[1]))
    changes += (Change(*match.span(2), "\n") for match in _at(text, begun, _NUMBERED_CHILD))
    changes += _headings(text, _at(text, begun, _NUMBERED))
    changes += unnumbered.alike(text, list(_at(text, lines, unnumbered.ALIKE)))
    changes += unnumbered.slogans(text, _at(text, lines, unnumbered.SLOGAN))
    changes += _at_end(text, begun)
    changes += _set_apart(text, _at(text, begun, _SPACED))
    return disjoint(as_wide(text, dict.fromkeys(changes)))


def _at(text: str, places: list[int], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begins at one of ``places`` or nowhere."""
    done = 0
    for place in places:
        if place >= done and (match := pattern.match(text, place)):
            yield match
            done = match.end()


def _at_end(text: str, begun: list[int]) -> list[Change]:
    """Breaks before a heading at a line's end; the number before it, or the next, begins a line, or its words tell."""
    matches = list(_at(text, begun, _AT_END))
    standing = {numbered.value(match[1]) for match in _at(text, begun, _STANDING)} if matches else set()
    found: list[Change] = []
    for match in matches:
        number = numbered.value(match["number"])
        if {number - 1, number + 1} & standing or HEADING_ENDS.search(
            text[match.start() : text.index("\n", match.start())].rstrip()
        ):
            found.append(Change(match.start(), match.start(), "\n"))
    return found


def _set_apart(text: str, matches: Iterator[re.Match[str]]) -> Iterator[Change]:
    """Breaks for an indent behind a heading, or for a space before a word that sentences begin with."""
    for match in matches:
        start, end = match.span("space")
        kind, begins = end_kind(match["body"]), bool(SENTENCE_BEGINS.match(text, end))
        label = match["body"].endswith("时间") and text[end].isdigit()
        if not label and ((end - start > 1 and kind) or (kind == "last" and begins)):
            yield Change(start, end, "\n")
        elif kind == "last" or begins:
            yield may_end(text, start)


def _fellows(text: str, start: int, end: int) -> Iterator[Change]:
    """Breaks before the items that follow the first of a series, at ``start``, in its line."""
    for chain in numbered.chains(text, start, end):
        if chain[0].start == start:
            yield from (Change(mark.start, mark.start, "\n") for mark in chain[1:] if mark.before == "stop")


def _headings(text: str, matches: Iterator[re.Match[str]]) -> list[Change]:
    found = [
        _Heading(match, ends(text, *match.span("body")))
        for match in matches
        if not (match["chapter"] and _ARTICLE.search(match["body"]))
    ]
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


def _chosen(group: list[_Heading]) -> tuple[bool, list[Place | None]]:
    """Whether the headings of a series are glued to their text, and where each one ends.

    One of them is beyond doubt, or they end alike: at words that only headings end in, or after as many characters
    each, before words that sentences begin with.
    """
    if any(heading.stands for heading in group):
        return _among(group)
    sizes = [{place.at - heading.start: place for place in heading.places} for heading in group]
    if chosen := _as_long(group, sizes) or _brief(sizes):
        return True, [place._replace(sure=True) for place in chosen]
    best = [likeliest(heading.places) for heading in group]
    return any(place.sure for place in best if place), best


def _among(group: list[_Heading]) -> tuple[bool, list[Place | None]]:
    """Where headings end that are glued to their text among those that stand on lines of their own."""
    best = [None if heading.stands else likeliest(heading.places) for heading in group]
    endings = {heading.match["body"][-2:] for heading in group if heading.stands}
    for at, (heading, place) in enumerate(zip(group, best, strict=True)):
        pair = [other for other in heading.places if other.kind in ("pair", "tail") and other.opens]
        alike = [other for other in heading.places if other.begins and heading.ending(other) in endings]
        brief = [other for other in heading.places if other.kind == "short" and other.opens]
        if place and (place.last or (place.alone and place.begins)) and heading.kind != "arabic":
            best[at] = place._replace(sure=True)
        elif pair and not (place and place.sure):
            best[at] = max(pair)._replace(sure=True)
        elif alike and not place:
            best[at] = max(alike)._replace(sure=True)
        elif brief and not place:
            best[at] = max(brief)._replace(sure=True)
    return any(place.sure for place in best if place), best


def _as_long(group: list[_Heading], sizes: list[dict[int, Place]]) -> list[Place]:
    """Ends of headings equally long: a sentence begins behind half of three, or both of two, or they end alike."""
    for size in sorted(set[int].intersection(*map(set, sizes)), reverse=True):
        same = [places[size] for places in sizes]
        texts = [(heading.match.string, place.at) for heading, place in zip(group, same, strict=True)]
        begin = sum(place.opens for place in same)
        begin *= any(place.opens and text[at] != "要" for place, (text, at) in zip(same, texts, strict=True))
        alike = (
            size >= _LONG_ENOUGH
            and len({text[at - 2 : at] for text, at in texts}) == 1
            and len({text[at] for text, at in texts}) == len(same)
        )
        told = any(place.alone or place.last for place in same) or any(place.begins for place in same)
        several = len(same) >= _SEVERAL and ((2 * begin >= len(same) and told) or alike)
        both = len(same) > 1 and begin == len(same) and any(place.alone for place in same)
        both = both or (len(same) > 1 and all(place.kind == "last" or place.begins for place in same))
        if several or (both and all(place.value >= PARTED for place in same)):
            return same
    return []


def _brief(sizes: list[dict[int, Place]]) -> list[Place]:
    """Ends of three or more headings of a few characters, most at words that only headings end in."""
    brief = [
        [place for size, place in places.items() if place.kind != "any" and size <= _BRIEF and place.value >= PARTED]
        for places in sizes
    ]
    if len(brief) < _SEVERAL or not all(brief):
        return []
    chosen = [max(places, key=lambda place: (place.last, place.value)) for places in brief]
    begin = any(place.opens for place in chosen)
    return chosen if begin and 2 * sum(place.last for place in chosen) >= len(chosen) else []


def _likely(group: list[_Heading], places: list[Place | None]) -> bool:
    """Whether two or more headings of a series may be glued to their text."""
    found = [(heading, place) for heading, place in zip(group, places, strict=True) if place]
    sizes = [{other.at - heading.start for other in heading.places} for heading, _ in found]
    return len(found) > 1 and (
        any(place.last or place.begins for _, place in found) or bool(set[int].intersection(*sizes))
    )
