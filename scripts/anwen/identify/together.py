"""Several files put in place as one: after a power cut either all of them are as written or all are as before.

An identifier may move from one article's file into another's; a ledger with one half of the move would be wrong. The
files are written into a folder beside, whose new name decides: from then on they count, wherever they stand.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from anwen import tables
from anwen.errors import TableError

_PENDING, _DECIDED = ".pending", ".decided"


def put(directory: Path, files: Mapping[str, str]) -> None:
    """Write ``files`` (name → text) into ``directory``.

    Raises:
        TableError: the place cannot be written; everything is as before.
    """
    pending = directory / _PENDING
    try:
        _finish(directory)
        shutil.rmtree(pending, ignore_errors=True)
        for name, text in files.items():
            tables.write(pending / name, text)
        if files:
            pending.rename(directory / _DECIDED)
            _finish(directory)
    except OSError as error:
        hint = "Check the folder's permissions and free space."
        raise TableError(f"cannot be written ({error.strerror})", where=str(directory), hint=hint) from None


def _finish(directory: Path) -> None:
    """Move files that were decided on into their places."""
    decided = directory / _DECIDED
    if decided.is_dir():
        for path in sorted(decided.iterdir()):
            path.replace(directory / path.name)
        decided.rmdir()


def current(directory: Path, pattern: str) -> list[Path]:
    """The files of ``directory`` that count, sorted by name."""
    found = {path.name: path for folder in (directory, directory / _DECIDED) for path in folder.glob(pattern)}
    return [found[name] for name in sorted(found)]
