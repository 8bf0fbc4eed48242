"""Readings in brackets whose vowels with tones became question marks in a table without them: 生產(ch?n) → 生產.

Several that agree, each with the character before it and inside words, are an annotation filter's; a text that gives a
word to be completed has them at its end, or speaks of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anwen.repair.characters.syllable import toned
from anwen.repair.draft import Change
from anwen.repair.lines import words_around
from anwen.repair.marks import HAN, TONED, at, is_han

_NOTE = re.compile(f"[(（](?<=[{HAN}].) ?([a-zü]{{0,4}}[?？\ufffd][a-z]{{0,3}}) ?[)）]")
_TONED = re.compile(f"[{TONED}]")
_SIGN = re.compile("[？\ufffd]")
_LEAST = 2  # different characters
_TOLD = re.compile("填[空上]|补[全充]|拼音|韵母|声调|读音|乱码")
_FAR = 60  # characters


@lru_cache(4096)
def _left(char: str) -> frozenset[str]:
    """What is left of the readings of ``char``.

    >>> sorted(_left("强"))
    ['ji?ng', 'qi?ng']
    """
    return frozenset(_TONED.sub("?", reading) for reading in toned(char))


def find(text: str) -> list[Change]:
    """The notes of a text in which most agree with their characters.

    >>> [change[:2] for change in find("生產(ch?n)企业要加強(qi?ng)管理")]
    [(2, 8), (13, 20)]
    >>> find("去(ok?)还是留(y?)下"), find("产(ch?n)、国(gu?)")
    ([], [])
    """
    notes = [match for match in _NOTE.finditer(text) if is_han(at(text, match.end()))]
    agree = [note for note in notes if _SIGN.sub("?", note[1]) in _left(text[note.start() - 1])]
    if len({text[note.start() - 1] for note in agree}) < _LEAST or len(agree) < len(notes):
        return []
    return [Change(*note.span(), "") for note in agree if not _TOLD.search(words_around(text, *note.span(), _FAR))]
