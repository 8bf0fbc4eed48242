"""Characters that show nothing: byte order marks, zero-width spaces, controls."""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import CHINESE

NAME = "invisible"

# Joiners (200C, 200D) and direction marks belong to other scripts and to emoji: they go only beside Chinese.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\u200b\u2060\u00ad]+"
    f"|[\u200c-\u200f\u202a-\u202e\u2066-\u2069]+(?=[{CHINESE}])"
    f"|(?<=[{CHINESE}])[\u200c-\u200f\u202a-\u202e\u2066-\u2069]+"
)


def find(text: str) -> list[Change]:
    return [Change(*match.span(), "") for match in _INVISIBLE.finditer(text)]
