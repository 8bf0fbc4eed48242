"""Double quotes made of two single ones or of primes: ‘‘四不两直’’ → “四不两直”, 〝敲门行动〞 → “敲门行动”.

Scanners give the first, old fonts and pages set for vertical lines the second. A traditional text has 〝〞 of its own.
"""

from __future__ import annotations

import re

from anwen.repair.characters.script import simplified
from anwen.repair.draft import Change, disjoint
from anwen.repair.lines import words_around
from anwen.repair.marks import HAN

NAME = "quotes"

_NEAR = 60  # characters of its line that tell whether the text is traditional
_SINGLES = re.compile(f"(‘‘)(?=[{HAN}A-Za-z0-9《])[^‘’“”\\n]{{1,80}}(’’)(?!’)")
_PRIMES = re.compile(f"(〝)(?=[{HAN}A-Za-z0-9《])[^〝〞〟“”\\n]{{1,80}}([〞〟])")


def find(text: str) -> list[Change]:
    """Changes for pairs.

    >>> [change[:3] for change in find("要做到‘‘四不两直’’，")]
    [(3, 5, '“'), (9, 11, '”')]
    """
    pairs = list(_SINGLES.finditer(text)) if "‘‘" in text else []
    if "〝" in text:
        pairs += (
            match
            for match in _PRIMES.finditer(text)
            if simplified(said := words_around(text, *match.span(), _NEAR)) == said
        )
    return disjoint(Change(*match.span(at), mark) for match in pairs for at, mark in ((1, "“"), (2, "”")))
