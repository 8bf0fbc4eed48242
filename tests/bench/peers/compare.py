"""One table of all engines at one size."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peers import process, whoosh_jieba
from peers.browse import Reading, read
from peers.corpus import ROOT, Quality, Query, articles, judged, quality, write_passages
from peers.engines import ENGINES, Engine, fetch_packages

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
ITEMS = 40  # queries in a synthetic collection
VISITS = 12  # first queries of which the bytes are counted


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def row(
    engine: Engine, size: int, queries: Sequence[Query], passages: Path, folder: Path, browser: Any
) -> dict[str, Any]:
    """One engine's line of the table."""
    target = folder / engine.name.split()[0].lower()
    target.mkdir()
    words = {
        "size": str(size),
        "passages": str(passages),
        "packages": str(ROOT / ".anwen" / "bench"),
        "target": str(target),
    }
    cost = process.run(engine.fill(**words), Path(__file__).parents[1])
    texts = [query.text for query in queries]
    if engine.page:
        (target / "index.html").write_text(engine.page, encoding="utf-8")
        reading = read(browser, target, texts, VISITS)
    else:
        found, warm = whoosh_jieba.answers(target, texts)
        reading = Reading(found, [], [], [], warm)
    good: Quality = quality(queries, reading.answers)
    return {
        "engine": engine.name,
        "ndcg": good.ndcg,
        "recall": good.recall,
        "nothing": good.nothing,
        "cold": statistics.median(reading.cold) / 1000 if reading.cold else float("nan"),
        "cold95": percentile(reading.cold, 0.95) / 1000,
        "second": statistics.median(reading.second) / 1000 if reading.second else float("nan"),
        "requests": statistics.median(reading.requests) if reading.requests else float("nan"),
        "warm": statistics.median(reading.warm),
        "warm95": percentile(reading.warm, 0.95),
        "build": cost.seconds,
        "memory": cost.peak,
    }


HEAD = "engine            nDCG@10 recall@10 zero  first KB  p95 KB second KB requests warm ms p95 ms build s peak MiB"


_FIGURES = "{ndcg:7.3f} {recall:9.3f} {nothing:5.1%} {cold:8.1f} {cold95:7.1f} {second:9.1f} {requests:8.0f}"
_COSTS = "{warm:7.1f} {warm95:6.1f} {build:7.1f} {memory:8.0f}"


def line(it: dict[str, Any]) -> str:
    """A row as it is printed."""
    return f"{it['engine']:<17} {_FIGURES.format(**it)} {_COSTS.format(**it)}"


def compare(size: int, names: Sequence[str]) -> list[dict[str, Any]]:
    """All engines (or those named) at one size, printed as they come."""
    from playwright.sync_api import sync_playwright

    missing = fetch_packages(ROOT / ".anwen" / "bench")
    rows = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        passages = folder / "passages.jsonl"
        count = write_passages(articles(size), passages)
        queries = queries_for(size, passages)
        print(f"\n{size or 'this collection,'} articles, {count} passages, {len(queries)} queries\n{HEAD}", flush=True)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for engine in ENGINES:
            if names and engine.name.split()[0].lower() not in names:
                continue
            if engine.npm and missing:
                print(f"{engine.name:<17} not measured: {missing}", flush=True)
                continue
            try:
                rows.append(row(engine, size, queries, passages, folder, browser))
                print(line(rows[-1]), flush=True)
            except Exception as error:  # one engine's failure is a result too
                print(f"{engine.name:<17} failed: {str(error)[-300:]}", flush=True)
        browser.close()
    return rows


def queries_for(size: int, passages: Path) -> list[Query]:
    """The judged queries; in a synthetic collection known items: words cut from a passage must find it."""
    if not size:
        return judged(passages)
    lines = [json.loads(it) for it in passages.open(encoding="utf-8")]
    step = max(1, len(lines) // ITEMS)
    found = []
    for place, it in enumerate(lines[::step][:ITEMS]):
        text = it["text"]
        start = (place * 37) % max(1, len(text) - 12)
        found.append(Query(text[start : start + 12], "known item", frozenset({it["id"]})))
    return found
