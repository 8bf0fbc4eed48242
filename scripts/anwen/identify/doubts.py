"""corpus/ledger/doubts/: identifiers that were kept though they might belong elsewhere, until an editor has looked.

A match is doubtful only in the run that makes it; afterwards the ledger has the new words. So it is written down, one
file an article, one line ``id<TAB>detail`` an identifier. An editor who finds it right deletes the line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from anwen import tables
from anwen.identify.joining import ATTRIBUTES, MARKS
from anwen.identify.names import natural
from anwen.notation import article_of, split


def load_doubts(directory: Path) -> dict[str, str]:
    """Identifier → why it is doubtful; a line that is none (what a merge left) is passed over."""
    found: dict[str, str] = {}
    for path in sorted(directory.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            name, mark, detail = line.partition("\t")
            if mark and split(name) and not line.startswith(MARKS):
                found[name] = detail
    return {name: found[name] for name in sorted(found, key=natural)}


def save_doubts(directory: Path, doubts: Mapping[str, str]) -> None:
    """Write the doubts; the files of articles without any are removed.

    Raises:
        TableError: the place cannot be written.
    """
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(doubts, key=natural):
        pages[article_of(name)].append(f"{name}\t{' '.join(doubts[name].split())}\n")
    if pages:
        tables.write(directory / ".gitattributes", ATTRIBUTES)
    for article, lines in pages.items():
        tables.write(directory / f"{article}.tsv", "".join(lines))
    for path in directory.glob("*.tsv"):
        if path.stem not in pages:
            path.unlink()
