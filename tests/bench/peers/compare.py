"""One table of all engines at one size."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from peers import process
from peers.browse import Reading
from peers.corpus import ROOT, Quality, Query, quality
from peers.engines import ENGINES, Engine, fetch_packages
from peers.process import Cost, Limits

BENCH = Path(__file__).parents[1]
VISITS = 12  # first queries of which the bytes are counted


class Row(Struct, frozen=True):
    """What was learnt of an engine: what its build cost, what readers saw, and what asking it cost."""

    engine: str
    built: Cost
    reading: Reading
    asked: Cost

    @property
    def fault(self) -> str:
        """Why the row is not whole."""
        if self.built.fault:
            return f"building {self.built.fault}"
        return f"asking {self.asked.fault}" if self.asked.fault else ""


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def row(engine: Engine, queries: Sequence[Query], folder: Path, limits: Limits) -> Row:
    """Build and ask one engine, each in a process of its own within the limits."""
    target = folder / "engine"
    target.mkdir()
    words = {
        "articles": str(folder / "articles.msgpack"),
        "passages": str(folder / "passages.jsonl"),
        "packages": str(ROOT / ".anwen" / "bench"),
        "target": str(target),
    }
    result = folder / "result.json"
    try:
        built = process.run(engine.fill(**words), BENCH, limits)
        if built.fault:
            return Row(engine.name, built, Reading(), Cost(0, 0, 0))
        if engine.page:
            (target / "index.html").write_text(engine.page, encoding="utf-8")
        (folder / "asked.json").write_bytes(msgspec.json.encode([query.text for query in queries]))
        command = [sys.executable, "-m", "peers.browse", target, folder / "asked.json", result, VISITS]
        asked = process.run([*map(str, command)], BENCH, limits)
        known = msgspec.json.decode(result.read_bytes(), type=Reading) if result.exists() else Reading()
        return Row(engine.name, built, known, asked)
    finally:
        result.unlink(missing_ok=True)
        shutil.rmtree(target)


Column = tuple[str, Callable[[Row, Sequence[Query]], float], str]


def _kilobytes(values: Sequence[int], share: float) -> float:
    return percentile(values, share) / 1000


def _quality(it: Row, asked: Sequence[Query]) -> Quality:
    """How good the answers are, to the queries that it came to."""
    return quality(asked[: len(it.reading.answers)], it.reading.answers)


COLUMNS: tuple[Column, ...] = (
    ("nDCG@10", lambda it, asked: _quality(it, asked).ndcg, ".3f"),
    ("recall@10", lambda it, asked: _quality(it, asked).recall, ".3f"),
    ("zero", lambda it, asked: _quality(it, asked).nothing, ".0%"),
    ("first KB", lambda it, _: statistics.median(it.reading.cold) / 1000, ".1f"),
    ("p95 KB", lambda it, _: _kilobytes(it.reading.cold, 0.95), ".1f"),
    ("second KB", lambda it, _: statistics.median(it.reading.second) / 1000, ".1f"),
    ("requests", lambda it, _: statistics.median(it.reading.requests), ".0f"),
    ("warm ms", lambda it, _: statistics.median(it.reading.warm), ".1f"),
    ("p95 ms", lambda it, _: percentile(it.reading.warm, 0.95), ".1f"),
    ("build s", lambda it, _: it.built.seconds, ".0f"),
    ("cpu s", lambda it, _: it.built.processor, ".0f"),
    ("build MiB", lambda it, _: it.built.peak, ".0f"),
    ("ask MiB", lambda it, _: it.asked.peak, ".0f"),
)
HEAD = f"{'engine':<16}" + "".join(f"{name:>{len(name) + 2}}" for name, _, _ in COLUMNS)


def line(it: Row, queries: Sequence[Query]) -> str:
    """A row as it is printed; "-" for what is not known of it."""
    cells = []
    for name, value, form in COLUMNS:
        try:
            text = f"{value(it, queries):{form}}"
        except (ArithmeticError, IndexError, statistics.StatisticsError):
            text = "-"
        cells.append(f"{text.replace('nan', '-'):>{len(name) + 2}}")
    return f"{it.engine:<16}{''.join(cells)}{'  ' * bool(it.fault)}{it.fault}"


def compare(size: int, names: Sequence[str], limits: Limits | None = None) -> list[Row]:
    """All engines (or those named) at one size, printed as they come."""
    missing = fetch_packages(ROOT / ".anwen" / "bench")
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = process.run([sys.executable, "-m", "peers.corpus", str(size), name], BENCH, Limits(24 * 3600, 8))
        if made.fault:
            print(f"{size} articles: the collection {made.fault}", flush=True)
            return []
        count, queries = msgspec.json.decode((folder / "queries.json").read_bytes(), type=tuple[int, list[Query]])
        what = f"{size:,} synthetic articles" if size else "this collection"
        print(f"\n{what}, {count:,} passages, {len(queries)} queries\n{HEAD}", flush=True)
        for engine in ENGINES:
            if names and engine.name.split()[0].lower() not in names:
                continue
            if engine.npm and missing:
                print(f"{engine.name:<16}  not measured: {missing}", flush=True)
                continue
            rows.append(row(engine, queries, folder, limits or Limits()))
            print(line(rows[-1], queries), flush=True)
    return rows
