"""Take a list in running text apart, without cutting through quotes, brackets or titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

_OPEN = dict(zip("“‘「『（(《〈【[", "”’」』）)》〉】]", strict=True))
Span = tuple[int, int]


@cache
def _places(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join([*_OPEN, *_OPEN.values(), marks]))}]")


def outside(text: str, start: int, end: int, marks: str) -> Iterator[int]:
    """The places of ``marks`` in ``text[start:end]`` that stand in no brackets opened there.

    >>> list(outside("一，（二，三），四", 0, 9, "，"))
    [1, 7]
    """
    last = {mark: text.rfind(mark, start, end) for mark in _OPEN.values()}
    closing: list[str] = []
    for match in _places(marks).finditer(text, start, end):
        place, char = match.start(), match[0]
        if closing and char == closing[-1]:
            closing.pop()
        elif char in _OPEN and last[_OPEN[char]] > place:
            closing.append(_OPEN[char])
        elif not closing and char in marks:
            yield place


def until(text: str, start: int, marks: str) -> int:
    """The place of the first of ``marks`` from ``start`` on that stands in no brackets, or the text's end.

    >>> until("对“一，二”，一律关闭。", 0, "，。")
    6
    """
    return next(outside(text, start, len(text), marks), len(text))


def split(text: str, start: int, end: int, marks: str) -> list[Span]:
    """The spans between ``marks``, trimmed; empty ones are left out.

    >>> text = "违章指挥、违章作业（含“三超、三限”）、违反劳动纪律"
    >>> [text[a:b] for a, b in split(text, 0, len(text), "、")]
    ['违章指挥', '违章作业（含“三超、三限”）', '违反劳动纪律']
    """
    return cut(text, outside(text, start, end, marks), start, end, marks)


def cut(text: str, places: Iterable[int], start: int, end: int, marks: str) -> list[Span]:
    """What `split` gives, where the places `outside` brackets are known from ``start`` on."""
    cuts = [start - 1, *(at for at in places if at < end and text[at] in marks), end]
    spans = [trim(text, one + 1, two) for one, two in pairwise(cuts)]
    spans = [span for span in spans if span[0] < span[1]]
    return [*spans[:-1], _unjoined(text, *spans[-1])] if len(spans) > 1 else spans


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space and marks at its ends."""
    while start < end and text[start] in " \u3000\n，、；：。,;:":
        start += 1
    while end > start and text[end - 1] in " \u3000\n，、；：。,;:":
        end -= 1
    return start, end


def _unjoined(text: str, start: int, end: int) -> Span:
    """A last item without the 以及 or 和 that joins it to the others."""
    joint = next((joint for joint in ("以及", "和") if text.startswith(joint, start)), "")
    return (start + len(joint), end) if end - start > len(joint) + 1 else (start, end)
