"""Inputs that cost the most for their size, made at any size: what is not linear in them works without end.

Tests take them at a size that is quick where the cost is in proportion and where what is cubic or exponential would
plainly never end, and ask for the result. How the time grows is measured by tests/bench/linear.py.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import docx
import yaml

from tiny_pdf import document, pdf, stream, text_at

PIECES: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "costly.yaml").read_text(encoding="utf-8")
)


def repeated(piece: str, size: int) -> str:
    """A piece of `PIECES` over some ``size`` characters, an odd number of times: a mark without its partner costs most.

    >>> repeated("（安", 6), repeated("《…docx》", 4)
    ('（安（安（安', '《《《《《docx》')
    """
    piece, _, end = piece.partition("…")
    return piece * (size // len(piece) | 1) + end


# --- Word documents ------------------------------------------------------------------------------

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CELL = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"


def word(body: str, head: str = "") -> bytes:
    """A Word document with this body, written as it stands."""
    made, written = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/document.xml":
                data = f"{head}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>".encode()
            target.writestr(info.filename, data)
    return written.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def entities(levels: int) -> str:
    """A head in which each entity is ten of the one before."""
    each = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels + 1))
    return f'<!DOCTYPE x [<!ENTITY a0 "x">{each}]>'


# --- PDFs ----------------------------------------------------------------------------------------

ONE = document([text_at(90, 700, "会议强调，各单位要深入学习贯彻。")])


def one_page(contents: bytes, *extra: bytes, attributes: bytes = b"") -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R%b>>" % attributes
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page, contents, *extra])


def deep(depth: int) -> bytes:
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (at + 3) for at in range(depth)]
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>"])


def doubling(levels: int) -> bytes:
    """Each form draws the next one twice."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</f %d 0 R>>>>"
    first, *forms = [stream(b"/f Do /f Do", form % (at + 5)) for at in range(levels)]
    return one_page(first, *forms, b"null", attributes=b"/Resources<</XObject<</f 5 0 R>>>>")


def packed(megabytes: int) -> bytes:
    engine, part = zlib.compressobj(9), b" " * 1_000_000
    return b"".join(engine.compress(part) for _ in range(megabytes)) + engine.flush()


def kids(written: bytes) -> bytes:
    return document([b""]).replace(b"/Kids[7 0 R]", b"/Kids[" + written + b"]")


def mapped(codes: int) -> bytes:
    """A font whose table maps so many codes."""
    table = stream(b"1 beginbfrange <00000000> <%08x> <0000> endbfrange" % (codes - 1))
    return document([text_at(90, 700, "安")], extra=[table]).replace(b"/Desc", b"/ToUnicode 9 0 R/Desc", 1)


# --- the files -----------------------------------------------------------------------------------


class File(NamedTuple):
    """A file that costs much: how it ends, how large it is in the tests (in what it is made of), how it is made."""

    suffix: str
    size: int
    made: Callable[[int], bytes]
    fault: str = ""  # why it is refused; empty where it is read


LARGE, EMPTY, BROKEN = "unreasonably large", "no text", "broken"


def dice(alphabet: str, size: int, codec: str = "utf-8") -> bytes:
    return "".join(random.Random(1).choices(alphabet, k=size)).encode(codec)


