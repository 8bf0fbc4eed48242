"""Running heads and page counters inside a sentence: 焊 XX区工作总结第2页 工、 → 焊工、.

A page number on a line of its own (- 3 -, 第 4 页, 4/15) is the structure room's, unless the sentence goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import inf

from anwen.repair.documents import OPENS
from anwen.repair.draft import Change, disjoint, marked
from anwen.repair.joint import IN_WORD, ONE_PHRASE, ONE_WORD, RUNS_ON, SURE_WORD, across, word
from anwen.repair.lines import FILLED_LINE, line_around
from anwen.repair.marks import FINAL, HAN, HAN_CHAR, NUMERALS, amid_han, at, is_chinese
from anwen.repair.pages import counter, watermark
from anwen.repair.pages.counter import PARTED, TITLE
from anwen.repair.sites import judge

NAME = "page-header"

_NUMBER = (
    r"[-—–－·・•~]{1,2} {0,3}\d{1,4} {0,3}[-—–－·・•~]{1,2}"
    r"|第 ?\d{1,4} ?页(?:[ ,，]?[/／]?[ ]?[(（]?共 ?\d{1,4} ?页[)）]?)?"
    r"|\d{1,4} ?[/／] ?\d{1,4}|[【\[（(] ?第 ?\d{1,4} ?页 ?[】\]）)]"
    r"|[Pp](?:age)? ?\.? ?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?|[(（\[［〔] ?\d{1,3} ?[)）\]］〕]|\d{1,4}"
)
_LINE = re.compile(rf"\n\s{{0,8}}(?:{_NUMBER})[ \u3000]{{0,4}}\n\s{{0,8}}")
# The page's number beside a running head.
_COUNTED = re.compile(
    r"[ \u3000]*(?:第 ?\d{1,4} ?页.{0,12}|[-—–－] ?\d{1,4} ?[-—–－]|(?<=[ \u3000])\d{1,3}|Page \d{1,4}.{0,12})$"
    r"|^(?:第 ?\d{1,4} ?页|[-—–－] ?\d{1,4} ?[-—–－]|\d{1,3}(?=[ \u3000]))[ \u3000]*"
)
_ONLY_DIGITS = re.compile(r"\d{1,4}|[(（\[]\d{1,3}[)）\]]")
_CLAUSE = re.compile("[，。；：]")
_SENTENCE = re.compile("[，。；]")
_PAUSE = re.compile("[，。；：、]")
_STOPS = re.compile("[。；]")
# A line that ends so says nothing yet, however short it is; 纪要, 行为, 应对, 许可 and 参与 end headings.
_HANGS = re.compile(
    "(?:(?<![纪摘概提简重主必需])要|必须|应当|应该|不得|不准|严禁|禁止|可以|能够|(?<!目)的|以及|或者|进行|予以|(?<![应核校面绝])对|把|将"
    "|(?<![参赠])与|(?<!存)在(?!在)|向|(?<![行作认])为|按照|根据|通过|由于|为了|是否)\\Z"
)
# A line that is all a document's name.
_DOCUMENT = re.compile(
    f"[{HAN}（）()0-9《》]{{4,40}}(?:汇编|手册|总结|报告|预案|方案|规程|制度|办法|细则|条例|纪要|计划)"
)
# … and one that tells of an accident, which stands on each page of what it names.
_REPORT = re.compile(f"[{HAN}0-9]{{0,20}}“[0-9.·]{{3,5}}”[{HAN}]{{2,20}}(?:报告|通报)")
_ACROSS = 10.0  # nats; titles that a sentence names gained 8 at most, of four sentences that go on two gained 11
_PARAGRAPH = frozenset("。！？；")
_TITLED = re.compile(
    f"[{NUMERALS}]{{1,3}}、(?![{NUMERALS}])|[（(][{NUMERALS}]{{1,3}}[）)]|第[{NUMERALS}]{{1,3}}[章节条]"
)
_DASHED = re.compile(r"[-—–－]{1,2} {0,3}\d{1,4} {0,3}[-—–－]{1,2}")
_SECTION = re.compile(rf"\s{{0,8}}{_DASHED.pattern}[ ]*\n")  # a text that begins so numbers its sections
_CHAPTER = re.compile("第[一二三四五六七八九十百0-9]{1,4}[编章节条篇][ \u3000]")
_GOES_ON = frozenset("，、；。！？")  # no line begins so
_ODDS = -2.0  # nats
_WIDE = 15
_HEADING = 30
_FAR = 400
_ONLY_NUMBER = re.compile(_NUMBER)
_NUMBERS = frozenset("0123456789第页)）-—–－")  # a line with its page's number begins or ends so
_DIGIT = re.compile("[0-9]")
_FIRST = re.compile("[0-9]+")
_FORMULA = re.compile("[=＝≤≥<>×÷√∑|\t]")
_ADDRESS = 200  # of a browser's line
_SHORT = 6
_TEXT = 10  # characters of a line of text, at least; tallies and lists of numbered lines have fewer
_PAGED = re.compile(
    "[ \\u3000](?:第 ?\\d{1,4} ?页[^，。；]{0,12}|[·•・] ?\\d{1,4} ?[·•・])$"
)  # a running head with the page's number
_OF = re.compile("(?:[人次户件总]数|率|比例|占比|得分)[:：]?\\Z")  # 合格人数 | 46/50
_SURELY = 11.0  # nats; of a short clause: 切实提高|政治站位 has 15, a field and the next 5, a title and its text 0


def _lines(text: str, heads: set[int]) -> list[Change]:
    """Page numbers on lines of their own in mid-sentence; beside a head (they begin and end at ``heads``) see there."""
    found: list[Change] = []
    pages = [(match, _shape(match[0])) for match in _LINE.finditer(text)]
    known = Counter(page for _, page in pages)
    sure: set[tuple[str, int]] = set()
    for match, (shape, number) in pages:
        before = text[max(0, match.start() - 4) : match.start()]
        start = match.start() - len(before) + len(before.rstrip())
        if match.end() in heads or start in heads:
            continue
        least = PARTED if _ONLY_DIGITS.fullmatch(match[0].strip()) else _ODDS
        if least == _ODDS and {(shape, number - 1), (shape, number + 1)} & known.keys():  # the page before or behind
            least = -inf
        if _is_figure(text, start, match.end()):
            continue
        if is_chinese(at(text, match.end())) and _parted(text, start, match.end(), least):
            found.append(_removed(text, start, match.end()))
            sure.add((shape, number))
    for step in (-1, 1):  # between paragraphs as well, where they count on from one of those or up to it
        for match, (shape, number) in pages[::-step]:
            told = (shape, number + step) in sure or (
                known[shape, number] == 1 and _between_paragraphs(text, *match.span())
            )
            counted = told and (shape, number) not in sure
            beside = match.end() in heads or match.start() in heads
            if counted and not beside and not _ONLY_DIGITS.fullmatch(match[0].strip()):
                sure.add((shape, number))
                found.append(Change(*match.span(), "\n\n" if "\n\n" in match[0] else "\n"))
    return found


def _is_figure(text: str, start: int, end: int) -> bool:
    """Whether a number of a total is what the words above it name: 合格人数 | 46/50."""
    ratio = "/" in text[start:end] and _ONLY_NUMBER.fullmatch(text[start:end].strip())
    return bool(ratio and _OF.search(text, max(0, start - _SHORT), start) and word(text, start, end) < IN_WORD)


def _between_paragraphs(text: str, start: int, end: int) -> bool:
    """Whether a number between dashes parts two paragraphs, or one and a heading; the first ends in a full stop."""
    first, last = line_around(text, start, end, _FAR)
    above, below = text[first:start].rstrip(), text[end:last]
    begins = _CLAUSE.search(below) or _TITLED.match(below)
    stopped = above[-1:] in _PARAGRAPH and _CLAUSE.search(above[:-1])
    return bool(stopped and begins and not _SECTION.match(text) and _DASHED.fullmatch(text[start:end].strip()))


def _removed(text: str, start: int, end: int) -> Change:
    """The change that joins a sentence; a mark where a line with a document's name above or below may be a page's."""
    first, last = text.rfind("\n", 0, start) + 1, line_around(text, end, end, TITLE)[1]
    above = first > 1 and text[first - 2] not in FINAL and _DOCUMENT.fullmatch(text, first, start)
    below = last < len(text) and text[start - 1] not in FINAL and _DOCUMENT.fullmatch(text, end, last)
    return marked(text, start + 1, end - 1, NAME) if above or below else Change(start, end, "")


def _shape(line: str) -> tuple[str, int]:
    """A page number's line without its first number, and that number: · 12 · → · 0 ·, 12."""
    number = _FIRST.search(line)
    return (_FIRST.sub("0", line.strip(), count=1), int(number[0])) if number else (line, 0)


