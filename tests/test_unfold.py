"""What the numbers of a slogan stand for: said where the text says it, and nowhere else."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from anwen.records import Library
from anwen.unfold import unfold, unfoldings

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


def test_a_long_text_is_quick() -> None:
    text = "严防“三非”（非法生产、非法经营、非法建设），落实“一岗双责”：" * 500
    started = time.process_time()
    assert len(unfold(text)) == 500
    assert time.process_time() - started < 5


def test_the_collection(library: Library) -> None:
    """A floor: what the first five originals say of their slogans."""
    found = unfoldings(library.articles)
    terms = "三管三必须 四不两直 五个强化 四个一律 三非 三超 三违 三单 四个一批 四率一降 双随机 一案双查 双重预防机制"
    assert set(terms.split()) <= set(found)
    assert sum(map(len, found.values())) <= 30
