"""Every sequence of bytes is survived on the whole road: a result or a plain error, and an end."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from anwen.accounts import unaccounted
from anwen.errors import AnwenError
from anwen.read import SUFFIXES, read
from anwen.repair import in_simplified, repair
from anwen.structure import structure
from costly import FILES, paragraph, word
from tiny_pdf import document, typeset


def whole_road(file: str, data: bytes) -> str:
    """Why the file was refused; empty where it was read."""
    try:
        original = read(file, data)
    except AnwenError as error:
        assert error.where and error.hint
        return str(error)
    repaired = in_simplified(repair(original.text), original.text)
    structured = structure(original, repaired)
    assert not unaccounted(structured, repaired.text)
    repaired.text.encode()  # no lone surrogates
    assert "\0" not in original.text or not file.endswith((".html", ".docx", ".pdf"))
    return ""


@pytest.mark.parametrize("name", FILES)
def test_no_file_takes_forever(name: str) -> None:
    file = FILES[name]
    refused = whole_road(f"a{file.suffix}", file.made(file.size))
    assert file.fault in refused and bool(file.fault) == bool(refused)


@pytest.mark.parametrize("page", [b"<p>\0a\0</p>" * 99, b"<p>&#xd800;&#xdfff;\xed\xa0\x80</p>"])
def test_what_is_no_text_is_refused(page: bytes) -> None:
    assert re.search("binary|encoding", whole_road("a.html", page))


def test_an_entity_reads_no_file() -> None:
    data = word(paragraph("a&b;"), '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>')
    try:
        assert "root" not in read("a.docx", data).text
    except AnwenError as error:
        assert "root" not in str(error)


fuzzing = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WHOLE = {
    ".docx": word(paragraph("一、会议要求") + paragraph("各单位要落实责任。")),
    ".pdf": document(typeset(["会议要求，各单位要落实责任。"] * 3)),
    ".html": "<h1>会议纪要</h1><div class=c>各单位要落实责任。<br>一、抓责任</div><a href=x>返回</a>".encode(),
    ".txt": "会议纪要\n一、抓责任\n责(zé)任落实。\n推荐阅读：\n其他".encode(),
}


@fuzzing
@given(st.sampled_from(SUFFIXES), st.binary(max_size=300))
@example(".txt", b"\xff\xfe\x00\xd8\x00\xdc")
@example(".html", b"\x00\x00\x00<p>")
def test_any_bytes_are_survived(suffix: str, data: bytes) -> None:
    whole_road(f"a{suffix}", data)


@fuzzing
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_any_cut_or_changed_file_is_survived(suffix: str, data: st.DataObject) -> None:
    whole = bytearray(WHOLE[suffix])
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=8)):
        whole[at] = value
    whole_road(f"a{suffix}", bytes(whole[: data.draw(st.integers(1, len(whole)))]))


@fuzzing
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    whole_road("a.txt", text.encode("utf-8", "surrogatepass"))
