"""Rank passages for a plan. Whole numbers throughout, so that the browser's engine comes to the same scores.

First every passage with a term of the plan is scored from the postings; then the best are scored again with their text.
What passages a term has is what a browser pays for, so a first look takes only so many: of the terms that matter the
rarest whole, of the others the passages in which they weigh most; the texts of the best tell the rest (`looked`).
`docs/assets/anwen/search-engine.js` mirrors this module.
"""

from __future__ import annotations

import itertools
from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from anwen.index.ranking.matter import Matters, Way, letters
from anwen.index.source import Entry, Source
from anwen.index.terms import fold, terms

AGAIN = 12  # passages scored again with their text; 16 or 24 changed no judged query, and each costs a file
LOOK = 16  # … and so many where a first look did not take all: 12 lost 1 pasted piece in 50
_COVER = 80  # percent of the score that depends on how much of the query a passage has
_WHOLE = 30  # percent more for words that stand in the text unbroken
_BESIDE = 6  # percent of the score of the passage before or after it that is added
_LONG, _HALFWAY = 160, 100  # percent more for one thing in a long passage; half at so many characters
_NAMED = 60  # … and where it stands there by its own name, …
_LISTED = 20  # … less for each side of it on which a list goes on: 瓦斯、水害、火灾 is about none of them
_LEAST = 13  # percent of the query that a hit has: less is one common pair of a long query


Look = dict[str, bool]  # the terms that a first look takes, and whether whole or by the head of their passages

_SMALL = 20  # a term that matters less than one in so many of what the first of them does is left out
_HEAD = 30  # what a head counts: one in so many of the passages that a look may take
_AS_TYPED = 100  # percent more for a piece of a text that stands in the passage
_PAIRS = 5  # of its pairs by which such a passage is found; it may lack one, across a mark that was left out
_FURTHER = 3  # what can be spared is taken while no more than one in so many of those passages is


class Scored(Struct, frozen=True):
    """A passage's number, its score and the share of the query it has, in percent."""

    number: int
    score: int
    cover: int
    near: bool = False  # of some terms only the heads were looked at
    looked: bool = False  # only terms of the first look count
    beside: int = 0  # how much of the score is that of a passage beside it


def joined(one: int, other: int, more: int) -> int:
    """What two forms score together."""
    return max(one, other) + min(one, other) * more // 100


def looked(plan: Matters, source: Source) -> Look | None:
    """What a first look takes; ``None`` where that is everything.

    A pair stands for a word where half of its passages have the word, and for whatever a word can be called: 责人 for
    负责人. Other pairs of those are taken where they are few. All is taken whole, the rarest first, while the passages
    come to no more than the collection's budget, then by the head; pairs across words, words that say little and words
    of answers always by the head. So of 100 queries the first ten hits score together 99.4 % of what the best ten by
    exact lists do at 10,000 articles, 95.0 % at 100,000, and lists cost 11 KB (median; 95th percentile 26) and 24 (66);
    with all pairs alike it is 99.3 % for 12 (29), and 94.7 % for 27 (75); with heads for every long list, measured a
    little before, 96.7 % for 8 (29), and 93.0 % for 18 (59). For words apart nothing is taken.
    """
    budget = source.settings.budget
    counts: dict[str, int] = {}
    leading: dict[str, int] = {}
    own: set[str] = set()
    for part in plan.parts if budget else ():
        for way in part.ways:
            there = {term: count for term, count in way.counts.items() if count}
            counts |= there
            own.update(there if part.word else ())
            for term in sorted(there, key=there.__getitem__)[: 0 if way.apart else 1 if way.alone else None]:
                share = part.matter * way.share * way.rarities[term] // sum(way.rarities.values())
                leading[term] = max(leading.get(term, 0), share)
    least = max(leading.values(), default=0) // _SMALL
    order = sorted((count, term) for term, count in counts.items())
    taken: Look = {}
    left, head = budget, budget // _HEAD
    for count, term in order:
        if leading.get(term, -1) >= least:
            taken[term] = count <= left and (term in own or count <= head)
            left -= count if taken[term] else head
    left -= budget - budget // _FURTHER
    for count, term in order:
        if term not in taken and count <= left:
            taken[term] = True
            left -= count
    return None if all(taken.get(term) for _, term in order) else taken


