"""What the words of a plan matter in one collection, worked out once for all that ranks.

`docs/assets/anwen/search-engine.js` mirrors this module.
"""

from __future__ import annotations

from msgspec import Struct

from anwen.index.asking.plan import Group, Plan
from anwen.index.source import Source
from anwen.index.terms import RUN, idf, terms

_ALSO = 35  # percent of a second form's score that is added where the whole query is one thing

_PASTED = 8  # letters of a query that may be a piece of a text; half as many where a mark stands between them


class Way(Struct, frozen=True):
    """A form of a group, its terms with their passages and their rarities; percent of what it covers and scores."""

    text: str
    counts: dict[str, int]
    rarities: dict[str, int]
    worth: int
    share: int  # of what it scores
    only: bool  # it counts whole or not at all: half of a word of the same meaning means something else
    alone: bool  # its rarest term stands for it: at least half of that term's passages have it
    apart: bool = False  # the words of the first way, wherever they stand


class Part(Struct, frozen=True):
    """A group: how much it matters, and its ways, its own first; of others only those that a passage can have."""

    ways: tuple[Way, ...]
    matter: int
    word: bool  # and no pair across two


class Matters(Struct, frozen=True):
    """A plan's groups; ``more`` is the percent of its score that each further way of a group adds."""

    parts: tuple[Part, ...]
    more: int
    typed: tuple[str, ...] = ()  # the query's words as they were typed, where they may be pieces of a text


def matters(plan: Plan, source: Source) -> Matters:
    """What the words of ``plan`` matter in a collection.

    A passage that calls a thing by several names is about it, but only where the query is that one thing: of several,
    each is to be there. Mean nDCG@10 of five sets of queries by five hands, in hundredths: +.06, +.27, .00, +.16,
    +.54; with several words too, the first loses .55. There a passage may also have the words of that thing apart
    (应急预案和抢险救援 for 应急救援): of eleven sets, +.03, +.11, .00, +.10, +.23, +.20, +.12, +.12, +.01, +.04, .00;
    of pinyin, which mostly is one such thing, +.59. With several words what is gained hangs on three queries, and one
    set loses .11.
    """
    one = sum(group.worth == 100 for group in plan.groups) == 1
    parts = tuple(_part(group, source, one) for group in plan.groups)
    marked = any(letters(it) not in it for it in plan.typed)
    piece = len(letters(" ".join(plan.typed))) >= _PASTED // (1 + marked)
    return Matters(parts, _ALSO if one else 0, plan.typed if piece else ())


def _part(group: Group, source: Source, one: bool) -> Part:
    """The rarest term of a group's word counts in full, the others three fifths; ``one`` is the only thing looked for.

    A word of four characters is not three times what a word of two is (nDCG@10 of several words .955 → .980). And 管道
    stands for 煤气泄漏 in so many passages that it says little; 燃气泄漏 says all. Mean nDCG@10 of five sets of queries
    by five hands, in hundredths, for a half of it: +.05, +.19, +.40, +.45, +.09; of nine, for the other half: +.04,
    +.34, +.54, -.05, -.22, +.13, +.47, +.12, +.06.
    """
    counts = [{term: source.count(term) for term in terms(form.text)} for form in group.forms]
    rarities = [{term: idf(count, source.settings.total) for term, count in found.items()} for found in counts]
    own, word = group.forms[0], source.word(group.forms[0].text)
    rarest = [max(found.values(), default=1) for found in rarities]
    others = [
        Way(it.text, found, rare, it.worth, it.worth * most // max(rarest), True, True, " " in it.text)
        for it, found, rare, most in zip(group.forms[1:], counts[1:], rarities[1:], rarest[1:], strict=True)
        if all(found.values()) and (one or " " not in it.text)
    ]
    alone = 2 * word >= min(counts[0].values(), default=0) > 0
    ways = (Way(own.text, counts[0], rarities[0], own.worth, own.worth, False, alone), *others)
    matter = (2 * rarest[0] + 3 * sum(rarities[0].values())) // 5 * group.worth // 100
    return Part(ways, matter, group.worth == 100)


def letters(text: str) -> str:
    """Text without its marks and spaces.

    >>> letters("党政同责、一岗双责")
    '党政同责一岗双责'
    """
    return "".join(RUN.findall(text))
