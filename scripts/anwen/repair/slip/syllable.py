"""Readings of Chinese characters: what a syllable is without its tone, and whether it is one of a character's."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

_LIKE = str.maketrans("ɡɑv", "gaü")
_TONES = frozenset("\u0300\u0301\u0304\u0306\u030c")
BOPOMOFO = "ㄅ-ㄩˊˇˋ˙"  # inside a pattern's brackets


@cache
def _table() -> dict[int, str]:
    from pypinyin.constants import PINYIN_DICT  # a tenth of a second; clean pages do not need it

    return PINYIN_DICT


@cache
def _spelled() -> dict[str, str]:
    """Every reading by the way it is spelled in bopomofo."""
    from pypinyin.style.bopomofo import BopomofoConverter

    spell = BopomofoConverter().to_bopomofo
    return {spell(reading): reading for some in _table().values() for reading in some.split(",")}


def romanized(reading: str) -> str:
    """A reading in pinyin, which may be given in bopomofo.

    >>> romanized("ㄒㄧㄢˋ"), romanized("xiàn")
    ('xiàn', 'xiàn')
    """
    return _spelled().get(reading, reading) if "ㄅ" <= reading[:1] <= "ㄩ" or reading[:1] == "˙" else reading


@lru_cache(4096)
def plain(reading: str) -> str:
    """A syllable without its tone, however that is written.

    >>> plain("lǜ"), plain("lv4"), plain("lu:4"), plain("Shì"), plain("fă")
    ('lü', 'lü', 'lü', 'shi', 'fa')
    """
    letters = unicodedata.normalize("NFD", reading.lower().rstrip("12345").replace("u:", "ü").translate(_LIKE))
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))


@cache
def readings(char: str) -> frozenset[str]:
    """The syllables that ``char`` may be read as, without tones."""
    return frozenset(plain(reading) for reading in _table().get(ord(char), "").split(",") if reading)


def reads(char: str, reading: str) -> bool:
    """Whether ``reading`` (tone marks optional, its tone not compared) is a reading of ``char``.

    >>> reads("长", "cháng"), reads("长", "zhǎng"), reads("长", "duǎn"), reads("率", "lu")
    (True, True, False, True)
    """
    if not char:
        return False
    syllable, known = plain(reading), readings(char)
    return syllable in known or (syllable in ("lu", "nu") and syllable[0] + "ü" in known)


def is_main(char: str, reading: str) -> bool:
    """Whether ``reading`` is the one that ``char`` has nearly everywhere, its tone compared where it has one.

    >>> is_main("责", "zé"), is_main("华", "huà"), is_main("责", "ze")
    (True, False, True)
    """
    first = _table().get(ord(char), "").split(",")[0]
    return reading in (first, plain(first))