def form(way: Way, source: Source, look: Look | None = None, near: bool = False) -> dict[int, tuple[int, int]]:
    """Passage to (mean BM25 weight, percent of the form's terms it has), both weighted by rarity."""
    sums: dict[int, list[int]] = {}
    whole = 0
    if way.apart and look is not None and not look.keys() >= way.counts.keys():
        return {}
    for term, count in way.counts.items():
        if look is not None and count and term not in look:
            continue
        rarity, head = way.rarities[term], near and look is not None and not look.get(term, True)
        whole += rarity
        for number, level in source.gram(term, head).items():
            pair = sums.setdefault(number, [0, 0])
            pair[0] += rarity * level
            pair[1] += rarity
    found = {}
    for number, (score, have) in sums.items():
        if have == whole or not way.only:
            found[number] = score * 16 // whole * way.share // 100, have * 100 // whole * way.worth // 100
    return found


def scores(plan: Matters, source: Source, look: Look | None = None, near: bool = False) -> dict[int, Scored]:
    """What every passage with a term of the plan scores, or with a term of a first ``look``; ``near`` by its heads."""
    sums: dict[int, list[int]] = {}
    all_weight = 0
    for part in plan.parts:
        has = [term for way in part.ways for term, count in way.counts.items() if count]
        if has and look is not None and not any(term in look for term in has):
            continue
        all_weight += part.matter
        best: dict[int, tuple[int, int]] = {}
        for way in part.ways:
            for number, (score, have) in form(way, source, look, near).items():
                most, cover = best.get(number, (0, 0))  # a form that scores more must not cost what another covers
                best[number] = (joined(most, score, plan.more), max(cover, have))
        for number, (score, have) in best.items():
            both = sums.setdefault(number, [0, 0])
            both[0] += part.matter * score
            both[1] += part.matter * have
    found = {}
    for number, (score, have) in sums.items():
        cover = have // max(1, all_weight)
        found[number] = Scored(
            number, score // 10 * (100 - _COVER + _COVER * cover // 100) // 100, cover, near, bool(look)
        )
    return found


def pasted(plan: Matters, source: Source) -> Counter[int]:
    """The passages of a large collection that may have a long query as it stands, and how many of its rarest pairs
    each has.

    A piece of a text has the same words as a hundred passages. Of sixty pieces of twelve characters at 10,000 articles
    .70 of the passages that have them stood in the first ten without this, .93 with it; of those that go across a mark
    .78 and .88, of two pieces of four .72 and .85. Of those found among the first ten at best, by their marks too, two
    pieces of four have .93 (.73 where a mark halved no letters, see matter.py, and two pieces were not sought as
    they stand), pieces of four to seven letters across a mark .58 (.44), all kinds .84 (.79): 150 queries, held out.
    """
    counts = {term: source.count(term) for typed in plan.typed for term in terms(typed)}
    order = sorted((count, term) for term, count in counts.items() if count)[:_PAIRS]
    sums = itertools.accumulate(count for count, _ in order)
    rare = [term for (_, term), so_far in zip(order, sums, strict=True) if so_far <= source.settings.budget]
    if len(rare) < _PAIRS - 2:
        return Counter()
    held = Counter(number for term in rare for number in source.gram(term))
    return Counter({number: many for number, many in held.items() if many >= len(rare) - 1})


