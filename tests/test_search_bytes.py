"""What a query costs a reader: bytes as gzip sends them, files, and how often it has to wait for more."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from anwen.index import build
from anwen.library import Library
from bench import scale

QUERIES = Path(__file__).parent / "cases/search/queries.yaml"
# kilobytes on this collection, the page's scripts included: median and 95th percentile
FIRST, SECOND = (56, 80), (23, 38)
PAGE = 25_000  # bytes of the scripts that the search page loads at first


def test_bytes_of_a_query(library: Library, tmp_path: Path) -> None:
    if shutil.which("node") is None:
        pytest.skip("node is not installed, so the browser's engine cannot be run here")
    build(library.articles, library.concepts, tmp_path / "index", tmp_path / "static")
    queries = [case["query"] for case in yaml.safe_load(QUERIES.read_text(encoding="utf-8"))][::5]
    rows, page = scale.ask(tmp_path / "static", queries), scale.scripts()
    first = scale.spread([(row.cold.bytes + page) / 1000 for row in rows])
    second = scale.spread([row.second.bytes / 1000 for row in rows])
    print(f"scripts {page / 1000:.1f} KB, first query {first}, second {second}")
    assert page <= PAGE
    assert first <= FIRST and first[1] <= FIRST[1], f"a first query got dearer: {first}, allowed {FIRST}"
    assert second <= SECOND and second[1] <= SECOND[1], f"a second query got dearer: {second}, allowed {SECOND}"
