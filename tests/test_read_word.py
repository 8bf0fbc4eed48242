"""Word documents, made with python-docx and then bent."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anwen.errors import ReadError
from anwen.read import read
from anwen.read.word_styles import _format

NUMBERED = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def marks_of(data: bytes) -> list[str]:
    original = read("a.docx", data)
    return [f"{mark.kind} {mark.level}: {original.text[mark.start : mark.end]}" for mark in original.marks]


def test_paragraphs_headings_items_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_heading("会议纪要", 0)
    document.add_heading("一、总体要求", 1)
    document.add_paragraph("第一行\n第二行\t尾")
    document.add_heading("(一)责任", 2)
    document.add_paragraph("甲", style="List Bullet")
    document.add_paragraph("乙", style="List Number")
    document.add_paragraph("丙", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["时间", "5月\n6日", "地点", ""], strict=True):
        cell.text = text
    document.add_paragraph("")
    document.add_paragraph("完")
    data = saved(document)
    assert read("a.docx", data).text.split("\n") == [
        "会议纪要", "一、总体要求", "第一行", "第二行\t尾", "(一)责任", "甲",
        "1. 乙", "2. 丙", "时间\t5月 6日", "地点", "完",
    ]  # fmt: skip
    assert marks_of(data) == [
        "heading 1: 会议纪要",
        "heading 1: 一、总体要求",
        "heading 2: (一)责任",
        "item 1: 甲",
        "item 1: 1. 乙",
        "item 1: 2. 丙",
        "table 0: 时间\t5月 6日\n地点",
    ]


def test_the_text_of_a_printed_form_is_read_as_paragraphs() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["时间", "5月", "内容", ""], strict=True):
        cell.text = text
    for number in range(4):
        table.cell(1, 1).add_paragraph(f"{number}会议强调" + "安全生产" * 10)
    original = read("a.docx", saved(document))
    assert original.text.split("\n")[:3] == ["时间\t5月", "内容", "0会议强调" + "安全生产" * 10]
    assert len(original.marks) == 1


def looking(*lines: tuple[str, bool, int]) -> bytes:
    """A document of paragraphs without styles: the text, whether it is bold, its size (0 for the standard one)."""
    document = docx.Document()
    for text, bold, size in lines:
        run = document.add_paragraph().add_run(text)
        run.bold = bold
        run.font.size = Pt(size) if size else None
    return saved(document)


TEXT = "今年以来，公司把安全文化建设纳入考核，做到同部署、同检查、同奖惩，职工的安全意识明显增强。"


def test_what_looks_like_a_heading_is_one_in_a_document_without_styles() -> None:
    title, text = ("关于安全文化建设的汇报", True, 22), (TEXT, False, 0)
    first, second, last = ("主要做法", True, 16), ("阵地建设", True, 14), ("下步打算", True, 16)
    assert marks_of(looking(title, text, first, second, text, last, text)) == [
        "heading 1: 主要做法", "heading 2: 阵地建设", "heading 1: 下步打算",
    ]  # fmt: skip
    # A heading that stands right above others is their senior, though its letters are smaller.
    first, second, last = (("主要做法", True, 0), ("阵地建设", True, 14), ("下步打算", True, 0))
    assert marks_of(looking(title, text, first, second, text, last, text)) == [
        "heading 1: 主要做法", "heading 2: 阵地建设", "heading 1: 下步打算",
    ]  # fmt: skip


def test_what_is_bold_without_heading_anything_is_no_heading() -> None:
    text = (TEXT, False, 0)
    assert marks_of(looking(text, ("严禁带病运转！", True, 0), ("2021年11月30日", True, 0), (TEXT, True, 0))) == []
    assert marks_of(looking((TEXT, True, 0), ("主要做法", True, 0), (TEXT, True, 0), text)) == []


def test_numbers_that_word_prints_are_text() -> None:
    document = docx.Document()
    document.add_paragraph("x", style="List Number")  # makes sure that there is a numbering part
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate(NUMBERED)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    for level, text in [
        (0, "会议"),
        (1, "责任"),
        (2, "甲"),
        (2, "乙"),
        (1, "培训"),
        (2, "丙"),
        (0, "要求"),
        (1, "落实"),
    ]:
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = 91
    assert read("a.docx", saved(document)).text.split("\n")[1:] == [
        "一、会议", "（一）责任", "1. 甲", "2. 乙", "（二）培训", "1. 丙", "二、要求", "（一）落实",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        ("chineseCounting", 21, "二十一"),
        ("decimalEnclosedCircle", 3, "③"),
        ("upperLetter", 27, "AA"),
        ("lowerRoman", 14, "xiv"),
        ("decimalFullWidth", 12, "１２"),
        ("decimal", 7, "7"),
        ("whatever", 7, "7"),
    ],
)
def test_number_formats(kind: str, number: int, text: str) -> None:
    assert _format(kind, number) == text


def test_inserted_text_is_read_and_deleted_or_hidden_text_is_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("留")
    runs = {name: f"<w:r><w:t>{name}</w:t></w:r>" for name in ("插", "移")}
    for tag, name in (("ins", "插"), ("moveFrom", "移")):
        paragraph._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x">{runs[name]}</w:{tag}>'))
    paragraph._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText>删</w:delText></w:r></w:del>'))
    paragraph.add_run("隐").font.hidden = True
    paragraph.add_run("尾").font.hidden = False
    assert read("a.docx", saved(document)).text == "留插尾"


def test_content_controls_text_boxes_headers_and_contents() -> None:
    document = docx.Document()
    document.add_paragraph("首")
    body = document.element.body
    control = OxmlElement("w:sdt")
    content = OxmlElement("w:sdtContent")
    control.append(content)
    content.append(body.findall(qn("w:p"))[0])
    body.insert(0, control)
    box = parse_xml(
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    document.add_paragraph("中")._p.append(box)
    document.sections[0].header.paragraphs[0].text = "页眉"
    data = saved(document)
    assert read("a.docx", data).text.split("\n") == ["首", "中", "框", "页眉"]
    assert marks_of(data) == ["aside 0: 页眉"]


def test_properties_are_hints_but_not_those_of_a_programs_template() -> None:
    document = docx.Document()
    document.add_paragraph("文")
    assert read("a.docx", saved(document)).hints == {}
    document.core_properties.author = "办公室"
    document.core_properties.title = "会议 纪要"
    hints = read("a.docx", saved(document)).hints
    assert (hints["author"], hints["title"]) == ("办公室", "会议 纪要")
    assert "date" not in hints  # the day a file was made is not the day it was published


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def plain() -> dict[str, bytes]:
    document = docx.Document()
    document.add_paragraph("会议精神")
    document.add_table(1, 2).cell(0, 0).text = "甲"
    return parts_of(saved(document))


PLAIN = plain()


def test_archives_that_are_no_document_or_a_bomb_are_refused() -> None:
    for parts, fault in [
        ({"a.txt": b"x"}, "zip archive, not a Word"),
        ({"[Content_Types].xml": b"<x", "word/document.xml": b""}, "broken"),
        ({**PLAIN, "word/document.xml": b"<w:document>"}, "broken"),
        ({**PLAIN, "word/media/bomb": bytes(301_000_000)}, "unreasonable size"),
        (parts_of(saved(docx.Document())), "has no text"),
    ]:
        with pytest.raises(ReadError, match=fault) as caught:
            read("a.docx", zipped(parts))
        assert caught.value.hint


def test_entities_are_not_expanded() -> None:
    parts = dict(PLAIN)
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in b"bcdefghijklm"
    )
    secret = b'<!ENTITY z SYSTEM "file:///etc/hostname">]>'
    xml = parts["word/document.xml"].split(b"?>", 1)[1].replace("会议精神".encode(), b"x&m;&z;y")
    try:
        text = read("a.docx", zipped({**parts, "word/document.xml": bomb + secret + xml})).text
    except ReadError:
        return
    assert "a" * 20 not in text and len(text) < 100


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(PLAIN)),
    st.lists(st.tuples(st.integers(0, 2**30), st.integers(0, 255)), max_size=4),
    st.integers(0, 2**30) | st.none(),
)
def test_a_mutated_document_is_survived(name: str, changes: list[tuple[int, int]], cut: int | None) -> None:
    parts = dict(PLAIN)
    part = bytearray(parts[name])
    for at, value in changes:
        part[at % len(part)] = value
    parts[name] = bytes(part if cut is None else part[: cut % len(part)])
    data = bytearray(zipped(parts))
    survived(bytes(data))
    for at, value in changes:
        data[at % len(data)] = value
    survived(bytes(data))


def survived(data: bytes) -> None:
    try:
        read("a.docx", data)
    except ReadError as error:
        assert error.hint
