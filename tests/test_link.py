"""Mentions are found where a reader would link them, and nowhere inside another word."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from anwen.errors import FaultsError
from anwen.library import Concept, Mention, Passage
from anwen.link import Linker, first_mentions, load_concepts, load_redirects, too_common
from anwen.link.fold import fold
from costly import PIECES, repeated

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases/link"
RULES = yaml.safe_load((CASES / "rules.yaml").read_text(encoding="utf-8"))
SAMPLE = yaml.safe_load((CASES / "sample.yaml").read_text(encoding="utf-8"))


def concept(id: str, name: str, **more: Any) -> Concept:
    return Concept(id=id, name=name, theme="responsibility", status="verified", definition="…", **more)


FEW = (
    concept("fa", "安全生产法"),
    concept("zhuti", "主体责任", aliases=("企业主体责任",)),
    concept("sanwei", "三违", aliases=("反三违",)),
    concept("santongshi", "三同时", aliases=("安全设施“三同时”",), not_forms=("环保“三同时”",)),
    concept("renmin", "人民至上、生命至上"),
    concept("touru", "安全投入"),
    concept("gdp", "亿元GDP死亡率"),
    concept("bu", "应急管理部"),
    concept("zhi", "责任制"),
)


@pytest.mark.parametrize("case", RULES, ids=[case["label"] for case in RULES])
def test_rules(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[m.start : m.end] for m in Linker(FEW).mentions(text)] == case["found"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*"《》“”、，a1 十的", *(c.name for c in FEW), "环保", "律"]), max_size=20).map("".join)
)
def test_any_text(text: str) -> None:
    mentions = _few().mentions(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(one.end <= two.start for one, two in pairwise(mentions))
    for mention in mentions:
        covered = fold(text[mention.start : mention.end])[0].removeprefix("中华人民共和国")
        assert covered in {fold(name)[0] for c in FEW for name in (c.name, *c.aliases)} | {"责任制度"}


@cache
def _few() -> Linker:
    return Linker(FEW)


def test_order_of_concepts_is_of_no_consequence() -> None:
    text = "落实企业主体责任、三同时、《安全生产法》"
    assert Linker(FEW).mentions(text) == Linker(FEW[::-1]).mentions(text)


@pytest.mark.parametrize("piece", PIECES["link"])
def test_a_long_text_names_what_its_parts_name(piece: str) -> None:
    many = [concept(f"c{i}", f"概念{chr(0x4E00 + i)}{chr(0x5E00 + i)}") for i in range(2000)]
    named = Linker(FEW).mentions(piece * 2)
    text = repeated(piece, 20_000)
    mentions = Linker([*FEW, *many]).mentions(text)
    assert {m.concept for m in mentions} == {m.concept for m in named}
    assert 2 * len(mentions) >= (len(text) // len(piece) - 1) * len(named)


# --- the concept files ----------------------------------------------------------------------


@cache
def _written() -> tuple[Concept, ...]:
    return load_concepts(ROOT / "corpus/concepts")


def test_all_concept_files_load_and_their_examples_hold() -> None:
    """`load_concepts` raises on any fault, an example that does not hold among them."""
    concepts = _written()
    linker = Linker(concepts)
    for one in concepts:
        assert all(one.id in {m.concept for m in linker.mentions(text)} for text in one.match), one.id
        assert not any(one.id in {m.concept for m in linker.mentions(text)} for text in one.no_match), one.id


def test_precision_and_recall_on_the_sample() -> None:
    """Counted over the concepts that are written; a change may not lower the floors without saying so."""
    ids = {fold(one.name)[0]: one.id for one in _written()}
    linker = Linker(_written())
    right = wrong = missed = 0
    told = []
    for case in SAMPLE:
        if not all(fold(name)[0] in ids for name in case["names"]):
            continue
        wanted = [ids[fold(name)[0]] for name in case["names"]]
        found = [mention.concept for mention in linker.mentions(case["text"])]
        surplus, lacking = list(found), []
        for one in wanted:
            surplus.remove(one) if one in surplus else lacking.append(one)
        right += len(wanted) - len(lacking)
        wrong += len(surplus)
        missed += len(lacking)
        if surplus or lacking:
            told.append(f"{case['text']} surplus {surplus} lacking {lacking}")
    assert right / max(1, right + wrong) >= 0.98, told
    assert right / max(1, right + missed) >= 0.95, told


HEAD = "theme: responsibility\nstatus: verified\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a": "id: a\nname: 三违\n" + HEAD}, ["a.yaml:1: Object missing required field `definition`"]),
        ({"a": "id: a\nname: 三违\n" + HEAD + "definition: ''\n"}, ["a.yaml:5: the definition is empty"]),
        ({"a": "id: b\nname: 三违\n" + HEAD + "definition: 甲\n"}, ["a.yaml:1: the id b is not the file's name"]),
        ({"三违": "id: 三违\nname: 三违\n" + HEAD + "definition: 甲\n"}, ["yaml:1: the id 三违 cannot be an address"]),
        ({"map": "id: map\nname: 三违\n" + HEAD + "definition: 甲\n"}, ["yaml:1: the id map cannot be an address"]),
        ({"a": "id: a\nname: 三违\ntheme: x\nstatus: verified\ndefinition: 甲\n"}, ["a.yaml:3: “x” is not a theme"]),
        ({"a": "id: a\nname: 违\n" + HEAD + "definition: 甲\n"}, ["a.yaml:2: the name “违” is too short"]),
        (
            {
                "a": "id: a\nname: 三违\n" + HEAD + "definition: 甲\n",
                "b": "id: b\nname: 反三违\n" + HEAD + "definition: 乙\nforms:\n- “三违”\n",
            },
            ["b.yaml:7: ““三违””"],
        ),
        (
            {
                "a": "id: a\nname: 三违\n" + HEAD + "definition: 甲\nbroader:\n- b\nrelated:\n- nowhere\n",
                "b": "id: b\nname: 三同时\n" + HEAD + "definition: 乙\nbroader:\n- a\n",
            },
            ["a.yaml:9: related: there is no concept nowhere", "a.yaml:6: broader goes in a circle: a → b → a"],
        ),
        (
            {"a": "id: a\nname: 三违\n" + HEAD + "definition: 甲\nmatch:\n- 严查违章\nno_match:\n- 严查三违\n"},
            ["a.yaml:7: match does not hold", "a.yaml:9: no_match does not hold"],
        ),
    ],
)
def test_faults(files: dict[str, str], expected: list[str], tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FaultsError) as caught:
        load_concepts(tmp_path)
    told = str(caught.value).splitlines()
    assert len(told) == len(expected), told
    assert all(start in line for start, line in zip(expected, told, strict=True)), told


SOUND = "id: a\nname: 三违\n" + HEAD + "definition: 甲\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: a\nname: 三违\n" + HEAD + "definition: '待写：两到五句话'\n", "a.yaml:5: this is still to be written"),
        (SOUND + "importance: '待写：一句话'\n", "a.yaml:6: this is still to be written"),
        (SOUND + "aliases:\n- 反\n", "a.yaml:7: the name “反” is too short"),
        (SOUND + "forms:\n- “”\n", "a.yaml:7: the name ““”” is too short"),
        (SOUND + "broader:\n- a\n", "a.yaml:6: broader: the concept names itself"),
        (SOUND + "relatd:\n- a\n", "a.yaml:6: Object contains unknown field `relatd`"),
        (SOUND + "related: [b\n", "a.yaml:7: "),
        (SOUND.replace("status: verified", "status: sure"), "a.yaml:4: Invalid enum value 'sure'"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FaultsError) as caught:
        load_concepts(tmp_path)
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- from: old\n  to: a\n- from: older\n  to: old\n", {"old": "a", "older": "a"}),
        ("[]\n", {}),
        ("- from: a\n  to: b\n", "redirects.yaml:1: a is the id of a concept"),
        ("- from: old\n  to: gone\n", "redirects.yaml:2: there is no concept gone"),
        ("- from: x\n  to: y\n- from: y\n  to: x\n", "redirects.yaml:1: the redirect of x goes in a circle"),
        ("- from: x\n  to: x\n", "redirects.yaml:1: the redirect of x goes in a circle"),
        ("- from: x\n  to: a\n- from: x\n  to: b\n", "x is redirected twice"),
        ("- from: ../x\n  to: a\n", "redirects.yaml:1: “../x” is no id"),
        ("- from: x\n", "redirects.yaml:1: Object missing required field `to`"),
        ("- from: x\n  too: a\n", "redirects.yaml:"),
    ],
)
def test_redirects(text: str, expected: dict[str, str] | str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(SOUND.replace("id: a", "id: b").replace("三违", "三非"), encoding="utf-8")
    (tmp_path / "redirects.yaml").write_text(text, encoding="utf-8")
    if isinstance(expected, dict):
        assert load_redirects(tmp_path) == expected
        assert len(load_concepts(tmp_path)) == 2
    else:
        with pytest.raises(FaultsError) as caught:
            load_concepts(tmp_path)
        assert expected in str(caught.value)


def test_a_name_found_everywhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SOUND + "forms:\n- 安全\n", encoding="utf-8")
    concepts = load_concepts(tmp_path)
    linker = Linker(concepts)

    def told(named: int, of: int) -> list[str]:
        texts = ["抓好安全，反三违。"] * named + ["其他工作。"] * (of - named)
        passages = [Passage("", "", "paragraph", text, 0, 0, mentions=linker.mentions(text)) for text in texts]
        return [str(fault) for fault in too_common(concepts, passages, tmp_path)]

    assert told(10, 30) == [] and told(9, 9) == []
    assert [fault.partition("a.yaml:")[2] for fault in told(11, 30)] == [
        "2: the name “三违” is found in 11 of 30 passages. "
        "Take it out or write a longer form: what is named everywhere leads nowhere.",
        "7: the name “安全” is found in 11 of 30 passages. "
        "Take it out or write a longer form: what is named everywhere leads nowhere.",
    ]


def test_no_folder_no_concepts(tmp_path: Path) -> None:
    assert load_concepts(tmp_path / "none") == ()


def test_first_mentions_skip_numbers() -> None:
    text = "三、三同时与三同时"
    mentions = (Mention(0, 1, "x"), Mention(2, 5, "santongshi"), Mention(6, 9, "santongshi"))
    assert first_mentions([("s1", text, mentions)]) == ((mentions[1],),)
