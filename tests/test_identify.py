"""Identifiers are given once, follow their text, and never name another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from anwen.errors import FaultsError
from anwen.identify import Assignment, Ledger, Outline, outline
from anwen.records import Block, Piece

CASES = Path(__file__).parent / "cases" / "identify"


def piece(key: str, title: str, lines: list[str]) -> Outline:
    """A piece from lines; ``# `` starts a heading."""
    file, _, number = key.rpartition("#")
    blocks = tuple(
        Block("heading", 0, 0, line[2:], 1) if line.startswith("# ") else Block("paragraph", 0, 0, line)
        for line in lines
    )
    return outline(Piece(file, int(number), title, blocks))


def state_of(ledger: Ledger, name: str) -> str:
    """``active``, ``moved-to aw0002.p1`` or ``retired gone``."""
    entry = ledger.get(name)
    assert entry is not None, f"{name} is not in the ledger"
    detail = entry.detail.split(" ")[0] if entry.state != "active" else ""
    return f"{entry.state} {detail}".strip()


def run(steps: list[dict[str, Any]], texts: dict[str, list[str]], directory: Path) -> tuple[Ledger, Assignment]:
    """Assign step by step, through the files each time."""
    for step in steps:
        pieces = [piece(key, each["title"], texts.get(each["text"], [])) for key, each in step["pieces"].items()]
        before = Ledger.load(directory)
        options = {name: step[name] for name in ("supersedes", "merged", "reasons") if name in step}
        made = before.assign(pieces, **options)
        again = made.ledger.assign(pieces, **options)
        assert again.ledger.pages == made.ledger.pages and again.ids == made.ids and not again.doubts
        backwards = before.assign(pieces[::-1], **options)
        assert backwards.ledger.pages == made.ledger.pages and backwards.ids[::-1] == made.ids
        made.ledger.save(directory)
        assert Ledger.load(directory).pages == made.ledger.pages
        for key, (article, blocks) in step.get("ids", {}).items():
            got = made.ids[list(step["pieces"]).index(key)]
            assert (got.article, [name.split(".")[1] for name in got.blocks]) == (article, blocks.split()), key
        for name, expected in step.get("states", {}).items():
            assert state_of(made.ledger, name) == expected, name
        assert sorted(doubt.id for doubt in made.doubts) == step.get("doubts", [])
    return made.ledger, made


def cases() -> list[Any]:
    data = yaml.safe_load((CASES / "stories.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, data["texts"], id=case["label"]) for case in data["cases"]]


@pytest.mark.parametrize(("case", "texts"), cases())
def test_story(case: dict[str, Any], texts: dict[str, list[str]], tmp_path: Path) -> None:
    run(case["steps"], texts, tmp_path)


def test_files_are_text_one_line_an_id_and_untouched_when_unchanged(tmp_path: Path) -> None:
    made = Ledger().assign([piece("甲 乙#1.txt#2", "纪要", ["# 一、要求", "排查隐患。", "落实责任。"])])
    assert made.ledger.save(tmp_path) == [tmp_path / "aw0001.tsv"]
    rows = [line.split("\t") for line in (tmp_path / "aw0001.tsv").read_text(encoding="utf-8").splitlines()]
    assert [row[:2] for row in rows] == [
        ["aw0001", "active"],
        ["aw0001.s1", "active"],
        ["aw0001.p1", "active"],
        ["aw0001.p2", "active"],
    ]
    assert rows[0][2].endswith(" s1,p1-2 甲 乙#1.txt#2")
    assert made.ledger.save(tmp_path) == []


def test_two_outlines_of_one_key_are_refused() -> None:
    same = piece("a.txt#1", "纪要", ["排查隐患。"])
    with pytest.raises(ValueError, match=r"a\.txt#1"):
        Ledger().assign([same, same])


def test_resolve_follows_the_moves() -> None:
    lines = [f"第{n}项工作要求是逐一排查并整改到位。" for n in "一二三四"]
    first = Ledger().assign([piece("a.txt#1", "甲", lines), piece("b.txt#1", "乙", ["另一篇文章的正文。"])])
    second = first.ledger.assign([piece("b.txt#1", "乙", ["另一篇文章的正文。"])], merged={"a.txt#1": "b.txt#1"})
    entry = second.ledger.resolve("aw0001")
    assert entry is not None and (entry.id, entry.state) == ("aw0002", "active")
    assert second.ledger.resolve("aw0009") is None
    assert [each.id for each in second.ledger.inactive()] == ["aw0001", *(f"aw0001.p{n}" for n in range(1, 5))]


def test_two_branches_that_gave_one_number(tmp_path: Path) -> None:
    """The rule in ledger.py: the published side's file stays, and the other article gets the next number."""
    old = piece("a.txt#1", "甲", ["各单位要全面落实安全生产主体责任。"])
    ours = piece("b.txt#1", "乙", ["消防通道必须保持畅通，任何人不得占用。"])
    theirs = piece("c.txt#1", "丙", ["食品留样不少于四十八小时，专人登记。"])
    base = Ledger().assign([old]).ledger
    base.assign([old, ours]).ledger.save(tmp_path)
    branch = base.assign([old, theirs]).ledger
    assert branch.pages["aw0002"] != Ledger.load(tmp_path).pages["aw0002"]
    merged = Ledger.load(tmp_path).assign([old, ours, theirs])
    assert [ids.article for ids in merged.ids] == ["aw0001", "aw0002", "aw0003"]


def test_one_original_added_on_two_branches_leaves_one_article() -> None:
    old = piece("a.txt#1", "甲", ["各单位要全面落实安全生产主体责任。"])
    other = piece("b.txt#1", "乙", ["消防通道必须保持畅通，任何人不得占用。"])
    one = Ledger().assign([old]).ledger
    two = Ledger().assign([other]).ledger.assign([old, other]).ledger
    joined = Ledger({"aw0001": one.pages["aw0001"], "aw0002": two.pages["aw0002"]})
    made = joined.assign([old])
    assert [ids.article for ids in made.ids] == ["aw0001"]
    assert state_of(made.ledger, "aw0002") == "moved-to aw0001"
    assert state_of(made.ledger, "aw0002.p1") == "moved-to aw0001.p1"


def faults() -> list[Any]:
    data = yaml.safe_load((CASES / "faults.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["label"]) for case in data]


@pytest.mark.parametrize("case", faults())
def test_fault_names_file_and_line(case: dict[str, Any], tmp_path: Path) -> None:
    made = Ledger().assign(
        [piece("a.txt#1", "甲", ["# 一、要求", "排查隐患。"]), piece("b.txt#1", "乙", ["落实责任。"])]
    )
    made.ledger.save(tmp_path)
    path = tmp_path / case["file"]
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for old, new in case.get("replace", {}).items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text + case.get("append", ""), encoding="utf-8")
    with pytest.raises(FaultsError) as caught:
        Ledger.load(tmp_path)
    told = str(caught.value)
    for expected in case["told"]:
        assert expected in told


def test_bytes_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    (tmp_path / "aw0001.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(FaultsError, match=r"aw0001\.tsv"):
        Ledger.load(tmp_path)


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    made = Ledger().assign([piece("a.txt#1", "甲", ["排查隐患。"])])
    made.ledger.save(tmp_path)
    path = tmp_path / "aw0001.tsv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert Ledger.load(tmp_path).pages == made.ledger.pages


def test_no_directory_is_an_empty_ledger(tmp_path: Path) -> None:
    assert Ledger.load(tmp_path / "none").pages == {}
