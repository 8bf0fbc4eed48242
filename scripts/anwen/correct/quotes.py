"""Find the words that a correction quotes, and where they are gone, the place that is nearest to them."""

from __future__ import annotations

from difflib import SequenceMatcher

from anwen.correct.corrections import Correction
from anwen.errors import AnwenError, TableError

_NEAR = 0.5  # two sentences of one field share a third of their characters in order
_LOOKED_AT = 4
_LONGEST = 4000  # characters of a line that are compared


def nearest(text: str, wanted: str) -> tuple[float, str]:
    """How like ``wanted`` (0 to 1) the stretch of ``text`` that is nearest to it is, and the stretch.

    >>> nearest("会议指出。\\n劣质食品已成为杀手。", "劣质食品己成为")
    (0.86, '劣质食品已成为')
    """
    pairs = {wanted[i : i + 2] for i in range(max(1, len(wanted) - 1))}
    lines = [line for line in text.split("\n") if line.strip()]
    ranked = sorted(lines, key=lambda line: -sum(pair in line for pair in pairs))[:_LOOKED_AT]
    found = [(0.0, "")]
    for line in ranked:
        at = next((place for pair in sorted(pairs) if (place := line.find(pair)) >= 0), 0)
        line = line[max(0, at - _LONGEST) : at + _LONGEST]
        match = SequenceMatcher(None, line, wanted, autojunk=False).find_longest_match()
        start = max(0, match.a - match.b)
        stretch = line[start : start + len(wanted)]
        found.append((round(SequenceMatcher(None, stretch, wanted, autojunk=False).ratio(), 2), stretch))
    return max(found)


def nearest_words(text: str, wanted: str) -> str:
    """What to tell an editor whose words are not in ``text``.

    >>> nearest_words("会议指出。\\n劣质食品已成为杀手。", "劣质食品己成为")
    "The nearest place (86% alike) reads: '劣质食品已成为'."
    >>> nearest_words("会议指出。", "没有这样的话")
    "Copy the words from the article's page."
    """
    score, stretch = nearest(text, wanted)
    near = f"The nearest place ({score:.0%} alike) reads: {stretch!r}."
    return near if score >= _NEAR else "Copy the words from the article's page."


def locate(text: str, item: Correction, where: str, start: int = 0, end: int | None = None) -> int | AnwenError:
    """Where the quote of a correction begins in ``text[start:end]``, or what is wrong with it."""
    end = len(text) if end is None else end
    wanted = item.prefix + item.quote + item.suffix
    first = text.find(wanted, start, end)
    if first >= 0 and text.find(wanted, first + 1, end) < 0:
        return first + len(item.prefix)
    if first >= 0:
        return TableError(
            f"the quote {item.quote!r} stands in {item.file} more than once",
            where=where,
            hint="Add prefix or suffix words until only one place is meant.",
        )
    return TableError(
        f"the quote {item.quote!r} is not in the cleaned text of {item.file}",
        where=where,
        hint=nearest_words(text[start:end], wanted),
    )
