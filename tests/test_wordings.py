"""The words that passages had before: remembered, merged, published, and shown against the present ones."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anwen.cite import Verifier
from anwen.errors import FaultsError
from anwen.identify import Wording, Wordings, outdated
from anwen.notation import pin
from anwen.pipeline import derive
from anwen.workspace import Workspace
from browsing import Visit, served
from node_engine import call
from tiny_library import build, put, speech, tiny

OLD = "每季度至少组织一次消防应急演练，演练情况要如实记录存档，并向全体职工通报。"
NEW = "每半年至少组织一次消防应急演练，演练情况要如实记录存档，并向有关部门报告。"
ROOT = Path(__file__).parent.parent


def row(name: str, words: str) -> Wording:
    return Wording(name, pin(words), words)


# --- the files ------------------------------------------------------------------------------


def test_saved_and_read_again(tmp_path: Path) -> None:
    rows = [
        row("aw0001.p10", "甲\t乙\n丙 100%"),
        row("aw0001.p2", "丁"),
        Wording("aw0001.s1", "abcdef"),
        row("aw0002.p1", "戊"),
    ]
    made = Wordings().with_(rows)
    made.save(tmp_path)
    lines = (tmp_path / "aw0001.tsv").read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[0] for line in lines] == ["aw0001.s1", "aw0001.p2", "aw0001.p10"]
    assert lines[2].endswith("甲%09乙%0A丙 100%25")
    assert Wordings.load(tmp_path).pages == made.pages
    assert made.with_(rows).pages == made.pages
    assert made.words("aw0001.p2", pin("丁")) == "丁"
    assert made.words("aw0001.s1", "abcdef") == ""
    assert made.words("aw0001.p2", "zzzzzz") is None
    assert Wordings.load(tmp_path / "none").pages == {}


def test_no_words_no_folder(tmp_path: Path) -> None:
    Wordings().save(tmp_path / "wordings")
    assert not (tmp_path / "wordings").exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("aw0001.p1\tabcdef", "separated by tabs"),
        ("aw0001.p1\tabc\t甲", "separated by tabs"),
        ("aw0002.p1\tabcdef\t", "stands in the file of aw0001"),
        ("aw0001.p1\tabcdef\t甲", "are not those of abcdef"),
        ("<<<<<<< HEAD", "separated by tabs"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "aw0001.tsv").write_text(f"{row('aw0001.p1', '乙').line()}{line}\n", encoding="utf-8")
    with pytest.raises(FaultsError, match=rf"aw0001\.tsv:2.*{told}"):
        Wordings.load(tmp_path)


@given(st.text(max_size=40))
def test_any_words_come_back(words: str) -> None:
    line = row("aw0001.p1", words.replace("\ud800", "")).line()
    assert line.count("\n") == 1 and line.count("\t") == 2


def test_two_branches_that_both_remember_are_joined_by_git(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        name = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *name, *arguments], cwd=tmp_path, check=True, capture_output=True)

    folder = tmp_path / "wordings"
    base = Wordings().with_([row("aw0001.p1", "甲")])
    ours, theirs = row("aw0001.p2", "乙"), row("aw0001.p2", "丙")
    git("init", "-q", "-b", "main")
    base.save(folder)
    git("add", "-A")
    git("commit", "-qm", "base")
    git("checkout", "-qb", "other")
    base.with_([theirs]).save(folder)
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "main")
    base.with_([ours]).save(folder)
    git("commit", "-qam", "ours")
    git("merge", "-q", "other", "-m", "merge")
    joined = Wordings.load(folder)
    assert joined.pages == base.with_([ours, theirs]).pages
    joined.save(folder)
    assert Wordings.load(folder).pages == joined.pages


def test_what_is_outdated() -> None:
    before = {
        "aw0001": ("aaaaaa", ""),
        "aw0001.p1": ("bbbbbb", "甲"),
        "aw0001.p2": ("cccccc", "乙"),
        "aw0001.p3": ("x", "丙"),
    }
    after = {"aw0001": "dddddd", "aw0001.p1": "eeeeee", "aw0001.p2": "cccccc"}
    found = outdated(before, after, internal=False)
    assert found == [Wording("aw0001", "aaaaaa"), Wording("aw0001.p1", "bbbbbb", "甲")]
    assert [it.words for it in outdated(before, after, internal=True)] == ["", ""]


# --- in a library ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose original was scraped again, with one passage changed; beside it an internal one."""
    root = tmp_path_factory.mktemp("wordings") / "lib"
    hidden = {"c.txt": "internal"}
    first = {
        "a.txt": speech("甲市安全生产工作会议讲话", OLD),
        "c.txt": speech("乙市安全生产工作会议讲话", OLD + "乙", place="乙市"),
    }
    workspace = tiny(root, first, visibility=hidden)
    build(workspace)
    again = {
        "b.txt": speech("甲市安全生产工作会议讲话", NEW),
        "d.txt": speech("乙市安全生产工作会议讲话", NEW + "乙", place="乙市"),
    }
    supersedes = {"b.txt": "a.txt", "d.txt": "c.txt"}
    put(root, first | again, supersedes=supersedes, visibility=hidden | {"d.txt": "internal"})
    build(workspace)
    return root


