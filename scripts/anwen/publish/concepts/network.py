"""The network of concepts: which stand on the map, what connects them, and where they stand."""

from __future__ import annotations

import math

from msgspec import Struct

from anwen.library import Concept
from anwen.publish.concepts.layout import Point, apart, fitted, spread
from anwen.publish.concepts.usage import Usage

WIDTH = 1040  # of the drawing, in its own units: a label of 13 units is 13 px on a desktop
_TEXT = 14
_EDGES = 3  # a node's strongest connections that are drawn
_LEAST = 2  # passages two concepts share, once: chance


class Node(Struct, frozen=True):
    """A concept on the map."""

    concept: Concept
    count: int  # passages that speak of it
    radius: int
    label: tuple[str, ...]  # lines
    x: int
    y: int


class Network(Struct, frozen=True):
    """Nodes by theme and then by pinyin; edges as pairs of ids."""

    nodes: tuple[Node, ...]
    beside: tuple[tuple[str, str, int], ...]  # named together: in so many passages
    broader: tuple[tuple[str, str], ...]  # from the narrower to the broader
    height: int


def lines(name: str, most: int = 8) -> tuple[str, ...]:
    """A name in one line or two, cut at a mark or in the middle.

    >>> lines("一岗双责"), lines("人民至上、生命至上"), lines("安全第一、预防为主、综合治理")
    (('一岗双责',), ('人民至上、', '生命至上'), ('安全第一、', '预防为主、综合治理'))
    """
    if len(name) <= most:
        return (name,)
    cut = next((at + 1 for at, mark in enumerate(name) if mark in "、，" and at > 1), (len(name) + 1) // 2)
    return (name[:cut], name[cut:])


def _wide(line: str) -> float:
    return sum(_TEXT * (0.6 if char.isascii() else 1) for char in line)


def _connections(usage: Usage, ids: list[str]) -> dict[tuple[str, str], tuple[int, float]]:
    """(passages, strength) of the pairs worth drawing: for every node its strongest."""
    known, speaking = set(ids), usage.catalogue.speaking
    found: dict[tuple[str, str], tuple[int, float]] = {}
    for concept in ids:
        # shared passages against those of both (cosine): what is everywhere is nobody's neighbour
        near = [
            (it.passages / math.sqrt(len(speaking[concept]) * len(speaking[it.other])), it)
            for it in usage.together.get(concept, [])
            if it.other in known and it.passages >= _LEAST
        ]
        for strength, it in sorted(near, key=lambda pair: (-pair[0], pair[1].other))[:_EDGES]:
            found[min(concept, it.other), max(concept, it.other)] = (it.passages, strength)
    return found


def _places(
    ids: list[str], themes: list[str], near: dict[tuple[str, str], float], sizes: list[Point]
) -> tuple[list[Point], float]:
    place = {concept: n for n, concept in enumerate(ids)}
    distances = {
        (min(place[one], place[other]), max(place[one], place[other])): length for (one, other), length in near.items()
    }
    # a theme keeps together, themes keep apart
    far = [2.2 if themes[i] == themes[j] else 3.6 for i in range(len(ids)) for j in range(len(ids))]
    room = sum(wide * tall for wide, tall in sizes) * 2.1  # a third to a half of the sheet is labels, the rest is air
    height = max(240.0, room / WIDTH)
    placed = apart(fitted(spread(len(ids), distances, far), WIDTH - 120, height), sizes, WIDTH)
    top = min((y - size[1] / 2 for (_, y), size in zip(placed, sizes, strict=True)), default=0.0) - 8
    bottom = max((y + size[1] / 2 for (_, y), size in zip(placed, sizes, strict=True)), default=0.0) + 8
    return [(x, y - top) for x, y in placed], bottom - top


def network(usage: Usage) -> Network:
    """The map of the concepts most spoken of."""
    ids, counts = list(usage.on_map), list(usage.on_map.values())
    concepts = usage.catalogue.concepts
    most = max(counts, default=1)
    radii = [5 + round(13 * math.sqrt(count / most)) for count in counts]
    labels = [lines(concepts[it].name) for it in ids]
    sizes = [
        (max(2 * radius, *map(_wide, label)) + 14, 2 * radius + len(label) * (_TEXT + 3) + 16.0)
        for radius, label in zip(radii, labels, strict=True)
    ]
    drawn = _connections(usage, ids)
    known = set(ids)
    broader = [(it, up) for it in ids for up in sorted(concepts[it].broader) if up in known]
    near = {pair: 1.6 - 0.8 * min(strength, 1.0) for pair, (_, strength) in drawn.items()}
    near |= {(min(pair), max(pair)): 1.0 for pair in broader}
    places, height = _places(ids, [concepts[it].theme for it in ids], near, sizes)
    nodes = tuple(
        # the box holds the shape above and the words below it
        Node(concepts[it], count, radius, label, round(x), round(y - size[1] / 2 + radius + 6))
        for it, count, radius, label, (x, y), size in zip(ids, counts, radii, labels, places, sizes, strict=True)
    )
    straight = {(min(pair), max(pair)) for pair in broader}
    beside = tuple((*pair, passages) for pair, (passages, _) in sorted(drawn.items()) if pair not in straight)
    return Network(nodes, beside, tuple(broader), math.ceil(height))
