"""Readings of Chinese characters: what a syllable is without its tone, and whether it is one of a character's."""

from __future__ import annotations

import json
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_LIKE = str.maketrans("ɡɑv", "gaü")
_TONES = frozenset("\u0300\u0301\u0304\u0306\u030c")
BOPOMOFO = "ㄅ-ㄩˊˇˋ˙"  # inside a pattern's brackets


@cache
def table() -> dict[str, str]:
    """The readings of each character (by the decimal number of its code point), with commas, as pypinyin lists them.

    Its list alone is read: the package itself, imported, loads those of 47,000 phrases beside it, a quarter of a second
    and 200,000 lists that each collection of garbage goes through.

    >>> table()[str(ord("重"))]
    'zhòng,chóng,tóng'
    """
    package = find_spec("pypinyin")
    assert package is not None and package.origin is not None  # it is among this package's dependencies
    found: dict[str, str] = json.loads(Path(package.origin).with_name("pinyin_dict.json").read_text(encoding="utf-8"))
    return found


@cache
def _spelled() -> dict[str, str]:
    """Every reading by the way it is spelled in bopomofo."""
    from pypinyin.style.bopomofo import BopomofoConverter

    spell = BopomofoConverter().to_bopomofo
    return {spell(reading): reading for some in table().values() for reading in some.split(",")}


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
def readings(char: str) -> tuple[str, ...]:
    """The syllables that ``char`` may be read as, without tones.

    >>> readings("重"), readings("a")
    (('zhong', 'chong', 'tong'), ())
    """
    return tuple(dict.fromkeys(plain(reading) for reading in toned(char)))


def toned(char: str) -> list[str]:
    """The readings of ``char`` with their tones, the usual one first."""
    return [reading for reading in table().get(str(ord(char)), "").split(",") if reading]


@lru_cache(4096)
def reads(char: str, reading: str) -> bool:
    """Whether ``reading`` (tone marks optional, its tone not compared) is a reading of ``char``.

    >>> reads("长", "cháng"), reads("长", "zhǎng"), reads("长", "duǎn"), reads("率", "lu")
    (True, True, False, True)
    """
    if not char:
        return False
    syllable, known = plain(reading), readings(char)
    return syllable in known or (syllable in ("lu", "nu") and syllable[0] + "ü" in known)


@lru_cache(4096)
def is_main(char: str, reading: str) -> bool:
    """Whether ``reading`` is the one that ``char`` has nearly everywhere, its tone compared where it has one.

    >>> is_main("责", "zé"), is_main("华", "huà"), is_main("责", "ze")
    (True, False, True)
    """
    first = next(iter(toned(char)), "")
    return reading in (first, plain(first))
