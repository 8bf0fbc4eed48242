"""Two branches gave one number to different articles, or changed one article's lines: which lines count.

Git joins the lines of both (``merge=union`` in corpus/ledger/.gitattributes) or stops with its marks. Either way those
of the branch that was merged into stand first, and that is the published one: they count. The other branch's article
gets the next free number at the next build; an identifier that only the other branch had issued is kept as retired,
so that it is never given to other words, and comes back with its text.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from anwen.identify.page import parse_head
from anwen.library import LedgerEntry

ATTRIBUTES = "*.tsv merge=union\n"
MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_LEFT = "gone 合并分支时没有对应的文字"


def joined(article: str, entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """One line an identifier, those of the first branch; ``entries`` in the order of the file."""
    first: dict[str, LedgerEntry] = {}
    for entry in entries:
        first.setdefault(entry.id, entry)
    own = first.get(article)
    head = parse_head(article, own.fingerprint) if own else None
    order = set(head.order) if own and head and own.state == "active" else set()
    found = []
    for entry in first.values():
        if entry.id in order:
            found.append(replace(entry, state="active", detail=""))
        elif entry.id != article and entry.state == "active":
            found.append(replace(entry, state="retired", detail=_LEFT))
        else:
            found.append(entry)
    return found
