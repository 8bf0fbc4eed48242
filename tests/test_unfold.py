"""What the numbers of a slogan stand for: said where the text says it, and nowhere else."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from anwen.library import Library
from anwen.unfold import unfold, unfoldings
from anwen.unfold.unfold import REACH
from costly import PIECES, repeated

CASES = yaml.safe_load((Path(__file__).parent / "cases/unfold/cases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    assert [[it.term, *it.items] for it in unfold(case["text"])] == case["found"]


SCRAPS = [
    *"“”（）：，、；。即的和",
    "三防",
    "四个一律",
    "一是",
    "二是",
    "三是",
    "人防",
    "既",
    "也",
    "双",
    "100",
    "(1)",
    "\n",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))
def test_any_text(text: str) -> None:
    found = unfold(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    for it in found:
        assert it.items == tuple(text[start:end] for start, end in it.spans)
        assert len(it.items) > 1 and len(set(it.items)) == len(it.items)


@pytest.mark.parametrize("piece", PIECES["unfold"])
def test_a_costly_text_says_no_more_than_a_piece_of_it(piece: str) -> None:
    assert {it.items for it in unfold(repeated(piece, 3_000))} == {it.items for it in unfold(piece)}


def test_a_long_text_without_the_end_of_a_sentence() -> None:
    text = "严防“三非”（非法生产、非法经营、非法建设），落实“一岗双责”：" * 500
    found = unfold(text)
    assert [it.items for it in found] == [("非法生产", "非法经营", "非法建设")] * 500
    assert all(text[it.start : it.end] == "三非" for it in found)
    assert all(it.items == tuple(text[start:end] for start, end in it.spans) for it in found)


def test_what_stands_far_behind_explains_nothing() -> None:
    near, far = ("做到“两防”：一是人防，" + "安" * gap + "。二是技防。" for gap in (REACH // 2, REACH))
    assert [it.items for it in unfold(near)] == [("人防", "技防")]
    assert unfold(far) == ()


def test_the_collection(library: Library) -> None:
    """A floor: what the first five originals say of their slogans."""
    found = unfoldings(library.articles)
    terms = "三管三必须 四不两直 五个强化 四个一律 三非 三超 三违 三单 四个一批 四率一降 双随机 一案双查 双重预防机制"
    assert set(terms.split()) <= set(found)
    assert sum(map(len, found.values())) <= 30
