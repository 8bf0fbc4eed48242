"""The lexicon: the collection's words, how they sound, and which can stand for each other."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence

from anwen.index.analysis.words import policy_terms
from anwen.index.source import HEAD, Lexicon, Name, Sound
from anwen.index.terms import fold, grams, idf, is_han
from anwen.index.vocabulary.sounds import near, spoken
from anwen.index.vocabulary.tables import fields, synonyms
from anwen.library import Concept

_OFTEN = 10  # a word in more than a tenth of the passages that have the commonest one tells little
_WIDE = 65  # percent of the rarity of the rarest: of what stands for a word, what is less rare is wide
_SIBLINGS = 3  # the rarest; more of them cost bytes and add nothing
_LONE = 6  # characters of a syllable that are tried by themselves
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
    table: dict[str, set[str]] = {}
    for group in [*groups, *synonyms().groups, *(body.names() for body in synonyms().bodies)]:
        folded = {fold(word) for word in group}
        for word in folded:
            table.setdefault(word, set()).update(folded - {word})
    for word, wider in synonyms().one_of().items():
        table.setdefault(fold(word), set()).update(map(fold, wider))
    return {word: tuple(sorted(others)) for word, others in sorted(table.items()) if others}


def siblings(others: Iterable[str], same: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What stands for ``others`` and they for it, without ``others`` themselves.

    >>> same = {"炒鱿鱼": ("免职",), "免职": ("撤职", "职务"), "撤职": ("免职",)}
    >>> siblings(same["炒鱿鱼"], same)
    ('撤职',)
    """
    found = {it for other in others for it in same.get(other, ()) if other in same.get(it, ())}
    return tuple(sorted(found - set(others)))


def of_fields() -> dict[str, tuple[str, ...]]:
    """Everyday word to the words of its fields, from fields.yaml."""
    table: dict[str, set[str]] = {}
    for field in fields():
        for word in map(fold, field.words.split()):
            table.setdefault(word, set()).update(map(fold, field.find))
    return {word: tuple(sorted(others)) for word, others in sorted(table.items())}


def kinds() -> dict[str, tuple[str, ...]]:
    """What the end of a word says it is (``…厂``), and what a character says wherever it stands (``厂…``)."""
    table = {HEAD + head: set(map(fold, others)) for head, others in synonyms().heads.items()}
    for field in fields():
        for sign in field.signs:
            table.setdefault(sign + HEAD, set()).update(map(fold, field.find))
    return {key: tuple(sorted(others)) for key, others in sorted(table.items())}


def useful(meaning: dict[str, tuple[str, ...]], seen: Container[str]) -> dict[str, tuple[str, ...]]:
    """What of ``meaning`` can find a passage that the word itself does not, in a collection with the terms ``seen``.

    >>> useful({"隐患": ("事故隐患", "危险源", "险情")}, {"危险", "险源", "事故", "故隐", "隐患"})
    {'隐患': ('危险源',)}
    """
    every = set(itertools.chain.from_iterable(meaning.values()))  # of many words the same
    possible = {other for other in every if all(gram in seen for gram in grams(other) if len(gram) > 1)}
    table = {word: tuple(it for it in others if it in possible and word not in it) for word, others in meaning.items()}
    return {word: others for word, others in table.items() if others}


def narrow(others: Iterable[str], counts: Counter[str], total: int) -> tuple[str, ...]:
    """``others``, which stand for a word that a collection of ``total`` passages lacks; the wide ones as of its field.

    举报奖励 leads for 举报有奖, and 隐患排查 only fills in. Mean nDCG@10 of the synonyms of nine sets of queries, in
    hundredths: .00, +.25, .00, .00, .00, +1.40, .00 and, held out, +1.05, +2.44; for words that the collection has as
    well, the fourth loses 1.8.

    >>> narrow(["举报奖励", "奖励", "隐患排查"], Counter({"举报奖励": 1, "奖励": 6, "隐患排查": 13}), 295)
    ('举报奖励', '奖励', '…隐患排查')
    """
    rarity = {it: idf(max(1, counts[it]), total) for it in others}
    least = max(rarity.values(), default=0) * _WIDE // 100
    return tuple(it if rare >= least else HEAD + it for it, rare in rarity.items())


