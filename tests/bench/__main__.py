"""``make bench``: speed and memory as ratios against a named peer, measured in the same run.

Absolute figures depend on the machine and on what else it does; quote the ratios.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
REPEATS = 5


def seconds(work: Callable[[], object]) -> float:
    """The median of several runs after a warm-up."""
    work()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return sorted(times)[REPEATS // 2]


def row(name: str, ours: float, peer: str, theirs: float, unit: str) -> None:
    print(f"{name:<34} {ours:>10.3f} {unit:<6} {peer:<34} {theirs:>10.3f} {unit:<6} x{ours / theirs:.2f}")


def repair_speed() -> None:
    """Megabytes of UTF-8 a second, next to OpenCC, which does one of our thirty steps."""
    import opencc

    from anwen.repair import repair

    convert = opencc.OpenCC("t2s").convert
    raw = ROOT / "corpus" / "raw"
    clean = repair((raw / "001_93a7fee54facfcc6.txt").read_text(encoding="utf-8")).text * 8
    annotated = (raw / "004_6b7f437dfd2d9728.txt").read_text(encoding="utf-8") * 2
    for name, text in (("repair, clean text", clean), ("repair, annotated text", annotated)):
        size = len(text.encode()) / 1e6
        ours, theirs = seconds(lambda text=text: repair(text)), seconds(lambda text=text: convert(text))  # type: ignore[misc]
        row(name, size / ours, "OpenCC t2s", size / theirs, "MB/s")


def search_speed() -> None:
    """Milliseconds a query and seconds a build, next to plain Whoosh with jieba's own analyser."""
    from jieba.analyse import ChineseAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in
    from whoosh.qparser import QueryParser

    from anwen.index import Searcher, build
    from anwen.pipeline import derive
    from anwen.workspace import Workspace

    library = derive(Workspace(ROOT)).library
    queries = [
        "一岗双责",
        "隐患排查治理",
        "安全生产责任书",
        "校园安全",
        "应急演练 培训",
        "挂牌督办",
        "煤矿瓦斯",
        "主体责任",
    ]
    with tempfile.TemporaryDirectory() as folder:
        own, plain = Path(folder, "own"), Path(folder, "plain")
        for path in (own, plain):
            path.mkdir()

        def ours() -> None:
            build(library.articles, library.concepts, own, Path(folder, "static"))

        def theirs() -> None:
            writer = create_in(str(plain), Schema(id=ID(stored=True), text=TEXT(analyzer=ChineseAnalyzer()))).writer()
            for article in library.articles:
                for passage in article.passages:
                    writer.add_document(id=passage.id, text=passage.text)
            writer.commit()

        row("index build", seconds(ours), "Whoosh + ChineseAnalyzer", seconds(theirs), "s")
        index = create_in(str(plain), Schema(id=ID(stored=True), text=TEXT(analyzer=ChineseAnalyzer())))
        theirs()
        index = index.refresh()
        parser = QueryParser("text", index.schema)
        with Searcher(own) as searcher, index.searcher() as peer:
            mine = seconds(lambda: [searcher.search(query) for query in queries]) / len(queries) * 1e3
            other = (
                seconds(lambda: [peer.search(parser.parse(query), limit=10) for query in queries]) / len(queries) * 1e3
            )
        row("warm query", mine, "Whoosh + ChineseAnalyzer", other, "ms")


def main() -> None:
    print(f"{'measure':<34} {'anwen':>10} {'':<6} {'peer':<34} {'':>10} {'':<6} ratio")
    repair_speed()
    search_speed()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this run: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
