"""Themes of a text, from the words of the lexicon and the names of the concepts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import sqrt
from pathlib import Path

from anwen.library import Concept, ThemeScore
from anwen.records import THEMES
from anwen.theme.learned import RELEVANCE_PATH, THEMES_PATH, Learned, load_learned, named
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
# What leans was learned from sentences; of a few words it says nothing, and a heading that names a theme is clearer.
SPOKEN = 20
# What leans counts in full where the lexicon finds no more than two clear words' points, and less the more it finds.
SPARSE = 6.0
# Of a text without a word of the lexicon something is said if its words lean so far to one theme, in points.
LEAST_LEANING = 1.0
# With fewer words of the lexicon, words that lean are named as well.
FEW_WORDS = 3

_QUOTES = re.compile(r"[“”‘’\"'《》]")


class Lexicon:
    """The lexicon, compiled. Build it once.

    Args:
        table: the words of each theme (corpus/themes.yaml).
        concepts: their names and aliases count for their themes; a word of the table goes before.
        learned: words and characters that lean to a theme; their points are added.
        learned_relevance: those that lean to work safety or away from it.
    """

    def __init__(
        self,
        table: Table,
        concepts: Iterable[Concept] = (),
        learned: Learned | None = None,
        learned_relevance: Learned | None = None,
    ) -> None:
        self.default = table.default
        self._learned = learned or Learned({})
        self.learned_relevance = learned_relevance or Learned({})
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
        return cls(load_table(path), concepts, load_learned(THEMES_PATH), load_learned(RELEVANCE_PATH))

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
        leaning = self._learned.points(text) if len(text) >= SPOKEN and not in_heading else {}
        share = min(1.0, SPARSE / (sum(totals.values()) or SPARSE))
        leans = {theme: share * sum(it[at] for it in leaning.values()) for at, theme in enumerate(THEMES)}
        sums = {theme: totals[theme] + leans[theme] for theme in THEMES}
        ranked = sorted(THEMES, key=lambda theme: (-sums[theme], THEMES.index(theme)))
        if not any(totals.values()) and sums[ranked[0]] < LEAST_LEANING:
            return (ThemeScore(self.default, 0.0, ()),)
        whole = sum(max(0.0, total) for total in sums.values())
        listed = [t for t in ranked if sums[t] >= LEAST_POINTS and sums[t] / whole >= LEAST_SHARE] or ranked[:1]
        return tuple(
            ThemeScore(
                theme, round(sums[theme] / whole, 3), self._evidence(theme, text, counts, points[theme], leaning)
            )
            for theme in listed
        )

    def _evidence(
        self,
        theme: str,
        text: str,
        counts: Counter[str],
        points: dict[str, float],
        leaning: Mapping[str, tuple[float, ...]],
    ) -> tuple[str, ...]:
        """The words of the lexicon, weightiest first; where it has few, also those that lean to ``theme``."""
        if len(points) < FEW_WORDS:
            at = THEMES.index(theme)
            leans = {word: given[at] for word, given in leaning.items() if given[at] > 0}
            found = named(leans, alone=not points)
            points = {**points, **{word: points.get(word, 0.0) + given for word, given in found.items()}}
        return evidence({word: counts[word] or text.count(word) for word in points}, points, MOST_EVIDENCE)