def _parted(text: str, start: int, end: int, least: float = PARTED) -> bool:
    """Whether a page ended at ``start`` in mid-sentence: a line of some length breaks off, and the next takes it up."""
    first = text.rfind("\n", 0, start) + 1
    if _CHAPTER.match(text, end):
        return False
    if at(text, end) in _GOES_ON and text[start - 1] not in FINAL:
        return True
    shown = least < PARTED and start - first >= _SHORT  # below a clause stands what can only be a page's number
    if shown and _HANGS.search(text, max(first, start - _SHORT), start):
        return not OPENS.match(text, end) and across(text, start, end) >= least
    if start - first <= _HEADING and OPENS.match(text, first) and not _CLAUSE.search(text, first, start):
        return False  # 三、相关方管理更加严格 at the foot of a page is whole
    if shown and across(text, start, end) >= _SURELY:
        return True
    line = text[max(0, start - _TEXT) : start]
    return len(line) == _TEXT and "\n" not in line and line[-1] not in FINAL and _goes_on(text, start, end, least)


def _goes_on(text: str, start: int, end: int, least: float) -> bool:
    value = across(text, start, end)
    if value >= PARTED or least == PARTED:
        return value >= PARTED
    # Between the number of a page and its next line nothing but the sentence goes on, when one has begun.
    line = text[text.rfind("\n", 0, start) + 1 : start][-_FAR:]
    return len(line) >= _WIDE and bool(_CLAUSE.search(line)) and value >= least and not OPENS.match(text, end)


