"""Choose among readings that the language model finds nearly alike, by the words that they make and their marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from math import exp, inf
from typing import NamedTuple

from anwen.repair.language.pairs import pairs
from anwen.repair.language.words import marks_cost
from anwen.repair.marks import is_han
from anwen.repair.slip.reading import KEPT, Near, Reading, Step

# Nats for a comma, another mark, digit or letter, and a character that one reading has more than another, and for a
# word, beside their sense: two models that know the same texts find a longer reading too costly, and what divides into
# fewer words is likelier than its words tell. Fitted, with the chance that a nat makes (they know less than they
# think), on 2,800 slips of seven lots that the models had not seen; six of the lots give nearly the same for the other.
_COMMA, _SIGN, _CHAR, _WORD = -3.4, -2.3, -3.4, 2.8
_CHANCE = 0.55
# A character that vanished may be any: of those that would make a reading longer only the nearest are remembered.
_LONGER = 3.0
_PART = 0.1  # of what rivals of one stretch have together
_AROUND = 12  # characters on either side that a word may reach into
_APART = 24  # characters on either side in which the next mark is looked for
_NESTED = 6  # alternatives of an alternative
_MOST = 80  # alternatives weighed for one reading, the nearest


class Variant(NamedTuple):
    """``steps`` instead of the chosen ``[first:last]``, ``gap`` nats behind."""

    first: int
    last: int
    steps: tuple[Step, ...]
    gap: float
    more: int = 0  # characters than the chosen ones


def chain(step: Step | None) -> list[Step]:
    """The steps that led to ``step``, in order."""
    steps: list[Step] = []
    while step is not None:
        steps.append(step)
        step = step.before
    return steps[::-1]


def links(near: Near | None) -> list[Near]:
    """The alternatives that were met, the nearest first."""
    found: list[Near] = []
    while near is not None:
        found.append(near)
        near = near.before
    return sorted(found, key=lambda link: link.gap)


def variants(best: Reading) -> tuple[list[Step], list[Variant]]:
    """The steps of ``best``, and the stretches of them that nearly went otherwise."""
    steps = chain(best.step)
    place = {id(step): number for number, step in enumerate(steps)}
    found: list[Variant] = []

    def add(other: list[Step], last: int, gap: float) -> None:
        first = next((i for i, (a, b) in enumerate(zip(steps, other, strict=False)) if a is not b), len(other))
        found.append(Variant(min(first, last), last, tuple(other[min(first, last) :]), gap))

    for near in links(best.near)[:_MOST]:
        last = place[id(near.step)] + 1 if near.step is not None else 0
        other = chain(near.other)
        add(other, last, near.gap)
        for nested in links(near.others)[:_NESTED]:
            rest = next((i + 1 for i, step in enumerate(other) if step is nested.step), None)
            if rest is not None and near.gap + nested.gap < KEPT and id(nested.step) not in place:
                add([*chain(nested.other), *other[rest:]], last, near.gap + nested.gap)
    found.sort(key=lambda variant: variant.gap)
    return steps, found[:_MOST]


def chosen(best: Reading, plain: Callable[[str], str], doubted: float) -> tuple[list[Step], list[tuple[int, int, str]]]:
    """The steps to take, and for each stretch of them that is wrong with a chance of ``doubted`` or more,
    ``(first, last, what else it may be)``."""
    steps, others = variants(best)
    words = cache(partial(pairs().text_cost, each=_WORD))  # many variants are of one stretch
    weighed = [_weighed(steps, variant, plain, words) for variant in others]
    weighed.sort(key=lambda variant: (variant.gap, variant.first, variant.last))
    taken: list[Variant] = []
    for variant in weighed:
        if variant.gap < 0 and all(variant.last <= v.first or v.last <= variant.first for v in taken):
            taken.append(variant)
    rivals: list[Variant] = []
    for variant in weighed:
        if variant in taken:
            own = tuple(steps[variant.first : variant.last])
            rivals.append(Variant(variant.first, variant.last, own, -variant.gap, -variant.more))
        else:
            beaten = [v for v in taken if v.first < variant.last and variant.first < v.last]
            rivals.append(_widened(steps, variant, beaten))
    doubts = [(rival.first, rival.last, "".join(step.text for step in rival.steps)) for rival in _near(rivals, doubted)]
    return _spliced(list(steps), taken), [_moved(doubt, taken) for doubt in doubts]


def _near(rivals: Sequence[Variant], doubted: float) -> Iterator[Variant]:
    """The rivals that together are right in place of what was taken with a chance of ``doubted`` or more; of those
    that overlap, the ones that have some share in it, the likeliest at least."""
    for group in _groups([rival for rival in rivals if rival.gap < inf]):
        odds = [exp(-_CHANCE * max(0.0, rival.gap)) * (_LONGER if rival.more > 0 else 1.0) for rival in group]
        if sum(odds) >= doubted * (1 + sum(odds)):
            least = min(_PART * sum(odds), max(odds))
            yield from (rival for rival, chance in zip(group, odds, strict=True) if chance >= least)


def _groups(rivals: Sequence[Variant]) -> list[list[Variant]]:
    """``rivals`` of the same stretch together."""
    groups: list[list[Variant]] = []
    reached = -1
    for rival in sorted(rivals, key=lambda rival: (rival.first, rival.last)):
        if not groups or rival.first >= reached:
            groups.append([])
        groups[-1].append(rival)
        reached = max(reached, rival.last, rival.first + 1)
    return groups


def _widened(steps: Sequence[Step], variant: Variant, beaten: Sequence[Variant]) -> Variant:
    """``variant`` as the rival of what was taken in its place: all of the stretches that the ``beaten`` ones change."""
    first = min([variant.first, *(other.first for other in beaten)])
    last = max([variant.last, *(other.last for other in beaten)])
    whole = (*steps[first : variant.first], *variant.steps, *steps[variant.last : last])
    gap = variant.gap - min((other.gap for other in beaten), default=0.0)
    return Variant(first, last, whole, gap, variant.more - sum(other.more for other in beaten))


def _weighed(
    steps: Sequence[Step], variant: Variant, plain: Callable[[str], str], cost: Callable[[str], float]
) -> Variant:
    """``variant`` with what its words, by their ``cost``, and marks add to its gap."""
    before = plain("".join(step.text for step in steps[max(0, variant.first - _APART) : variant.first]))
    behind = plain("".join(step.text for step in steps[variant.last : variant.last + _APART]))
    own = plain("".join(step.text for step in steps[variant.first : variant.last]))
    other = plain("".join(step.text for step in variant.steps))
    if own == other:  # the same in simplified characters: no alternative at all
        return variant._replace(gap=inf)
    left, right = before[-_AROUND:], behind[:_AROUND]
    words = cost(left + other + right) - cost(left + own + right)
    marks = marks_cost(before + other + behind) - marks_cost(before + own + behind)
    gap = variant.gap + words + marks + _beside(other) - _beside(own)
    return variant._replace(gap=gap, more=len(other) - len(own))


def _beside(text: str) -> float:
    """What the characters of ``text`` cost beside what they are."""
    return sum(_CHAR if is_han(char) else _COMMA if char == "，" else _SIGN for char in text)


def _spliced(steps: list[Step], taken: Sequence[Variant]) -> list[Step]:
    for variant in sorted(taken, key=lambda variant: variant.first, reverse=True):
        steps[variant.first : variant.last] = variant.steps
    return steps


def _moved(doubt: tuple[int, int, str], taken: Sequence[Variant]) -> tuple[int, int, str]:
    """``doubt`` counted in the spliced steps."""
    first, last, text = doubt
    grown = [(variant, len(variant.steps) - (variant.last - variant.first)) for variant in taken]
    before = sum(more for variant, more in grown if variant.last <= first and variant.first < first)
    until = sum(more for variant, more in grown if variant.last <= last)
    return first + before, max(first + before, last + until), text


def narrowed(steps: Sequence[Step], doubt: tuple[int, int, str]) -> tuple[int, int, str]:
    """``doubt`` without what its rival reads as well; some text stays to be marked."""
    first, last, other = doubt
    while last - first > 1 and other.startswith(steps[first].text):
        other = other[len(steps[first].text) :]
        first += 1
    while last - first > 1 and other.endswith(steps[last - 1].text):
        other = other.removesuffix(steps[last - 1].text)
        last -= 1
    return first, last, other


def pieces(
    steps: Sequence[Step], runs: Sequence[tuple[int, int]], marked: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    """The stretches of ``steps`` to write: the ``marked``, those that overlap as one, and what is left of the ``runs``.
    None is without characters of the page, and no marked one without text."""
    clusters: list[tuple[int, int]] = []
    for first, last in sorted(marked):
        first, last = min(first, len(steps) - 1), min(last, len(steps))
        while last < len(steps) and (last <= first or steps[last - 1].end == steps[first].start):
            last += 1
        while first > 0 and (
            steps[last - 1].end == steps[first].start or not any(step.text for step in steps[first:last])
        ):
            first -= 1
        while last < len(steps) and steps[last].start == steps[last].end:
            last += 1
        while first > 0 and steps[first - 1].start == steps[first - 1].end:
            first -= 1
        if clusters and first < clusters[-1][1]:
            first, last = clusters[-1][0], max(last, clusters.pop()[1])
        clusters.append((first, last))
    found = [(first, last, True) for first, last in clusters]
    for first, last in runs:
        for start, end in clusters:
            if start < last and end > first:
                if first < start:
                    found.append((first, start, False))
                first = max(first, end)
        if first < last:
            found.append((first, last, False))
    yield from sorted(found)
