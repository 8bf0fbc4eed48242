"""The whole road, as people and machines walk it: interrupted, broken, repeated, elsewhere, with new kinds of files."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from click.testing import CliRunner, Result
from opencc import OpenCC

from anwen.cli import main
from anwen.cli.alone import alone
from anwen.identify import Ledger
from anwen.identify.fingerprint import fingerprint
from anwen.library import LedgerEntry, ManifestEntry
from anwen.pipeline import Derived, cleaning
from anwen.pipeline.publishing import public_only
from anwen.workspace import Workspace
from conftest import ROOT
from publish_library import article
from publish_library import library as publish_library
from tiny_library import build, products, put, speech, tiny, tree

TWO = {
    "甲.txt": speech("全市安全生产工作会议讲话"),
    "乙.txt": speech(
        "全县安全生产工作会议总结", "三、安全教育培训", "某县组织安全教育培训，考核合格后上岗。", place="某县"
    ),
}
MORE = {
    f"区{number}.txt": speech(f"第{number}区安全生产工作会议纪要", f"会议通报第{number}号隐患。", place=f"第{number}区")
    for number in range(1, 8)
}
PATIENCE = 600  # seconds; a process that hangs must end, one on a busy machine must not fail


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root)], catch_exceptions=False)


def good(root: Path, *arguments: str) -> Result:
    result = run(root, *arguments)
    assert result.exit_code == 0, result.output
    return result


def outside(root: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """The command in a process and a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "anwen", *arguments, "--root", str(root)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def public(root: Path) -> dict[str, bytes]:
    """What readers get to see, and what it is made from."""
    return {name: data for name, data in products(root).items() if not name.startswith("corpus/")}


def forget(workspace: Workspace) -> None:
    """Delete everything derived but the ledger."""
    for path in (workspace.cache, workspace.site, workspace.index, workspace.articles, workspace.shards):
        shutil.rmtree(path, ignore_errors=True)
    for name in ("a", "themes", "concepts", "report", "data"):
        shutil.rmtree(workspace.docs / name, ignore_errors=True)


def same(one: dict[str, bytes], other: dict[str, bytes]) -> bool:
    """Whether two trees are equal; the names of what differs are in the failure's message."""
    different = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    assert different == []
    return True


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A built library of several originals. Copy it before changing it."""
    workspace = tiny(tmp_path_factory.mktemp("built") / "library", {**TWO, **MORE})
    build(workspace)
    return workspace


DERIVED = ("site", "search_index", "docs/assets/search")


def copied(built: Workspace, root: Path) -> Workspace:
    """A copy of the built library; its thousands of derived files are linked.

    A build never writes into one of them: it puts another in its place, or the file's name comes from what it holds.
    """
    derived = {built.root / name for name in DERIVED}
    shutil.copytree(built.root, root, ignore=lambda at, names: {it for it in names if Path(at, it) in derived})
    for name in DERIVED:
        shutil.copytree(built.root / name, root / name, copy_function=os.link)
    return Workspace(root)


@pytest.fixture
def library(built: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the built library."""
    return copied(built, tmp_path / "library")


# --- the same corpus gives the same bytes ------------------------------------------------------


def test_another_machine_gives_the_same_bytes(built: Workspace, tmp_path: Path) -> None:
    other = tiny(tmp_path / "其他 地方" / "b", {**TWO, **MORE})
    environment = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONUTF8": "1", "TZ": "Asia/Shanghai", "COLUMNS": "40"}
    process = outside(other.root, "build", **environment)
    _, messages = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, messages
    assert same(products(built.root), products(other.root))


def test_workers_and_order_change_nothing(built: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "PARALLEL_FROM", 10_000)
    other = tiny(tmp_path / "library", dict(reversed([*TWO.items(), *MORE.items()])))
    manifest = other.raw / "manifest.yaml"
    head, *entries = re.split(r"^(?=  - )", manifest.read_text(encoding="utf-8"), flags=re.MULTILINE)
    manifest.write_text(head + "".join(reversed(entries)), encoding="utf-8")
    build(other)
    assert same(products(built.root), products(other.root))


