"""The command, the library's own courses on the site and in the gates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from anwen.check import courses_hold
from anwen.cli.main import main
from anwen.course import parse, pinned
from anwen.errors import FaultsError
from anwen.library import Library
from anwen.notation import find
from anwen.pipeline import build_pages, derive
from anwen.pipeline.courses import course_texts, library_courses, prepare_course, read_course
from anwen.visibility import public
from anwen.workspace import Workspace
from conftest import ROOT
from tiny_library import speech, tiny, tree

_COURSE = """\
---
title: 小课
minutes: 5
audience: 全体
goals: [学会]
author: 培训部
date: 2026-07-20
---

## 责任（5 分钟）

### 题目

责任到人[@aw0001.p3]。

{{aw0001.p2}}
"""
_SAMPLES = sorted((ROOT / "corpus" / "courses").glob("*.md"))


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    """A library of two speeches, the second internal."""
    originals = {"a.txt": speech("讲话一", place="甲市"), "b.txt": speech("讲话二", place="乙市")}
    return tiny(tmp_path / "tiny", originals, visibility={"b.txt": "internal"})


def _run(workspace: Workspace, file: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["course", str(file), "--root", str(workspace.root), *options])


def _written(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# --- the command ----------------------------------------------------------------------------


def test_the_command_writes_three_files_and_tells_what_is_cited(
    home: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANWEN_SITE_URL", "https://example.org/lib")
    file, out = tmp_path / "ke.md", tmp_path / "out"
    file.write_text(_COURSE, encoding="utf-8")
    done = _run(home, file, "--out", str(out), "--json", "--edition", "2015", "--accessed", "2026-08-01", "--pin")
    assert done.exit_code == 0, done.stderr
    assert _written(out) == {"ke.pptx", "ke.docx", "ke.html"}
    told = json.loads(done.stdout)
    assert told["references"][0]["cited"] == ["aw0001.p3", "aw0001.p2"]
    assert "(2023-05-06)[2026-08-01]. https://example.org/lib/a/aw0001/" in told["references"][0]["reference"]
    assert told["repinned"]
    now = file.read_text(encoding="utf-8")
    assert now == pinned(_COURSE, told["pins"]) != _COURSE
    again = _run(home, file, "--out", str(out), "--json", "--pin", "--format", "docx")
    assert not json.loads(again.stdout)["repinned"]
    assert file.read_text(encoding="utf-8") == now


def test_faults_are_told_whole_and_nothing_is_written(home: Workspace, tmp_path: Path) -> None:
    file, out = tmp_path / "ke.md", tmp_path / "out"
    text = _COURSE.replace("aw0001.p3", "aw0001.p99").replace("{{aw0001.p2}}", "{{aw0002.p1}}")
    file.write_text(text, encoding="utf-8")
    done = _run(home, file, "--out", str(out), "--pin")
    assert done.exit_code == 1
    assert f"{file}:14: aw0001.p99 never was" in done.stderr
    assert f"{file}:16: aw0002.p1 belongs to an internal article" in done.stderr
    assert not out.exists()
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("options", "words", "code"),
    [
        (["--accessed", "gestern"], "write the day as YYYY-MM-DD", 2),
        (["--format", "odt"], "Invalid value for '--format'", 2),
        (["--template", "x.odt"], "this is no template", 1),
        (["--template", "x.docx", "--template", "y.docx"], "a second template .docx", 1),
        (["--template", "x.pptx"], "cannot be read as .pptx", 1),
        (["--template", "missing.pptx"], "does not exist", 2),
    ],
)
def test_wrong_options_are_refused(home: Workspace, tmp_path: Path, options: list[str], words: str, code: int) -> None:
    for name in ("x.odt", "x.docx", "y.docx", "x.pptx"):
        (tmp_path / name).write_bytes(b"?")
    file, out = tmp_path / "ke.md", tmp_path / "out"
    file.write_text(_COURSE, encoding="utf-8")
    given = [str(tmp_path / it) if it.endswith((".odt", ".docx", ".pptx")) else it for it in options]
    done = _run(home, file, "--out", str(out), *given)
    assert done.exit_code == code, done.stderr
    assert words in done.stderr
    assert not out.exists()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"---\n: [\n---\n"])
def test_what_is_no_course_is_refused(home: Workspace, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "ke.md"
    file.write_bytes(data)
    done = _run(home, file)
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
    assert str(file) in done.stderr
    assert _written(tmp_path) == {"ke.md", "tiny"}


# --- on the site ----------------------------------------------------------------------------


def _put(workspace: Workspace, name: str, text: str) -> None:
    path = workspace.corpus / "courses" / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_courses_are_published_and_go_when_they_are_gone(home: Workspace) -> None:
    derived = derive(home)
    _put(home, "ke", _COURSE)
    _put(home, "nei-bu", _COURSE.replace("title: 小课", "title: 内部课\nvisibility: internal"))
    build_pages(home, derived)
    folder = home.docs / "courses"
    made = tree(folder)
    assert set(made) == {"index.md", "ke.md", "ke/ke.pptx", "ke/ke.docx"}
    index, page = made["index.md"].decode(), made["ke.md"].decode()
    assert "小课" in index
    assert "内部课" not in index
    assert "../courses/ke/ke.pptx" in index
    assert "../../courses/ke/ke.docx" in page
    assert 'href="../../a/aw0001/?v' in page
    build_pages(home, derived)
    assert tree(folder) == made
    (home.corpus / "courses" / "ke.md").unlink()
    build_pages(home, derived)
    assert set(tree(folder)) == {"index.md"}
    assert "还没有课程" in (folder / "index.md").read_text(encoding="utf-8")


def test_a_course_that_does_not_hold_stops_the_build_and_leaves_the_pages(home: Workspace) -> None:
    derived = derive(home)
    build_pages(home, derived)
    before = tree(home.docs)
    _put(home, "ke", _COURSE.replace("aw0001.p3", "aw0001.p99"))
    _put(home, "Ke 2", _COURSE)
    _put(home, "index", _COURSE)
    _put(home, "nei", _COURSE.replace("aw0001.p3", "aw0002.p1"))
    with pytest.raises(FaultsError) as caught:
        build_pages(home, derived)
    told = str(caught.value)
    assert "corpus/courses/ke.md:14: aw0001.p99 never was" in told
    for name in ("Ke 2", "index"):
        assert f"corpus/courses/{name}.md: the file's name cannot be an address" in told
    assert "corpus/courses/nei.md:14: aw0002.p1 belongs to an internal article" in told
    assert tree(home.docs) == before


def test_the_gate_wants_pins_and_finds_changed_words(home: Workspace) -> None:
    derived = derive(home)
    shown = public(derived.library)

    def gate() -> list[str]:
        _, faults = library_courses(home, derived.library, shown)
        return [str(fault) for fault in courses_hold(course_texts(home), faults)]

    _put(home, "ke", _COURSE)
    assert [text.partition(". ")[0] for text in gate()] == [
        "corpus/courses/ke.md:14: aw0001.p3 is cited without a pin",
        "corpus/courses/ke.md:16: aw0001.p2 is cited without a pin",
    ]
    (made,), _ = library_courses(home, derived.library, shown)
    fixed = pinned(_COURSE, made.pins)
    _put(home, "ke", fixed)
    assert gate() == []
    _put(home, "ke", fixed.replace(made.pins["aw0001.p3"], "AAAAAA"))
    assert len(gate()) == 1
    assert "the words of aw0001.p3 have changed since AAAAAA was cited" in gate()[0]


# --- the library's own courses --------------------------------------------------------------


def test_there_are_courses() -> None:
    assert len(_SAMPLES) >= 2


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: path.stem)
def test_a_sample_course_is_whole_and_holds(path: Path, library: Library) -> None:
    text = path.read_text(encoding="utf-8")
    made = parse(text, path.stem, path.name)
    prepared = prepare_course(read_course(path, path.name), library)
    founds: list[Any] = [found for found in find(text) if found.form in ("cite", "quote")]
    assert made.head.minutes == 45
    assert len(made.head.goals) >= 3
    assert len(prepared.pins) >= 12
    assert sum(found.form == "quote" for found in founds) >= 3
    assert len(made.questions) == 10
    assert len({question.answer for question in made.questions}) >= 3  # no answer that is always right
    assert [topic for part in made.parts for topic in part.topics if topic.discussion and topic.hints]
    assert all(ref.pin for found in founds for ref in found.refs)
    assert courses_hold({path.name: text}, []) == []
