"""Identifiers are never lost or used again: whatever git's last commit issued is still in the ledger."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from anwen.errors import AnwenError


def _committed(root: Path) -> Iterable[tuple[str, str]]:
    """(file, line) of the ledger in git's last commit; nothing where there is no git or no commit."""
    # one call for the whole folder: grep prints HEAD:<file>NUL<line>
    command = ["git", "-C", str(root), "grep", "-z", "-I", "--full-name", "-e", "", "HEAD", "--", "corpus/ledger"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return
    for row in done.stdout.decode("utf-8", "replace").splitlines():
        name, _, line = row.partition("\0")
        yield name.removeprefix("HEAD:"), line


def ids_never_lost(root: Path, known: frozenset[str]) -> list[AnwenError]:
    """Faults for ids that the last commit holds and the ledger (``known``) no longer does."""
    faults = []
    for name, line in _committed(root):
        identifier = line.partition("\t")[0]
        if identifier.startswith("aw") and identifier not in known:
            hint = "Restore the line (git checkout HEAD -- corpus/ledger); ids are retired, never removed."
            faults.append(AnwenError(f"the ledger no longer holds {identifier}", where=name, hint=hint))
    return faults
