"""PDF files: what they say is read in order, what cannot be read is refused, and no file works without end."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anwen.errors import ReadError
from anwen.read import read
from anwen.read.pdf_flow import Paragraph, paragraphs
from anwen.read.pdf_lines import Line
from anwen.records import Mark
from costly import doubling
from tiny_pdf import CODECS, document, pdf, rule, stream, text_at, typeset

LONG = (
    "会议强调，各单位要深入学习贯彻关于安全生产的重要论述，牢固树立安全发展理念，严格落实全员安全生产责任制，"
    "对照标准逐条检查，做到管行业必须管安全、管业务必须管安全、管生产经营必须管安全，切实把责任落实到最小工作单元。"
)
OTHER = "会议要求，对查出的隐患一律登记建账、限期整改，整改不到位的一律停产整顿，并按规定追究有关人员的责任。"
SHORT = "会议由局长主持。"


def lines(data: bytes) -> list[str]:
    return read("a.pdf", data).text.split("\n")


def marked(data: bytes, kind: str) -> list[str]:
    original = read("a.pdf", data)
    return [f"{mark.level} {original.text[mark.start : mark.end]}" for mark in original.marks if mark.kind == kind]


@pytest.mark.parametrize("encoding", CODECS)
def test_chinese_encodings_that_no_font_file_explains(encoding: str) -> None:
    page = text_at(90, 700, "安全生产，人人有责（2024年）", codec=CODECS[encoding])
    original = read("a.pdf", document([page], encoding))
    assert original.text == "安全生产，人人有责（2024年）"
    assert (original.media, original.encoding) == ("application/pdf", "")


@pytest.mark.parametrize("indent", [2, 0])
def test_lines_are_joined_to_paragraphs_over_pages(indent: int) -> None:
    told = [LONG, SHORT, OTHER] * 8
    assert lines(document(typeset(told, indent=indent))) == told


def test_paragraphs_of_full_last_lines_are_told_by_their_indent() -> None:
    full = LONG[:28]  # ends exactly at the margin, and not with a full stop
    assert lines(document(typeset([full, LONG, SHORT, full, OTHER, SHORT]))) == [full, LONG, SHORT, full, OTHER, SHORT]


def test_headers_footers_and_page_numbers_stand_after_the_text_and_beside_it() -> None:
    told = [LONG, OTHER, SHORT] * 12
    pages = [
        text_at(220, 800, "某某市安全生产委员会文件") + body + text_at(280, 50, f"- {number} -")
        for number, body in enumerate(typeset(told), 1)
    ]
    assert len(pages) >= 3
    data = document(pages)
    beside = ["某某市安全生产委员会文件", *(f"- {number} -" for number in range(1, len(pages) + 1))]
    assert lines(data) == [*told, *beside]
    assert marked(data, "aside") == ["0 " + "\n".join(beside)]


def test_a_line_that_only_looks_like_a_page_number_stays() -> None:
    page = text_at(90, 700, LONG[:30]) + text_at(90, 600, "2024") + text_at(90, 500, LONG[:30])
    assert lines(document([page])) == [LONG[:30], "2024", LONG[:30]]


def test_headings_by_size_and_by_weight() -> None:
    page = (
        text_at(150, 760, "关于加强安全生产工作的", 22)
        + text_at(190, 730, "会议纪要", 22)
        + text_at(114, 690, "一、总体要求", font="hei")
        + typeset([LONG, SHORT], top=660)[0]
        + text_at(114, 500, "（一）落实责任", font="hei")
        + typeset([OTHER], top=470)[0]
    )
    data = document([page])
    assert lines(data) == ["关于加强安全生产工作的会议纪要", "一、总体要求", LONG, SHORT, "（一）落实责任", OTHER]
    assert marked(data, "heading") == ["1 关于加强安全生产工作的会议纪要", "2 一、总体要求", "2 （一）落实责任"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = [LONG, OTHER], [OTHER, SHORT, LONG]
    page = (
        text_at(200, 790, "安全生产简报", 20)
        + typeset(left, width=17, left=60)[0]
        + typeset(right, width=17, left=310)[0]
    )
    assert lines(document([page])) == ["安全生产简报", *left, *right]


def test_a_ruled_table_keeps_its_rows_and_wrapped_cells() -> None:
    xs, ys = (90, 150, 400, 500), (700, 675, 635, 610)
    drawn = b"".join(rule(xs[0], y, xs[-1], y) for y in ys) + b"".join(rule(x, ys[0], x, ys[-1]) for x in xs)
    cells = [
        (95, 683, "序号"), (155, 683, "隐患"), (405, 683, "责任人"), (95, 650, "1"),
        (155, 658, "配电箱未上锁，安全出口堵塞，"),
        (155, 641, "灭火器压力不足"), (405, 650, "张三"), (95, 617, "2"), (155, 617, "通道狭窄"),
    ]  # fmt: skip
    page = text_at(114, 740, SHORT) + drawn + b"".join(text_at(x, y, text) for x, y, text in cells)
    data = document([page + typeset([LONG], top=570)[0]])
    table = ["序号\t隐患\t责任人", "1\t配电箱未上锁，安全出口堵塞，灭火器压力不足\t张三", "2\t通道狭窄\t"]
    assert lines(data) == [SHORT, *table, LONG]
    assert marked(data, "table") == ["0 " + "\n".join(table)]


def test_a_table_without_lines_is_rows_of_cells_under_each_other() -> None:
    rows = [("单位", "隐患数", "整改数"), ("一车间", "12", "12"), ("二车间", "7", "6")]
    page = b"".join(
        text_at(x, 700 - 20 * at, cell)
        for at, row in enumerate(rows)
        for x, cell in zip((90, 250, 400), row, strict=True)
    )
    assert lines(document([page])) == ["\t".join(row) for row in rows]


def test_two_names_side_by_side_are_no_table() -> None:
    page = text_at(90, 700, "主持：张三") + text_at(300, 700, "记录：李四")
    assert lines(document([page])) == ["主持：张三 记录：李四"]


def test_a_frame_around_text_is_no_table() -> None:
    frame = b"80 500 420 260 re S\n"
    assert lines(document([frame + typeset([LONG, SHORT])[0]])) == [LONG, SHORT]


def test_a_list_whose_items_hang_is_not_torn() -> None:
    first, rest = "1." + LONG[:28], [LONG[28:56], LONG[56:84]]
    page = b"".join(
        text_at(90 if at == 0 else 110, 700 - 20 * at, text) for at, text in enumerate([first, *rest])
    ) + text_at(90, 640, "2.完。")  # fmt: skip
    assert lines(document([page])) == ["1." + LONG[:84], "2.完。"]


def test_bold_letters_drawn_twice_are_read_once_and_turned_text_stands_beside() -> None:
    page = text_at(90, 700, "安全第一") + text_at(90.3, 700.2, "安全第一")
    page += b"BT /song 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm <%b> Tj ET\n" % "内部资料".encode("utf-16-be").hex().encode()
    data = document([page])
    assert lines(data) == ["安全第一", "内部资料"]
    assert marked(data, "aside") == ["0 内部资料"]


def test_what_a_browser_prints_around_a_page_stands_beside_it() -> None:
    page = text_at(30, 820, "2024/5/6 08:00") + typeset([LONG])[0] + text_at(30, 20, "https://example.com/a")
    assert marked(document([page + text_at(550, 20, "1/1")]), "aside") == [
        "0 2024/5/6 08:00\nhttps://example.com/a\n1/1"
    ]


LOCKED = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%b)/U(%b)/P -4>>/ID[(x)(x)]" % (b"o" * 32, b"u" * 32)
PICTURE = b"q 500 0 0 700 0 0 cm /i Do Q"
SCAN = pdf([
    b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</i 5 0 R>>>>/Contents 4 0 R>>",
    stream(PICTURE), stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8"),
])  # fmt: skip
ONE = document([text_at(90, 700, LONG[:20])])


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (SCAN, "no text layer"),
        (document([b""]), "has no text"),
        (ONE.replace(b"/Root 1 0 R", b"/Root 1 0 R" + LOCKED), "locked with a password"),
        (ONE.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Other>>"), "encrypted"),
        (b"%PDF-1.4", "broken"),
        (b"%PDF-1.7 nonsense", "broken"),
        (b"<html><body>x</body></html>", "not a PDF"),
        ("安全".encode(), "not a PDF"),
        (document([text_at(90, 700, "安全" * 9, codec="utf-16-le")], "Identity-H"), "which characters|garbage"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_next_step(data: bytes, fault: str) -> None:
    with pytest.raises(ReadError, match=fault) as caught:
        read("a.pdf", data)
    assert caught.value.where == "a.pdf" and caught.value.hint


def test_pages_without_a_text_layer_among_others_are_named() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</i 11 0 R>>>>/Contents 10 0 R>>"
    extra = (page, stream(PICTURE), stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1"))
    data = document([text_at(90, 700, LONG[:20])], extra=extra).replace(b"/Kids[7 0 R]", b"/Kids[7 0 R 9 0 R]")
    assert read("a.pdf", data).hints == {"pages_without_text": "2"}


def test_what_leads_back_to_itself_is_followed_once() -> None:
    tree = pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]>>"])
    form = doubling(3).replace(b"/f 6 0 R", b"/f 5 0 R")
    for data in (tree, form):
        with pytest.raises(ReadError, match="no text"):
            read("a.pdf", data)


WORDS = (b"1 0 obj,<<,>>,[,],stream\n,endstream,/Type/Pages,/Kids,1 0 R,-1,xref\n,trailer,startxref\n9\n,endobj,"
         b"/Root 1 0 R,(,\n").split(b",")  # fmt: skip
fuzzing = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RICH = document(
    [body + text_at(280, 50, f"- {at} -") + rule(9, 9, 99, 9) for at, body in enumerate(typeset([LONG, OTHER] * 6))]
)


def only_read_errors(data: bytes) -> None:
    try:
        original = read("a.pdf", data)
    except ReadError as error:
        assert error.where and error.hint
        return
    original.text.encode()
    assert not set(original.text) & set("\r\x00\x0c")


@fuzzing
@given(st.integers(9, len(RICH)))
def test_a_file_cut_anywhere_is_survived(end: int) -> None:
    only_read_errors(RICH[:end])


@fuzzing
@given(st.lists(st.tuples(st.integers(9, len(RICH) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_mutated_file_is_survived(changes: list[tuple[int, int]]) -> None:
    data = bytearray(RICH)
    for at, value in changes:
        data[at] = value
    only_read_errors(bytes(data))


@fuzzing
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_mixture_of_pdf_words_is_survived(words: list[bytes]) -> None:
    only_read_errors(b"%PDF-1.4\n" + b" ".join(words))


def line(x0: float, x1: float, y: float, text: str) -> Line:
    return Line(x0, x1, y, 12, text, False, "page")


def test_letters_and_digits_keep_their_space_where_a_line_was_wrapped() -> None:
    page = [line(50, 550, 700, "The standard ISO"), line(50, 550, 680, "45001 is well-"), line(50, 200, 660, "known.")]
    assert paragraphs([list(page)]) == [Paragraph("The standard ISO 45001 is well-known.")]


# --- real printing programs -----------------------------------------------------------------


def needed(name: str) -> str:
    path = shutil.which(name)
    if path:
        return path
    if os.environ.get("ANWEN_REQUIRE_BROWSER"):
        pytest.fail(f"{name} was not found, and ANWEN_REQUIRE_BROWSER is set")
    pytest.skip(f"{name} was not found; install it to print test files")


def test_what_libreoffice_prints(tmp_path: Path) -> None:
    office = needed("soffice")
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "某某市应急管理局文件"
    file.add_heading("安全生产会议纪要", 0)
    for number in range(8):
        file.add_heading(f"{number + 1}、总体要求", 1)
        file.add_paragraph(LONG * 3)
        file.add_paragraph(OTHER, style="List Bullet")
    table = file.add_table(2, 2)
    table.style = "Table Grid"
    for cell, text in zip(table._cells, ["单位", "隐患", "一车间", LONG[:40]], strict=True):
        cell.text = text
    file.save(str(tmp_path / "a.docx"))
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(command, capture_output=True, timeout=300, check=True)
    data = (tmp_path / "a.pdf").read_bytes()
    read_lines = lines(data)
    assert read_lines[0] == "安全生产会议纪要"
    assert read_lines.count(LONG * 3) == 8
    assert read_lines.count(f"• {OTHER}") == 8
    assert f"一车间\t{LONG[:40]}" in read_lines
    assert marked(data, "heading")[:2] == ["1 安全生产会议纪要", "2 1、总体要求"]
    assert marked(data, "aside") == ["0 某某市应急管理局文件"]
    assert isinstance(read("a.pdf", data).marks[0], Mark)
