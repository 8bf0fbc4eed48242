"""What every engine is given: the passages of a collection, and queries with what is right for each.

``python -m peers.corpus SIZE FOLDER`` writes passages.jsonl, articles.msgpack and queries.json, an article at a time.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

from anwen.index.terms import RUN, fold
from anwen.library import Article
from anwen.pipeline import derive
from anwen.workspace import Workspace

ROOT = Path(__file__).parents[3]
FIRST = 10  # results that are judged
ITEMS = 60  # queries to a synthetic collection
_PIECE = 12  # characters of a query that is one piece of a passage; of two pieces each has a third of them


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


def write(some: Iterable[Article], folder: Path) -> int:
    """Write the articles for us, and for the others a JSON line a passage: id, url, title, heading, text.

    Returns how many passages there are.
    """
    number, encoder = 0, msgspec.msgpack.Encoder()
    with (
        (folder / "passages.jsonl").open("w", encoding="utf-8") as lines,
        (folder / "articles.msgpack").open("wb") as own,
    ):
        for article in some:
            data = encoder.encode(article)
            own.write(len(data).to_bytes(4, "big") + data)
            for passage in article.passages:
                line = {
                    "id": passage.id,
                    "url": f"/a/{article.id}/#{passage.id.split('.')[1]}",
                    "title": article.title,
                    "heading": " › ".join(article.heading_path(passage)),
                    "text": passage.text,
                }
                lines.write(json.dumps(line, ensure_ascii=False) + "\n")
                number += 1
    return number


def read_articles(path: Path) -> Iterator[Article]:
    """The articles that `write` wrote, one at a time."""
    decoder = msgspec.msgpack.Decoder(Article)
    with path.open("rb") as file:
        while head := file.read(4):
            yield decoder.decode(file.read(int.from_bytes(head, "big")))


def _texts(passages: Path) -> Iterator[tuple[str, str]]:
    """Id and plain text of every passage."""
    with passages.open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            yield line["id"], plain(line["text"])


def judged(passages: Path) -> list[Query]:
    """The judged queries of tests/cases/search, with the passages that hold one of their quotes."""
    texts = dict(_texts(passages))
    found = []
    for case in yaml.safe_load((ROOT / "tests/cases/search/queries.yaml").read_text(encoding="utf-8")):
        quotes = [plain(quote) for quote in case["relevant"]]
        relevant = frozenset(id for id, text in texts.items() if any(quote in text for quote in quotes))
        found.append(Query(case["query"], case["kind"], relevant))
    return found


def known_items(passages: Path, number: int) -> list[Query]:
    """Queries cut from passages drawn at random; right is every passage that has all their pieces.

    Every other query is one piece of twelve characters, as one who remembers a phrase types it; the rest are two
    pieces of four from different places of a passage, as one who remembers two words.
    """
    drawn = random.Random(number)
    chosen = set(drawn.sample(range(number), min(number, ITEMS)))
    cut: list[tuple[str, ...]] = []
    for text in (text for at, (_, text) in enumerate(_texts(passages)) if at in chosen):
        short = _PIECE // 3
        if len(cut) % 2 and len(text) >= 4 * short:
            first = drawn.randrange(len(text) // 2 - short)
            second = drawn.randrange(len(text) // 2, len(text) - short)
            cut.append((text[first : first + short], text[second : second + short]))
        else:
            at = drawn.randrange(max(1, len(text) - _PIECE))
            cut.append((text[at : at + _PIECE],))
    right: list[set[str]] = [set() for _ in cut]
    for id, text in _texts(passages):
        for pieces, found in zip(cut, right, strict=True):
            if all(piece in text for piece in pieces):
                found.add(id)
    return [Query(" ".join(it), "known item", frozenset(found)) for it, found in zip(cut, right, strict=True)]


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


def main(size: int, folder: Path) -> None:
    number = write(articles(size), folder)
    passages = folder / "passages.jsonl"
    queries = known_items(passages, number) if size else judged(passages)
    (folder / "queries.json").write_bytes(msgspec.json.encode((number, queries)))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
