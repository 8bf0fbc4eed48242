"""Bring originals into a library: copied byte for byte, entered in the manifest, or refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from anwen import tables
from anwen.errors import AnwenError, ReadError
from anwen.intake.archive import entries
from anwen.intake.dates import is_iso
from anwen.intake.manifest import NAME, Manifest, digest, raw_files
from anwen.intake.names import safe_name
from anwen.intake.provenance import provenance
from anwen.intake.sources import Item, beside, files
from anwen.library import ManifestEntry
from anwen.read import FramesetError, read


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
    skipped: tuple[str, ...] = ()  # what systems and programs leave in folders, as it was found


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
    """Add files, and the files in folders, their subfolders and zip archives, to the library in ``root``.

    What a page says of itself is read from it; the arguments stand above that. A file that cannot be read, or whose
    name another original has, is refused while the others come in. Files of one run that share a name get their
    folder's name before it. An archive inside an archive is refused. A frameset is refused, and the frames that lie
    beside it come in.

    Args:
        date: when the page was published: YYYY, YYYY-MM or YYYY-MM-DD.
        supersedes: the older original whose place the (one) file takes.

    Raises:
        AnwenError: an argument is not valid; nothing was changed.
    """
    manifest = Manifest.load(root)
    items = [item for source in sources for item in files(source)]
    _check(manifest, items, sources, url, date, supersedes)
    given = {"url": url, "publisher": publisher, "published": date, "rights": rights, "supersedes": supersedes}
    given = {field: value for field, value in given.items() if value}
    adding = _Adding(root, manifest, given, visibility, {item.path.resolve() for item in items if item.path})
    try:
        for item in items:
            adding.add(item)
    finally:
        adding.save()
    return AddReport(tuple(adding.added), tuple(adding.present), tuple(adding.refused), tuple(adding.skipped))


def _check(
    manifest: Manifest, items: list[Item], sources: Sequence[Path], url: str, date: str, supersedes: str
) -> None:
    if all(item.is_litter for item in items):
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
    if len(items) > 1 or _is_archive(items[0]):
        raise AnwenError("one file supersedes one original", where="--supersedes", hint="Add that file alone.")


def _is_archive(item: Item) -> bool:
    return item.path is not None and item.path.suffix.lower() == ".zip"


class _Adding:
    """One run: what is known of the library, growing with every file."""

    def __init__(
        self,
        root: Path,
        manifest: Manifest,
        given: dict[str, str],
        visibility: Literal["public", "internal"],
        named: set[Path],
    ) -> None:
        self._root = root
        self._named = named  # the files that were handed in, so that a frame of one of them comes in once
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
        self.skipped: list[str] = []

    def save(self) -> None:
        if self.added:
            Manifest(self._entries.values()).save(self._root)

    def add(self, item: Item) -> None:
        if item.is_litter:
            self.skipped.append(item.shown)
            return
        try:
            if item.path is not None and _is_archive(item) and item.path.is_file():
                for entry in entries(item.path, item.inside):
                    self.add(entry)
            else:
                self._take(item, item.load())
        except FramesetError as error:
            there = [frame for frame in beside(item, error.frames) if frame.path not in self._named]
            hint = f"Its frames are added instead: {', '.join(frame.name for frame in there)}." if there else error.hint
            self.refused.append(Refused(item.shown, error.fault, hint))
            for frame in there:
                self._named.add(frame.path or Path())
                self.add(frame)
        except AnwenError as error:
            self.refused.append(Refused(item.shown, error.fault, error.hint))

    def _take(self, item: Item, data: bytes) -> None:
        checksum = digest(data)
        if checksum in self._by_digest:
            self.present.append(self._by_digest[checksum])
            return
        name = self._name(item, data)
        original = read(name, data)
        words = {**provenance(original.text, original.hints), **self._given}
        if item.inside != name:
            words["found"] = item.inside
        entry = ManifestEntry(file=name, sha256=checksum, visibility=self._visibility)
        tables.write_bytes(self._raw / name, data)
        self._entries[name] = msgspec.structs.replace(entry, **words)
        self._by_digest[checksum] = name
        self._taken[name.casefold()] = name
        self.added.append(name)

    def _name(self, item: Item, data: bytes) -> str:
        """The name under which the file is kept; files of this run may share one, files of different days may not."""
        there = ""
        for name in _names(item):
            there = self._taken.get(name.casefold(), "")
            if not there:
                return name
            if there not in self._entries and (self._raw / there).read_bytes() == data:
                return there  # a file that is there without an entry, from a run that broke off, gets its entry
            if there not in self.added:
                break
        raise ReadError(
            f"another original has the name {there}",
            hint=f"Rename this file; if it is the same page scraped again, then add it with --supersedes {there}.",
        )


def _names(item: Item) -> Iterator[str]:
    """The file's name, then with more and more of the folders it stood in before it."""
    *folders, _ = item.inside.split("/")
    for count in range(len(folders) + 1):
        yield safe_name("_".join([*folders[len(folders) - count :], item.name]))
