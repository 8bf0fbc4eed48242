"""What search costs as the collection grows: bytes, files and rounds of a query, its time, time and memory of a build.

    python tests/bench/scale.py 1000 10000

prints one table. The collections are made by synthetic.py, in a process of its own that no figure counts: what it
learns from takes more memory than an index of 10,000 articles. The queries are half of the judged set and pieces of the
collection's own texts. Every file is counted as gzip sends it, the scripts of the search page with the first query.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

ROOT = Path(__file__).parents[2]
for folder in (ROOT / "scripts", ROOT / "tests"):
    sys.path.insert(0, str(folder))

ASSETS = ROOT / "docs/assets/anwen"
ENGINE = ("plan", "source", "engine", "parts")  # what answers a query …
PAGE = (*ENGINE, "show", "page")  # … and what the page /search/ loads besides; what helps with typing comes with it
QUERIES = 100
_ARTICLES = "articles.jsonl"


class Cost(Struct, frozen=True):
    """What one query fetched."""

    bytes: int
    files: int
    rounds: int  # how often it had to wait for files that it learnt of only then
    rooms: dict[str, int] = {}


class Asked(Struct, frozen=True):
    """A query asked first, another after it, and the first once more; ``warm`` is in milliseconds, in node."""

    query: str
    cold: Cost
    second: Cost
    warm: float
    total: int
    complete: bool
    ids: list[str]


class Built(Struct, frozen=True):
    """The building of an index; seconds of all processes and of the clock, the most megabytes that all may take."""

    clock: float
    processor: float
    memory: float


class Row(Struct, frozen=True):
    """One line of the table: kilobytes, milliseconds, seconds, megabytes."""

    size: int
    passages: int
    first: tuple[float, float]  # median and 95th percentile, with the engine's scripts
    page: tuple[float, float]  # the same with all scripts of the page
    second: tuple[float, float]
    files: tuple[float, float]  # of a first query
    rounds: tuple[float, float]
    warm: tuple[float, float]  # in node
    chromium: tuple[float, float] | None  # warm, in Chromium; None where it is not found
    command: float  # `Searcher` opened and one query answered, in a fresh process
    built: Built
    published: int  # files
    megabytes: float


def spread(values: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile.

    >>> spread(range(100))
    (49.5, 95)
    """
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]


def scripts(names: Sequence[str] = PAGE) -> int:
    """Bytes of the scripts."""
    return sum(len(gzip.compress((ASSETS / f"search-{name}.js").read_bytes(), 9)) for name in names)


