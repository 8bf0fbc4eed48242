"""The gates find what they are for, and are quiet otherwise."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

import pytest

from anwen import check as gates
from anwen.errors import AnwenError
from anwen.records import Block, Cleaned, Edit, Exclusion, Original, Piece, Repair, Structured
from anwen.shelve import parse_front_matter

CSP = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">"


def page(site: Path, name: str, body: str, head: str = CSP) -> None:
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")


def messages(faults: list[AnwenError]) -> str:
    return "\n".join(str(fault) for fault in faults)


@pytest.mark.parametrize(
    "body",
    [
        '<a href="a/aw0001/#p12">段</a>',
        '<a href="/a/aw0001/">文章</a>',
        '<a href="./a/aw0001/index.html#p12">段</a>',
        '<a href="#top">顶</a><p id="top"></p>',
        '<a href="https://example.org/x">外站</a>',
        '<a href="mailto:a@example.org">信</a>',
        '<a href="%E6%A6%82%E5%BF%B5/">概念</a>',
    ],
)
def test_good_links_pass(tmp_path: Path, body: str) -> None:
    page(tmp_path, "index.html", body)
    page(tmp_path, "a/aw0001/index.html", '<p id="p12">文</p><a href="../../">首页</a><a href="..">上</a>')
    page(tmp_path, "a/index.html", "")
    page(tmp_path, "概念/index.html", "")
    assert messages(gates.links(tmp_path)) == ""


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<a href="a/aw0002/">无</a>', "/a/aw0002/"),
        ('<a href="a/aw0001/#p13">无</a>', "has no #p13"),
        ('<a href="/else/x.html">无</a>', "/else/x.html"),
        ('<script src="missing.js"></script>', "missing.js"),
        ('<p id="p1"></p><p id="p1"></p>', "'p1' stands twice"),
    ],
)
def test_broken_links_are_told(tmp_path: Path, body: str, message: str) -> None:
    page(tmp_path, "index.html", body)
    page(tmp_path, "a/aw0001/index.html", '<p id="p12">文</p>')
    assert message in messages(gates.links(tmp_path))


def test_links_below_a_base_path(tmp_path: Path) -> None:
    page(tmp_path, "index.html", '<a href="/lib/a/">文</a>')
    page(tmp_path, "a/index.html", "")
    assert gates.links(tmp_path, base="/lib/") == []


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://example.org/">链接可以指向外站</a>',
        '<script src="x.js"></script>',
        '<script type="application/json">{"url": "https://example.org"}</script>',
        '<img src="data:image/png;base64,AA==">',
        "<p>onclick=alert(1) http://example.org/a.js</p>",
    ],
)
def test_pages_that_stay_at_home_pass(tmp_path: Path, body: str) -> None:
    page(tmp_path, "index.html", body)
    assert messages(gates.outside_requests(tmp_path)) == ""


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<script src="https://cdn.example.org/x.js"></script>', "another host"),
        ('<img src="//example.org/a.png">', "another host"),
        ('<img srcset="https://example.org/a.png 2x">', "another host"),
        ('<link rel="stylesheet" href="https://fonts.example.org/a.css">', "another host"),
        ('<iframe src="http://example.org/"></iframe>', "another host"),
        ("<script>alert(1)</script>", "inline script"),
        ('<p onclick="alert(1)">文</p>', "inline event handler"),
    ],
)
def test_outside_requests_are_told(tmp_path: Path, body: str, message: str) -> None:
    page(tmp_path, "index.html", body)
    assert message in messages(gates.outside_requests(tmp_path))


def test_a_missing_policy_and_an_outside_font_are_told(tmp_path: Path) -> None:
    page(tmp_path, "index.html", "文", head="")
    (tmp_path / "a.css").write_text("@font-face{src:url('https://example.org/a.woff2')}", encoding="utf-8")
    found = messages(gates.outside_requests(tmp_path))
    assert "Content-Security-Policy" in found
    assert "a.css" in found


def cleaned(text: str, block: tuple[int, int], exclusion: tuple[int, int]) -> Cleaned:
    repaired = text.replace("(zé)", "")
    edits = (Edit("annotation", 1, 5, "(zé)", ""),) if "(zé)" in text else ()
    blocks = (Block("paragraph", *block, repaired[slice(*block)]),)
    structured = Structured((Piece("a.txt", 1, "题", blocks),), (Exclusion("site-notice", *exclusion),))
    return Cleaned(Original("a.txt", text, "text/plain", "utf-8"), Repair(repaired, edits), structured)


def test_a_full_account_passes() -> None:
    assert gates.accounted("a.txt", cleaned("责(zé)任\n上一篇", (0, 2), (3, 6))) == []


def test_lost_characters_are_told() -> None:
    assert "'任' is in no article" in messages(gates.accounted("a.txt", cleaned("责(zé)任\n上一篇", (0, 1), (3, 6))))


def test_edits_that_do_not_replay_are_told() -> None:
    record = cleaned("责(zé)任\n上一篇", (0, 2), (3, 6))
    broken = Cleaned(record.original, Repair(record.repair.text, ()), record.structured)
    assert "replaying" in messages(gates.accounted("a.txt", broken))


def test_derived_files_are_compared(tmp_path: Path) -> None:
    (tmp_path / "training").mkdir()
    for name, text in (("aw0001", "好"), ("aw0002", "改过"), ("aw0004", "多余")):
        (tmp_path / "training" / f"{name}.md").write_text(text, encoding="utf-8")
    wanted = {PurePosixPath(f"training/aw000{n}.md"): "好" for n in (1, 2, 3)}
    found = messages(gates.derived_files(tmp_path, wanted, "*/*.md", "corpus/articles"))
    assert "aw0002.md: the file is not what its sources give" in found
    assert "aw0003.md: the derived file is missing" in found
    assert "aw0004.md: no source gives this file" in found
    assert "aw0001" not in found


MATTER = """---
id: aw0001
title: 题
theme: training
themes: [training]
kind: 纪要
visibility: public
source: {file: a.txt, piece: 1}
---

