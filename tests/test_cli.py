"""The command as people use it: help, exit status, messages without a traceback."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from watchdog.events import FileModifiedEvent, FileMovedEvent, FileSystemEvent

from anwen.cli import main
from anwen.cli.main import COMMANDS
from anwen.cli.serve import _Watcher
from anwen.errors import AnwenError
from anwen.intake.new import DERIVED
from anwen.library import LedgerEntry, Library
from anwen.pipeline.lookup import find
from anwen.workspace import Workspace

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
README_ZH = ROOT / "README.zh-CN.md"

SPEECH = """全市安全生产工作会议讲话

2023年5月6日

一、落实主体责任

各单位要落实安全生产主体责任,坚持党政同责、一岗双责,层层签订责任书。

二、排查治理隐患

要开展隐患排查治理,对重大事故隐患挂牌督办,确保安全生产形势稳定。
"""


def run(root: Path, *arguments: str, ok: bool = True) -> Result:
    result = CliRunner().invoke(main, [*arguments, "--root", str(root)], catch_exceptions=False)
    if ok:
        assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def speech(small: Path, tmp_path: Path) -> Path:
    """A small library with one cleaned article."""
    source = tmp_path / "讲话.txt"
    source.write_text(SPEECH, encoding="utf-8")
    run(small, "add", str(source), "--publisher", "某市应急管理局", "--date", "2023-05-08")
    run(small, "clean")
    return small


@pytest.mark.parametrize("readme", [README, README_ZH], ids=["en", "zh"])
def test_the_readmes_list_every_command(readme: Path) -> None:
    listed = re.findall(r"^\| `anwen (\w+)", readme.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == list(dict.fromkeys(listed))
    assert set(listed) == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    short = getattr(import_module(f"anwen.cli.{COMMANDS[name]}"), name).get_short_help_str()
    assert len(short) > 10
    assert "--json" in result.output
    assert "--root" in result.output or name == "init"


def test_wrong_usage_is_status_2() -> None:
    assert CliRunner().invoke(main, ["search"]).exit_code == 2
    assert CliRunner().invoke(main, ["nonsense"]).exit_code == 2
    assert CliRunner().invoke(main, ["show"]).exit_code == 2


def test_a_folder_without_a_library_is_told(tmp_path: Path) -> None:
    result = run(tmp_path, "clean", ok=False)
    assert result.exit_code == 1
    assert "there is no library here" in result.output
    assert "anwen init" in result.output


def test_the_road_of_one_speech(speech: Path) -> None:
    article = json.loads(run(speech, "show", "aw0001", "--json").stdout)
    assert article == json.loads(run(speech, "show", " AW0001 ", "--json").stdout)
    assert article["title"] == "全市安全生产工作会议讲话"
    assert article["date"] == "2023-05-06"
    assert article["source"]["publisher"] == "某市应急管理局"
    passage = json.loads(run(speech, "show", "aw0001.p2", "--json").stdout)
    assert "主体责任，坚持党政同责、一岗双责，层层签订责任书。" in passage["text"] or passage["kind"] == "paragraph"
    hits = json.loads(run(speech, "search", "挂牌督办", "--json").stdout)
    assert hits[0]["article"] == "aw0001"
    assert "挂牌督办" in hits[0]["text"]
    assert hits[0]["url"].startswith("/a/aw0001/#p")


def test_batch_search_gives_a_line_a_query(speech: Path, tmp_path: Path) -> None:
    batch = tmp_path / "queries.txt"
    batch.write_text("一岗双责\n\n不存在的词语甲乙丙\n", encoding="utf-8")
    lines = [json.loads(line) for line in run(speech, "search", "--batch", str(batch)).stdout.splitlines()]
    assert [line["query"] for line in lines] == ["一岗双责", "不存在的词语甲乙丙"]
    assert lines[0]["hits"][0]["article"] == "aw0001"
    batch.write_text("\n", encoding="utf-8")
    empty = run(speech, "search", "--batch", str(batch))
    assert empty.stdout == "" and "has no query" in empty.stderr


def test_a_filter_that_no_passage_has_is_told_beside_the_hits(speech: Path) -> None:
    done = run(speech, "search", "行业:化工 挂牌督办", "--json")
    assert json.loads(done.stdout)[0]["article"] == "aw0001"
    assert "no passage has 行业:化工, so it is searched for as words" in done.stderr
    assert "no passage has" not in run(speech, "search", "类型:讲话 挂牌督办").stderr
    assert "no passage has --year 1901; there are 2023" in run(speech, "search", "督办", "--year", "1901").stderr
    assert run(speech, "search", "督办", "--year", "abc", ok=False).exit_code == 2


def test_what_a_query_may_be(speech: Path) -> None:
    both = [run(speech, "search", *words, "--json").stdout for words in (["督办 -学校"], ["督办", "-学校"])]
    assert both[0] == both[1] != "[]\n"
    assert "say what to look for too" in run(speech, "search", "-学校").stderr
    misspelt = run(speech, "search", "督办", "--tehme", "culture", ok=False)
    assert misspelt.exit_code == 2 and "--tehme" in misspelt.output
    assert json.loads(run(speech, "search", "[@aw0001.p2]", "--json").stdout)[0]["id"] == "aw0001.p2"


def test_cite_gives_a_reference(speech: Path) -> None:
    result = run(speech, "cite", "aw0001", "--accessed", "2026-11-22")
    assert "全市安全生产工作会议讲话" in result.stdout
    assert "[EB/OL]" in result.stdout
    assert "2026-11-22" in result.stdout
    for day in ("gestern", "20261122", "2026-W30-1", "2026-02-30"):
        assert run(speech, "cite", "aw0001", "--accessed", day, ok=False).exit_code == 2


def test_the_site_has_a_web_address(speech: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANWEN_SITE_URL", "example.org")
    result = run(speech, "cite", "aw0001", ok=False)
    assert result.exit_code == 1
    assert "ANWEN_SITE_URL: 'example.org' is not a web address" in result.output


def test_an_unknown_id_is_told(speech: Path) -> None:
    result = run(speech, "show", "aw0099.p1", ok=False)
    assert result.exit_code == 1
    assert "nothing in this library has the identifier aw0099.p1" in result.output
    result = run(speech, "show", "aw99", "--json", ok=False)
    assert "'aw99' is no identifier" in json.loads(result.stdout)["errors"][0]["fault"]


@pytest.mark.parametrize(
    ("identifier", "told"),
    [
        ("aw0001.p1", "aw0001.p1 has moved. Use aw0004.p2."),
        ("aw0002.p1", "aw0002.p1 has moved. Use aw0004.p2."),
        (
            "aw0003.p1",
            "aw0003.p1 moved to aw0003.p2, which is retired (removed). Its address still answers on the site.",
        ),
        ("aw0003.p2", "aw0003.p2 is retired (removed). Its address still answers on the site."),
    ],
)
def test_an_id_that_moved_twice_leads_to_its_last_place(identifier: str, told: str) -> None:
    retired = (
        LedgerEntry("aw0001.p1", "moved-to", detail="aw0002.p1"),
        LedgerEntry("aw0002.p1", "moved-to", detail="aw0004.p2"),
        LedgerEntry("aw0003.p1", "moved-to", detail="aw0003.p2"),
        LedgerEntry("aw0003.p2", "retired", detail="removed"),
    )
    with pytest.raises(AnwenError) as error:
        find(Library((), (), (), retired=retired), identifier)
    assert str(error.value) == told


@pytest.mark.parametrize("command", ["show", "cite"])
def test_an_id_with_a_pin_names_the_same(speech: Path, command: str) -> None:
    plain = run(speech, command, "aw0001.p2")
    pin = json.loads(run(speech, "cite", "aw0001.p2", "--json").stdout)[0]["pin"]
    pinned = run(speech, command, f"aw0001.p2@{pin}")
    assert pinned.stdout == plain.stdout
    assert "have changed" not in pinned.output
    older = run(speech, command, "aw0001.p2@AAAAAA")
    assert older.stdout == plain.stdout
    assert f"the words of aw0001.p2 have changed since AAAAAA; they are {pin} now." in older.stderr
    assert run(speech, command, "aw0001.p2@AAA", ok=False).exit_code == 1


def test_a_removed_original_leaves_a_tombstone(speech: Path) -> None:
    (speech / "corpus" / "raw" / "讲话.txt").unlink()
    result = run(speech, "clean", ok=False)
    assert result.exit_code == 1
    assert "讲话.txt" in result.output
    (speech / "corpus" / "raw" / "manifest.yaml").write_text("originals: []\n", encoding="utf-8")
    run(speech, "clean")
    result = run(speech, "show", "aw0001", ok=False)
    assert "aw0001 is retired" in result.output


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4, "refused"),
    ],
)
def test_what_cannot_be_read_is_refused(small: Path, tmp_path: Path, data: bytes, message: str) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(data)
    good = tmp_path / "good.txt"
    good.write_text(SPEECH, encoding="utf-8")
    result = run(small, "add", str(bad), str(good), ok=False)
    assert result.exit_code == 1
    assert message in result.output
    assert "bad.txt" in result.output
    assert "Traceback" not in result.output
    assert [path.name for path in (small / "corpus" / "raw").glob("*.txt")] == ["good.txt"]


def test_a_manifest_with_a_typo_is_told_with_its_line(speech: Path) -> None:
    manifest = speech / "corpus" / "raw" / "manifest.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("publisher:", "publsher:"), encoding="utf-8")
    result = run(speech, "clean", ok=False)
    assert result.exit_code == 1
    assert re.search(r"manifest\.yaml:\d+: .*publsher", result.output)


def test_an_interruption_is_no_traceback(speech: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("anwen.cli.build.write_derived", interrupt)
    before = sorted(path.read_bytes() for path in (speech / "corpus" / "ledger").iterdir())
    result = run(speech, "clean", ok=False)
    assert result.exit_code == 1
    assert "nothing is half-written" in result.output
    assert sorted(path.read_bytes() for path in (speech / "corpus" / "ledger").iterdir()) == before


@pytest.mark.parametrize(
    ("name", "builds"),
    [
        ("corpus/corrections/a.yaml", True),
        ("corpus/raw/manifest.yaml", True),
        ("docs/about.md", True),
        ("docs/embed/aw0001/index.html", False),
        ("docs/index.md", False),
        ("docs/assets/search/root.js", False),
        ("corpus/articles/training/aw0001.md", False),
        ("docs/__pycache__/a.pyc", False),
    ],
)
def test_serve_builds_again_when_a_source_changes(small: Path, name: str, builds: bool) -> None:
    path = small / name
    beside = path.with_name(f".{path.name}.1.tmp")  # as anwen add and anwen correct write
    events: tuple[FileSystemEvent, ...] = (FileModifiedEvent(str(path)), FileMovedEvent(str(beside), str(path)))
    for event in events:
        watcher = _Watcher(Workspace(small))
        watcher.on_any_event(event)
        assert watcher.changed.is_set() is builds


def test_an_article_that_is_no_utf_8_is_written_anew(speech: Path) -> None:
    (article,) = (speech / "corpus" / "articles").glob("*/*.md")
    data = article.read_bytes()
    article.write_bytes(data + b"\xff")
    result = run(speech, "check", ok=False)
    assert "aw0001.md: the file is not UTF-8. Run anwen clean." in result.output
    assert "1 article files changed" in run(speech, "clean").output
    assert article.read_bytes() == data


def test_faults_are_counted_not_their_lines(speech: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AnwenError("one fault\nin two lines")

    monkeypatch.setattr("anwen.cli.build.write_derived", refuse)
    assert run(speech, "clean", ok=False).output == "anwen: one fault\nin two lines.\n"


def test_cleaning_twice_changes_nothing(speech: Path) -> None:
    assert "0 article files changed" in run(speech, "clean").output


def test_an_installed_init_has_what_a_checkout_copies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    authored = {f"docs/{path.name}" for path in (ROOT / "docs").iterdir()} - DERIVED - {"docs/assets"}
    assert authored | {"docs/assets/anwen"} == {name for name in taken if name.startswith("docs/")}


def test_init_makes_a_library_that_builds(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["init", str(tmp_path / "新库")])
    assert result.exit_code == 0, result.output
    run(tmp_path / "新库", "clean")
    again = CliRunner().invoke(main, ["init", "--json", str(tmp_path / "新库")])
    assert again.exit_code == 1
    assert json.loads(again.stdout)["errors"][0]["fault"] == "the folder is not empty"
