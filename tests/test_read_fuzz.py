"""Every sequence of bytes is survived on the whole road: a result or a plain error, in bounded time."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from anwen.accounts import unaccounted
from anwen.errors import AnwenError
from anwen.read import SUFFIXES, read
from anwen.repair import in_simplified, repair
from anwen.structure import structure
from tiny_pdf import document, typeset

SIZE = 40_000  # of the hand-made cases; what is not linear shows at this size already
SECONDS = 30  # of one core, on a slow and busy machine; the slowest case takes 4
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def whole_road(file: str, data: bytes) -> None:
    try:
        original = read(file, data)
    except AnwenError as error:
        assert error.where and error.hint
        return
    repaired = in_simplified(repair(original.text), original.text)
    structured = structure(original, repaired)
    assert not unaccounted(structured, repaired.text)
    repaired.text.encode()  # no lone surrogates
    assert "\0" not in original.text or not file.endswith((".html", ".docx", ".pdf"))


def word(body: str, head: str = "") -> bytes:
    """A Word document with this body, written as it stands."""
    made, stream = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/document.xml":
                data = f"{head}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>".encode()
            target.writestr(info.filename, data)
    return stream.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def dice(alphabet: str, codec: str = "utf-8") -> bytes:
    return "".join(random.Random(1).choices(alphabet, k=SIZE // 2)).encode(codec)


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
CELL = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "divs without end": (".html", lambda: b"<div>" * SIZE + "安全".encode()),
    "paragraphs without end": (".html", lambda: b"<p>x" * SIZE),
    "spans without end": (".html", lambda: b"<p>" + b"<span>" * SIZE + "安全".encode()),
    "links without end": (".html", lambda: b"<a href=x>y</a>" * (SIZE // 4)),
    "divs around one link": (".html", lambda: b"<div>" * 5_000 + b"<a href=x>y</a>"),
    "rules that hide": (
        ".html", lambda: b"<style>" + b".a .b{display:none}" * 9_000 + b"</style>" + b"<p class=b>x" * 5_000
    ),
    "styles left open": (".html", lambda: b"<style>" + b"@media{/*" * SIZE + b"</style><p>x"),
    "tables in tables": (".html", lambda: b"<table><tr><td>" * (SIZE // 20) + b"x"),
    "cells that cover all": (".html", lambda: b"<table><tr>" + b"<td rowspan=9 colspan=30>x" * (SIZE // 20)),
    "comments left open": (".html", lambda: b"<!--" * SIZE),
    "brackets": (".html", lambda: b"<" * SIZE),
    "NUL in a page": (".html", lambda: b"<p>\0a\0</p>" * 99),
    "surrogates": (".html", lambda: b"<p>&#xd800;&#xdfff;\xed\xa0\x80</p>"),
    "one character": (".txt", lambda: "安".encode() * SIZE),
    "question marks": (".txt", lambda: b"?" * SIZE),
    "brackets left open": (".txt", lambda: "（".encode() * SIZE),
    "brackets in text": (".txt", lambda: b"()" * SIZE),
    "spaces": (".txt", lambda: b" " * SIZE + b"x"),
    "short lines": (".txt", lambda: "安\n".encode() * SIZE),
    "headings": (".txt", lambda: "一、安全\n".encode() * (SIZE // 4)),
    "fields": (".txt", lambda: "时间：2015年 地点：".encode() * (SIZE // 10)),
    "links in lines": (".txt", lambda: "推荐阅读：\n安全总结\n".encode() * (SIZE // 10)),
    "buttons": (".txt", lambda: "安全生产会议纪要\n".encode() + "打赏 收藏\n下载\n".encode() * (SIZE // 10)),
    "titles": (".txt", lambda: "".join(f"安全生产会议纪要{n}\n" for n in range(SIZE // 10)).encode()),
    "crumbs": (".txt", lambda: "首页|".encode() * SIZE),
    "arrows": (".txt", lambda: b"> " * SIZE),
    "cells": (".txt", lambda: "甲\t乙\n".encode() * (SIZE // 5)),
    "entities": (".txt", lambda: b"&lt;&#x4e00;" * (SIZE // 12)),
    "a text on one line": (".txt", lambda: dice("安全生产会议强调落实责任各单位要，。、；：（）一二三123 ")),
    "a text in short lines": (".txt", lambda: dice("安全生产会议强调落实责任，。、；：（）一二三123 \n", "gbk")),
    "readings": (".txt", lambda: "責(zé)任(rèn)".encode() * (SIZE // 24)),
    "entities that double": (".docx", lambda: word(paragraph("&a11;"), f'<!DOCTYPE x [<!ENTITY a0 "x">{BOMB}]>')),
    "an entity that reads a file": (
        ".docx", lambda: word(paragraph("a&b;"), '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>')
    ),
    "elements without end": (".docx", lambda: word("<w:sdt><w:sdtContent>" * SIZE)),
    "paragraphs of Word without end": (".docx", lambda: word(paragraph("安全") * (SIZE // 10))),
    "tables in tables of Word": (".docx", lambda: word(CELL[0] * 60 + paragraph("x") + CELL[1] * 60)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_no_input_takes_forever(name: str) -> None:
    suffix, made = CASES[name]
    data = made()
    start = time.process_time()
    whole_road(f"a{suffix}", data)
    assert time.process_time() - start < SECONDS


def test_an_entity_reads_no_file() -> None:
    data = CASES["an entity that reads a file"][1]()
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
