"""What a browser keeps so that the library can be read and searched without a network.

    offline/list.json    {"frame": part, "library": part}, each {"pack": {"file", "head"}, "pages": {address: digest}}
    offline/<name>.txt   a pack: a directory of `head` bytes, [[path, length], …], then the files one after the other

The static index has thousands of small files, too many to ask for one by one; docs/sw.js answers them from a pack. Both
packs are made before MkDocs runs, and pages, which it writes, are named with a digest of what they are made of: a
browser asks anew only for what changed. Packs are named by their content, not compressed: how a machine packs differs,
and servers do it. The frame (the scripts, the search, the basket) is always kept; all the rest where it is of ordinary
size (`MOST`) and the reader does not save data.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from anwen.publish.parts.page import Page, remove_stale
from anwen.tables import write, write_bytes

FOLDER = "offline"
# Bytes of a library that is kept whole, as they are stored. Servers send index and pages as a quarter of their size, so
# this is some 8 MB to fetch, once and after each change of the index.
MOST = 32_000_000
_OF_A_PAGE = 16_000  # bytes that the theme adds to a page

FRAME = ("index.md", "search/index.md", "basket/index.md", "about.md", "offline.md")
# where editors check the cleaning, original by original: as much as all the articles together, and little read
_LEFT_OUT = ("a/*/record.md", "report/[0-9a-f]*.md")


class _Part(NamedTuple):
    pack: dict[str, str | int]
    pages: dict[str, str]


def write_offline(docs_dir: Path, theme: str, *, most: int = MOST) -> None:
    """Write the packs and the list of the pages below ``docs_dir``, once everything else stands there.

    Args:
        docs_dir: the folder that MkDocs reads.
        theme: a digest of what makes a page of its Markdown.
        most: the bytes of the largest library that is kept whole.

    Raises:
        TableError: a file cannot be written.
    """
    folder = docs_dir / FOLDER
    scripts = [
        *_files(docs_dir, "assets/anwen"),
        *sorted((docs_dir / "search").glob("*.json")),
    ]  # the theme asks for it
    frame = [page for name in FRAME if (page := docs_dir / name).is_file()]
    parts = {"frame": _part(docs_dir, scripts, frame, theme)}
    index = _files(docs_dir, "assets/search")
    pages = [page for page in sorted(docs_dir.rglob("*.md")) if page not in frame and _is_read(docs_dir, page)]
    sizes = itertools.chain(map(_size, index), (_size(page) + _OF_A_PAGE for page in pages))
    if index and all(total <= most for total in itertools.accumulate(sizes)):
        parts["library"] = _part(docs_dir, index, pages, theme)
    told = json.dumps({name: part._asdict() for name, part in parts.items()}, separators=(",", ":"))
    write(folder / "list.json", told + "\n")
    remove_stale(folder, {folder / "list.json", *(folder / str(part.pack["file"]) for part in parts.values())})


def _files(docs_dir: Path, folder: str) -> list[Path]:
    return sorted(path for path in (docs_dir / folder).rglob("*") if path.is_file())


def _size(path: Path) -> int:
    return path.stat().st_size


def _is_read(docs_dir: Path, page: Path) -> bool:
    name = page.relative_to(docs_dir).as_posix()
    return not any(fnmatch(name, left_out) for left_out in _LEFT_OUT)


def _part(docs_dir: Path, files: Iterable[Path], pages: Iterable[Path], theme: str) -> _Part:
    """Write the pack of ``files``."""
    head, pack = packed({path.relative_to(docs_dir).as_posix(): path.read_bytes() for path in files})
    file = f"{_digest(pack)}.txt"
    write_bytes(docs_dir / FOLDER / file, pack)
    names = {page.relative_to(docs_dir).as_posix(): page.read_bytes() for page in pages}
    addresses = {Page(name, "").address: _digest(theme.encode() + text) for name, text in names.items()}
    return _Part({"file": file, "head": head}, addresses)


def packed(files: Mapping[str, bytes]) -> tuple[int, bytes]:
    """The bytes of the directory, and the pack.

    >>> packed({"a.js": b"x=1", "b.js": b"y"})
    (24, b'[["a.js",3],["b.js",1]]\\nx=1y')
    """
    directory = json.dumps([[name, len(data)] for name, data in files.items()], separators=(",", ":")) + "\n"
    head = directory.encode()
    return len(head), head + b"".join(files.values())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:10]
