"""The scripts of the site in node: single functions, or the search engine with its shards, as a page loads them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

ASSETS = Path(__file__).parent.parent / "docs/assets/anwen"
SCRIPTS = ("plan", "spell", "loosen", "source", "engine", "parts", "suggest")
_RUN = r"""
const fs = require("fs"), path = require("path"), vm = require("vm");
const [, , assets, shards, names, given, body] = process.argv;
const run = (file) => vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
for (const name of names.split(",")) run(path.join(assets, `search-${name}.js`));
const load = async (name) => {
  if (name.startsWith("..")) return run(path.join(assets, path.basename(name) + ".js")) ?? true;
  const text = fs.readFileSync(path.join(shards, name + ".js"), "utf8");
  return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
};
(async () => {
  const open = () => anwenSearch.Engine.open(load);
  process.stdout.write(JSON.stringify(await run(body)(await open(), JSON.parse(fs.readFileSync(given, "utf8")), open)));
})();
"""
_CALL = """
const fs = require("fs"), vm = require("vm");
const { scripts, calls } = JSON.parse(fs.readFileSync(0, "utf8"));
globalThis.anwenCite = { root: "https://example.org/" };
for (const name of scripts) vm.runInThisContext(fs.readFileSync(name, "utf8"), name);
globalThis.window = { dispatchEvent() {} }; // behind the scripts, which ask at once whether they are on a page
const answers = calls.map(([path, ...given]) => {
  const steps = path.split(".");
  const last = steps.pop();
  return steps.reduce((place, step) => place[step], globalThis)[last](...given);
});
process.stdout.write(JSON.stringify(answers, (_, it) => (ArrayBuffer.isView(it) ? Array.from(it) : it)));
"""


def program(*names: str) -> str:
    """The path of a program; the test is skipped where it is missing, and fails in CI."""
    for name in names:
        if path := shutil.which(name):
            return path
    if os.environ.get("ANWEN_REQUIRE_BROWSER"):
        pytest.fail(f"{names[0]} was not found, and ANWEN_REQUIRE_BROWSER is set")
    pytest.skip(f"{names[0]} was not found; install it to run this test")


def call(scripts: Sequence[str], calls: list[list[Any]]) -> list[Any]:
    """What functions of the scripts answer; a call is a path from the global object and its arguments."""
    paths = [str(ASSETS / f"{name}.js") for name in scripts]
    done = subprocess.run(
        [program("node", "nodejs"), "-e", _CALL],
        input=json.dumps({"scripts": paths, "calls": calls}),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers


def run(ask: str, asked: Any, shards: Path, folder: Path, scripts: Sequence[str] = SCRIPTS) -> Any:
    """What ``ask`` gives, the text of an asynchronous function of the engine, of ``asked`` and of what opens another.

    ``folder`` is scratch; of the search's scripts those not named in ``scripts`` are loaded when the engine asks.
    """
    (folder / "asked.json").write_bytes(msgspec.json.encode(asked))
    (folder / "ask.js").write_text(ask, encoding="utf-8")
    (folder / "run.js").write_text(_RUN, encoding="utf-8")
    files = (folder / "run.js", ASSETS, shards, ",".join(scripts), folder / "asked.json", folder / "ask.js")
    node = [program("node", "nodejs"), *map(str, files)]
    done = subprocess.run(node, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
