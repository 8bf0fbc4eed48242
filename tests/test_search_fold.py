"""Passages that read nearly the same are one hit, on the command line and in the browser."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

import node_engine
from anwen.index import Searcher, build
from anwen.index.analysis.dictionary import codes
from anwen.index.analysis.same import Same, Sketch, sketches
from anwen.index.terms import RUN, fold
from anwen.library import Article, Library, Passage

ASK = r"""async (engine, asked) => {
  const answers = [];
  for (const [query, limit] of asked) {
    const it = await engine.answer(query, { limit });
    answers.push([it.total, it.hits.map((hit) => [hit.id, hit.score, hit.also.map((other) => other.id)])]);
  }
  return answers;
}"""
ASKED = [("一岗双责", 3), ("安全生产责任", 10), ("安全生产责任", 40), ("检查", 1), ("事故应急演练", 5)]


def copy_of(article: Article, id: str) -> Article:
    """The article as another site has it: other ids, a word exchanged in each longer passage."""
    body = []
    for part in article.body:
        if isinstance(part, Passage):
            text = part.text.replace("，", "；", 1).replace("我们", "大家")
            part = replace(part, id=part.id.replace(article.id, id), text=text, mentions=())
        body.append(part)
    return replace(article, id=id, body=tuple(body))


@pytest.fixture(scope="module")
def folders(library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    articles = list(library.articles[:4])
    articles += [copy_of(articles[1], "aw9001"), copy_of(articles[1], "aw9002"), copy_of(articles[3], "aw9003")]
    folder = tmp_path_factory.mktemp("fold")
    build(articles, library.concepts, folder / "index", folder / "static")
    return folder / "index", folder / "static"


def test_one_hit_says_where_the_others_stand(folders: tuple[Path, Path]) -> None:
    with Searcher(folders[0]) as searcher:
        number = 0
        for query, limit in ASKED:
            answer = searcher.answer(query, limit=limit)
            shown = [hit.id for hit in answer.hits]
            folded = [id for hit in answer.hits for id in hit.also]
            number += len(folded)
            assert len({*shown, *folded}) == len(shown) + len(folded) <= answer.total
            copies = [id for id in shown if id.startswith("aw9")]
            assert not any(id.replace("aw9001", "aw0002").replace("aw9002", "aw0002") in shown for id in copies)
        assert number > 10
        everything = searcher.answer("安全生产责任", limit=1000)
        assert sum(1 + len(hit.also) for hit in everything.hits) == everything.total, "counts are of passages"


def test_the_browser_folds_the_same(folders: tuple[Path, Path], tmp_path: Path) -> None:
    answers = node_engine.run(ASK, ASKED, folders[1], tmp_path)
    with Searcher(folders[0]) as searcher:
        for (query, limit), (total, hits) in zip(ASKED, answers, strict=True):
            ours = searcher.answer(query, limit=limit)
            assert (total, hits) == (ours.total, [[hit.id, hit.score, list(hit.also)] for hit in ours.hits]), query


def sketch(text: str) -> Sketch:
    plain = codes("".join(RUN.findall(fold(text))))
    return sketches(plain, np.array([len(plain)]))[0]


def test_only_what_reads_nearly_the_same(library: Library) -> None:
    same = Same()
    texts = [passage.text for article in library.articles for passage in article.passages]
    firsts = [same.first(number, sketch(text)) for number, text in enumerate(texts)]
    for number, first in enumerate(firsts):
        assert first <= number and firsts[first] == first
        if first != number and len(texts[number]) < 24:
            assert Same().first(0, sketch(texts[number])) == 0
    assert sum(first != number for number, first in enumerate(firsts)) < len(texts) // 20, "most passages are their own"


def test_a_character_more_is_nearly_the_same_and_a_third_is_not(library: Library) -> None:
    texts = [passage.text for article in library.articles for passage in article.passages if len(passage.text) > 90]
    kept = 0
    for number, text in enumerate(texts):
        same, at = Same(), number % 80
        assert same.first(0, sketch(text)) == 0
        kept += same.first(1, sketch(f"{text[:at]}某{text[at:]}。")) == 0
        assert same.first(2, sketch(text[: len(text) // 3])) == 2
    assert kept > 0.98 * len(texts)
