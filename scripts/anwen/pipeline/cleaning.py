"""What concerns one original: read, repair, correct, structure. Pure, so cached by content and run on all cores."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import msgspec

from anwen.correct import Correction, Corrections, shape, text_changes
from anwen.errors import AnwenError, FaultsError, ReadError
from anwen.library import ManifestEntry
from anwen.read import read
from anwen.records import Cleaned
from anwen.repair import amend, in_simplified, repair
from anwen.structure import recut, structure
from anwen.tables import write_bytes
from anwen.workspace import Workspace

# Below this many originals starting worker processes (each loads its own tables) costs more than it saves.
PARALLEL_FROM = 8

Progress = Callable[[int, int], None]


def clean_original(
    file: str, data: bytes, corrections: Sequence[Correction] = (), places: Sequence[str] = ()
) -> Cleaned:
    """Clean one original: a pure function of its bytes and the corrections that shape it.

    ``places`` are the files in which the corrections stand, for messages.

    Raises:
        ReadError: the original cannot be read.
        FaultsError: a correction does not fit.
    """
    original = read(file, data)
    repaired = in_simplified(repair(original.text), original.text)
    if corrections:
        repaired = amend(repaired, original.text, text_changes(repaired.text, corrections, places), rule="correction")
    structured = structure(original, repaired)
    cuts, joins = shape(repaired.text, structured.pieces, corrections, places)
    return Cleaned(original, repaired, recut(structured, cuts, joins) if cuts or joins else structured)


class CleanedStore:
    """Cleaned originals, kept in .anwen/cleaned/ under a digest of everything they depend on."""

    def __init__(self, workspace: Workspace, corrections: Corrections) -> None:
        self._workspace = workspace
        self._corrections = corrections
        self._folder = workspace.cache / "cleaned"

    def _path(self, entry: ManifestEntry) -> Path:
        decided = msgspec.json.encode(self._corrections.shaping(entry.file))
        parts = (self._workspace.code_digest, entry.file, entry.sha256, decided.decode())
        return self._folder / f"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}.json"

    def _job(self, entry: ManifestEntry) -> _Job:
        decided = self._corrections.shaping(entry.file)
        places = tuple(self._corrections.place(item) for item in decided)
        return self._workspace.raw / entry.file, self._path(entry), entry.file, decided, places

    def fill(self, entries: Sequence[ManifestEntry], progress: Progress) -> None:
        """Clean the originals that are not in the store yet; ``progress`` is told (done, of how many).

        Raises:
            FaultsError: what is wrong with any of them; the others are in the store then.
        """
        jobs = [self._job(entry) for entry in entries if not self._path(entry).exists()]
        faults: list[AnwenError] = []
        with ExitStack() as stack:
            results: Iterable[list[AnwenError]] = map(_try, jobs)
            if len(jobs) >= PARALLEL_FROM:
                pool = ProcessPoolExecutor(max_workers=os.cpu_count(), initializer=_leave_interrupts_to_the_parent)
                stack.callback(pool.shutdown, cancel_futures=True)
                results = pool.map(_try, jobs, chunksize=4)
            for done, found in enumerate(results, 1):
                faults += found
                progress(done, len(jobs))
        if faults:
            raise FaultsError(faults)

    def get(self, entry: ManifestEntry) -> Cleaned:
        """One cleaned original, from the store where it is there."""
        path = self._path(entry)
        with suppress(FileNotFoundError, msgspec.DecodeError):  # a machine that lost power may leave an empty file
            return msgspec.json.decode(path.read_bytes(), type=Cleaned)
        _clean_to_file(self._job(entry))
        return msgspec.json.decode(path.read_bytes(), type=Cleaned)

    def prune(self, entries: Sequence[ManifestEntry]) -> None:
        """Delete what no entry needs any more, and what was half-written a day ago or longer."""
        wanted = {self._path(entry) for entry in entries}
        for path in self._folder.glob("*.json"):
            if path not in wanted:
                path.unlink(missing_ok=True)
        for path in self._folder.glob(".*.tmp"):  # a check may be writing one now: reading takes no lock
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < time.time() - 86400:
                    path.unlink()


def _leave_interrupts_to_the_parent() -> None:
    """A Ctrl-C goes to every process of the terminal; a worker would print a traceback of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


_Job = tuple[Path, Path, str, tuple[Correction, ...], tuple[str, ...]]


def _clean_to_file(job: _Job) -> None:
    source, target, file, corrections, places = job
    where = f"corpus/raw/{file}"
    try:
        data = source.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})", where=where, hint="Restore it from git.") from None
    try:
        cleaned = clean_original(file, data, corrections, places)
    except ReadError as error:
        raise ReadError(error.fault, where=where, hint=error.hint) from None
    write_bytes(target, msgspec.json.encode(cleaned))


def _try(job: _Job) -> list[AnwenError]:
    """Clean one original and return what is wrong with it, so that one run tells the faults of all."""
    try:
        _clean_to_file(job)
    except FaultsError as error:
        return error.errors
    except ReadError as error:
        return [error]
    return []
