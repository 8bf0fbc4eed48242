"""The repair room: cases as data, one by one and on both sides; what holds for any text."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from pypinyin import Style, pinyin

from anwen import repair as room
from anwen import tables
from anwen.accounts import replay
from anwen.records import Edit
from anwen.repair import Change, Draft, OffsetMap, repair
from anwen.repair.characters import converted
from anwen.repair.characters.script import simplified
from anwen.repair.rules import RULES
from costly import PIECES, repeated

CASES = Path(__file__).parent / "cases" / "repair"
_CONVERTED = tables.shipped("anwen/repair/characters/converted.yaml", dict[str, dict[str, str]])
RAW = sorted((Path(__file__).parents[1] / "corpus" / "raw").glob("*.txt"))


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    original: str
    expected: str | None = None  # None: the text must not change
    doubts: list[str] = []
    comment: str = ""


def _cases() -> list[object]:
    return [
        pytest.param(case, id=f"{path.stem}: {case.label}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in tables.load(path, list[Case])
    ]


@pytest.mark.parametrize("case", _cases())
def test_case(case: Case) -> None:
    repaired = repair(case.original)
    assert repaired.text == (case.original if case.expected is None else case.expected)
    assert sorted({doubt.reason for doubt in repaired.doubts}) == sorted(case.doubts)
    _holds(case.original)


def test_as_many_cases_must_not_change_as_must() -> None:
    cases = [case for path in CASES.glob("*.yaml") for case in tables.load(path, list[Case])]
    assert 2 * sum(case.expected in (None, case.original) for case in cases) >= len(cases)


def _holds(text: str) -> None:
    """What every repair promises."""
    repaired = repair(text)
    assert replay(text, repaired.edits) == repaired.text
    again = repair(repaired.text)
    assert (again.text, again.edits) == (repaired.text, ())
    place = 0
    for edit in repaired.edits:
        assert place <= edit.start <= edit.end
        assert text[edit.start : edit.end] == edit.before != edit.after
        assert set(edit.rule.split("+")) <= {"simplify", *(rule.name for rule in RULES)}
        place = edit.end
    places = OffsetMap(repaired.edits)
    for carry, size, other in (
        (places.to_repaired, len(text), len(repaired.text)),
        (places.to_original, len(repaired.text), len(text)),
    ):
        for end in (False, True):
            carried = [carry(offset, end=end) for offset in range(size + 1)]
            assert carried == sorted(carried)
            assert all(0 <= offset <= other for offset in carried)
    for doubt in repaired.doubts:
        assert 0 <= doubt.start < doubt.end <= len(repaired.text)


_MARKS = list("安全責责长長发行吗的一篇第页共1230aB,;:?!()（）。，、；.`'“”\n\t |⽬︵锛…%\u3000\xa0\ufeff")
_SIGNS = (
    "(zé) (cháng) (fā) zé) (zé ?shù) O(jiān) ?; ?? 1、 2、 第2页 &nbsp; &amp; &#8220; [b] [/b] ]]> @page{a:b} æœˆ æœ "
    "&nbsp &quot nbsp; \\u5b89\\u5168 %E5%AE%89 ÖÐ¹ú ** {{x}} 《《 》》 ”” .。 ，,， ：： 2O23年 l% 安|全 安^全 责zé "
    "任(rèn - 3 - www.a.com 范文网 整理发布 （更多范文请关注公众号） 安全生产检查安全生产检查 ２０２３年 \ue5e5 \u0336 "
    'å®� äº�æ # > style="a"> '
    "动态动态 ``` `<br>` \u200e Â° ˙ ，，， （\\n一） 锟斤拷 --- —— 怎么 [1] [M] http://a.b/c 在安全生产工作中责任重大"
)
SCRAPS = st.sampled_from([*_MARKS, *_SIGNS.split(" "), "  ", "\n\n"])


@given(st.lists(SCRAPS, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_promises_hold_for_damaged_text(text: str) -> None:
    _holds(text)


@given(st.text(st.characters(), max_size=60))
@settings(max_examples=200, deadline=None)
def test_promises_hold_for_any_text(text: str) -> None:
    _holds(text)


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.name)
def test_promises_hold_for_the_originals(path: Path) -> None:
    _holds(path.read_bytes().decode())


# --- the annotation filter, simulated ---------------------------------------------------------

# Characters that site filters annotate, as mainland text has them.
_SET = (
    "责监实进点导动经业产强调报达战现习关构区准预标设运规应执创数据术机质负协联网络学结细补计转环训节态优续验队级驱"
    "护灾团养医"
)
_TO_TRADITIONAL = opencc.OpenCC("s2t")
_READING = {char: pinyin(char, style=Style.TONE)[0][0] for char in _SET}


def damage(text: str) -> str:
    """What the filter makes of clean simplified text: traditional characters, the set annotated."""
    traditional = _TO_TRADITIONAL.convert(text)
    assert len(traditional) == len(text)
    return "".join(
        new + (f"({_READING[old]})" if old in _READING else "") for old, new in zip(text, traditional, strict=True)
    )


def _clean_sentences() -> list[str]:
    """Sentences of the collection that the two conversions of OpenCC leave as they were."""
    back = opencc.OpenCC("t2s")
    lines = (line for path in RAW[:4] for line in repair(path.read_bytes().decode()).text.split("\n"))
    return [line for line in lines if len(line) > 30 and back.convert(_TO_TRADITIONAL.convert(line)) == line]


CLEAN = _clean_sentences()


@given(st.lists(st.sampled_from(CLEAN), min_size=1, max_size=4).map("\n".join))
@settings(max_examples=60, deadline=None)
def test_the_annotation_filter_is_undone(text: str) -> None:
    text = repair(text).text  # joining lines may show what a single one did not
    damaged = damage(text)
    if sum(damaged.count(f"({reading})") for reading in set(_READING.values())) >= 5:
        repaired = repair(damaged)
        assert repaired.text == text
        assert {edit.rule for edit in repaired.edits} <= {"annotation", "simplify"}


# --- edits and offsets ------------------------------------------------------------------------


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_composed_changes_replay(data: st.DataObject) -> None:
    original = data.draw(st.text("abc安全", max_size=12))
    draft = Draft(original)
    for number in range(data.draw(st.integers(1, 4))):
        cuts = sorted(data.draw(st.lists(st.integers(0, len(draft.text)), max_size=6)))
        changes = [
            Change(start, end, data.draw(st.text("xyz", max_size=3)), data.draw(st.sampled_from(["", "odd"])))
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        changes = [c for i, c in enumerate(changes) if i == 0 or c.start > changes[i - 1].end or c.end > c.start]
        draft.apply(f"r{number}", changes)
        result = draft.result()
        assert replay(original, result.edits) == draft.text == result.text
        assert all(0 <= doubt.start < doubt.end <= len(draft.text) for doubt in result.doubts)


def test_rules_that_touch_one_place_are_named_together() -> None:
    draft = Draft("焊 甲\n\n8、乙 工")
    draft.apply("fragment", [Change(3, 7, "")])
    draft.apply("page-header", [Change(1, 5, "")])
    assert draft.result().edits == (Edit("fragment+page-header", 1, 9, " 甲\n\n8、乙 ", ""),)


def test_offsets_beside_and_inside_edits() -> None:
    edits = [Edit("annotation", 1, 5, "(zé)", ""), Edit("widen", 6, 7, ",", "，"), Edit("x", 8, 8, "", "新")]
    places = OffsetMap(edits)  # 責(zé)任,重 → 責任，重新
    assert [places.to_repaired(i) for i in range(9)] == [0, 1, 1, 1, 1, 1, 2, 3, 4]
    assert (places.to_original(1), places.to_original(1, end=True)) == (1, 5)
    assert [edit.rule for edit in places.within(0, 1)] == ["annotation"]
    assert room.to_repaired(edits, 7) == 3
    assert room.to_original(edits, 3) == 7


def test_replay_refuses_edits_of_another_text() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        replay("abc", [Edit("x", 0, 1, "b", "c")])


# --- tables ---------------------------------------------------------------------------------------


def test_no_two_words_of_the_conversions_table_undo_each_other() -> None:
    """強製造 was turned to 強制造 and back."""
    page = "這個問題應該實現，領導們認為無關責任。"
    for words in _CONVERTED.values():
        for text in _overlapping({word for wrong, right in words.items() for word in (*_forms(wrong), right)}):
            draft = Draft(page + text)
            draft.apply("first", converted.find(draft.text))
            assert not converted.find(draft.text), text


def _forms(pattern: str) -> list[str]:
    """What a pattern says without its neighbours: (?<!若)[乾幹]涉 → 乾涉, 幹涉."""
    pieces = re.findall(r"\[(.*?)\]|(.)", re.sub(r"\(\?<?[=!].*?\)", "", pattern))
    return ["".join(form) for form in product(*(several or one for several, one in pieces))]


def _overlapping(words: set[str]) -> set[str]:
    """Two words in which one character, whichever form it has, is both the first's last and the other's first."""
    pairs = product(sorted(words), repeat=2)
    ends = {char: simplified(char) for word in words for char in word}
    return {
        begun + left[:-1] + char + right[1:]
        for left, right in pairs
        if ends[left[-1]] == ends[right[0]]
        for char in (left[-1], right[0])
        for begun in ("", "加")
    }


# --- cost ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("piece", PIECES["repair"])
def test_costly_text_settles(piece: str) -> None:
    """In one run, however often a piece is said; how long it takes is measured by bench/linear.py."""
    text = repeated(piece, 10_000)
    repaired = repair(text)
    assert replay(text, repaired.edits) == repaired.text
    assert "unsettled" not in {doubt.reason for doubt in repaired.doubts}
