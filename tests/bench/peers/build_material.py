"""The theme's own search: ``python -m peers.build_material PASSAGES FOLDER``.

The index is written by the theme's plugin (words by jieba, as it does where jieba is installed) and read by the
theme's worker.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import material
from material.plugins.search.plugin import SearchIndex

TEMPLATES = Path(material.__file__).parent / "templates"


def _setting(name: str) -> str:
    """A setting of the theme's Chinese translation, else of its English one."""
    for language in ("zh", "en"):
        text = (TEMPLATES / "partials" / "languages" / f"{language}.html").read_text(encoding="utf-8")
        found = re.search(rf'"search\.config\.{name}": ("(?:[^"\\]|\\.)*")', text)
        if found:
            return str(json.loads(found[1]))
    raise LookupError(name)


def main(passages: Path, folder: Path) -> None:
    index = SearchIndex(
        lang=[_setting("lang")],
        separator=_setting("separator"),
        pipeline=[_setting("pipeline")],
        fields={"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}},
    )
    page = SimpleNamespace(meta={}, title="")
    before = ""
    for line in map(json.loads, passages.open(encoding="utf-8")):
        address = line["url"].lstrip("/").partition("#")[0]
        if address != before:  # a page's own entry stands before those of its sections
            index.create_entry_for_section(SimpleNamespace(id="", title=[line["title"]], text=[]), [], address, page)
            before = address
        section = SimpleNamespace(id="", title=[line["heading"] or line["title"]], text=[f"<p>{line['text']}</p>"])
        index.create_entry_for_section(section, [], line["url"].lstrip("/"), page)
    (folder / "search_index.json").write_text(index.generate_search_index(None), encoding="utf-8")
    assets = TEMPLATES / "assets" / "javascripts"
    (folder / "workers").mkdir()
    shutil.copy(next((assets / "workers").glob("search.*.min.js")), folder / "workers" / "search.js")
    shutil.copytree(assets / "lunr", folder / "lunr")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
