"""The authored tables of the search: words that ask, that mean the same, of a field; readings; characters alike."""

from __future__ import annotations

import functools
from pathlib import Path

from msgspec import Struct

from anwen.tables import load

_HERE = Path(__file__).parent
_LEVELS = ("局", "部门", "厅", "部", "委", "总局")


class Answers(Struct, frozen=True, forbid_unknown_fields=True):
    """What asks for a cause, a penalty or somebody, and words of the answers to it."""

    asked: tuple[str, ...]
    find: tuple[str, ...]


class Questions(Struct, frozen=True, forbid_unknown_fields=True):
    """Words left out of a query, words that count little, and words of answers (questions.yaml)."""

    questions: tuple[str, ...]
    particles: tuple[str, ...]
    weak: tuple[str, ...]
    answers: tuple[Answers, ...]


class Body(Struct, frozen=True, forbid_unknown_fields=True):
    """An authority: the beginnings of its old and new names, and what it is called for short."""

    stems: tuple[str, ...]
    short: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """All its names.

        >>> Body(("水利", "水务")).names()[:3]
        ('水利局', '水利部门', '水利厅')
        """
        return (*(stem + level for stem in self.stems for level in _LEVELS), *self.short)


class Synonyms(Struct, frozen=True, forbid_unknown_fields=True):
    """Groups of words that can stand for each other in a query, and words with what they are one of (synonyms.yaml).

    ``wider``: words, separated by spaces, and what they are one of. ``heads``: the last characters of words, and what
    such words are a kind of.
    """

    groups: tuple[tuple[str, ...], ...]
    wider: dict[str, tuple[str, ...]]
    bodies: tuple[Body, ...]
    heads: dict[str, tuple[str, ...]]

    def one_of(self) -> dict[str, tuple[str, ...]]:
        """Each word of ``wider`` and what it is one of."""
        return {word: others for words, others in self.wider.items() for word in words.split()}


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """Everyday words of a field, separated by spaces, and what to look for where no passage has them (fields.yaml).

    ``signs``: characters that tell the field wherever they stand in a word that nothing knows.
    """

    find: tuple[str, ...]
    words: str
    signs: str = ""


@functools.cache
def questions() -> Questions:
    """The words that only ask.

    >>> "怎么办" in questions().questions
    True
    """
    return load(_HERE / "questions.yaml", Questions, where="index/vocabulary/questions.yaml")


@functools.cache
def synonyms() -> Synonyms:
    """The groups of words that mean the same.

    >>> ("安委会", "安全生产委员会") in synonyms().groups
    True
    """
    return load(_HERE / "synonyms.yaml", Synonyms, where="index/vocabulary/synonyms.yaml")


@functools.cache
def fields() -> tuple[Field, ...]:
    """The fields of everyday words.

    >>> any("香蕉水" in field.words.split() for field in fields())
    True
    """
    return load(_HERE / "fields.yaml", tuple[Field, ...], where="index/vocabulary/fields.yaml")


class Readings(Struct, frozen=True, forbid_unknown_fields=True):
    """How words and characters are read, the best reading first (readings.yaml)."""

    words: dict[str, tuple[str, ...]]
    characters: dict[str, tuple[str, ...]]


@functools.cache
def readings() -> Readings:
    """How words are read that no dictionary gets right.

    >>> readings().words["长效"]
    ('chang xiao',)
    """
    return load(_HERE / "readings.yaml", Readings, where="index/vocabulary/readings.yaml")


class Alike(Struct, frozen=True, forbid_unknown_fields=True):
    """Sets of characters that look alike (alike.yaml)."""

    alike: tuple[str, ...]


@functools.cache
def alike() -> tuple[str, ...]:
    """The sets of characters that look alike.

    >>> "冶治" in alike()
    True
    """
    return load(_HERE / "alike.yaml", Alike, where="index/vocabulary/alike.yaml").alike
