"""Words and characters that lean to a theme, or to work safety at all, learned from labelled texts.

People speak of training without the word (师傅手把手教), of danger without it (下井前先送风); no list is long enough.
What a text says is added up and counts beside the lexicon's points: it decides a short text in which the lexicon finds
little, and next to nothing in a long one. Of 120 texts written before any of this and never looked at, 76 had the right
theme when learned words were asked only where the lexicon found nothing, 103 since all that leans is added; of 80
documents beside the subject's edge 49 and 75 were judged right.
The tables are written by `python -m anwen.theme.train`: a word a line with its points.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import sqrt
from pathlib import Path

from anwen.theme.words import Words

THEMES_PATH = Path(__file__).with_name("learned_themes.tsv")
RELEVANCE_PATH = Path(__file__).with_name("learned_relevance.tsv")
# A word that leans is named where it gives so many points, and the first ones where nothing else is named.
NAMED, FIRST_NAMED = 0.5, 3


class Learned:
    """The words and characters of a table, compiled; each has its points in every column."""

    def __init__(self, points: Mapping[str, tuple[float, ...]]) -> None:
        self._points = points
        words = [word for word in points if len(word) > 1]
        self._words = Words(words) if words else None

    def rows(self) -> list[tuple[str, tuple[float, ...]]]:
        """The table, in the order of its words."""
        return sorted(self._points.items())

    def said(self, text: str) -> tuple[str, ...]:
        """The characters and the words of the table that stand in ``text``, sorted."""
        found = {char for char in set(text) if char in self._points}
        if self._words:
            found.update(self._words.count(text))
        return tuple(sorted(found))

    def points(self, text: str) -> dict[str, tuple[float, ...]]:
        """What each word said in ``text`` gives to every column.

        Each counts once, and less the more there are (√n): the sum does not grow with the text.

        >>> Learned({"师": (-1.0, 2.0), "徒弟": (0.0, 4.0)}).points("师傅带徒弟，师傅教徒弟")
        {'师': (-0.707, 1.414), '徒弟': (0.0, 2.828)}
        """
        said = self.said(text)
        share = 1 / sqrt(len(said) or 1)
        return {word: tuple(round(point * share, 3) for point in self._points[word]) for word in said}


def named(leaning: Mapping[str, float], alone: bool) -> dict[str, float]:
    """The words to name as evidence, weightiest first; ``alone``: nothing else is named, so weaker ones may be.

    >>> named({"师傅": 1.2, "徒弟": 0.3, "带": 0.9}, alone=True), named({"徒弟": 0.3}, alone=False)
    ({'师傅': 1.2}, {})
    """
    first = sorted(leaning, key=lambda word: (-leaning[word], word))
    words = [word for word in first if len(word) > 1]
    found = [word for word in words if abs(leaning[word]) >= NAMED]
    if not found and alone:
        found = [word for word in words if leaning[word] > 0] or [word for word in first if leaning[word] > 0]
        found = found[:FIRST_NAMED]
    return {word: leaning[word] for word in found}


@cache
def load_learned(path: Path) -> Learned:
    """The table of the file ``path``."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return Learned({word: tuple(map(float, points)) for word, *points in rows})
