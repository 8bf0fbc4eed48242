"""The structure room: pages as data, the tables' own examples, the promise that nothing is lost."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from anwen.accounts import unaccounted
from anwen.read import read
from anwen.records import Edit, Mark, Original, Piece, Repair, Structured
from anwen.repair import repair
from anwen.structure import structure
from anwen.structure.facts.origin import read_line, table
from anwen.structure.furniture.patterns import patterns, rules
from anwen.structure.lines.labels import read_label
from anwen.structure.lines.page import fold
from costly import PIECES, repeated

CASES = Path(__file__).parent / "cases" / "structure"


def load(name: str) -> list[dict[str, Any]]:
    class Loader(yaml.SafeLoader):
        """Dates stay text."""

    Loader.yaml_implicit_resolvers = {
        first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    cases: list[dict[str, Any]] = yaml.load((CASES / name).read_text(encoding="utf-8"), Loader=Loader)
    return cases


def take_apart(text: str, **of_original: Any) -> Structured:
    return structure(Original("x.txt", text, "text/plain", "utf-8", **of_original), Repair(text))


def headings(piece: Piece) -> list[str]:
    return [f"{block.level} {block.text}" for block in piece.blocks if block.kind == "heading"]


def begin(piece: Piece, kind: str, expected: list[str]) -> None:
    found = [block.text for block in piece.blocks if block.kind == kind]
    assert len(found) == len(expected), found
    for text, start in zip(found, expected, strict=True):
        assert text.startswith(start)


@pytest.mark.parametrize("case", load("pages.yaml"), ids=lambda case: case["label"])
def test_pages(case: dict[str, Any]) -> None:
    original = Original("x.txt", case["original"], "text/plain", "utf-8")
    if case.get("html"):
        original = read("x.html", case["original"].encode())
    repaired = repair(original.text) if case.get("repaired") else Repair(original.text)
    done = structure(original, repaired)
    assert unaccounted(done, repaired.text) == []
    assert [piece.title for piece in done.pieces] == [expected["title"] for expected in case["pieces"]]
    for piece, expected in zip(done.pieces, case["pieces"], strict=True):
        if "headings" in expected:
            assert headings(piece) == expected["headings"]
        if "fields" in expected:
            assert [block.name for block in piece.blocks if block.kind == "field"] == expected["fields"]
        for kind in ("item", "paragraph", "table"):
            if f"{kind}s" in expected:
                begin(piece, kind, expected[f"{kind}s"])
        assert piece.cut_off == expected.get("cut_off", False)
        facts = {fact.name: fact.value for fact in piece.facts}
        assert {name: facts.get(name) for name in expected.get("facts", {})} == expected.get("facts", {})
    about = {fact.name: fact.value for fact in done.facts}
    assert {name: about.get(name) for name in case.get("facts", {})} == case.get("facts", {})
    body = "\n".join(block.text for piece in done.pieces for block in piece.blocks)
    for gone in case.get("gone", []):
        assert gone not in body
    for kept in case.get("kept", []):
        assert kept in body


# --- the tables -------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.rule)
def test_furniture_examples(rule: Any) -> None:
    chosen = patterns(rule.where)
    whole = rule.where not in ("sentence", "span")

    def find(pattern: str, text: str) -> re.Match[str] | None:
        compiled = re.compile(pattern, re.IGNORECASE)
        return compiled.fullmatch(fold(text)) if whole else compiled.search(fold(text))

    for example in rule.examples:
        assert any(find(pattern, example) for pattern in rule.match), example
    for pattern in rule.match:
        assert any(find(pattern, example) for example in rule.examples), pattern
    for text in rule.keep:
        assert not any(find(pattern, text) for pattern in rule.match), text
        assert not whole or not chosen.line(fold(text)), text


@pytest.mark.parametrize("entry", [entry for entry, _ in table()], ids=lambda entry: f"{entry.name} {entry.match[:20]}")
def test_origin_examples(entry: Any) -> None:
    for text, value in entry.examples:
        assert (entry.name, value) in [(fact.name, fact.value) for fact in read_line(text, fold(text))]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("安全生产会议总结 篇1", 1),
        ("【篇一】", 1),
        ("篇二：安全会议讲话", 2),
        ("第三篇：安全会议纪要", 3),
        ("范文四", 4),
        ("安全生产会议纪要（第5篇）", 5),
        ("安全生产会议纪要范文六：", 6),
        ("会议要求，一是抓落实。", None),
        ("一、抓好责任落实", None),
        ("这篇文章写得好", None),
        ("（三）", None),
    ],
)
def test_labels(text: str, number: int | None) -> None:
    found = read_label(fold(text))
    assert (found[0] if found else None) == number


# --- readers' marks ---------------------------------------------------------------------------


def test_marks_are_followed_through_edits() -> None:
    text = "菜单 登录入口\n安全会议(an)纪要\n强化培训\n各单位要组织全员培训，做到应训尽训。\n岗位|人数\n电工|3"
    repaired = Repair(
        text.replace("(an)", ""), (Edit("notes", text.index("(an)"), text.index("(an)") + 4, "(an)", ""),)
    )
    place = text.index
    marks = (
        Mark("aside", 0, 7),
        Mark("heading", place("安全会议"), place("\n强化"), 1),
        Mark("heading", place("强化"), place("强化") + 4, 2),
        Mark("table", place("岗位"), len(text)),
    )
    done = structure(Original("x.html", text, "text/html", "utf-8", marks=marks), repaired)
    piece = done.pieces[0]
    assert piece.title == "安全会议纪要"
    assert [(block.kind, block.text) for block in piece.blocks] == [
        ("heading", "强化培训"),
        ("paragraph", "各单位要组织全员培训，做到应训尽训。"),
        ("table", "岗位|人数\n电工|3"),
    ]
    assert [exclusion.rule for exclusion in done.exclusions] == ["aside", "title"]


def test_a_hint_names_the_title() -> None:
    text = "县应急局动态\n全县安全生产工作会议召开\n会议传达了上级精神，部署了当前重点工作，要求抓好落实。"
    done = take_apart(text, hints={"title": "全县安全生产工作会议召开"})
    assert done.pieces[0].title == "全县安全生产工作会议召开"


# --- nothing is lost --------------------------------------------------------------------------

_MARKS = ("一、", "（一）", "1.", "1、", "（1）", "2.1.1 ", "①", "第一章 ", "第二组", "篇1", "【篇一】", "[1]")
_FURNITURE = ("扩展阅读 ", "推荐阅读：", "小编整理", "上一篇：", "《a.docx》由会员分享。", "来源：报", "版权声明：下载")
_TEXT = (
    "各单位要抓好落实",
    "情况",
    "今年我区",
    "安全生产工作总结",
    "会议纪要",
    "时间：",
    "地点：",
    "问：甲？",
    "2023-01-02",
)
_SIGNS = ("。", "；", "：", "，", "\n", "\n\n", " ", "\t", "\u3000", "\u200b", "”", "）")
_BITS = st.sampled_from(_MARKS + _FURNITURE + _TEXT + _SIGNS)


@settings(max_examples=150, deadline=None)
@given(st.lists(_BITS, max_size=60).map("".join) | st.text(max_size=200))
def test_every_character_is_accounted_for(text: str) -> None:
    done = take_apart(text)
    assert unaccounted(done, text) == []
    spans = [(item.start, item.end) for item in done.exclusions]
    for piece in done.pieces:
        assert piece.title
        assert [block.start for block in piece.blocks] == sorted(block.start for block in piece.blocks)
        for block in piece.blocks:
            assert block.text == text[block.start : block.end]
            assert block.text == block.text.strip() != ""
            assert (block.level > 0) == (block.kind == "heading")
        spans += [(block.start, block.end) for block in piece.blocks]
    spans.sort()
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert [piece.number for piece in done.pieces] == list(range(1, len(done.pieces) + 1))
    assert take_apart(text) == done


@pytest.mark.parametrize("piece", PIECES["structure"])
def test_nothing_of_a_costly_text_is_lost(piece: str) -> None:
    text = repeated(piece, 20_000)
    assert unaccounted(take_apart(text), text) == []


def test_the_head_of_a_page_names_the_title_where_the_text_does_not() -> None:
    text = "会议传达了上级精神，部署了当前重点工作，要求各单位抓好落实，确保安全。"
    done = take_apart(text, hints={"title": "全县安全生产会议（2023年）_某某范文网"})
    assert done.pieces[0].title == "全县安全生产会议（2023年）"
