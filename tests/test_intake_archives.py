"""Folders and zip archives: every file that can be read comes in, the others are refused by name, none does harm."""

from __future__ import annotations

import io
import json
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anwen.cli.main import main
from anwen.intake import AddReport, Manifest, add, init, verify
from tiny_pdf import document, text_at

TEXT = "某厂安全生产工作会议纪要\n会议强调，各车间要落实安全生产责任制，排查治理事故隐患。\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    init(tmp_path / "library")
    return tmp_path / "library"


def text(number: int) -> bytes:
    return f"{TEXT}第{number}次会议。\n".encode()


def zipped(path: Path, files: Sequence[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return path


def found(root: Path) -> dict[str, str]:
    verify(root)
    return {entry.file: entry.found for entry in Manifest.load(root).originals}


def refusals(report: AddReport) -> dict[str, str]:
    assert all(refused.hint for refused in report.refused)
    return {refused.file: refused.fault for refused in report.refused}


def test_every_kind_of_file_comes_out_of_an_archive_and_its_place_is_kept(library: Path, tmp_path: Path) -> None:
    word = io.BytesIO()
    file = docx.Document()
    file.add_paragraph(TEXT)
    file.save(word)
    archive = zipped(
        tmp_path / "五月.zip",
        [
            ("会议/", b""),
            ("会议/一.txt", text(1)),
            ("会议/二.html", f"<p>{TEXT}</p>".encode()),
            ("会议/附件/三.docx", word.getvalue()),
            ("四.pdf", document([text_at(90, 700, "安全生产会议强调落实责任")])),
            ("__MACOSX/会议/._一.txt", b"x"),
            ("会议/Thumbs.db", b"x"),
            ("会议/.DS_Store", b"x"),
            ("会议/~$三.docx", b"x"),
            ("会议/照片.jpg", b"\xff\xd8\xff"),
            ("会议/里面.zip", b"PK"),
            ("会议/空.txt", b""),
            ("会议/又一.txt", text(1)),
        ],
    )
    report = add(library, [archive], publisher="某局")
    assert sorted(report.added) == ["一.txt", "三.docx", "二.html", "四.pdf"]
    assert report.present == ("一.txt",)
    assert found(library) == {
        "一.txt": "五月.zip/会议/一.txt",
        "三.docx": "五月.zip/会议/附件/三.docx",
        "二.html": "五月.zip/会议/二.html",
        "四.pdf": "五月.zip/四.pdf",
    }
    assert {entry.publisher for entry in Manifest.load(library).originals} == {"某局"}
    assert refusals(report) == {
        "五月.zip/会议/照片.jpg": ".jpg is not a kind of file that is read (.txt, .html, .htm, .docx, .pdf)",
        "五月.zip/会议/里面.zip": "it is an archive in an archive",
        "五月.zip/会议/空.txt": "the file is empty",
    }
    assert len(report.skipped) == 4
    again = add(library, [archive])
    assert (again.added, len(again.present)) == ((), 5)


Entry = tuple[bytes, int, bytes, bytes, bytes]


def entry(
    name: bytes, data: bytes, *, flags: int = 0, extra: bytes = b"", attributes: int = 0, method: int = 0
) -> Entry:
    """The local header, data and directory entry of a stored file, with these very bytes for its name."""
    fields = struct.pack(
        "<HHHHHLLLHH", 20, flags, method, 0, 0x21, zlib.crc32(data), len(data), len(data), len(name), len(extra)
    )
    return fields, attributes, name, extra, data


def raw_zip(entries: Sequence[Entry]) -> bytes:
    body, directory = b"", b""
    for fields, attributes, name, extra, data in entries:
        directory += (
            b"PK\x01\x02\x14\x03" + fields + struct.pack("<HHHLL", 0, 0, 0, attributes, len(body)) + name + extra
        )
        body += b"PK\x03\x04" + fields + name + extra + data
    count = len(entries)
    return body + directory + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, count, count, len(directory), len(body), 0)


@pytest.mark.parametrize(
    ("name", "flags", "kept"),
    [
        ("会议/安全纪要.txt".encode("gbk"), 0, "安全纪要.txt"),
        ("联通.txt".encode("gbk"), 0, "联通.txt"),
        ("会议/安全纪要.txt".encode(), 0, "安全纪要.txt"),
        ("会议/安全纪要.txt".encode(), 0x800, "安全纪要.txt"),
        ("會議\\安全.txt".encode("gb18030"), 0, "安全.txt"),
        (b"plain.txt", 0, "plain.txt"),
    ],
)
def test_names_in_every_encoding(library: Path, tmp_path: Path, name: bytes, flags: int, kept: str) -> None:
    (tmp_path / "a.zip").write_bytes(raw_zip([entry(name, text(1), flags=flags)]))
    assert add(library, [tmp_path / "a.zip"]).added == (kept,)


def test_the_extra_field_for_the_name_is_believed_if_it_is_about_this_name(library: Path, tmp_path: Path) -> None:
    def field(about: bytes) -> bytes:
        data = b"\x01" + struct.pack("<L", zlib.crc32(about)) + "右名.txt".encode()
        return struct.pack("<HH", 0x7075, len(data)) + data

    right = entry(b"left.txt", text(1), extra=field(b"left.txt"))
    wrong = entry(b"other.txt", text(2), extra=field(b"left.txt"))
    (tmp_path / "a.zip").write_bytes(raw_zip([right, wrong]))
    assert sorted(add(library, [tmp_path / "a.zip"]).added) == ["other.txt", "右名.txt"]


@pytest.mark.parametrize(
    "name", ["../../up.txt", "/etc/root.txt", "C:/windows.txt", "c:\\windows.txt", "a/../../b.txt", "..\\..\\up.txt"]
)
def test_names_that_climb_out_are_refused_and_write_nothing(library: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.zip").write_bytes(raw_zip([entry(name.encode(), text(1)), entry(b"good.txt", text(2))]))
    before = sorted(path for path in tmp_path.rglob("*") if library not in path.parents)
    report = add(library, [tmp_path / "a.zip"])
    assert report.added == ("good.txt",)
    assert list(refusals(report).values()) == ["its name leads out of the archive"]
    assert sorted(path for path in tmp_path.rglob("*") if library not in path.parents) == before


def test_links_locked_damaged_and_strangely_packed_files_are_refused_and_the_rest_comes_in(
    library: Path, tmp_path: Path
) -> None:
    data = raw_zip([
        entry(b"link.txt", b"/etc/passwd", attributes=0o120777 << 16),
        entry(b"locked.txt", text(1), flags=1),
        entry(b"strange.txt", text(2), method=99),
        entry(b"damaged.txt", text(3)),
        entry(b"good.txt", text(4)),
    ]).replace(text(3), text(3)[:-3] + b"!!!")  # fmt: skip
    (tmp_path / "a.zip").write_bytes(data)
    report = add(library, [tmp_path / "a.zip"])
    assert report.added == ("good.txt",)
    assert refusals(report) == {
        "a.zip/damaged.txt": "it is damaged in the archive",
        "a.zip/link.txt": "it is a link, not a file",
        "a.zip/locked.txt": "it is locked with a password",
        "a.zip/strange.txt": "it is packed in a way that is not known here",
    }


def test_archives_made_to_burst_are_refused(library: Path, tmp_path: Path) -> None:
    zipped(tmp_path / "bomb.zip", [("bomb.txt", b"0" * 40_000_000), ("good.txt", text(1))])
    report = add(library, [tmp_path / "bomb.zip"])
    assert report.added == ("good.txt",)
    assert "made to burst" in refusals(report)["bomb.zip/bomb.txt"]

    same = entry(b"a.txt", text(2))
    data = bytearray(raw_zip([same, entry(b"b.txt", text(3))]))
    at = data.rindex(b"PK\x01\x02")
    data[at + 42 : at + 46] = struct.pack("<L", 0)  # the second file stands where the first does
    (tmp_path / "overlap.zip").write_bytes(data)
    assert "overlap" in refusals(add(library, [tmp_path / "overlap.zip"]))[str(tmp_path / "overlap.zip")]

    many = raw_zip([entry(b"%d.txt" % at, b"x") for at in range(20_001)])
    (tmp_path / "many.zip").write_bytes(many)
    assert "unreasonable" in refusals(add(library, [tmp_path / "many.zip"]))[str(tmp_path / "many.zip")]

    claims = bytearray(raw_zip([same]))
    claims[-10:-6] = struct.pack("<L", 0xF0000000)
    (tmp_path / "claims.zip").write_bytes(claims)
    assert "unreasonable" in refusals(add(library, [tmp_path / "claims.zip"]))[str(tmp_path / "claims.zip")]
    assert list(found(library)) == ["good.txt"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all", raw_zip([entry(b"a.txt", text(1))])[:-30]])
def test_what_is_no_archive_is_refused(library: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    (tmp_path / "good.txt").write_bytes(text(1))
    report = add(library, [tmp_path / "a.zip", tmp_path / "good.txt"])
    assert report.added == ("good.txt",)
    assert "broken" in refusals(report)[str(tmp_path / "a.zip")]


def test_files_of_one_run_that_share_a_name_get_their_folders(library: Path, tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", [("甲/正文.txt", text(1)), ("乙/正文.txt", text(2)), ("乙/丙/正文.TXT", text(3))])
    report = add(library, [tmp_path / "a.zip"])
    assert not report.refused
    assert found(library) == {
        "正文.TXT": "a.zip/乙/丙/正文.TXT",  # the first by path
        "乙_正文.txt": "a.zip/乙/正文.txt",
        "甲_正文.txt": "a.zip/甲/正文.txt",
    }
    zipped(tmp_path / "b.zip", [("丁/正文.txt", text(4))])  # on another day it may be the same page scraped again
    assert "another original has the name" in next(iter(refusals(add(library, [tmp_path / "b.zip"])).values()))


def test_a_folder_with_links_pipes_and_archives(library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.txt").write_bytes(text(1))
    zipped(folder / "sub" / "b.zip", [("c.txt", text(2))])
    (tmp_path / "secret.txt").write_bytes(text(3))
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    (folder / "Thumbs.db").write_bytes(b"x")
    report = add(library, [folder])
    assert found(library) == {"a.txt": "sub/a.txt", "c.txt": "sub/b.zip/c.txt"}
    assert refusals(report) == {
        str(folder / "link.txt"): "it is a link, not a file",
        str(folder / "pipe.txt"): "it is no regular file",
        str(folder / "up"): "it is a link, not a file",
    }
    assert report.skipped == (str(folder / "Thumbs.db"),)


def test_the_command_says_it_all_and_exits_with_1_if_anything_was_refused(library: Path, tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", [("甲/一.txt", text(1)), ("甲/二.rar", b"Rar!"), (".hidden", b"x")])
    done = CliRunner().invoke(main, ["add", "--root", str(library), "--json", str(tmp_path / "a.zip")])
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert (told["added"], told["skipped"]) == (["一.txt"], ["a.zip/.hidden"])
    assert [(refused["file"], bool(refused["hint"])) for refused in told["refused"]] == [("a.zip/甲/二.rar", True)]
    assert "refused: a.zip/甲/二.rar" in done.stderr and "Unpack it" in done.stderr
    zipped(tmp_path / "b.zip", [("三.txt", text(3))])
    assert CliRunner().invoke(main, ["add", "--root", str(library), str(tmp_path / "b.zip")]).exit_code == 0


def test_a_million_characters_on_one_line_come_in(library: Path, tmp_path: Path) -> None:
    line = "".join(random.Random(1).choices("安全生产人人有责会议强调落实，。", k=1_000_000))
    zipped(tmp_path / "a.zip", [("long.txt", line.encode())])
    assert add(library, [tmp_path / "a.zip"]).added == ("long.txt",)
    assert (library / "corpus" / "raw" / "long.txt").read_text(encoding="utf-8") == line


GOOD = raw_zip([entry("甲/会议.txt".encode("gbk"), text(1)), entry(b"b.html", b"<p>x", flags=0x800)])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=12), st.integers(0, len(GOOD)))
def test_a_mutated_or_cut_archive_is_survived(tmp_path: Path, changes: list[tuple[int, int]], cut: int) -> None:
    root = tmp_path / "fuzzed"
    if not root.exists():
        init(root)
    data = bytearray(GOOD)
    for at, value in changes:
        data[at] = value
    (tmp_path / "f.zip").write_bytes(bytes(data[cut:] if cut % 3 == 0 else data))
    report = add(root, [tmp_path / "f.zip"])
    refusals(report)
    verify(root)
