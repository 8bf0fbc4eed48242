"""The repair room: damaged scraped text → clean simplified Chinese, as edits that can be replayed.

One rule is one module with a ``NAME`` and ``find(text) -> list[Change]``, in the folder of the damage that it mends:

- ``decoding``: wrong tables; ``markup``: tags and other programs' signs; ``characters``: single ones in a wrong form;
- ``scans``: characters taken for others like them; ``signs``: strewn signs and the marks of a sentence;
- ``slip``: what an annotation filter did to bytes and between characters, and the language model that reads it;
- ``sites``: what a site puts into a text; ``pages``: what printing does; ``repeats``: what stands there twice;
- ``breaks``: line ends where none belong; ``ends``: line ends that were lost; ``spaces``.

`rules.RULES` is their order; `Draft` composes what they change into edits against the original. What rules of several
folders ask stands beside the folders: `marks` says what counts as Chinese, `lines` where lines begin and end,
`documents` how headings, items, dates and offices are written, `joint` how well two stretches of text go together,
`spoken` whether a text speaks of signs instead of using them, `kept` what only looks like damage (songs, games, faces).
"""

from __future__ import annotations

from anwen.repair.amend import amend, in_simplified
from anwen.repair.draft import Change, Draft, OffsetMap, to_original, to_repaired
from anwen.repair.run import repair

__all__ = ["Change", "Draft", "OffsetMap", "amend", "in_simplified", "repair", "to_original", "to_repaired"]
