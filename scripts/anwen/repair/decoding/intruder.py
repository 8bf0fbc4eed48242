"""Single replacement characters that replace nothing: 检查消�防设施, and in the same text 赴城关镇、�柳林镇.

A program shows U+FFFD for a byte that it could not read, as a rule half of a character that is lost. Where a word
goes on across one, nothing was: a space of another table stood there. One beside a mark stays by itself, since a
character may have been lost there; it goes with one that a word crosses.
"""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.joint import ONE_WORD, RUNS_ON, SEPARATE, SURE_WORD, across, word
from anwen.repair.marks import HAN, MARKS, amid_han

NAME = "mojibake"

_SINGLE = re.compile(f"(?<=[{HAN}{MARKS}])\ufffd(?=[{HAN}{MARKS}“《（])")


def find(text: str) -> list[Change]:
    """Changes where a word crosses one, and where the text has such a place and none that speaks against it.

    Of 2,600 places in unseen sentences a word crossed so 37 in a hundred, and two in a thousand where a character
    had been lost.

    >>> beside = "赴城关镇、\\ufffd柳林镇。"
    >>> [change.start for change in find("检查消\\ufffd防设施，" + beside)], find(beside)
    ([3, 13], [])
    """
    if "\ufffd" not in text:
        return []
    places = [match.span() for match in _SINGLE.finditer(text)]
    gains = [across(text, *place) for place in places]
    sure = [
        place for place, gain in zip(places, gains, strict=True) if gain >= ONE_WORD and word(text, *place) >= SURE_WORD
    ]
    against = [place for place, gain in zip(places, gains, strict=True) if gain < SEPARATE and amid_han(text, *place)]
    if not sure:
        return []
    inner = (place for place, gain in zip(places, gains, strict=True) if not against and _parts(text, place, gain))
    return [Change(*place, "") for place in sorted({*sure, *inner})]


def _parts(text: str, place: tuple[int, int], gain: float) -> bool:
    """Whether nothing was lost at a place: beside a mark, or where the sentence goes on."""
    return gain >= RUNS_ON or not amid_han(text, *place)
