"""Themes of a text, from the words of the lexicon and the names of the concepts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import sqrt
from pathlib import Path

from anwen.records import THEMES, Concept, ThemeScore
from anwen.theme.learned import Learned, load_learned
from anwen.theme.table import RelevanceTable, Table, load_table
from anwen.theme.words import Words, evidence

MAIN_THEME = 2.0
FURTHER_THEME = 1.0
# A word in a heading says what the text below is about; in the text it may be said in passing.
HEADING = 2.0
# A theme is listed with a fifth of the evidence and at least what two clear words give; the first always is.
LEAST_SHARE = 0.2
LEAST_POINTS = 4.0
MOST_EVIDENCE = 12
# With fewer words of the lexicon for every theme, and none that is clear by itself, the learned ones are asked.
FEW_WORDS, CLEAR = 2, 3.0
# They were learned from sentences; of a heading's few words they say nothing.
SPOKEN = 20

_QUOTES = re.compile(r"[“”‘’\"'《》]")


class Lexicon:
    """The lexicon, compiled. Build it once.

    Args:
        table: the words of each theme (corpus/themes.yaml).
        concepts: their names and aliases count for their themes; a word of the table goes before.
        learned: words asked where the table's and the concepts' say next to nothing.
    """

    def __init__(self, table: Table, concepts: Iterable[Concept] = (), learned: Learned | None = None) -> None:
        self.default = table.default
        self._learned = learned or Learned({})
        self.relevance: RelevanceTable = table.relevance
        self._weights: dict[str, dict[str, float]] = {}
        for theme, words in table.themes.items():
            for word, weight in words.items():
                self._weights.setdefault(word, {})[theme] = weight
        written = set(self._weights)
        for concept in concepts:
            for name in (concept.name, *concept.aliases, *concept.forms):
                word = _QUOTES.sub("", name)
                if len(word) < 2 or word in written:
                    continue
                weights = self._weights.setdefault(word, {})
                if concept.neutral:  # takes its place in the text, and counts for nothing
                    continue
                for theme in concept.themes:
                    weights.setdefault(theme, FURTHER_THEME)
                weights[concept.theme] = MAIN_THEME
            for name in concept.not_forms:  # takes its place in the text, and counts for nothing
                self._weights.setdefault(_QUOTES.sub("", name), {})
        self._words = Words(self._weights)
        self.relevance_words = Words(self.relevance.terms)

    @classmethod
    def load(cls, path: Path, concepts: Iterable[Concept] = ()) -> Lexicon:
        """The lexicon of the file ``path``.

        Raises:
            TableError, FaultsError: the file is not in order.
        """
        return cls(load_table(path), concepts, load_learned())

    def themes(self, text: str, heading: str = "") -> tuple[ThemeScore, ...]:
        """The themes of ``text``, best first; the first is the primary one.

        ``heading`` is the title and headings above and in the text: their words weigh more. The scores are shares of
        all evidence found. The n-th time a word is said adds less than the first (√n), so that one word does not
        decide a long text. A text without any evidence has the default theme alone, with score 0 and no evidence.

        >>> table = Table("training", {"training": {"培训": 2}}, RelevanceTable(1, {}))
        >>> Lexicon(table).themes("组织培训")
        (ThemeScore(theme='training', score=1.0, evidence=('培训×1',)),)
        """
        in_text, in_heading = self._words.count(text), self._words.count(heading)
        counts = in_text + in_heading
        points: dict[str, dict[str, float]] = {theme: {} for theme in THEMES}
        for word in counts:
            times = sqrt(in_text[word]) + HEADING * in_heading[word]
            for theme, weight in self._weights[word].items():
                points[theme][word] = weight * times
        totals = {theme: sum(words[word] for word in sorted(words)) for theme, words in points.items()}
        whole = sum(totals.values())
        few = max(map(len, points.values())) < FEW_WORDS and max(totals.values()) < CLEAR
        if few and not in_heading and len(text) >= SPOKEN:
            shares = {theme: total / whole for theme, total in totals.items()} if whole else {}
            if led := self._learned.leader(f"{heading}\n{text}", shares):
                theme, share, leaning = led
                said = {word: (text + heading).count(word) for word in leaning} | dict(counts)
                found = evidence(said, {**leaning, **points[theme]}, MOST_EVIDENCE)
                return (ThemeScore(theme, share, found),)
        if not whole:
            return (ThemeScore(self.default, 0.0, ()),)
        ranked = sorted(THEMES, key=lambda theme: (-totals[theme], THEMES.index(theme)))
        listed = [t for t in ranked if totals[t] >= LEAST_POINTS and totals[t] / whole >= LEAST_SHARE] or ranked[:1]
        return tuple(
            ThemeScore(theme, round(totals[theme] / whole, 3), evidence(counts, points[theme], MOST_EVIDENCE))
            for theme in listed
        )
