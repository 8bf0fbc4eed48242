"""Concepts that were renamed or merged: corpus/concepts/redirects.yaml says where an old address leads."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from anwen import tables
from anwen.errors import AnwenError, FaultsError, TableError
from anwen.link.files import REDIRECTS, concept_paths, line_of
from anwen.notation import SLUG


class Redirect(Struct, frozen=True, forbid_unknown_fields=True, rename={"old": "from", "new": "to"}):
    """An id that is no longer used and the id of the concept that took its place."""

    old: str
    new: str


def _faults(rows: list[Redirect], path: Path, ids: Collection[str]) -> list[AnwenError]:
    text = path.read_text(encoding="utf-8")
    leads = {row.old: row.new for row in rows}
    faults: list[AnwenError] = []
    seen: set[str] = set()

    def fault(what: str, where: str, key: str, hint: str) -> None:
        faults.append(TableError(what, where=f"{path}:{line_of(text, where, key)}", hint=hint))

    for row in rows:
        if row.old in seen:
            fault(f"{row.old} is redirected twice", row.old, "from", "Keep one of the two.")
            continue
        seen.add(row.old)
        if not SLUG.fullmatch(row.old):
            hint = "Write lower-case letters, digits and single hyphens, as the concepts' ids are."
            fault(f"“{row.old}” is no id", row.old, "from", hint)
        elif row.old in ids:
            hint = "Remove the redirect, or the concept's file if it was merged."
            fault(f"{row.old} is the id of a concept", row.old, "from", hint)
        elif _end(leads, row.old) is None:
            fault(f"the redirect of {row.old} goes in a circle", row.old, "from", "Lead it to a concept that exists.")
        elif row.new not in ids and row.new not in leads:
            hint = "Correct the id, or lead to the concept that took its place."
            fault(f"there is no concept {row.new}", row.new, "to", hint)
    return faults


def _end(leads: dict[str, str], old: str) -> str | None:
    """Where the chain from ``old`` ends; None where it never does."""
    seen = {old}
    at = leads[old]
    while at in leads:
        if at in seen:
            return None
        seen.add(at)
        at = leads[at]
    return at


def load_redirects(directory: Path) -> dict[str, str]:
    """Old id → id of the concept that took its place, sorted; chains are followed to their end.

    ``directory`` is the folder of the concept files.

    Raises:
        FaultsError: an old id that is a concept's id or stands twice, a chain that ends at no concept or never ends.
        TableError: the file does not fit its schema.
    """
    path = directory / REDIRECTS
    if not path.is_file():
        return {}
    known = {file.stem for file in concept_paths(directory)}
    rows = tables.load(path, list[Redirect])
    faults = _faults(rows, path, known)
    if faults:
        raise FaultsError(faults)
    leads = {row.old: row.new for row in rows}
    return {old: end for old in sorted(leads) if (end := _end(leads, old)) is not None}
