"""Our index: ``python -m peers.build_anwen ARTICLES FOLDER``; the browser's scripts are put beside its static form."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from anwen.index import build
from anwen.link import load_concepts
from peers.corpus import ROOT, read_articles

SCRIPTS = ROOT / "docs" / "assets" / "anwen"


def main(articles: Path, folder: Path) -> None:
    concepts = load_concepts(ROOT / "corpus" / "concepts")
    build(read_articles(articles), concepts, folder / "index", folder / "search")
    for script in SCRIPTS.glob("search-*.js"):  # some are loaded only when a query needs them
        shutil.copy(script, folder / script.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
