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

from anwen.deduplicate.reworded import reworded
from anwen.deduplicate.signature import Signature, anchors, containment, likeness, own_stretch
from anwen.records import Key

# Measured on the first collection: unrelated articles stay under .15 on both; copies with one character in sixteen
# changed at random have a median of .7 contained and .58 alike.
CONTAINED = 0.6
ALIKE = 0.5
# In a text this short one stock sentence is half of it (.6 alike), so more is asked.
SHORT = 200
MORE = 0.2
# Two offices hand on the same speech (.6 contained) and then say what they do themselves, in one stretch. Of copies
# with one character in sixteen changed the longest stretch in which nothing is found again was a tenth (516 tried).
OWN = 0.2
# Texts shorter than this are copies only when equal: titles and slogans repeat for good reasons.
SHORTEST = 40
RAREST = 32
COMPARED = 8
# Of an anchor that more texts have, the best of them are looked at: a copy has rarer ones, a stock phrase decides
# nothing.
OWNERS = 256
# … and of all anchors of a text so many owners, the rarest first: then the cost of a text does not grow with the rest.
LOOKED_AT = 1024

Ints = np.ndarray[Any, np.dtype[np.int64]]


class Entry(Struct, frozen=True):
    """A text to be compared: its place, its signature and its `quality`."""

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
    """Who has an anchor: all anchors sorted, with the rank of their entry.

    Where the owners of each entry's own anchors stand is worked out in one pass over the sorted anchors; looked up
    entry by entry, the search in ten million anchors cost more than all comparisons.
    """

    def __init__(self, entries: list[Entry]) -> None:
        lists = [anchors(entry.signature) for entry in entries]
        self._offsets = np.cumsum([0, *map(len, lists)])
        values = np.concatenate([np.empty(0, dtype="<u4"), *lists])
        order = np.argsort(values, kind="stable").astype(np.int32)
        runs = np.flatnonzero(np.diff(values[order], prepend=-1).astype(bool)) if len(values) else order
        self._ranks = np.repeat(np.arange(len(lists), dtype=np.int32), [len(part) for part in lists])[order]
        self._left, self._owners = np.empty_like(order), np.empty_like(order)
        lengths = np.diff(runs, append=len(values))
        self._left[order], self._owners[order] = np.repeat(runs, lengths), np.repeat(lengths, lengths)

    def sharing(self, rank: int, kept: np.ndarray[Any, np.dtype[np.bool_]]) -> list[int]:
        """The kept ranks that share most of the rarest anchors of the entry of a rank, most first."""
        own = slice(self._offsets[rank], self._offsets[rank + 1])
        left, owners = self._left[own], self._owners[own]
        shared = np.flatnonzero(owners > 1)
        rarest = shared[np.argsort(owners[shared], kind="stable")[:RAREST]]
        if not len(rarest):
            return []
        # The rarest decide: past the budget come phrases that half the collection has.
        taken = np.minimum(owners[rarest], OWNERS)
        rarest = rarest[: max(1, int(np.searchsorted(np.cumsum(taken), LOOKED_AT, "right")))]
        found = [self._ranks[left[i] : left[i] + min(int(owners[i]), OWNERS)] for i in rarest]
        ranks, hits = np.unique(np.concatenate(found), return_counts=True)
        ranks, hits = ranks[kept[ranks]], hits[kept[ranks]]
        best: Ints = np.lexsort((ranks, -hits))[:COMPARED]
        return [int(rank) for rank in ranks[best]]


def similarity(copy: Signature, kept: Signature) -> float:
    """How far ``kept`` stands for ``copy`` (0 to 1); 0 where they are different texts.

    A longer text is a copy of a shorter one only if they are alike as a whole, and none has a long stretch of its own:
    what only it says must not be lost. A text told again in other words is a copy as well.
    """
    if copy.digest == kept.digest:
        return 1.0 if copy.size else 0.0
    if min(copy.size, kept.size) < SHORTEST:
        return 0.0
    alike, contained = likeness(copy, kept), containment(copy, kept)
    more = MORE if copy.size < SHORT else 0.0
    if (alike >= ALIKE + more or contained >= CONTAINED + more) and own_stretch(copy, kept) < OWN:
        return round(max(alike, contained), 3)
    return round(reworded((copy.order, copy.figures), (kept.order, kept.figures)), 3)


def duplicates(entries: Iterable[Entry]) -> list[Group]:
    """The groups of copies among ``entries``, by the kept key; texts that stand alone are in none.

    Of a group the entry with the highest quality is kept, of equals the one with the smallest key.

    >>> from anwen.deduplicate import signature
    >>> text = signature("安全生产，人人有责。")
    >>> [str(group.kept) for group in duplicates([Entry(Key("b.txt", 1), text), Entry(Key("a.txt", 3), text)])]
    ['a.txt#3']
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
            candidates = index.sharing(rank, kept)
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
