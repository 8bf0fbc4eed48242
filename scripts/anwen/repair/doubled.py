"""Two or more marks where one belongs: 27日,,我省 → 27日,我省, 双责,、齐抓 → 双责、齐抓, 教训,? → 教训?.

The annotation filter puts a comma before every mark that stands in its table, so a page may have thousands.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import at, beside_chinese, is_ascii_word
from anwen.repair.question import genuine

NAME = "doubled"

# A space may stand between two.
_RUN = re.compile("[,，、;；:：。.．!！?？](?: ?[,，、;；:：。.．!！?？])+")
_WIDE = str.maketrans(",;:!?．", "，；：！？.")
_STRENGTH = ".，、：；。"  # of different ones the last of this list is kept: it was put in with a purpose
_ENDS = frozenset("！？")


def _kept(run: str) -> str:
    """The mark or marks that a run of marks stands for, or the run where it may be the author's.

    >>> _kept(",、"), _kept("。，"), _kept(",,"), _kept("，？！"), _kept("。。。"), _kept("，,，")
    ('、', '。', ',', '？！', '。。。', '，')
    """
    marks = run.replace(" ", "")
    wide = marks.translate(_WIDE)
    if _ENDS & set(wide):
        first = min(wide.find(mark) for mark in _ENDS if mark in wide)
        last = max(map(wide.rfind, _ENDS))
        return marks[first : last + 1] if _ENDS.issuperset(wide[first : last + 1]) else run
    if ".." in wide or (len(marks) > 2 and marks == marks[0] * len(marks)):  # an ellipsis, as people type it
        return run
    best = max(wide, key=_STRENGTH.index)
    return best if best in marks else marks[wide.index(best)]


def _chinese(text: str, match: re.Match[str]) -> bool:
    """Whether the run stands in Chinese text: a,,b is a row of data, but a,、b is not."""
    if match[0][0] in ".．" and (is_ascii_word(at(text, match.start() - 1)) or match[0].isascii()):
        return False  # etc., and 1.：
    if not match[0].isascii():
        return True
    return beside_chinese(text, match.start() - 1, -1) or beside_chinese(text, match.end(), 1)


def find(text: str) -> list[Change]:
    found: list[Change] = []
    for match in _RUN.finditer(text):
        kept = _kept(match[0])
        if kept == match[0] or not _chinese(text, match):
            continue
        question = match.start() + match[0].find("?")
        if "?" in match[0] and not genuine(text, question, match.end()):  # others may be a lost byte
            continue
        found.append(Change(*match.span(), kept))
    return found