def test_building_again_changes_nothing_and_a_clean_build_equals_an_incremental_one(library: Workspace) -> None:
    before = products(library.root)
    times = {path: path.stat().st_mtime_ns for path in library.root.rglob("*") if path.is_file()}
    build(library)
    assert same(products(library.root), before)
    touched = [path for path, at in times.items() if path.exists() and path.stat().st_mtime_ns != at]
    assert [path for path in touched if library.site in path.parents or library.docs in path.parents] == []

    originals = {**TWO, **MORE, "新.txt": speech("新区安全生产工作会议讲话", place="新区")}
    del originals["区3.txt"]
    originals["区4.txt"] += "\n四、应急演练\n\n第4区要组织应急演练。\n"
    (library.raw / "区3.txt").unlink()
    put(library.root, originals)
    correction = "corrections:\n  - {file: 甲.txt, action: title, value: 改过的题目, reason: 题目有误, piece: 1}\n"
    (library.corrections / "题目.yaml").write_text(correction, encoding="utf-8")
    build(library)
    incremental = products(library.root)
    assert "改过的题目" in incremental["site/index.html"].decode() + incremental["docs/data/articles.json"].decode()
    forget(library)
    build(library)
    assert same(products(library.root), incremental)


# --- an internal original leaves no trace --------------------------------------------------------

SECRET = speech("绝密车间安全生产工作会议讲话", "关于玄武岩矿柱的安全隐患，不得外传。", place="绝密车间")


def test_an_internal_original_leaves_no_trace(built: Workspace, library: Workspace) -> None:
    everything = {**TWO, **MORE, "零号机密.txt": SECRET}
    put(library.root, everything, visibility={"零号机密.txt": "internal"})
    derived = build(library)
    assert len(derived.library.articles) == len(everything)
    assert same(public(library.root), public(built.root))

    # it is set aside by an editor: its retired identifier is as internal as it was itself
    table = library.corrections / "机密.yaml"
    decision = "{file: 零号机密.txt, action: relevance, value: set-aside, reason: 不收录, piece: 1}"
    table.write_text(f"corrections:\n  - {decision}\n", encoding="utf-8")
    derived = build(library)
    assert [entry.id for entry in derived.library.retired if "." not in entry.id] == ["aw0010"]
    assert same(public(library.root), public(built.root))


def test_what_moved_into_an_internal_article_says_no_more_where() -> None:
    lines = [f"{fingerprint('纪要')} 0 {file}#1" for file in ("公开.txt", "内部.txt")]
    retired = (
        LedgerEntry("aw0002", "retired", lines[1], "removed"),
        LedgerEntry("aw0002.p1", "retired", fingerprint("内部"), "removed"),
        LedgerEntry("aw0004", "moved-to", lines[0], "aw0003"),
        LedgerEntry("aw0005", "moved-to", lines[0], "aw0002"),
        LedgerEntry("aw0006", "moved-to", lines[0], "aw0001"),
    )
    articles = (article("aw0001", ["公开"], file="公开.txt"), article("aw0003", ["内部"], file="内部.txt"))
    originals = (
        ManifestEntry("公开.txt", "0" * 64, supersedes="内部.txt"),
        ManifestEntry("内部.txt", "1" * 64, visibility="internal"),
    )
    everything = publish_library(*articles, retired=retired, originals=originals)
    shown = public_only(Derived(everything, Ledger(), {}, lambda _: pytest.fail("not asked for"))).library
    assert [item.id for item in shown.articles] == ["aw0001"]
    assert [(entry.file, entry.supersedes) for entry in shown.originals] == [("公开.txt", "")]
    assert [(entry.id, entry.state, entry.detail) for entry in shown.retired] == [
        ("aw0004", "retired", ""),
        ("aw0005", "retired", ""),
        ("aw0006", "moved-to", "aw0001"),
    ]


