"""Why a passage was found: what each word of the query adds to its score, term by term."""

from __future__ import annotations

from msgspec import Struct

from anwen.index.ranking.matter import Matters, Part
from anwen.index.ranking.rank import Look, Scored, bonus, form, joined, looked
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
    base: int  # from the words and the coverage, …
    beside: int  # … and in that from a passage beside it
    unbroken_words: int  # percent more
    as_typed: int  # percent more
    about: int  # percent more
    score: int
    fields: dict[str, int]  # how much an occurrence in a field counts, in tenths


def explain(plan: Matters, source: Source, scored: Scored, entry: Entry) -> Explanation:
    """Explain ``scored``, a passage that `anwen.index.ranking.rank.first` found for ``plan``."""
    look = looked(plan, source) if scored.looked else None
    words = tuple(_word(part, source, scored, entry, plan.more, look) for part in plan.parts)
    more = bonus(plan, entry)
    total = scored.score * (100 + sum(more)) // 100
    return Explanation(entry.id, words, scored.cover, scored.score, scored.beside, *more, total, FIELDS)


def _word(part: Part, source: Source, scored: Scored, entry: Entry, more: int, look: Look | None) -> Word:
    own = part.ways[0]
    points = most = 0
    best = None
    for way in part.ways:
        score, _ = form(way, source, look, scored.near).get(scored.number, (0, 0))
        points = joined(points, score, more)
        if score > most:
            best, most = way, score
    if best is None:
        return Word(own.text, "", "", 0, part.matter, 0, ())
    kind = "synonym" if best is not own else "word" if part.word else "pair"
    within = tuple(_term(term, source, scored, entry) for term in best.counts)
    return Word(own.text, kind, best.text, best.share, part.matter, points * part.matter // 10, within)


def _term(term: str, source: Source, scored: Scored, entry: Entry) -> Term:
    count = source.count(term)
    fields = {field: fold(text).count(term) for field, text in entry.fields.items() if term in fold(text)}
    weight = source.gram(term, scored.near).get(scored.number, 0)
    return Term(term, count, idf(count, source.settings.total), weight, fields)
