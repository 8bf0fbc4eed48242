"""Rank the terms that no concept covers, each with the reasons and the passages."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from anwen.library import Article, Section
from anwen.suggest.known import Known, bare
from anwen.suggest.phrases import Phrase, phrases
from anwen.suggest.slogans import is_counted, is_counted_word, pairs, quoted
from anwen.suggest.words import load_words

# A phrase nobody marked must be said this often, in this many articles, and hold together this well. Measured on the
# first collection: below, the list fills with halves of sentences (安全生产形势持续).
FEWEST = 3
FEWEST_ARTICLES = 2
COHESION = 0.25
ENTROPY = 0.9
EXAMPLES = 3
_CLAUSE = re.compile(r"[\u4e00-\u9fff]+")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


class Said(Struct, frozen=True):
    """Where a term is said: the passage's (or section's) id and the sentence."""

    id: str
    sentence: str


class Suggestion(Struct, frozen=True):
    """A term that an editor may want to make a concept."""

    term: str
    score: float
    count: int
    articles: int
    quoted: int  # how often in quotes
    counted: bool  # a slogan with a number
    cohesion: float  # 0 where it was not measured, as the term is marked or rare
    entropy: float
    passages: tuple[Said, ...]


class Seen:
    """What is known of a candidate while the texts are gone through a second time."""

    def __init__(self) -> None:
        self.count = 0
        self.articles: dict[str, list[Said]] = {}

    def add(self, article: str, said: Callable[[], Said]) -> None:
        self.count += 1
        if article not in self.articles:
            self.articles[article] = [said()] if len(self.articles) < EXAMPLES else []


def _texts(articles: Iterable[Article]) -> Iterator[tuple[str, str, str]]:
    """(article, id, text) of every heading and passage."""
    for article in articles:
        for part in article.body:
            yield article.id, part.id, part.heading if isinstance(part, Section) else part.text


def _sentence(text: str, start: int) -> str:
    return next((match[0] for match in _SENTENCE.finditer(text) if match.end() > start), text).strip()


def _measured(runs: Sequence[list[str]], known: Known) -> dict[str, Phrase]:
    """The phrases that hold together as names do though nobody marked them."""
    return {
        "".join(phrase.words): phrase
        for phrase in phrases(runs, FEWEST)
        if phrase.cohesion >= COHESION and phrase.entropy >= ENTROPY and not _ordinary(phrase.words, known)
    }


def _ordinary(words: Sequence[str], known: Known) -> bool:
    """Whether a phrase that nobody marked is a piece of any report and not the name of something.

    A name of the field ends with what such things are (…制度, …执法), begins with no verb of reports and no scrap of a
    word, and has a word of the field in it. A slogan that counts (三个必须) needs none of this.
    """
    table = known.table
    if is_counted_word("".join(words)):
        return words[-1] in table.ends or len(words[-1]) < 2
    if not words[-1].endswith(table.heads) or words[-1] in table.ends:
        return True
    if any(len(word) < 2 for word in words[:-1]) or words[0] in table.begins:
        return True
    return bool(known.domain) and not known.about("".join(words))


def occurrences(articles: Sequence[Article], terms: list[str]) -> dict[str, Seen]:
    """For every term its occurrences that are not a part of a longer candidate, in one pass over the texts."""
    seen = {term: Seen() for term in terms}
    matcher = AhoCorasick(terms, matchkind=MatchKind.LeftmostLongest)
    for article, part, text in _texts(articles):
        for index, start, _ in matcher.find_matches_as_indexes(text):
            seen[terms[index]].add(article, lambda: Said(part, _sentence(text, start)))  # noqa: B023 (called at once)
    return seen


def _score(
    term: str, count: int, articles: int, in_quotes: int, explained: bool, phrase: Phrase | None, known: Known
) -> float:
    """Evidence added up, in bits where it is counted: use, spread, the authors' own marks, shape, cohesion."""
    table = known.table
    counted = is_counted(term)
    score = math.log2(1 + count) + math.log2(1 + articles)
    score += 2 + math.log2(in_quotes) if in_quotes else -1
    score += 2 if counted else 0
    score += 1 if explained else 0
    score += 1 if len(term) == 4 else 0
    score += 1 if term.endswith(table.heads) else 0
    score += 1 if known.about(term) else 0 if counted else -2
    score -= 2 if term.startswith(table.verbs) or term.endswith(table.tails) else 0
    score -= 1 if bare(term) != term else 0  # 一地处罚、三省互认: parts of a sentence more often than a name
    if phrase:
        score += phrase.cohesion + min(phrase.entropy, 3) / 3
    return round(score, 3)


def suggest(
    articles: Sequence[Article],
    names: Iterable[str],
    segment: Callable[[str], list[str]],
    explained: Collection[str] = (),
) -> list[Suggestion]:
    """The terms of ``articles`` that no name covers, best first; deterministic, near-linear in the text.

    Args:
        articles: the collection.
        names: every name, alias and form of the glossary.
        segment: splits a run of Chinese characters into words.
        explained: slogans of which the texts say what the numbers stand for; they need no guess of their meaning.
    """
    table = load_words()
    known = Known(names, segment, table)
    marked: Counter[str] = Counter()
    paired: Counter[str] = Counter()
    runs: list[list[str]] = []
    for _, _, text in _texts(articles):
        marked.update(quoted(text))
        paired.update(pairs(text))
        runs += [segment(run) for run in _CLAUSE.findall(text)]
    measured = _measured(runs, known)
    terms = sorted(
        term for term in {*marked, *paired, *measured} if bare(term) not in table.general and not known.covers(term)
    )
    found = []
    for term, seen in occurrences(articles, terms).items():
        phrase = measured.get(term)
        is_marked = term in marked or term in paired
        if not seen.count or not (is_marked or (seen.count >= FEWEST and len(seen.articles) >= FEWEST_ARTICLES)):
            continue
        # a word of the dictionary is a term only where it is marked: 压力 is said often, “压力” once
        count = min(seen.count, marked[term]) if term in marked and len(segment(bare(term))) == 1 else seen.count
        found.append(
            Suggestion(
                term=term,
                score=_score(term, count, len(seen.articles), marked[term], term in explained, phrase, known),
                count=count,
                articles=len(seen.articles),
                quoted=marked[term],
                counted=is_counted(term),
                cohesion=round(phrase.cohesion, 3) if phrase else 0.0,
                entropy=round(phrase.entropy, 3) if phrase else 0.0,
                passages=tuple(said for rows in seen.articles.values() for said in rows),
            )
        )
    return sorted(found, key=lambda it: (-it.score, it.term))
