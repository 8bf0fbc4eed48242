"""What a reader typed, taken apart: free words, "exact words", -unwanted words, 主题: 类型: … filters, identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from anwen.index.terms import fold

# quotation marks are one; what a browser takes for a space, or does not, is as it is there
_PLAIN = str.maketrans("“”„‟「」『』«»\ufeff\x1c\x1d\x1e\x1f\x85", '"' * 10 + " " + "\0" * 5)
FACETS = {
    "theme": "主题",
    "kind": "类型",
    "level": "级别",
    "sector": "行业",
    "year": "年份",
    "concept": "概念",
    "id": "编号",
}
_FACET_OF = {label: facet for facet, label in FACETS.items()} | {"年": "year"}
# a space may follow the colon, but neither exact nor unwanted words
_PART = re.compile(rf'(-?)(?:"([^"]+)"|({"|".join(_FACET_OF)}):(\S+|\s+[^\s"-]\S*)?)|(\S+)')
# aw0012.p7 and …/a/aw0012/?v=nmlD6t#p7, with what `anwen.notation` writes around them; …/concepts/an-wei-hui/;
# first what stands behind a minus, which is none of these
_NAMED = re.compile(
    r"(?:^| )-(?:编号: *)?[^ ]+|(?:编号:\s*|/(?:a|embed)/|[@{])?\b(aw\d{4,})(?:(?:\.|/[\w.?=-]*#)([sp]\d+))?@?"
    r"|/?\bconcepts/([a-z\d-]+)",
    re.ASCII,
)
_COUNTED = re.compile(r"(aw\d{4,})[ ,，]*第 ?(\d+) ?段|第 ?(\d+) ?段[ ,，]*(aw\d{4,})", re.ASCII | re.IGNORECASE)
_CITED = re.compile("[/@{]")
_YEARS = re.compile(r"(\d{4})?(?:(\.\.|[-~—至到])(\d{4})?)?", re.ASCII)  # 2019, 2019-2023, 2019.. for 2019 and later
_BARE = re.compile(r"\d{4}\.\.(\d{4})?|\.\.\d{4}", re.ASCII)  # so clear that no 年: is needed


class Request(Struct, frozen=True):
    """A query taken apart; all texts are folded."""

    free: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()  # facet and the value as typed, "" where it is still to come

    @property
    def only_unwanted(self) -> bool:
        """Whether it says what is not wanted and nothing else, so that there is nothing to look for."""
        return bool(self.unwanted) and not (self.free or self.exact or self.filters)


def parse(query: str, sought: Callable[[str, str], bool] = lambda facet, value: False) -> Request:
    """Take a query apart; a filter that is ``sought`` as text is one of the free words as well, where it stands.

    >>> parse('怎么培训 “一岗双责” -学校 主题： 教育培训')
    Request(free=('怎么培训',), exact=('一岗双责',), unwanted=('学校',), filters=(('theme', '教育培训'),))

    An identifier narrows as a filter does, with the number of a passage beside it too; behind a minus it is unwanted.
    One that is pasted as a citation stands alone: what a reference says beside it are not the words of the passage.

    >>> parse("演练 aw0012.p7") == parse("演练 aw0012 第7段")
    True
    >>> parse("演练 aw0012.p7")
    Request(free=('演练',), exact=(), unwanted=(), filters=(('id', 'aw0012.p7'),))
    >>> parse("某局. 会议纪要[EB/OL]. https://example.org/a/aw0012/?v=nmlD6t#p7.")
    Request(free=(), exact=(), unwanted=(), filters=(('id', 'aw0012.p7'),))
    """
    folded = fold(_COUNTED.sub(r"\1\4.p\2\3", query).translate(_PLAIN))
    free: list[str] = []
    exact: list[str] = []
    unwanted: list[str] = []
    filters: list[tuple[str, str]] = []

    def narrow(facet: str, value: str) -> None:
        filters.append((facet, value))
        if sought(facet, value):
            free.append(value)

    words, cited = folded, False
    for match in _NAMED.finditer(folded):
        article, part, concept = match.groups()
        if article or concept:
            narrow(*(("concept", concept) if concept else ("id", f"{article}.{part}" if part else article)))
            words = words[: match.start()] + " " * len(match[0]) + words[match.end() :]
            cited = cited or bool(_CITED.search(match[0]))
    for part in _PART.finditer("" if cited else words):
        minus, quoted, label, value, plain = part.groups("")
        if minus or (plain.startswith("-") and len(plain) > 1):
            unwanted.append(quoted.strip() or re.sub(r":\s+", ":", part[0][1:]))
        elif quoted:
            exact.append(quoted.strip())
        elif label:
            facet = _FACET_OF[label]
            narrow(facet, value.strip().removesuffix("年") if facet == "year" else value.strip())
        elif _BARE.fullmatch(plain):
            narrow("year", plain)
        else:
            free.append(plain)
    known = tuple(dict.fromkeys(filters))
    return Request(tuple(free), tuple(filter(None, exact)), tuple(filter(None, unwanted)), known)


def named(value: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """What of ``known`` (a name, and what it stands for) has the name ``value``; else what shares part of its name.

    Of a value more than twice as long the name says too little: it may be a sentence.

    >>> known = [("教育培训", "training"), ("安全文化", "culture"), ("市", "市")]
    >>> named("教育培训", known), named("培训", known), named("市级", known), named("其他", known), named("", known)
    (['training'], ['training'], ['市'], [], [])
    >>> named("全市各级各部门", known)
    []
    """
    known = list(known) if value else []
    whole = [it for name, it in known if name == value]
    return whole or [it for name, it in known if value in name or (name in value and len(value) <= 2 * len(name))]


def span(value: str) -> tuple[str, str] | None:
    """The first and the last year of a year or a range of years; None where it is neither.

    >>> span("2019"), span("2019-2023"), span("..2018"), span("近年来")
    (('2019', '2019'), ('2019', '2023'), ('', '2018'), None)
    """
    start, to, end = found.groups() if (found := _YEARS.fullmatch(value)) else (None, None, None)
    return (start or "", (end if to else start) or "9999") if start or end else None


def years(value: str, known: Iterable[str]) -> list[str]:
    """The years of ``known`` that ``value``, a year or a range of years, names.

    >>> years("2019..2021", ["2018", "2019", "2021"]), years("..2018", ["2018", "2019"]), years("2020", [])
    (['2019', '2021'], ['2018'], [])
    """
    ends = span(value)
    return [year for year in known if ends[0] <= year <= ends[1]] if ends else []
