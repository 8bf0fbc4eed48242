"""Where the nodes of a network stand: the same numbers on any machine.

Stress majorisation (Gansner, Koren, North: Graph Drawing by Stress Majorization, 2004) in plain arithmetic. Only
``+ - * /`` and the square root are used, which every machine rounds alike; sines, powers and sums in an order of a
library's choosing are not.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence

Point = tuple[float, float]
_ROUNDS = 60  # the stress of networks of up to 150 nodes no longer falls by more than a thousandth a round
_SWEEPS = 400


def spread(count: int, distances: Mapping[tuple[int, int], float], far: Sequence[float]) -> list[Point]:
    """Places for ``count`` nodes such that their distances are near the wanted ones.

    Args:
        count: how many nodes there are.
        distances: wanted distance of those pairs (i < j) that have one of their own.
        far: wanted distance of all other pairs, flattened by ``i * count + j``.
    """
    chance = random.Random(7)  # the start must not be symmetric; its numbers are the same everywhere
    places = [(chance.random() * 10, chance.random() * 10) for _ in range(count)]
    wanted = [[distances.get((min(i, j), max(i, j)), far[i * count + j]) for j in range(count)] for i in range(count)]
    weights = [[0.0 if i == j else 1 / (d * d) for j, d in enumerate(row)] for i, row in enumerate(wanted)]
    totals = [sum(row) for row in weights]
    for _ in range(_ROUNDS):
        for i in range(count):
            x, y = places[i]
            to_x = to_y = 0.0
            row, pull = wanted[i], weights[i]
            for j in range(count):
                if j != i:
                    other_x, other_y = places[j]
                    away_x, away_y = x - other_x, y - other_y
                    length = math.sqrt(away_x * away_x + away_y * away_y)
                    share = row[j] / length if length > 1e-9 else 0.0
                    to_x += pull[j] * (other_x + away_x * share)
                    to_y += pull[j] * (other_y + away_y * share)
            if totals[i]:
                places[i] = (to_x / totals[i], to_y / totals[i])
    return places


def fitted(places: Sequence[Point], width: float, height: float) -> list[Point]:
    """The places stretched to fill a box that begins at (0, 0)."""
    if not places:
        return []
    left, top = min(x for x, _ in places), min(y for _, y in places)
    wide, tall = max(x for x, _ in places) - left, max(y for _, y in places) - top
    return [
        ((x - left) / wide * width if wide else width / 2, (y - top) / tall * height if tall else height / 2)
        for x, y in places
    ]


def apart(places: Sequence[Point], sizes: Sequence[Point], width: float) -> list[Point]:
    """The places moved as little as need be, so that boxes of these sizes around them do not overlap.

    The boxes stay between 0 and ``width``; downwards there is as much room as they need.
    """
    now = [list(place) for place in places]
    for _ in range(_SWEEPS):
        moved = False
        for place, (wide, _) in zip(now, sizes, strict=True):
            place[0] = min(max(place[0], wide / 2), width - wide / 2)
        for i in range(len(now)):
            for j in range(i + 1, len(now)):
                over_x = (sizes[i][0] + sizes[j][0]) / 2 - abs(now[i][0] - now[j][0])
                over_y = (sizes[i][1] + sizes[j][1]) / 2 - abs(now[i][1] - now[j][1])
                if over_x <= 0.01 or over_y <= 0.01:
                    continue
                moved = True
                axis, over = (0, over_x) if over_x < over_y else (1, over_y)
                sign = 1 if now[i][axis] >= now[j][axis] else -1
                now[i][axis] += sign * (over / 2 + 0.01)
                now[j][axis] -= sign * (over / 2 + 0.01)
        if not moved:
            break
    return [(x, y) for x, y in now]
