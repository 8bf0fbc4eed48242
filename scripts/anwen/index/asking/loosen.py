"""Where nothing is found: look for part of what was asked, in a fixed order, until something is found.

`docs/assets/anwen/search-loosen.js` mirrors this module.
"""

from __future__ import annotations

from collections.abc import Iterator

from anwen.index.asking.plan import Correction, Form, Group, Plan, Planner
from anwen.index.asking.slips import best
from anwen.index.source import HEAD, Source
from anwen.index.terms import idf

_LONGEST = 12  # characters of a run that are looked through
_TELLING = 100  # the rarity of a word worth looking for alone: 安全 is in two passages of three
_OTHER = 75  # percent that a word counts that only stands for what was asked
_EMPTY = "子头儿们"  # end words and do not say what they are
_CLOSE = 6  # a run this short may be one word
_SHARE = 3  # what is looked for instead has at least one of so many characters


def looser(plan: Plan, planner: Planner, source: Source) -> Iterator[Plan]:
    """Plans for part of what was asked, the closest first.

    Known words within the words; what they are a kind of (水泥厂 is a 厂); words that sound nearly the same; what a
    character of theirs tells (雪糕 is cold); a rare character; and at last known words that say little. What has less
    than a third of the characters is no part.
    """
    runs = [run[:_LONGEST] for run in plan.runs if len(run) > 1]
    close = runs if all(len(run) <= _CLOSE for run in runs) else []

    def part(groups: list[Group]) -> Iterator[Plan]:
        if groups and _SHARE * sum(len(group.forms[0].text) for group in groups) >= sum(map(len, plan.runs)):
            yield Plan(tuple(groups), (), plan.corrections)

    yield from part([group for run in runs for group in _parts(run, source, _TELLING)])
    yield from part([group for run in close for group in _kind(run, source)])
    for run in close if len(close) == 1 else ():
        found = best(run, list(range(len(run) - 1)), planner.words, source, near=True)
        if found is not None:
            start, word = found
            meant = run[:start] + word + run[start + len(word) :]
            correction = Correction(run[start : start + len(word)], word)
            yield Plan(planner.plan((meant,)).groups, (meant,), (*plan.corrections, correction))
    yield from part([group for run in close for group in _sign(run, source)])
    yield from part([group for run in close for group in _character(run, source)])
    yield from part([group for run in runs for group in _parts(run, source, 0)])


def _parts(run: str, source: Source, telling: int) -> Iterator[Group]:
    """The known words within ``run``, the longest first, none over another."""
    free = [True] * len(run)
    for length in range(len(run), 1, -1):
        for start in range(len(run) - length + 1):
            word = run[start : start + length]
            if not all(free[start : start + length]):
                continue
            count, others = source.word(word), source.synonyms(word)
            if others or (count > 0 and idf(count, source.settings.total) >= telling):
                free[start : start + length] = [False] * length
                yield Group((Form(word, 100), *(Form(other.removeprefix(HEAD), _OTHER) for other in others)))


def _kind(run: str, source: Source) -> Iterator[Group]:
    """What ``run`` is a kind of, by its last characters."""
    for length in (2, 1):
        others = source.synonyms(HEAD + run[-length:])
        if others and length < len(run):
            yield Group((Form(run, 100), *(Form(other, _OTHER) for other in others)))
            return


def _sign(run: str, source: Source) -> Iterator[Group]:
    """What a character of ``run`` tells wherever it stands, the last that tells anything."""
    told = (source.synonyms(char + HEAD) for char in reversed(run))
    others = next(filter(None, told), ())
    if others:
        yield Group((Form(run, 100), *(Form(other, _OTHER) for other in others)))


def _character(run: str, source: Source) -> Iterator[Group]:
    """The last character of ``run`` that says something: a word's last character says what it is."""
    total = source.settings.total
    counts = [(char, source.count(char)) for char in run if char not in _EMPTY]
    telling = [char for char, count in counts if count and idf(count, total) >= 2 * _TELLING]
    if telling:
        yield Group((Form(telling[-1], 100),))
