"""What a reader typed, taken apart: free words, "exact words", -unwanted words and 主题: 类型: 年: … filters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from anwen.index.terms import fold

_QUOTES = str.maketrans("“”„‟「」『』«»", '"' * 10)
_PART = re.compile(r'(-?)"([^"]+)"|(\S+)')
FACETS = {"theme": "主题", "kind": "类型", "level": "级别", "sector": "行业", "year": "年份", "concept": "概念"}
_FACET_OF = {label: facet for facet, label in FACETS.items()} | {"年": "year"}
_FILTER = re.compile(f"({'|'.join(_FACET_OF)}):(.+)")
_YEARS = re.compile(r"(\d{4})?(?:(\.\.|[-~—至到])(\d{4})?)?")  # 2019, 2019-2023, 2019.. for 2019 and later
_BARE = re.compile(r"\d{4}\.\.(\d{4})?|\.\.\d{4}")  # so clear that no 年: is needed


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
            filters.append(
                (_FACET_OF[found[1]], found[2].removesuffix("年") if found[1] in ("年", "年份") else found[2])
            )
        elif _BARE.fullmatch(plain):
            filters.append(("year", plain))
        elif plain.startswith("-") and len(plain) > 1:
            unwanted.append(plain[1:])
        else:
            free.append(plain)
    return Request(tuple(free), tuple(filter(None, exact)), tuple(unwanted), tuple(filters))


def named(value: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """What of ``known`` (a name, and what it stands for) has the name ``value``; else what shares part of its name.

    Of a value more than twice as long the name says too little: it may be a sentence.

    >>> known = [("教育培训", "training"), ("安全文化", "culture"), ("市", "市")]
    >>> named("教育培训", known), named("培训", known), named("市级", known), named("其他", known)
    (['training'], ['training'], ['市'], [])
    >>> named("全市各级各部门", known)
    []
    """
    whole = [it for name, it in known if name == value]
    return whole or [it for name, it in known if value in name or (name in value and len(value) <= 2 * len(name))]


def years(value: str, known: Iterable[str]) -> list[str]:
    """The years of ``known`` that ``value``, a year or a range of years, names; the value itself where there are none.

    >>> years("2019..2021", ["2018", "2019", "2021"]), years("..2018", ["2018", "2019"]), years("2020", [])
    (['2019', '2021'], ['2018'], ['2020'])
    >>> years("近年来", ["2018"])
    []
    """
    start, to, end = found.groups() if (found := _YEARS.fullmatch(value)) else (None, None, None)
    if not (start or end):
        return []
    last = end if to else start
    return [year for year in known if (start or "") <= year <= (last or "9999")] or [value]
