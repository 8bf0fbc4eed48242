"""Words that what stands beside them tells: names by an office, terms by quotation marks; how words are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pypinyin import Style, lazy_pinyin

from anwen.index.analysis.words import Segmenter
from anwen.index.build import _USUAL
from anwen.index.vocabulary.people import people
from anwen.index.vocabulary.quoted import quoted
from anwen.index.vocabulary.sounds import spoken
from anwen.index.vocabulary.tables import readings

HERE = Path(__file__).parent / "cases" / "search"
CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "words.yaml").read_text(encoding="utf-8"))
READINGS: list[dict[str, Any]] = yaml.safe_load((HERE / "readings.yaml").read_text(encoding="utf-8"))


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


class Asked:
    """The usual words, counting how often they are asked for one."""

    def __init__(self, words: set[str]) -> None:
        self.words, self.times = words, 0

    def __contains__(self, word: object) -> bool:
        self.times += 1
        return word in self.words


@pytest.mark.parametrize("text", ["赵", "学习", "李明党委", "主任李明", "杨栋梁局长强调，", "学习雷锋同志，"])
def test_names_take_steps_that_grow_with_the_text(text: str, usual: set[str]) -> None:
    steps = []
    for times in (100, 1000):
        asked = Asked(usual)
        people(text * times, asked)
        steps.append(asked.times)
    assert steps[1] <= 11 * steps[0] + 10, "ten times the text asks ten times as often"


@pytest.mark.parametrize("case", READINGS, ids=lambda case: case["word"])
def test_readings(case: dict[str, Any]) -> None:
    assert [" ".join(way) for way in spoken(case["word"])] == case["read"], case.get("comment", "")


def test_readings_table() -> None:
    table = readings()
    for word, ways in table.words.items():
        assert len(ways) == len(set(ways)) and all(len(way.split()) == len(word) for way in ways), word
        known = " ".join(lazy_pinyin(word, style=Style.NORMAL))
        assert len(ways) > 1 or ways[0] != known or word == "长度", f"{word}: is read so without the table"
    for char, ways in table.characters.items():
        assert len(char) == 1 and len(ways) == len(set(ways)) > 1, char
