"""A link that highlights the cited words: ``…#p7:~:text=start,end``; the browser that knows no such thing goes to #p7.

Browsers find whole words only, and an exact text only within one block. A passage's whole text begins and ends
with its block, so it is found as it is; a long one is named by its first and last clause, cut at punctuation, and a
table, whose cells are blocks, by its first and last cell.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from anwen.cite.work import Work

_EXACT = 300  # characters: the specification advises start and end for more
_LEAST = 8  # characters of a clause: fewer say too little about which place is meant
_CLAUSE = re.compile(r"[^，。；：！？、,;:!?（）()“”‘’《》]+")


def _encoded(words: str) -> str:
    """Percent-encoded UTF-8; the hyphen too, since ``-,`` is part of the syntax."""
    return quote(words, safe="").replace("-", "%2D")


def _ends(words: str) -> tuple[str, str]:
    """The first and the last clauses of a long text, each cut at punctuation and long enough to be told apart."""
    clauses = [(found.start(), found.end()) for found in _CLAUSE.finditer(words) if found[0].strip()]
    first = next((end for start, end in clauses if end - clauses[0][0] >= _LEAST), 0)
    last = next((start for start, end in reversed(clauses) if clauses[-1][1] - start >= _LEAST), 0)
    if not clauses or first >= last:
        return words, ""
    return words[clauses[0][0] : first].strip(), words[last : clauses[-1][1]].strip()


def directive(words: str) -> str:
    """The text directive for words that fill a block, or a table with tabs and line feeds; ``""`` for none.

    >>> directive("一岗双责")
    'text=%E4%B8%80%E5%B2%97%E5%8F%8C%E8%B4%A3'
    >>> directive("A-1\\t二\\n三\\t四")
    'text=A%2D1,%E5%9B%9B'
    """
    cells = [cell.strip() for cell in re.split(r"[\t\n]", words) if cell.strip()]
    if not cells:
        return ""
    if len(cells) > 1:
        start, end = cells[0], cells[-1]
    else:
        start, end = _ends(cells[0]) if len(cells[0]) > _EXACT else (cells[0], "")
    return "text=" + ",".join(_encoded(part) for part in (start, end) if part)


def highlight(cited: Work) -> str:
    """The address that highlights what is cited; the plain address for an article or a concept."""
    words = cited.words if cited.kind == "passage" else cited.heading
    made = directive(words)
    return f"{cited.url}:~:{made}" if made and "#" in cited.url else cited.url


def highlighted(fragment: str) -> tuple[str, ...]:
    """The words that a directive's value names, without its prefix and suffix: one text, or its start and end.

    >>> highlighted("%E5%89%8D-,%E5%AE%89%E5%85%A8,%E8%B4%A3%E4%BB%BB,-%E5%90%8E")
    ('安全', '责任')
    """
    parts = [part for part in fragment.split("&")[0].split(",") if part]
    parts = [part for part in parts if not (part.endswith("-") or part.startswith("-"))]
    return tuple(unquote(part) for part in parts[:2])
