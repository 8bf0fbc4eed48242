"""One build at a time in one library, and nothing left behind by one that was killed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from anwen.cli.common import say
from anwen.errors import AnwenError
from anwen.workspace import Workspace

# what `anwen.tables.write` names a file until it is renamed into its place
_BESIDE = re.compile(r"\..+\.\d+\.tmp")


@contextmanager
def alone(workspace: Workspace) -> Iterator[None]:
    """Hold the library's lock; if another process holds it, say so and wait for its end.

    The lock goes with the process that holds it, however that ends.

    Raises:
        AnwenError: the lock's file cannot be written.
    """
    path = workspace.cache / "lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        hint = "Check the folder's permissions and free space."
        raise AnwenError(f"cannot be written ({error.strerror})", where=str(path), hint=hint) from None
    with file:
        if not _lock(file, wait=False):
            say("waiting: another anwen is at work in this library")
            _lock(file, wait=True)
        _sweep(workspace)
        yield


def _lock(file: IO[bytes], *, wait: bool) -> bool:
    """Lock the file, until it is closed; returns whether it is locked now."""
    try:
        import fcntl
    except ImportError:  # Windows has no such lock; two builds at once are then the user's care
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sweep(workspace: Workspace) -> None:
    """Remove half-written files and folders of builds that were killed."""
    for folder in (workspace.corpus, workspace.docs):
        for path, _, names in os.walk(folder):
            for name in names:
                if _BESIDE.fullmatch(name):
                    os.unlink(os.path.join(path, name))  # noqa: PTH108, PTH118 (many files; a Path for each is slow)
    old = workspace.root / "site.old"
    if old.is_dir() and not workspace.site.exists():  # killed between the two steps of putting a new site in place
        old.rename(workspace.site)
    for name in ("site.new", "site.old"):
        shutil.rmtree(workspace.root / name, ignore_errors=True)
