"""How far apart a text sets its paragraphs: a line's end that is put back is as wide as those that stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from anwen.repair.draft import Change

_CLOSE = re.compile("[^\\n\\s][ \\t\\u3000]*\\n[ \\t\\u3000]*[^\\n\\s]")
_WIDE = re.compile("\\n[ \\t\\u3000]*\\n")
_SEVERAL = 2  # gaps; one may set off a title


def as_wide(text: str, changes: Iterable[Change]) -> Iterator[Change]:
    """The changes, those that end a line with a blank line where every line of the text has one behind it.

    >>> list(as_wide("一、概况全镇\\n\\n二、措施\\n\\n各村要", [Change(4, 4, "\\n")]))
    [Change(start=4, end=4, after='\\n\\n', doubt='', readings=(), rule='')]
    """
    wide: bool | None = None
    for change in changes:
        if change.after == "\n" and wide is None:
            wide = not _CLOSE.search(text) and sum(1 for _ in _WIDE.finditer(text)) >= _SEVERAL
        yield change._replace(after="\n\n") if wide and change.after == "\n" else change
