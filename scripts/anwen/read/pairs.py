"""Lists of names and values (dl): the box of facts that an encyclopedia or a portal sets beside a text."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import Tag

_COLUMNS, _LEAST = 2, 2
_LONGEST = 60  # characters of a value; an answer or an explanation is longer
_PROSE = ("p", "ul", "ol", "dl", "table", "div")


def pairs(dl: Tag, size: Callable[[Tag], int]) -> list[list[Tag]]:
    """The names of a list, each with its value, if no name has two and all values are short; else none.

    Args:
        dl: the list.
        size: how many characters of text an element shows.

    >>> from bs4 import BeautifulSoup
    >>> box = BeautifulSoup("<dl><dt>发布机关</dt><dd>县政府</dd><dt>文号</dt><dd>第3号</dd></dl>", "lxml").dl
    >>> [[part.text for part in row] for row in pairs(box, lambda tag: len(tag.text))]
    [['发布机关', '县政府'], ['文号', '第3号']]
    """
    parts = [part for part in dl.find_all(["dt", "dd"]) if part.find_parent("dl") is dl and size(part)]
    rows: list[list[Tag]] = []
    for part in parts:
        if part.name == "dt":
            rows.append([part])
        elif not rows or len(rows[-1]) == _COLUMNS or size(part) > _LONGEST or part.find(_PROSE):
            return []
        else:
            rows[-1].append(part)
    return rows if sum(len(row) == _COLUMNS for row in rows) >= _LEAST else []
