"""The beginnings of a concept file: what is known is filled in, what a person must write is marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from pypinyin import lazy_pinyin

from anwen.errors import AnwenError
from anwen.library import Article, Concept
from anwen.records import THEMES
from anwen.suggest.known import bare
from anwen.suggest.suggest import occurrences

EXAMPLES = 2
_LONGEST_EXAMPLE = 80
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_READ = re.compile(r"[0-9A-Za-z]+|[\u3400-\u9fff]+")


def concept_id(name: str, taken: Collection[str]) -> str:
    """The id of a new concept: its pinyin, with a number where that is taken (homophones are frequent).

    >>> concept_id("三管三必须", []), concept_id("亿元GDP死亡率", []), concept_id("三违", ["san-wei"])
    ('san-guan-san-bi-xu', 'yi-yuan-gdp-si-wang-lv', 'san-wei-2')
    """
    read = [letters for part in _READ.findall(bare(name)) for letters in _pinyin(part)]
    plain = "-".join(read)
    free = plain
    number = 2
    while free in taken:
        free, number = f"{plain}-{number}", number + 1
    return free


def _pinyin(part: str) -> list[str]:
    """The syllables of a run of Chinese characters, read together as 重大 must be; Latin letters as they are."""
    if part.isascii():
        return [part.lower()]
    return [syllable.replace("ü", "v") for syllable in lazy_pinyin(part, errors="ignore")]


def _theme(articles: Iterable[Article], ids: Collection[str]) -> str:
    """The primary theme of most articles that say the name; the first theme where none does."""
    counted = Counter(article.theme for article in articles if article.id in ids)
    return max(THEMES, key=lambda theme: (counted[theme], -THEMES.index(theme)))


def draft(
    name: str,
    articles: Sequence[Article],
    owners: Mapping[str, str],
    taken: Collection[str],
    to_write: str,
    theme: str = "",
) -> Concept:
    """A concept to fill in: id from pinyin, the theme of the articles that say it, sentences of theirs as examples.

    Args:
        name: as readers see it.
        articles: the collection.
        owners: every name, alias and form of the glossary and whose it is.
        taken: ids that may not be used again, those of redirects among them.
        to_write: what the text that a person must write begins with; the glossary refuses it until it is gone.
        theme: the theme, if it is known better.

    Raises:
        AnwenError: the name is a name, alias or form already, too short, or without a Chinese character.
    """
    name = " ".join(name.split())
    for written, owner in owners.items():
        if bare(written) == bare(name):
            what = f"“{name}” already names the concept {owner}"
            raise AnwenError(what, where=f"corpus/concepts/{owner}.yaml", hint="Add what is missing to that file.")
    if _CHINESE.search(name) is None:
        hint = "Name the concept as Chinese texts write it, such as 一岗双责."
        raise AnwenError(f"“{name}” has no Chinese character", hint=hint)
    if len(bare(name)) < 2:
        raise AnwenError(f"“{name}” is too short", hint="One character would be found everywhere.")
    seen = occurrences(articles, [name])[name]
    said = [said for rows in seen.articles.values() for said in rows]
    return Concept(
        id=concept_id(name, taken),
        name=name,
        theme=theme or _theme(articles, seen.articles),
        status="unverified",
        definition=f"{to_write}用两到五句话告诉新员工它是什么。",
        importance=f"{to_write}用一两句话说明它在现场为什么要紧。",
        match=tuple(dict.fromkeys(it.sentence for it in said if len(it.sentence) <= _LONGEST_EXAMPLE))[:EXAMPLES],
    )
