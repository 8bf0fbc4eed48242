"""The first words of an article, and what tells articles of the same title apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from anwen.library import Article
from anwen.publish.parts.page import flat
from anwen.publish.parts.words import day

_EXCERPT = 88  # characters; two lines of a list on a desktop, three or four on a phone
_OPENING = 20  # characters behind a title that others have too
_QUOTES = re.compile("[“”‘’「」]")
_LONG = 30  # characters; less is a line of address or signature


def shorten(words: str, limit: int) -> str:
    """At most ``limit`` characters, cut after a punctuation mark where one is near.

    >>> shorten("一是强化责任，二是排查隐患。", 9)
    '一是强化责任……'
    """
    words = flat(words)
    if len(words) <= limit:
        return words
    cut = max(words.rfind(mark, limit * 2 // 3, limit) for mark in "，。；、：,;")
    return f"{words[: cut if cut > 0 else limit]}……"


def excerpt(article: Article, limit: int = _EXCERPT) -> str:
    """The first words of an article: its first paragraph that is more than a line, or else what it has."""
    passages = article.passages
    bodies = [passage.text for passage in passages if passage.kind in ("paragraph", "item")]
    found = [*(body for body in bodies if len(body) >= _LONG), *bodies, *(passage.text for passage in passages), ""]
    return shorten(found[0], limit)


# what may tell them apart, the plainest first
_TELLING: tuple[Callable[[Article], str], ...] = (
    lambda article: day(article.date),
    lambda article: flat(article.issuer),
    lambda article: shorten(_QUOTES.sub("", excerpt(article)), _OPENING),  # cut, a pair of quotes may lose its half
    lambda article: article.id,
)


def apart(articles: Iterable[Article]) -> dict[str, str]:
    """For every article whose title another has too, what only this one of them has: date, issuer or first words.

    >>> from anwen.library import Source
    >>> def made(name, date): return Article(name, "纪要", "training", (), Source("a.txt", 1), (), date=date)
    >>> apart([made("aw0001", "2023-06"), made("aw0002", "2024")])
    {'aw0001': '2023年6月', 'aw0002': '2024年'}
    """
    titled: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        titled[flat(article.title)].append(article)
    found: dict[str, str] = {}
    for group in titled.values():
        for telling in _TELLING if len(group) > 1 else ():
            known = {article.id: telling(article) for article in group}
            counts = Counter(known.values())
            for name, words in known.items():
                if words and counts[words] == 1:
                    found.setdefault(name, words)
    return found
