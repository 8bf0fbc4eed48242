"""Why a passage was found: what each word of the query adds to its score, term by term."""

from __future__ import annotations

from msgspec import Struct

from anwen.index.plan import Group, Plan, terms
from anwen.index.rank import HALF, Look, Scored, also, bonus, form, joined, looked, weight, worths
from anwen.index.source import Entry, Source
from anwen.index.terms import FIELDS, fold, idf


class Term(Struct, frozen=True):
    """A term of a word: in how many passages it is, its rarity, its weight here (0 to 63), how often in which field."""

    term: str
    passages: int
    rarity: int
    weight: int
    fields: dict[str, int]


class Word(Struct, frozen=True):
    """A word of the query: ``found`` stands for it here, itself or a word of the same meaning, worth ``worth`` percent.

    ``points`` is what it adds to the score, before the passage's coverage and its unbroken words are counted.
    """

    word: str
    kind: str  # "word", "synonym", "pair" (across two words), "" where nothing of it is here
    found: str
    worth: int
    matter: int
    points: int
    terms: tuple[Term, ...]


class Explanation(Struct, frozen=True):
    """How a passage's score came about. The score is in hundredths, as `anwen.index.searcher.Hit.score` shows it."""

    id: str
    words: tuple[Word, ...]
    cover: int  # percent of the query that is here
    base: int  # from the words and the coverage
    unbroken_words: int  # percent more
    unbroken_runs: int  # percent more
    score: int
    fields: dict[str, int]  # how much an occurrence in a field counts, in tenths


def explain(plan: Plan, source: Source, scored: Scored, entry: Entry) -> Explanation:
    """Explain ``scored``, a passage that `anwen.index.rank.first` found for ``plan``."""
    look = looked(plan, source) if scored.looked else None
    words = tuple(_word(group, source, scored, entry, also(plan), look) for group in plan.groups)
    whole, runs = bonus(plan, source, entry)
    total = scored.score * (100 + whole + runs) // 100
    return Explanation(entry.id, words, scored.cover, scored.score, whole, runs, total, FIELDS)


def _word(group: Group, source: Source, scored: Scored, entry: Entry, more: int, look: Look | None) -> Word:
    best = ("", 0, 0, 0)
    points = 0
    for place, (it, worth) in enumerate(zip(group.forms, worths(group, source), strict=True)):
        score, have = form(it.text, source, look, scored.near).get(scored.number, (0, 0))
        if have < 100 and not place and len(group.forms) > 1 and source.word(it.text) < 1:
            score = score * HALF // 100
        if not place or have == 100:
            now = score * worth // 100
            points = joined(points, now, more)
            if now > best[1]:
                best = (it.text, now, worth, place)
    found, _, worth, place = best
    matter = weight(group, source)
    kind = "" if not found else "synonym" if place else "pair" if group.worth < 100 else "word"
    within = tuple(_term(term, source, scored, entry) for term in dict.fromkeys(terms(found)))
    return Word(group.forms[0].text, kind, found, worth, matter, points * matter // 10, within)


def _term(term: str, source: Source, scored: Scored, entry: Entry) -> Term:
    count = source.count(term)
    texts = {"text": entry.text, "heading": entry.heading, "title": entry.title}
    fields = {field: fold(text).count(term) for field, text in texts.items() if term in fold(text)}
    weight = source.gram(term, scored.near).get(scored.number, 0)
    return Term(term, count, idf(count, source.settings.total), weight, fields)
