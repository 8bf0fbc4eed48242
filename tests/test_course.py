"""Courses are read, their citations looked up; what does not hold is told whole, with lines and next steps."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anwen.course import parse, pinned
from anwen.course.fitting import Box, Para, height_of, paginated
from anwen.course.measure import NOT_FIRST, NOT_LAST, broken, sentences, width_of
from anwen.course.prepared import Run
from anwen.errors import FaultsError
from anwen.notation import find, pins
from course_library import HEAD, cases, course, library, prepared

_HEAD_LINES = HEAD.count("\n") + 1  # and the heading of the part


def _faults(case: dict[str, Any]) -> list[str]:
    own = case["text"].startswith("---") or case["text"].startswith("# ")
    made = parse(case["text"], "ke", "ke.md") if own else course(case["text"], quiz=case.get("quiz", False))
    with pytest.raises(FaultsError) as caught:
        prepared(made)
    lines = []
    for error in caught.value.errors:
        file, _, line = error.where.partition(":")
        assert file == "ke.md"
        assert error.hint
        text = str(error).partition(": ")[2]
        lines.append(f"{int(line) - (0 if own else _HEAD_LINES)}: {text}")
    return lines


@pytest.mark.parametrize("case", cases("faults"), ids=lambda case: case["label"])
def test_what_does_not_hold_is_told_whole(case: dict[str, Any]) -> None:
    found = sorted(_faults(case))
    wanted = sorted(case["faults"])
    assert len(found) == len(wanted), found
    for told, words in zip(found, wanted, strict=True):
        if words.startswith("-"):  # above the text
            words = words.partition(": ")[2]
            assert words in told
        else:
            assert told.startswith(words), told


@pytest.mark.parametrize("case", cases("holds"), ids=lambda case: case["label"])
def test_what_holds(case: dict[str, Any]) -> None:
    made = prepared(course(case["course"]))
    words = made.course.parts[0].topics[0].blocks[0].words[0]
    assert "".join(run.text for run in made.runs(words)) == case["text"]


def test_an_internal_course_may_cite_what_is_internal() -> None:
    text = HEAD.replace("minutes:", "visibility: internal\nminutes:") + "## 一（10 分钟）\n\n内部[@aw0002.p1]\n"
    assert [item.article.id for item in prepared(course(text)).references] == ["aw0002"]


def test_a_repeated_article_keeps_its_number_and_parts_are_in_order() -> None:
    made = prepared(course("甲[@aw0005.p1]乙[@aw0001.p2]丙[@aw0005]丁[@aw0001.p1; @aw0001.p2]"))
    assert [(item.number, item.parts) for item in made.references] == [
        (1, ("aw0005.p1", "aw0005")),
        (2, ("aw0001.p2", "aw0001.p1")),
    ]
    assert made.references[1].text.startswith(
        "某县安委会. 安全生产会议纪要[EB/OL]. （2023-05-06）[2026-07-20]. https://"
    )
    assert made.address("aw0001.p1") == f"https://example.org/a/aw0001/?v={made.pins['aw0001.p1']}#p1"


def test_pins_are_written_and_hold_until_the_words_change() -> None:
    text = "责任[@aw0001.p1; @aw0005@" + pins(library().articles[2])["aw0005"] + "]。\n\n{{aw0001.p2}}\n"
    made = prepared(course(text))
    fixed = pinned(text, made.pins)
    assert all(ref.pin for found in find(fixed) for ref in found.refs)
    assert prepared(course(fixed)).references == made.references
    assert pinned(fixed, made.pins) == fixed
    with pytest.raises(FaultsError, match=r"aw0001\.p2 have changed since"):
        prepared(course(fixed.replace(made.pins["aw0001.p2"], "AAAAAA")))


def test_a_course_is_read_as_it_is_written() -> None:
    made = course(
        "段落\n- 一\n- 二\n  续行\n\n### 题目\n\n1. 甲\n2. 乙\n\n> {{aw0001.p2}}\n\n讲稿：先讲。\n再讲。\n\n"
        "### 讨论：怎么办\n\n想一想\n提示：看原文\n"
    )
    first, second, talk = made.parts[0].topics
    assert [(block.kind, [words.text for words in block.words]) for block in first.blocks] == [
        ("paragraph", ["段落"]),
        ("bullets", ["一", "二\n续行"]),
    ]
    assert [block.kind for block in second.blocks] == ["numbered", "quote"]
    assert [words.text for words in second.notes] == ["先讲。\n再讲。"]
    assert talk.discussion
    assert talk.title.text == "怎么办"
    assert [words.text for words in talk.hints] == ["看原文"]
    assert not made.faults


def test_quiz_items_are_read_with_wide_letters_and_several_answers() -> None:
    made = course(
        "1. 哪些对？\nＡ．甲\nB、乙\nC. 丙\n答案：C、A\n依据：见\n原文[@aw0001.p1]。\n\n"
        "2. 对吗？\n   A. 对\n   B. 错\n   答案: A\n   解析: 见[@aw0001.p1]",
        quiz=True,
    )
    assert not made.faults
    one, two = made.questions
    assert (one.answer, one.several, [option.text for option in one.options]) == ("AC", True, ["甲", "乙", "丙"])
    assert one.reason.text == "见\n原文[@aw0001.p1]。"
    assert (two.number, two.answer, two.several) == (2, "A", False)


# --- room on a page -------------------------------------------------------------------------

_TEXT = st.text(st.sampled_from("安全生产责任落实。，！？；“”（）《》abc 123%\n—…"), max_size=400)


@given(_TEXT, st.integers(5, 40))
@settings(max_examples=150, deadline=None)
def test_broken_lines_fit_and_lose_nothing(text: str, ems: int) -> None:
    text = text.replace("\n", "")
    lines = broken(text, ems)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert sum(map(width_of, line)) <= ems


@given(_TEXT)
@settings(max_examples=100, deadline=None)
def test_sentences_lose_nothing(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_marks_that_close_begin_no_line() -> None:
    text = "落实责任，排查隐患，“一岗双责”（安全第一）。" * 20
    for ems in range(6, 40):
        lines = broken(text, ems)
        assert not any(line[0] in NOT_FIRST for line in lines)
        assert not any(line[-1] in NOT_LAST for line in lines)


@given(st.lists(st.tuples(_TEXT, st.sampled_from(["text", "item", "quote", "source"])), max_size=8))
@settings(max_examples=100, deadline=None)
def test_pages_are_never_overfull_and_lose_nothing(parts: list[tuple[str, Any]]) -> None:
    box = Box(400, 150)
    paras = [
        Para((Run(text.replace("\n", "")), Run("[1]p7", cites="aw0001.p7")), role, "•" if role == "item" else "")
        for text, role in parts
    ]
    pages = paginated(paras, box, 20)
    for page in pages:
        assert sum(height_of(para, 20, box.width) for para in page) <= box.height
    assert "".join(para.text for page in pages for para in page) == "".join(para.text for para in paras)


def test_a_long_quote_is_cut_at_the_ends_of_sentences() -> None:
    text = "各单位要认真排查治理事故隐患，落实整改责任、措施和期限。" * 30
    pages = paginated([Para((Run(text),), "quote")], Box(500, 200), 22)
    assert len(pages) > 2
    assert all(page[-1].text.endswith("。") for page in pages)
    assert max(map(len, (page[0].text for page in pages))) <= 2 * min(map(len, (page[0].text for page in pages)))
