"""What a person hands in: files, and the files in folders, each with the place where it stood."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from anwen.errors import ReadError

MOST_BYTES = 50_000_000  # what `anwen.read` takes; a larger file is not even loaded

# What systems and programs leave in folders: no person means to add it. ~$ marks a document open in Word.
_LITTER = re.compile(r"\..*|~\$.*|__macosx|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r", re.I)


class Item(Struct, frozen=True):
    """One file that was handed in."""

    shown: str  # for messages
    inside: str  # its path from the folder or archive that was named; the name alone for a file that was named
    name: str
    load: Callable[[], bytes]  # raises ReadError
    path: Path | None = None  # absent in an archive
    is_litter: bool = False  # left by a system or a program


def is_litter(inside: str) -> bool:
    """Whether a path leads to what systems and programs leave behind.

    >>> is_litter("会议/__MACOSX/._纪要.docx"), is_litter("a/Thumbs.db"), is_litter("a/纪要.docx")
    (True, True, False)
    """
    return any(_LITTER.fullmatch(part) and part not in (".", "..") for part in re.split(r"[/\\]", inside))


def files(source: Path) -> Iterator[Item]:
    """The file itself, or all that a folder and its subfolders hold, by path. Links in a folder are not followed."""
    if not source.is_dir():
        yield _item(source, source.name)
        return
    found: list[tuple[tuple[str, ...], Path]] = []
    for folder, folders, names in os.walk(source):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        found.extend(
            (path.relative_to(source).parts, path) for path in (Path(folder) / name for name in [*names, *links])
        )
    for parts, path in sorted(found):
        if parts != ("manifest.yaml",):
            yield _item(path, "/".join(parts), found=True, linked=path.is_symlink())


def beside(item: Item, names: Iterable[str]) -> list[Item]:
    """The pages of those names that lie in the folder of a page on disk, or below it; none for one in an archive.

    In a folder or an archive that was handed in as a whole they are items of their own.
    """
    if item.path is None:
        return []
    folder = item.path.parent.resolve()
    paths = {(folder / name).resolve(): None for name in names if "\0" not in name and not re.match(r"\w+://", name)}
    return [
        _item(path, path.relative_to(folder).as_posix())
        for path in paths
        if path.is_relative_to(folder) and path.suffix.lower() in (".htm", ".html") and path.is_file()
    ]


def _item(path: Path, inside: str, *, found: bool = False, linked: bool = False) -> Item:
    return Item(
        shown=_told(str(path)),
        inside=_told(inside),
        name=path.name,
        load=lambda: _bytes(path, linked),
        path=None if linked else path,
        is_litter=found and is_litter(inside),
    )


def _bytes(path: Path, linked: bool) -> bytes:
    if linked:
        raise ReadError("it is a link, not a file", hint="Add the file that it leads to.")
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ReadError("it is no regular file", hint="Copy its content into a file.")
        if about.st_size > MOST_BYTES:
            fault, hint = f"the file is larger than {MOST_BYTES // 1_000_000} MB", "Split it, or save the text alone."
            raise ReadError(fault, hint=hint)
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})", hint="Check its name and permissions.") from None


def _told(path: str) -> str:
    """The path for messages: names in no known encoding must not break them."""
    return path.encode("utf-8", "replace").decode("utf-8")
