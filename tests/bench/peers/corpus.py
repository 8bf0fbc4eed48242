"""What every engine is given: the passages of a collection, and queries with what is right for each."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml
from msgspec import Struct

from anwen.index.terms import RUN, fold
from anwen.pipeline import derive
from anwen.records import Article
from anwen.workspace import Workspace

ROOT = Path(__file__).parents[3]
FIRST = 10  # results that are judged


class Query(Struct, frozen=True):
    """A query and the ids of the passages that answer it."""

    text: str
    kind: str
    relevant: frozenset[str]


class Quality(Struct, frozen=True):
    """Means over the queries: nDCG@10, the share of the right passages in the first ten, queries without a result."""

    ndcg: float
    recall: float
    nothing: float


def plain(text: str) -> str:
    """Text without punctuation and spaces, as the judgments compare it."""
    return "".join(RUN.findall(fold(text)))


def articles(size: int) -> Iterator[Article]:
    """This collection's articles for size 0, else so many synthetic ones."""
    if size:
        from synthetic import articles as synthetic
        from synthetic import model_of

        yield from synthetic(model_of(ROOT), size)
    else:
        yield from derive(Workspace(ROOT)).library.articles


def write_passages(some: Iterable[Article], path: Path) -> int:
    """One JSON line a passage for the engines that are not Python: id, url, title, heading, text. Returns how many."""
    number = 0
    with path.open("w", encoding="utf-8") as file:
        for article in some:
            for passage in article.passages:
                line = {
                    "id": passage.id,
                    "url": f"/a/{article.id}/#{passage.id.split('.')[1]}",
                    "title": article.title,
                    "heading": " › ".join(article.heading_path(passage)),
                    "text": passage.text,
                }
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                number += 1
    return number


def judged(passages: Path) -> list[Query]:
    """The judged queries of tests/cases/search, with the passages that hold one of their quotes."""
    texts = {line["id"]: plain(line["text"]) for line in map(json.loads, passages.open(encoding="utf-8"))}
    found = []
    for case in yaml.safe_load((ROOT / "tests/cases/search/queries.yaml").read_text(encoding="utf-8")):
        quotes = [plain(quote) for quote in case["relevant"]]
        relevant = frozenset(id for id, text in texts.items() if any(quote in text for quote in quotes))
        found.append(Query(case["query"], case["kind"], relevant))
    return found


def quality(queries: Sequence[Query], answers: Sequence[Sequence[str]]) -> Quality:
    """How good ``answers``, the ids found for each query, are.

    >>> quality([Query("a", "term", frozenset({"x", "y"}))], [["x", "z"]])
    Quality(ndcg=0.613..., recall=0.5, nothing=0.0)
    """
    gains, shares, nothing = 0.0, 0.0, 0
    for query, found in zip(queries, answers, strict=True):
        first, most = list(found)[:FIRST], min(FIRST, len(query.relevant))
        gain = sum(1 / math.log2(place + 2) for place, id in enumerate(first) if id in query.relevant)
        gains += gain / sum(1 / math.log2(place + 2) for place in range(most))
        shares += len(set(first) & query.relevant) / most
        nothing += not first
    return Quality(gains / len(queries), shares / len(queries), nothing / len(queries))
