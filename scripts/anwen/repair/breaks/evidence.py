"""How likely it is that a sentence goes on across a line's end: by the words on either side, and by the two lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from anwen.repair.breaks.hyphen import at_line_end
from anwen.repair.documents import EDITION, HEADING_ENDS, OPENS, SENTENCE_BEGINS
from anwen.repair.draft import Change
from anwen.repair.joint import IN_WORD, across, word
from anwen.repair.marks import HAN
from anwen.repair.sites.leaning import leaning

NARROW = 20  # in characters; the longest lines of verse have fewer
STOP = frozenset("。！？；：…!?;:")
STOPS = re.compile("[。！？；：…!?;:][”’）》】)]*\\Z")  # the end of a paragraph's line
_GOES_ON = re.compile(f"[{HAN}，、,“《（(0-9A-Za-z%”’）》)]")
_TAKES_UP = re.compile(f"[{HAN}“‘《（(0-9A-Za-z]")
_NEVER_FIRST = re.compile(f"[，。；、：）》”’]|[！？](?![{HAN}—])")  # no line begins so
# “|高高兴兴上班去|平平安安回家来|”: both marks stand by themselves; one line alone is `broken`'s.
_SET_APART = re.compile("“[ \t\u3000]*\n[^“”]*\\Z")
_BEFORE = re.compile(f"[{HAN}0-9A-Za-z%”’》）)]")
# 99.\n2%: the other half of a number; 2.\n3 is the next item.
_POINT = re.compile("[0-9][.．]\\Z")
_DECIMAL = re.compile("[0-9]{1,2}(?:[%％‰]|[万亿]?[元吨米倍人户]|[万亿个])")
# 3,\n482 处: the other half of a number in groups; behind 1, 2, 3,\n482 is one more of a list.
_GROUP = re.compile("(?<![0-9.,，、])(?<![0-9][,，、] )[1-9][0-9]{0,2}(?:,[0-9]{3})*,\\Z")
_THREE = re.compile(f"[0-9]{{3}}(?![0-9.])(?:,[0-9]{{3}}(?![0-9]))* ?(?=[{HAN}%％])(?![和与及至到或年月])")
_PARTED = re.compile(" [-_|–—] [^，。；]*\\Z")  # …夺冠 - 校园新闻 - 某某中学: a page's title
_SITES = 0.7  # nats a character; 长按二维码，关注更多资讯 goes on nowhere, whatever the paragraph below begins with
_DATED = re.compile("(?:[12][0-9]{3}年)?[0-9]{1,2}月[0-9]{1,2}日(?!起|前|之前|以前)")
_OPENING = re.compile(
    "为(?:深刻|进一步|认真|切实|贯彻|落实|加强|确保|有效|全面|推动|扎实|提高)|在[一-鿿]{0,4}会上|近日|日前|昨[日天]|今[日天年]|当前|连日来|本报讯|随着"
)
_LONGER = 1.5
_AWAITS = re.compile("[于在自从至到和与及或的、，,即为是以按由经]\\Z")
_RANGE = re.compile("[0-9%月日年时][-—–~～至]\\Z")
_LINE, _ALIKE = 400, 5  # characters of a line that are looked at; that two lines of a song, or items, begin with

# Nats of evidence for a break in mid-sentence. Of 3,666 places inside unseen sentences and 990 ends of lines that no
# stop marks, so many more of the one kind or the other gain less than the first figure when they are joined.
_GAINS = ((2.6, -2.9), (3.8, -1.7), (4.7, -1.0), (6.6, -0.5), (8.0, 0.7), (9.5, 1.4), (11.0, 2.0))
_WORD = 4.0
_AT_MARK = -0.5  # behind a comma every kind of line may end
_IN_LIST = 1.5  # behind 、 few do
_BEFORE_MARK = 5.0
_NUMBER = 2.5  # digits on both sides
_CLAUSE, _NO_CLAUSE = 2.7, -1.3  # a mark inside the line
_CLAUSES = 1.0  # and one at its end, as in verse
_LONG = 3.5  # one at the end of a line longer than verse has
_HEADING = -1.5
_LONG_TITLE = 30  # and more than any has
_TITLE, _PART = 24, 10  # characters of a numbered heading, and of each of its clauses
_SLOGAN = -3.0  # two clauses of one length
_INDENTED = -3.0  # as paragraphs of the block are
_BRACKET = 3.0
_SHORT = -1.0
_DATELINE = -4.0  # a title above a report that begins with its day
APART = -1.2  # less: the sentence does not go on here
_LEAST = 8.0  # characters of a line
_QUOTED = 20
_OPENED = re.compile("[（《“(][^）》”)。；]*\\Z")
_CLOSED = re.compile("[^（《“(。；]{0,20}[）》”)]")
_CLOSES = re.compile(r"\d{1,3}[)）]")  # （见附件2）, and no item's number
_INSIDE = re.compile("[，。；](?!\\Z)")


class Line(NamedTuple):
    """Where a line begins and ends, and how wide it is in Chinese characters."""

    start: int
    end: int
    width: float


class Break(NamedTuple):
    """The end of a line in what may be the middle of a sentence, and how likely it is that (nats)."""

    line: Line
    after: Line
    change: Change
    value: float
    indented: bool


def weigh(text: str, line: Line, after: Line, least: int = 0, margin: int = 0) -> Break | None:
    """What stands between two lines, if a sentence may go on there; None where none can.

    Args:
        least: how many characters in a paragraph begins.
        margin: how many every line of the block begins in.

    >>> lines = Line(0, 8, 8.0), Line(9, 17, 8.0)
    >>> weigh("各单位，要开展隐\\n患排查，要报告。", *lines).value > 5
    True
    >>> weigh("一、要开展隐患排\\n二、要及时报告。", *lines)
    """
    if text[line.end - 1] in STOP:  # nearly all
        return None
    end = line.start + len(text[line.start : line.end].rstrip())
    start = after.start + indent(text, after)
    left, right = text[max(line.start, end - _LINE) : end], text[start]
    if STOPS.search(left[-4:]):
        return None
    if (" " in left and _PARTED.search(left)) or text.startswith(text[line.start : line.start + _ALIKE], after.start):
        return None
    indented = start > after.start + margin
    if hyphen := at_line_end(left, text[start : after.end]):
        return Break(line, after, Change(end - (hyphen == "-"), start, ""), _WORD, indented)
    if (_RANGE.search(left[-2:]) and right.isdigit()) or (_POINT.search(left[-2:]) and _DECIMAL.match(text, start)):
        return Break(line, after, Change(end, start, ""), _BEFORE_MARK, indented)
    if right.isdigit() and _GROUP.search(left[-_QUOTED:]) and _THREE.match(text, start):
        return Break(line, after, Change(end, start, ""), _BEFORE_MARK, indented)
    if right == "”" and _SET_APART.search(text, max(0, start - _LINE), start):
        return None
    if _NEVER_FIRST.match(text, start) and _BEFORE.search(left[-1]):
        return Break(line, after, Change(end, start, ""), _BEFORE_MARK, False)
    numbered = OPENS.match(text, start, after.end) and not (
        _CLOSES.match(text, start) and _OPENED.search(left[-_QUOTED:])
    )
    if numbered or not _GOES_ON.match(left[-1]) or not _TAKES_UP.match(right):
        return None
    numbers = left[-1].isdigit() and right.isdigit()
    blank = " " if left[-1].isascii() and right.isascii() and not numbers else ""
    value = _seam(text, end, start) + _ends(text, line, after, left, start)
    value += _INDENTED if start - after.start <= least and indented else 0.0
    value += _DATELINE if _is_title(text, line, after, start) and not _AWAITS.search(left) else 0.0
    if value >= APART and after.start - line.end > 1 and leaning(left) >= _SITES:
        return None
    return Break(line, after, Change(end, start, blank), value, indented)


def _is_title(text: str, line: Line, after: Line, start: int) -> bool:
    """Whether a line stands first, above one that begins as reports do: with a day, or longer and with such words."""
    if text[max(0, line.start - 2) : line.start] not in ("", "\n", "\n\n"):
        return False
    return bool(_DATED.match(text, start) or (after.width >= _LONGER * line.width and _OPENING.match(text, start)))


def indent(text: str, line: Line) -> int:
    """How many spaces a line begins with."""
    return len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip())


def _seam(text: str, end: int, start: int) -> float:
    """The evidence of the characters on either side."""
    if text[end - 1] in "，、,":
        return _IN_LIST if text[end - 1] == "、" else _AT_MARK
    if text[end - 1].isdigit() and text[start].isdigit():
        return _NUMBER
    if word(text, end, start) >= IN_WORD:
        return _WORD
    value = across(text, end, start)
    return next((nats for most, nats in _GAINS if value < most), _WORD)


def _ends(text: str, line: Line, after: Line, left: str, start: int) -> float:
    """The evidence of the two lines: whether they are pieces of prose."""
    value = _SHORT if line.width < _LEAST else 0.0
    words = left.lstrip(" \u3000")
    clauses = [len(part) for part in re.split("[，；。]", words)]
    number = OPENS.match(words)
    if number and line.width <= _TITLE and max(clauses) <= _PART + number.end():
        value += _NO_CLAUSE + _HEADING
    elif words[-1] in "，," and line.width >= NARROW:
        value += _LONG
    elif not _INSIDE.search(words):
        value += _NO_CLAUSE + (_HEADING if number and line.width < _LONG_TITLE else 0.0)
    else:
        halves = len(clauses) == 2 and clauses[0] == clauses[1] and "。" not in words
        value += _SLOGAN if halves else _CLAUSE if words[-1] not in "，," else _CLAUSES
    if _OPENED.search(left[-_QUOTED:]) and _CLOSED.match(text, start, after.end):
        value += _BRACKET
    if EDITION.search(words) or (HEADING_ENDS.search(words[-3:]) and SENTENCE_BEGINS.match(text, start, after.end)):
        value += _HEADING
    return value