def lexicon(
    counts: Counter[str], phrases: Counter[str], seen: Container[str], concepts: Sequence[Concept], total: int
) -> Lexicon:
    """The lexicon of a collection, given the number of passages that have each word, and each two words that often
    stand side by side, the terms it has, its passages.

    Policy terms and words with synonyms are words even where the collection lacks them, but for one only of some kind
    that is made of two which the collection has: 隐患奖励 is 隐患 and 奖励. So are everyday words of a field, but only
    those lead to their field that have no synonym here and no passage. No slip and no pinyin leads to an everyday word
    that the collection lacks: 关了 would be put right as 惯了, and initials fit too many. A word that no passage has
    leads on to the siblings of its synonyms, at the worth of its field: without them 炒鱿鱼 finds 免职 and not 撤职
    (synonyms of two graded sets: .757 to .801, .844 to .880).
    """
    same = same_meaning(concepts)
    had = {word for word, count in counts.items() if count and len(word) > 1}
    sets = set(map(fold, itertools.chain(all_names(concepts), *synonyms().groups)))
    made = {
        word for word in map(fold, synonyms().one_of()) if not counts[word] and word not in sets and _made(word, had)
    }
    meaning = useful(same, seen)
    for word, others in meaning.items():
        if not counts[word] and (len(word) > 2 or word not in seen):  # 溺水 stands in 防溺水, though never by itself
            meaning[word] = narrow(others, counts, total)
    meaning |= useful(kinds(), seen)
    further = useful({word: siblings(others, same) for word, others in same.items() if not counts[word]}, seen)
    for word, others in further.items():
        rarest = sorted((other for other in others if other != word), key=lambda other: (counts[other], other))
        meaning[word] = (*meaning.get(word, ()), *(HEAD + other for other in rarest[:_SIBLINGS]))
    meaning = {word: others for word, others in meaning.items() if word not in made}
    table = of_fields()
    known = {*table, *meaning, *had}
    everyday = {word: others for word, others in table.items() if not counts[word] and not _made(word, known)}
    terms = policy_terms([*all_names(concepts), *same]) - made
    words = {word: count for word, count in counts.items() if len(word) > 1 and is_han(word)}
    words = dict(sorted((words | {term: counts[term] for term in terms}).items()))
    ways = {word: _ways(word) for word, count in words.items() if count or word in sets}
    sounds = _sounds(words, ways) | _lone(counts)
    initials: dict[str, list[Sound]] = {}
    for word in ways:
        if len(word) >= _INITIALS_WORD or word in terms:
            _shorten(initials, word, words[word], ways[word])
    for phrase in phrases.keys() - words.keys():
        _shorten(initials, phrase, phrases[phrase], _ways(phrase))
    words = dict(sorted((dict.fromkeys(policy_terms(everyday), 0) | words).items()))
    wide = {word: tuple(HEAD + other for other in others) for word, others in useful(everyday, seen).items()}
    often = max(counts.values(), default=0) // _OFTEN
    within = {word: _within(word, counts, often) for word in wide}
    meaning = {word: (*within[word], *others) for word, others in wide.items()} | meaning
    meaning = {word: tuple(sorted(set(meaning[word]))) for word in sorted(meaning)}  # as the index of record has them
    return Lexicon(words, meaning, _frozen(sounds), _frozen(initials))


def _ways(word: str) -> list[tuple[str, ...]]:
    """The ways to say a word, a syllable for each character."""
    return [parts for parts in spoken(word) if len(parts) == len(word)]


def _sounds(words: Mapping[str, int], ways: Mapping[str, list[tuple[str, ...]]]) -> dict[str, list[Sound]]:
    """Syllables to the words that sound so, or nearly so."""
    sounds: dict[str, list[Sound]] = {}
    for word, said in ways.items():
        for key in {" ".join(map(near, parts)) for parts in said}:
            sounds.setdefault(key, []).append((word, words[word]))
    return sounds


def _shorten(initials: dict[str, list[Sound]], word: str, count: int, ways: list[tuple[str, ...]]) -> None:
    """Put a word under the initials of each way to say it."""
    for key in {"".join(part[0] for part in parts) for parts in ways}:
        initials.setdefault(key, []).append((word, count))


def _lone(counts: Counter[str]) -> dict[str, list[Sound]]:
    """Syllable to the characters that stand alone most often, as words of their own or in what no dictionary has.

    >>> _lone(Counter({"人": 3, "任": 9, "安全": 8, "仁": 2}))
    {'ren': [('任', 9), ('人', 3), ('仁', 2)]}
    >>> _lone(Counter({"㐂": 1}))  # pypinyin knows no reading of it
    {}
    """
    table: dict[str, list[Sound]] = {}
    for char, count in sorted(counts.items(), key=lambda it: (-it[1], it[0])):
        if len(char) == 1 and count and is_han(char):
            for syllable in itertools.chain.from_iterable(spoken(char)):
                found = table.setdefault(syllable, [])
                if len(found) < _LONE:
                    found.append((char, count))
    return table


def _made(word: str, known: Container[str]) -> bool:
    """Whether ``word`` is made of two words of ``known``."""
    return any(word[:cut] in known and word[cut:] in known for cut in range(2, len(word) - 1))


def _within(word: str, counts: Counter[str], often: int) -> tuple[str, ...]:
    """The words that ``word`` ends with, for its end says what it is, but those in more than ``often`` passages, which
    tell little: 雨天 in 下雨天.
    """
    return tuple(word[at:] for at in range(1, len(word) - 1) if 0 < counts[word[at:]] <= often)


def _frozen(table: dict[str, list[Sound]]) -> dict[str, tuple[Sound, ...]]:
    return {key: tuple(sorted(found)) for key, found in sorted(table.items())}
