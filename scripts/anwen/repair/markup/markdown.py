"""Markdown that a converter left in the text: **（一）健全机制。**, ## 一、总则, [文件](http://…), > 严禁假检.

A text that is Markdown throughout stays. Stars stand for what an author leaves out (20**年, **县) at least as often: a
pair of them is Markdown only where it encloses a whole phrase, or where the page has such a pair elsewhere.
"""

from __future__ import annotations

import re

from anwen.markdown import is_markdown
from anwen.repair.draft import Change, disjoint, left_out
from anwen.repair.joint import SEPARATE, across
from anwen.repair.lines import whole_line
from anwen.repair.marks import FINAL, HAN, MARKS, SURNAMES, at, is_han

NAME = "residue"  # for a reader the same as other markup

_STRONG = re.compile(r"(\*\*|__|~~)(?=[^\s*_~])([^*_~\n]{1,120}?)(?<=[^\s*_~])\1(?![*_~])")
_LINE_STAR = re.compile(
    rf"^[ \t]*(?:#{{1,6}}[ \t]+|#{{2,6}}|[>＞]{{1,3}}[ \t]*(?![\d ]))(?=[{HAN}（(“《\d*])", re.MULTILINE
)
_BULLET = re.compile(r"^[ \t]*[*+-][ \t]+(?=\*\*)", re.MULTILINE)
_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,80})\]\((?:https?://|/|\.{1,2}/|#|mailto:)[^()\s]{0,300}\)"
    r"|!\[([^\[\]\n]{0,80})\]\([\w./%-]{1,200}\.(?i:png|jpe?g|gif|webp|bmp|svg)\)"
)
# What stars leave out: of whom, where, when and how many.
_MASKED = re.compile(
    "[年月日时分省市县区镇乡村街局厅院校厂矿公集同书主部科处所站队班组某总先女经董副人名余多家个项处起次件万亿元米吨号路楼]"
)
# 共设\_\_三个科目\_\_, 演练结束后\: signs that an editor escaped, and a line's end.
_ESCAPED = re.compile(rf"\\(?:([*_~#>|\[\]])|(\n)(?<=[{HAN}]\\\n)(?=[{HAN}]))")
_PROGRAM = re.compile(r"\\[A-Za-z0-9\\({]|\$")  # a path, a formula, a pattern
# A page that tells how Markdown is written; 星号 alone may be a mask's or a rating's.
_TOLD = re.compile("(?i:markdown)|[两个]星号|[井#]号[^。\n]{0,12}标题")
_AGREE = 2
_MARK = re.compile(f"[{MARKS}{re.escape(FINAL)}、\\s]")


def _whole(text: str, match: re.Match[str]) -> bool:
    """Whether the pair encloses a phrase: it begins and ends where one does."""
    left, right, inner = at(text, match.start() - 1), at(text, match.end()), match[2]
    begins = not left or bool(_MARK.match(left))
    ends = not right or bool(_MARK.match(right)) or bool(_MARK.match(inner[-1]))
    return begins and ends and not (_MASKED.match(inner) and not _MARK.match(inner[-1]))


def _masks(text: str, match: re.Match[str]) -> bool:
    """Whether the stars stand for what is left out: 王**主任, **县和**区; no second pair ends a phrase."""
    left, right = at(text, match.start() - 1), at(text, match.end())
    phrase = is_han(left) and left not in SURNAMES and bool(_MARK.match(right))
    return bool(_MASKED.match(match[2])) and not phrase


def _strong(text: str, known: bool) -> list[Change]:
    """Pairs that set type bold; ``known``: the page has other signs of Markdown."""
    pairs = [match for match in _STRONG.finditer(text) if re.search(f"[{HAN}]", match[2])]
    known = known or any(_whole(text, match) for match in pairs)
    found: list[Change] = []
    for match in pairs:
        if _whole(text, match) or (known and len(match[2]) > 1 and not _masks(text, match)):
            end = match.end() + (at(text, match.end()) == " " and bool(_MARK.match(match[2][-1])))  # **甲。** 乙
            found += (Change(match.start(), match.start(2), ""), Change(match.end(2), end, ""))
    return found


def _escaped(text: str) -> list[Change]:
    """The backslashes before signs, several on a page that has no others."""
    found = list(_ESCAPED.finditer(text))
    if len(found) < _AGREE or _PROGRAM.search(text):
        return []
    return [Change(*match.span(), match[1] or _end(text, *match.span())) for match in found]


def _end(text: str, start: int, end: int) -> str:
    return "" if across(text, start, end) >= SEPARATE else "\n"


def find(text: str) -> list[Change]:
    changes: list[Change] = []
    if is_markdown(text):
        return changes
    if "\\" in text:
        changes += _escaped(text)
    if any(sign in text for sign in "#>＞"):
        changes += left_out(_LINE_STAR.finditer(text))
    if "](" in text:
        for match in _LINK.finditer(text):
            image = match[0][0] == "!"
            changes.append(
                Change(*(whole_line(text, *match.span()) if image else match.span()), "" if image else match[1])
            )
    if "**" in text or "__" in text or "~~" in text:
        changes += _strong(text, bool(changes))
    if changes:  # a page of Markdown: its bullets as well
        changes += left_out(_BULLET.finditer(text))
    return disjoint(changes) if changes and not _TOLD.search(text) else []
