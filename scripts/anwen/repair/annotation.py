"""Drop the pinyin that a site's filter put behind a fixed set of characters: 責(zé)任 → 責任.

The filter leaves no character of its set without its reading, so many annotations, the same ones again and
again, tell it from a writer's own note on a reading (行(xíng)为), which stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from anwen.repair.draft import Change
from anwen.repair.marks import HAN, PINYIN, TONED
from anwen.repair.script import simplified

NAME = "annotation"

_CHAIN = re.compile(f"([(（]) ?([{PINYIN}]{{1,7}}) ?([)）])")
_HALF = re.compile(f"[(（] ?([{PINYIN}]{{1,7}})(?=[{HAN}])|(?<=[{HAN}])([{PINYIN}]{{2,7}})[)）]")
_TONED = re.compile(f"[{TONED}]")
_HAN = re.compile(f"[{HAN}]")

# Below this share of annotated occurrences the notes are a writer's: the filter misses none, only slips do.
_CONSISTENT = 0.7
# The least share of characters that are traditional only; in traditional text it is a third, in simplified text none.
_TRADITIONAL = 0.05
_LEAST_TRADITIONAL = 3
# A reader for children gives every character its reading; the filter's set makes up a tenth of a text.
_LESSON = 0.6
# What the filter is known to annotate: the set of a page with 1,357 annotations. Other sites have larger ones.
_USUAL = frozenset(
    "权内进报认领产达统战实责现习导关当复严发构监区强调财坚风险标预点业础设担经济务运规应执创准数据术远机项质负协"
    "联网络学扩结细补计转纪环训节态优续验队驱蓝费护灾团养医"
)


@cache
def _table() -> dict[int, str]:
    from pypinyin.constants import PINYIN_DICT  # a tenth of a second; clean pages do not need it

    return PINYIN_DICT


@lru_cache(4096)
def plain(reading: str) -> str:
    """A syllable without its tone.

    >>> plain("lǜ"), plain("lv"), plain("shì")
    ('lü', 'lü', 'shi')
    """
    letters = unicodedata.normalize("NFD", reading.replace("ɡ", "g").replace("v", "ü"))
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in "\u0300\u0301\u0304\u030c"))


@cache
def readings(char: str) -> frozenset[str]:
    """The syllables that ``char`` may be read as, without tones."""
    return frozenset(plain(reading) for reading in _table().get(ord(char), "").split(",") if reading)


def reads(char: str, reading: str) -> bool:
    """Whether ``reading`` (tone marks optional, its tone not compared) is a reading of ``char``.

    >>> reads("长", "cháng"), reads("长", "zhǎng"), reads("长", "duǎn")
    (True, True, False)
    """
    return bool(char) and plain(reading) in readings(char)


def _notes(text: str) -> list[tuple[int, int, int, bool]]:
    """Bracketed readings: place of the character, start and end of the note, whether it carries a tone."""
    found: list[tuple[int, int, int, bool]] = []
    for match in _CHAIN.finditer(text):
        owner = match.start() - 1
        if found and found[-1][2] == match.start():  # 責(zé)(zé): the second note is the same character's
            owner = found[-1][0]
        if owner < 0 or not _HAN.match(text, owner):
            continue
        reading = match[2]
        if reads(text[owner], reading) and (len(reading) > 1 or _TONED.search(reading)):
            found.append((owner, match.start(), match.end(), bool(_TONED.search(reading))))
    return found


def _filtered(text: str, notes: list[tuple[int, int, int, bool]]) -> bool:
    """Whether the page shows the filter at work."""
    chars = Counter(text[owner] for owner, _, _, toned in notes if toned)
    count = chars.total()
    everywhere = Counter(text)
    if not count or count < _CONSISTENT * sum(everywhere[char] for char in chars):
        return False
    han = len(_HAN.findall(text))
    old = sum(old != new for old, new in zip(text, simplified(text), strict=False))
    if count == 1:  # a single sentence of a page
        return old >= max(_LEAST_TRADITIONAL, 2 * _TRADITIONAL * han)
    if old >= _TRADITIONAL * han:
        return True
    # In simplified text the notes may be a writer's, each given once, or a reader's for children, on every character.
    again = len(chars) < count or _USUAL.issuperset(chars)
    return count >= 3 and again and count <= _LESSON * han


def find(text: str) -> list[Change]:
    if not _CHAIN.search(text):
        return []
    notes = _notes(text)
    if not _filtered(text, notes):
        return []
    spans = [(start, end) for _, start, end, _ in notes]
    for match in _HALF.finditer(text):
        place = 1 if match[1] else 2
        reading = match[place]
        if _TONED.search(reading) and match.start() and reads(text[match.start() - 1], reading):
            spans.append(match.span())
    return [Change(start, end, "") for start, end in sorted(spans)]
