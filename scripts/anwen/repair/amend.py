"""Go on from a finished repair: what the library does further to a text becomes edits like any other."""

from __future__ import annotations

from collections.abc import Iterable

from anwen.records import Repair
from anwen.repair.characters import simplify
from anwen.repair.draft import Change, Draft


def amend(repaired: Repair, original: str, changes: Iterable[tuple[int, int, str]], rule: str) -> Repair:
    """``repaired`` with further changes, ``(start, end, replacement)`` sorted and disjoint in its text.

    >>> from anwen.repair import repair
    >>> done = amend(repair("食品己成为杀手,要重视"), "食品己成为杀手,要重视", [(2, 3, "已")], "correction")
    >>> done.text, [edit.rule for edit in done.edits]
    ('食品已成为杀手，要重视', ['correction', 'widen'])
    """
    draft = Draft.resume(original, repaired)
    draft.apply(rule, (Change(start, end, after) for start, end, after in changes))
    return draft.result()


def in_simplified(repaired: Repair, original: str) -> Repair:
    """``repaired`` in simplified characters where the whole page is written in traditional ones.

    Not a repair: nothing is damaged, so `repair` leaves such a page alone. The library is in simplified Chinese, its
    concepts and themes are too, and the cleaning record shows the step.
    """
    if not simplify.is_traditional(repaired.text):
        return repaired
    draft = Draft.resume(original, repaired)
    draft.apply(simplify.NAME, simplify.find(draft.text, []))
    return draft.result()
