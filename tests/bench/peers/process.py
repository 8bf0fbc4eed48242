"""A job in a process of its own: how long it takes and the most memory it and its children hold together."""

from __future__ import annotations

import contextlib
import math
import os
import resource
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

PROC = Path("/proc")
_EVERY = 0.2  # seconds between two looks


class Limits(Struct, frozen=True):
    """What one job may take."""

    seconds: float = 1800
    gigabytes: float = 8


class Cost(Struct, frozen=True):
    """Seconds of the clock and of all processors; ``peak`` in MiB, 0 where the system does not tell (it is read from
    /proc). ``fault`` says why a job has no end: a limit was passed, or it failed; the processors' are then unknown."""

    seconds: float
    processor: float
    peak: float
    fault: str = ""


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


def run(command: Sequence[str], folder: Path, limits: Limits) -> Cost:
    """Run ``command`` in ``folder``, and end it with its children where it passes a limit."""
    start, before, peak, fault = time.perf_counter(), _processor(), 0, ""
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, start_new_session=True) as process,
    ):
        try:
            while process.poll() is None and not fault:
                family = _family(process.pid) if PROC.is_dir() else set()
                peak = max(peak, sum(map(_resident, family)))
                if peak > limits.gigabytes * 1024**2:
                    fault = f"over {limits.gigabytes:g} GB"
                elif time.perf_counter() - start > limits.seconds:
                    fault = f"gave up after {limits.seconds:g} s"
                else:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(_EVERY)
        finally:
            if process.poll() is None:
                _end(process.pid)
        if not fault and process.returncode:
            said.seek(0)
            fault = f"failed: {said.read().decode(errors='replace').strip()[-300:]}"
    used = math.nan if fault else _processor() - before
    return Cost(time.perf_counter() - start, used, peak / 1024, fault)


def _processor() -> float:
    """Seconds of processors that ended processes of this one have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _end(pid: int) -> None:
    """End a process that this module started, with its descendants: a browser's are in sessions of their own."""
    for member in sorted(_family(pid)) if PROC.is_dir() else [pid]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)
