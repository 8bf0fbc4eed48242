"""The repair room: damaged scraped text → clean simplified Chinese, as edits that can be replayed.

One rule is one module with a ``NAME`` and ``find(text) -> list[Change]``; `rules.RULES` is their order; `Draft`
composes what they change into edits against the original.
"""

from __future__ import annotations

from anwen.repair.amend import amend, in_simplified
from anwen.repair.draft import Change, Draft, OffsetMap, to_original, to_repaired
from anwen.repair.run import repair

__all__ = ["Change", "Draft", "OffsetMap", "amend", "in_simplified", "repair", "to_original", "to_repaired"]
