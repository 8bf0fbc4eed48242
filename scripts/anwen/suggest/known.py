"""What the glossary covers already: its names, their parts, and names with an ordinary word beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from anwen.suggest.words import Words

_MARKS = re.compile(r"[\s“”‘’「」『』《》、，,；;·・]")


def bare(term: str) -> str:
    """The term without quotes, separators and white space.

    >>> bare("“党政同责、一岗双责”")
    '党政同责一岗双责'
    """
    return _MARKS.sub("", term)


class Known:
    """The names of the glossary and the words they are made of."""

    def __init__(self, names: Iterable[str], segment: Callable[[str], list[str]], table: Words) -> None:
        self.table = table
        bared = sorted({bare(name) for name in names} - {""})
        self._all = "\n".join(bared)
        self._matcher = AhoCorasick(bared, matchkind=MatchKind.LeftmostLongest)
        # a word in the names of two concepts is a word of the field: 安全, 隐患, 责任
        counted: dict[str, int] = {}
        for name in bared:
            for word in set(segment(name)):
                counted[word] = counted.get(word, 0) + 1
        self.domain = frozenset(word for word, count in counted.items() if count > 1 and len(word) > 1)
        self._field = re.compile("|".join(map(re.escape, sorted(self.domain))) or "(?!)")
        self._segment = segment

    def covers(self, term: str) -> bool:
        """Whether the term is a name or a part of one, or names with nothing but words of the field beside them."""
        plain = bare(term)
        if plain in self._all:
            return True
        rest, last, found = "", 0, False
        for _, start, end in self._matcher.find_matches_as_indexes(plain):
            rest += plain[last:start] + "\n"
            last, found = end, True
        rest += plain[last:]
        if not found:
            return False
        words = [word for part in rest.split("\n") if part for word in self._segment(part)]
        return sum(len(word) for word in words if word not in self.domain and word not in self.table.ends) < 2

    def about(self, term: str) -> bool:
        """Whether a word of the field is in the term."""
        return self._field.search(bare(term)) is not None
