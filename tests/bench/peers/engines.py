"""The engines of the comparison: how each is built, and the page that asks it in the browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from msgspec import Struct

HERE = Path(__file__).parent
PARTS = ("plan", "source", "engine", "parts")  # of our engine: what every query needs; the rest comes when it is needed
PACKAGES = {"pagefind": "1.6.0", "minisearch": "7.2.0"}  # from npm, fetched when the bench runs, never committed


class Engine(Struct, frozen=True):
    """``command`` has the words {articles}, {passages}, {packages} and {target} to fill in; ``page`` is "" for one that
    is asked in Python."""

    name: str
    command: tuple[str, ...]
    page: str = ""
    npm: bool = False

    def fill(self, **words: str) -> list[str]:
        """The command to run."""
        return [part.format(**words) for part in self.command]


def _page(body: str, *scripts: str) -> str:
    tags = "".join(f'<script src="{script}"></script>' for script in scripts)
    head = '<!doctype html><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">'
    return f"{head}{tags}<script>{body}</script>"


_ANWEN = """
const late = new Map();
window.anwenShard = (name, data) => late.set(name, data);
const script = (name) => new Promise((done, failed) => document.head.append(
  Object.assign(document.createElement("script"), { src: name, onload: done, onerror: failed })));
const load = async (name) => {
  if (name.startsWith("..")) {
    await script(`${name.split("/").pop()}.js`);
    return late.get(name);
  }
  const text = await (await fetch(`search/${name}.js`)).text();
  return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
};
const opened = anwenSearch.Engine.open(load);
window.ready = opened.then(() => true);
window.ask = async (query) => (await (await opened).answer(query, {limit: 10})).hits.map((hit) => hit.id);
"""
_PAGEFIND = """
const opened = import("./pagefind/pagefind.js").then((it) => it.init().then(() => it));
window.ready = opened.then(() => true);
window.ask = async (query) => {
  const found = (await (await opened).search(query)).results.slice(0, 10);
  return (await Promise.all(found.map((it) => it.data()))).map((it) => it.meta.id);
};
"""
_MINISEARCH = """
const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
const tokenize = (text) => [...segmenter.segment(text)].filter((it) => it.isWordLike).map((it) => it.segment);
const opened = fetch("index.json").then((it) => it.text()).then((text) =>
  MiniSearch.loadJSON(text, { fields: ["title", "heading", "text"], storeFields: ["title", "text"], tokenize }));
window.ready = opened.then(() => true);
window.ask = async (query) => (await opened).search(query).slice(0, 10).map((it) => it.id);
"""
_MATERIAL = """
const worker = new Worker("workers/search.js");
const next = (type) => new Promise((done) => {
  const listen = (event) => {
    if (event.data.type !== type) return;
    worker.removeEventListener("message", listen);
    done(event.data.data);
  };
  worker.addEventListener("message", listen);
});
window.ready = fetch("search_index.json").then((it) => it.json()).then((index) => {
  const ready = next(1);
  worker.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
  return ready.then(() => true);
});
window.ask = async (query) => {
  const answer = next(3);
  worker.postMessage({ type: 2, data: query });
  const found = (await answer).items.flat().filter((it) => it.location.includes("#"));
  found.sort((one, other) => other.score - one.score);
  return found.slice(0, 10).map((it) => it.location.replace("a/", "").replace("/#", "."));
};
"""

ENGINES = (
    Engine(
        "Anwen",
        (sys.executable, "-m", "peers.build_anwen", "{articles}", "{target}"),
        _page(_ANWEN, *(f"search-{part}.js" for part in PARTS)),
    ),
    Engine(
        "Pagefind",
        ("node", str(HERE / "build_pagefind.mjs"), "{packages}", "{passages}", "{target}"),
        _page(_PAGEFIND),
        True,
    ),
    Engine(
        "MiniSearch",
        ("node", str(HERE / "build_minisearch.mjs"), "{packages}", "{passages}", "{target}"),
        _page(_MINISEARCH, "minisearch.js"),
        True,
    ),
    Engine(
        "Material (lunr)",
        (sys.executable, "-m", "peers.build_material", "{passages}", "{target}"),
        _page(_MATERIAL),
    ),
    Engine("Whoosh + jieba", (sys.executable, "-m", "peers.whoosh_jieba", "{passages}", "{target}")),
)


def fetch_packages(folder: Path) -> str:
    """Put the npm packages into ``folder``; the reason where that cannot be, else ""."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "node and npm are not installed"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    command = ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--silent", *wanted]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"npm could not fetch the packages: {done.stderr.strip()[-200:]}"
