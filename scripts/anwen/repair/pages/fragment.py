"""Join a text that a document-sharing site cut into numbered fragments, in the middle of its sentences.

The site shows "1、…开拓创新,", a blank line, "2、许多指标…" up to any number, one fragment a line, cut after so many
characters. An author's list has short items, or items that end as sentences do.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from anwen.repair.draft import Change
from anwen.repair.marks import FINAL

NAME = "fragments"

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_NUMBER = re.compile(r"[ \u3000]*(\d{1,4})、")
_INNER_END = re.compile("[。！？；!?;]")
_LONG = 40  # the median fragment; sites cut after 300 to 600 characters, an item of a list is a line or two
_CUT = 0.6  # the share of fragments that break off; the rest ended with a sentence by chance


class _Fragment(NamedTuple):
    start: int
    body: int
    end: int

    def cut(self, text: str) -> bool:
        """Whether it breaks off: after a comma, or in mid-sentence although it has whole sentences."""
        last = text[self.end - 1]
        if last in ",，、":
            return True
        return last not in FINAL and bool(_INNER_END.search(text, self.body, self.end))


def _runs(text: str) -> list[list[_Fragment]]:
    """Runs of lines numbered 1、 2、 3、 …, blank lines between them or not."""
    runs: list[list[_Fragment]] = []
    for line in _LINE.finditer(text):
        number = _NUMBER.match(line[0])
        value = int(number[1]) if number else 0
        open_run = bool(runs and runs[-1])
        if number and open_run and value == len(runs[-1]) + 1:
            pass
        elif number and value == 1:
            runs.append([])
        else:
            if open_run:
                runs.append([])
            continue
        end = line.start() + len(line[0].rstrip())
        runs[-1].append(_Fragment(line.start(), line.start() + number.end(), end))
    return [run for run in runs if run]


def _is_cut(text: str, run: list[_Fragment]) -> bool:
    if len(run) < 3:
        return False
    lengths = [fragment.end - fragment.body for fragment in run[:-1]]
    cut = sum(fragment.cut(text) for fragment in run[:-1])
    return median(lengths) >= _LONG and cut >= _CUT * len(lengths)


def find(text: str) -> list[Change]:
    if "1、" not in text:
        return []
    changes: list[Change] = []
    for run in _runs(text):
        if _is_cut(text, run):
            changes.append(Change(run[0].start, run[0].body, ""))
            changes += (Change(left.end, right.body, "") for left, right in pairwise(run))
    return changes
