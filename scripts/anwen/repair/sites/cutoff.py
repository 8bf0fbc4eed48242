"""Text whose last line of prose ends where no sentence can: a copy that ended in mid-sentence.

Nothing is put back; it is marked. What a site says of the rest is `notice`'s.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from sys import maxsize, maxunicode

from anwen.repair.draft import Change
from anwen.repair.joint import goes_on
from anwen.repair.language.words import entries, word_cost
from anwen.repair.lines import line_around
from anwen.repair.marks import HAN
from anwen.repair.sites.notice import NAME, broken_off

__all__ = ["NAME", "find"]

_RUN = re.compile(f"[{HAN}]+\\Z")
_STOP = re.compile("[。！？；!?;]")
_PROSE = re.compile("[，。；]")
_ENDS = "。！？；：…”’）》】!?;:)|.．~～」』—"
_SIGNED = re.compile(
    rf"[〇零一二三四五六七八九十\d]年|[日月号]\s*$|^\s*[（(]?(?:附件|附|注|联系|电话|地址|邮编|签[名字]|记录|抄[送报])"
    rf"|[{HAN}](?:局|委员会|办公室|公司|政府|厅|中心|集团|协会|支部)\s*$|[:：][^，。；]{{1,20}}$"
)
# No sentence ends with these …
_UNFINISHED = re.compile(
    "(?:[，、,的和与及或在对从把被将向由于为以并但而且若如]|但是|不过|同时|因此|此外|另外|首先|其次|一方面|不仅|不但|其中|包括|如果|虽然"
    "|按照|根据|通过|不得|应当|必须|特别是|尤其是)$"
)
# … but with these words some do.
_COMPLETE = re.compile("(?:所以|在于|等于|源于|属于|处于|低于|高于|大于|小于|不足以|加以|予以|得以|可以|难以)$")
_ITEM = re.compile("[二三四五六七八九十](?:是|要)")  # of a list that goes on
_NUMBER = re.compile(f"，[^，]*[{HAN}]\\d{{1,6}}$")
# Nats. A missing full stop alone tells nothing. A word that its next characters would make likelier was broken off: of
# 858 ends of sentences one in fifty gains so much, of 1,129 places inside sentences, most of them between two words,
# two in five; no end is as unlikely as the last.
_BROKEN, _PENDING, _OPEN = 0.1, 4.0, 9.5
_LONGEST_WORD = 4
_LAST = 6  # characters that are divided into words
_SHORTEST = 8  # characters of a line of prose
_LONG = 25  # where no sentence has ended before
_TAIL = 5
_FAR = 400


def find(text: str) -> list[Change]:
    """Marks on a text that breaks off, whatever is said of it."""
    end = len(text.rstrip())
    return [broken_off(text, end)] if _breaks_off(text, end) else []


def _breaks_off(text: str, end: int) -> bool:
    """Whether the last line is prose and ends where no sentence does."""
    start, _ = line_around(text, end, end, _FAR)
    line = text[start:end]
    if len(line) < _SHORTEST or line[-1] in _ENDS or "\t" in line or "|" in line:
        return _unclosed(line)
    stops = list(_STOP.finditer(line))
    tail = line[stops[-1].end() :] if stops else line
    if _ITEM.fullmatch(tail):
        return True
    if _SIGNED.search(tail) or len(tail) < _TAIL:
        return False
    if _UNFINISHED.search(tail) and not _COMPLETE.search(tail) and (stops or len(line) >= _LONG):
        return True
    if stops and _NUMBER.search(tail):
        return True
    if _unclosed(line):
        return True
    pending = goes_on(tail) if _PROSE.search(line) and "。" in text else 0.0  # a page that sets no stops lacks none
    return pending >= _OPEN or (pending >= _PENDING and _broken(tail) >= _BROKEN)


def _broken(tail: str) -> float:
    """What it gains to complete the word that ``tail`` may end in the middle of (nats).

    >>> _broken("坚决予以停产整") > _BROKEN, _broken("进行了安排部署")
    (True, 0.0)
    """
    run = _RUN.search(tail[-_LAST:])
    words = run[0] if run else ""
    whole = word_cost(words)
    ends = ((words[:-size], _likeliest(words[-size:])) for size in range(1, min(len(words), _LONGEST_WORD)))
    completed = min((word_cost(head) + word_cost(word) for head, word in ends if word), default=whole)
    return max(0.0, whole - completed)


def _likeliest(beginning: str) -> str:
    """The commonest longer word that begins so, or ``""``."""
    words = _sorted()
    first = bisect_right(words, (beginning, maxsize))
    last = bisect_left(words, (beginning + chr(maxunicode), 0), first)
    return max(words[first:last], key=lambda entry: entry[1], default=("", 0))[0]


@cache
def _sorted() -> list[tuple[str, int]]:
    """A fifth of a second, at the first page that ends without a mark."""
    return sorted(entry for entry in entries() if 1 < len(entry[0]) <= _LONGEST_WORD)


def _unclosed(line: str) -> bool:
    tail = line[-80:]
    return (
        any(
            tail.rfind(opening) > tail.rfind(closing) and len(tail) >= _SHORTEST and _PROSE.search(tail) is not None
            for opening, closing in ("“”", "《》", "（）")
        )
        and line[-1:] not in "。！？”"
    )
