"""Load the editors' decisions and answer questions about a piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from anwen.errors import AnwenError, FaultsError, TableError
from anwen.records import THEMES
from anwen.tables import load

Action = Literal["text", "title", "theme", "relevance", "duplicate"]

_VALUES: dict[str, tuple[str, ...]] = {
    "theme": THEMES,
    "relevance": ("keep", "set-aside"),
    "duplicate": ("keep",),
}


class Correction(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One decision.

    ``file`` and ``piece`` name what it concerns (``piece`` is the place inside the original; a text correction needs
    none). ``value`` is the replacement text (action text), the title, the theme, ``keep``/``set-aside`` (relevance)
    or ``keep`` (duplicate: publish although it repeats another). A text correction quotes the words to change in
    ``quote``, with as much of ``prefix`` and ``suffix`` as makes the place unique.
    """

    file: str
    action: Action
    value: str
    reason: str
    piece: int = 0
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    corrections: tuple[Correction, ...] = ()


def _faults(item: Correction, where: str, files: frozenset[str]) -> Iterable[AnwenError]:
    if item.file not in files:
        yield TableError(
            f"the correction names {item.file!r}, which is no original",
            where=where,
            hint="Write the file's name as it stands in corpus/raw/manifest.yaml.",
        )
    allowed = _VALUES.get(item.action)
    if allowed and item.value not in allowed:
        yield TableError(
            f"{item.action} cannot be {item.value!r}", where=where, hint=f"Use one of: {', '.join(allowed)}."
        )
    if item.action == "text" and not item.quote:
        yield TableError("a text correction has no quote", where=where, hint="Quote the words to change in quote.")
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
                table = load(path, _Table, where)
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

    def strays(self, pieces: Mapping[str, int]) -> list[AnwenError]:
        """Faults for decisions on documents that are not there; ``pieces`` is how many each original has."""
        return [
            TableError(
                f"the {item.action} correction is of document {item.piece} of {item.file}; it has {pieces[item.file]}",
                where=self.place(item),
                hint="Write the number of the document inside the original, counted from 1.",
            )
            for item in self.items
            if item.action != "text" and item.piece > pieces.get(item.file, item.piece)
        ]

    def texts(self, file: str) -> tuple[Correction, ...]:
        """The text corrections of an original."""
        return tuple(item for item in self.items if item.file == file and item.action == "text")
