"""The structure room on the five real originals, read and repaired as the pipeline does."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from anwen.accounts import unaccounted
from anwen.read import read
from anwen.records import Piece, Repair, Structured
from anwen.repair import repair
from anwen.structure import structure

HERE = Path(__file__).parent
RAW = HERE.parent / "corpus" / "raw"
CASES: list[dict[str, Any]] = yaml.load(
    (HERE / "cases" / "structure" / "originals.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader
)


@cache
def done(file: str) -> tuple[Structured, Repair]:
    original = read(file, (RAW / file).read_bytes())
    repaired = repair(original.text)
    return structure(original, repaired), repaired


def texts(pieces: tuple[Piece, ...], kind: str) -> list[str]:
    return [
        f"{piece.number}/{f'{block.level} ' if kind == 'heading' else ''}{block.text}"
        for piece in pieces
        for block in piece.blocks
        if block.kind == kind
    ]


@pytest.fixture(params=CASES, ids=lambda case: case["file"][:3])
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(request.param)


def test_nothing_is_lost(case: dict[str, Any]) -> None:
    structured, repaired = done(case["file"])
    assert unaccounted(structured, repaired.text) == []
    for piece in structured.pieces:
        assert all(block.text == repaired.text[block.start : block.end] for block in piece.blocks)


def test_titles(case: dict[str, Any]) -> None:
    assert [piece.title for piece in done(case["file"])[0].pieces] == case["titles"]


def test_blocks(case: dict[str, Any]) -> None:
    pieces = done(case["file"])[0].pieces
    found = texts(pieces, "heading")
    assert [heading for heading in case["headings"] if heading not in found] == []
    counts = {number: sum(heading.startswith(f"{number}/") for heading in found) for number in case["counts"]}
    assert counts == case["counts"]
    items = texts(pieces, "item")
    assert [item for item in case.get("items", []) if not any(text.startswith(item) for text in items)] == []
    for number, names in case.get("fields", {}).items():
        assert [block.name for block in pieces[number - 1].blocks if block.kind == "field"] == names


def test_what_goes_and_what_stays(case: dict[str, Any]) -> None:
    pieces = done(case["file"])[0].pieces
    body = "\n".join(block.text for piece in pieces for block in piece.blocks)
    assert [text for text in case["gone"] if text in body] == []
    assert [text for text in case.get("kept", []) if text not in body] == []
    assert [piece.number for piece in pieces if piece.cut_off] == case.get("cut_off", [])


def test_facts(case: dict[str, Any]) -> None:
    structured = done(case["file"])[0]
    about = {fact.name: fact.value for fact in structured.facts}
    assert {name: about.get(name) for name in case.get("about", {})} == {
        name: str(value) for name, value in case.get("about", {}).items()
    }
    for number, expected in case.get("facts", {}).items():
        facts = {fact.name: fact.value for fact in structured.pieces[number - 1].facts}
        assert {name: facts.get(name) for name in expected} == {name: str(value) for name, value in expected.items()}
    for entry in case.get("absent", []):
        number, name = entry.split("/")
        assert name not in {fact.name for fact in structured.pieces[int(number) - 1].facts}
