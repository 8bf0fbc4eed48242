"""Add a decision to a file of corrections, leaving its comments and its order as they are."""

from __future__ import annotations

import re

from anwen.correct.corrections import Correction, Table
from anwen.errors import TableError
from anwen.tables import dump, parse

_HEAD = "corrections:\n"


def appended(text: str, item: Correction, where: str) -> str:
    """The file ``text`` (``""`` for a new one) with ``item`` as its last decision.

    >>> print(appended("", Correction("a.txt", "title", "新题", "原题有误", piece=1), "a.yaml"), end="")
    corrections:
      - file: a.txt
        action: title
        value: 新题
        reason: 原题有误
        piece: 1

    Raises:
        TableError: the file is not in order, or written so that nothing can be added to it.
    """
    entry = dump({"corrections": [item]}).removeprefix(_HEAD)
    if not text.strip():
        return _HEAD + entry
    before = parse(text, Table, where).corrections
    indent = re.search(r"^( *)- ", text, re.MULTILINE)
    if indent:
        entry = "".join(f"{indent[1]}{line[2:]}" for line in entry.splitlines(keepends=True))
    head = text if text.endswith("\n") else text + "\n"
    if not before:
        head = re.sub(r"^corrections:\s*(?:\[\s*\]|~|null)?[ \t]*$", "corrections:", head, count=1, flags=re.MULTILINE)
    hint = "Write its list with one “- ” an entry, or name another file with --file."
    try:
        after = parse(head + entry, Table, where).corrections
    except TableError:
        after = ()
    if after != (*before, item):
        raise TableError("nothing can be added to the end of this file", where=where, hint=hint)
    return head + entry
