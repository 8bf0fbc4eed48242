"""Editors' decisions: found by quotation, refused with a reason, written without touching what stands there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from anwen.accounts import unaccounted
from anwen.cli.correct import correct
from anwen.correct import Correction, Corrections, appended, nearest, shape, text_changes
from anwen.correct.corrections import Table
from anwen.errors import AnwenError, FaultsError
from anwen.pipeline import Derived, derive, write_derived
from anwen.records import Block, Cut, Exclusion, Fact, Join, Piece, Structured
from anwen.structure import recut
from anwen.tables import parse
from anwen.workspace import Workspace
from tiny_library import speech, tiny


def correction(quote: str, value: str, prefix: str = "", suffix: str = "") -> Correction:
    return Correction("a.txt", "text", value, "笔误", quote=quote, prefix=prefix, suffix=suffix)


def test_a_quote_is_found_and_replaced() -> None:
    assert text_changes("劣质食品己成为杀手", [correction("己", "已", suffix="成为")]) == [(4, 5, "已")]


def test_a_quote_that_is_gone_names_the_nearest_place() -> None:
    with pytest.raises(FaultsError, match=r"nearest place \(67% alike\) reads: '已成为'"):
        text_changes("会议指出：\n劣质食品已成为杀手", [correction("己", "已", suffix="成为")])


def test_the_nearest_place_is_in_the_passage_that_is_likest() -> None:
    text = "要加强安全培训工作。\n各单位要切实加强安全生产工作，落实责任。\n散会。"
    score, stretch = nearest(text, "要切实加强安全生产管理，落实责任")
    assert stretch.startswith("要切实加强安全生产") and score > 0.8


@given(st.text("安全生产责任\n，。", max_size=60), st.text("安全生产责任", min_size=1, max_size=9))
@settings(max_examples=100, deadline=None)
def test_what_is_there_is_nearest_to_itself(text: str, wanted: str) -> None:
    score, stretch = nearest(text, wanted)
    assert 0 <= score <= 1 and len(stretch) <= len(wanted)
    assert nearest(wanted, wanted) == (1.0, wanted)


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
        ("corrections:\n  - {file: a.txt, action: split, piece: 1, value: 新, reason: r}\n", "has no quote"),
        ("corrections:\n  - {file: a.txt, action: merge, piece: 1, value: 二, reason: r}\n", "cannot be"),
        ("corrections:\n  - {file: a.txt, action: duplicate, piece: 1, value: aw0001, reason: r}\n", "cannot be"),
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


# --- splitting and merging --------------------------------------------------------------------

TEXT = "甲题\n一、甲\n甲一段。\n乙题\n乙一段。\n丙题\n丙一段。"


def _block(words: str, kind: str = "paragraph", level: int = 0) -> Block:
    at = TEXT.index(words)
    return Block(kind, at, at + len(words), words, level)  # type: ignore[arg-type]


def _two() -> Structured:
    first = (_block("一、甲", "heading", 1), _block("甲一段。"), _block("乙题"), _block("乙一段。"))
    out = tuple(Exclusion("title", TEXT.index(title), TEXT.index(title) + 2) for title in ("甲题", "丙题"))
    facts = (Fact("issuer", "乙", "乙一段。"), Fact("level", "市", "甲"))
    pieces = (Piece("a.txt", 1, "甲题", first, facts), Piece("a.txt", 2, "丙题", (_block("丙一段。"),), cut_off=True))
    return Structured(pieces, out)


def test_a_split_begins_with_the_paragraph_quoted() -> None:
    item = Correction("a.txt", "split", "乙题", "两份", piece=1, quote="乙题")
    cuts, joins = shape(TEXT, _two().pieces, [item])
    assert (cuts, joins) == ([Cut(1, 1001, TEXT.index("乙题"), "乙题")], [])
    done = recut(_two(), cuts, joins)
    assert [(it.number, it.title, [block.text for block in it.blocks]) for it in done.pieces] == [
        (1, "甲题", ["一、甲", "甲一段。"]),
        (1001, "乙题", ["乙一段。"]),
        (2, "丙题", ["丙一段。"]),
    ]
    assert not unaccounted(done, TEXT)
    assert [fact.name for fact in done.pieces[0].facts] == ["level"]


def test_two_splits_of_one_document_and_a_merge_of_a_part() -> None:
    items = [
        Correction("a.txt", "split", "后", "r", piece=1, quote="乙一段"),
        Correction("a.txt", "split", "中", "r", piece=1, quote="甲一段"),
        Correction("a.txt", "merge", "2", "r", piece=1001),
    ]
    done = recut(_two(), *shape(TEXT, _two().pieces, items))
    assert [(it.number, it.title, len(it.blocks), it.cut_off) for it in done.pieces] == [
        (1, "甲题", 1, False),
        (1002, "中", 2, False),
        (1001, "后", 3, True),
    ]
    assert [(it.kind, it.text) for it in done.pieces[2].blocks][1] == ("heading", "丙题")
    assert not unaccounted(done, TEXT)


def test_a_merge_makes_the_title_a_heading() -> None:
    done = recut(_two(), [], [Join(1, 2)])
    assert [(block.kind, block.level, block.text) for block in done.pieces[0].blocks[-2:]] == [
        ("heading", 1, "丙题"),
        ("paragraph", 0, "丙一段。"),
    ]
    assert done.pieces[0].cut_off and not unaccounted(done, TEXT)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (Correction("a.txt", "split", "新", "r", piece=1, quote="一、甲"), "first paragraph"),
        (Correction("a.txt", "split", "新", "r", piece=2, quote="乙题"), "not in the cleaned text"),
        (Correction("a.txt", "split", "新", "r", piece=9, quote="乙题"), "of document 9"),
        (Correction("a.txt", "merge", "9", "r", piece=1), "has the documents 1, 2"),
        (Correction("a.txt", "merge", "1", "r", piece=1), "part of itself"),
    ],
)
def test_a_shape_that_does_not_fit_is_told(item: Correction, message: str) -> None:
    with pytest.raises(FaultsError, match=message):
        shape(TEXT, _two().pieces, [item])


# --- writing ----------------------------------------------------------------------------------

ITEM = Correction("a.txt", "title", "新题", "原题有误", piece=1)


def test_comments_and_order_stay() -> None:
    text = (
        "# 某某的决定\ncorrections:\n# 第一条\n- file: a.txt   # 原件\n"
        "  action: theme\n  value: culture\n  reason: r\n  piece: 3"
    )
    done = appended(text, ITEM, "c.yaml")
    assert done.startswith(text + "\n- file: a.txt\n  action: title\n")
    assert parse(done, Table, "c.yaml").corrections[-1] == ITEM


@pytest.mark.parametrize("text", ["", "\n", "corrections: []\n", "corrections:\n", "# 空\ncorrections: []  \n"])
def test_an_empty_file_takes_a_decision(text: str) -> None:
    if text == "corrections:\n":  # null is no list; the loader refuses such a file anyway
        with pytest.raises(AnwenError, match=r"c\.yaml"):
            appended(text, ITEM, "c.yaml")
        return
    assert parse(appended(text, ITEM, "c.yaml"), Table, "c.yaml").corrections == (ITEM,)


@pytest.mark.parametrize(
    "text", ["corrections: [{file: a, action: title, value: b, reason: c}]\n", "nonsense: 1\n", "a: [\n"]
)
def test_a_file_that_nothing_can_be_added_to_is_refused(text: str) -> None:
    with pytest.raises(AnwenError):
        appended(text, ITEM, "c.yaml")


@given(st.text(min_size=1, max_size=30), st.text(max_size=30), st.integers(0, 3))
@settings(max_examples=100, deadline=None)
def test_any_words_come_back(quote: str, value: str, before: int) -> None:
    item = Correction("a.txt", "text", value, "r", quote=quote, prefix=value)
    text = ""
    for _ in range(before):
        text = appended(text, ITEM, "c.yaml")
    try:
        done = appended(text, item, "c.yaml")
    except AnwenError:  # a control character that YAML cannot hold
        assert not (quote + value).isprintable()
        return
    assert parse(done, Table, "c.yaml").corrections == (ITEM,) * before + (item,)


# --- the command ------------------------------------------------------------------------------


def _run(workspace: Workspace, *words: str) -> Result:
    return CliRunner().invoke(correct, ["--root", str(workspace.root), "--because", "试", *words])


def _build(workspace: Workspace) -> Derived:
    derived = derive(Workspace(workspace.root))
    write_derived(workspace, derived)
    return derived


@pytest.fixture
def library(tmp_path: Path) -> Workspace:
    first = speech("甲县安全生产工作会议纪要", "会议还传达了上级文件，各单位要认真学习。", place="甲县")
    second = speech("乙县安全生产工作会议纪要", place="乙县")
    workspace = tiny(tmp_path / "lib", {"a.txt": first, "乙县 纪要.txt": second})
    _build(workspace)
    return workspace


def _passage(derived: Derived, words: str) -> str:
    return next(p.id for a in derived.library.articles for p in a.passages if words in p.text)


def test_words_are_corrected(library: Workspace) -> None:
    name = _passage(derive(library), "会议还传达了上级文件")
    done = _run(library, name, "--replace", "上级文件", "--by", "省里的文件", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["written"] and [row["id"] for row in found["changes"]] == [name]
    passage = next(p for a in _build(library).library.articles for p in a.passages if p.id == name)
    assert passage.text == "会议还传达了省里的文件，各单位要认真学习。"
    again = _run(library, name, "--replace", "省里的文件", "--by", "文件")
    assert again.exit_code == 1 and "work of a correction" in again.output


def test_a_dry_run_writes_nothing(library: Workspace) -> None:
    done = _run(library, "aw0001", "--title", "新题", "--dry-run")
    assert done.exit_code == 0 and "+ 新题" in done.output
    assert not list(library.corrections.glob("*.yaml"))


def test_words_that_stand_twice_need_more(library: Workspace) -> None:
    name = _passage(derive(library), "要落实安全生产主体责任")
    done = _run(library, name, "--replace", "责任", "--by", "职责")
    assert done.exit_code == 1 and "stands in" in done.output and "主体责任" in done.output
    done = _run(
        library, name, "--replace", "责任", "--before", "主体", "--after", "，坚持", "--by", "职责", "--dry-run"
    )
    assert done.exit_code == 0, done.output
    assert "职责，坚持" in done.output


def test_a_split_keeps_the_identifiers_of_the_first_part(library: Workspace) -> None:
    before = derive(library)
    article = next(a for a in before.library.articles if a.source.file == "a.txt")
    heading = next(part for part in article.sections if "排查治理隐患" in part.heading)
    done = _run(library, article.id, "--split-before", heading.heading, "--title", "甲县隐患排查")
    assert done.exit_code == 0, done.output
    after = _build(library)
    first = next(a for a in after.library.articles if a.id == article.id)
    at = article.body.index(heading)
    assert [part.id for part in first.body] == [part.id for part in article.body[:at]]
    new = next(a for a in after.library.articles if a.title == "甲县隐患排查")
    moved = {entry.id: entry.detail for entry in after.library.retired if entry.state == "moved-to"}
    assert [moved[part.id] for part in article.body[at:]] == [part.id for part in new.body]


def test_a_merge_leaves_signposts(library: Workspace) -> None:
    before = derive(library)
    whole = next(a for a in before.library.articles if a.source.file == "乙县 纪要.txt")
    words = next(part.heading for part in whole.sections if "排查治理隐患" in part.heading)
    assert _run(library, whole.id, "--split-before", words, "--title", "后一半").exit_code == 0
    split = _build(library)
    other = next(a for a in split.library.articles if a.title == "后一半")
    done = _run(library, whole.id, "--merge-with", other.id)
    assert done.exit_code == 0, done.output
    after = _build(library)
    ids = {part.id for article in after.library.articles for part in article.body}
    assert {part.id for part in whole.body} <= ids  # back where they were
    gone = {entry.id: entry for entry in after.library.retired}
    assert gone[other.id].state == "moved-to" and gone[other.id].detail == whole.id


def test_decisions_on_documents(library: Workspace) -> None:
    articles = derive(library).library.articles
    one, other = articles[0], articles[-1]
    assert _run(library, one.id, "--duplicate-of", other.id).exit_code == 0
    derived = _build(library)
    assert one.id not in {article.id for article in derived.library.articles}
    kept = next(article for article in derived.library.articles if article.id == other.id)
    assert [(place.file, place.piece) for place in kept.also_in] == [(one.source.file, one.source.piece)]
    place = f"{one.source.file}#{one.source.piece}"
    assert _run(library, place, "--not-duplicate").exit_code == 0
    assert one.id in {article.id for article in _build(library).library.articles}
    assert _run(library, place, "--not-relevant").exit_code == 0
    assert one.id not in {article.id for article in _build(library).library.articles}
    assert _run(library, place, "--relevant", "--file", "more.yaml").exit_code == 0
    assert (library.corrections / "more.yaml").is_file()
    assert one.id in {article.id for article in _build(library).library.articles}


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("aw0099", "--title", "新"), 1, "has the identifier"),
        (("aw0001.p99", "--replace", "a", "--by", "b"), 1, "has the identifier"),
        (("x.txt#1", "--relevant"), 1, "no document"),
        (("aw0001", "--duplicate-of", "aw0001"), 1, "circle"),
        (("a.txt#1", "--merge-with", "乙县 纪要.txt#1"), 1, "two originals"),
        (("a.txt#1", "--merge-with", "a.txt#1"), 1, "part of itself"),
        (("aw0001", "--replace", "没有这样的话", "--by", "b"), 1, "Copy the words"),
        (("aw0001", "--title", "新", "--file", "../x.yaml"), 1, "no file of corrections"),
        (("aw0001", "--title", "新\n题"), 1, "a title on one line"),
        (("aw0001", "--title", " "), 1, "a title on one line"),
        (("a.txt#1", "--split-before", "二、排查治理隐患", "--title", " 后一半"), 1, "on one line"),
        (("aw0001",), 2, "nothing is named"),
        (("aw0001", "--title", "新", "--theme", "culture"), 2, "several are named"),
        (("aw0001", "--replace", "安全"), 2, "belong together"),
        (("aw0001", "--split-before", "安全"), 2, "needs the --title"),
        (("aw0001", "--title", "新", "--before", "安全"), 2, "--before and --after"),
    ],
)
def test_what_cannot_be_is_refused(library: Workspace, words: tuple[str, ...], status: int, message: str) -> None:
    done = _run(library, *words)
    assert (done.exit_code, message in done.output) == (status, True), done.output
    assert not list(library.corrections.glob("*.yaml"))
