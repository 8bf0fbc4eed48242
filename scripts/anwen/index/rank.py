"""Rank passages for a plan. Whole numbers throughout, so that the browser's engine comes to the same scores.

First every passage with a term of the plan is scored from the postings; then the best are scored again with their text.
Of a dense term, one that very many passages have, the first look takes only the passages in which it weighs most: the
rest costs a browser more than all else, and the texts of the best tell whether they have it (`anwen.index.levels`).
`docs/assets/anwen/search-engine.js` mirrors this module.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from anwen.index.plan import Group, Plan, terms
from anwen.index.source import Entry, Postings, Source
from anwen.index.terms import fold, idf

AGAIN = 12  # passages scored again with their text; 16 or 24 changed no judged query, and each costs a file
LOOK = 16  # … and so many where of dense terms only the heads were looked at: 12 lost 1 pasted piece in 50
_COVER = 60  # percent of the score that depends on how much of the query a passage has
_WHOLE = 40  # percent more for words that stand in the text unbroken
_RUN = 25  # percent more for a whole run of words that stands in the text unbroken
_OWN = 25  # percent more for all words of the query itself: what stands for one lifts no passage above
_SURE = 3  # characters of such words: two may be the end of a word and the start of the next, 保安 in 确保安全
_ALSO = 25  # percent of a second form's score that is added where the whole query is one thing
_KEEP = 25  # percent of the best coverage that a passage must have to be a hit; 45 lost what is partly right
_LEAST = 13  # percent of the query that a hit has: less is one common pair of a long query
HALF = 50  # percent that part of a word counts which the collection never has whole, where other words mean the same


class Scored(Struct, frozen=True):
    """A passage's number, its score and the share of the query it has, in percent."""

    number: int
    score: int
    cover: int
    near: bool = False  # of dense terms only the heads were looked at


def weight(group: Group, source: Source) -> int:
    """How much a group matters: its rarest term counts in full, the others three fifths.

    A word of four characters is not three times what a word of two is (nDCG@10 of several words .955 → .980).
    """
    total = source.settings.total
    rarities = [idf(source.count(term), total) for term in terms(group.forms[0].text)]
    return (2 * max(rarities, default=0) + 3 * sum(rarities)) // 5 * group.worth // 100