FILES: dict[str, File] = {
    "divs without end": File(".html", 10_000, lambda n: b"<div>" * n + "安全".encode()),
    "paragraphs without end": File(".html", 10_000, lambda n: b"<p>x" * n),
    "spans without end": File(".html", 10_000, lambda n: b"<p>" + b"<span>" * n + "安全".encode()),
    "links without end": File(".html", 5_000, lambda n: b"<a href=x>y</a>" * n),
    "divs around one link": File(".html", 5_000, lambda n: b"<div>" * n + b"<a href=x>y</a>"),
    "rules that hide": File(
        ".html", 5_000, lambda n: b"<style>" + b".a .b{display:none}" * n + b"</style>" + b"<p class=b>x" * n
    ),
    "styles left open": File(".html", 40_000, lambda n: b"<style>" + b"@media{/*" * n + b"</style><p>x"),
    "tables in tables": File(".html", 2_000, lambda n: b"<table><tr><td>" * n + b"x"),
    "cells that cover all": File(".html", 500, lambda n: b"<table><tr>" + b"<td rowspan=9 colspan=30>x" * n),
    "comments left open": File(".html", 40_000, lambda n: b"<!--" * n, "shows no text"),
    "brackets": File(".html", 10_000, lambda n: b"<" * n),
    "one character": File(".txt", 10_000, lambda n: "安".encode() * n),
    "question marks": File(".txt", 10_000, lambda n: b"?" * n),
    "brackets left open": File(".txt", 10_000, lambda n: "（".encode() * n),
    "brackets in text": File(".txt", 5_000, lambda n: b"()" * n),
    "spaces": File(".txt", 10_000, lambda n: b" " * n + b"x"),
    "short lines": File(".txt", 5_000, lambda n: "安\n".encode() * n),
    "headings": File(".txt", 2_500, lambda n: "一、安全\n".encode() * n),
    "fields": File(".txt", 1_000, lambda n: "时间：2015年 地点：".encode() * n),
    "links in lines": File(".txt", 1_000, lambda n: "推荐阅读：\n安全总结\n".encode() * n),
    "buttons": File(".txt", 1_000, lambda n: "安全生产会议纪要\n".encode() + "打赏 收藏\n下载\n".encode() * n),
    "titles": File(".txt", 1_000, lambda n: "".join(f"安全生产会议纪要{at}\n" for at in range(n)).encode()),
    "crumbs": File(".txt", 3_000, lambda n: "首页|".encode() * n),
    "arrows": File(".txt", 5_000, lambda n: b"> " * n),
    "cells": File(".txt", 2_000, lambda n: "甲\t乙\n".encode() * n),
    "entities": File(".txt", 1_000, lambda n: b"&lt;&#x4e00;" * n),
    "a text on one line": File(".txt", 10_000, lambda n: dice("安全生产会议强调各单位要，。、；：（）一二三123 ", n)),
    "a text in short lines": File(
        ".txt", 10_000, lambda n: dice("安全生产会议强调落实责任，。、；：（）一二三123 \n", n, "gbk")
    ),
    "readings": File(".txt", 1_000, lambda n: "責(zé)任(rèn)".encode() * n),
    "entities that double": File(".docx", 11, lambda n: word(paragraph(f"&a{n};"), entities(n)), BROKEN),
    "elements without end": File(".docx", 10_000, lambda n: word("<w:sdt><w:sdtContent>" * n), BROKEN),
    "paragraphs of Word without end": File(".docx", 2_000, lambda n: word(paragraph("安全") * n)),
    "tables in tables of Word": File(".docx", 60, lambda n: word(CELL[0] * n + paragraph("x") + CELL[1] * n)),
    "a stream that unpacks without end": File(
        ".pdf", 200, lambda n: one_page(stream(packed(n), b"/Filter/FlateDecode")), LARGE
    ),
    "a stream packed twice": File(
        ".pdf", 200, lambda n: one_page(stream(zlib.compress(packed(n)), b"/Filter[/FlateDecode/FlateDecode]")), LARGE
    ),
    "pages without end": File(".pdf", 50_000, lambda n: kids(b"<</Type/Page>> " * n), LARGE),
    "a page again and again": File(".pdf", 20_000, lambda n: kids(b"7 0 R " * n), EMPTY),
    "pages nested deep": File(".pdf", 10_000, deep, EMPTY),
    "forms that double": File(".pdf", 60, doubling, LARGE),
    "widths without end": File(".pdf", 999_999_999, lambda n: ONE.replace(b"/W[1 95 500", b"/W[1 %d 500" % n), LARGE),
    "codes mapped without end": File(".pdf", 1 << 32, mapped, LARGE),
    "arrays nested without end": File(
        ".pdf", 100_000, lambda n: ONE.replace(b"/Kids[7 0 R]", b"/Kids" + b"[" * n), EMPTY
    ),
    "states saved without end": File(".pdf", 500_000, lambda n: document([b"q " * n]), LARGE),
    "operators without sense": File(".pdf", 100_000, lambda n: document([b"Q " * n]), EMPTY),
    "characters on one spot": File(".pdf", 20_000, lambda n: document([text_at(9, 9, "安" * n)])),
}
