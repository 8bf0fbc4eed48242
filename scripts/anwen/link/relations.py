"""Circles among the relations of concepts."""

from __future__ import annotations

from collections.abc import Iterable

from anwen.library import Concept


def cycles(concepts: Iterable[Concept]) -> list[tuple[str, ...]]:
    """The cycles of ``broader``, each from its smallest id on, found by following every concept upwards.

    >>> cycles([])
    []
    """
    broader = {concept.id: concept.broader for concept in concepts}
    found: set[tuple[str, ...]] = set()
    for first in sorted(broader):
        stack: list[tuple[str, tuple[str, ...]]] = [(first, (first,))]
        seen: set[str] = set()
        while stack:
            at, path = stack.pop()
            for up in broader.get(at, ()):
                if up == first:
                    least = path.index(min(path))
                    found.add(path[least:] + path[:least])
                elif up not in seen and up in broader:
                    seen.add(up)
                    stack.append((up, (*path, up)))
    return sorted(found)
