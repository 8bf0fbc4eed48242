"""Identifiers, pins, addresses and the marks for citations in a text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anwen import tables
from anwen.library import Article, Passage, Section, Source
from anwen.notation import address, find, parse, pin, pins, texts_of

CASES: dict[str, list[dict[str, Any]]] = tables.load(
    Path(__file__).parent / "cases/cite/notation.yaml", dict[str, list[dict[str, Any]]]
)


def params(name: str, label: str) -> list[Any]:
    return [pytest.param(case, id=str(case[label])) for case in CASES[name]]


@pytest.mark.parametrize("case", params("pins", "texts"))
def test_pin(case: dict[str, Any]) -> None:
    assert pin(*case["texts"]) == case["pin"]


@pytest.mark.parametrize("case", params("references", "text"))
def test_parse(case: dict[str, Any]) -> None:
    ref = parse(case["text"])
    if case["id"] is None:
        assert ref is None
    else:
        assert ref is not None and (ref.id, ref.pin, str(ref)) == (case["id"], case["pin"], case["text"])


@pytest.mark.parametrize("case", params("addresses", "url"))
def test_address(case: dict[str, Any]) -> None:
    assert address(case["id"], case["site"], case["pin"]) == case["url"]
    (found,) = find(f"（{case['url']}）。")
    assert [(ref.id, ref.pin) for ref in found.refs] == [(case["id"], case["pin"])]


@pytest.mark.parametrize("case", params("texts", "label"))
def test_find(case: dict[str, Any]) -> None:
    got = list(find(case["text"]))
    assert [(each.form, [str(ref) for ref in each.refs], bool(each.fault)) for each in got] == [
        (each["form"], each["refs"], each.get("fault", False)) for each in case["found"]
    ]
    for each, expected in zip(got, case["found"], strict=True):
        assert each.base == expected.get("base", each.base)
        assert each.fragment == expected.get("fragment", "")


@given(st.text(alphabet="[]{}@aw012.ps;/#?v=: %~-_text，。\n", max_size=60))
def test_find_takes_any_text(text: str) -> None:
    end = 0
    for each in find(text):
        assert end <= each.start < each.end <= len(text)
        assert bool(each.refs) != bool(each.fault)
        end = each.end


def article() -> Article:
    def section(number: int, level: int) -> Section:
        return Section(f"aw0001.s{number}", level, f"第{number}节", 0, 0)

    def passage(number: int) -> Passage:
        return Passage(f"aw0001.p{number}", "", "paragraph", f"第{number}段。", 0, 0)

    body = (passage(1), section(1, 1), passage(2), section(2, 2), passage(3), section(3, 1), passage(4))
    return Article("aw0001", "纪要", "training", (), Source("a.txt", 1), body)


def test_a_section_stands_for_what_is_under_it() -> None:
    it = article()
    assert texts_of(it, "aw0001.s1") == ("第1节", "第2段。", "第2节", "第3段。")
    assert texts_of(it, "aw0001.s2") == ("第2节", "第3段。")
    assert texts_of(it, "aw0001.s3") == ("第3节", "第4段。")
    assert texts_of(it, "aw0001.p3") == ("第3段。",)
    assert texts_of(it, "aw0001")[:2] == ("纪要", "第1段。")
    with pytest.raises(KeyError):
        texts_of(it, "aw0001.p9")
    assert pins(it) == {name: pin(*texts_of(it, name)) for name in ("aw0001", *(part.id for part in it.body))}
