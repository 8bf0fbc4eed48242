"""Copies are found whatever was done to them; stock phrases do not make a copy."""

from __future__ import annotations

import json
import random
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from anwen.deduplicate import (
    Entry,
    Group,
    Signature,
    Sketch,
    containment,
    duplicates,
    likeness,
    quality,
    repeats,
    signature,
    sketch,
)
from anwen.pipeline import build_pages, derive, public_only, write_derived
from tiny_library import speech, tiny

CASES = Path(__file__).parent / "cases/deduplicate"
PAIRS = yaml.safe_load((CASES / "pairs.yaml").read_text(encoding="utf-8"))
# Common characters without meaning: enough for texts that share nothing by chance.
CHARACTERS = [chr(0x4E00 + i) for i in range(3000)]


def invent(seed: int, length: int) -> str:
    return "".join(random.Random(seed).choices(CHARACTERS, k=length))


def entry(file: str, text: str, piece: int = 1) -> Entry:
    return Entry((file, piece), signature(text), quality(text))


@pytest.mark.parametrize("case", PAIRS, ids=[case["label"] for case in PAIRS])
def test_pairs(case: dict[str, str]) -> None:
    found = duplicates([entry("a.txt", case["one"]), entry("b.txt", case["other"])])
    assert bool(found) == case["copy"]


def test_the_fuller_text_is_kept() -> None:
    text = invent(1, 1500)
    found = duplicates([entry("a.txt", text[:300]), entry("b.txt", text), entry("c.txt", text[:900])])
    assert [(group.kept[0], [copy.key[0] for copy in group.others]) for group in found] == [
        ("b.txt", ["a.txt", "c.txt"])
    ]
    assert all(copy.similarity >= 0.95 for copy in found[0].others)


def test_a_longer_text_is_never_lost_to_a_part_of_it() -> None:
    text = invent(2, 2000)
    part, whole = signature(text[:500]), signature(text)
    assert duplicates([Entry(("a", 1), part, quality=9.0), Entry(("b", 1), whole, quality=1.0)]) == []


def test_of_a_text_told_again_the_first_is_kept() -> None:
    told = next(case for case in PAIRS if case["label"].startswith("a report told again"))
    found = duplicates([entry("a.txt", told["other"]), entry("b.txt", told["one"])])
    assert [group.kept[0] for group in found] == ["b.txt"]


def test_ties_go_to_the_smallest_key() -> None:
    text = invent(3, 200)
    found = duplicates([entry("b.txt", text), entry("a.txt", text, 2), entry("a.txt", text, 1)])
    assert [group.kept for group in found] == [("a.txt", 1)]


def test_no_chains() -> None:
    """a ~ b and b ~ c, but a and c are different texts: c must not be set aside for a."""
    text = invent(4, 4000)
    a, b, c = text[:1000], text[400:1400], text[800:1800]
    for group in duplicates([entry("a", a), entry("b", b), entry("c", c)]):
        assert "c" not in {group.kept[0], *(copy.key[0] for copy in group.others)} or group.kept[0] == "b"


def test_order_is_of_no_consequence() -> None:
    texts = [invent(seed, 400) for seed in range(12)]
    entries = [entry(f"{i:02}", text) for i, text in enumerate(texts)]
    entries += [entry(f"{i:02}", text[: 150 + 10 * i], 2) for i, text in enumerate(texts)]
    expected = duplicates(entries)
    assert len(expected) == 12
    for seed in range(5):
        assert duplicates(random.Random(seed).sample(entries, len(entries))) == expected


def test_one_text_copied_many_times_is_one_group() -> None:
    text = invent(5, 600)
    changed = [text[:i] + "变" + text[i + 1 :] for i in range(0, 600, 2)]
    found = duplicates(entry(f"{i:03}", part) for i, part in enumerate([text, *changed]))
    assert [len(group.others) for group in found] == [300]


def test_a_part_of_a_book_is_found() -> None:
    book = invent(6, 60_000)
    found = duplicates([entry("book", book), *(entry(f"{i}", book[i : i + 2500]) for i in range(0, 60_000, 6000))])
    assert [len(group.others) for group in found] == [10]


