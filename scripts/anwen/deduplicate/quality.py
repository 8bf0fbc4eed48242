"""Which of two copies is the better text."""

from __future__ import annotations

import re

from anwen.deduplicate.signature import normalise

# In characters: a doubt is a word a reader may be misled by; an edit is a mended place, nearly as good as a clean one.
DOUBT = 10
EDIT = 0.2
# Damage takes off at most a third: a fuller damaged text is worth more than a clean beginning of it.
WORST = 1 / 3
CUT_OFF = 0.9
# Who tells again what another has reported says so, and often takes more words for it.
AGAIN, TOLD = 0.9, re.compile("据了解|据悉|另悉|据(?:报道|[^。，]{2,8}[报网](?:报道|消息))")


def quality(text: str, doubts: int = 0, edits: int = 0, cut_off: bool = False) -> float:
    """How good a copy ``text`` is, in characters: its length less what damage, doubts and a broken end are worth.

    >>> quality("据了解，会议已经召开。") < quality("记者了解，会议已召开。")
    True
    >>> quality("安全生产责任制") > quality("安全生产责任制", doubts=1) > quality("安全生")
    True
    """
    length = len(normalise(text))
    worth = length - min(length * WORST, doubts * DOUBT + edits * EDIT)
    return round(worth * (CUT_OFF if cut_off else 1.0) * (AGAIN if TOLD.search(text) else 1.0), 3)