def test_what_becomes_internal_goes(built: Workspace, library: Workspace) -> None:
    put(library.root, {**TWO, **MORE}, visibility={"乙.txt": "internal"}, publisher={"乙.txt": "某县内部网"})
    build(library)
    files = public(library.root)
    article = re.search(r'"(aw\d+)"[^{}]*全县安全生产', files_of(built, "docs/data/articles.json"))
    assert article
    marks = [article[1], "全县安全生产工作会议总结", "某县组织安全教育培训", "乙.txt", "某县内部网"]
    scripts = json.loads(files["docs/offline/list.json"])["frame"]["pack"]["file"]
    examples = ("/about", "/course-format", "/assets/anwen/", f"/offline/{scripts}")  # aw0001 is theirs
    for name, data in files.items():
        if any(ours in name for ours in examples):
            continue
        text = data.decode("utf-8", "replace")
        assert not [mark for mark in marks if mark in text or mark in name], name


def files_of(workspace: Workspace, name: str) -> str:
    return (workspace.root / name).read_text(encoding="utf-8")


# --- new originals of several kinds ---------------------------------------------------------------


def docx(*paragraphs: str) -> bytes:
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_new_originals_of_every_kind_are_found(library: Workspace, tmp_path: Path) -> None:
    lines = {name: speech(f"{name}安全生产工作会议讲话", place=name) for name in ("东港", "西山", "南湖", "北原")}
    paragraphs = "".join(f"<p>{line}</p>" for line in lines["西山"].split("\n\n")[1:])
    new = tmp_path / "new"
    new.mkdir()
    (new / "东港.txt").write_bytes(lines["东港"].encode("gb18030"))
    (new / "西山.html").write_bytes(
        f"<html><head><meta charset=gbk><title>西山安全生产工作会议讲话</title></head><body>"
        f"<h1>西山安全生产工作会议讲话</h1>{paragraphs}</body></html>".encode("gbk")
    )
    (new / "南湖.docx").write_bytes(docx(*lines["南湖"].strip().split("\n\n")))
    (new / "北原.txt").write_bytes(OpenCC("s2t").convert(lines["北原"]).encode("big5", "ignore"))
    added = json.loads(good(library.root, "add", str(new), "--json").stdout)
    assert sorted(added["added"]) == ["东港.txt", "北原.txt", "南湖.docx", "西山.html"]
    before = Ledger.load(library.ledger).files()
    good(library.root, "build")
    after = Ledger.load(library.ledger).files()
    assert before.items() <= after.items()
    assert len(after) == len(before) + 4
    for name in lines:
        hits = json.loads(good(library.root, "search", f"{name}挂牌督办", "--json").stdout)
        assert hits[0]["title"] == f"{name}安全生产工作会议讲话"
        assert f"{name}要开展安全隐患排查治理" in hits[0]["text"]
        assert (library.site / "a" / hits[0]["article"] / "index.html").is_file()


def test_a_page_scraped_again_keeps_its_identifiers(library: Workspace, tmp_path: Path) -> None:
    shown = json.loads(good(library.root, "show", "aw0009", "--json").stdout)
    old = shown["source"]["file"]
    text = (library.raw / old).read_text(encoding="utf-8")
    newer = tmp_path / "再次采集.txt"
    newer.write_text(
        text.replace("\n\n2023年5月6日", "\n\n2023年5月6日\n\n会议由副区长主持，安全生产委员会成员参加。"),
        encoding="utf-8",
    )
    good(library.root, "add", str(newer), "--supersedes", old)
    good(library.root, "build")
    again = json.loads(good(library.root, "show", "aw0009", "--json").stdout)
    assert again["source"]["file"] == "再次采集.txt"
    ids = {part["id"]: part.get("text", part.get("heading")) for part in again["body"]}
    for part in shown["body"]:
        assert ids[part["id"]] == part.get("text", part.get("heading"))
    assert len(ids) == len(shown["body"]) + 1
    assert (library.raw / old).read_text(encoding="utf-8") == text
    assert good(library.root, "check").exit_code == 0


