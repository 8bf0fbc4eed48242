"""Engines in Chromium: what a reader's first and second query cost, and how fast a warm one is.

``python -m peers.browse FOLDER QUERIES RESULT [FIRST]`` asks the engine in FOLDER (without an index.html: Whoosh) and
writes what it has learnt so far after every step, so that something is known of an engine that has to be ended.
"""

from __future__ import annotations

import gzip
import mimetypes
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec import Struct

from peers import whoosh_jieba

READY = 600_000  # milliseconds that a page may take to load; how long an engine may take is the limit of its process
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_PACKED = {".gz", ".woff2", ".png", ".pagefind", ".pf_fragment", ".pf_index", ".pf_meta", ".pf_filter"}


class Served:
    """A folder behind a local server that compresses as a web server does and counts what it sends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bytes = 0
        self.requests = 0
        self.address = ""

    def body(self, path: str) -> tuple[bytes, bool] | None:
        """The bytes to send for a path, and whether they are compressed."""
        file = self.folder / unquote(urlsplit(path).path).lstrip("/")
        if not file.resolve().is_relative_to(self.folder.resolve()) or not file.is_file():
            return None
        raw = file.read_bytes()
        if file.suffix in _PACKED:
            return raw, False
        packed = gzip.compress(raw, 6, mtime=0)
        return (packed, True) if len(packed) < len(raw) else (raw, False)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """``folder`` under a local address."""
    site = Served(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = site.body(self.path)
            if found is None:
                self.send_error(404)
                return
            body, packed = found
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(urlsplit(self.path).path)[0] or "application/wasm")
            self.send_header("Content-Length", str(len(body)))
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)
            site.bytes += len(body)
            site.requests += 1

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.address = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


class Reading(Struct):
    """What readers saw: ids for each query; bytes of first and second queries; milliseconds of warm queries."""

    answers: list[list[str]] = []
    cold: list[int] = []
    second: list[int] = []
    requests: list[int] = []
    warm: list[float] = []


def read(browser: Any, folder: Path, queries: Sequence[str], first: int, keep: Callable[[Reading], object]) -> None:
    """Ask the page ``index.html`` of ``folder``: ``first`` pairs of queries each in a visit of its own, for the bytes,
    and every query in one visit, twice (the second time is the warm one). ``keep`` is given the reading as it grows."""
    found = Reading()
    with served(folder) as site:
        step = max(1, len(queries) // first)
        for at in range(0, min(len(queries), step * first), step):
            context = browser.new_context()
            page = _open(context, site)
            _ask(page, queries[at])
            found.cold.append(site.bytes)
            found.requests.append(site.requests)
            before = site.bytes
            _ask(page, queries[(at + step // 2 + 1) % len(queries)])
            found.second.append(site.bytes - before)
            context.close()
            keep(found)
        context = browser.new_context()
        page = _open(context, site)
        for query in queries:
            found.answers.append(_ask(page, query)[0])
            found.warm.append(_ask(page, query)[1])
            keep(found)
        context.close()


def _open(context: Any, site: Served) -> Any:
    site.bytes = site.requests = 0
    page = context.new_page()
    page.set_default_timeout(READY)
    page.goto(f"{site.address}index.html")
    size = len((site.body("/index.html") or (b"", False))[0])
    page.evaluate("() => window.ready")
    site.bytes -= size  # the page itself is no engine's
    site.requests -= 1
    return page


def _ask(page: Any, query: str) -> tuple[list[str], float]:
    answer = page.evaluate(
        "async (query) => { const start = performance.now(); const ids = await window.ask(query);"
        " return [ids, performance.now() - start]; }",
        query,
    )
    time.sleep(0.02)  # the server counts after it has sent
    return answer[0], answer[1]


def main(folder: Path, asked: Path, result: Path, first: int) -> None:
    queries = msgspec.json.decode(asked.read_bytes(), type=list[str])

    def keep(found: Reading) -> None:
        beside = result.with_suffix(".new")
        beside.write_bytes(msgspec.json.encode(found))
        beside.replace(result)

    if not (folder / "index.html").exists():
        answers, warm = whoosh_jieba.answers(folder, queries)
        keep(Reading(answers, warm=warm))
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        read(browser, folder, queries, first, keep)
        browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), int(sys.argv[4]))
