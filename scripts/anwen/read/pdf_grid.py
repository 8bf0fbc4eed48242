"""Tables drawn with lines: which lines of a page belong together, and which cell a place is in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from anwen.read.pdf_glyphs import Glyph, Rule

_NEAR = 3.0  # points; lines that should meet miss each other by less
MOST_CELLS = 20_000


class Grid:
    """A ruled table. Cells are named by row and column from the top left; one that covers others has their first."""

    def __init__(self, level: Sequence[Rule], upright: Sequence[Rule]) -> None:
        self._ys = _places(rule.y0 for rule in level)
        self._xs = _places(rule.x0 for rule in upright)
        self.height, self.width = len(self._ys) - 1, len(self._xs) - 1
        self.top = self._ys[-1] if self._ys else 0.0
        self._above = {cell: cell for row in range(self.height) for cell in self._cells(row)}
        if self.height * self.width <= MOST_CELLS:
            self._merge(level, upright)

    def _cells(self, row: int) -> list[tuple[int, int]]:
        return [(row, column) for column in range(self.width)]

    def _merge(self, level: Sequence[Rule], upright: Sequence[Rule]) -> None:
        """Join cells between which no line is drawn."""
        tall: dict[int, list[Rule]] = {}
        wide: dict[int, list[Rule]] = {}
        for rule in upright:
            tall.setdefault(_index(self._xs, rule.x0), []).append(rule)
        for rule in level:
            wide.setdefault(_index(self._ys, rule.y0), []).append(rule)
        for row in range(self.height):
            y = (self._ys[self.height - row] + self._ys[self.height - row - 1]) / 2
            for column in range(self.width):
                x = (self._xs[column] + self._xs[column + 1]) / 2
                if column and not any(rule.y0 - _NEAR <= y <= rule.y1 + _NEAR for rule in tall.get(column, [])):
                    self._above[row, column] = self._above[row, column - 1]
                    continue
                above = wide.get(self.height - row, [])
                if row and not any(rule.x0 - _NEAR <= x <= rule.x1 + _NEAR for rule in above):
                    self._above[row, column] = self._above[row - 1, column]

    def holds(self, glyph: Glyph) -> bool:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.3 * glyph.size
        return self._xs[0] <= x <= self._xs[-1] and self._ys[0] <= y <= self._ys[-1]

    def cell(self, glyph: Glyph) -> tuple[int, int]:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.3 * glyph.size
        column = min(max(bisect_right(self._xs, x) - 1, 0), self.width - 1)
        row = self.height - min(max(bisect_right(self._ys, y), 1), self.height)
        return self._above[row, column]


def _places(values: Iterable[float]) -> list[float]:
    """The values in order, those that are nearly the same once."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _index(places: list[float], value: float) -> int:
    return min(range(len(places)), key=lambda at: abs(places[at] - value))


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The ruled tables of a page, from top to bottom: groups of lines that touch, with two rows or columns at least."""
    level = sorted({rule for rule in rules if rule.y0 == rule.y1})
    upright = sorted({rule for rule in rules if rule.x0 == rule.x1})
    if not level or not upright or len(level) * len(upright) > 400_000:
        return []
    groups = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while groups[at] != at:
            groups[at] = at = groups[groups[at]]
        return at

    for at, one in enumerate(level):
        for index, other in enumerate(upright):
            if one.x0 - _NEAR <= other.x0 <= one.x1 + _NEAR and other.y0 - _NEAR <= one.y0 <= other.y1 + _NEAR:
                groups[root(at)] = root(len(level) + index)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate([*level, *upright]):
        found.setdefault(root(at), ([], []))[at >= len(level)].append(rule)
    made = (Grid(*pair) for pair in found.values())
    whole = [grid for grid in made if grid.height >= 1 and grid.width >= 2 and grid.height * grid.width <= MOST_CELLS]
    return sorted(whole, key=lambda grid: -grid.top)
