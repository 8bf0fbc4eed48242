"""How much words sound like a site that speaks of itself and its wares, and not like an author of this field.

site.txt has sentences of the kind that sites add to any text. A character that follows in them what stands before it
is likelier in a site's mouth than the field's language model says; all others are less likely there.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from importlib import resources
from math import exp, log
from typing import NamedTuple

from anwen.repair.language.model import START, model, normal
from anwen.repair.marks import is_han

_FEW = 3  # a context that site.txt has so often counts for as much as the field's model
_SHARE = 0.1  # of a site's characters, whatever stands before them
_LEAST, _MOST = -1.5, 5.0  # nats


class _Speech(NamedTuple):
    """How often site.txt has one, two and three characters in a row; the same without the last one."""

    grams: Counter[str]
    contexts: Counter[str]


@cache
def _speech() -> _Speech:
    grams: Counter[str] = Counter()
    contexts: Counter[str] = Counter()
    for line in resources.files("anwen.repair.sites").joinpath("site.txt").read_text(encoding="utf-8").split():
        padded = START + START + "".join(map(normal, line))
        for end in range(3, len(padded) + 1):
            found = [padded[end - size : end] for size in (1, 2, 3)]
            grams.update(found)
            contexts.update(gram[:-1] for gram in found)
    return _Speech(grams, contexts)


def odds(words: str) -> list[float]:
    """For each character how much likelier a site says it there than an author (nats)."""
    padded = START + START + "".join(map(normal, words))
    return [_odds(padded[place : place + 3]) for place in range(len(words))]


@lru_cache(20_000)
def _odds(gram: str) -> float:
    speech = _speech()
    field = exp(-model().cost(gram))
    said = (1 - _SHARE) * field + _SHARE * speech.grams[gram[2]] / speech.contexts[""]
    for known in (gram[1:], gram):
        said = (speech.grams.get(known, 0) + _FEW * said) / (speech.contexts.get(known[:-1], 0) + _FEW)
    return min(_MOST, max(_LEAST, log(said / field)))


def leaning(words: str) -> float:
    """The mean odds of the Chinese characters (nats).

    >>> leaning("更多精彩内容，请关注我们的公众号") > 1, leaning("职工扫码登录后即可参加安全知识答题") > 0.5
    (True, False)
    """
    found = [value for value, char in zip(odds(words), words, strict=True) if is_han(char)]
    return sum(found) / len(found) if found else 0.0
