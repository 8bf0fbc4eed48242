"""Tiny libraries for tests that build, break and build again: few concepts, so a whole build takes a second or two."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from anwen.cli.build import run_build
from anwen.intake.manifest import Manifest
from anwen.pipeline import Derived
from anwen.records import ManifestEntry
from anwen.workspace import Workspace
from conftest import ROOT

CONCEPT = """\
id: yi-gang-shuang-ze
name: 一岗双责
theme: responsibility
status: usage-only
definition: 管业务的同时管好业务里的安全。
"""


def speech(title: str, *paragraphs: str, place: str = "某市") -> str:
    """A work-safety speech of its own for every ``place``, with further ``paragraphs`` at its end."""
    lines = [
        title,
        "2023年5月6日",
        "一、落实主体责任",
        f"{place}各单位要落实安全生产主体责任，坚持党政同责、一岗双责，层层签订安全生产责任书，做到{place}责任到岗到人。",
        "二、排查治理隐患",
        f"{place}要开展安全隐患排查治理，对重大事故隐患挂牌督办，确保{place}安全生产形势稳定。",
        *paragraphs,
    ]
    return "\n\n".join(lines) + "\n"


def tiny(root: Path, originals: Mapping[str, str | bytes], **fields: Mapping[str, str]) -> Workspace:
    """A library of these originals (name → text) in ``root``.

    Args:
        root: a folder that is not there yet.
        originals: the files below corpus/raw/, in the order in which the manifest has them.
        fields: manifest field → {file: value}.
    """
    for name in ("raw", "articles", "concepts", "corrections", "ledger"):
        (root / "corpus" / name).mkdir(parents=True)
    shutil.copy(ROOT / "corpus/themes.yaml", root / "corpus/themes.yaml")
    (root / "corpus/concepts/yi-gang-shuang-ze.yaml").write_text(CONCEPT, encoding="utf-8")
    shutil.copytree(ROOT / "docs/assets/anwen", root / "docs/assets/anwen")
    shutil.copytree(ROOT / "docs/search", root / "docs/search")
    shutil.copy(ROOT / "docs/about.md", root / "docs/about.md")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    theme = Path("scripts/anwen/publish/theme")
    shutil.copytree(ROOT / theme, root / theme)
    put(root, originals, **fields)
    return Workspace(root)


def put(root: Path, originals: Mapping[str, str | bytes], **fields: Mapping[str, str]) -> None:
    """Write these originals and a manifest that names just them, whatever their names and fields."""
    entries = []
    for file, text in originals.items():
        data = text if isinstance(text, bytes) else text.encode()
        path = root / "corpus" / "raw" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        known = {name: values[file] for name, values in fields.items() if file in values}
        entries.append(ManifestEntry(file=file, sha256=hashlib.sha256(data).hexdigest(), **known))  # type: ignore[arg-type]
    Manifest(entries).save(root)


def build(workspace: Workspace) -> Derived:
    """Everything, as anwen build does it."""
    return run_build(Workspace(workspace.root))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` by its path, with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def products(root: Path) -> dict[str, bytes]:
    """Everything that a build derives but the cache."""
    folders = ("corpus/articles", "corpus/ledger", "docs", "search_index", "site")
    return {f"{folder}/{name}": data for folder in folders for name, data in tree(root / folder).items()}
