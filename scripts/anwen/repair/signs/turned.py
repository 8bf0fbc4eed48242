"""Quotation marks and title brackets whose partner has the wrong shape: 落实”三管三必须“的 → 落实“三管三必须”的.

A line whose marks do not open and close in turn is no author's: nearly all lines of clean text do. Where its marks are
even in number and every second one ends a few words, they are set in turn; else a mark without a partner is marked,
unless a quotation goes on over several paragraphs. ``TeX'' quotes and 《title> become what they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anwen.repair.draft import Change, disjoint, marked
from anwen.repair.lines import lines_with, words_around
from anwen.repair.marks import HAN
from anwen.repair.signs.quotes import is_quoted

NAME = "quotes"

_ANY = re.compile("[“”]")
_MARK = re.compile('[“”"]')
_TEX = re.compile(f"``(?=[^`'\n]{{0,40}}[{HAN}])([^`'\n]{{1,40}})''")
_TITLE = re.compile(f"《(?=[^《》<>\n]{{0,40}}[{HAN}])[^《》<>＜＞\n]{{2,40}}([>＞])(?![>＞=\\d])")
_ANGLE_TITLE = re.compile(f"《(?=[^《》〈〉\n]{{0,40}}[{HAN}])[^《》〈〉\n]{{2,40}}(〉)")  # 《消防法〉
_UNTITLED = re.compile(f"([<＜])(?=[^《》<>＜＞\n]{{0,40}}[{HAN}])[^《》<>＜＞\n]{{2,40}}》")
# <<安全生产法>>, and as a scanner reads it 《安全生产法）; <<返回目录>> leads elsewhere.
_DOCUMENT = (
    "(?:法|条例|规定|办法|规程|规范|标准|通知|意见|方案|细则|制度|预案|手册|指南|报告|公告|决定|导则|纲要|规划|合同"
    "|协议|章程|守则|通报)"
)
_ANGLED = re.compile(f"<<(?=[{HAN}“])([^<>《》\n]{{1,60}}?{_DOCUMENT}(?:[（(][^（）()<>\n]{{1,12}}[）)])?)>>(?!>)")
_ROUND_TITLE = re.compile(f"《[^《》（）()\n]{{1,60}}?{_DOCUMENT}([）)])(?![^《\n]{{0,60}}》)")
_TOLD = re.compile("标点|书名号|括号|写错")
# 墙上写着”平平安安回家“: the only marks of a line, each the wrong way, behind what takes a quotation.
_WRONG_WAY = re.compile(f'[^“”"\n]*[着道说称叫喊为即是](”)[{HAN}][^“”"。\n]{{1,40}}(“)[^“”"\n，。；]+[^“”"\n]*')
_CROSSED = re.compile("《[^《》\n]{2,40}(《)(?:[、和与及或]|以及)(》)[^《》\n]{2,40}》")  # 《防洪法《和》抗旱条例》
_REVERSED = re.compile("》[^《》\n]{2,40}《")
_BACK = re.compile("》[^《》\n]*《")
_BRACKETS = re.compile("[《》]")
# 弘扬“工匠精神“，叫响”质量第一”: no quotation opens before such a mark.
_NO_OPENING = re.compile("“(?=[，。；、])")
_WORDS = re.compile("[“”][^，。；：！？\n“”]{0,20}")

_SINGLE_BEHIND = re.compile("[^“”‘’，。；\n]{1,20}’")
_SINGLE_BEFORE = re.compile("‘[^“”‘’，。；\n]{1,20}\\Z")
_LONGEST = 21
_FAR = 120  # characters
_CLAUSE = re.compile("[，。；]")
_STOPS = "。！？"


def _lone(marks: list[tuple[int, str]]) -> list[int]:
    """The places of the curly marks that have no partner."""
    stack: list[int] = []
    lone: list[int] = []
    for place, mark in marks:
        if mark == "“":
            stack.append(place)
        elif mark == "”" and stack:
            stack.pop()
        elif mark == "”":
            lone.append(place)
    return sorted([*lone, *stack])


def _crossed(text: str, marks: list[tuple[int, str]]) -> bool:
    """Whether straight marks stand between two curly ones that quote nothing: “必须"原则，落实"一岗双责”."""
    curly = [place for place, mark in marks if mark != '"']
    pairs = zip(curly[::2], curly[1::2], strict=False)
    long = (pair for pair in pairs if not is_quoted(text, *pair))
    return len(curly) < len(marks) and any(_CLAUSE.search(text, *pair) for pair in long)


def _in_turn(text: str, marks: list[tuple[int, str]]) -> list[Change]:
    """The changes that let the marks open and close in turn; none where what they enclose is no quotation."""
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    if len(marks) % 2 or not all(is_quoted(text, left[0], right[0]) for left, right in pairs):
        return []
    return [
        Change(place, place + 1, shape)
        for pair in pairs
        for (place, mark), shape in zip(pair, "“”", strict=True)
        if mark != shape
    ]


def _quotes(text: str) -> list[Change]:
    found: list[Change] = []
    open_marks: list[int] = []  # of quotations that may go on in the next paragraph
    for start, end in lines_with(text, _ANY.finditer(text)):
        marks = [(match.start(), match[0]) for match in _MARK.finditer(text, start, end)]
        lone = _lone(marks)
        if text[start:end].lstrip(" \u3000").startswith("“"):
            open_marks.clear()  # each paragraph of a quotation opens anew
        if not lone and not _crossed(text, marks) and not _NO_OPENING.search(text, start, end):
            continue
        turned = _in_turn(text, marks) if len(marks) > 1 else []
        if not turned and (wrong := _WRONG_WAY.fullmatch(text, start, end)):
            turned = [Change(*wrong.span(1), "“"), Change(*wrong.span(2), "”")]
        if turned:
            found += turned
            continue
        for place in lone:
            if half := _half(text, place):
                found.append(half)
            elif text[place] == "“":
                open_marks.append(place)
            elif open_marks:
                open_marks.clear()
            else:
                found.append(_marked(text, place))
    return found + [_marked(text, place) for place in _stopped(text, open_marks)]


def _stopped(text: str, places: list[int]) -> Iterator[int]:
    """Those of ascending ``places`` whose line has a stop behind them: where it has none, a text was cut.

    >>> list(_stopped("“甲。“乙\\n“丙", [0, 3, 6]))
    [0]
    """
    end = last = -1
    for place in places:
        if place >= end:
            end = text.find("\n", place)
            end = end if end >= 0 else len(text)
            last = max(text.rfind(stop, place, end) for stop in _STOPS)
        if place < last:
            yield place


def _titles(text: str) -> list[Change]:
    """Title brackets of lines in which all are reversed: 学习》安全生产法《."""
    found: list[Change] = []
    for start, end in lines_with(text, _BACK.finditer(text)):
        signs = _BRACKETS.findall(text, start, end)
        if "".join(signs) == "》《" * (len(signs) // 2):
            places = (match.start() for match in _BRACKETS.finditer(text, start, end))
            found += (Change(place, place + 1, "《" if text[place] == "》" else "》") for place in places)
    return found


def _bracketed(text: str, place: int) -> bool:
    """Whether a round bracket of the line is open at ``place``: （见《安全生产法）."""
    before = text[max(0, text.rfind("\n", 0, place) + 1, place - _FAR) : place].replace("(", "（").replace(")", "）")
    return before.count("（") > before.count("）")


def _half(text: str, place: int) -> Change | None:
    """A single mark that stands for the partner: “三违’."""
    if text[place] == "“":
        match = _SINGLE_BEHIND.match(text, place + 1)
        return Change(match.end() - 1, match.end(), "”") if match else None
    match = _SINGLE_BEFORE.search(text, max(0, place - _LONGEST), place)
    return Change(match.start(), match.start() + 1, "“") if match else None


def _marked(text: str, place: int) -> Change:
    """A doubt on a mark and the words behind it."""
    match = _WORDS.match(text, place)
    end = match.end() if match else place + 1
    return marked(text, place, end, NAME)


def find(text: str) -> list[Change]:
    changes: list[Change] = []
    if "``" in text:
        changes += (Change(*match.span(), f"“{match[1]}”") for match in _TEX.finditer(text))
    if "《" in text and (">" in text or "＞" in text):
        changes += (Change(*match.span(1), "》") for match in _TITLE.finditer(text))
    if "《" in text and "〉" in text:
        changes += (Change(*match.span(1), "》") for match in _ANGLE_TITLE.finditer(text))
    if "》" in text and ("<" in text or "＜" in text):
        changes += (Change(*match.span(1), "《") for match in _UNTITLED.finditer(text))
    if "<<" in text:
        changes += (Change(*match.span(), f"《{match[1]}》") for match in _ANGLED.finditer(text))
    if "《" in text and (")" in text or "）" in text):
        ends = (
            match
            for match in _ROUND_TITLE.finditer(text)
            if not _bracketed(text, match.start()) and not _TOLD.search(words_around(text, *match.span(), _FAR))
        )
        changes += (Change(*match.span(1), "》") for match in ends)
    for match in _CROSSED.finditer(text) if "《" in text else ():
        changes += (Change(*match.span(1), "》"), Change(*match.span(2), "《"))
    if _REVERSED.search(text):
        changes += _titles(text)
    if _ANY.search(text):
        changes += _quotes(text)
    return disjoint(changes)
