"""The copies of a line that stands inside a word or phrase elsewhere: 内部资料 严禁外传, at every page's foot.

Where it cuts a sentence it is surely no author's; then it is none between two paragraphs either. The sentence itself
is joined by `header`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anwen.repair.draft import Change
from anwen.repair.joint import ONE_WORD, SURE_WORD, across, word
from anwen.repair.lines import FILLED_LINE
from anwen.repair.marks import FINAL, amid_han

_LONGEST, _SHORTEST = 40, 5  # characters
_WIDE = 12  # characters of a line of prose
_MARK = re.compile("[，。；：！？]")
_TOP = 2  # lines: there it is the title


def find(text: str) -> list[Change]:
    """Changes that leave out copies between paragraphs.

    >>> page = "各车间应当每周检查，要如实填写检查记\\n内部资料 请勿外传\\n录。\\n内部资料 请勿外传\\n检查由班长负责。"
    >>> [page[change.start : change.end] for change in find(page)]
    ['内部资料 请勿外传\\n']
    """
    lines = [(match.start(), match.end()) for match in FILLED_LINE.finditer(text)]
    said: dict[str, list[int]] = {}
    for place, (start, end) in enumerate(lines):
        if _SHORTEST <= end - start <= _LONGEST:
            said.setdefault(text[start:end].strip(), []).append(place)
    found: list[Change] = []
    for words, places in said.items():
        if len(places) > 1 and not _MARK.search(words):
            cut = any(_cuts(text, lines, place) for place in places)
            found += _copies(text, lines, places) if cut else ()
    return sorted(found)


def _cuts(text: str, lines: list[tuple[int, int]], place: int) -> bool:
    """Whether a line stands inside a sentence: the ones above and below make a word or a phrase together."""
    if not 0 < place < len(lines) - 1:
        return False
    above, below = lines[place - 1], lines[place + 1]
    left, right = above[0] + len(text[slice(*above)].rstrip()), below[1] - len(text[slice(*below)].lstrip())
    if left - above[0] < _WIDE or not amid_han(text, left, right):
        return False
    if not _MARK.search(text, *above) and not _MARK.search(text, *below):
        return False
    return word(text, left, right) >= SURE_WORD or across(text, left, right) >= ONE_WORD


def _copies(text: str, lines: list[tuple[int, int]], places: list[int]) -> Iterator[Change]:
    """The changes for those below a paragraph that has ended."""
    for place in places:
        if place < _TOP or text[slice(*lines[place - 1])].rstrip()[-1] not in FINAL:
            continue
        start, end = lines[place]
        last = place + 1 == len(lines)
        yield Change(lines[place - 1][1] if last else start, end if last else lines[place + 1][0], "")
