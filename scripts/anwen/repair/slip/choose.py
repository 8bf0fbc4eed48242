"""Choose among readings that the language model finds nearly alike, by the words that they make and their marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from anwen.repair.marks import is_han
from anwen.repair.slip.reading import KEPT, Near, Reading, Step
from anwen.repair.slip.words import marks_cost, word_cost

_WORDS = 0.7  # the weight of the words beside the language model's three characters
_AROUND = 8  # characters on either side that a word may reach into
_APART = 24  # characters on either side in which the next mark is looked for
_NESTED = 6  # alternatives of an alternative
_MOST = 60  # alternatives weighed for one reading, the nearest


class Close(NamedTuple):
    """Nats behind within which a rival makes a doubt, by what the two readings differ in."""

    words: float
    marks: float

    def within(self, own: str, other: str) -> float:
        """How near ``other`` must be to make ``own`` doubtful.

        >>> Close(words=4.0, marks=2.0).within("一粒火星", "一立火星"), Close(4.0, 2.0).within("问。归根", "问、归根")
        (4.0, 2.0)
        """
        while own and other and own[0] == other[0]:
            own, other = own[1:], other[1:]
        while own and other and own[-1] == other[-1]:
            own, other = own[:-1], other[:-1]
        return self.words if all(map(is_han, own + other)) else self.marks


class Variant(NamedTuple):
    """``steps`` instead of the chosen ``[first:last]``, ``gap`` nats behind."""

    first: int
    last: int
    steps: tuple[Step, ...]
    gap: float


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


def chosen(best: Reading, plain: Callable[[str], str], close: Close) -> tuple[list[Step], list[tuple[int, int, str]]]:
    """The steps to take, and for each doubtful stretch of them, ``(first, last, what else it may be)``."""
    steps, others = variants(best)
    weighed = [_weighed(steps, variant, plain) for variant in others]
    weighed.sort(key=lambda variant: (variant.gap, variant.first, variant.last))
    taken: list[Variant] = []
    for variant in weighed:
        if variant.gap < 0 and all(variant.last <= v.first or v.last <= variant.first for v in taken):
            taken.append(variant)
    doubts: list[tuple[int, int, str]] = []
    result = list(steps)
    for variant in weighed:
        if variant in taken:
            rival = Variant(variant.first, variant.last, tuple(steps[variant.first : variant.last]), -variant.gap)
        else:
            beaten = [v for v in taken if v.first < variant.last and variant.first < v.last]
            rival = _widened(steps, variant, beaten)
        texts = (
            plain("".join(step.text for step in part)) for part in (steps[variant.first : variant.last], variant.steps)
        )
        if rival.gap < max(close) and rival.gap < close.within(*texts):
            doubts.append((rival.first, rival.last, "".join(step.text for step in rival.steps)))
    return _spliced(result, taken), [_moved(doubt, taken) for doubt in doubts]


def _widened(steps: Sequence[Step], variant: Variant, beaten: Sequence[Variant]) -> Variant:
    """``variant`` as the rival of what was taken in its place: all of the stretches that the ``beaten`` ones change."""
    first = min([variant.first, *(other.first for other in beaten)])
    last = max([variant.last, *(other.last for other in beaten)])
    whole = (*steps[first : variant.first], *variant.steps, *steps[variant.last : last])
    return Variant(first, last, whole, variant.gap - min((other.gap for other in beaten), default=0.0))


def _weighed(steps: Sequence[Step], variant: Variant, plain: Callable[[str], str]) -> Variant:
    """``variant`` with what its words and marks add to its gap."""
    before = plain("".join(step.text for step in steps[max(0, variant.first - _APART) : variant.first]))
    behind = plain("".join(step.text for step in steps[variant.last : variant.last + _APART]))
    own = plain("".join(step.text for step in steps[variant.first : variant.last]))
    other = plain("".join(step.text for step in variant.steps))
    if own == other:  # the same in simplified characters: no alternative at all
        return variant._replace(gap=float("inf"))
    left, right = before[-_AROUND:], behind[:_AROUND]
    words = word_cost(left + other + right) - word_cost(left + own + right)
    marks = marks_cost(before + other + behind) - marks_cost(before + own + behind)
    return variant._replace(gap=variant.gap + _WORDS * words + marks)


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
