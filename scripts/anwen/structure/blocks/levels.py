"""Which heading nests in which: decided per document, by what its reader found marked, or what restarts inside what."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from itertools import pairwise

from anwen.structure.blocks.drafts import Draft
from anwen.structure.lines.numbering import RANKS

_PLAIN = ""
_DECIMAL = {"1.": 1, "1.1": 2, "1.1.1": 3, "1.1.1.1": 4}


def _rank(family: str) -> float:
    return RANKS.get(family, 35)


def _inside(headings: list[Draft]) -> Counter[tuple[str, str]]:
    """How often family f counts from 1 between two consecutive numbers of family g: ``{(f, g): times}``.

    An unnumbered heading has no numbers: g nests in it where g starts from 1 behind several of them.
    """
    evidence: Counter[tuple[str, str]] = Counter()
    last: dict[str, tuple[int, int]] = {}
    starts: dict[str, int] = {}  # where each family last counted from 1
    for place, heading in enumerate(headings):
        family = heading.family
        if family == _PLAIN:
            continue
        if heading.number == 1:
            starts[family] = place
        before = last.get(family)
        if before and heading.number == before[0] + 1:
            for other, at in starts.items():
                if other != family and at > before[1]:
                    evidence[other, family] += 1
        last[family] = (heading.number, place)
    return evidence


def _order(headings: list[Draft]) -> list[str]:
    """The families from the most senior to the most junior."""
    families = sorted({heading.family for heading in headings} - {_PLAIN}, key=_rank)
    evidence = _inside(headings)
    for _ in families:
        for at, (senior, junior) in enumerate(pairwise(families)):
            both_decimal = senior in _DECIMAL and junior in _DECIMAL
            if not both_decimal and evidence[senior, junior] > evidence[junior, senior]:
                families[at], families[at + 1] = junior, senior
    if any(heading.family == _PLAIN for heading in headings):
        families.insert(_place_of_plain(headings, families), _PLAIN)
    return families


def _place_of_plain(headings: list[Draft], families: list[str]) -> int:
    """Unnumbered headings stand above the families that restart behind them, below those that run on across them."""
    plain = [at for at, heading in enumerate(headings) if heading.family == _PLAIN and not heading.fixed]
    for place, family in enumerate(families):
        numbers = [(at, heading.number) for at, heading in enumerate(headings) if heading.family == family]
        restarts = runs_on = 0
        for (before, one), (after, other) in pairwise([(-1, 0), *numbers]):
            if bisect(plain, before) < bisect(plain, after):
                restarts += other == 1
                runs_on += 0 < one < other
        if restarts > runs_on:
            return place
    return len(families)


def _ranks(headings: list[Draft]) -> list[float]:
    """The rank of every heading, the most senior the lowest: as its reader marked it, or by its numbers."""
    depths = sorted({heading.depth for heading in headings})
    pairs = {(heading.family, heading.depth) for heading in headings if heading.family != _PLAIN}
    told_apart = len(pairs) == len({family for family, _ in pairs}) == len({depth for _, depth in pairs})
    if len(depths) > 1 and depths[0] and told_apart:
        return [heading.depth for heading in headings]
    place = {family: at for at, family in enumerate(_order(headings))}
    # Unnumbered ones stand together among the families; which of them is whose only the marks say.
    below = {depth: at / (len(depths) + 1) for at, depth in enumerate([*filter(None, depths), 0])}
    return [place[it.family] + (0 if it.family else below[it.depth]) for it in headings]


def levels(drafts: list[Draft]) -> list[int]:
    """The level of every draft (0 for what is no heading), dense from 1.

    >>> from anwen.structure.lines.page import Span
    >>> at = Span(0, 1)
    >>> levels([Draft("heading", at, "一、", 1), Draft("heading", at, "1.", 1), Draft("item", at),
    ...         Draft("heading", at, "1.", 2), Draft("heading", at, "一、", 2), Draft("heading", at, "(一)", 1)])
    [1, 2, 0, 2, 1, 2]
    >>> levels([Draft("heading", at, depth=1), Draft("heading", at, depth=2), Draft("heading", at, depth=1)])
    [1, 2, 1]
    """
    headings = [draft for draft in drafts if draft.kind == "heading"]
    ranks = iter(_ranks(headings))
    open_ranks: list[float] = []
    found: list[int] = []
    for draft in drafts:
        if draft.kind != "heading":
            found.append(0)
            continue
        rank = next(ranks)
        own = -1 if draft.fixed else rank
        while open_ranks and (open_ranks[-1] >= own or open_ranks[-1] < 0):
            open_ranks.pop()
        open_ranks.append(own)
        found.append(len(open_ranks))
    return found
