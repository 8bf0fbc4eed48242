"""What was pasted twice in one place: 组织开展演练12次组织开展演练12次, sentences straight behind themselves.

Speakers repeat short phrases for weight (警钟长鸣，警钟长鸣); nobody says a whole clause twice without a mark between.
Lines given twice are `twice`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from anwen.repair.draft import Change, disjoint
from anwen.repair.lines import FILLED_LINE, line_around
from anwen.repair.marks import HAN, SURNAMES, count_han
from anwen.repair.repeats import again, copied

NAME = "repeat"

_MARKED = re.compile("[，。；：、！？,;:!?\\s]")
_UNPAIRED = re.compile("^[^《]*》|《[^》]*$")  # 《刑事诉讼法》《行政诉讼法》
# 什么是双重预防机制双重预防机制是指…: a heading, and a sentence that takes up its words.
_DEFINES = re.compile("是|指|包括|即")
_HEADED = re.compile(
    r"(?:^|\n)[ \u3000]*(?:第?[一二三四五六七八九十\d]{1,3}[、.．章]|[（(][一二三四五六七八九十\d]{1,3}[）)])?"
    r"[ \u3000]*(?:什么是|何谓|何为|关于)?\Z"
)
_EACH = 6
_SPLITS = "。；，！？"
_NAME = 3
_CALL = 16  # characters
_PIECE = 12  # characters of a sentence or clause, its mark included
_ITEM = re.compile(
    f"(?:(?<=[、，；。：的对和及了是与为在将把\n])(?=[{HAN}]{{3}})|(?<=、))([{HAN}]{{2,16}})、\\1、(?!再|还)"
)
_SENTENCE = re.compile("[^。；！？\\n]+[。；！？]?[”）]?")
_STATEMENT = re.compile("[^。！？\\n]+[。！？]?[”）]?")
_STATED = 20  # characters of one
_CLAUSE = re.compile("，([^。；，！？\\n]{12,})[。！；]")
_PARTS = frozenset("。；，！？\n")
# 新系统上线后，新系统上线后，…: nobody says for weight when something was; a storyteller may (很久以前，…), or a verse.
_WHEN = re.compile(
    f"(?<=[，。；：！？\n])(?![每当多很许我你他她它])([{HAN}\\d]{{3,10}}[后前时间来中下际])，\\1，(?=[{HAN}\\d“])(?!\\1)"
)
_PROSE = 40  # characters of a line of it
_WHEN_ENDS = re.compile("[后前时]$|期间|以来|[程其]中|情况下|之际")
_LINE = re.compile("^[^\\n]{10,140}$", re.MULTILINE)  # a pattern that finds both halves takes forever on spaces
_BETWEEN = " \u3000"
_HALF = re.compile("[^。；！？:：|]{5,60}(?<![，、])")  # a line of a song ends so, no heading
_LONG = 10
_BLANK = re.compile("\\s")
_OPENS, _CLOSES = frozenset("“‘「"), frozenset("”’」")
_LEAST, _MOST = 4, 30  # characters of a run of words
# Little words that nobody says twice; 目的的, 打的的 and 的的确确 are other words.
_STUTTER = re.compile(
    f"[必应以对按根由的](?:(?<=(?<![目标有打美之似]).)(?<=的)的(?![的确卡士])"
    f"|(?<=必)须必须|(?<=应)(?:当应当|该应该)|(?<=以)及以及|(?<=对)于对于|(?<=按)照按照|(?<=根)据根据|(?<=由)于由于)(?=[{HAN}])"
)


def _doubles(text: str, least: int, most: int) -> Iterator[tuple[int, int]]:
    """Place and size of what stands twice in a row, in a pass over the text for each size.

    A byte of each character is compared with the one ``size`` behind it, all as one number, because a loop would take
    longer than all other rules together; where they are equal the characters are looked at.

    >>> list(_doubles("甲开展演练开展演练乙", 2, 30))
    [(1, 4)]
    """
    data = text.encode("utf-32-le", "surrogatepass")[::4]
    number = int.from_bytes(data, "little")
    for size in range(least, min(most, len(text) // 2) + 1):
        same = (number ^ (number >> 8 * size)).to_bytes(len(data), "little")
        start = same.find(bytes(size))
        while 0 <= start < len(text) - size:
            again = text[start : start + size] == text[start + size : start + 2 * size]
            if again:
                yield start, size
            start = same.find(bytes(size), start + (size if again else 1))


def _stutters(text: str) -> list[Change]:
    """The second of two little words: 开展的的培训, 必须必须经过培训."""
    return [Change((match.start() + match.end()) // 2, match.end(), "") for match in _STUTTER.finditer(text)]


def _runs(text: str, doubles: list[tuple[int, int]]) -> list[Change]:
    """Word runs given twice, not three times, without a mark between."""
    found: list[Change] = []
    for start, size in doubles:
        middle, end = start + size, start + 2 * size
        words = text[start:middle]
        thrice = text[end : end + size] == words or text[max(0, start - size) : start] == words
        marked = _MARKED.search(words)  # what holds a mark must be longer, and no clause that is said again
        whole = not marked or (size >= _LONG and not _BLANK.search(words) and text[start - 1 : start] != words[-1])
        if _DEFINES.match(text, end) and _HEADED.search(text, max(0, start - _LONG), start):
            found.append(Change(middle, middle, "\n", rule="joined"))
            continue
        each = words[0] == "一" and size <= _EACH  # 一个摊位一个摊位地检查
        if thrice or each or _UNPAIRED.search(words) or _said(text, start, end) or _called(words):
            continue
        if count_han(words) >= _LEAST and len(set(words)) > 2 and whole:
            found.append(Change(middle, end, ""))
    return found


def _pieces(text: str) -> list[Change]:
    """Sentences, and long clauses, straight behind themselves."""
    found: list[Change] = []
    for mark in _SPLITS:
        parts = text.split(mark)
        twice = [at for at, (left, right) in enumerate(pairwise(parts[:-1])) if right and left.endswith(right)]
        starts = [0, *accumulate(len(part) + 1 for part in parts)] if twice else []
        for left, right, place in ((parts[at], parts[at + 1], starts[at + 1]) for at in twice):
            if len(right) >= _PIECE - 1 and "\n" not in right and _begins(left, right):
                end = place + len(right) + 1
                if not _said(text, place - len(right) - 1, end) and not _called(right + mark):
                    found.append(Change(place, end, ""))
    return found


def _said(text: str, start: int, end: int) -> bool:
    """Whether a quotation is nothing but the repeated words: somebody said them twice."""
    return text[start - 1 : start] in _OPENS and text[end : end + 1] in _CLOSES


def _called(words: str) -> bool:
    """Whether a call is repeated, as people call out: 隐患不除，誓不罢休！隐患不除，誓不罢休！"""
    return "！" in words and len(words) <= _CALL


def _items(text: str, doubles: list[tuple[int, int]]) -> list[Change]:
    """An item of an enumeration straight behind itself: 整改时限、整改时限、整改措施."""
    found: list[Change] = []
    marked = (range(start, start + size + 1) for start, size in doubles if "、" in text[start : start + size])
    for match in filter(None, (_ITEM.match(text, place) for places in marked for place in places)):
        thrice = text.startswith(match[1], match.end()) or text.endswith(f"{match[1]}、", 0, match.start())
        named = len(match[1]) <= _NAME and match[1][0] in SURNAMES  # two may be called so
        if not thrice and not named:
            found.append(Change(match.end(1) + 1, match.end(), ""))
    return found


def _begins(left: str, right: str) -> bool:
    """Whether the first of two pieces begins where a clause does."""
    before = left[: -len(right)][-1:]
    return (not before or not before.isalnum()) and count_han(right) >= _LEAST


def _sentences(text: str) -> list[Change]:
    """Sentences of a line straight behind themselves: two or more, or one that is written with other marks."""
    found: list[Change] = []
    for line in FILLED_LINE.finditer(text):
        sentences = _SENTENCE.findall(line[0])
        if len(sentences) < 2:
            continue
        found += _said_twice(text, *line.span())
        said = [sentence.strip(_BETWEEN) for sentence in sentences]
        if len(set(said)) == len(said):
            continue
        spans = [match.span() for match in _SENTENCE.finditer(text, *line.span())]
        for at, size in again.groups(said):
            if sum(map(len, said[at : at + size])) >= _PIECE:
                found.append(Change(spans[at + size][0], spans[at + 2 * size - 1][1], ""))
    return found


def _said_twice(text: str, first: int, last: int) -> list[Change]:
    """Sentences of a line behind themselves, written with other marks or numerals."""
    found: list[Change] = []
    pieces = _STATEMENT.findall(text, first, last) if last - first >= 2 * _STATED else []
    alike = [
        at
        for at, (left, right) in enumerate(pairwise(pieces))
        if len(left) >= _STATED <= len(right) and not again.differ(left[0], right[0])
    ]
    spans = [match.span() for match in _STATEMENT.finditer(text, first, last)] if alike else []
    for (start, middle), (_, end) in ((spans[at], spans[at + 1]) for at in alike):
        core = again.core(text[start:middle])
        same = len(core) >= _STATED and core == again.core(text[middle:end])
        if same and text[start:middle] != text[middle:end]:
            found.append(Change(middle, end, ""))
    return found


def _clauses(text: str) -> list[Change]:
    """Clauses behind themselves with another mark: the second keeps its own.

    Not behind a full stop: 提高安全意识。提高安全意识，是… is a heading and the sentence that takes it up.
    """
    found: list[Change] = []
    for match in _CLAUSE.finditer(text):
        words, start = match[1], match.start() - len(match[1])
        begins = start == 0 or text[start - 1 : start] in _PARTS
        if begins and text.endswith(words, 0, match.start()) and count_han(words) >= _PIECE:
            found.append(Change(start, match.start(1), ""))
    return found


def _whens(text: str, doubles: list[tuple[int, int]]) -> list[Change]:
    """Short clauses that only say when, straight behind themselves inside a paragraph."""
    found: list[Change] = []
    for start in sorted({start + step for start, size in doubles for step in range(min(size, 2))}):
        match = _WHEN.match(text, start)
        if match and _WHEN_ENDS.search(match[1][-2:]) and len(set(match[1])) > _LEAST:
            first, last = line_around(text, *match.span(), _PROSE)
            if last - first >= _PROSE:
                found.append(Change(match.start(), match.end(1) + 1, ""))
    return found


def _halves(text: str) -> list[Change]:
    """Headings that fill their line twice: 三、工作要求三、工作要求."""
    found: list[Change] = []
    for line in _LINE.finditer(text):
        words = line[0].strip(_BETWEEN)
        half = len(words) // 2
        right = words[half:].lstrip(_BETWEEN)
        if not words.startswith(right):  # nearly all
            continue
        left, end = words[: len(words) - half].rstrip(_BETWEEN), line.start() + len(line[0].rstrip(_BETWEEN))
        if left == right and len(set(left)) > _LEAST and _HALF.fullmatch(left):
            found.append(Change(end - len(words) + len(left), end, ""))
    return found


def find(text: str) -> list[Change]:
    doubles = list(_doubles(text, min(copied.SIZES), _MOST))
    longer = [(start, size) for start, size in doubles if size >= _LEAST]
    words = copied.copies(text, [(start, size) for start, size in doubles if size in copied.SIZES])
    finders = (_stutters, _pieces, _sentences, _clauses, _halves)
    found = (change for finder in finders for change in finder(text))
    return disjoint([*words, *_runs(text, longer), *_items(text, doubles), *_whens(text, longer), *found])
