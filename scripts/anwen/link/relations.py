"""The relations between concepts that are not written down but follow."""

from __future__ import annotations

from collections.abc import Iterable

from anwen.records import Concept


def _sorted(relation: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {one: tuple(sorted(others)) for one, others in sorted(relation.items())}


def narrower(concepts: Iterable[Concept]) -> dict[str, tuple[str, ...]]:
    """For every concept's id the ids of those that name it as broader."""
    listed = list(concepts)
    found: dict[str, set[str]] = {concept.id: set() for concept in listed}
    for concept in listed:
        for broader in concept.broader:
            found.setdefault(broader, set()).add(concept.id)
    return _sorted(found)


def related(concepts: Iterable[Concept]) -> dict[str, tuple[str, ...]]:
    """For every concept's id the ids of its related concepts, whichever of the two says so."""
    listed = list(concepts)
    found: dict[str, set[str]] = {concept.id: set() for concept in listed}
    for concept in listed:
        for other in concept.related:
            found[concept.id].add(other)
            found.setdefault(other, set()).add(concept.id)
    return _sorted(found)


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
