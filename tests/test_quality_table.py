"""docs/quality.md says what the bench measures."""

from __future__ import annotations

import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tests" / "bench"))

import cleaning


def test_the_page_shows_what_the_bench_gives() -> None:
    for name in ("ftfy", "trafilatura"):
        pytest.importorskip(name, reason="compared with in docs/quality.md")
    page = cleaning.PAGE.read_text(encoding="utf-8")
    assert cleaning.section(page) == cleaning.table().strip("\n"), "run python tests/bench/cleaning.py"
