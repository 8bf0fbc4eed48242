"""Passages that stand in several articles: the same paragraph, or nearly.

A passage is known by 36 values of four bytes. Three of them at a time make twelve bands; the passages that share a band
stand side by side once the bands are sorted, so the cost is that of sorting, and one paragraph copied ten thousand
times costs no more than ten thousand paragraphs.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
from msgspec import Struct

from anwen.deduplicate.signature import normalise

BANDS = 12
ROWS = 3
# Of 36 values .6 is 22: reworded paragraphs of one report have .6 to .9 of their shingles in common, paragraphs that
# only share the field's stock phrases .2 at most. A band is shared by .95 of the pairs at .6, by .09 of those at .2.
ALIKE = 0.6
SHINGLE = 4
# Shorter ones (slogans, sign-offs, salutations) repeat for good reasons.
SHORTEST = 30
# Of a paragraph that stands everywhere so many places are named.
MOST = 20

_PRIME = np.uint64((1 << 61) - 1)


class Sketch(Struct, frozen=True):
    """What is kept of a passage: 160 bytes. Equal digests mean equal words."""

    id: str
    article: str
    digest: bytes
    values: bytes


class Repeat(Struct, frozen=True):
    """Another passage with the same words (``similarity`` 1) or nearly the same."""

    id: str
    similarity: float


@cache
def _mixers() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    random = np.random.Generator(np.random.PCG64(20230506))
    size = (BANDS * ROWS, 1)
    return random.integers(1, 2**29, size, dtype=np.uint64), random.integers(0, 2**60, size, dtype=np.uint64)


def sketch(identifier: str, article: str, text: str) -> Sketch | None:
    """The sketch of a passage; None for one that is too short to compare.

    >>> sketch("aw0001.p1", "aw0001", "安全生产，人人有责。") is None
    True
    """
    plain = normalise(text)
    if len(plain) < SHORTEST:
        return None
    codes = np.frombuffer(plain.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    shingles = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):  # a polynomial over the characters, then mixed: four ideographs in 61 bits
        shingles = (shingles * np.uint64(1_000_003) + codes[place : place + len(shingles)]) % _PRIME
    shingles = np.unique(shingles) % np.uint64(2**32)
    times, plus = _mixers()
    values = ((times * shingles + plus) % _PRIME % np.uint64(2**32)).min(axis=1).astype("<u4")
    return Sketch(identifier, article, hashlib.blake2b(plain.encode(), digest_size=8).digest(), values.tobytes())


def _similarity(one: Sketch, other: Sketch) -> float:
    if one.digest == other.digest:
        return 1.0
    equal = np.frombuffer(one.values, "<u4") == np.frombuffer(other.values, "<u4")
    return min(0.99, round(float(np.count_nonzero(equal)) / (BANDS * ROWS), 2))


def _neighbours(sketches: list[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs that share a band: each with the first of its kind, and with the one beside it."""
    table = np.frombuffer(b"".join(item.values for item in sketches), dtype="<u4").reshape(-1, BANDS, ROWS)
    seen: set[tuple[int, int]] = set()
    for band in range(BANDS):
        rows = table[:, band, :].astype(np.uint64)
        keys = (rows[:, 0] << np.uint64(32)) ^ (rows[:, 1] << np.uint64(16)) ^ (rows[:, 2] * np.uint64(2_654_435_761))
        order = np.argsort(keys, kind="stable")
        same = np.flatnonzero(keys[order][1:] == keys[order][:-1])
        first, before = -1, -2
        for place in same.tolist():
            if place != before + 1:
                first = int(order[place])
            before = place
            right = int(order[place + 1])
            for left in {first, int(order[place])}:
                pair = (left, right) if left < right else (right, left)
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def repeats(sketches: Iterable[Sketch]) -> dict[str, tuple[Repeat, ...]]:
    """For each passage that stands in another article too, the passages there, likest first, at most `MOST`.

    >>> text = "各单位要认真吸取事故教训，立即组织开展安全生产大检查，全面排查整治各类隐患，防范遏制重特大事故。"
    >>> found = [sketch("aw0001.p1", "aw0001", text), sketch("aw0002.p9", "aw0002", text.replace("立即", "迅速"))]
    >>> [(name, [it.id for it in others]) for name, others in repeats(it for it in found if it).items()]
    [('aw0001.p1', ['aw0002.p9']), ('aw0002.p9', ['aw0001.p1'])]
    """
    ranked = sorted(sketches, key=lambda item: (item.article, len(item.id), item.id))
    if not ranked:
        return {}
    home = list(range(len(ranked)))

    def root(place: int) -> int:
        while home[place] != place:
            home[place] = home[home[place]]
            place = home[place]
        return place

    for left, right in _neighbours(ranked):
        one, other = root(left), root(right)
        if one != other and _similarity(ranked[left], ranked[right]) >= ALIKE:
            home[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(ranked)):
        groups[root(place)].append(place)
    found = {ranked[place].id: _others(ranked, place, group) for group in groups.values() for place in group}
    return {name: others for name, others in sorted(found.items()) if others}


def _others(ranked: list[Sketch], place: int, group: list[int]) -> tuple[Repeat, ...]:
    """The members of a passage's group in other articles, compared with it; of a great group those beside it."""
    this = ranked[place]
    if len(group) > 4 * MOST:
        at = group.index(place) if len(group) < 1000 else int(np.searchsorted(group, place))
        group = group[max(0, at - 2 * MOST) : at + 2 * MOST]
    scored = [(_similarity(this, ranked[other]), other) for other in group if ranked[other].article != this.article]
    best = sorted((-score, other) for score, other in scored if score >= ALIKE)[:MOST]
    return tuple(Repeat(ranked[other].id, -score) for score, other in best)
