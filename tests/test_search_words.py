"""Words that what stands beside them tells: names of people by an office, terms by quotation marks."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from anwen.index.analysis.words import Segmenter
from anwen.index.build import _USUAL
from anwen.index.vocabulary.people import people
from anwen.index.vocabulary.quoted import quoted

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "search" / "words.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def usual() -> set[str]:
    return Segmenter(frozenset()).dictionary().usual(_USUAL)


def holds(case: dict[str, Any], found: set[str]) -> None:
    wanted = set(case.get("must", []))
    assert wanted <= found
    assert not found & set(case.get("not", []))
    assert not case.get("exact") or found == wanted


@pytest.mark.parametrize("case", CASES["people"], ids=lambda case: case["label"])
def test_people(case: dict[str, Any], usual: set[str]) -> None:
    holds(case, people(case["text"], usual))


@pytest.mark.parametrize("case", CASES["quoted"], ids=lambda case: case["label"])
def test_quoted(case: dict[str, Any]) -> None:
    holds(case, quoted(case["text"]))


@pytest.mark.parametrize("text", ["赵", "学习", "李明党委", "主任李明", "杨栋梁局长强调，"])
def test_names_are_found_in_time_that_grows_with_the_text(text: str, usual: set[str]) -> None:
    start = time.process_time()
    people(text * (500_000 // len(text)), usual)
    assert time.process_time() - start < 5  # about 0.4 s; what is quadratic takes minutes
