"""Which old line of an article is which new one: equal lines first, wherever they went, then similar ones."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from anwen.identify.fingerprint import Print, similarity

# Measured on sentences of the five documents (tests/test_identify_properties.py holds the floors). One word changed
# leaves 0.85 or above from 20 characters on; 999 in 1,000 pairs of different ones stay below 0.67. With these
# thresholds none of 2,703 changed sentences lost its identifier, and 1 of 1,398 new ones was taken for another.
ALIKE = 0.78  # the same text, wherever it stands
NEAR = 0.54  # the same text when it stands between the same neighbours and is neither under half as long nor over twice
SHORT = 12  # a shorter line has little to go by: only between the same neighbours, or equal
MARGIN = 0.08  # a rival this close makes the choice doubtful
_PLACE = 0.10  # what standing between the same neighbours adds


class Line(Struct, frozen=True):
    """A block to be aligned: its class (``s`` or ``p``) and unpacked fingerprint."""

    letter: str
    print: Print


class Pair(Struct, frozen=True):
    """Old line ``old`` is new line ``new``; ``rival`` is the best other choice's similarity."""

    old: int
    new: int
    similarity: float
    rival: float = 0.0

    @property
    def doubtful(self) -> bool:
        """Accepted for its place alone, or with a rival close behind."""
        return self.similarity < ALIKE or (self.similarity < 1 and self.similarity - self.rival < MARGIN)


def backbone(pairs: Mapping[int, int]) -> list[tuple[int, int]]:
    """The longest run of pairs that kept their order.

    >>> backbone({0: 5, 1: 0, 2: 1, 3: 2})
    [(1, 0), (2, 1), (3, 2)]
    """
    tails: list[int] = []  # the lowest end of a run of each length
    ends: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for pair in sorted(pairs.items()):
        at = bisect_left(tails, pair[1])
        before[pair] = ends[at - 1] if at else None
        if at == len(tails):
            tails.append(pair[1])
            ends.append(pair)
        else:
            tails[at], ends[at] = pair[1], pair
    chain: list[tuple[int, int]] = []
    step = ends[-1] if ends else None
    while step is not None:
        chain.append(step)
        step = before[step]
    return chain[::-1]


def _gaps(chain: Sequence[tuple[int, int]], side: int, count: int) -> list[int]:
    """For each line of one side, how many lines of the backbone stand before it."""
    gaps = [0] * count
    for pair in chain:
        if pair[side] + 1 < count:
            gaps[pair[side] + 1] += 1
    for index in range(1, count):
        gaps[index] += gaps[index - 1]
    return gaps


def equal(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Pair the equal lines. Of a line that occurs more often on one side, those between the same neighbours first."""
    where: defaultdict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, lines in enumerate((old, new)):
        for index, line in enumerate(lines):
            where[line.letter, line.print.exact][side].append(index)
    pairs: dict[int, int] = {}
    for olds, news in where.values():
        if len(olds) == len(news):
            pairs.update(zip(olds, news, strict=True))
    chain = backbone(pairs)
    old_gaps, new_gaps = _gaps(chain, 0, len(old)), _gaps(chain, 1, len(new))
    for olds, news in where.values():
        if olds and news and len(olds) != len(news):
            pairs.update(_by_place(olds, news, old_gaps, new_gaps))
    return pairs


def _by_place(olds: list[int], news: list[int], old_gaps: list[int], new_gaps: list[int]) -> dict[int, int]:
    rooms: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for index in olds:
        rooms[old_gaps[index]][0].append(index)
    for index in news:
        rooms[new_gaps[index]][1].append(index)
    pairs: dict[int, int] = {}
    for here, there in rooms.values():
        pairs.update(zip(here, there, strict=False))
    taken = set(pairs.values())
    rest = ([index for index in olds if index not in pairs], [index for index in news if index not in taken])
    pairs.update(zip(*rest, strict=False))
    return pairs


def similar(
    old: Sequence[Line], new: Sequence[Line], pairs: Mapping[int, int], taken: frozenset[int] = frozenset()
) -> list[Pair]:
    """Pair what `equal` left over (but not the new lines in ``taken``), most alike first; each line is used once."""
    chain = backbone(pairs)
    old_gaps, new_gaps = _gaps(chain, 0, len(old)), _gaps(chain, 1, len(new))
    used = taken | set(pairs.values())
    olds = [index for index in range(len(old)) if index not in pairs]
    news = [index for index in range(len(new)) if index not in used]
    choices: list[tuple[float, int, int, int, float]] = []
    for i in olds:
        for j in news:
            if old[i].letter != new[j].letter:
                continue
            alike, near = similarity(old[i].print, new[j].print), old_gaps[i] == new_gaps[j]
            if alike >= _floor(old[i], new[j], near):
                choices.append((-alike - _PLACE * near, abs(i - j), i, j, alike))
    return _choose(sorted(choices))


def _floor(one: Line, other: Line, near: bool) -> float:
    """How alike two lines must be to be the same one; 1 where nothing but equality would do."""
    shorter, longer = sorted((one.print.length, other.print.length))
    if near and 2 * shorter >= longer:
        return NEAR
    return ALIKE if shorter >= SHORT else 1.0


def _choose(choices: Sequence[tuple[float, int, int, int, float]]) -> list[Pair]:
    found: list[Pair] = []
    old_used: set[int] = set()
    new_used: set[int] = set()
    best: defaultdict[tuple[int, int], list[tuple[float, int, int]]] = defaultdict(list)
    for score, _, i, j, _ in choices:
        best[0, i].append((-score, i, j))
        best[1, j].append((-score, i, j))
    for score, _, i, j, alike in choices:
        if i in old_used or j in new_used:
            continue
        # a rival is another choice for either line that was still open when this one was made
        rivals = [
            other
            for other, a, b in best[0, i] + best[1, j]
            if (a, b) != (i, j) and a not in old_used and b not in new_used
        ]
        found.append(Pair(i, j, alike, max(0.0, alike + max(rivals) + score) if rivals else 0.0))
        old_used.add(i)
        new_used.add(j)
    return found