# 题
"""


def test_two_files_with_one_id_are_told(tmp_path: Path) -> None:
    for name in ("aw0001", "aw0002"):
        (tmp_path / "training").mkdir(exist_ok=True)
        (tmp_path / "training" / f"{name}.md").write_text(MATTER, encoding="utf-8")
    found = messages(gates.front_matters(tmp_path, parse_front_matter))
    assert "aw0001 is already the id of corpus/articles/training/aw0001.md" in found


def test_wrong_values_are_told(tmp_path: Path) -> None:
    (tmp_path / "training").mkdir()
    path = tmp_path / "training" / "aw0001.md"
    path.write_text(MATTER.replace("纪要", "会议纪要"), encoding="utf-8")
    assert "kind is '会议纪要'" in messages(gates.front_matters(tmp_path, parse_front_matter))
    path.write_bytes(MATTER.encode("gb18030"))
    assert "not UTF-8" in messages(gates.front_matters(tmp_path, parse_front_matter))


def test_ids_that_git_knows_are_never_lost(tmp_path: Path) -> None:
    ledger = tmp_path / "corpus" / "ledger"
    ledger.mkdir(parents=True)
    (ledger / "aw0001.tsv").write_text("aw0001\tactive\tx\taw\naw0001.p1\tactive\ty\t\n", encoding="utf-8")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "ledger"]):
        subprocess.run([*git, *arguments], check=True)
    assert gates.ids_never_lost(tmp_path, frozenset({"aw0001", "aw0001.p1"})) == []
    assert "no longer holds aw0001.p1" in messages(gates.ids_never_lost(tmp_path, frozenset({"aw0001"})))


def test_without_git_there_is_no_history_to_compare(tmp_path: Path) -> None:
    assert gates.ids_never_lost(tmp_path, frozenset()) == []


TEXTS = {
    "aw0001.p1": "各级要落实安全生产责任制，开展隐患排查。",
    "aw0001.p2": "会议要求开展应急演练。",
    "aw0002.p1": "安全生产责任制要落实到岗位。",
}


def _scan(query: str) -> list[str]:
    return [id for id, text in TEXTS.items() if query.lower() in text.lower()]


def test_a_search_that_finds_what_a_scan_finds_passes() -> None:
    assert gates.never_missed(TEXTS, ["责任制", "无此词", "落实"], _scan, str.lower) == []


def test_a_passage_that_the_search_misses_is_told() -> None:
    faults = gates.never_missed(TEXTS, ["责任制"], lambda query: _scan(query)[1:], str.lower)
    assert "the search for '责任制' misses 1 passages" in messages(faults) and "aw0001.p1" in messages(faults)


def test_judged_queries_keep_their_floors(tmp_path: Path) -> None:
    queries, floors = tmp_path / "queries.yaml", tmp_path / "floors.yaml"
    queries.write_text("- {query: 责任制, kind: term, relevant: [安全 生产责任制]}\n", encoding="utf-8")
    floors.write_text("term: 1.0\n", encoding="utf-8")
    assert gates.ranking(queries, floors, TEXTS, _scan, str.lower) == ({"term": 1.0}, [])
    means, faults = gates.ranking(queries, floors, TEXTS, lambda query: ["aw0001.p2", *_scan(query)], str.lower)
    assert 0.6 < means["term"] < 0.7
    assert "term queries fell to 0.693, below its floor 1.0" in messages(faults)


def test_a_judgment_that_fits_no_passage_is_told(tmp_path: Path) -> None:
    queries, floors = tmp_path / "queries.yaml", tmp_path / "floors.yaml"
    queries.write_text("- {query: 鳄鱼, kind: term, relevant: [鳄鱼]}\n", encoding="utf-8")
    floors.write_text("term: 0.5\n", encoding="utf-8")
    told = messages(gates.ranking(queries, floors, TEXTS, _scan, str.lower)[1])
    assert "no passage holds a quote of '鳄鱼'" in told and "term queries fell to 0.000" in told
