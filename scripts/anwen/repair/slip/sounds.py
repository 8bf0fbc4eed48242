"""Which of GBK's characters a reading may be of."""

from __future__ import annotations

import unicodedata
from functools import cache

from anwen.repair.characters.syllable import plain, readings, toned
from anwen.repair.marks import is_han
from anwen.repair.slip.gbk import table


@cache
def _by_reading() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for char in table().pair:
        if is_han(char):
            for reading in readings(char):
                found.setdefault(reading, []).append(char)
    return {reading: tuple(chars) for reading, chars in found.items()}


def homophones(reading: str) -> tuple[str, ...]:
    """The characters that may be read so, whatever the tone.

    >>> "责" in homophones("zé"), "責" in homophones("zé"), "任" in homophones("zé")
    (True, True, False)
    """
    return _by_reading().get(plain(reading), ())


@cache
def sounds(char: str, reading: str) -> bool:
    """Whether ``reading`` is one of ``char`` with its tone."""
    return unicodedata.normalize("NFC", reading.replace("ɡ", "g")) in toned(char)
