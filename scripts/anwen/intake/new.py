"""A new, empty library."""

from __future__ import annotations

import contextlib
import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path

from anwen import tables
from anwen.errors import AnwenError
from anwen.intake.manifest import Manifest

_OF_CORPUS = ("articles", "concepts", "corrections", "courses", "ledger", "questions")
EMPTY_FOLDERS = tuple(f"corpus/{name}" for name in _OF_CORPUS)

# What a new library takes over. First the package's own copies (installed), then this project's files (a checkout).
MODEL = ("mkdocs.yml", ".gitignore", "docs", "search_index/README.md")
# Derived folders and files of docs/: a library makes its own.
_DERIVED = ("a", "embed", "themes", "concepts", "courses", "report", "data", "offline", "index.md", "assets/search")
DERIVED = frozenset(f"docs/{name}" for name in _DERIVED)
THEMES = ("theme/default_themes.yaml", "model/corpus/themes.yaml")
SITE_THEME, SITE_THEME_HERE = "scripts/anwen/publish/theme", "theme"

GITIGNORE = """\
/.anwen/
/site/
/site.new/
/site.old/
/search_index/*
!/search_index/README.md
/docs/a/
/docs/embed/
/docs/themes/
/docs/concepts/
/docs/courses/
/docs/report/
/docs/data/
/docs/offline/
/docs/index.md
/docs/assets/search/
"""


def init(directory: Path) -> None:
    """Make a new library without originals in ``directory``, which is made if it is not there.

    Raises:
        AnwenError: ``directory`` is not an empty folder, or cannot be written.
    """
    hint = "Name a new or an empty folder."
    if directory.exists() and not directory.is_dir():
        raise AnwenError("this is a file", where=str(directory), hint=hint)
    if directory.is_dir() and any(directory.iterdir()):
        raise AnwenError("the folder is not empty", where=str(directory), hint=hint)
    for folder in EMPTY_FOLDERS:
        tables.write(directory / folder / ".gitkeep", "")
    Manifest().save(directory)
    package = importlib.resources.files("anwen")
    checkout = Path(str(package)).parent.parent
    for name in MODEL:
        _copy_first((package / "model" / name, checkout / name), directory, name)
    themes = [package / name for name in THEMES]
    _copy_first((*themes, checkout / "corpus/themes.yaml"), directory, "corpus/themes.yaml")
    if not (directory / ".gitignore").exists():
        tables.write(directory / ".gitignore", GITIGNORE)
    _own_site_theme(package / "publish" / "theme", directory)


def _own_site_theme(theme: Traversable, directory: Path) -> None:
    """Give the library its own copy of the site's templates, so that mkdocs.yml names no folder outside of it."""
    settings = directory / "mkdocs.yml"
    with contextlib.suppress(FileNotFoundError):
        text = settings.read_text(encoding="utf-8")
        if f"custom_dir: {SITE_THEME}" in text:
            _copy(theme, directory, SITE_THEME_HERE)
            tables.write(settings, text.replace(f"custom_dir: {SITE_THEME}", f"custom_dir: {SITE_THEME_HERE}"))


def _copy_first(sources: tuple[Traversable, ...], directory: Path, name: str) -> None:
    """Copy the first of ``sources`` that is there, if any is, to ``name`` in the new library."""
    for source in sources:
        if source.is_file() or source.is_dir():
            _copy(source, directory, name)
            return


def _copy(source: Traversable, directory: Path, name: str) -> None:
    if name in DERIVED or name.endswith("__pycache__"):
        return
    if source.is_file():
        tables.write_bytes(directory / name, source.read_bytes())
        return
    for part in sorted(source.iterdir(), key=lambda part: part.name):
        _copy(part, directory, f"{name}/{part.name}")
