"""Whether the citations in a trainer's documents still hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Cm

from anwen import tables
from anwen.cite import Verdict, Verifier, files, work, write
from anwen.cite.documents import Line
from anwen.cite.nearest import nearest, stands_in
from anwen.cite.quoting import citations
from anwen.errors import AnwenError
from anwen.library import Article, Concept, LedgerEntry, Library, Passage, Section, Source
from anwen.notation import pin, pins

CASES = tables.load(Path(__file__).parent / "cases/cite/verify.yaml", list[dict[str, Any]])
OLD = "每季度至少组织一次应急演练。"


def passage(name: str, text: str, kind: Any = "paragraph") -> Passage:
    return Passage(name, "", kind, text, 0, 0)


BODY = (
    passage("aw0001.p1", "各单位要全面落实安全生产主体责任，严格“一岗双责”。"),
    Section("aw0001.s1", 1, "二、要求", 0, 0),
    passage("aw0001.p2", "每半年至少组织一次应急演练。"),
    passage("aw0001.p3", "消防通道必须保持畅通，任何人不得占用。"),
    passage("aw0001.p4", "单位\t隐患\n一车间\t2", "table"),
)
ARTICLE = Article("aw0001", "纪要", "training", (), Source("a.txt", 1), BODY, issuer="县教育局")
HIDDEN = Article(
    "aw0003", "内部", "training", (), Source("b.txt", 1), (passage("aw0003.p1", "内部。"),), visibility="internal"
)
RETIRED = (
    LedgerEntry("aw0001.p8", "moved-to", detail="aw0001.p3"),
    LedgerEntry("aw0001.p9", "retired", detail="gone 正文中已不再有这一段"),
    LedgerEntry("aw0002", "moved-to", detail="aw0001"),
)
CONCEPT = Concept("xin-ming", "新名", "training", "partial", "定义。")
LIBRARY = Library((ARTICLE, HIDDEN), (CONCEPT,), (), retired=RETIRED, site_url="https://example.org/")
VERIFIER = Verifier(
    LIBRARY, lambda name, version: OLD if (name, version) == ("aw0001.p2", pin(OLD)) else None, {"lao-ming": "xin-ming"}
)
PINS = pins(ARTICLE)


def filled(text: str) -> str:
    text = text.replace("OLD2", pin(OLD)).replace("PINS", PINS["aw0001.s1"]).replace("PINA", PINS["aw0001"])
    for number in range(1, 5):
        text = text.replace(f"PIN{number}", PINS[f"aw0001.p{number}"])
    return text


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_markdown(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "课程.md"
    path.write_text(filled(case["text"]), encoding="utf-8")
    got = VERIFIER.file(path)
    assert [(each.status, each.id) for each in got] == [(it["status"], it.get("id", "")) for it in case["found"]]
    for each, expected in zip(got, case["found"], strict=True):
        assert expected.get("where", each.where) == each.where
        assert expected.get("detail", "") in each.detail
        assert expected.get("nearest", each.nearest) == each.nearest
        assert each.holds == (each.status in ("exact", "unpinned", "elsewhere"))


def quotation(name: str, changed: bool = False) -> tuple[str, str]:
    words, source = write("quote", [work(ARTICLE, name, site=LIBRARY.site_url)]).rsplit("\n", 1)
    return (words.replace("必须", "应当") if changed else words), source


def hyperlink(paragraph: Any, words: str, target: str) -> None:
    rel = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), rel)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    run.append(text)
    link.append(run)
    paragraph._p.append(link)


def statuses(path: Path) -> list[tuple[str, str, str]]:
    return [(each.where, each.id, each.status) for each in VERIFIER.file(path)]


def test_word(tmp_path: Path) -> None:
    document = Document()
    for words in quotation("aw0001.p1"):
        document.add_paragraph(words)
    hyperlink(document.add_paragraph("见"), "第三段", f"https://example.org/a/aw0001/?v={PINS['aw0001.p3']}#p3")
    hyperlink(document.add_paragraph("见"), "旧段", "https://example.org/a/aw0001/#p9")
    hyperlink(
        document.add_paragraph("“消防通道应当保持畅通，任何人不得占用”"), "第三段", "https://example.org/a/aw0001/#p3"
    )
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = f"“消防通道应当保持畅通，任何人不得占用。”[@aw0001.p3@{PINS['aw0001.p3']}]"
    document.sections[0].footer.paragraphs[0].text = "[@aw0001.p8]"
    path = tmp_path / "讲义.docx"
    document.save(str(path))
    assert statuses(path) == [
        ("paragraph 2", "aw0001.p1", "exact"),
        ("paragraph 3", "aw0001.p3", "exact"),
        ("paragraph 4", "aw0001.p9", "gone"),
        ("paragraph 5", "aw0001.p3", "mismatch"),
        ("paragraph 6", "aw0001.p3", "mismatch"),
        ("footer 1", "aw0001.p8", "moved"),
    ]


def test_slides(tmp_path: Path) -> None:
    deck = Presentation()
    for name, changed in (("aw0001.p1", False), ("aw0001.p3", True)):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        frame = slide.shapes.add_textbox(Cm(1), Cm(1), Cm(20), Cm(5)).text_frame
        words, source = quotation(name, changed)
        frame.text = words
        frame.add_paragraph().text = source
    box = slide.shapes.add_textbox(Cm(1), Cm(8), Cm(5), Cm(2))
    run = box.text_frame.paragraphs[0].add_run()
    run.text = "出处"
    run.hyperlink.address = "https://example.org/a/aw0099/#p1"
    box.click_action.hyperlink.address = "https://example.org/a/aw0002/"
    slide.notes_slide.notes_text_frame.text = f"链接：https://example.org/a/aw0001/?v={pin(OLD)}#p2"
    path = tmp_path / "课件.pptx"
    deck.save(str(path))
    assert statuses(path) == [
        ("slide 1", "aw0001.p1", "exact"),
        ("slide 2", "aw0001.p3", "mismatch"),
        ("slide 2", "aw0099.p1", "unknown"),
        ("slide 2", "aw0002", "moved"),
        ("slide 2, notes", "aw0001.p2", "changed"),
    ]


def test_html(tmp_path: Path) -> None:
    page = write("html", [work(ARTICLE, "aw0001.p1", site=LIBRARY.site_url)])
    path = tmp_path / "课程.html"
    path.write_text(
        "<!doctype html><script>var x = '[@aw0099]'</script>\n"
        + page.replace("主体责任", "监管责任")
        + '\n<div>正文<p>见<a href="https://example.org/a/aw0001/#p9">这里</a></p></div>'
        + '\n<iframe src="https://example.org/embed/aw0001/#s1"></iframe>'
        + "\n<ul><li>“消防通道必须保持畅通，任何人不得占用。”[@aw0001.p3]</li></ul>",
        encoding="utf-8",
    )
    assert statuses(path) == [
        ("line 2", "aw0001.p1", "mismatch"),
        ("line 3", "aw0001.p1", "mismatch"),
        ("line 4", "aw0001.p9", "gone"),
        ("line 5", "aw0001.s1", "unpinned"),
        ("line 6", "aw0001.p3", "exact"),
    ]


def test_folders_and_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲/乙.md").write_text("[@aw0001.p1]", encoding="utf-8")
    (tmp_path / "甲/图.png").write_bytes(b"\x89PNG")
    assert files([tmp_path]) == [tmp_path / "甲/乙.md"]
    with pytest.raises(AnwenError, match="no document"):
        files([tmp_path / "甲/图.png"])
    with pytest.raises(AnwenError, match="no such file"):
        files([tmp_path / "丙.md"])
    (tmp_path / "空").mkdir()
    with pytest.raises(AnwenError, match="空: there is no document in this folder"):
        files([tmp_path / "甲", tmp_path / "空"])
    for name in ("坏.docx", "坏.pptx"):
        (tmp_path / name).write_bytes(b"not a zip")
        (verdict,) = VERIFIER.file(tmp_path / name)
        assert (verdict.status, verdict.holds) == ("unreadable", False) and verdict.file.endswith(name)
    for name, data in (("图.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR[@aw0001.p1]"), ("坏.txt", b"[@aw0001.p1]\xff\xff")):
        (tmp_path / name).write_bytes(data)
        (verdict,) = VERIFIER.file(tmp_path / name)
        assert (verdict.status, verdict.detail) == (
            "unreadable",
            "cannot be read as text. If it is text, save it again as UTF-8.",
        )
    (tmp_path / "旧.txt").write_bytes("“消防通道必须保持畅通，任何人不得占用。”[@aw0001.p3]".encode("gb18030"))
    assert [verdict.status for verdict in VERIFIER.file(tmp_path / "旧.txt")] == ["exact"]


def test_every_verdict_serialises(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("[@aw0001.p9]", encoding="utf-8")
    (verdict,) = VERIFIER.file(path)
    assert isinstance(verdict, Verdict) and not verdict.holds


@given(st.lists(st.text(alphabet='“”「」>"[]@{}()aw01.ps;/#?v=: 安全生产必须，。…—\t', max_size=60), max_size=6))
def test_any_document_is_read(texts: list[str]) -> None:
    lines = [
        Line(f"line {n}", text, (("https://example.org/a/aw0001/#p1", len(text) // 2),)) for n, text in enumerate(texts)
    ]
    found = list(citations(lines))
    assert all(
        any(it.ref is not None and it.ref.id == "aw0001.p1" for it in found if it.where == line.where) for line in lines
    )


TEXT = st.text(alphabet="安全生产责任落实，。“”隐患排查 1a", max_size=40)


@given(TEXT, TEXT, TEXT)
def test_a_part_of_a_text_stands_in_it(before: str, words: str, after: str) -> None:
    assert stands_in(words, before + words + after)
    assert nearest(words, before + words + after).share in (0.0, 1.0)


@given(TEXT, TEXT)
def test_the_nearest_wording_is_a_part_of_the_text(words: str, text: str) -> None:
    near = nearest(words, text)
    assert 0 <= near.share <= 1
    assert near.share == 1 or near.wording in text
