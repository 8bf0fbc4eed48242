"""Cut run-on text at its numbering marks, with evidence from the whole document.

A mark within a line is one only if its neighbours of the same family count on (一、 … 二、) and it stands where a
paragraph can begin: after a finished sentence, or right behind a heading. 会议有以下四项：一、…；二、… stays prose.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal, NamedTuple

from anwen.structure.lines.numbering import Marker, can_be_day, marker_at, markers_within
from anwen.structure.lines.page import CLOSING, SENTENCE_END, Page, Span

Standing = Literal["start", "strong", "weak", "glued"]

# Headings glued to their first child are short; the longest genuine one seen has 34 characters.
_SHORT = 40
_CLAUSES = 3


class Segment(NamedTuple):
    """A line or a part of one, with the mark it begins with."""

    span: Span
    marker: Marker | None


class _Candidate(NamedTuple):
    marker: Marker
    standing: Standing


def _standing(page: Page, line: Span, at: int) -> Standing:
    """How a mark stands to what is before it in its line."""
    before = page.folded[max(line.start, at - 12) : at]
    bare = before.rstrip()
    last = bare.rstrip(CLOSING)[-1:] if bare[-1:] not in ")" else bare[-1:]
    if last and last in SENTENCE_END:
        return "strong"
    if last and last in ":;,、":
        return "weak"
    return "strong" if len(bare) < len(before) and bare else "glued"


def _candidates(page: Page, line: Span) -> list[_Candidate]:
    first = marker_at(page.folded, line.start, line.end) if line.head else None
    found = [_Candidate(first, "start")] if first else []
    after = first.end if first else line.start
    for marker in markers_within(page.folded, line.start, line.end):
        if marker.start >= after:
            found.append(_Candidate(marker, _standing(page, line, marker.start)))
    return found


def _without_days(page: Page, found: list[list[_Candidate]]) -> list[list[_Candidate]]:
    """The candidates without marks such as 6.16 that no 6.15 or 6.14 stands above: days.

    Those that count on by one, each said once, are an excerpt's clauses: 5.15, 5.16, 5.17. Of sentences, which a
    diary has as well, it takes four.
    """
    heads = [row[0].marker for row in found if row and row[0].marker.family == "1.1"]
    said = Counter((page.folded[mark.start : mark.end].partition(".")[0], mark.number) for mark in heads)
    told = any("。" in page.folded[mark.end : mark.end + _SHORT].partition("\n")[0] for mark in heads)
    run = range(_CLAUSES + told)
    known = {
        (clause, number - 1) for clause, number in said if all(said.get((clause, number + step)) == 1 for step in run)
    }
    kept: list[list[_Candidate]] = []
    for candidates in found:
        mark = candidates[0].marker if candidates else None
        if mark and mark.family == "1.1":
            clause = page.folded[mark.start : mark.end].partition(".")[0]
            if can_be_day(page.folded, mark.start) and not known & {
                (clause, mark.number - 1),
                (clause, mark.number - 2),
            }:
                kept.append(candidates[1:])
                continue
            known.add((clause, mark.number))
        kept.append(candidates)
    return kept


def _counts_on(one: _Candidate | None, other: _Candidate | None) -> bool:
    """Whether two neighbours of a family count on; a number given twice or left out once is a slip, not an end."""
    if one is None or other is None:
        return False
    return 0 <= other.marker.number - one.marker.number <= 2


def _accepted(page: Page, lines: list[Span], found: list[list[_Candidate]]) -> list[list[Marker]]:
    """The candidates inside lines at which to cut."""
    families: dict[str, list[_Candidate]] = {}
    places: dict[tuple[str, int], int] = {}
    for candidates in found:
        for candidate in candidates:
            family = families.setdefault(candidate.marker.family, [])
            places[candidate.marker.family, candidate.marker.start] = len(family)
            family.append(candidate)

    def neighbours(marker: Marker) -> tuple[_Candidate | None, _Candidate | None]:
        family, at = families[marker.family], places[marker.family, marker.start]
        return family[at - 1] if at else None, family[at + 1] if at + 1 < len(family) else None

    accepted: list[list[Marker]] = []
    for line, candidates in zip(lines, found, strict=True):
        cuts: list[Marker] = []
        edge, edge_marker = line.start, candidates[0].marker if candidates else None
        for candidate in candidates:
            marker = candidate.marker
            before, after = neighbours(marker)
            firm = after is not None and after.standing in ("start", "strong") and _counts_on(candidate, after)
            if candidate.standing == "start":
                good = False
            elif candidate.standing == "strong":
                good = _counts_on(before, candidate) or _counts_on(candidate, after)
            elif candidate.standing == "weak" and after is None and _used(before) and marker.number == 1:
                # …五项重点工作:(一)突出一个中心。 and the text breaks off: no list within a sentence is that short.
                good = page.folded[marker.start - 1] == ":"
            elif marker.number != 1 or not firm:
                good = False
            elif candidate.standing == "weak":
                good = page.folded[marker.start - 1] != "、"
            else:
                good = _behind_heading(page, line, edge, edge_marker, marker)
            if good:
                cuts.append(marker)
                edge, edge_marker = marker.start, marker
        accepted.append(cuts)
    return accepted


def _used(before: _Candidate | None) -> bool:
    """Whether the family has begun paragraphs before."""
    return before is not None and before.standing in ("start", "strong")


def _behind_heading(page: Page, line: Span, edge: int, edge_marker: Marker | None, marker: Marker) -> bool:
    """Whether what stands glued before a mark is a short heading, or the title at the head of a line."""
    before = page.folded[edge : marker.start]
    if len(before) > _SHORT or re.search("[。;!,:]", before):
        return False
    return (edge_marker is not None and edge_marker.start == edge) or (edge == line.start and len(before) >= 4)


def segments(page: Page, lines: list[Span]) -> list[Segment]:
    """The lines cut at the marks inside them.

    >>> page = Page("本年工作有：一、情况。好。二、问题（一）人少。（二）钱少。议程：一、甲；二、乙。")
    >>> [page.of(segment.span) for segment in segments(page, page.lines())]
    ['本年工作有:', '一、情况。好。', '二、问题', '(一)人少。', '(二)钱少。议程:一、甲;二、乙。']
    """
    found = _without_days(page, [_candidates(page, line) for line in lines])
    parts: list[Segment] = []
    for line, candidates, cuts in zip(lines, found, _accepted(page, lines, found), strict=True):
        marks = {cut.start: cut for cut in cuts}
        if candidates and candidates[0].standing == "start":
            marks[line.start] = candidates[0].marker
        parts.extend(Segment(part, marks.get(part.start)) for part in page.cut(line, *marks))
    return parts
