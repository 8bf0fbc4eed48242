"""corpus/raw/manifest.yaml: one entry for every original."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from anwen import tables
from anwen.errors import AnwenError, FaultsError, TableError
from anwen.intake.dates import is_iso
from anwen.library import ManifestEntry

NAME = "corpus/raw/manifest.yaml"


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    originals: tuple[ManifestEntry, ...] = ()


class Manifest:
    """The entries of a library's originals, sorted by file."""

    def __init__(self, originals: Iterable[ManifestEntry] = ()) -> None:
        self.originals = tuple(sorted(originals, key=lambda entry: entry.file))

    @classmethod
    def load(cls, root: Path) -> Manifest:
        """Read the manifest of the library in ``root``.

        Raises:
            TableError: it is missing or not valid; the line is named.
        """
        return cls(tables.load(root / NAME, _Table, NAME).originals)

    def save(self, root: Path) -> bool:
        """Write the manifest in canonical form; returns whether the file changed."""
        return tables.write(root / NAME, tables.dump(_Table(self.originals)))


def digest(data: bytes) -> str:
    """The SHA-256 of an original's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def raw_files(root: Path) -> list[str]:
    """The names of all originals in ``root``, sorted; hidden files are none."""
    raw = root / "corpus" / "raw"
    names = (path.relative_to(raw).as_posix() for path in raw.rglob("*") if path.is_file())
    return sorted(name for name in names if name != "manifest.yaml" and not any(map(_is_hidden, name.split("/"))))


def _is_hidden(part: str) -> bool:
    return part.startswith(".")


def verify(root: Path) -> None:
    """Check that manifest and originals agree: every original has one entry and the bytes that the entry names.

    Raises:
        TableError: the manifest is missing or not valid.
        FaultsError: something disagrees; all of it is told together.
    """
    entries = Manifest.load(root).originals
    faults = [*_file_faults(root, entries), *_field_faults(entries), *_supersession_faults(entries)]
    if faults:
        raise FaultsError(sorted(faults, key=str))


def _file_faults(root: Path, entries: tuple[ManifestEntry, ...]) -> list[AnwenError]:
    faults: list[AnwenError] = []
    files = set(raw_files(root))
    for file, count in Counter(entry.file for entry in entries).items():
        if count > 1:
            faults.append(_fault(f"{file} has {count} entries", "Keep the right one and remove the others."))
    for file in sorted(files - {entry.file for entry in entries}):
        hint = "Enter it with anwen add, or remove the file."
        faults.append(TableError("the original has no entry in the manifest", where=f"corpus/raw/{file}", hint=hint))
    for entry in entries:
        where = f"corpus/raw/{entry.file}"
        if entry.file not in files:
            hint = "Restore the file from git, or remove its entry."
            faults.append(TableError("the original is missing", where=where, hint=hint))
            continue
        try:
            changed = digest((root / where).read_bytes()) != entry.sha256
        except OSError as error:
            faults.append(TableError(f"cannot be read ({error.strerror})", where=where, hint="Check its permissions."))
            continue
        if changed:
            hint = "Restore it from git; a page scraped again is added with anwen add --supersedes."
            faults.append(TableError("the original was changed (another SHA-256)", where=where, hint=hint))
    return faults


def _field_faults(entries: tuple[ManifestEntry, ...]) -> list[AnwenError]:
    return [
        _fault(f"{entry.file}: {name} is {value!r}, not an ISO date", "Write it as YYYY, YYYY-MM or YYYY-MM-DD.")
        for entry in entries
        for name in ("published", "uploaded", "retrieved")
        if (value := getattr(entry, name)) and not is_iso(value)
    ]


def _supersession_faults(entries: tuple[ManifestEntry, ...]) -> list[AnwenError]:
    """An original takes the place of one older one; a chain is in order, a fork or a circle is not."""
    faults: list[AnwenError] = []
    older = {entry.file: entry.supersedes for entry in entries if entry.supersedes}
    files = {entry.file for entry in entries}
    for file, count in Counter(older.values()).items():
        if count > 1:
            faults.append(_fault(f"{count} originals supersede {file}", "Let each supersede the one before it."))
    for file, superseded in older.items():
        if superseded not in files:
            hint = "Name an original of the manifest."
            faults.append(_fault(f"{file} supersedes {superseded}, which is not there", hint))
        seen = {file}
        while superseded in older and superseded not in seen:
            seen.add(superseded)
            superseded = older[superseded]
        if superseded == file:
            faults.append(_fault(f"{file} supersedes itself", "Remove one supersedes of the circle."))
    return faults


def _fault(fault: str, hint: str) -> TableError:
    return TableError(fault, where=NAME, hint=hint)
