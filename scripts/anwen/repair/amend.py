"""Go on from a finished repair: an editor's text corrections become edits like any other."""

from __future__ import annotations

from collections.abc import Iterable

from anwen.records import Repair
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
