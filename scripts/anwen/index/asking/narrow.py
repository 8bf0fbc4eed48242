"""Filters: the values that a reader named, the passages that they leave, and those that name nothing.

`docs/assets/anwen/search-source.js` and search-engine.js mirror `Narrower`, search-notes.js `Strange`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from anwen.index.asking.query import Request, named, parse, years
from anwen.index.source import Source
from anwen.index.terms import fold
from anwen.records import THEME_NAMES

Filters = Mapping[str, str | Sequence[str]]

_NAMED = 8  # values of the facet that are named


class Strange(Struct, frozen=True):
    """A filter that no passage has. ``known`` are values of its facet, those that most passages have first, years the
    newest first; of a passage's identifier its article. ``more``: there are others."""

    facet: str
    value: str
    known: tuple[str, ...]
    more: bool
    typed: bool  # in the query
    sought: bool = False  # looked for as text instead


class Narrower:
    """Narrows a search in one index."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def request(self, query: str) -> Request:
        """A query taken apart. A filter that no passage has is text: a sentence may begin with 主题：. A year or an
        identifier is not."""
        request = parse(query, lambda facet, value: _text(facet, value) and not self._values(facet, value))
        return replace(request, filters=tuple(it for it in request.filters if self._values(*it)))

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

    def unwanted(self, request: Request) -> frozenset[int]:
        """The passages of the filters and identifiers among the unwanted words: 安全 -类型:总结 -aw0012."""
        named = [it for text in request.unwanted for it in self.request(text).filters]
        sets = (self._source.facet(facet, one) for facet, value in named for one in self._values(facet, value))
        return frozenset().union(*sets)

    def strange(self, query: str, filters: Filters) -> tuple[Strange, ...]:
        """The filters, typed and chosen, that no passage has."""
        chosen = [(facet, value, False) for facet, given in sorted(filters.items()) for value in _list(given)]
        asked = dict.fromkeys([*((*it, True) for it in parse(query).filters), *chosen])
        return tuple(self._strange(*it) for it in asked if not self._values(*it[:2]))

    def _strange(self, facet: str, value: str, typed: bool) -> Strange:
        often = self._often(facet)
        known = sorted(often, reverse=True) if facet == "year" else sorted(often, key=lambda it: (-often[it], it))
        if facet == "id":
            known = self._values(facet, value.partition(".")[0])
        return Strange(facet, value, tuple(known[:_NAMED]), len(known) > _NAMED, typed, typed and _text(facet, value))

    def _often(self, facet: str) -> dict[str, int]:
        return self._source.settings.facets.get(facet, {})

    def _values(self, facet: str, value: str) -> list[str]:
        """The values of a facet that a reader named, by the whole name, part of it, or the id; years by their range."""
        if facet == "id":
            return [value] if self._source.facet(facet, value) else []
        if facet == "year":
            return years(value, self._often(facet))
        often = self._often(facet)
        ways = [(it, it) for it in often]
        if facet == "theme":
            ways += [(name, it) for it, name in THEME_NAMES.items()]
        if facet == "concept":
            ways += [(fold(name), it.id) for it in self._source.settings.concepts for name in (it.name, *it.also)]
        return named(value, (way for way in ways if way[1] in often))


def _text(facet: str, value: str) -> bool:
    """Whether a filter that no passage has may be text: it names no year and no identifier, which there might be.

    >>> _text("kind", "报道"), _text("year", "近年来"), _text("year", "2031..2035"), _text("id", "aw9999")
    (True, True, False, False)
    >>> _text("kind", ""), _text("id", "")
    (False, False)
    """
    if facet == "id":
        return bool(value) and not re.match(r"aw\d", value, re.ASCII)
    return bool(value) and not (facet == "year" and years(value, re.findall(r"[0-9]{4}", value)))


def _list(given: str | Sequence[str]) -> list[str]:
    return [value for value in ([given] if isinstance(given, str) else given) if value]