def test_a_citation_of_a_section_names_it(library: Workspace) -> None:
    assert re.search(r"/a/aw0001/\?v=[\w-]{6}#s1\.", good(library.root, "cite", "aw0001.s1").stdout)


# --- interruptions ---------------------------------------------------------------------------------

# Builds the first library, and each of the others in a child that kills itself at a moment, as a power cut would; what
# the first build read and worked out serves the children too.
KILLER = """
import os, signal, sys
from pathlib import Path
from anwen import tables
from anwen.cli.build import run_build
from anwen.pipeline import publishing
from anwen.workspace import Workspace

def half_swapped(new, current):
    current.rename(current.with_name("site.old"))
    die()

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def at_write(part, number):
    real, seen = Path.replace, []
    def replace(self, target):
        if part in str(target):
            seen.append(target)
            if len(seen) == number:
                die()
        return real(self, target)
    Path.replace = replace

MOMENTS = {
    "ledger written": lambda: at_write("/corpus/ledger/.pending/", 2),
    "ledger decided": lambda: at_write("/corpus/ledger/aw", 2),
    "index": lambda: at_write("/search_index/", 2),
    "pages": lambda: at_write("/docs/a/", 3),
    "swap": lambda: setattr(publishing, "_swap", half_swapped),
}
run_build(Workspace(Path(sys.argv[1])))
for root in sys.argv[2:]:
    child = os.fork()
    if not child:
        MOMENTS[Path(root).name]()
        run_build(Workspace(Path(root)))
        os._exit(3)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), (root, status)
"""
MOMENTS = ("ledger written", "ledger decided", "index", "pages", "swap")


