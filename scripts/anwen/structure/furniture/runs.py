"""Lists of links that no heading announces: several lines in a row that end in a date or name other documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from anwen.structure.lines.numbering import marker_at
from anwen.structure.lines.page import ends_sentence
from anwen.structure.lines.titles import names_document

_DATED = re.compile(r".{4,60}?[\s\])》)]*(?:(?:20|19)\d\d[-./年])?\d{1,2}[-./月]\d{1,2}日?\]?\)?$")
_IN_WORDS = re.compile(r"\d月\d{1,2}日?[\])]*$")
_OFFERED = re.compile(r"(?:范本|范文|模板|大全|精选|汇总|样本|\(?.{0,4}\d{1,2}篇\)?)+$")
_LEAST = 3  # lines in a row


def is_dated(folded: str) -> bool:
    """Whether a line ends in a date, as the title of a page in a list does.

    >>> is_dated("全县校园安全工作会议召开 2021-09-01"), is_dated("2021-09-01 全县校园安全工作会议召开")
    (True, False)
    """
    return bool(_DATED.fullmatch(folded))


def dated(folded: Sequence[str], verdicts: list[str], last: int) -> None:
    """Put out lines in a row that end in a date.

    A plan has such lines too, but writes 4月20日 or stands below a colon.

    Args:
        last: the last line of genuine text.
    """
    run: list[int] = []
    for at, line in enumerate([*folded, ""]):
        if line and not verdicts[at] and is_dated(line) and not _IN_WORDS.search(line):
            run.append(at)
            continue
        announced = bool(run) and folded[run[0] - 1].endswith(":") and 0 < run[0] <= last
        if len(run) >= _LEAST and not announced and not any(ends_sentence(folded[index]) for index in run):
            for index in run:
                verdicts[index] = "links"
        run = []


def titles(folded: Sequence[str], verdicts: list[str], is_label: Callable[[str], bool]) -> None:
    """Put out titles of other documents in a row between a finished text and the label of the next one."""
    run: list[int] = []
    for at, line in enumerate(folded):
        if is_label(line) and len(run) >= _LEAST and run[0] and ends_sentence(folded[run[0] - 1]):
            for index in run:
                verdicts[index] = "links"
        titled = len(line) <= 45 and "。" not in line and names_document(_OFFERED.sub("", line))
        titled = titled and not marker_at(line, 0, len(line))
        run = [*run, at] if titled and not verdicts[at] and not is_label(line) else []
