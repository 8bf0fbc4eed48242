"""Marks folded to ASCII go back to full width where they stand in Chinese text: 2013年,全国 → 2013年，全国.

Straight quotes in pairs become curly ones where the other marks were folded too. Left alone: 3:40, 1:2, 1,000, http:,
English text, references in the manner of GB/T 7714, and a ``?`` that may be a lost byte's.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change, disjoint
from anwen.repair.marks import HAN, at, beside_chinese, is_ascii_word, is_foreign, is_han
from anwen.repair.signs.question import ends_line, genuine, slipped
from anwen.repair.signs.quotes import lone
from anwen.repair.spoken import operator_spoken_of

NAME = "widen"

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
# The first alternatives only step over marks that are part of something else. It begins with one set of characters, so
# that clean text is passed over quickly.
_TOKEN = re.compile(
    r"[,;:!?&hfmr](?:(?<=[,;:])|(?<=[!?])[!?]*|(?<=&)#?[a-z0-9]{1,10};|(?:(?<=h)ttps?|(?<=f)tp|(?<=f)ile)://[!-~]*[a-z0-9/=_&#]"
    r"|(?:(?<=h)ttps?|(?<=f)tp|(?<=f)ile|(?<=m)ailto|(?<=r)(?<![a-z].)e|(?<=f)(?<![a-z].)wd?):)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"[\[［]\d{1,3}[\]］][^\n\[\]［］]{2,200}[\[［][A-Z]{1,2}(?:/[A-Z]{2})?[\]］][^\n\[［]{0,200}")
# SELECT * FROM alarm WHERE level > 3; f(x); the semicolon is the statement's.
_CODE = re.compile(r"[A-Za-z_][^\u0080-\U0010ffff\n]*(?:[=<>{}$*]|\(\))[^\u0080-\U0010ffff\n]*\Z|\w\(\)\Z", re.ASCII)
PICTURE = re.compile(r"\[[^\[\]\n]{0,80}\]\([^()\s]{1,300}\)")  # ![](图.png) of Markdown
_FULL = re.compile("[，；：？！。]")
_QUOTES = re.compile('"[^\n]*')  # from a line's first to its end
# 2023/5/6 09:12 小陈: 几点交底: as a program logs who said what, more than once.
_LOGGED = re.compile(
    r"^[\[(]?(?:\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日? )?\d{1,2}:\d\d(?::\d\d)?[\])]? "
    r"(?!来源|作者|编辑|责编|浏览|点击|阅读|发布|字号)[^:：，。\n]{1,16}:(?= )",
    re.MULTILINE,
)
_CELLS, _CELL = 3, 16
_FIGURE = re.compile(rf"[\d.%-]+[{HAN}]{{0,2}}|\"[^\"]*\"")
_PROSE = re.compile("[，。；！？!?;.]$|[。；]")
_STATEMENT = 80
_FOREIGN = 4
_HAN_OR_WORD = re.compile(f"([{HAN}])|[A-Za-z]+")
_CLOSING = frozenset(")]\"'%‰℃>°+*/")


def find(text: str) -> list[Change]:
    if not any(mark in text for mark in _WIDE):
        return []
    cited = references(text)
    logged = {match.end() - 1 for match in _LOGGED.finditer(text)}
    logged = logged if len(logged) > 1 else set()
    trust_ends = not slipped(text)
    foreign = is_foreign(text)
    lines = _Lines(text)
    changes: list[Change] = []
    place = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while place < len(cited) and cited[place][1] <= start:
            place += 1
        if match[0][0] not in _WIDE or start in logged or (place < len(cited) and cited[place][0] <= start):
            continue
        if foreign and not lines.chinese(start):
            continue
        change = _ending(text, start, end, trust_ends) if match[0][0] in "!?" else _pause(text, start, lines)
        if change and (not changes or change.start >= changes[-1].end):
            changes.append(change)
    if '"' in text and len(changes) > max(1, len(_FULL.findall(text))):
        changes += _curled(text)
    return disjoint(changes)


def _curled(text: str) -> list[Change]:
    """The straight quotes of Chinese lines, all in pairs, on a page whose other marks were folded as well."""
    found: list[Change] = []
    lines = _Lines(text)
    for line in _QUOTES.finditer(text):
        places = [line.start() + match.start() for match in re.finditer('"', line[0])]
        prose = lines.chinese(line.start()) and not lines.row(line.start()) and at(text, line.start() - 1) != "="
        if prose and not lone(text, places):
            found += (Change(place, place + 1, "“”"[at % 2]) for at, place in enumerate(places))
    return found


def references(text: str) -> list[tuple[int, int]]:
    """Where works are cited as GB/T 7714 has it, with marks in ASCII, or full width as old journals set them.

    >>> references("参考文献：[1] 周平. 粉尘防护[M]. 北京: 某社, 2018.")
    [(5, 35)]
    >>> references("［1］ 周平．粉尘防护[M]．北京：某社，2018．")
    [(0, 26)]
    """
    return [match.span() for match in _REFERENCE.finditer(text)] if "]" in text or "］" in text else []


class _Lines:
    """Whether a line is Chinese: at least as many Chinese characters as Latin words. Asked for in order.

    In a text that is foreign as a whole a line needs four times as many: what it quotes has the text's own marks.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._most = _FOREIGN if is_foreign(text) else 1
        self._end = -1
        self._chinese = False
        self._row = False

    def chinese(self, place: int) -> bool:
        """Whether it is, and no row of data: 姓名,部门,成绩."""
        if place > self._end:
            start = self._text.rfind("\n", max(self._end, 0), place) + 1
            end = self._text.find("\n", place)
            self._end = len(self._text) if end < 0 else end
            tokens = [match[1] for match in _HAN_OR_WORD.finditer(self._text, start, self._end)]
            han = sum(map(bool, tokens))
            self._chinese = han >= self._most * (len(tokens) - han)
            self._row = _is_row(self._text, start, self._end)
        return self._chinese

    def row(self, place: int) -> bool:
        """Whether the line is a row of data."""
        self.chinese(place)
        return self._row


