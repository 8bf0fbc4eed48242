"""What concerns one original: read, repair, correct, structure. Pure, so cached by content and run on all cores."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

from anwen.correct import Correction, Corrections, text_changes
from anwen.errors import ReadError
from anwen.read import read
from anwen.records import Cleaned, ManifestEntry
from anwen.repair import amend, repair
from anwen.structure import structure
from anwen.tables import write_bytes
from anwen.workspace import Workspace

# Below this many originals starting worker processes (each loads its own tables) costs more than it saves.
PARALLEL_FROM = 8

Progress = Callable[[int, int], None]


def clean_original(file: str, data: bytes, corrections: Sequence[Correction] = ()) -> Cleaned:
    """Clean one original: a pure function of its bytes and its text corrections.

    Raises:
        ReadError: the original cannot be read.
        FaultsError: a text correction does not fit.
    """
    original = read(file, data)
    repaired = repair(original.text)
    if corrections:
        repaired = amend(repaired, original.text, text_changes(repaired.text, corrections), rule="correction")
    return Cleaned(original, repaired, structure(original, repaired))


class CleanedStore:
    """Cleaned originals, kept in .anwen/cleaned/ under a digest of everything they depend on."""

    def __init__(self, workspace: Workspace, corrections: Corrections) -> None:
        self._workspace = workspace
        self._corrections = corrections
        self._folder = workspace.cache / "cleaned"

    def _path(self, entry: ManifestEntry) -> Path:
        texts = msgspec.json.encode(self._corrections.texts(entry.file))
        parts = (self._workspace.code_digest, entry.file, entry.sha256, texts.decode())
        return self._folder / f"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}.json"

    def _job(self, entry: ManifestEntry) -> tuple[Path, Path, str, tuple[Correction, ...]]:
        return self._workspace.raw / entry.file, self._path(entry), entry.file, self._corrections.texts(entry.file)

    def fill(self, entries: Sequence[ManifestEntry], progress: Progress) -> None:
        """Clean the originals that are not in the store yet; ``progress`` is told (done, of how many)."""
        jobs = [self._job(entry) for entry in entries if not self._path(entry).exists()]
        if len(jobs) < PARALLEL_FROM:
            for done, job in enumerate(jobs, 1):
                _clean_to_file(job)
                progress(done, len(jobs))
            return
        with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
            for done, _ in enumerate(pool.map(_clean_to_file, jobs, chunksize=4), 1):
                progress(done, len(jobs))

    def get(self, entry: ManifestEntry) -> Cleaned:
        """One cleaned original, from the store where it is there."""
        path = self._path(entry)
        if not path.exists():
            _clean_to_file(self._job(entry))
        return msgspec.json.decode(path.read_bytes(), type=Cleaned)

    def prune(self, entries: Sequence[ManifestEntry]) -> None:
        """Delete what no entry needs any more."""
        wanted = {self._path(entry) for entry in entries}
        for path in self._folder.glob("*.json"):
            if path not in wanted:
                path.unlink(missing_ok=True)


def _clean_to_file(job: tuple[Path, Path, str, tuple[Correction, ...]]) -> None:
    source, target, file, corrections = job
    try:
        data = source.read_bytes()
    except OSError as error:
        raise ReadError(
            f"cannot be read ({error.strerror})", where=f"corpus/raw/{file}", hint="Restore it from git."
        ) from None
    write_bytes(target, msgspec.json.encode(clean_original(file, data, corrections)))
