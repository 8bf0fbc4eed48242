"""Committed derived files are what the sources give."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from anwen.errors import AnwenError

_HINT = "Run anwen clean and commit what it changed; never edit the file by hand."


def derived_files(folder: Path, wanted: Mapping[PurePosixPath, str], pattern: str, shown: str) -> list[AnwenError]:
    """Compare the files of ``folder`` that match ``pattern`` with what they should be.

    ``shown`` is the folder's name in messages, such as ``corpus/articles``.
    """
    faults = []
    for path, text in sorted(wanted.items()):
        where = f"{shown}/{path}"
        file = folder / path
        if not file.is_file():
            faults.append(AnwenError("the derived file is missing", where=where, hint=_HINT))
        elif file.read_bytes() != text.encode():
            faults.append(AnwenError("the file is not what its sources give", where=where, hint=_HINT))
    for file in sorted(folder.glob(pattern)):
        path = PurePosixPath(file.relative_to(folder).as_posix())
        if path not in wanted:
            faults.append(AnwenError("no source gives this file", where=f"{shown}/{path}", hint=_HINT))
    return faults
