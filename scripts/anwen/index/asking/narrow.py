"""Filters: the values that a reader named, the passages that they leave, and what to say of one that names nothing.

`docs/assets/anwen/search-source.js` and search-engine.js mirror `Narrower`, search-none.js `Strange`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from anwen.index.asking.query import FACETS, Request, named, parse, years
from anwen.index.source import Source
from anwen.index.terms import fold
from anwen.records import THEME_NAMES

Filters = Mapping[str, str | Sequence[str]]

_NAMED = 8  # values of the facet that are named


class Strange(Struct, frozen=True):
    """A filter that names nothing. ``known`` are values of its facet, the nearest first; ``more``: there are others."""

    facet: str
    value: str
    known: tuple[str, ...]
    more: bool
    typed: bool  # in the query: looked for as text instead, but for a year

    def __str__(self) -> str:
        """What to tell the reader.

        >>> print(Strange("sector", "化工", ("煤矿", "学校"), True, True))
        没有名为“化工”的行业，已把它当作词语检索。行业有：煤矿、学校等。
        >>> print(Strange("year", "2030..2035", ("2015", "2023"), False, True))
        没有 2030–2035 年的文章。年份有：2015、2023。
        """
        label = FACETS[self.facet]
        if self.facet == "year" and years(self.value, ()):
            told = f"没有 {re.sub('[.][.]|[-~—至到]', '–', self.value)} 年的文章。"
        else:
            told = f"没有名为“{self.value}”的{label}{'，已把它当作词语检索' if self.typed else ''}。"
        return told + (f"{label}有：{'、'.join(self.known)}{'等' * self.more}。" if self.known else "")


class Narrower:
    """Narrows a search in one index."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def request(self, query: str) -> Request:
        """A query taken apart. A filter that names nothing is text: a sentence may begin with 主题：."""
        request = parse(query)
        known = tuple(it for it in request.filters if self._values(*it))
        text = tuple(value for facet, value in request.filters if (facet, value) not in known)
        return replace(request, free=request.free + text, filters=known)

    def allowed(self, request: Request, filters: Filters) -> frozenset[int] | None:
        """The passages that the filters leave: those typed and those chosen both hold, values of one facet add up."""
        typed: dict[str, list[str]] = {}
        for facet, value in request.filters:
            typed.setdefault(facet, []).append(value)
        allowed: frozenset[int] | None = None
        for facet, given in [*typed.items(), *sorted(filters.items())]:
            values = _list(given)
            if values:
                exact = [one for value in values for one in self._values(facet, value)]
                found = frozenset().union(*(self._source.facet(facet, one) for one in exact))
                allowed = found if allowed is None else allowed & found
        return allowed

    def strange(self, query: str, filters: Filters) -> tuple[Strange, ...]:
        """The filters typed and chosen that name nothing; of years those in which nothing was written."""
        chosen = [(facet, value, False) for facet, given in sorted(filters.items()) for value in _list(given)]
        asked = dict.fromkeys([*((*it, True) for it in parse(query).filters), *chosen])
        return tuple(self._strange(*it) for it in asked if not self._names_some(*it[:2]))

    def _names_some(self, facet: str, value: str) -> bool:
        values = self._values(facet, value)
        return any(it in self._often(facet) for it in values) if facet == "year" else bool(values)

    def _strange(self, facet: str, value: str, typed: bool) -> Strange:
        """What shares most characters with ``value`` first, then what most passages have; of years those around it."""
        year = re.search(r"\d{4}", value) if facet == "year" else None
        often = self._often(facet)
        rows = []
        for name, id in dict(self._known(facet)).items():
            close = -abs(int(name) - int(year[0])) if year else sum(char in name for char in set(value))
            rows.append((-close, -often.get(id, 0), name))
        known = [name for *_, name in sorted(rows)]
        nearest = sorted(known[:_NAMED]) if facet == "year" else known[:_NAMED]
        return Strange(facet, value, tuple(nearest), len(known) > _NAMED, typed)

    def _often(self, facet: str) -> dict[str, int]:
        return self._source.settings.facets.get(facet, {})

    def _known(self, facet: str) -> list[tuple[str, str]]:
        """The names of a facet's values, and the values."""
        if facet == "theme":
            return [(name, key) for key, name in THEME_NAMES.items()]
        if facet == "concept":
            return [(it.name, it.id) for it in self._source.settings.concepts]
        return [(it, it) for it in self._often(facet)]

    def _values(self, facet: str, value: str) -> list[str]:
        """The values of a facet that a reader named, by the whole name, part of it, or the id; years by their range."""
        if facet == "year":
            return years(value, self._often(facet))
        known = self._known(facet)
        if facet == "theme":
            known = [(name, key) for it, key in known for name in (it, key)]
        if facet == "concept":
            known = [
                (fold(name), it.id) for it in self._source.settings.concepts for name in (it.id, it.name, *it.also)
            ]
        return named(value, known)


def _list(given: str | Sequence[str]) -> list[str]:
    return [value for value in ([given] if isinstance(given, str) else given) if value]
