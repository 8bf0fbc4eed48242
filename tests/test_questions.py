"""What readers ask and which passage answers it: the files, the command, and what search makes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from anwen.cli import main
from anwen.errors import FaultsError
from anwen.index import Searcher
from anwen.library import Library
from anwen.questions import Questions
from anwen.workspace import Workspace
from conftest import ROOT
from tiny_library import speech, tiny

FILES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/questions/files.yaml").read_text("utf-8"))
ASKED = "琵琶谱子归谁校对"  # no word of it is in the texts


def run(workspace: Workspace, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--root", str(workspace.root)], catch_exceptions=False)


@pytest.fixture
def library(tmp_path: Path) -> Workspace:
    """Two speeches, the second internal."""
    originals = {"a.txt": speech("甲市安全生产讲话", place="甲市"), "b.txt": speech("乙市安全生产讲话", place="乙市")}
    workspace = tiny(tmp_path / "library", originals, visibility={"b.txt": "internal"})
    assert run(workspace, "clean").exit_code == 0
    return workspace


@pytest.mark.parametrize("case", FILES, ids=[case["fault"] or "in order" for case in FILES])
def test_a_file_is_in_order_or_its_fault_is_told(tmp_path: Path, case: dict[str, str]) -> None:
    (tmp_path / case["file"]).write_text(case["text"], encoding="utf-8")
    if not case["fault"]:
        Questions.load(tmp_path)
        return
    with pytest.raises(FaultsError) as caught:
        Questions.load(tmp_path)
    assert case["fault"] in str(caught.value)
    assert case["file"] in str(caught.value)


def test_no_folder_is_no_fault(tmp_path: Path) -> None:
    assert Questions.load(tmp_path / "questions").of("aw0001.p1") == ()


def test_every_question_of_this_library_is_in_canonical_order(library: Library) -> None:
    for path in sorted((ROOT / "corpus/questions").glob("*.yaml")):
        ids = [line[:-1] for line in path.read_text(encoding="utf-8").splitlines() if line.endswith(":")]
        assert ids == sorted(ids, key=lambda name: int(name.rpartition(".p")[2])), path


def test_a_question_is_noted_and_leads_to_its_passage(library: Workspace) -> None:
    assert run(library, "index").exit_code == 0
    assert "琵琶" not in run(library, "search", ASKED).stdout
    done = run(library, "ask", "aw0001.p3", ASKED, ASKED, " 琵琶 校对 ")
    assert "Noted for aw0001.p3: 2; run anwen build." in done.output
    assert "All of them were noted before." in run(library, "ask", "aw0001.p3", ASKED).output
    assert run(library, "ask", "aw0001.p3").stdout.splitlines() == [ASKED, "琵琶 校对"]
    assert f"answers: {ASKED}" in run(library, "show", "aw0001.p3").output
    shown = json.loads(run(library, "ask", "aw0001.p3", "--json").stdout)
    assert shown == {"id": "aw0001.p3", "questions": [ASKED, "琵琶 校对"]}

    assert run(library, "index").exit_code == 0
    with Searcher(library.index) as searcher:
        [hit] = searcher.search("琵琶谱子")
        assert (hit.id, hit.question) == ("aw0001.p3", ASKED)
        assert hit.highlights == (), "the text of the passage has none of the words"
        assert not searcher.answer('"琵琶"').total or searcher.answer('"琵琶"').loosened, "a quote is of the text"
        assert searcher.answer("主体责任 -琵琶").total == searcher.answer("主体责任").total
        assert all(not it.question for it in searcher.search("甲市")), "what a passage says itself needs no question"
    assert f"answers: {ASKED}" in run(library, "search", "琵琶谱子").stdout
    assert "question" not in json.loads(run(library, "search", "琵琶谱子", "--json").stdout)[0]
    assert ASKED not in "".join(path.read_text("utf-8") for path in library.articles.rglob("*.md"))


def test_the_questions_of_an_internal_article_leave_no_trace(library: Workspace) -> None:
    assert run(library, "ask", "aw0002.p3", ASKED).exit_code == 0
    assert run(library, "build").exit_code == 0
    for folder in (library.site, library.shards, library.index):
        for path in folder.rglob("*"):
            assert not path.is_file() or "琵琶".encode() not in path.read_bytes(), path


def test_what_is_no_passage_is_refused(library: Workspace) -> None:
    for name in ("aw0001", "aw0001.s1"):
        done = run(library, "ask", name, "谁来管")
        assert (done.exit_code, "is no passage" in done.output) == (1, True)
    done = run(library, "ask", "aw0001.p3", "问" * 41)
    assert (done.exit_code, "more than 40 characters" in done.output) == (1, True)
    done = run(library, "ask", "aw0001.p3", "谁\udcff来管")
    assert (done.exit_code, "cannot be printed" in done.output) == (1, True)
    assert not library.questions.exists() or not any(library.questions.iterdir()), "nothing is written"


def test_questions_without_their_passage_fail_the_check(library: Workspace) -> None:
    library.questions.mkdir()
    (library.questions / "aw0001.yaml").write_text("aw0001.p99: [谁来管]\n", encoding="utf-8")
    done = run(library, "check")
    assert done.exit_code == 1
    assert "FAIL the questions belong to passages" in done.output
    assert "aw0001.p99 is no passage of the library any more" in done.output
