"""Group the copies of the same text: the best copy is kept, every other is like the kept one itself.

The entries are taken best first. Each is compared with the texts kept so far that share its rarest anchors, and
joins the one it is like, or is kept. So a copy never stands for another text through a third (no chains), one text
copied a thousand times costs a thousand comparisons, and the order of the entries is of no consequence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from msgspec import Struct

from anwen.deduplicate.signature import Signature, anchors, containment, likeness

# Measured on the first collection: unrelated articles stay under .15 on both; copies with one character in sixteen
# changed at random have a median of .7 contained and .58 alike.
CONTAINED = 0.6
ALIKE = 0.5
# In a text this short one stock sentence is half of it (.6 alike), so more is asked.
SHORT = 200
MORE = 0.2
# Texts shorter than this are copies only when equal: titles and slogans repeat for good reasons.
SHORTEST = 40
RAREST = 32
COMPARED = 8
# Of an anchor that more texts have, the best of them are looked at: a copy has rarer ones, a stock phrase decides
# nothing.
OWNERS = 256

Key = tuple[str, int]
Ints = np.ndarray[Any, np.dtype[np.int64]]


class Entry(Struct, frozen=True):
    """A text to be compared: its place (file, piece), its signature and its `quality`."""

    key: Key
    signature: Signature
    quality: float = 0.0


class Copy(Struct, frozen=True):
    """A text that another stands for, and how much of it stands there (0 to 1)."""

    key: Key
    similarity: float


class Group(Struct, frozen=True):
    """The kept text's place and its copies, by key."""

    kept: Key
    others: tuple[Copy, ...]


class _Index:
    """Who has an anchor: all anchors sorted, with the rank of their entry."""

    def __init__(self, entries: list[Entry]) -> None:
        lists = [anchors(entry.signature) for entry in entries]
        values = np.concatenate([np.empty(0, dtype="<u4"), *lists])
        ranks = np.repeat(np.arange(len(lists)), [len(part) for part in lists])
        order = np.argsort(values, kind="stable")
        self._values, self._ranks = values[order], ranks[order]

    def sharing(self, one: Signature, kept: np.ndarray[Any, np.dtype[np.bool_]]) -> list[int]:
        """The kept ranks that share most of the rarest anchors of ``one``, most first."""
        own = anchors(one)
        left, right = np.searchsorted(self._values, own), np.searchsorted(self._values, own, "right")
        shared = np.flatnonzero(right - left > 1)
        rarest = shared[np.argsort((right - left)[shared], kind="stable")[:RAREST]]
        owners = [self._ranks[left[i] : min(right[i], left[i] + OWNERS)] for i in rarest]
        if not owners:
            return []
        ranks, hits = np.unique(np.concatenate(owners), return_counts=True)
        ranks, hits = ranks[kept[ranks]], hits[kept[ranks]]
        best: Ints = np.lexsort((ranks, -hits))[:COMPARED]
        return [int(rank) for rank in ranks[best]]


def similarity(copy: Signature, kept: Signature) -> float:
    """How far ``kept`` stands for ``copy`` (0 to 1); 0 where they are different texts.

    A longer text is a copy of a shorter one only if they are alike as a whole: what only it says must not be lost.
    """
    if copy.digest == kept.digest:
        return 1.0 if copy.size else 0.0
    if min(copy.size, kept.size) < SHORTEST:
        return 0.0
    alike, contained = likeness(copy, kept), containment(copy, kept)
    more = MORE if copy.size < SHORT else 0.0
    if alike >= ALIKE + more or contained >= CONTAINED + more:
        return round(max(alike, contained), 3)
    return 0.0


def duplicates(entries: Iterable[Entry]) -> list[Group]:
    """The groups of copies among ``entries``, by the kept key; texts that stand alone are in none.

    Of a group the entry with the highest quality is kept, of equals the one with the smallest key.

    >>> from anwen.deduplicate import signature
    >>> text = signature("安全生产，人人有责。")
    >>> [group.kept for group in duplicates([Entry(("b.txt", 1), text), Entry(("a.txt", 3), text)])]
    [('a.txt', 3)]
    """
    ranked = sorted(entries, key=lambda entry: (-entry.quality, entry.key))
    index = _Index(ranked)
    kept = np.zeros(len(ranked), dtype=np.bool_)
    equal: dict[str, tuple[int, float]] = {}  # digest: the kept rank it went to, and how like it is
    groups: dict[int, list[Copy]] = {}
    for rank, entry in enumerate(ranked):
        if not entry.signature.size:
            continue
        home, score = equal.get(entry.signature.digest, (-1, 0.0))
        if home < 0:
            candidates = index.sharing(entry.signature, kept)
            scored = [(similarity(entry.signature, ranked[other].signature), -other) for other in candidates]
            score, other = max(scored, default=(0.0, 0))
            home = -other if score else rank
            kept[rank] = home == rank
            equal[entry.signature.digest] = (home, score or 1.0)
        if home != rank:
            groups.setdefault(home, []).append(Copy(entry.key, score))
    found = [
        Group(ranked[home].key, tuple(sorted(copies, key=lambda copy: copy.key))) for home, copies in groups.items()
    ]
    return sorted(found, key=lambda group: group.kept)
