"""Originals come in byte for byte, with their provenance, and any change to them is seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from anwen.errors import AnwenError, FaultsError, TableError
from anwen.intake import Manifest, add, init, provenance, verify
from anwen.intake.names import MOST_BYTES, safe_name
from anwen.library import ManifestEntry

ROOT = Path(__file__).parent.parent
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/intake/provenance.yaml").read_text(encoding="utf-8"))
PAGE = "会议精神传达\n发布时间:2024-01-15 08:00\n会议强调安全第一。\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    init(tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.txt").write_text(PAGE, encoding="utf-8")
    (folder / "a.html").write_text("<title>纪要</title><p>会议</p>", encoding="utf-8")
    (folder / "sub" / "c.txt").write_bytes("会议要求落实责任,加强培训".encode("gb18030"))
    return folder


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "corpus/raw").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_provenance(case: dict[str, Any]) -> None:
    assert provenance(case["text"], case.get("hints", {})) == case["expected"]


@given(st.text(alphabet="位置版权所有:>© 20243-1\n网发布时间x.", max_size=60))
def test_provenance_is_words_of_the_page(text: str) -> None:
    for field, value in provenance(text, {}).items():
        assert field in ("published", "uploaded") or value in text


def test_files_and_folders_come_in_unchanged(library: Path, inbox: Path) -> None:
    report = add(library, [inbox], publisher="某网", visibility="internal")
    assert report.added == ("a.html", "b.txt", "c.txt")
    assert not report.refused
    assert (library / "corpus/raw/c.txt").read_bytes() == (inbox / "sub/c.txt").read_bytes()
    entries = {entry.file: entry for entry in Manifest.load(library).originals}
    assert entries["b.txt"].published == "2024-01-15"
    assert entries["a.html"].title == "纪要"
    assert {(entry.publisher, entry.visibility) for entry in entries.values()} == {("某网", "internal")}
    verify(library)
    again = add(library, [inbox])
    assert (again.added, again.present) == ((), report.added)
    assert msgspec.to_builtins(again)["present"] == ("a.html", "b.txt", "c.txt")


def test_the_arguments_stand_above_the_page(library: Path, inbox: Path) -> None:
    add(library, [inbox / "b.txt"], date="2023", url="https://example.com/1", rights="已获授权")
    (entry,) = Manifest.load(library).originals
    assert (entry.published, entry.url, entry.rights) == ("2023", "https://example.com/1", "已获授权")


def test_what_cannot_be_read_is_refused_and_the_rest_comes_in(library: Path, inbox: Path) -> None:
    (inbox / "d.pdf").write_bytes(b"%PDF-1.4")
    (inbox / "e.txt").write_bytes(b"")
    (inbox / ".hidden.txt").write_text("x")
    report = add(library, [inbox, inbox / "missing.txt"])
    assert report.added == ("a.html", "b.txt", "c.txt")
    assert [Path(refused.file).name for refused in report.refused] == ["d.pdf", "e.txt", "missing.txt"]
    assert all(refused.fault and refused.hint for refused in report.refused)
    assert "is empty" in str(report.refused[1])
    assert names(library) == ["a.html", "b.txt", "c.txt", "manifest.yaml"]
    verify(library)


FRAMESET = (
    '<html><frameset><frame src="kj/left.htm"><frame src="main%20page.htm?id=1"><frame src="../x.htm"></frameset>'
)


@pytest.mark.parametrize("whole", [False, True], ids=["the page alone", "its folder"])
def test_a_frameset_is_named_and_its_frames_come_in_once(library: Path, tmp_path: Path, whole: bool) -> None:
    folder = tmp_path / "saved"
    (folder / "kj").mkdir(parents=True)
    (folder / "index.htm").write_text(FRAMESET, encoding="utf-8")
    (folder / "kj" / "left.htm").write_text("<p>会议要求各单位落实责任。</p>", encoding="utf-8")
    (folder / "main page.htm").write_text("<p>会议强调要抓好隐患排查。</p>", encoding="utf-8")
    (tmp_path / "x.htm").write_text("<p>不在这个文件夹里。</p>", encoding="utf-8")
    report = add(library, [folder if whole else folder / "index.htm"])
    assert sorted(report.added) == ["left.htm", "main page.htm"]
    assert not report.present
    (refused,) = report.refused
    assert refused.fault == "the page is only a frame around other files (kj/left.htm, main page.htm, ../x.htm)"
    assert whole or refused.hint == "Its frames are added instead: left.htm, main page.htm."


def test_the_same_bytes_are_there_once(library: Path, inbox: Path) -> None:
    (inbox / "z.txt").write_bytes((inbox / "b.txt").read_bytes())
    report = add(library, [inbox])
    assert report.present == ("b.txt",)
    assert "z.txt" not in names(library)


@pytest.mark.parametrize("name", ["b.txt", "B.TXT"])
def test_another_file_of_the_same_name_is_refused_with_the_way_out(library: Path, inbox: Path, name: str) -> None:
    add(library, [inbox / "b.txt"])
    before = (library / "corpus/raw/b.txt").read_bytes()
    (inbox / "new").mkdir()
    (inbox / "new" / name).write_text("新的会议精神", encoding="utf-8")
    report = add(library, [inbox / "new"])
    (refused,) = report.refused
    assert "--supersedes b.txt" in refused.hint
    assert (library / "corpus/raw/b.txt").read_bytes() == before
    verify(library)


def test_a_newer_scrape_supersedes_one_older_one(library: Path, inbox: Path) -> None:
    add(library, [inbox / "b.txt"])
    add(library, [inbox / "a.html"], supersedes="b.txt")
    assert [entry.supersedes for entry in Manifest.load(library).originals] == ["b.txt", ""]
    assert names(library) == ["a.html", "b.txt", "manifest.yaml"]
    verify(library)
    for source, older, fault in [
        (inbox / "sub", "none.txt", "no original 'none.txt'"),
        (inbox / "sub", "b.txt", "a.html already supersedes"),
        (inbox, "a.html", "one file supersedes"),
    ]:
        with pytest.raises(AnwenError, match=fault):
            add(library, [source], supersedes=older)
    assert names(library) == ["a.html", "b.txt", "manifest.yaml"]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [({"date": "15.1.2024"}, "not an ISO date"), ({"url": "example.com"}, "not a web address")],
)
def test_arguments_are_checked_before_anything_is_written(
    library: Path, inbox: Path, arguments: dict[str, str], fault: str
) -> None:
    with pytest.raises(AnwenError, match=fault):
        add(library, [inbox], **arguments)  # type: ignore[arg-type]
    with pytest.raises(AnwenError, match="no file to add"):
        (inbox / "empty").mkdir()
        add(library, [inbox / "empty"])
    assert names(library) == ["manifest.yaml"]


def test_a_run_that_broke_off_can_be_repeated(library: Path, inbox: Path) -> None:
    add(library, [inbox])
    Manifest().save(library)
    assert add(library, [inbox]).added == ("a.html", "b.txt", "c.txt")
    verify(library)


def test_every_disagreement_is_told_at_once(library: Path, inbox: Path) -> None:
    add(library, [inbox])
    raw = library / "corpus/raw"
    entries = list(Manifest.load(library).originals)
    (raw / "b.txt").write_bytes(b"changed")
    (raw / "c.txt").unlink()
    (raw / "new.txt").write_text("x")
    entries += [
        entries[0],
        ManifestEntry(file="../b.txt", sha256="", published="2024-13", supersedes="gone.txt"),
        ManifestEntry(file="x.txt", sha256="", supersedes="y.txt"),
        ManifestEntry(file="y.txt", sha256="", supersedes="x.txt"),
    ]
    Manifest(entries).save(library)
    with pytest.raises(FaultsError) as caught:
        verify(library)
    told = str(caught.value)
    for words in [
        "corpus/raw/b.txt: the original was changed",
        "corpus/raw/c.txt: the original is missing",
        "corpus/raw/new.txt: the original has no entry",
        "a.html has 2 entries",
        "../b.txt: the original is missing",
        "'2024-13', not an ISO date",
        "supersedes gone.txt, which is not there",
        "x.txt supersedes itself",
    ]:
        assert words in told
    assert all(error.hint for error in caught.value.errors)


def test_a_slip_in_the_manifest_names_its_line(library: Path) -> None:
    path = library / "corpus/raw/manifest.yaml"
    path.write_text("originals:\n  - file: a.txt\n    sha256: x\n    publishr: y\n", encoding="utf-8")
    with pytest.raises(TableError, match="publishr") as caught:
        Manifest.load(library)
    assert caught.value.where.startswith("corpus/raw/manifest.yaml:")


def test_the_manifest_is_canonical(tmp_path: Path) -> None:
    entries = [ManifestEntry("b", "2", title="x: 'y'", rights="a\nb"), ManifestEntry("a", "1", published="2024-01-01")]
    Manifest(entries).save(tmp_path)
    first = (tmp_path / "corpus/raw/manifest.yaml").read_bytes()
    loaded = Manifest.load(tmp_path)
    assert [entry.file for entry in loaded.originals] == ["a", "b"]
    assert loaded.originals[1] == entries[0]
    assert loaded.save(tmp_path) is False
    assert (tmp_path / "corpus/raw/manifest.yaml").read_bytes() == first


def test_this_librarys_manifest_is_in_order() -> None:
    verify(ROOT)
    manifest = Manifest.load(ROOT)
    assert manifest.save(ROOT) is False


@given(st.text(max_size=300) | st.text(alphabet="./\\\x00..CON安.txt:", max_size=30))
def test_names_are_safe(name: str) -> None:
    safe = safe_name(name)
    assert safe and safe == safe_name(safe)
    assert not set(safe) & set('/\\:*?"<>|\0\n')
    assert not safe.startswith((".", "-"))
    assert len(safe.encode()) <= MOST_BYTES


def test_a_new_library_is_complete_and_no_other_folder_is_touched(tmp_path: Path) -> None:
    init(tmp_path / "new")
    for folder in ("raw", "articles", "concepts", "corrections", "ledger"):
        assert (tmp_path / "new/corpus" / folder).is_dir()
    assert (tmp_path / "new/.gitignore").is_file()
    assert Manifest.load(tmp_path / "new").originals == ()
    verify(tmp_path / "new")
    with pytest.raises(AnwenError, match="not empty"):
        init(tmp_path / "new")
    (tmp_path / "file").write_text("x")
    with pytest.raises(AnwenError, match="is a file"):
        init(tmp_path / "file")


def test_a_new_library_takes_over_the_sites_own_pages_and_nothing_derived(tmp_path: Path) -> None:
    init(tmp_path / "new")
    made = {path.relative_to(tmp_path / "new").as_posix() for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert {"docs/about.md", "docs/search/index.md", "theme/main.html", "corpus/themes.yaml", "mkdocs.yml"} <= made
    assert not [name for name in made if name.startswith(("docs/a/", "docs/data/", "docs/assets/search/", "site/"))]
    assert "custom_dir: theme\n" in (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")
