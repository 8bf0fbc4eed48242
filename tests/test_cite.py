"""Every format of a citation; tests/test_scripts.py holds the scripts on the pages to the same cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from anwen import tables
from anwen.cite import EDITIONS, FORMATS, Edition, Work, concept_work, csl, reference, work, write
from anwen.cite.fragment import directive, highlighted
from anwen.cite.quotation import quoted
from anwen.library import Article, Concept, Passage, Section, Source
from anwen.notation import find, pin

ROOT = Path(__file__).parent.parent


def load(name: str) -> list[dict[str, Any]]:
    return tables.load(ROOT / "tests/cases/cite" / name, list[dict[str, Any]])


def work_of(case: dict[str, Any]) -> Work:
    return msgspec.convert({"site": "https://example.org/", "accessed": "2026-07-20", **case["work"]}, Work)


REFERENCES = [
    pytest.param(case, edition, id=f"{case['label']} ({edition})")
    for case in load("references.yaml")
    for edition in EDITIONS
    if edition in case
]
FORMS = [
    pytest.param(case, name, id=f"{case['label']} ({name})")
    for case in load("formats.yaml")
    for name in case
    if name not in ("label", "work")
]


@pytest.mark.parametrize(("case", "edition"), REFERENCES)
def test_reference(case: dict[str, Any], edition: Edition) -> None:
    assert reference(work_of(case), edition) == case[edition]


@pytest.mark.parametrize(("case", "name"), FORMS)
def test_format(case: dict[str, Any], name: str) -> None:
    form, _, edition = name.partition(" ")
    assert write(form, [work_of(case)], "2015" if edition == "2015" else "2025") == case[name]


def test_every_format_has_cases() -> None:
    assert {name.partition(" ")[0] for case in load("formats.yaml") for name in case} - {"label", "work"} == set(
        FORMATS
    )


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in load("formats.yaml")])
def test_what_is_written_is_found_again(case: dict[str, Any]) -> None:
    cited = work_of(case)
    if cited.kind == "concept":
        return
    for name in ("reference", "link", "highlight", "quote", "markdown", "html", "bibtex", "ris", "csl"):
        found = list(find(write(name, [cited])))
        assert {(ref.id, ref.pin) for each in found if each.form == "address" for ref in each.refs} == {
            (cited.id, cited.pin)
        }


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in load("quotes.yaml")])
def test_quoted(case: dict[str, Any]) -> None:
    assert quoted(case["text"]) == case["expected"]


def article() -> Article:
    body = (
        Section("aw0001.s1", 1, "一、要求", 0, 4),
        Passage("aw0001.p1", "aw0001.s1", "paragraph", "安全第一。", 5, 10),
    )
    source = Source("a.txt", 1, publisher="某文库")
    return Article("aw0001", "纪要", "training", (), source, body, date="2020-05", issuer="甲局、乙局、丙局、丁局")


def test_a_work_is_pinned_to_the_present_words() -> None:
    cited = work(article(), "aw0001.p1", site="https://example.org/", accessed="2026-07-20")
    assert (cited.kind, cited.words, cited.publisher) == ("passage", "安全第一。", "某文库")
    assert cited.url == f"https://example.org/a/aw0001/?v={pin('安全第一')}#p1"
    section = work(article(), "aw0001.s1")
    assert (section.kind, section.heading, section.words) == ("section", "一、要求", "")
    assert section.pin == pin("一、要求", "安全第一。")
    assert work(article()).pin == pin("纪要", "一、要求", "安全第一。")
    with pytest.raises(KeyError):
        work(article(), "aw0001.p9")


def test_csl_names_every_author_and_nothing_unknown() -> None:
    item = csl(work(article(), "aw0001.p1"))
    assert [name["literal"] for name in item["author"]] == ["甲局", "乙局", "丙局", "丁局"]
    assert item["issued"] == {"date-parts": [[2020, 5]]}
    assert "accessed" not in item and "number" not in item


def test_a_concept() -> None:
    concept = Concept("yi-gang-shuang-ze", "一岗双责", "responsibility", "partial", "管业务的同时管安全。")
    cited = concept_work(concept, site="https://example.org/x")
    assert reference(cited) == "一岗双责[EB/OL]. https://example.org/x/concepts/yi-gang-shuang-ze/."


@pytest.mark.parametrize("accessed", ["2026", "2026-02-30", "today"])
def test_a_day_of_access_that_is_none_is_refused(accessed: str) -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        work(article(), accessed=accessed)


def test_several_works_make_one_text() -> None:
    works = [work(article(), name) for name in ("aw0001.p1", "aw0001.s1")]
    assert len(json.loads(write("csl", works))) == 2
    assert write("bibtex", works).count("@online{") == 2
    assert write("reference", works).count("\n") == 1


@pytest.mark.parametrize("words", ["一、要求-甲,乙&丙", "安" * 400, "责任到人，落实到岗；" * 60, "甲\t乙\n丙\t丁"])
def test_highlighted_words_stand_in_the_text(words: str) -> None:
    made = directive(words)
    assert made.startswith("text=")
    assert not set(made.removeprefix("text=")) - set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%,_.~"
    )
    parts = highlighted(made.removeprefix("text="))
    assert 1 <= len(parts) <= 2
    at = 0
    for part in parts:  # in their order, and not one within the other
        at = words.index(part, at) + len(part)
