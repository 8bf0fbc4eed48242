"""Count the words of a table in a text: leftmost, longest, never one inside another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind


class Words:
    """A set of words that are looked for together, in time linear in the text."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._matcher = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def count(self, text: str) -> Counter[str]:
        """How often each word stands in ``text``.

        >>> sorted(Words(["培训", "全员培训"]).count("全员培训之后再培训").items())
        [('全员培训', 1), ('培训', 1)]
        """
        return Counter(self._words[index] for index, _, _ in self._matcher.find_matches_as_indexes(text))


def evidence(counts: dict[str, int], points: dict[str, float], most: int) -> tuple[str, ...]:
    """The ``most`` weightiest words as ``主体责任×3``.

    >>> evidence({"考核": 2, "问责": 1}, {"考核": 2.8, "问责": 3.0}, 5)
    ('问责×1', '考核×2')
    """
    ranked = sorted(points, key=lambda word: (-abs(points[word]), word))
    return tuple(f"{word}×{counts[word]}" for word in ranked[:most])