def _hits(scored: dict[int, Scored], allowed: frozenset[int] | None, before: Counter[int]) -> list[Scored]:
    """The allowed passages that have enough, those ``before`` others first, the best first.

    What is enough does not depend on ``allowed``: a filter only ever narrows, and a facet's counts hold. A passage
    beside one that scores is worth a little more: what a text goes on about takes it several passages, and not each
    says all the words. Mean nDCG@10 of nine sets of queries by as many hands, in hundredths: +.45, -.06, +.40, +.26,
    +.30, +.15, +.14, -.06, +.04; what has no heading or several words gains most. With those of the section or of the
    article in place of the two beside it half of that is gained.
    """
    score = {number: it.score for number, it in scored.items()}
    hits = [
        _beside(it, max(score.get(it.number - 1, 0), score.get(it.number + 1, 0)) * _BESIDE // 100)
        for it in scored.values()
        if it.cover >= _LEAST and (allowed is None or it.number in allowed)
    ]
    return sorted(hits, key=lambda it: (-before[it.number], -it.score, it.number))


def _beside(scored: Scored, beside: int) -> Scored:
    return replace(scored, score=scored.score + beside, beside=beside)


def first(plan: Matters, source: Source, allowed: frozenset[int] | None, literal: bool = False) -> list[Scored]:
    """Every allowed passage that has enough of the plan, best first.

    Where a first look does not take all, what it finds comes first, and of that the best few with what their texts
    tell; the others of the passages that have enough follow. What is looked for ``literal``, with words in quotation
    marks or unwanted ones, needs to know of every passage what it has.
    """
    look = None if literal else looked(plan, source)
    before = pasted(plan, source)
    near = _hits(scores(plan, source, look, near=True), allowed, before) if look else []
    others = _hits(scores(plan, source), allowed, before)
    if len(near) <= LOOK:
        return others
    full, known = scores(plan, source, look), {it.number for it in near}
    best = (_beside(full[it.number], it.beside) for it in near[:LOOK])
    return [*best, *near[LOOK:], *(it for it in others if it.number not in known)]


def own(entry: Entry) -> str:
    """The folded text of a passage with its headings and title, without the questions that editors noted."""
    return fold(f"{entry.text}\n{entry.heading}\n{entry.title}")


def again(plan: Matters, scored: Scored, entry: Entry) -> Scored:
    """Score a passage with its text: what stands in it unbroken is worth more, and what it is about."""
    return replace(scored, score=scored.score * (100 + sum(bonus(plan, entry))) // 100)


def bonus(plan: Matters, entry: Entry) -> tuple[int, int, int]:
    """What a passage's text adds to its score, in percent: for words that stand unbroken, for having the whole query as
    it was typed, and for being about the one thing looked for.

    Runs of several words that stand unbroken, and all words of the query by their own names, told nothing more.
    """
    text = own(entry)
    body = text[: len(entry.text)]
    whole = have = 0
    words = [part for part in plan.parts if part.word]
    for part in words:
        whole += part.matter
        have += max((part.matter * way.worth // 100 for way in part.ways if way.text in text), default=0)
    typed = _AS_TYPED if plan.typed and all(letters(it) in letters(text) for it in plan.typed) else 0
    about = _about(words[0].ways[0].text, body) if len(words) == 1 else 0
    return _WHOLE * have // max(1, whole), typed, about


def _about(name: str, body: str) -> int:
    """A passage is about a thing of which it has more to say, also by another name; one that lists it is less so.

    Mean nDCG@10 of nine sets of queries by as many hands, in hundredths, for the length of those too that lack the name
    and half for a list: +.42, +.32, +.68, +.75, +.59, +.01, +.27, +.01, +.04; what has the word is graded higher the
    longer it is, whichever name it uses. Whether it begins with the thing tells nothing more. Of several words no list,
    heading or sentence that has them all tells more than chance, and the length of the passage helps some kinds of
    queries and costs others.
    """
    about = _LONG * len(body) // (len(body) + _HALFWAY)
    at, after = body.find(name), body.find(name) + len(name)
    if at < 0:
        return about
    beside = body[max(0, at - 1) : at] + body[after : after + 1]
    return about + _NAMED - _LISTED * beside.count("、")
