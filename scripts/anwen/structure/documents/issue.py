"""A bulletin's own list of what is in it, with no pages to turn to, and what its head says of the whole issue.

Below 本期目录 stand the titles, numbered or with a dot, perhaps under the names of columns (经验交流). A plan's or a
report's list looks the same, so each title must stand again below, on a line of its own with a text under it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from anwen.structure.documents.contents import COLLECTS
from anwen.structure.lines.labels import Label
from anwen.structure.lines.page import Page, Span, ends_sentence
from anwen.structure.lines.titles import bare_title, heads_contents, is_date, is_general, is_organisation, same_title

_OF_ISSUE = re.compile(r"[\[(●◆■★☆○*\s]*(?:本[期刊辑]|今日)")
_CHAPTER = re.compile(r"第[\d一二三四五六七八九十]{1,3}(?:章|节|部分|编)")
# 1. …, (一) …, ● …, ※ …
_MARK = re.compile(
    r"(?:[\[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[\])]?\s?[.、:)\]]\s*|\d{1,2}\s+|[●◆■★☆○◎▲△※•·▪□*>»-]+\s*)"
)
_PART = re.compile("[一二三四五六七八九十]{1,3}、")
_NUMBERED = re.compile(rf"{_PART.pattern}|\d{{1,2}}[.、]")
_TURN = re.compile(r"[\s.…·—]*[\[(]?\d{0,3}[\])]?$")  # the page after dots
_HEAD = 12  # lines above which the list begins
_MOST = 40  # entries
_LONGEST = 60
_LEAST = 2  # documents
_TEXT = 100  # characters below each title, at least: a bulletin's pieces are short
_COLUMN, _NEAR = 10, 30  # characters of a column's name, and below it up to the first title of the column


_EDITS = re.compile(r"(?:主办|编印|编发|编辑|主编|印发|编|印)$")  # 某县安委办编


class Listing(NamedTuple):
    """The titles' lines; those of the list itself, and of the columns' names, which are nobody's text."""

    labels: list[Label]
    contents: list[Span]
    columns: list[Span]


def issue(page: Page, lines: list[Span]) -> Listing | None:
    """The documents that a bulletin's contents list, if each stands again below.

    >>> text = "本期目录\\n1.一张纸条\\n2.门口的黄线\\n一张纸条\\n" + "甲" * 100 + "\\n门口的黄线\\n" + "乙" * 100
    >>> page = Page(text)
    >>> found = issue(page, page.lines())
    >>> [label.name for label in found.labels], len(found.contents)
    (['一张纸条', '门口的黄线'], 3)
    """
    opens = next((at for at, line in enumerate(lines[:_HEAD]) if heads_contents(page.of(line))), -1)
    head = [page.of(line) for line in lines[: opens + 1]]
    if opens < 0 or not (_OF_ISSUE.match(head[-1]) or any(map(COLLECTS.search, head))):
        return None
    names = _names(page, lines[opens + 1 :])
    below = opens + 1 + len(names)
    found = _again(page, lines[below:], names)
    parts = [bool(_PART.match(page.of(line))) for line in lines[opens + 1 : below]]
    chapters = found and all(_NUMBERED.match(page.of(span)) for span in found.values())
    if chapters or any(map(is_general, names)) or (any(parts) and not all(parts)):
        return None  # of one report, or of one piece
    missing = [name for name in names if name not in found]
    if len(found) < _LEAST or any(len(name) > _COLUMN for name in missing) or any(map(_CHAPTER.match, names)):
        return None
    ends = [*(span.start for span in list(found.values())[1:]), lines[-1].end]
    sized = [(span, end - span.end, len(name)) for (name, span), end in zip(found.items(), ends, strict=True)]
    columns = [span for span, size, length in sized[:-1] if size < _NEAR and length <= _COLUMN]
    told = [(span, size) for span, size, _ in sized if span not in columns]
    if len(told) < _LEAST or any(size < _TEXT for _, size in told):
        return None
    labels = [Label(at, page.text[span.start : span.end], span, True) for at, (span, _) in enumerate(told, 1)]
    return Listing(labels, lines[opens:below], columns)


def _names(page: Page, lines: Sequence[Span]) -> list[str]:
    """What the list's lines say, up to the line that says its first title again."""
    names: list[str] = []
    for line in lines[:_MOST]:
        name = _TURN.sub("", _MARK.sub("", page.of(line), count=1)).strip("[] ")
        again = name in names or (names and same_title(name, names[0]))
        if not name or again or len(name) > _LONGEST or ends_sentence(page.of(line)):
            break
        names.append(name)
    return names


def _again(page: Page, lines: Sequence[Span], names: list[str]) -> dict[str, Span]:
    """The lines that say the names again, in order; a mark may stand before them there too.

    A column's name may stand in the list alone.
    """
    found: dict[str, Span] = {}
    told = [bare_title(name) for name in names]
    at = 0
    for line in lines:
        if line.end - line.start > _LONGEST + _NEAR or not (line.head and line.tail):
            continue
        words = page.of(line)
        said = (bare_title(words), bare_title(_MARK.sub("", words, count=1)))
        ahead = at
        while ahead < len(names) and told[ahead] not in said and len(names[ahead]) <= _COLUMN:
            ahead += 1
        if ahead < len(names) and told[ahead] in said:
            found[names[ahead]] = line
            at = ahead + 1
    return found


def given_out(page: Page, lines: list[Span]) -> tuple[str, str]:
    """Who gives a whole collection out and when, as lines above its contents say; ``""`` for what they do not.

    >>> page = Page("安全工作简报\\n第7期\\n铜山矿业集团安监部　2017年6月12日")
    >>> given_out(page, page.lines())
    ('铜山矿业集团安监部', '2017年6月12日')
    """
    office = day = ""
    for line in lines[:_HEAD]:
        words = page.of(line)
        first, _, rest = words.strip("()").partition(" ")
        first, words = _EDITS.sub("", first), _EDITS.sub("", words)
        if is_organisation(first) and is_date(rest.strip()):
            return page.text[line.start : line.start + len(first)], rest.strip()
        office = office or (words if is_organisation(words) else "")
        day = day or (words.strip("()") if is_date(words.strip("()")) else "")
    return office, day
