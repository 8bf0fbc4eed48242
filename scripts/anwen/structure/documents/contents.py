"""A collection told by its table of contents: what is listed there stands again in the text, above a text of its own.

A handbook or a report has contents too, of its chapters. So what is listed must be titles (no numbers, no 前言), and
something must say that they are documents: the collection's name (…材料汇编, 第3期), what its contents are called
(本期要目), or who wrote each, said below its title.
"""

from __future__ import annotations

import re

from anwen.records import Exclusion
from anwen.structure.lines.labels import Label
from anwen.structure.lines.numbering import marker_at
from anwen.structure.lines.page import Page, Span, fold
from anwen.structure.lines.titles import (
    is_date,
    is_organisation,
    is_subtitle,
    names_document,
    names_speaker,
    same_title,
)

_RULES = frozenset({"contents", "aside"})  # of the lines that a table of contents has; a Word style says it of some
# …, who wrote it between the dots and the page: 把账本交给工人……白鹿纸业有限公司(1)
_ENTRY = re.compile(
    r"(?P<title>\S.{2,60}?)\s*(?:[.…·—_]{3,}|\t)\s*(?:[一-鿿][一-鿿()\s]{1,28}?[\s.…·—_]*)?[\[(]?\d{1,3}[\])]?"
)
_LABEL = re.compile(r"第\s?[\d一二三四五六七八九十]{1,3}\s?篇[\s:、]+")
_CHAPTER = re.compile(r"前言|序言?|引言|导言|概述|总则|附则|附[件录表].*|参考文献|后记|结束?语|编制说明|编者按")
COLLECTS = re.compile(
    r"(?:[汇选][编集]|文[集选]|集锦|简报|快报|专[报刊辑]|会刊|通讯|交流(?:发言)?材料|案例集|讲话集)(?:[\[(].{1,20}[\])])?$"
    r"|(?:总?第\s*[\d一二三四五六七八九十]{1,4}\s*[期辑集])|本[期辑集册](?:目录|要目|导读|内容|看点)"
)
_HANDED_OUT = re.compile(r"(?:资料|材料|文件|文稿)(?:[\[(].{1,20}[\])])?$")  # if all that is listed is documents
_LEAST = 2  # documents
_TEXT = 150  # characters below each title, at least
_HEAD = 10  # lines above the first document that can say what it is
# To whom an issue goes; 共印60份 or another such stands below, or the next of them.
_SENT = re.compile(r"(?:[主抄]?[报送发]|分送|呈报?|印发|发至|报送|抄报|抄送)\s?:.{1,80}")
# The collection speaks of itself below its last text: who prints, gives out and sends it.
_IMPRINT = re.compile(
    r"\(?(?:编者:|(?:以上|本)?材料[由系][^。]{2,30}(?:汇编|整理|编印|提供)\)?$|本(?:汇编|选编|简报|刊|书|册|资料|专[辑刊])|印数|准印证|(?:征订|订阅|投稿|来稿|供稿)(?:热线|电话|邮箱|地址)|欢迎(?:订阅|来稿|投稿|赐稿)"
    r"|编\s?[辑印]\s?部?(?:单位|地址|电话)?:|责任编辑:|(?:主管|主办|承办|编印|印制)单位:|(?:报|送|抄)\s?[送报]?:.*\s(?:抄|发|送)\s?[送报]?:|[(]?共印\s?\d+\s?份)"
)
_LONGEST_IMPRINT = 100


def listed(page: Page, lines: list[Span], out: list[Exclusion]) -> list[Label]:
    """The titles of a collection's documents as its contents list them, as labels over their lines; else none.

    >>> page = Page("经验材料汇编\\n班前会这样开......1\\n一张卡的故事......5\\n班前会这样开\\n" + "甲" * 150
    ...             + "\\n一张卡的故事\\n" + "乙" * 150)
    >>> title, one, other, *rest = page.lines()
    >>> out = [Exclusion("contents", line.start, line.end) for line in (one, other)]
    >>> [label.name for label in listed(page, [title, *rest], out)]
    ['班前会这样开', '一张卡的故事']
    >>> listed(page, rest, out)
    []
    """
    names, end = _entries(page, out)
    if len(names) < _LEAST:
        return []
    below = [line for line in lines if line.start >= end]
    found = _find(page, below, names)
    if len(found) < len(names):
        return []
    ends = [*(label.span.start for label in found[1:]), lines[-1].end]
    if any(after - label.span.end < _TEXT for label, after in zip(found, ends, strict=True)):
        return []
    head = [page.of(line) for line in lines if line.start < found[0].span.start][:_HEAD]
    told = any(map(COLLECTS.search, head)) or (any(map(_HANDED_OUT.search, head)) and all(map(names_document, names)))
    return found if told or _signed(page, below, found) else []


def _entries(page: Page, out: list[Exclusion]) -> tuple[list[str], int]:
    """What the contents list, and where they end."""
    names: list[str] = []
    end = 0
    for item in sorted(out, key=lambda item: item.start):
        if item.rule not in _RULES:
            continue
        for line in page.text[item.start : item.end].splitlines():
            match = _ENTRY.fullmatch("\t".join(map(fold, line.strip().split("\t"))))  # tabs stay
            title = _LABEL.sub("", match["title"]) if match else ""
            if not title or marker_at(title, 0, len(title)) or _CHAPTER.fullmatch(title):
                continue
            names.append(title)
            end = item.end
    return names, end


def _find(page: Page, lines: list[Span], names: list[str]) -> list[Label]:
    """The lines that say the names again, in order."""
    found: list[Label] = []
    for line in lines:
        if len(found) < len(names) and line.head and line.tail and same_title(page.of(line), names[len(found)]):
            found.append(Label(len(found) + 1, page.text[line.start : line.end], line, True))
    return found


def _signed(page: Page, lines: list[Span], found: list[Label]) -> bool:
    """Whether below more than half of the titles somebody is named who wrote or said what follows, or a day."""
    at = {line.start: place for place, line in enumerate(lines)}
    signed = 0
    for label in found:
        place = at[label.span.start] + 1
        place += place < len(lines) and is_subtitle(page.of(lines[place]))
        words = page.of(lines[place]).strip("()") if place < len(lines) else ""
        signed += is_organisation(words) or is_date(words) or names_speaker(words)
    return 2 * signed > len(found)


def imprint(page: Page, lines: list[Span]) -> int:
    """How many of the last lines of a collection's document speak of the collection.

    >>> page = Page("大家按卡操作。\\n本汇编由各单位供稿\\n印数：500册")
    >>> imprint(page, page.lines()), imprint(page, page.lines()[:1])
    (2, 0)
    """

    def above(back: int) -> str:
        return page.of(lines[-back - 1]) if back < len(lines) else ""

    count = 0
    for back, line in enumerate(reversed(lines), 1):
        words = page.of(line)
        if line.end - line.start > _LONGEST_IMPRINT or words.endswith("。"):
            break
        sent = _is_sent(words) and (count == back - 1 > 0 or _is_sent(above(back)))
        if sent or _IMPRINT.match(words):
            count = back
    return count


def _is_sent(words: str) -> bool:
    """Whether a line says to which offices an issue goes: 报送:市安委办, not 报送:每月五日前报安监科."""
    offices = re.split(r"[\s,、;]+", words.partition(":")[2].strip())
    return bool(_SENT.fullmatch(words)) and all(
        re.match("各|本[局委办]|.+(?:领导|单位)$", name) or is_organisation(name) for name in offices
    )
