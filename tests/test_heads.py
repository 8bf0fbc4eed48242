"""Lists cut into heads and tails: from a part of them the browser shows what the command line finds in the whole."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import node_engine
from anwen.index import Searcher, build
from anwen.index.record import store
from anwen.index.static import shards
from anwen.index.terms import fold, is_han
from anwen.library import Library
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


WHOLE = """
async (engine, queries) => {
  const found = [];
  for (const query of queries) found.push((await engine.answer(query, { whole: true })).numbers);
  return found;
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


@pytest.fixture(scope="module")
def cut(model: synthetic.Model, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with both forms of an index, while their readers too take its lists for cut."""
    folder = tmp_path_factory.mktemp("cut")
    with pytest.MonkeyPatch.context() as patched:
        for reader in (shards, store):
            patched.setattr(reader, "head_of", lambda _: HEAD)
        patched.setattr(sys.modules[build.__module__], "budget_of", lambda _: BUDGET)
        patched.setattr(shards, "_INLINE", 40)
        build(synthetic.articles(model, 40), library.concepts, folder / "index", folder / "static")
        yield folder


def test_heads_give_the_order_of_whole_lists(model: synthetic.Model, cut: Path, tmp_path: Path) -> None:
    asked = queries(model, 60)
    answers = node_engine.run(ASK, asked, cut / "static", tmp_path, ("plan", "source", "engine"))
    parts = 0
    with Searcher(cut / "index") as searcher:
        for (query, options), (part, whole) in zip(asked, answers, strict=True):
            ours = searcher.answer(query, **options)
            expected = [[hit.id, hit.score] for hit in ours.hits]
            assert part["hits"] == expected, (query, options)
            assert part["total"] <= ours.total and (part["total"] == ours.total or not part["complete"]), query
            assert (whole["hits"], whole["total"], whole["complete"]) == (expected, ours.total, True), query
            parts += not part["complete"]
    assert parts > 5, "heads were enough for hardly any query"


def test_no_passage_that_has_the_query_as_it_stands_is_missed(cut: Path, tmp_path: Path) -> None:
    """Pieces of four to forty characters from anywhere, across marks and words, alone and two of one passage."""
    drawn = random.Random(9)
    with Searcher(cut / "index") as searcher:
        source = searcher._store
        texts = [source.entry(number) for number in range(source.settings.total)]
        folded = [fold(f"{it.text}\n{it.heading}\n{it.title}") for it in texts]
        asked: list[list[str]] = []
        while len(asked) < 200:
            text, length = drawn.choice(texts).text, drawn.choice((4, 5, 7, 10, 16, 25, 40))
            starts = [drawn.randrange(max(1, len(text) - length)) for _ in range(1 + (len(asked) % 4 == 3))]
            pieces = [text[at : at + length] for at in starts]
            if all(it.split() == [it] and any(map(is_han, it)) for it in pieces):
                asked.append(pieces)
        wholes = node_engine.run(WHOLE, [" ".join(it) for it in asked], cut / "static", tmp_path)
        for pieces, theirs in zip(asked, wholes, strict=True):
            right = {at for at, text in enumerate(folded) if all(fold(it) in text for it in pieces)}
            hits = searcher.search(" ".join(pieces), limit=len(texts))
            ours = {id for hit in hits for id in (hit.id, *hit.also)}
            assert right and right <= set(theirs), pieces
            assert {texts[at].id for at in right} <= ours, pieces