def find(text: str) -> list[Change]:
    lines = list(_spans(text))
    said = [text[start:end] if end - start <= TITLE else "" for start, end in lines]
    # What was pasted twice straight behind itself is no running head: between two of them there is a page.
    common = [_common(line) if line else "" for line in said]
    counts = Counter(
        head for (before, line), head in zip(pairwise(["", *said]), common, strict=True) if line and line != before
    )
    heads = [bool(line) and _is_head(line, head, counts) for line, head in zip(said, common, strict=True)]
    _add_sites(heads, said)
    beside = {
        place
        for span, line, head in zip(lines, said, heads, strict=True)
        if head and not _ONLY_NUMBER.fullmatch(line)
        for place in span
    }
    repeated = _repeated(text, lines, heads)
    return disjoint(
        [*_lines(text, beside), *repeated, *_foreign(text, lines), *counter.find(text), *watermark.find(text)]
    )


def _add_sites(heads: list[bool], said: list[str]) -> None:
    """Count the site's lines above and below a page's number as heads."""
    for place, line in enumerate(said):
        if heads[place] and _ONLY_NUMBER.fullmatch(line):
            for step in (-1, 1):
                other = place + step
                while 0 <= other < len(said) and not heads[other] and said[other] and judge.is_sites(said[other]):
                    heads[other] = True
                    other += step


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The lines without the spaces around them."""
    for match in FILLED_LINE.finditer(text):
        start = match.end() - len(match[0].lstrip())
        yield start, match.start() + len(match[0].rstrip())


def _foreign(text: str, lines: list[tuple[int, int]]) -> list[Change]:
    """A short line without a mark between the two halves of a word: a page's head or foot, or a browser's."""
    found: list[Change] = []
    for (first, left), (start, end), (right, _) in _stretches(text, lines):
        address = end - start <= _ADDRESS and "://" in text[start:end]  # a browser's
        line = text[start:end] if address or end - start <= TITLE else ""
        if not line or _SENTENCE.search(line):
            continue
        if left - first < _WIDE or not (_PAUSE.search(text, first, left) or _PAGED.search(line)):
            continue
        value, crossed = across(text, left, right), word(text, left, right)
        joined = across(text, left, start) if HAN_CHAR.search(line) else 0.0
        parted = crossed >= SURE_WORD and word(text, left, start) < IN_WORD  # it stands inside a word
        report = value >= _ACROSS and bool(_REPORT.fullmatch(line))
        if not report and joined >= RUNS_ON and 2 * joined >= value and not parted:  # the line itself goes on
            continue
        if not amid_han(text, left, right):
            continue
        silent = address or (not HAN_CHAR.search(line) and not _FORMULA.search(line))
        blank = bool(silent and _DIGIT.search(line))  # it says nothing
        least = IN_WORD if "\n" in line else SURE_WORD  # a page's number is evidence as well
        inside = value >= ONE_PHRASE and (crossed >= least or _PAGED.search(line))
        inside = inside or report or ("\n" in line and value >= ONE_WORD)  # a head and a page's number
        if inside or (blank and (value >= RUNS_ON or crossed >= IN_WORD)):
            sure = blank or (not report and any(char.isdigit() for char in line))
            found.append(
                Change(left, right, "") if sure else Change(left - 1, right + 1, text[left - 1] + text[right], NAME)
            )
    return found


def _stretches(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Each line, what stands below it and the line behind that: a line, or a page's number and a short line."""
    for place, (start, end) in enumerate(lines[1:-1], 1):
        above, below = lines[place - 1], lines[place + 1]
        if text[above[1] - 1] in FINAL:  # nearly all
            continue
        numbers = [bool(_ONLY_NUMBER.fullmatch(text, *line)) for line in (lines[place], below)]
        if not numbers[1]:
            yield above, (start, end), below
        if place + 2 < len(lines) and below[1] - start <= TITLE and numbers[0] != numbers[1]:
            yield above, (start, below[1]), lines[place + 2]