@pytest.fixture(scope="module")
def killed(built: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library a moment: built, changed, and killed at that moment of the next build; and one built without harm."""
    folder = tmp_path_factory.mktemp("killed")
    changed = {**TWO, **MORE, "新.txt": speech("新区安全生产工作会议讲话", place="新区")}
    changed["区4.txt"] += "\n四、应急演练\n\n第4区要组织应急演练。\n"
    changed["区5.txt"] = changed["区5.txt"].replace("会议通报第5号隐患。\n", "")
    changed["区6.html"] = (
        f"<h1>第6区安全生产工作会议纪要</h1><pre>{changed['区6.txt']}会议结束。</pre>"  # a better copy
    )
    changed["另.txt"] = speech("另区安全生产工作会议讲话", "会议通报第5号隐患。", place="另区")
    libraries = [folder / name for name in ("clean", *MOMENTS)]
    for root in libraries:
        put(copied(built, root).root, changed)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    command = [sys.executable, "-c", KILLER, *map(str, libraries)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_build_leaves_the_last_good_site_and_ledger(killed: Path, built: Workspace, moment: str) -> None:
    workspace = Workspace(killed / moment)
    ledger = Ledger.load(workspace.ledger)
    for name, text in Ledger.load(built.ledger).files().items():
        old = {line.split("\t")[0] for line in text.splitlines()}
        assert old <= {line.split("\t")[0] for line in ledger.files()[name].splitlines()}
    site = workspace.site if workspace.site.is_dir() else workspace.root / "site.old"
    assert same(tree(site), tree(built.site))
    build(workspace)
    assert same(products(workspace.root), products(killed / "clean"))
    left = [path for path in workspace.root.rglob("*") if path.name.endswith((".tmp", ".new", ".old"))]
    assert left == []


def test_ctrl_c_stops_without_a_traceback(library: Workspace) -> None:
    before = tree(library.site)
    (library.raw / "区1.txt").unlink()
    put(library.root, {**TWO, **{name: text for name, text in MORE.items() if name != "区1.txt"}})
    process = outside(library.root, "build")
    assert process.stderr
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line)
        if line.startswith("pages:"):
            os.killpg(process.pid, signal.SIGINT)
            break
    _, messages = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "Traceback" not in "".join([*lines, messages])
    assert "nothing is half-written" in messages
    assert same(tree(library.site), before)


def test_ctrl_c_reaches_no_worker(tmp_path: Path) -> None:
    many = {f"{number}.txt": speech(f"第{number}厂安全生产会议", *["安全生产。" * 400] * 40) for number in range(24)}
    library = tiny(tmp_path / "library", many)
    process = outside(library.root, "clean")
    cleaned = library.cache / "cleaned"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not any(cleaned.glob("*.json")) and process.poll() is None:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, messages = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in messages
    assert process.returncode == 1, messages


# --- what can be wrong -------------------------------------------------------------------------------


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def new_file(name: str, text: str | bytes) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    return change


def gone(name: str) -> Callable[[Path], None]:
    return lambda root: (root / name).unlink()


CORRECTION = "corrections:\n  - {{file: {}, action: {}, value: {}, reason: 理由, {}}}\n"
LEDGER = "corpus/ledger/aw0001.tsv"
CONCEPT = "corpus/concepts/yi-gang-shuang-ze.yaml"
OTHER = "id: {0}\nname: 乙{0}\ntheme: culture\nstatus: usage-only\ndefinition: 说明。\nbroader: [{1}]\n"


def circle(root: Path) -> None:
    for one, other in (("jia", "yi"), ("yi", "jia")):
        new_file(f"corpus/concepts/{one}.yaml", OTHER.format(one, other))(root)


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "an original is missing": (gone("corpus/raw/甲.txt"), r"corpus/raw/甲\.txt: .*missing.* Restore"),
    "an original was changed": (new_file("corpus/raw/甲.txt", "别的"), r"corpus/raw/甲\.txt: .*changed.* git"),
    "an original without an entry": (
        new_file("corpus/raw/丙.txt", "别的"),
        r"corpus/raw/丙\.txt: .*no entry.* anwen add",
    ),
    "a typo in the manifest": (edit("corpus/raw/manifest.yaml", "sha256", "sha265"), r"manifest\.yaml:\d+: .*sha"),
    "a manifest that is no YAML": (
        edit("corpus/raw/manifest.yaml", "- file", "- : - file"),
        r"manifest\.yaml:\d+: .+ Correct",
    ),
    "no manifest": (gone("corpus/raw/manifest.yaml"), r"manifest\.yaml: the file is missing.* Restore"),
    "a ledger line cut short": (edit(LEDGER, "\tactive\t", "\tact"), r"aw0001\.tsv:1: .*fields.* Restore"),
    "a ledger line twice": (
        lambda root: edit(LEDGER, (line := files_line(root)), line + line)(root),
        "^$",  # as two branches leave it: the first counts, and a note says so
    ),
    "a ledger with a merge conflict": (
        edit(LEDGER, "aw0001\t", "<<<<<<< HEAD\naw0001\t"),
        "^$",
    ),
    "a ledger that is not text": (new_file(LEDGER, b"\xff\xfe\x00"), r"aw0001\.tsv.*: .+ Restore"),
    "concepts in a circle": (circle, r"corpus/concepts/.*\.yaml.*: .*(circle|cycle|itself)"),
    "a concept without a definition": (
        edit(CONCEPT, "definition:", "defintion:"),
        r"yi-gang-shuang-ze\.yaml(:\d+)?: .*defin",
    ),
    "a concept with a value that is no number": (
        edit(CONCEPT, "name: 一岗双责", "name: 0x_"),
        r"yi-gang-shuang-ze\.yaml:2: 0x_ is not what YAML takes it for\. Correct",
    ),
    "a concept with a number that is empty": (
        edit(CONCEPT, "name: 一岗双责", 'name: !!int ""'),
        r"yi-gang-shuang-ze\.yaml:2: .*is not what YAML takes it for\. Correct",
    ),
    "a concept that is not UTF-8": (new_file(CONCEPT, "id: 一岗双责".encode("gbk")), r"yi-gang-shuang-ze\.yaml.*UTF-8"),
    "a typo in the theme words": (
        edit("corpus/themes.yaml", "responsibility", "responsability"),
        r"corpus/themes\.yaml(:\d+)?: .*respons",
    ),
    "no theme words": (gone("corpus/themes.yaml"), r"corpus/themes\.yaml: the file is missing"),
    "a correction of words that are not there": (
        new_file("corpus/corrections/a.yaml", CORRECTION.format("甲.txt", "text", "新", "quote: 没有这样的话")),
        r"corpus/corrections/a\.yaml(:\d+)?: the quote '没有这样的话' is not in .*甲\.txt.* Copy",
    ),
    "a correction of words that stand twice": (
        new_file("corpus/corrections/a.yaml", CORRECTION.format("甲.txt", "text", "新", "quote: 安全生产")),
        r"corpus/corrections/a\.yaml(:\d+)?: .*more than once.* prefix",
    ),
    "a correction of an unknown original": (
        new_file("corpus/corrections/a.yaml", CORRECTION.format("丁.txt", "title", "新", "piece: 1")),
        r"corpus/corrections/a\.yaml(:\d+)?: .*丁\.txt.*no original",
    ),
    "a correction of a piece that is not there": (
        new_file("corpus/corrections/a.yaml", CORRECTION.format("甲.txt", "title", "新", "piece: 7")),
        r"corpus/corrections/a\.yaml(:\d+)?: .* 7 of 甲\.txt; it has 1",
    ),
    "a correction to an unknown theme": (
        new_file("corpus/corrections/a.yaml", CORRECTION.format("甲.txt", "theme", "安全", "piece: 1")),
        r"corpus/corrections/a\.yaml(:\d+)?: theme cannot be '安全'.*training",
    ),
    "site settings that are no YAML": (edit("mkdocs.yml", "site_name:", "site_name: [\nx:"), r"mkdocs\.yml: .+"),
    "site settings with a typo": (edit("mkdocs.yml", "use_directory_urls", "use_directory_url"), r"mkdocs\.yml: .+"),
    "no site settings": (gone("mkdocs.yml"), r"mkdocs\.yml: .*missing.*"),
    "a page with a dead link": (new_file("docs/about.md", "# 关于\n\n[死链](nirgends.md)\n"), r"mkdocs\.yml: .+"),
    "a template with a fault": (
        new_file("scripts/anwen/publish/theme/main.html", "{% extends 'base.html' %}{% block x %}"),
        r"mkdocs\.yml: .+",
    ),
    "a folder in the place of a page": (lambda root: (root / "docs/a/aw0099.md").mkdir(), r"^$"),
}


def files_line(root: Path) -> str:
    return (root / LEDGER).read_text(encoding="utf-8").splitlines(keepends=True)[1]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_plainly(library: Workspace, fault: str, capfd: pytest.CaptureFixture[str]) -> None:
    change, message = FAULTS[fault]
    site = tree(library.site)
    change(library.root)
    result = run(library.root, "build")
    if message == "^$":
        assert result.exit_code == 0, result.output
        return
    assert result.exit_code == 1, result.output
    assert re.search(message, result.output), result.output
    assert "Traceback" not in result.output + capfd.readouterr().err
    assert same(tree(library.site), site)


def test_a_library_is_named_from_the_folder_above(library: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tree(library.site)
    shutil.rmtree(library.site)
    monkeypatch.chdir(library.root.parent)
    result = run(Path(library.root.name), "build")
    assert result.exit_code == 0, result.output
    assert same(tree(library.root / "site"), site)


def test_several_unreadable_originals_are_told_together(library: Workspace) -> None:
    bad = {f"坏{number}.txt": bytes([number, 0, 1, 2, 255]) * 40 for number in (3, 4)}
    put(library.root, {**TWO, **MORE, **bad})
    result = run(library.root, "build")
    assert result.exit_code == 1
    assert "corpus/raw/坏3.txt: " in result.output
    assert "corpus/raw/坏4.txt: " in result.output


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("part", ["/corpus/ledger/", "/docs/a/", "/assets/search/"])
def test_a_place_that_cannot_be_written_is_told(
    library: Workspace, monkeypatch: pytest.MonkeyPatch, code: int, part: str
) -> None:
    real = Path.write_bytes

    def write_bytes(self: Path, data: bytes) -> int:
        if part in str(self):
            raise OSError(code, os.strerror(code), str(self))
        return real(self, data)

    site = tree(library.site)
    put(library.root, {**TWO, **MORE, "新.txt": speech("新区安全生产工作会议讲话", place="新区")})
    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    result = run(library.root, "build")
    assert result.exit_code == 1
    assert re.search(rf"{part}\S+: cannot be written \({os.strerror(code)}\)\. Check", result.output), result.output
    assert same(tree(library.site), site)
    assert list(library.root.rglob("*.tmp")) == []


def test_files_that_cannot_grow_are_told(library: Workspace) -> None:
    site = tree(library.site)
    put(library.root, {**TWO, **MORE, "新.txt": speech("新区安全生产工作会议讲话", place="新区")})
    command = f'ulimit -f 60; exec "{sys.executable}" -m anwen build --root "{library.root}"'  # 60 KB, or 30 by POSIX
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(r"^anwen: .*(File too large|cannot be written)", done.stderr, re.MULTILINE), done.stderr
    assert same(tree(library.site), site)


def test_a_second_build_waits_for_the_first(library: Workspace) -> None:
    with alone(library):
        process = outside(library.root, "clean")
        assert process.stderr
        assert "waiting: another anwen is at work" in process.stderr.readline()
        assert process.poll() is None
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


def test_two_articles_with_one_id_are_told_by_the_check(library: Workspace) -> None:
    article = next(library.articles.glob("*/aw0001.md"))
    shutil.copy(article, article.with_name("aw0099.md"))
    result = run(library.root, "check")
    assert result.exit_code == 1
    assert re.search(r"aw0099\.md: aw0001 is already the id of .*aw0001\.md", result.output)


def test_the_check_tells_a_stale_site(library: Workspace) -> None:
    good(library.root, "check")
    theme = library.root / "scripts/anwen/publish/theme/404.html"
    theme.write_text(theme.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    result = run(library.root, "check")
    assert result.exit_code == 1
    assert "the site is older than its sources. Run anwen build." in result.output


# --- anwen serve --------------------------------------------------------------------------------------


def test_a_busy_port_is_told(library: Workspace) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run(library.root, "serve", "--port", str(port))
    assert result.exit_code == 1
    assert f"port {port} cannot be used" in result.output
    assert f"anwen serve --port {port + 1}" in result.output


@pytest.fixture
def serving(library: Workspace) -> Iterator[tuple[Workspace, str, subprocess.Popen[str]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = outside(library.root, "serve", "--port", str(port))
    try:
        assert process.stderr
        for line in process.stderr:
            if "the site is at" in line:
                break
        yield library, f"http://127.0.0.1:{port}/", process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_serve_answers_rebuilds_and_stops(serving: tuple[Workspace, str, subprocess.Popen[str]]) -> None:
    library, address, process = serving

    def get(path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(address + path, timeout=10) as response:
                return response.status, response.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    assert get("a/aw0001/")[0] == 200
    status, page = get("a/aw4321/")
    assert (status, "没有这一页" in page) == (404, True)
    assert get("%2e%2e/%2e%2e/corpus/raw/manifest.yaml")[0] == 404
    put(library.root, {**TWO, **MORE, "新.txt": speech("新区安全生产工作会议讲话", place="新区")})
    deadline = time.monotonic() + PATIENCE
    while get("a/aw0010/")[0] != 200 and time.monotonic() < deadline:
        time.sleep(0.3)
    assert "新区安全生产工作会议讲话" in get("a/aw0010/")[1]
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=PATIENCE) == 0
