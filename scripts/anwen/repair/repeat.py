"""What was pasted twice in one place: 组织开展演练12次组织开展演练12次, sentences straight behind themselves.

Speakers repeat short phrases for weight (警钟长鸣，警钟长鸣); nobody says a whole clause twice without a mark between.
A single line given twice is `lines`'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from anwen.repair.draft import Change, disjoint
from anwen.repair.marks import FILLED_LINE, HAN

NAME = "repeat"

_MARKED = re.compile("[，。；：、！？,;:!?\\s]")
_UNPAIRED = re.compile("^[^《]*》|《[^》]*$")  # 《刑事诉讼法》《行政诉讼法》
_EACH = 6
_SPLITS = "。；，！？"
_PIECE = 12  # characters of a sentence or clause, its mark included
_ITEM = re.compile(f"(?<=、)([{HAN}]{{4,16}})、\\1、")
_HAN = re.compile(f"[{HAN}]")
_SENTENCE = re.compile("[^。；！？\\n]+[。；！？]?[”）]?")
_CLAUSE = re.compile("([^。；，！？\\n]+)([。；，！？]?)")
_LINE = re.compile("^[^\\n]{10,140}$", re.MULTILINE)  # a pattern that finds both halves takes forever on spaces
_FILLED = re.compile("^[^\\n]{20,400}$", re.MULTILINE)
_STUTTER = 18  # characters of a sentence
_BETWEEN = " \u3000"
_HALF = re.compile("[^。；！？:：|]{5,60}")
_ENDINGS = frozenset("。！；")
_STATED = re.compile(  # a sentence, or an item
    "[。；]$|^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\\d]{1,3}[）)]|\\d{1,2}[.．、])"
)
_NAMED = re.compile("[^，。；]{1,8}[:：]")  # 检查人：王强
_LIST, _MOSTLY = 20, 0.6  # characters
_LONG = 10
_BLANK = re.compile("\\s")
_LEAST, _MOST = 4, 30  # characters of a run of words


def _doubles(text: str) -> Iterator[tuple[int, int]]:
    """Place and size of what stands twice in a row, in a pass over the text for each size.

    The text is compared with itself moved by ``size`` as one number, because a loop over it would take longer than all
    other rules together.

    >>> list(_doubles("甲开展演练开展演练乙"))
    [(1, 4)]
    """
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) > 2 * len(text):
        data = "".join(char if char <= "\uffff" else "\ufffd" for char in text).encode("utf-16-le", "surrogatepass")
    number = int.from_bytes(data, "little")
    for size in range(_LEAST, min(_MOST, len(text) // 2) + 1):
        same = (number ^ (number >> 16 * size)).to_bytes(len(data), "little")
        place = same.find(bytes(2 * size))
        while 0 <= place < len(data) - 2 * size:
            start = (place + 1) // 2
            if text[start : start + size] == text[start + size : start + 2 * size]:
                yield start, size
                place += 2 * size - 1
            place = same.find(bytes(2 * size), place + 1)


def _runs(text: str) -> list[Change]:
    """Word runs given twice, not three times, without a mark between."""
    found: list[Change] = []
    for start, size in _doubles(text):
        middle, end = start + size, start + 2 * size
        words = text[start:middle]
        thrice = text[end : end + size] == words or text[max(0, start - size) : start] == words
        marked = _MARKED.search(words)  # what holds a mark must be longer, and no clause that is said again
        whole = not marked or (size >= _LONG and not _BLANK.search(words) and text[start - 1 : start] != words[-1])
        each = words[0] == "一" and size <= _EACH  # 一个摊位一个摊位地检查
        if thrice or each or _UNPAIRED.search(words):
            continue
        if len(_HAN.findall(words)) >= _LEAST and len(set(words)) > 2 and whole:
            found.append(Change(middle, end, ""))
    return found


def _pieces(text: str) -> list[Change]:
    """Sentences, and long clauses, straight behind themselves."""
    found: list[Change] = []
    for mark in _SPLITS:
        parts = text.split(mark)
        place = 0
        for left, right in pairwise(parts[:-1]):
            place += len(left) + 1
            if len(right) >= _PIECE - 1 and left.endswith(right) and "\n" not in right and _begins(left, right):
                found.append(Change(place, place + len(right) + 1, ""))
    return found


def _items(text: str) -> list[Change]:
    """An item of an enumeration straight behind itself: 整改时限、整改时限、整改措施."""
    found: list[Change] = []
    for match in _ITEM.finditer(text):
        thrice = text.startswith(match[1] + "、", match.end()) or text.endswith(match[0], 0, match.start() + 1)
        if not thrice:
            found.append(Change(match.end(1) + 1, match.end(), ""))
    return found


def _begins(left: str, right: str) -> bool:
    """Whether the first of two pieces begins where a clause does."""
    before = left[: -len(right)][-1:]
    return (not before or not before.isalnum()) and len(_HAN.findall(right)) >= _LEAST


def _again(said: list[str]) -> Iterator[tuple[int, int]]:
    """Where two or more pieces stand twice in a row, and how many they are; in linear time.

    >>> list(_again(["甲", "乙", "丙", "乙", "丙", "丁"]))
    [(1, 2)]
    """
    last: dict[str, int] = {}
    size = run = 0
    for at, piece in enumerate(said):
        apart = at - last.get(piece, at)
        run = run + 1 if apart == size else 1
        size = apart
        last[piece] = at
        start = at + 1 - 2 * size
        if size < 2 or run != size or start < 0:
            continue
        first = said[start : start + size]
        if len(set(first)) == size and first not in (said[at + 1 : at + 1 + size], said[max(0, start - size) : start]):
            yield start, size
            last.clear()


def _groups(text: str) -> list[Change]:
    """Sentences of a line straight behind themselves, two or more."""
    found: list[Change] = []
    for line in FILLED_LINE.finditer(text):
        spans = [match.span() for match in _SENTENCE.finditer(text, *line.span())]
        said = [text[start:end].strip(_BETWEEN) for start, end in spans]
        for at, size in _again(said):
            if sum(map(len, said[at : at + size])) >= _PIECE:
                found.append(Change(spans[at + size][0], spans[at + 2 * size - 1][1], ""))
    return found


def _lists(text: str) -> list[Change]:
    """Lines of a list, or of all that stands on a page, straight behind themselves; no verses and no forms."""
    spans = [match.span() for match in FILLED_LINE.finditer(text)]
    said = [text[start:end].strip() for start, end in spans]
    found: list[Change] = []
    for at, size in _again(said):
        lines = said[at : at + size]
        prose = sum(len(line) for line in lines if _STATED.search(line) and not _NAMED.match(line))
        if prose >= _MOSTLY * sum(map(len, lines)) and sum(len(_HAN.findall(line)) for line in lines) >= _LIST:
            found.append(Change(spans[at + size - 1][1], spans[at + 2 * size - 1][1], ""))
    return found


def _clauses(text: str) -> list[Change]:
    """Clauses behind themselves with another mark: the second keeps its own.

    Not behind a full stop: 提高安全意识。提高安全意识，是… is a heading and the sentence that takes it up.
    """
    found: list[Change] = []
    for left, right in pairwise(_CLAUSE.finditer(text)):
        same = left[1] == right[1] and left.end() == right.start() and left[2] == "，" and right[2] in _ENDINGS
        if same and len(_HAN.findall(left[1])) >= _PIECE:
            found.append(Change(left.start(), right.start(), ""))
    return found


def _halves(text: str) -> list[Change]:
    """Headings that fill their line twice: 三、工作要求三、工作要求."""
    found: list[Change] = []
    for line in _LINE.finditer(text):
        end = line.start() + len(line[0].rstrip(_BETWEEN))
        words = line[0].strip(_BETWEEN)
        half = len(words) // 2
        left, right = words[: len(words) - half].rstrip(_BETWEEN), words[half:].lstrip(_BETWEEN)
        if left == right and len(set(left)) > _LEAST and _HALF.fullmatch(left):
            found.append(Change(end - len(words) + len(left), end, ""))
    return found


def _begun_again(text: str) -> list[Change]:
    """A paragraph that the next one begins with and goes on from: the first was copied too early."""
    found: list[Change] = []
    for left, right in pairwise(_FILLED.finditer(text)):
        words = left[0].strip(_BETWEEN)
        again = right[0].strip(_BETWEEN)
        taken_up = again != words and again.startswith((words[:-1] + "，", words))
        if taken_up and words[-1:] in _ENDINGS and len(_HAN.findall(words)) >= _STUTTER:
            found.append(Change(left.start(), right.start(), ""))
    return found


def find(text: str) -> list[Change]:
    return disjoint(
        [
            *_runs(text),
            *_pieces(text),
            *_items(text),
            *_groups(text),
            *_lists(text),
            *_clauses(text),
            *_halves(text),
            *_begun_again(text),
        ]
    )