def test_the_former_words_are_kept_and_published(changed: Path) -> None:
    kept = Wordings.load(changed / "corpus/ledger/wordings")
    words = {each.words for each in kept.of("aw0001") if each.words}
    assert words == {OLD}
    (former,) = [each for each in kept.of("aw0001") if each.words]
    assert former.pin == pin(OLD)
    names = {each.id for each in kept.of("aw0001")}
    assert {"aw0001", former.id} < names and any(".s" in name for name in names)
    assert [each.words for each in kept.of("aw0002") if each.words] == [], "an internal article's words are not kept"
    found = json.loads((changed / "site/data/versions/aw0001.json").read_text(encoding="utf-8"))
    assert found[former.id] == {former.pin: OLD}
    assert not (changed / "site/data/versions/aw0002.json").exists()


def test_building_again_changes_nothing(changed: Path) -> None:
    derived = derive(Workspace(changed))
    assert derived.wordings.pages == Wordings.load(changed / "corpus/ledger/wordings").pages
    verifier = Verifier(derived.library, derived.wordings.words)
    (former,) = [each for each in derived.wordings.of("aw0001") if each.words]
    path = changed.parent / "课程.md"
    path.write_text(f"“{OLD}”[@{former.id}@{former.pin}]", encoding="utf-8")
    (verdict,) = verifier.file(path)
    assert (verdict.status, verdict.nearest[:6]) == ("changed", "每半年至少组")
    assert "does not match the older" not in verdict.detail


# --- on the page ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(changed: Path) -> Iterator[str]:
    with served(changed / "site") as base:
        yield base


def passage(root: Path) -> tuple[str, dict[str, str]]:
    kept = Wordings.load(root / "corpus/ledger/wordings")
    (former,) = [each for each in kept.of("aw0001") if each.words]
    return former.id.partition(".")[2], {each.id: each.pin for each in kept.of("aw0001")}


@pytest.mark.browser
def test_the_page_shows_what_changed(browser: Any, changed: Path, address: str) -> None:
    place, former = passage(changed)
    with Visit(browser, address) as visit:
        visit.page.goto(f"{address}a/aw0001/?v={former[f'aw0001.{place}']}#{place}")
        box = visit.page.locator(".aw-version")
        box.wait_for()
        assert "引用后有修改" in box.inner_text()
        assert box.locator("del").all_inner_texts() and box.locator("ins").all_inner_texts()
        old = visit.page.evaluate(
            """() => { const box = document.querySelector(".aw-version__words").cloneNode(true);
            box.querySelectorAll("ins, .aw-version__said").forEach((it) => it.remove()); return box.textContent; }"""
        )
        assert old == OLD
        assert visit.page.evaluate(f"document.querySelector('.aw-version').nextElementSibling.id === '{place}'")
        assert "删去" in visit.page.locator(".aw-version del").first.text_content()
        assert visit.faults == []


@pytest.mark.browser
def test_sections_unknown_pins_and_present_ones(browser: Any, changed: Path, address: str) -> None:
    place, former = passage(changed)
    section = next(name for name in former if ".s" in name)
    with Visit(browser, address) as visit:
        page, box = visit.page, visit.page.locator(".aw-version")
        page.goto(f"{address}a/aw0001/?v={former[section]}#{section.partition('.')[2]}")
        box.wait_for()
        assert "这一节的文字、段落或标题在引用之后改动过" in box.inner_text()
        assert box.locator("a").get_attribute("href") == f"?v={pin(OLD)}#{place}"
        page.goto(f"{address}a/aw0001/?v={former['aw0001']}")
        box.wait_for()
        assert "这篇文章" in box.inner_text()
        page.goto(f"{address}a/aw0001/?v=zzzzzz#{place}")
        box.wait_for()
        assert "无法核对" in box.inner_text() and "zzzzzz" in box.inner_text()
        page.goto(f"{address}a/aw0001/?v={pin(NEW)}#{place}")
        page.wait_for_load_state("networkidle")
        assert box.count() == 0
        assert visit.faults == []


@pytest.mark.browser
def test_a_card_is_chosen_without_a_script(browser: Any, changed: Path, address: str) -> None:
    place, _ = passage(changed)
    with Visit(browser, address, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(f"{address}embed/aw0001/#{place}")
        assert page.locator("blockquote:visible").all_inner_texts() == [NEW]
        assert page.locator(".source").is_visible() and page.locator(".at:visible").count() == 1
        page.goto(f"{address}embed/aw0001/")
        assert page.locator("h1").is_visible() and page.locator("blockquote:visible").count() == 1
        course = f'<!doctype html><iframe src="embed/aw0001/#{place}" sandbox="allow-popups"></iframe>'
        (changed / "site/course.html").write_text(course, encoding="utf-8")
        page.goto(f"{address}course.html")
        assert NEW in page.frame_locator("iframe").locator("main").inner_text(timeout=5000)


# --- the difference -------------------------------------------------------------------------


def test_the_difference_gives_both_texts_back() -> None:
    cases = [
        ["", ""],
        ["甲", ""],
        ["", "甲"],
        [OLD, NEW],
        [NEW, OLD],
        [OLD, OLD],
        [OLD * 3, NEW * 2],
        ["甲乙丙", "丙乙甲"],
    ]
    answers = call(("versions",), [["anwenVersions.difference", *case] for case in cases])
    for (old, new), parts in zip(cases, answers, strict=True):
        assert "".join(it["text"] for it in parts if it["kind"] != "ins") == old
        assert "".join(it["text"] for it in parts if it["kind"] != "del") == new
    same = answers[3]
    assert (
        "组织一次消防应急演练，演练情况要如实记录存档，并向" in [it["text"] for it in same if it["kind"] == "same"][1]
    )
