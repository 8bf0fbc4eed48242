"""Lines: where the one around a place begins and ends, all of one that goes, those that have something in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from anwen.repair.marks import at

# A line that is not blank. Bound to its start: else a long line of spaces takes quadratic time.
FILLED_LINE = re.compile(r"^[^\n]*\S[^\n]*", re.MULTILINE)

_BLANKS = frozenset(" \t\u3000\n")


def with_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """``start`` and ``end`` moved over the spaces before and behind.

    >>> with_spaces("整改 第3页 时限", 3, 6)
    (2, 7)
    """
    while at(text, start - 1) == " ":
        start -= 1
    while at(text, end) == " ":
        end += 1
    return start, end


def line_around(text: str, start: int, end: int, far: int) -> tuple[int, int]:
    """Where the line around ``text[start:end]`` begins and ends, at most ``far`` characters to either side.

    >>> line_around("甲乙\\n丙丁戊\\n己", 4, 5, 400)
    (3, 6)
    """
    first = max(text.rfind("\n", max(0, start - far), start) + 1, start - far, 0)
    last = text.find("\n", end, end + far)
    return first, last if last >= 0 else min(len(text), end + far)


def words_around(text: str, start: int, end: int, far: int) -> str:
    """The line around ``text[start:end]``, at most ``far`` characters to either side.

    >>> words_around("甲乙\\n丙丁戊\\n己", 4, 5, 400)
    '丙丁戊'
    """
    return text[slice(*line_around(text, start, end, far))]


def whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    """``start`` and ``end``, or, where all of a line lies between, as much more that no blank line too many is left.

    >>> whole_line("甲\\n\\n广告\\n\\n乙", 3, 5), whole_line("甲广告乙", 1, 3)
    ((3, 7), (1, 3))
    >>> whole_line("\\n广告\\n", 1, 3), whole_line("甲\\n广告", 2, 4), whole_line("广告\\n\\n乙", 0, 2)
    ((0, 4), (1, 4), (0, 4))
    """
    first, last = start, end
    while at(text, first - 1) in _BLANKS:
        first -= 1
    while at(text, last) in _BLANKS:
        last += 1
    above, below = text.count("\n", first, start), text.count("\n", end, last)
    if not (above or first == 0) or not (below or last == len(text)):
        return start, end
    if first == 0 or (last < len(text) and above >= below):
        return start if first else 0, text.rfind("\n", end, last) + 1 if last < len(text) else last
    return first, (text.find("\n", end, last) if last < len(text) else last)


def lines_with(text: str, hints: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Where the lines that ``hints`` stand in begin and end, each line once; the hints are in order.

    >>> list(lines_with("甲乙甲\\n丙\\n甲", re.finditer("甲", "甲乙甲\\n丙\\n甲")))
    [(0, 3), (6, 7)]
    """
    done = 0
    for hint in hints:
        if hint.start() >= done:
            start = text.rfind("\n", done, hint.start()) + 1 or done
            end = text.find("\n", hint.end())
            done = len(text) if end < 0 else end
            yield start, done


def matches_in_lines(pattern: re.Pattern[str], hint: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of ``pattern``, of which each stays within a line, its end included, and has ``hint`` in it.

    A pattern that begins with anything but a plain sign is tried at each character; a hint skips clean text.

    >>> [match[0] for match in matches_in_lines(re.compile("(?<=甲).页"), re.compile("页"), "甲乙甲\\n甲丙页")]
    ['丙页']
    """
    for start, end in lines_with(text, hint.finditer(text)):
        yield from pattern.finditer(text, start, end + 1)
