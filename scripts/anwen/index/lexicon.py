"""The lexicon: the collection's words, how they sound, and which can stand for each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from anwen.index.sounds import syllables
from anwen.index.source import Lexicon, Name, Sound
from anwen.index.tables import synonyms
from anwen.index.terms import fold, is_han
from anwen.index.words import policy_terms
from anwen.records import Concept

_INITIALS_WORD = 3  # two initials fit too many words; only policy terms are found by two


def names(concepts: Sequence[Concept]) -> tuple[Name, ...]:
    """The concepts' names for filters and suggestions, sorted by id."""
    return tuple(Name(it.id, it.name, it.aliases) for it in sorted(concepts, key=lambda it: it.id))


def all_names(concepts: Sequence[Concept]) -> list[str]:
    """Every name, alias and form of the concepts."""
    return [name for it in concepts for name in (it.name, *it.aliases, *it.forms)]


def same_meaning(concepts: Sequence[Concept]) -> dict[str, tuple[str, ...]]:
    """Word to the words that can stand for it: from the concepts' names and from synonyms.yaml."""
    groups: list[Iterable[str]] = [(it.name, *it.aliases, *it.forms) for it in concepts]
    table: dict[str, dict[str, None]] = {}
    for group in [*groups, *synonyms().groups]:
        folded = list(dict.fromkeys(fold(word) for word in group))
        for word in folded:
            table.setdefault(word, {}).update((other, None) for other in folded if other != word)
    return {word: tuple(sorted(others)) for word, others in sorted(table.items()) if others}


def lexicon(counts: Counter[str], concepts: Sequence[Concept]) -> Lexicon:
    """The lexicon of a collection, given the number of passages that have each word.

    Policy terms and words with synonyms are words even where the collection lacks them.
    """
    meaning = same_meaning(concepts)
    terms = policy_terms([*all_names(concepts), *meaning])
    words = {word: count for word, count in counts.items() if len(word) > 1 and is_han(word)}
    words = dict(sorted((words | {term: counts[term] for term in terms}).items()))
    sounds: dict[str, list[Sound]] = {}
    initials: dict[str, list[Sound]] = {}
    for word, count in words.items():
        parts = syllables(word)
        if len(parts) != len(word):
            continue
        sounds.setdefault(" ".join(parts), []).append((word, count))
        if len(word) >= _INITIALS_WORD or word in terms:
            initials.setdefault("".join(part[0] for part in parts), []).append((word, count))
    return Lexicon(words, meaning, _frozen(sounds), _frozen(initials))


def _frozen(table: dict[str, list[Sound]]) -> dict[str, tuple[Sound, ...]]:
    return {key: tuple(sorted(found)) for key, found in sorted(table.items())}
