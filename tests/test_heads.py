"""Lists cut into heads and tails: from a part of them the browser shows what the command line finds in the whole."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import pytest

import node_engine
from anwen.index import Searcher, build, shards, store
from anwen.records import Library
from bench import synthetic

HEAD = 12  # passages; the collection is small, so that the test is fast, and its heads are smaller still
BUDGET = 300  # passages that a first look takes
ASK = """
async (engine, asked, open) => {
  const answers = [];
  for (const [query, options] of asked) {
    const engine = await open(); // anew for each, so that little is loaded
    const part = await engine.answer(query, options), whole = await engine.answer(query, { ...options, whole: true });
    const plain = (it) => ({ hits: it.hits.map((hit) => [hit.id, hit.score]), total: it.total, complete: it.complete });
    answers.push([plain(part), plain(whole)]);
  }
  return answers;
}
"""


@pytest.fixture(scope="module")
def model(library: Library) -> synthetic.Model:
    return synthetic.learn(library.articles, library.concepts)


def queries(model: synthetic.Model, number: int) -> list[tuple[str, dict[str, Any]]]:
    """Words and pieces of the collection's own texts, some within a filter or with words in quotation marks."""
    drawn = random.Random(5)
    texts = [passage.text for article in synthetic.articles(model, 20) for passage in article.passages]
    found: list[tuple[str, dict[str, Any]]] = []
    while len(found) < number:
        text = drawn.choice(texts)
        at, length = drawn.randrange(len(text)), drawn.choice((2, 4, 4, 6, 9, 14, 30))
        query = text[at : at + length]
        kind = len(found) % 8
        if kind == 5:
            query = f"“{query[:4]}” {drawn.choice(texts)[:5]}"
        elif kind == 6:
            query = f"{query} -{drawn.choice(texts)[3:5]}"
        elif kind == 7:
            query = f"{query} {drawn.choice(texts)[:4]}"
        found.append((query, {"theme": "training"} if kind == 4 else {}))
    common = ("安全", "责任", "企业", "会议", "学校", "检查", "管理", "工作", "生产", "培训", "安全生产", "火", "不")
    return [*found, ("安全生产责任", {"limit": 40}), ("安全 2013年", {}), *((word, {}) for word in common)]


def test_heads_give_the_order_of_whole_lists(
    model: synthetic.Model, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for reader in (shards, store):
        monkeypatch.setattr(reader, "head_of", lambda _: HEAD)
    monkeypatch.setattr(sys.modules[build.__module__], "budget_of", lambda _: BUDGET)
    monkeypatch.setattr(shards, "_INLINE", 40)
    build(synthetic.articles(model, 40), library.concepts, tmp_path / "index", tmp_path / "static")
    asked = queries(model, 60)
    answers = node_engine.run(ASK, asked, tmp_path / "static", tmp_path, ("plan", "source", "engine"))
    parts = 0
    with Searcher(tmp_path / "index") as searcher:
        for (query, options), (part, whole) in zip(asked, answers, strict=True):
            ours = searcher.answer(query, **options)
            expected = [[hit.id, hit.score] for hit in ours.hits]
            assert part["hits"] == expected, (query, options)
            assert part["total"] <= ours.total and (part["total"] == ours.total or not part["complete"]), query
            assert (whole["hits"], whole["total"], whole["complete"]) == (expected, ours.total, True), query
            parts += not part["complete"]
    assert parts > 5, "heads were enough for hardly any query"
