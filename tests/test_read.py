"""Decoding, refusing and the reading of saved pages."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import opencc
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from anwen.errors import ReadError
from anwen.read import read
from anwen.read.decode import LEAST_COMMON, decode
from anwen.read.plausible import common_share
from anwen.records import Original

ROOT = Path(__file__).parent.parent
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/read/html.yaml").read_text(encoding="utf-8"))
SIMPLIFIED = "安全生产会议精神传达:各单位要落实主体责任,排查隐患,加强培训。\n二〇二四年五月"
TRADITIONAL = "安全生產會議精神傳達:各單位要落實主體責任,排查隱患,加強培訓。\n二〇二四年五月"
ORIGINALS = sorted((ROOT / "corpus/raw").glob("*.txt"))


def marks_of(original: Original) -> list[str]:
    return [f"{mark.kind} {mark.level}: {original.text[mark.start : mark.end]}" for mark in original.marks]


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (SIMPLIFIED.encode(), SIMPLIFIED, "utf-8"),
        (SIMPLIFIED.encode("utf-8-sig"), SIMPLIFIED, "utf-8"),
        (SIMPLIFIED.encode("gb18030"), SIMPLIFIED, "gb18030"),
        (SIMPLIFIED.encode("gbk", "ignore"), SIMPLIFIED, "gb18030"),
        (TRADITIONAL.replace("〇", "○").encode("big5"), TRADITIONAL.replace("〇", "○"), "big5"),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL, "gb18030"),
        (SIMPLIFIED.encode("utf-16"), SIMPLIFIED, "utf-16"),
        (SIMPLIFIED.encode("utf-16-le"), SIMPLIFIED, "utf-16"),
        (SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED, "utf-16"),
        (b"Work safety first.", "Work safety first.", "utf-8"),
        (b"a\r\nb\rc\n", "a\nb\nc\n", "utf-8"),
        ("責(zé)任、落(luò)實(shí)".encode(), "責(zé)任、落(luò)實(shí)", "utf-8"),
    ],
)
def test_plain_text_is_decoded(data: bytes, text: str, encoding: str) -> None:
    original = read("a.txt", data)
    assert (original.text, original.encoding, original.media) == (text, encoding, "text/plain")


@pytest.mark.parametrize("path", ORIGINALS, ids=lambda path: path.name)
def test_real_text_is_told_apart_in_every_encoding(path: Path) -> None:
    whole = path.read_text(encoding="utf-8")
    traditional = opencc.OpenCC("s2t").convert(whole).encode("cp950", "ignore").decode("cp950")
    dice = random.Random(path.name)
    for codec, text in (("gb18030", whole), ("utf-16-le", whole), ("utf-16-be", whole), ("cp950", traditional)):
        assert decode("a.txt", text.encode(codec))[0] == text
        for _ in range(20):
            at = dice.randrange(len(text) - 100)
            cut = text[at : at + 100]
            assert common_share(cut) > LEAST_COMMON
            assert decode("a.txt", cut.encode(codec))[0] == cut


def test_a_damaged_byte_does_not_cost_the_document() -> None:
    data = (SIMPLIFIED * 5).encode()
    assert read("a.txt", data[:-1]).text == (SIMPLIFIED * 5)[:-1] + "\ufffd"
    data = (SIMPLIFIED * 5).encode("gb18030")
    assert read("a.txt", data[:-1]).text == (SIMPLIFIED * 5)[:-1] + "\ufffd"


def test_a_declared_charset_is_believed_only_where_the_bytes_allow_it() -> None:
    page = f'<meta charset="gb2312"><p>{SIMPLIFIED}</p>'
    assert read("a.html", page.encode()).encoding == "utf-8"
    assert read("a.html", page.encode("gb18030")).encoding == "gb18030"
    assert read("a.html", f'<meta charset="big5"><p>{SIMPLIFIED}</p>'.encode("gb18030")).encoding == "gb18030"


@pytest.mark.parametrize(
    ("file", "data", "fault"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \r\n\t", "only white space"),
        ("a.txt", b"\xef\xbb\xbf", "only white space"),
        ("a.txt", b"\x00\x01\x02\x03" * 50, "binary"),
        ("a.txt", b"\x01\x02\x03\x04" * 50, "garbage"),
        ("a.txt", ("锟" + "\ufffd" * 9).encode(), "garbage"),
        ("a.txt", bytes(range(128, 256)) * 9, "encoding"),
        ("a.txt", b"%PDF-1.7 x", "a PDF"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "an image"),
        ("a.html", b"<script>x</script>", "no text without its scripts"),
        ("a.html", b"PK\x03\x04xxxx", "zip archive"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        ("a.docx", b"PK\x03\x04xxxx", "not a Word document"),
        ("a.docx", "安全".encode(), "not a Word document"),
        ("a.doc", b"x", ".doc is not a kind of file"),
        ("a.ofd", b"PK\x03\x04", ".ofd is not a kind of file"),
        ("a", b"x", "without suffix"),
        ("a.txt", b"x" * 50_000_001, "larger than 50 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_the_next_step(file: str, data: bytes, fault: str) -> None:
    with pytest.raises(ReadError, match=fault) as caught:
        read(file, data)
    assert caught.value.where == file
    assert caught.value.hint


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_html(case: dict[str, Any]) -> None:
    original = read("a.html", case["html"].encode())
    assert original.text.split("\n") == case["text"]
    assert marks_of(original) == case.get("marks", [])
    assert original.hints == case.get("hints", {})


def test_a_page_under_a_text_name_is_read_as_a_page() -> None:
    original = read("a.txt", "<!DOCTYPE html><html><body><p>安全</p><p>生产</p></body></html>".encode())
    assert (original.text, original.media) == ("安全\n生产", "text/html")
    assert read("a.txt", "用 <html> 标签".encode()).text == "用 <html> 标签"


def test_a_page_of_more_tags_than_any_reader_needs_is_refused_at_once() -> None:
    with pytest.raises(ReadError, match="more than 150,000 tags"):
        read("a.html", b"<div>" * 1_000_000 + "安全".encode())


@pytest.mark.parametrize("page", ['<frameset><frame src="a.htm"></frameset>', '<body><iframe src="a.htm"></iframe>'])
def test_a_page_that_only_frames_others_says_so(page: str) -> None:
    with pytest.raises(ReadError, match=r"only a frame around other files \(a\.htm\)"):
        read("index.html", page.encode())


def test_deep_nesting_and_entities_of_the_page_do_no_harm() -> None:
    page = "<div>" * 5000 + "安全" + "</div>" * 5000 + "<p>尾</p>"
    assert read("a.html", page.encode()).text == "安全\n尾"
    tables = "<table><tr><td>" * 300 + "安全" + "</td></tr></table>" * 300
    assert read("a.html", tables.encode()).text == "安全"
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    text = read("a.html", f'<!DOCTYPE html [<!ENTITY a0 "x">{bomb}]><p>&a29;</p>'.encode()).text
    assert len(text) < 5000


PIECES = """
    <p> </p> <table> <tr> <td/rowspan=3> <td/colspan=0> </table> <ol> <li> </li> <pre> </pre> <nav> <ruby> <rt> <h1>
    </h1> <!-- --> <![CDATA[ ]]> &#0; &#xd800; &nbsp; <br> <select> <option> <textarea> <title> </title> <body> 安全
    甲 会议 <a <script> </script> <frameset> <svg> <math> <template> </html> <ul> </ul> <meta <link <time
