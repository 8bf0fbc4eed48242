"""The summary of a pull request names what changed and whose citations it touches."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from anwen.cli import main
from anwen.compare import Changes, MentionChange, summary
from anwen.library import LedgerEntry

OLD = """全市安全生产会议纪要

各单位要落实安全生产主体责任，排查治理事故隐患。

要开展安全生产教育培训，考核合格后上岗。

要加强值班值守，遇有事故及时报告。
"""


def git(root: Path, *arguments: str) -> None:
    options = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *options, *arguments], check=True, capture_output=True)


@pytest.fixture
def changed(small: Path, tmp_path: Path) -> Path:
    """A library whose one article was edited, and which got a second one, since HEAD."""

    def run(*arguments: str) -> None:
        result = CliRunner().invoke(main, [*arguments, "--root", str(small)], catch_exceptions=False)
        assert result.exit_code == 0, result.output

    source = tmp_path / "纪要.txt"
    source.write_text(OLD, encoding="utf-8")
    run("add", str(source))
    run("clean")
    git(small, "init", "-q")
    git(small, "add", "-A")
    git(small, "commit", "-qm", "first")
    (small / "corpus" / "corrections" / "a.yaml").write_text(
        "corrections:\n"
        "  - {file: 纪要.txt, action: text, quote: 考核合格后上岗, value: 考核合格后方可上岗, reason: 补字}\n",
        encoding="utf-8",
    )
    other = tmp_path / "讲话.txt"
    other.write_text("在全市消防安全会议上的讲话\n\n各地要深入开展消防安全检查，整改火灾隐患。\n", encoding="utf-8")
    run("add", str(other))
    run("clean")
    return small


def test_the_summary_names_articles_passages_and_citations(changed: Path) -> None:
    result = CliRunner().invoke(main, ["changes", "HEAD", "--root", str(changed)])
    assert result.exit_code == 0, result.output
    assert "### Articles added: 1\n\n- `aw0002` 在全市消防安全会议上的讲话" in result.output
    assert "### Citations affected: text changed: 1\n\n- `aw0001.p2`" in result.output
    assert "retired" not in result.output
    # the second article says 消防安全 and 火灾隐患; nothing of the first was lost
    assert "Mentions lost" not in result.output


def test_the_summary_names_mentions_gained_and_lost(changed: Path) -> None:
    git(changed, "add", "-A")
    git(changed, "commit", "-qm", "second")
    folder = changed / "corpus" / "concepts"
    path = folder / "zhu-ti-ze-ren.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "name: 主体责任" in lines
    for other in folder.glob("*.yaml"):
        other.unlink()
    (folder / "zhi-ban.yaml").write_text(
        "id: zhi-ban\nname: 值班值守\ntheme: culture\nstatus: usage-only\ndefinition: 有人值守。\n", encoding="utf-8"
    )
    result = CliRunner().invoke(main, ["changes", "HEAD", "--root", str(changed)])
    assert result.exit_code == 0, result.output
    assert "### Mentions gained (1 in all), by concept: 1\n\n- `zhi-ban` 1 in `aw0001.p3`" in result.output
    assert "- `zhu-ti-ze-ren` 1 in `aw0001.p1`" in result.output.partition("### Mentions lost")[2]


def test_mentions_of_a_faulty_state_are_not_compared(changed: Path) -> None:
    (changed / "corpus" / "concepts" / "x.yaml").write_text("id: x\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["changes", "HEAD", "--root", str(changed)])
    assert result.exit_code == 0, result.output
    assert "Mentions were not compared: " in result.output and "x.yaml:1" in result.output


def test_mentions_are_capped_in_the_summary() -> None:
    many = tuple(MentionChange(f"c{n}", 5, ("p1", "p2", "p3", "p4", "p5")) for n in range(30))
    text = summary(Changes(*[()] * 10, titles={}, mentions_gained=many), "HEAD")
    assert "### Mentions gained (150 in all), by concept: 30" in text
    assert "- `c0` 5 in `p1`, `p2`, `p3` and 2 more" in text
    assert text.count("- `c") == 20 and "- … and 10 more" in text


def test_no_change_says_so(changed: Path) -> None:
    git(changed, "add", "-A")
    git(changed, "commit", "-qm", "second")
    result = CliRunner().invoke(main, ["changes", "HEAD", "--root", str(changed)])
    assert "Nothing: no article" in result.output


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x"])
def test_an_unknown_revision_is_told(changed: Path, revision: str) -> None:
    result = CliRunner().invoke(main, ["changes", "--root", str(changed), "--", revision])
    assert result.exit_code == 1
    assert "no revision here" in result.output


def test_titles_are_text_in_the_summary() -> None:
    changes = Changes(
        ("aw0001",),
        (),
        (),
        (),
        (),
        (),
        (LedgerEntry("aw0001.p1", "retired", "", "gone"),),
        (),
        (),
        (),
        {"aw0001": "<b>*题*</b>"},
    )
    text = summary(changes, "HEAD")
    assert r"\<b\>\*题\*\</b\>" in text
