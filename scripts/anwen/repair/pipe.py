"""A lone ``|`` at a line's end, left by a breadcrumb or a title (…工作总结 |). Rows of a table stay."""

from __future__ import annotations

import re

from anwen.repair.draft import Change
from anwen.repair.marks import CHINESE

NAME = "pipe"

_PIPE = re.compile(f"(?<=[{CHINESE}]) ?[|｜]{{1,2}} *$", re.MULTILINE)
_OTHER = re.compile("[|｜\t]")


def find(text: str) -> list[Change]:
    changes: list[Change] = []
    for match in _PIPE.finditer(text) if "|" in text or "｜" in text else ():
        line = text.rfind("\n", 0, match.start()) + 1
        if not _OTHER.search(text, line, match.start()):
            changes.append(Change(*match.span(), ""))
    return changes
