"""Unnumbered headings that lost their line's end: 事故经过|…, 事故原因|…; 严格管理，严肃纪律|….

They count only together: three or more of one form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anwen.repair.documents import HEADING_ENDS
from anwen.repair.draft import Change
from anwen.repair.ends.heading import end_at, pair_end
from anwen.repair.joint import PARTED
from anwen.repair.lines import line_around
from anwen.repair.marks import HAN

ALIKE = re.compile(
    rf"^[ \u3000]*(?=([{HAN}]{{2,4}}{HEADING_ENDS.pattern.rstrip('$')})[{HAN}\d“])",
    re.MULTILINE,
)
SLOGAN = re.compile(f"^[ \\u3000]*(?=([{HAN}]{{4,8}})，[{HAN}]{{5}})", re.MULTILINE)
_SEVERAL = 3  # headings
_SECTION = 1200  # characters
_SEEN = 40  # characters of the line behind one


def alike(text: str, matches: list[re.Match[str]]) -> list[Change]:
    """Breaks behind unnumbered headings as long as each other, one surely before a sentence: 事故经过, 事故原因.

    They stand near each other: in a long text as many lines begin by chance as headings do.
    """
    places = [
        (place, match.end(1) - match.start(1))
        for match in (matches if len(matches) >= _SEVERAL else ())
        if (place := end_at(text, *match.span(1), line_around(text, match.end(1), match.end(1), _SEEN)[1]))
        and (place.sure or place.value >= PARTED)
    ]
    sizes = {size for place, size in places if place.sure}
    same = [place for place, size in places if size in sizes]
    several = len(same) >= _SEVERAL and same[-1].at - same[0].at <= _SECTION * len(same)
    return [Change(place.at, place.at, "\n") for place in same] if several else []


def slogans(text: str, matches: Iterator[re.Match[str]]) -> list[Change]:
    """Breaks behind unnumbered headings of two equally long clauses: three or more, each before a sentence."""
    heads = [place for match in matches if (place := pair_end(text, match.start(1)))]
    begin = 2 * sum(place.begins for place in heads) >= len(heads)
    several = len(heads) >= _SEVERAL and begin and all(place.opens for place in heads)
    return [Change(place.at, place.at, "\n") for place in heads] if several else []