def worths(group: Group, source: Source) -> list[int]:
    """What each form of a group counts, in percent: of what stands for the word, half is for being rare.

    管道 stands for 煤气泄漏 in so many passages that it says little; 燃气泄漏 says all. Mean nDCG@10 of five sets of
    queries by five hands, in hundredths: +.05, +.19, +.40, +.45, +.09; with more than half, some of them lose.
    """
    own, *others = group.forms
    total = source.settings.total
    rarest = [max((idf(source.count(term), total) for term in terms(it.text)), default=1) for it in group.forms]
    shares = [HALF + HALF * rarity // max(rarest) for rarity in rarest[1:]]
    return [own.worth, *(it.worth * share // 100 for it, share in zip(others, shares, strict=True))]


def also(plan: Plan) -> int:
    """Percent of its score that each further form of a group adds: a passage that calls a thing by several names is
    about it. Only where the query is that one thing: of several, each is to be there.

    Mean nDCG@10 of five sets of queries by five hands, in hundredths: +.06, +.27, .00, +.16, +.54; with several words
    too, the first loses .55. Forty features of a passage's text were learned from 860 queries and none did as much.
    """
    return _ALSO if sum(group.worth == 100 for group in plan.groups) == 1 else 0


def joined(one: int, other: int, more: int) -> int:
    """What two forms score together."""
    return max(one, other) + min(one, other) * more // 100


def form(text: str, source: Source, near: bool = False) -> dict[int, tuple[int, int]]:
    """Passage to (mean BM25 weight, percent of the form's terms it has), both weighted by rarity."""
    found: list[tuple[int, Postings]] = []
    for term in dict.fromkeys(terms(text)):
        found.append((idf(source.count(term), source.settings.total), source.gram(term, near)))
    whole = sum(rarity for rarity, _ in found)
    if not whole:
        return {}
    sums: dict[int, list[int]] = {}
    for rarity, postings in found:
        for number, level in postings.items():
            pair = sums.setdefault(number, [0, 0])
            pair[0] += rarity * level
            pair[1] += rarity
    return {number: (score * 16 // whole, have * 100 // whole) for number, (score, have) in sums.items()}


def scores(plan: Plan, source: Source, near: bool = False) -> dict[int, Scored]:
    """What every passage with a term of the plan scores."""
    sums: dict[int, list[int]] = {}
    all_weight = unknown = known = 0
    more = also(plan)
    for group in plan.groups:
        matter = weight(group, source)
        all_weight += matter
        told = (it.text for place, it in enumerate(group.forms) if not place or len(it.text) > 1)  # no lone characters
        if not any(source.count(term) for text in told for term in terms(text)):
            unknown += matter
        elif group.worth == 100:
            known += 1
        best: dict[int, tuple[int, int]] = {}
        for place, (it, worth) in enumerate(zip(group.forms, worths(group, source), strict=True)):
            lacking = not place and len(group.forms) > 1 and source.word(it.text) < 1
            for number, (score, have) in form(it.text, source, near).items():
                if place and have < 100:
                    continue  # half of a word of the same meaning means something else
                if lacking and have < 100:
                    score = score * HALF // 100
                most, part = best.get(number, (0, 0))  # a form that scores more must not cost what another covers
                best[number] = (joined(most, score * worth // 100, more), max(part, have * it.worth // 100))
        for number, (score, have) in best.items():
            both = sums.setdefault(number, [0, 0])
            both[0] += matter * score
            both[1] += matter * have
    if known > 1:  # what no passage can have counts half of it; one known word among others is no match
        all_weight -= unknown // 2
    found = {}
    for number, (score, have) in sums.items():
        cover = have // max(1, all_weight)
        found[number] = Scored(number, score // 10 * (100 - _COVER + _COVER * cover // 100) // 100, cover, near)
    return found


def _hits(scored: dict[int, Scored], allowed: frozenset[int] | None) -> list[Scored]:
    """The allowed passages that have enough, best first.

    What is enough does not depend on ``allowed``: a filter only ever narrows, and a facet's counts hold.
    """
    enough = max(_LEAST, max((it.cover for it in scored.values()), default=0) * _KEEP // 100)
    hits = (it for it in scored.values() if it.cover >= enough and (allowed is None or it.number in allowed))
    return sorted(hits, key=lambda it: (-it.score, it.number))


def first(plan: Plan, source: Source, allowed: frozenset[int] | None, literal: bool = False) -> list[Scored]:
    """Every allowed passage that has enough of the plan, best first.

    Where the plan has dense terms, those that a first look finds come first, and of these the best few with their
    score in full; the others of the passages that have enough follow. What is looked for ``literal``, with words in
    quotation marks or unwanted ones, needs to know of every passage what it has.
    """
    whole = scores(plan, source)
    dense = any(source.dense(term) for group in plan.groups for it in group.forms for term in terms(it.text))
    near = _hits(scores(plan, source, near=True), allowed) if dense and not literal else []
    if len(near) <= LOOK:
        return _hits(whole, allowed)
    best, known = [whole[it.number] for it in near[:LOOK]], {it.number for it in near}
    return [*best, *near[LOOK:], *(it for it in _hits(whole, allowed) if it.number not in known)]


def again(plan: Plan, source: Source, scored: Scored, entry: Entry) -> Scored:
    """Score a passage with its text: words and runs of words that stand in it unbroken are worth more."""
    return replace(scored, score=scored.score * (100 + sum(bonus(plan, source, entry))) // 100)


def bonus(plan: Plan, source: Source, entry: Entry) -> tuple[int, int]:
    """What a passage's text adds to its score, in percent: for words and for whole runs of them that stand unbroken."""
    text = fold(f"{entry.text}\n{entry.heading}\n{entry.title}")
    whole = have = 0
    own = [group.forms[0].text for group in plan.groups if group.worth == 100]
    all_own = sum(map(len, own)) >= _SURE and all(word in text for word in own)
    for group in plan.groups:
        if group.worth == 100:
            matter = weight(group, source)
            whole += matter
            have += max((matter * form.worth // 100 for form in group.forms if form.text in text), default=0)
    runs = [run for run in plan.runs if len(run) > 2]
    unbroken = _RUN * sum(len(run) for run in runs if run in text) // max(1, sum(map(len, runs)))
    return _WHOLE * have // max(1, whole) + _OWN * all_own, unbroken
