"""The rooms keep apart: only the pipeline and the command line know several of them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "scripts" / "anwen"
SHARED = {"accounts", "errors", "library", "markdown", "notation", "records", "tables", "visibility", "workspace"}
KNOW_SEVERAL = {"pipeline", "cli", "__main__"}
# what comes in must be readable, so intake asks the read room before it copies
ALSO = {"intake": {"read"}}
# a room in folders says here which of its folders, and of the modules beside them, each may read, so that a reader can
# follow them in one direction
FOLDERS: dict[str, dict[str, set[str]]] = {
    "structure": {
        "lines": set(),
        "furniture": {"lines"},
        "documents": {"lines"},
        "blocks": {"lines"},
        "facts": {"lines"},
    },
    "publish": {
        "parts": set(),
        "articles": {"parts"},
        "concepts": {"parts"},
        "cleaning": {"parts"},
        "ways": {"parts", "concepts"},
        "data": {"parts", "cleaning"},
    },
    "index": {
        "analysis": {"source", "terms"},
        "vocabulary": {"source", "terms", "analysis"},
        "asking": {"source", "terms", "analysis", "vocabulary"},
        "ranking": {"source", "terms", "analysis", "vocabulary", "asking"},
        "record": {"source", "terms", "analysis", "vocabulary", "asking", "ranking"},
        "static": {"source", "terms", "analysis", "vocabulary", "asking", "ranking", "record"},
    },
}
ROOMS = sorted(path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists())


def _imports(path: Path, package: str = "anwen") -> set[str]:
    """The rooms that a module imports from, or what it imports of another package."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.removeprefix(f"{package}.").split(".")[0] for name in names if name.startswith(f"{package}.")}
    return found - {"__version__"}


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in KNOW_SEVERAL])
def test_a_room_imports_only_shared_records_and_itself(room: str) -> None:
    for path in sorted((PACKAGE / room).rglob("*.py")):
        assert _imports(path) <= SHARED | {room} | ALSO.get(room, set()), path


@pytest.mark.parametrize(
    ("room", "folder"), [(room, folder) for room, folders in FOLDERS.items() for folder in folders]
)
def test_a_folder_imports_only_the_folders_before_it(room: str, folder: str) -> None:
    assert {path.parent.name for path in (PACKAGE / room).glob("*/__init__.py")} == set(FOLDERS[room])
    for path in sorted((PACKAGE / room / folder).rglob("*.py")):
        assert _imports(path, f"anwen.{room}") <= FOLDERS[room][folder] | {folder}, path


@pytest.mark.parametrize("module", sorted(SHARED))
def test_shared_modules_import_no_room(module: str) -> None:
    assert _imports(PACKAGE / f"{module}.py") <= SHARED


def test_modules_stay_small() -> None:
    # style: modules around 100-250 lines
    sizes = {path.name: len(path.read_text().splitlines()) for path in PACKAGE.rglob("*.py")}
    assert not {name: lines for name, lines in sizes.items() if lines > 300}
