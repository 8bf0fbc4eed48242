"""Our index: ``python -m peers.build_anwen SIZE FOLDER``; the browser's scripts are put beside its static form."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from anwen.index import build
from anwen.link import load_concepts
from peers.corpus import ROOT, articles

SCRIPTS = ROOT / "docs" / "assets" / "anwen"


def engine() -> list[str]:
    """The scripts that the engine is made of, as its worker loads them."""
    calls = re.findall(r"importScripts\(([^)]*)\)", (SCRIPTS / "search-worker.js").read_text(encoding="utf-8"))
    return re.findall(r'"([^"]+)"', calls[0])


def main(size: int, folder: Path) -> None:
    concepts = load_concepts(ROOT / "corpus" / "concepts")
    build(articles(size), concepts, folder / "index", folder / "search")
    for name in engine():
        shutil.copy(SCRIPTS / name, folder / name)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
