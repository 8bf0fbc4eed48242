"""The rooms keep apart: only the pipeline and the command line know several of them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "scripts" / "anwen"
SHARED = {"accounts", "records", "errors", "markdown", "notation", "tables", "visibility", "workspace"}
KNOW_SEVERAL = {"pipeline", "cli", "__main__"}
# what comes in must be readable, so intake asks the read room before it copies
ALSO = {"intake": {"read"}}
ROOMS = sorted(path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists())


def _imports(path: Path) -> set[str]:
    """The rooms that a module imports from."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "anwen":
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("anwen.")}
    return found - {"__version__"}


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in KNOW_SEVERAL])
def test_a_room_imports_only_shared_records_and_itself(room: str) -> None:
    for path in sorted((PACKAGE / room).rglob("*.py")):
        assert _imports(path) <= SHARED | {room} | ALSO.get(room, set()), path


@pytest.mark.parametrize("module", sorted(SHARED))
def test_shared_modules_import_no_room(module: str) -> None:
    assert _imports(PACKAGE / f"{module}.py") <= SHARED


def test_modules_stay_small() -> None:
    # style: modules around 100-250 lines; records.py is one flat list of declarations and may be longer
    long = {
        path.name: lines
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > (400 if path.name == "records.py" else 300)
    }
    assert not long
