"""The files of the static index: scripts of one call, ``anwenShard("<name>",<JSON>);``, named by their content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from anwen.tables import write, write_bytes

_NAMES = 64  # groups of a room: their names stand in root.js, which every first query fetches
_LETTERS = "0123456789abcdefghijklmnopqrstuv"  # small letters only: some file systems do not tell A from a
_LENGTH = 6  # letters of a name: 30 bits tell it from every older content of the same place

# What root.js says of a room: how many files stand in a group, and the names of the groups in a row.
Room = tuple[int, str]


class Files:
    """Writes the files of one build into ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = {f"{folder}/root.js"}
        self._folders: set[str] = set()

    def one(self, room: str, data: object) -> str:
        """Write a file by itself; returns its name."""
        text = encoded(data)
        name = f"{room}/{_name([text])}"
        self._write(name, text)
        return name

    def room(self, room: str, number: int, data: Iterable[object]) -> Room:
        """Write ``number`` files. Where they are many they are named in groups, so that root.js stays small.

        Raises:
            ValueError: there are more or fewer data.
        """
        group = 1
        while group * _NAMES < number:
            group *= 2
        names, written = [], 0
        for texts in _groups(map(encoded, data), group):
            name = _name(texts)
            for at, text in enumerate(texts):
                self._write(f"{room}/{name}/{at}" if group > 1 else f"{room}/{name}", text)
            names.append(name)
            written += len(texts)
        if written != number:
            raise ValueError(f"{written} files in the room {room} instead of {number}")
        return group, "".join(names)

    def _write(self, name: str, text: str) -> None:
        """Write a file in place: nothing names it before root.js is written, and its name comes from its content."""
        path = f"{self._folder}/{name}.js"
        self._kept.add(path)
        data = f'anwenShard("{name}",{text});\n'.encode()
        try:
            if not self._is(path, data):
                with Path(path).open("wb", buffering=0) as file:
                    file.write(data)
        except OSError:
            write_bytes(Path(path), data)  # says what the matter is, and how to mend it

    def _is(self, path: str, data: bytes) -> bool:
        """Whether the file is there as it should be; its folder is there afterwards."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        try:
            with Path(path).open("rb", buffering=0) as file:
                return file.read() == data
        except FileNotFoundError:
            return False

    def finish(self, root: object) -> None:
        """Write root.js and remove what no build names any more."""
        write(self._folder / "root.js", f'anwenShard("root",{encoded(root)});\n')
        for folder, _, names in os.walk(self._folder, topdown=False):
            for name in names:
                if f"{folder}/{name}" not in self._kept:
                    Path(folder, name).unlink()
            if not any(Path(folder).iterdir()):
                Path(folder).rmdir()


def encoded(data: object) -> str:
    """JSON that may stand in a script."""
    text = msgspec.json.encode(data).decode()
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")  # line ends to old readers of scripts


def _name(texts: Sequence[str]) -> str:
    sha = hashlib.sha256()
    for text in texts:
        sha.update(text.encode() + b"\0")
    bits = int.from_bytes(sha.digest()[:8], "big")
    return "".join(_LETTERS[bits >> 5 * at & 31] for at in range(_LENGTH))


def _groups(texts: Iterator[str], size: int) -> Iterator[list[str]]:
    group: list[str] = []
    for text in texts:
        group.append(text)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group
