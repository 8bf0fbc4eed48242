"""Load the editors' decisions and answer questions about a piece."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from anwen.errors import AnwenError, FaultsError, TableError
from anwen.records import THEMES, Key
from anwen.tables import load

Action = Literal["text", "title", "theme", "relevance", "duplicate", "split", "merge"]

_SHAPING: tuple[Action, ...] = ("text", "split", "merge")  # what changes the text or its documents
# For each action what its value can be, and how a message says so.
_VALUES: dict[str, tuple[str, str]] = {
    "theme": ("|".join(THEMES), f"one of: {', '.join(THEMES)}"),
    "relevance": ("keep|set-aside", "keep or set-aside"),
    "duplicate": (r"keep|\S.*#[1-9]\d*", "keep, or FILE#DOCUMENT of the copy that stands for it"),
    "merge": (r"[1-9]\d*", "the number of the document that becomes a part of it"),
    "title": (r"\S.*", "a title on one line"),
    "split": (r"\S.*", "the title of the second document, on one line"),
}


class Correction(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One decision.

    ``file`` and ``piece`` name what it concerns (``piece`` is the place inside the original; a text correction needs
    none). ``value`` is the replacement text (action text), the title, the theme, ``keep``/``set-aside`` (relevance),
    ``keep`` (duplicate: publish although it repeats another) or the ``file#piece`` that stands for it, the title of
    the second document (split) or the number of the document that becomes a part of this one (merge). A text
    correction quotes the words to change in ``quote``, a split words of the paragraph that begins the second document,
    with as much of ``prefix`` and ``suffix`` as makes the place unique.
    """

    file: str
    action: Action
    value: str
    reason: str
    piece: int = 0
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of corrections."""

    corrections: tuple[Correction, ...] = ()


def _faults(item: Correction, where: str, files: frozenset[str]) -> Iterable[AnwenError]:
    if item.file not in files:
        yield TableError(
            f"the correction names {item.file!r}, which is no original",
            where=where,
            hint="Write the file's name as it stands in corpus/raw/manifest.yaml.",
        )
    allowed = _VALUES.get(item.action)
    if allowed and not re.fullmatch(allowed[0], item.value):
        yield TableError(f"{item.action} cannot be {item.value!r}", where=where, hint=f"Write {allowed[1]}.")
    if item.action in ("text", "split") and not item.quote:
        meant = "to change" if item.action == "text" else "that the second document begins with"
        hint = f"Quote the words {meant} in quote."
        yield TableError(f"a {item.action} correction has no quote", where=where, hint=hint)
    if item.action != "text" and item.piece < 1:
        yield TableError(
            f"a {item.action} correction has no piece", where=where, hint="Say which document of the original it is."
        )


class Corrections:
    """All corrections, by original and piece."""

    def __init__(self, items: Iterable[Correction] = (), places: Mapping[Correction, str] | None = None) -> None:
        self.items = tuple(items)
        self._places = dict(places or {})

    def place(self, item: Correction) -> str:
        """The file in which a correction stands."""
        return self._places.get(item, "corpus/corrections/")

    @classmethod
    def load(cls, directory: Path, files: Iterable[str]) -> Corrections:
        """Read every .yaml file of ``directory``; ``files`` are the originals that exist.

        Raises:
            FaultsError: all faults of all files together.
        """
        known = frozenset(files)
        places: dict[Correction, str] = {}
        items: list[Correction] = []
        errors: list[AnwenError] = []
        for path in sorted(directory.glob("*.yaml")):
            where = f"corpus/corrections/{path.name}"
            try:
                table = load(path, Table, where)
            except AnwenError as error:
                errors.append(error)
                continue
            for item in table.corrections:
                errors.extend(_faults(item, where, known))
            items.extend(table.corrections)
            places.update(dict.fromkeys(table.corrections, where))
        if errors:
            raise FaultsError(errors)
        return cls(items, places)

    def decision(self, file: str, piece: int, action: Action) -> Correction | None:
        """The last decision of this kind on a piece, or None."""
        found = [item for item in self.items if (item.file, item.piece, item.action) == (file, piece, action)]
        return found[-1] if found else None

    def strays(self, pieces: Mapping[str, Collection[int]]) -> list[AnwenError]:
        """Faults for decisions on documents that are not there; ``pieces`` are the numbers of each original's."""
        faults: list[AnwenError] = []
        for item in self.items:
            named = {item.file: item.piece} if item.action not in _SHAPING else {}
            kept = Key.parse(item.value) if item.action == "duplicate" else None
            if kept:
                named |= {kept.file: kept.number}
                if kept.file not in pieces:
                    hint = "Write it as FILE#DOCUMENT with a name from corpus/raw/manifest.yaml."
                    faults.append(TableError(f"{item.value} is no document", where=self.place(item), hint=hint))
            for name, place in named.items():
                if name in pieces and place not in pieces[name]:
                    there = ", ".join(map(str, sorted(pieces[name]))) or "none"
                    fault = f"the {item.action} correction is of document {place} of {name}; it has {there}"
                    hint = "Write the number of the document inside the original, counted from 1."
                    faults.append(TableError(fault, where=self.place(item), hint=hint))
        return faults

    def shaping(self, file: str) -> tuple[Correction, ...]:
        """The decisions that change the text of an original or its documents."""
        return tuple(item for item in self.items if item.file == file and item.action in _SHAPING)

    def merged(self) -> dict[Key, Key]:
        """The documents that became a part of another, and that one."""
        items = (item for item in self.items if item.action == "merge")
        return {Key(item.file, int(item.value)): Key(item.file, item.piece) for item in items}

    def with_one_more(self, item: Correction, where: str) -> Corrections:
        """These and ``item``, which is to stand in the file ``where``.

        Raises:
            FaultsError: no file of corrections could have it.
        """
        if faults := list(_faults(item, where, frozenset({item.file}))):
            raise FaultsError(faults)
        return Corrections((*self.items, item), {**self._places, item: where})
