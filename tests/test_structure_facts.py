"""Dates, issuers, kinds, levels and sectors of documents written for the purpose."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import Struct

from anwen import tables
from anwen.records import Original
from anwen.repair import repair
from anwen.structure import structure


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    original: str
    facts: dict[str, str]
    head: str = ""  # the title in the head of the page


CASES = tables.load(Path(__file__).parent / "cases" / "structure" / "facts.yaml", list[Case])


@pytest.mark.parametrize("case", CASES, ids=[case.label for case in CASES])
def test_what_a_document_says_about_itself(case: Case) -> None:
    original = Original("a.txt", case.original, "text/plain", "utf-8", hints={"title": case.head} if case.head else {})
    done = structure(original, repair(case.original))
    found = {fact.name: fact.value for fact in done.pieces[0].facts}
    assert {name: found.get(name, "") for name in case.facts} == case.facts
