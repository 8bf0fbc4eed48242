"""Tiny libraries for tests that build, break and build again: few concepts, so a whole build takes a second or two."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from random import Random

from anwen.cli.build import run_build
from anwen.intake.manifest import Manifest
from anwen.library import ManifestEntry
from anwen.pipeline import Derived
from anwen.publish import FOLDERS
from anwen.workspace import Workspace
from conftest import ROOT

CONCEPT = """\
id: yi-gang-shuang-ze
name: 一岗双责
theme: responsibility
status: usage-only
definition: 管业务的同时管好业务里的安全。
"""


# From these every place gets its own choice, so that no two speeches are taken for copies of each other.
WHO = ("各乡镇", "各车间", "矿山企业", "建筑工地", "危化品单位", "学校和医院")
WHAT = ("清点用电线路", "登记压力容器", "疏通消防通道", "检修通风设备", "加固边坡挡墙", "更换老化软管")
HOW = ("每月通报一次进展", "由分管领导带队督查", "向职工公示结果", "纳入年终考核", "邀请专家会诊", "请群众监督举报")


def speech(title: str, *paragraphs: str, place: str = "某市") -> str:
    """A work-safety speech of its own for every ``place``, with further ``paragraphs`` at its end."""
    choice = Random(place)
    own = [
        f"{place}{choice.choice(WHO)}要{choice.choice(WHAT)}{choice.randrange(1000, 9999)}处，{choice.choice(HOW)}。"
        for _ in range(8)
    ]
    lines = [
        title,
        "2023年5月6日",
        "一、落实主体责任",
        f"{place}各单位要落实安全生产主体责任，坚持一岗双责，做到{place}责任到岗到人。",
        *("".join(own[at : at + 2]) for at in (0, 2)),
        "二、排查治理隐患",
        f"{place}要开展安全隐患排查治理，对重大事故隐患挂牌督办。",
        *("".join(own[at : at + 2]) for at in (4, 6)),
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
    (root / "docs").mkdir()
    shutil.copy(ROOT / "corpus/themes.yaml", root / "corpus/themes.yaml")
    (root / "corpus/concepts/yi-gang-shuang-ze.yaml").write_text(CONCEPT, encoding="utf-8")
    for path in sorted((ROOT / "docs").iterdir()):  # what is written by hand
        if path.name == "assets":
            shutil.copytree(path / "anwen", root / "docs/assets/anwen")
        elif path.is_dir() and path.name not in FOLDERS:
            shutil.copytree(path, root / "docs" / path.name)
        elif path.is_file() and path.name != "index.md":
            shutil.copy(path, root / "docs" / path.name)
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
