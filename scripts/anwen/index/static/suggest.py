"""What the search page offers while a reader types: concepts by any name, frequent terms, titles of articles.

A suggestion is listed under each pair of characters in it, under the character it begins with, and under the first two
letters of its pinyin and of its initials; so one small file answers a keystroke, and the browser only filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from anwen.index.source import Entry, Lexicon
from anwen.index.terms import RUN, fold, is_han
from anwen.index.vocabulary.sounds import syllables
from anwen.library import Concept

# [kind, text, target, reading, note]: c concept (target: its id), w term, a article (target: its id, note: what tells
# it from others of its title, else its date). The reading stands only where a suggestion is listed by its sound.
Row = tuple[str, str, str, str, str]

_EACH = 12  # of one kind under one key; who types on gets another key
_TERMS = 4000  # frequent terms of the whole collection
_TERM_LENGTH = 3  # words of two characters are mostly of common speech
_TERM_PASSAGES = 3


def suggestions(
    passages: Iterable[Entry], concepts: Sequence[Concept], lexicon: Lexicon, often: dict[str, int]
) -> dict[str, list[Row]]:
    """Key to rows, best first.

    Args:
        passages: all passages, in order.
        concepts: with the names that lead to them.
        lexicon: the collection's words.
        often: concept id to the number of passages that mention it.
    """
    table: dict[str, dict[str, list[Row]]] = {}
    for kind, text, target, note in _offers(passages, concepts, lexicon, often):
        reading = " ".join(syllables(text))
        for key, sound in _keys(fold(text), reading):
            rows = table.setdefault(key, {}).setdefault(kind, [])
            if len(rows) < _EACH:
                rows.append((kind, text, target, reading if sound else "", note))
    return {key: [row for rows in table[key].values() for row in rows] for key in sorted(table)}


def _offers(
    passages: Iterable[Entry], concepts: Sequence[Concept], lexicon: Lexicon, often: dict[str, int]
) -> Iterator[tuple[str, str, str, str]]:
    """All suggestions as (kind, text, target, note), the better before the worse within a kind."""
    known = set()
    for concept in sorted(concepts, key=lambda it: (-often.get(it.id, 0), it.id)):
        for name in (concept.name, *concept.aliases):
            if fold(name) not in known:
                known.add(fold(name))
                yield "c", name, concept.id, ""
    frequent = (
        (-count, word)
        for word, count in lexicon.words.items()
        if count >= _TERM_PASSAGES and len(word) >= _TERM_LENGTH and word not in known
    )
    for _, word in sorted(frequent)[:_TERMS]:
        yield "w", word, "", ""
    articles = {it.article: it for it in passages}
    for it in sorted(articles.values(), key=lambda it: it.date, reverse=True):
        yield "a", it.title, it.article, it.telling or it.date


def _keys(text: str, reading: str) -> Iterator[tuple[str, bool]]:
    """The keys of folded ``text``, and whether each is a sound.

    >>> list(_keys("5s管理", "guan li"))
    [('5s', False), ('管', False), ('管理', False), ('gu', True), ('gl', True)]
    """
    keys: dict[str, bool] = {}
    for run in RUN.findall(text):
        if is_han(run):
            keys.setdefault(run[0], False)
            keys |= {run[at : at + 2]: False for at in range(len(run) - 1)}
        else:
            keys.setdefault(run[:2], False)
    parts = reading.split()
    if parts:
        keys.setdefault("".join(parts)[:2], True)
        keys.setdefault("".join(part[0] for part in parts)[:2], True)
    yield from keys.items()
