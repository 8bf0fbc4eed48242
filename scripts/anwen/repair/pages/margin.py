"""Numbers that a page counts its lines by, as drafts of contracts and bills have them: 1  …维护保养工|2  作，….

Items are numbered as well; but of lines that are only counted each goes on in the next, at one of them amid a word.
"""

from __future__ import annotations

import re
from itertools import pairwise

from anwen.repair.draft import Change, left_out
from anwen.repair.joint import IN_WORD, ONE_WORD, RUNS_ON, SEPARATE, SURE_WORD, gain, word
from anwen.repair.marks import HAN, MARKS, is_han

NAME = "page-header"  # for a reader the same as other numbers of a page

_COUNTED = re.compile(rf"^[ \t]{{0,4}}(\d{{1,3}})[ \t\u3000]{{1,4}}(?=[{HAN}“《（])(?P<words>[^\n]+)", re.MULTILINE)
_NUMBER = re.compile(r"[ \t]{0,4}\d{1,3}[ \t\u3000]{1,4}")
_LEAST, _WIDE = 3, 15  # lines, and characters of each but the last
_PAUSES = frozenset(MARKS)


def find(text: str) -> list[Change]:
    """Changes for lines that are counted.

    >>> lines = ["甲方委托乙方承担厂区消防设施的维护保养工", "作，乙方应指派具备资格的人员每月到场检查", "一次。"]
    >>> len(find("\\n".join(f"{at}  {line}" for at, line in enumerate(lines, 1))))
    3
    >>> find("1  检查配电箱\\n2  检查灭火器\\n3  检查应急照明灯具")
    []
    """
    found: list[Change] = []
    for run in _runs(list(_COUNTED.finditer(text))):
        breaks = [(left["words"].rstrip(), right["words"]) for left, right in pairwise(run)]
        if len(run) >= _LEAST and all(_goes_on(*one) for one in breaks) and any(_amid_word(*one) for one in breaks):
            found += left_out(number for line in run if (number := _NUMBER.match(text, line.start())))
    return found


def _runs(lines: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Lines one below the other whose numbers go up by one."""
    runs: list[list[re.Match[str]]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        if last and last.end() + 1 == line.start() and int(line[1]) == int(last[1]) + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _goes_on(left: str, right: str) -> bool:
    """Whether a line is full, and the next can be what follows."""
    if len(left) < _WIDE:
        return False
    return left[-1] in _PAUSES or not (is_han(left[-1]) and is_han(right[0])) or gain(left, right) >= SEPARATE


def _amid_word(left: str, right: str) -> bool:
    if not (is_han(left[-1]) and is_han(right[0])):
        return False
    gained, crossed = gain(left, right), word(left + right, len(left), len(left))
    return (gained >= RUNS_ON and crossed >= SURE_WORD) or (gained >= ONE_WORD and crossed >= IN_WORD)
