"""The table of this room."""

from __future__ import annotations

from functools import cache, cached_property

from msgspec import Struct

from anwen import tables


class Words(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The table words.yaml; each list is said there."""

    begins: frozenset[str]
    ends: frozenset[str]
    heads: tuple[str, ...]
    general: frozenset[str]

    @cached_property
    def verbs(self) -> tuple[str, ...]:
        """What a term does not begin with, for `str.startswith`."""
        return tuple(sorted(self.begins))

    @cached_property
    def tails(self) -> tuple[str, ...]:
        """What a term does not end with, for `str.endswith` (words of one character are left to the words)."""
        return tuple(sorted(word for word in self.ends if len(word) > 1))


@cache
def load_words() -> Words:
    """The table, read once."""
    return tables.shipped("anwen/suggest/words.yaml", Words)
