"""Whoosh as its manual has it, with jieba's own analyser. ``python -m peers.whoosh_jieba PASSAGES FOLDER`` builds."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser import MultifieldParser, OrGroup

FIELDS = ("title", "heading", "text")


def main(passages: Path, folder: Path) -> None:
    import jieba
    from jieba.analyse import ChineseAnalyzer  # at import it opens a file and leaves it to the collector

    jieba.setLogLevel("WARNING")
    schema = Schema(id=ID(stored=True), **{field: TEXT(analyzer=ChineseAnalyzer()) for field in FIELDS})
    writer = create_in(str(folder), schema).writer(limitmb=256)
    for line in map(json.loads, passages.open(encoding="utf-8")):
        writer.add_document(id=line["id"], **{field: line[field] for field in FIELDS})
    writer.commit()


def answers(folder: Path, queries: Sequence[str]) -> tuple[list[list[str]], list[float]]:
    """The ids found for each query, and the milliseconds each takes once it has been asked."""
    index = open_dir(str(folder))
    parser = MultifieldParser(FIELDS, index.schema, group=OrGroup)
    found: list[list[str]] = []
    warm: list[float] = []
    with index.searcher() as searcher:
        for query in queries:
            for _ in range(2):
                start = time.perf_counter()
                ids = [hit["id"] for hit in searcher.search(parser.parse(query), limit=10)]
                took = (time.perf_counter() - start) * 1e3
            found.append(ids)
            warm.append(took)
    return found, warm


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
