"""The browser's search engine run in node, with its scripts loaded as a page loads them and shards from a folder."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

ASSETS = Path(__file__).parent.parent / "docs/assets/anwen"
SCRIPTS = ("plan", "spell", "loosen", "source", "engine", "parts", "suggest")
_RUN = r"""
const fs = require("fs"), path = require("path"), vm = require("vm");
const [, , assets, shards, names, given, body] = process.argv;
for (const name of names.split(",").map((it) => `search-${it}.js`)) {
  vm.runInThisContext(fs.readFileSync(path.join(assets, name), "utf8"), { filename: name });
}
const load = async (name) => {
  const text = fs.readFileSync(path.join(shards, name + ".js"), "utf8");
  return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
};
(async () => {
  const engine = await anwenSearch.Engine.open(load);
  const ask = vm.runInThisContext(fs.readFileSync(body, "utf8"), { filename: body });
  process.stdout.write(JSON.stringify(await ask(engine, JSON.parse(fs.readFileSync(given, "utf8")))));
})();
"""


def run(ask: str, asked: Any, shards: Path, folder: Path) -> Any:
    """What ``ask`` gives, the text of an asynchronous function of the engine and of ``asked``; ``folder`` is scratch.

    Skips the test where node is not installed.
    """
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed, so the browser's engine cannot be run here")
    (folder / "asked.json").write_bytes(msgspec.json.encode(asked))
    (folder / "ask.js").write_text(ask, encoding="utf-8")
    (folder / "run.js").write_text(_RUN, encoding="utf-8")
    files = (folder / "run.js", ASSETS, shards, ",".join(SCRIPTS), folder / "asked.json", folder / "ask.js")
    done = subprocess.run([node, *map(str, files)], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
