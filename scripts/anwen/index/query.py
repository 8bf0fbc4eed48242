"""What a reader typed, taken apart: free words, "exact words", -unwanted words and 主题: 类型: 年份: 概念: filters."""

from __future__ import annotations

import re

from msgspec import Struct

from anwen.index.terms import fold

_QUOTES = str.maketrans("“”„‟「」『』«»", '"' * 10)
_PART = re.compile(r'(-?)"([^"]+)"|(\S+)')
_FILTER = re.compile(r"(主题|类型|年份|概念):(.+)")
_FACETS = {"主题": "theme", "类型": "kind", "年份": "year", "概念": "concept"}


class Request(Struct, frozen=True):
    """A query taken apart; all texts are folded."""

    free: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()  # facet and the value as typed


def parse(query: str) -> Request:
    """Take a query apart.

    >>> parse('怎么培训 “一岗双责” -学校 主题：教育培训')
    Request(free=('怎么培训',), exact=('一岗双责',), unwanted=('学校',), filters=(('theme', '教育培训'),))
    """
    free: list[str] = []
    exact: list[str] = []
    unwanted: list[str] = []
    filters: list[tuple[str, str]] = []
    for minus, quoted, plain in _PART.findall(fold(query.translate(_QUOTES))):
        found = _FILTER.fullmatch(plain)
        if quoted:
            (unwanted if minus else exact).append(quoted.strip())
        elif found:
            filters.append((_FACETS[found[1]], found[2]))
        elif plain.startswith("-") and len(plain) > 1:
            unwanted.append(plain[1:])
        else:
            free.append(plain)
    return Request(tuple(free), tuple(filter(None, exact)), tuple(unwanted), tuple(filters))
