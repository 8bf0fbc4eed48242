"""The characters around a name that make it part of another word."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from anwen import tables

_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两几第0123456789")


class Guards(Struct, frozen=True, forbid_unknown_fields=True):
    """The table guards.yaml."""

    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    longer: tuple[str, ...]

    def joined(self, text: str, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` (folded) is joined to a longer word by what stands beside it.

        >>> guards = load_guards()
        >>> guards.joined("应急管理部门", 0, 5), guards.joined("应急管理部要求", 0, 5)
        (True, False)
        >>> guards.joined("严查十三违行为", 3, 5), guards.joined("严查三违行为", 2, 4)
        (True, False)
        """
        first, last = text[start], text[end - 1]
        before, after = text[start - 1 : start], text[end : end + 1]
        if before and first in _NUMERALS and before in _NUMERALS:
            return True
        if (_latin(before) and _latin(first)) or (_latin(last) and _latin(after)):
            return True
        if (begins := max((key for key in self.before if text.startswith(key, start)), key=len, default="")) and any(
            text.startswith(word, start - len(word)) for word in self.before[begins] if start >= len(word)
        ):
            return True
        return text.startswith(self.after.get(last, ()), end)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@cache
def load_guards() -> Guards:
    """The table of this room, read once."""
    return tables.shipped("anwen/link/guards.yaml", Guards)
