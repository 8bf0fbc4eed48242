"""Editors' decisions: found by quotation, refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from anwen.correct import Correction, Corrections, text_changes
from anwen.errors import FaultsError


def correction(quote: str, value: str, prefix: str = "", suffix: str = "") -> Correction:
    return Correction("a.txt", "text", value, "笔误", quote=quote, prefix=prefix, suffix=suffix)


def test_a_quote_is_found_and_replaced() -> None:
    assert text_changes("劣质食品己成为杀手", [correction("己", "已", suffix="成为")]) == [(4, 5, "已")]


def test_a_quote_that_is_gone_names_the_nearest_place() -> None:
    with pytest.raises(FaultsError, match="已成为"):
        text_changes("劣质食品已成为杀手", [correction("己", "已", suffix="成为")])


def test_a_quote_that_stands_twice_is_refused() -> None:
    with pytest.raises(FaultsError, match="more than once"):
        text_changes("安全。安全。", [correction("安全", "平安")])


def test_overlapping_corrections_are_refused() -> None:
    with pytest.raises(FaultsError, match="two corrections"):
        text_changes("落实主体责任", [correction("主体责任", "责任"), correction("落实主体", "落实")])


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("corrections:\n  - {file: b.txt, action: title, piece: 1, value: 新, reason: r}\n", "is no original"),
        ("corrections:\n  - {file: a.txt, action: theme, piece: 1, value: trainning, reason: r}\n", "cannot be"),
        ("corrections:\n  - {file: a.txt, action: title, value: 新, reason: r}\n", "has no piece"),
        ("corrections:\n  - {file: a.txt, action: text, value: 新, reason: r}\n", "has no quote"),
        ("corrections:\n  - {file: a.txt, action: rename, value: 新, reason: r}\n", r"c\.yaml:2: "),
    ],
)
def test_a_wrong_correction_is_told(tmp_path: Path, yaml: str, message: str) -> None:
    (tmp_path / "c.yaml").write_text(yaml, encoding="utf-8")
    with pytest.raises(FaultsError, match=message):
        Corrections.load(tmp_path, ["a.txt"])


def test_the_last_decision_counts(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(
        "corrections:\n"
        "  - {file: a.txt, action: relevance, piece: 2, value: set-aside, reason: 先}\n"
        "  - {file: a.txt, action: relevance, piece: 2, value: keep, reason: 后}\n",
        encoding="utf-8",
    )
    found = Corrections.load(tmp_path, ["a.txt"]).decision("a.txt", 2, "relevance")
    assert found is not None
    assert found.reason == "后"