def _repeated(text: str, lines: list[tuple[int, int]], heads: list[bool]) -> list[Change]:
    """Running heads on lines of their own, with a page number or without, in mid-sentence: the page has them again."""
    found: list[Change] = []
    place = 1
    while place < len(lines) - 1:
        last = place
        while last < len(lines) and heads[last]:
            last += 1
        if place < last < len(lines):
            start, end = lines[place - 1][1], lines[last][0]
            said = {text[slice(*line)] for line in lines[place:last]}
            numbered = any(_ONLY_NUMBER.fullmatch(head) or _COUNTED.search(head) for head in said)
            trail = text.endswith(tuple(said), 0, start)  # a site's trail of links ends in the title as well
            value, inside = across(text, start, end), word(text, start, end) >= IN_WORD
            # A heading that several parts of a text have goes together with what stands below it.
            prose = _CLAUSE.search(text, lines[place - 1][0], start)
            own = max(across(text, start, lines[place][0]), 0.0 if prose else across(text, lines[last - 1][1], end))
            broken = inside or value > max(RUNS_ON, own)
            again = last + 1 < len(lines) and heads[last + 1]  # the next line breaks off at its next copy
            sure = numbered or (broken and (again or text[lines[last][1] - 1] in FINAL))
            telling = any(_COUNTED.search(head) or not _ONLY_DIGITS.fullmatch(head) for head in said) and numbered
            least = _ODDS if telling and len(said) > 1 else PARTED  # a number and a head together are a page's end
            parted = _parted(text, start, end, least) or value >= (PARTED if inside else _SURELY)
            if is_chinese(at(text, end)) and parted and sure and not trail and not _is_figure(text, start, end):
                found.append(_removed(text, start, end))
        place = max(last, place + 1)
    return found


def _is_head(line: str, common: str, counts: Counter[str]) -> bool:
    """Whether a line is a running head; ``common`` is what it has without its page's number."""
    again = len(common) >= _SHORT and counts[common] > 1
    return (again or bool(_ONLY_NUMBER.fullmatch(line))) and not _STOPS.search(line)


def _common(line: str) -> str:
    """A running head without its page's number."""
    return _COUNTED.sub("", line) if line[-1] in _NUMBERS or line[0] in _NUMBERS else line
