"""What sites say of themselves, in site.yaml: the words that `advert` and `cutoff` read."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from anwen import tables


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The table site.yaml; each entry is a pattern, and the file says what the lists are for."""

    own: tuple[str, ...]
    said: tuple[str, ...]
    alone: tuple[str, ...]
    meant: tuple[str, ...]
    sells: tuple[str, ...]
    warns: tuple[str, ...]
    cheats: tuple[str, ...]
    does: tuple[str, ...]
    reads: tuple[str, ...]
    more: tuple[str, ...]
    rest: tuple[str, ...]
    bought: tuple[str, ...]
    account: tuple[str, ...]
    ended: tuple[str, ...]
    little: tuple[str, ...]


@cache
def words() -> Words:
    """The table of this room, read once."""
    return tables.shipped("anwen/repair/site.yaml", Words)


def one_of(*names: str) -> str:
    """A pattern's text for any entry of the lists so named."""
    table = words()
    return "|".join(entry for name in names for entry in getattr(table, name))


@cache
def pattern(*names: str) -> re.Pattern[str]:
    """A pattern for any entry of the lists so named.

    >>> bool(pattern("sells").search("全国包邮，欢迎选购"))
    True
    """
    return re.compile(one_of(*names))
