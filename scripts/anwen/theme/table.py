"""The schema of corpus/themes.yaml, the lexicon that editors change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from anwen import tables
from anwen.errors import AnwenError, FaultsError, TableError
from anwen.records import THEMES

MOST = 5.0


class RelevanceTable(Struct, frozen=True, forbid_unknown_fields=True):
    """Points of a word for (above 0), beside (0) and against (below 0) work safety; ``least`` counts per 1,000."""

    least: Annotated[float, Meta(gt=0)]
    terms: dict[str, float]


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """The lexicon as it is written: for each theme its words and their weights."""

    default: str
    themes: dict[str, dict[str, float]]
    relevance: RelevanceTable


def load_table(path: Path) -> Table:
    """Read and check the lexicon.

    Raises:
        TableError: the file cannot be read or does not fit the schema.
        FaultsError: it names themes or words that cannot be; all of them are told.
    """
    table = tables.load(path, Table)
    lines = path.read_text(encoding="utf-8").splitlines()
    faults: list[AnwenError] = []

    def fault(what: str, key: str, hint: str) -> None:
        line = next((n for n, content in enumerate(lines, 1) if f"{key}:" in content or f": {key}" in content), 1)
        faults.append(TableError(what, where=f"{path}:{line}", hint=hint))

    known = "Use one of " + ", ".join(THEMES) + "."
    for theme in [*table.themes, table.default]:
        if theme not in THEMES:
            fault(f"“{theme}” is not a theme", theme, known)
    for theme in THEMES:
        if not table.themes.get(theme):
            fault(f"the theme {theme} has no words", "themes", f"Add words under themes: {theme}:.")
    for words, least in [*((words, 0.0) for words in table.themes.values()), (table.relevance.terms, -MOST)]:
        for word, points in words.items():
            if len(word.strip()) < 2:
                fault(f"the word “{word}” is too short", word, "A single character is found in too many other words.")
            if not least <= points <= MOST or (not least and not points):
                fault(f"the word “{word}” has {points:g} points", word, f"Give it up to {MOST:g}; see the file's head.")
    if faults:
        raise FaultsError(faults)
    return table
