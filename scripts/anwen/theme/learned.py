"""Words that lean to a theme, learned from labelled texts: asked only where the lexicon finds next to nothing.

People speak of training without the word (师傅手把手教), of culture without it (老婆孩子的笑脸); no list is long
enough. Of 20 such texts written before any of this the lexicon alone had 11 right, with what it learned from others 15.
`learned.tsv` is written by `python -m anwen.theme.train`: a word a line with its leaning to each of the themes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp
from pathlib import Path

from anwen.records import THEMES
from anwen.theme.words import Words

PATH = Path(__file__).with_name("learned.tsv")
# So many words must lean to the first theme, and it must lead the second by so much (log-odds), or nothing is said.
LEAST_WORDS, LEAST_LEAD = 2, 1.0
# What the lexicon finds, a word or none, counts as much as a learned word or two.
LEXICON = 2.0


class Learned:
    """The learned words, compiled; their leanings are log-odds in the order of the themes."""

    def __init__(self, leanings: dict[str, tuple[float, ...]]) -> None:
        self._leanings = leanings
        self._words = Words(leanings) if leanings else None

    def leader(self, text: str, shares: Mapping[str, float]) -> tuple[str, float, dict[str, float]] | None:
        """The theme that the words of ``text`` lean to, its share (0 to 1) and the words with how far they lean.

        Args:
            shares: of each theme, what the lexicon found of it.

        >>> learned = Learned({"师傅": (-1.0, -1.0, 1.2, 0.0), "徒弟": (-1.0, -1.0, 1.4, 0.0)})
        >>> learned.leader("师傅手把手教徒弟", {})
        ('training', 0.914, {'师傅': 1.2, '徒弟': 1.4})
        """
        said = sorted(self._words.count(text)) if self._words else []
        sums = [
            sum(self._leanings[word][at] for word in said) + LEXICON * shares.get(theme, 0.0)
            for at, theme in enumerate(THEMES)
        ]
        first, second = sorted(sums, reverse=True)[:2]
        at = sums.index(first)
        leaning = {word: self._leanings[word][at] for word in said if self._leanings[word][at] > 0}
        if len(leaning) < LEAST_WORDS or first - second < LEAST_LEAD:
            return None
        return THEMES[at], round(1 / sum(exp(one - first) for one in sums), 3), leaning


@cache
def load_learned() -> Learned:
    """The words of learned.tsv."""
    rows = (line.split("\t") for line in PATH.read_text(encoding="utf-8").splitlines())
    return Learned({word: tuple(map(float, leanings)) for word, *leanings in rows})
