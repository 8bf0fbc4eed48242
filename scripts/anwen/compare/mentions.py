"""Which concepts are named more, which less."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

# (concept, passage) → how often the passage names the concept
Named = Mapping[tuple[str, str], int]


class MentionChange(Struct, frozen=True):
    """How many mentions of a concept were gained or lost, and in which passages."""

    concept: str
    count: int
    passages: tuple[str, ...]


def mention_changes(before: Named, after: Named) -> tuple[tuple[MentionChange, ...], tuple[MentionChange, ...]]:
    """The mentions (gained, lost), those of most mentions first.

    A passage that moved to another id counts as lost there and gained here: that is what a citation sees.

    >>> gained, lost = mention_changes({("a", "p1"): 2, ("b", "p1"): 1}, {("a", "p1"): 1, ("b", "p2"): 1})
    >>> [(it.concept, it.count) for it in gained], [(it.concept, it.count) for it in lost]
    ([('b', 1)], [('a', 1), ('b', 1)])
    """
    return _more(before, after), _more(after, before)


def _more(one: Named, other: Named) -> tuple[MentionChange, ...]:
    """What ``other`` names more often than ``one``."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (concept, passage), count in other.items():
        if (more := count - one.get((concept, passage), 0)) > 0:
            found[concept].append((passage, more))
    changes = (
        MentionChange(concept, sum(more for _, more in rows), tuple(passage for passage, _ in rows))
        for concept, rows in found.items()
    )
    return tuple(sorted(changes, key=lambda change: (-change.count, change.concept)))