def _is_row(text: str, start: int, end: int) -> bool:
    """Whether a line is one of several with as many cells, one of them a figure or quoted: 张三,生产部,95."""
    cells = text[start:end].split(",")
    if len(cells) < _CELLS or max(map(len, cells)) > _CELL or _PROSE.search(text, start, end):
        return False
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].split(",")
    behind = text[end + 1 : (text.find("\n", end + 1) + 1 or len(text) + 1) - 1].split(",")
    rows = [row for row in (before, cells, behind) if len(row) == len(cells)]
    return len(rows) > 1 and any(_FIGURE.fullmatch(cell.strip()) for row in rows for cell in row)


def _pause(text: str, place: int, lines: _Lines) -> Change | None:
    """A comma, semicolon or colon, with the single space on either side that ASCII text puts there."""
    start, end = place, place + 1
    if text[place] == ";" and _CODE.search(text, max(0, place - _STATEMENT), place):
        return None
    if at(text, start - 1) == " " and is_han(at(text, start - 2)):
        start -= 1
    if at(text, end) == " " and at(text, end + 1) not in (" ", "\t"):
        end += 1
    left, right, mark = at(text, start - 1), at(text, end), text[place]
    if mark == "," and lines.row(place):
        return None
    if left in ("", "\n"):
        fits = mark in ",;" and is_han(right)
    elif beside_chinese(text, start - 1, -1):
        fits = right != mark and (not (right.isascii() and right.isalpha()) or lines.chinese(place))
    elif mark == ":" and left.isdigit():  # 1:继续 numbers, 3:40 tells the time
        fits = False
    else:
        fits = (is_ascii_word(left) or left in _CLOSING) and lines.chinese(place)
        fits = fits and (beside_chinese(text, end, 1) or (mark == ";" and right in ("", "\n")))
    return Change(start, end, _WIDE[mark]) if fits else None


def _ending(text: str, start: int, end: int, trust_ends: bool) -> Change | None:
    """One or more of ! and ?; a ? needs a question before it, or the end of a line on a page without slips."""
    run = text[start:end]
    if not beside_chinese(text, start - 1, -1):
        fits = run == "!" and is_ascii_word(at(text, start - 1)) and is_han(at(text, end))
    elif (run == "!" and PICTURE.match(text, end)) or operator_spoken_of(text, start, end):
        fits = False
    elif "?" in run:
        fits = genuine(text, start, end) or (trust_ends and run == "?" and ends_line(text, end))
    else:
        fits = at(text, end) != "="
    return Change(start, end, "".join(_WIDE[mark] for mark in run)) if fits else None
