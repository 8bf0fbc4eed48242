"""Bring originals into a library: copied byte for byte, entered in the manifest, or refused with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from anwen import tables
from anwen.errors import AnwenError, ReadError
from anwen.intake.dates import is_iso
from anwen.intake.manifest import NAME, Manifest, digest, raw_files
from anwen.intake.names import safe_name
from anwen.intake.provenance import provenance
from anwen.read import read
from anwen.records import ManifestEntry

MOST_BYTES = 50_000_000  # what `anwen.read` takes; a larger file is not even loaded


class Refused(Struct, frozen=True):
    """A file that did not come in, and why."""

    file: str  # as it was found
    fault: str
    hint: str

    def __str__(self) -> str:
        return str(AnwenError(self.fault, where=self.file, hint=self.hint))


class AddReport(Struct, frozen=True):
    """What became of the files: names below corpus/raw/, in the order in which they were found."""

    added: tuple[str, ...] = ()
    present: tuple[str, ...] = ()  # the same bytes were there already, under this name
    refused: tuple[Refused, ...] = ()


def add(
    root: Path,
    sources: Sequence[Path],
    *,
    url: str = "",
    publisher: str = "",
    date: str = "",
    rights: str = "",
    visibility: Literal["public", "internal"] = "public",
    supersedes: str = "",
) -> AddReport:
    """Add files, and the files in folders and their subfolders, to the library in ``root``.

    What a page says of itself is read from it; the arguments stand above that. A file that cannot be read, or whose
    name another original has, is refused while the others come in.

    Args:
        date: when the page was published: YYYY, YYYY-MM or YYYY-MM-DD.
        supersedes: the older original whose place the (one) file takes.

    Raises:
        AnwenError: an argument is not valid; nothing was changed.
    """
    manifest = Manifest.load(root)
    files = [file for source in sources for file in _files(source)]
    _check(manifest, files, sources, url, date, supersedes)
    given = {"url": url, "publisher": publisher, "published": date, "rights": rights, "supersedes": supersedes}
    given = {field: value for field, value in given.items() if value}
    adding = _Adding(root, manifest, given, visibility)
    try:
        for file in files:
            adding.add(file)
    finally:
        adding.save()
    return AddReport(tuple(adding.added), tuple(adding.present), tuple(adding.refused))


def _check(
    manifest: Manifest, files: list[Path], sources: Sequence[Path], url: str, date: str, supersedes: str
) -> None:
    if not files:
        raise AnwenError("there is no file to add", where=", ".join(map(str, sources)), hint="Name a file or a folder.")
    if date and not is_iso(date):
        raise AnwenError(f"{date!r} is not an ISO date", where="--date", hint="Write YYYY, YYYY-MM or YYYY-MM-DD.")
    if url and not url.startswith(("http://", "https://")):
        raise AnwenError(f"{url!r} is not a web address", where="--url", hint="Begin it with https:// or http://.")
    if not supersedes:
        return
    if supersedes not in {entry.file for entry in manifest.originals}:
        hint = f"Name an original of {NAME}."
        raise AnwenError(f"there is no original {supersedes!r}", where="--supersedes", hint=hint)
    newer = next((entry.file for entry in manifest.originals if entry.supersedes == supersedes), "")
    if newer:
        hint = f"Supersede {newer} instead."
        raise AnwenError(f"{newer} already supersedes {supersedes}", where="--supersedes", hint=hint)
    if len(files) > 1:
        hint = "Add that file alone."
        raise AnwenError(f"one file supersedes an original, not {len(files)}", where="--supersedes", hint=hint)


def _files(source: Path) -> list[Path]:
    """The file itself, or what a folder holds, sorted by path; hidden files and folders are left out."""
    if not source.is_dir():
        return [source]
    found = [path for path in source.rglob("*") if path.is_file()]
    relative = {path: path.relative_to(source) for path in found}
    shown = (path for path in found if not any(part.startswith(".") for part in relative[path].parts))
    return sorted((path for path in shown if path.name != "manifest.yaml"), key=lambda path: relative[path].parts)


class _Adding:
    """One run: what is known of the library, growing with every file."""

    def __init__(
        self, root: Path, manifest: Manifest, given: dict[str, str], visibility: Literal["public", "internal"]
    ) -> None:
        self._root = root
        self._raw = root / "corpus" / "raw"
        self._given = given
        self._visibility = visibility
        self._entries = {entry.file: entry for entry in manifest.originals}
        self._by_digest = {entry.sha256: entry.file for entry in manifest.originals}
        # names that differ in case only are one name on many systems
        self._taken = {file.casefold(): file for file in [*raw_files(root), *self._entries]}
        self.added: list[str] = []
        self.present: list[str] = []
        self.refused: list[Refused] = []

    def save(self) -> None:
        if self.added:
            Manifest(self._entries.values()).save(self._root)

    def add(self, path: Path) -> None:
        try:
            data = _bytes(path)
            self._take(path, data)
        except AnwenError as error:
            self.refused.append(Refused(_shown(path), error.fault, error.hint))

    def _take(self, path: Path, data: bytes) -> None:
        checksum = digest(data)
        if checksum in self._by_digest:
            self.present.append(self._by_digest[checksum])
            return
        name = safe_name(path.name)
        original = read(name, data)
        there = self._taken.get(name.casefold(), "")
        if there and (there in self._entries or (self._raw / there).read_bytes() != data):
            raise ReadError(
                f"another original has the name {there}",
                hint=f"Rename this file; if it is the same page scraped again, then add it with --supersedes {there}.",
            )
        name = there or name  # a file that is there without an entry, from a run that broke off, gets its entry
        words = {**provenance(original.text, original.hints), **self._given}
        entry = ManifestEntry(file=name, sha256=checksum, visibility=self._visibility)
        tables.write_bytes(self._raw / name, data)
        self._entries[name] = msgspec.structs.replace(entry, **words)
        self._by_digest[checksum] = name
        self._taken[name.casefold()] = name
        self.added.append(name)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            fault, hint = f"the file is larger than {MOST_BYTES // 1_000_000} MB", "Split it, or save the text alone."
            raise ReadError(fault, hint=hint)
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})", hint="Check its name and permissions.") from None


def _shown(path: Path) -> str:
    """The path for messages: names in no known encoding must not break them."""
    return str(path).encode("utf-8", "replace").decode("utf-8")
