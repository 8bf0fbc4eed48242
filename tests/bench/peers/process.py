"""A builder in a process of its own: how long it takes and the most memory it and its children hold together."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

PROC = Path("/proc")
_EVERY = 0.2  # seconds between two looks


class Cost(Struct, frozen=True):
    """``peak`` in MiB; 0 where the system does not tell (it is read from /proc)."""

    seconds: float
    peak: float


def _family(pid: int) -> set[int]:
    """A process and its descendants."""
    parents: dict[int, int] = {}
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    family, grown = {pid}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in family} - family
        family |= more
        grown = bool(more)
    return family


def _resident(pid: int) -> int:
    """Resident kilobytes of one process."""
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run ``command`` in ``folder``.

    Raises:
        RuntimeError: it failed; with the end of what it said.
    """
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        peak, over = 0, threading.Event()

        def watch() -> None:
            nonlocal peak
            while not over.wait(_EVERY) and PROC.is_dir():
                peak = max(peak, sum(map(_resident, _family(process.pid))))

        watcher = threading.Thread(target=watch)
        watcher.start()
        said, _ = process.communicate()
        seconds = time.perf_counter() - start
        over.set()
        watcher.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[:3])}: {said[-2000:]}")
    return Cost(seconds, peak / 1024)