def test_signature_survives_json() -> None:
    one = signature("安全生产责任重于泰山。" * 9)
    assert msgspec.json.decode(msgspec.json.encode(one), type=Signature) == one
    assert msgspec.convert(json.loads(json.dumps(msgspec.to_builtins(one))), Signature) == one


def test_signature_is_pinned() -> None:
    """The same on every machine: a cached signature stays comparable."""
    one = signature("安全生产，人人有责。")
    assert (one.size, one.digest[:12], one.anchors.hex()[:16]) == (8, PINNED[0], PINNED[1])


PINNED = ("572634cd503b", "c8dd212d05a4063f")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text(one: str, other: str) -> None:
    a, b = signature(one), signature(other)
    assert 0.0 <= likeness(a, b) == likeness(b, a) <= 1.0
    assert 0.0 <= containment(a, b) <= 1.0
    found: list[Group] = duplicates([Entry(("a", 1), a), Entry(("b", 1), b)])
    assert len(found) <= 1
    if a.size and a.digest == b.digest:
        assert found


# --- passages that stand in several articles --------------------------------------------------

REPEATED = yaml.safe_load((CASES / "passages.yaml").read_text(encoding="utf-8"))


def sketches(*texts: str) -> list[Sketch]:
    made = [sketch(f"aw{at:04}.p1", f"aw{at:04}", text) for at, text in enumerate(texts, 1)]
    return [it for it in made if it]


@pytest.mark.parametrize("case", REPEATED, ids=[case["label"] for case in REPEATED])
def test_passages(case: dict[str, str]) -> None:
    assert bool(repeats(sketches(case["one"], case["other"]))) == case["repeat"]


def test_equal_words_are_likest() -> None:
    text = invent(7, 120)
    found = repeats(sketches(text, text[:100] + invent(8, 20), text))
    assert [(it.id, it.similarity == 1) for it in found["aw0001.p1"]] == [("aw0003.p1", True), ("aw0002.p1", False)]


def test_an_article_does_not_repeat_itself() -> None:
    text = invent(9, 100)
    made = [sketch(f"aw0001.p{at}", "aw0001", text) for at in (1, 2)]
    assert repeats(it for it in made if it) == {}


def test_a_paragraph_that_stands_everywhere_names_some_places() -> None:
    text = invent(10, 100)
    found = repeats(sketches(*[text] * 300))
    assert len(found) == 300
    assert {len(others) for others in found.values()} == {20}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([invent(seed, 80) for seed in range(4)]), max_size=12), st.randoms())
def test_repeats_are_mutual_whatever_the_order(texts: list[str], shuffle: random.Random) -> None:
    made = sketches(*texts)
    found = repeats(made)
    mixed = list(made)
    shuffle.shuffle(mixed)
    assert repeats(mixed) == found
    assert all(name in {back.id for back in found[other.id]} for name, others in found.items() for other in others)


def test_a_reader_is_told_where_else_a_passage_stands(tmp_path: Path) -> None:
    shared = "各级各部门要认真吸取近期几起事故的深刻教训，立即组织开展拉网式安全生产大检查，不放过任何一个漏洞和隐患。"
    originals = {
        f"{at}.txt": speech(f"{place}安全生产工作会议纪要", shared, place=place)
        for at, place in enumerate(("甲县", "乙县", "丙县"), 1)
    }
    workspace = tiny(tmp_path / "lib", originals, visibility={"3.txt": "internal"})
    derived = derive(workspace)
    write_derived(workspace, derived)
    words = {passage.id: passage.text for article in derived.library.articles for passage in article.passages}
    places = [name for name, text in words.items() if text == shared]
    shown = public_only(derived).library.repeats
    public = [
        name for name in places if name.partition(".")[0] in {it.id for it in public_only(derived).library.articles}
    ]
    assert len(places) == 3 and len(public) == 2
    assert {name: set(others) for name, others in shown.items() if name in places} == {
        name: set(public) - {name} for name in public
    }
    build_pages(workspace, derived)
    article, _, _ = public[0].partition(".")
    record = (workspace.docs / "a" / article / "record.md").read_text(encoding="utf-8")
    assert "本段又见于" in record and f"#{public[1].partition('.')[2]}" in record
    report = json.loads((workspace.docs / "data/report.json").read_text(encoding="utf-8"))
    assert report["repeats"][public[0]] == [public[1]]