def ask(shards: Path, queries: Sequence[str]) -> list[Asked]:
    """Answer the queries with the browser's engine in node, each in a fresh engine, and count what it fetches.

    Raises:
        RuntimeError: the engine failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.json"
        asked.write_text(json.dumps({"queries": list(queries), "scripts": [f"search-{name}.js" for name in ENGINE]}))
        command = ["node", str(Path(__file__).with_name("bytes.mjs")), str(ASSETS), str(shards), str(asked)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return msgspec.json.decode(done.stdout, type=list[Asked])


def queries_for(size: int, number: int = QUERIES) -> list[str]:
    """Judged queries, and as many pieces of the synthetic texts: words, parts of sentences, titles."""
    from bench import synthetic

    drawn = random.Random(size)
    judged = yaml.safe_load((ROOT / "tests/cases/search/queries.yaml").read_text(encoding="utf-8"))
    found = [case["query"] for case in drawn.sample(judged, number // 2)]
    model = synthetic.model_of(ROOT)
    articles = list(synthetic.articles(model, min(size, 300)))
    while len(found) < number:
        article = drawn.choice(articles)
        text = drawn.choice(article.passages).text
        at = drawn.randrange(max(1, len(text) - 12))
        words = drawn.sample(drawn.choice(model.subjects), 2)
        found.append(
            drawn.choice([article.title[:12], words[0], " ".join(words), text[at : at + drawn.choice((4, 8, 16))]])
        )
    drawn.shuffle(found)
    return found


def build(folder: Path) -> None:
    """Build the index of the articles in ``folder`` there."""
    from anwen.index import build as build_index
    from anwen.library import Article
    from anwen.link import load_concepts

    decoder = msgspec.json.Decoder(Article)
    with (folder / _ARTICLES).open("rb") as file:
        concepts = load_concepts(ROOT / "corpus/concepts")
        build_index(map(decoder.decode, file), concepts, folder / "index", folder / "static")


def _apart(what: str, *arguments: object) -> Built:
    """Do one of this module's jobs in a process of its own."""
    started = time.perf_counter()
    command = [sys.executable, __file__, what, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    processor, memory = json.loads(done.stdout.splitlines()[-1])
    return Built(time.perf_counter() - started, processor, memory)


def _spent() -> str:
    """Seconds and megabytes of this process and its workers, each of which takes no more than the largest of them."""
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = sum(it.ru_utime + it.ru_stime for it in (own, workers))
    number = max(1, (os.cpu_count() or 1) - 1)  # as `anwen.index.analysis.analyse` has them
    return json.dumps([seconds, (own.ru_maxrss + number * workers.ru_maxrss) / 1024])


def chromium(static: Path, queries: Sequence[str]) -> tuple[float, float] | None:
    """Milliseconds of warm queries in Chromium: median and 95th percentile."""
    from playwright.sync_api import Error, sync_playwright

    load = """async (queries) => {
      const shards = new Map();
      const script = (name) => new Promise((done, failed) => document.head.append(
        Object.assign(document.createElement("script"), { src: name, onload: done, onerror: failed })));
      window.anwenShard = (name, data) => shards.set(name, data);
      const load = async (name) => {
        if (name.startsWith("..")) {
          await script("file://" + ASSETS + "/" + name.split("/").pop() + ".js");
          return true;
        }
        if (!shards.has(name)) await script(name + ".js");
        return shards.get(name);
      };
      for (const name of SCRIPTS) await script("file://" + ASSETS + "/search-" + name + ".js");
      const engine = await anwenSearch.Engine.open(load), times = [];
      for (const query of queries) {
        await engine.answer(query);
        const start = performance.now();
        await engine.answer(query);
        times.push(performance.now() - start);
      }
      return times;
    }"""
    load = load.replace("ASSETS", json.dumps(str(ASSETS))).replace("SCRIPTS", json.dumps(ENGINE))
    page_file = static / "bench.html"
    page_file.write_text("<!doctype html><meta charset=utf-8><title>.</title>")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(page_file.as_uri())
            times = page.evaluate(load, list(queries))
            browser.close()
    except Error as error:
        print(f"Chromium: {str(error).splitlines()[0]}", file=sys.stderr)
        return None
    finally:
        page_file.unlink()
    return spread(times)


def measure(size: int, folder: Path | None = None) -> Row:
    """Build a collection of ``size`` articles and measure it; an index that ``folder`` holds is used as it is."""
    with tempfile.TemporaryDirectory() as temporary:
        place = folder or Path(temporary)
        built = Built(0, 0, 0)
        if not (place / "static/root.js").exists():
            for name in ("index", "static"):
                (place / name).mkdir(parents=True, exist_ok=True)
            _apart("collect", size, place)
            built = _apart("build", place)
            (place / _ARTICLES).unlink()
        queries = queries_for(size)
        rows = ask(place / "static", queries)
        published = [path.stat().st_size for path in (place / "static").rglob("*.js")]
        root = (place / "static/root.js").read_text(encoding="utf-8")
        command, engine, page = _apart("search", place, "一岗双责"), scripts(ENGINE), scripts()
        kilobytes: Callable[[int], float] = lambda number: number / 1000  # noqa: E731
        return Row(
            size=size,
            passages=json.loads(root[root.index(",") + 1 : root.rindex(")")])["settings"]["total"],
            first=spread([kilobytes(it.cold.bytes + engine) for it in rows]),
            page=spread([kilobytes(it.cold.bytes + page) for it in rows]),
            second=spread([kilobytes(it.second.bytes) for it in rows]),
            files=spread([it.cold.files for it in rows]),
            rounds=spread([it.cold.rounds for it in rows]),
            warm=spread([it.warm for it in rows]),
            chromium=chromium(place / "static", queries),
            command=command.clock,
            built=built,
            published=len(published),
            megabytes=sum(published) / 1e6,
        )


def table(rows: Sequence[Row]) -> str:
    """The rows as a table of text, one column a collection."""
    both: Callable[[tuple[float, float] | None], str] = lambda pair: (  # noqa: E731
        f"{pair[0]:.1f} / {pair[1]:.1f}" if pair else "-"
    )
    lines: list[tuple[str, Callable[[Row], str]]] = [
        ("passages", lambda it: f"{it.passages:,}"),
        ("first query, engine and index, KB", lambda it: both(it.first)),
        ("first query, the whole page, KB", lambda it: both(it.page)),
        ("second query, KB", lambda it: both(it.second)),
        ("files of a first query", lambda it: both(it.files)),
        ("rounds of a first query", lambda it: both(it.rounds)),
        ("warm query in node, ms", lambda it: both(it.warm)),
        ("warm query in Chromium, ms", lambda it: both(it.chromium)),
        ("command line, cold, s", lambda it: f"{it.command:.2f}"),
        ("build, s of the clock", lambda it: f"{it.built.clock:.0f}"),
        ("build, s of all processors", lambda it: f"{it.built.processor:.0f}"),
        ("build, MB of memory", lambda it: f"{it.built.memory:.0f}"),
        ("files published", lambda it: f"{it.published:,}"),
        ("MB published", lambda it: f"{it.megabytes:.1f}"),
    ]
    head = f"{'articles (pairs: median / p95)':<34}" + "".join(f"{it.size:>18,}" for it in rows)
    return "\n".join([head, *(f"{name:<34}" + "".join(f"{show(it):>18}" for it in rows) for name, show in lines)])


def main(arguments: Sequence[str]) -> None:
    """``SIZE…`` prints the table; the others are jobs of processes of their own."""
    if arguments[0] == "collect":
        from bench import synthetic

        synthetic.write(synthetic.model_of(ROOT), int(arguments[1]), Path(arguments[2]) / _ARTICLES)
        print(_spent())
    elif arguments[0] == "build":
        build(Path(arguments[1]))
        print(_spent())
    elif arguments[0] == "search":
        from anwen.index import Searcher

        Searcher(Path(arguments[1]) / "index").search(arguments[2])
        print(_spent())
    else:
        print(
            f"scripts: {scripts() / 1000:.1f} KB for the search page, {scripts(ENGINE) / 1000:.1f} KB the engine alone"
        )
        print(table([measure(int(size)) for size in arguments]))


if __name__ == "__main__":
    main(sys.argv[1:] or ["1000"])