"""

fuzzing = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def only_read_errors(file: str, data: bytes) -> None:
    try:
        original = read(file, data)
    except ReadError as error:
        assert error.where and error.hint
        return
    assert original == read(file, data)
    assert "\r" not in original.text
    original.text.encode()
    for mark in original.marks:
        assert 0 <= mark.start < mark.end <= len(original.text)
        assert "\n" not in (original.text[mark.start - 1 : mark.start].replace("\n", ""), original.text[mark.end - 1])


@fuzzing
@given(st.sampled_from([".txt", ".html", ".htm", ".docx"]), st.binary(max_size=400))
@example(".html", b"<?xml version='1.0' encoding='utf-16'?><p>x")
@example(".html", b"<p>a\x00b")
@example(".txt", b"\xff\xfe\x00\xd8")
def test_any_bytes_are_survived(suffix: str, data: bytes) -> None:
    only_read_errors("a" + suffix, data)


@fuzzing
@given(st.data())
def test_any_mixture_of_markup_is_survived(data: st.DataObject) -> None:
    pieces = st.sampled_from(PIECES.split())
    only_read_errors("a.html", "".join(data.draw(st.lists(pieces, max_size=40))).encode())


@fuzzing
@given(st.lists(st.tuples(st.integers(0, 2**30), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_mutated_page_is_survived(changes: list[tuple[int, int]]) -> None:
    page = bytearray("".join(case["html"] for case in CASES).encode())
    for at, value in changes:
        page[at % len(page)] = value
    only_read_errors("a.html", bytes(page))


def test_markdown_is_read_as_what_it_says() -> None:
    text = "# 例会纪要\n\n## 一、议题\n\n- 部署**汛期**工作\n\n> 安全第一。\n> 预防为主。"
    original = read("a.txt", text.encode())
    assert original.text == "例会纪要\n\n一、议题\n\n- 部署汛期工作\n\n安全第一。\n预防为主。"
    assert marks_of(original) == ["heading 1: 例会纪要", "heading 2: 一、议题"]
