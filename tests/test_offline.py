"""What a browser keeps: the packs and the list of the pages, as scripts/anwen/publish/offline.py writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from anwen.publish import write_offline

FILES = {
    "index.md": "# 首页\n",
    "about.md": "# 关于\n",
    "offline.md": "# 离线阅读\n",
    "search/index.md": "# 搜索\n",
    "search/search_index.json": "{}",
    "a/aw0001.md": "# 纪要\n",
    "a/aw0001/record.md": "# 原文与清洗记录\n",
    "report/index.md": "# 清洗报告\n",
    "report/0391c9fab76d.md": "# 原件\n",
    "embed/aw0001/index.html": "<p>安全</p>",
    "assets/anwen/site.js": "// 安全\n",
    "assets/search/root.js": 'anwenShard("root",{});\n',
    "assets/search/b/0a1b2c/7.js": 'anwenShard("b/0a1b2c/7",{"g":{"安全":"0"}});\n',
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def listed(docs: Path, **options: Any) -> dict[str, Any]:
    write_offline(docs, "theme", **options)
    found: dict[str, Any] = json.loads((docs / "offline/list.json").read_text(encoding="utf-8"))
    return found


def unpacked(docs: Path, part: dict[str, Any]) -> dict[str, str]:
    """The files of a pack, read as docs/sw.js reads them."""
    pack = (docs / "offline" / part["pack"]["file"]).read_bytes()
    at, files = part["pack"]["head"], {}
    for name, length in json.loads(pack[:at]):
        files[name] = pack[at : at + length].decode()
        at += length
    assert at == len(pack)
    return files


def test_packs_hold_the_files_and_the_list_names_the_pages(docs: Path) -> None:
    found = listed(docs)
    assert set(found["frame"]["pages"]) == {"", "about/", "offline/", "search/"}
    assert set(found["library"]["pages"]) == {"a/aw0001/", "report/"}
    frame, library = unpacked(docs, found["frame"]), unpacked(docs, found["library"])
    assert frame == {name: FILES[name] for name in ("assets/anwen/site.js", "search/search_index.json")}
    assert library == {name: text for name, text in FILES.items() if name.startswith("assets/search/")}


def test_what_changed_is_named_anew_and_nothing_else(docs: Path) -> None:
    before = listed(docs)
    assert listed(docs) == before
    (docs / "a/aw0001.md").write_text("# 另一份纪要\n", encoding="utf-8")
    after = listed(docs)
    assert after["frame"] == before["frame"] and after["library"]["pack"] == before["library"]["pack"]
    changed = {
        it for it in before["library"]["pages"] if before["library"]["pages"][it] != after["library"]["pages"][it]
    }
    assert changed == {"a/aw0001/"}
    (docs / "assets/search/root.js").write_text('anwenShard("root",{"t":1});\n', encoding="utf-8")
    renewed = listed(docs)
    assert renewed["library"]["pack"] != before["library"]["pack"]
    assert {path.name for path in (docs / "offline").glob("*.txt")} == {it["pack"]["file"] for it in renewed.values()}


def test_a_changed_theme_renews_every_page(docs: Path) -> None:
    before = listed(docs)["frame"]["pages"]
    write_offline(docs, "another theme")
    after = json.loads((docs / "offline/list.json").read_text(encoding="utf-8"))["frame"]["pages"]
    assert after.keys() == before.keys() and not set(after.values()) & set(before.values())


@pytest.mark.parametrize(("most", "parts"), [(50_000, {"frame", "library"}), (20_000, {"frame"})])
def test_a_library_that_is_too_large_is_not_kept_whole(docs: Path, most: int, parts: set[str]) -> None:
    assert listed(docs, most=most).keys() == parts


def test_a_library_without_an_index_has_a_frame(docs: Path) -> None:
    for path in (docs / "assets/search").rglob("*.js"):
        path.unlink()
    assert listed(docs).keys() == {"frame"}
