"""The files of corpus/concepts/, and the line of one that holds a value."""

from __future__ import annotations

import re
from pathlib import Path

REDIRECTS = "redirects.yaml"
OTHER_PAGES = frozenset({"index", "map", "slogans"})  # what stands below /concepts/ besides the concepts


def concept_paths(directory: Path) -> list[Path]:
    """The concept files of a folder, by name; the table of redirects is none.

    >>> concept_paths(Path("no such folder"))
    []
    """
    return [path for path in sorted(directory.glob("*.yaml")) if path.name != REDIRECTS]


def line_of(text: str, where: str, key: str = "") -> int:
    """The 1-based line whose value (of ``key`` if named) or key is ``where``, else the first that holds it, else 1.

    >>> line_of("id: a\\nname: 三违\\nforms:\\n  - “三违”\\n", "三违"), line_of("- from: a\\n  to: a\\n", "a", "to")
    (2, 2)
    """
    lines = list(enumerate(text.splitlines(), 1))
    before = rf"(?:- )?{re.escape(key)}: " if key else r"(?:- |\w+: )?"
    whole = re.compile(rf"{before}(['\"]?){re.escape(where)}\1:?")
    line = next((n for n, content in lines if whole.fullmatch(content.strip())), 0)
    return line or next((n for n, content in lines if where in content), 1)
