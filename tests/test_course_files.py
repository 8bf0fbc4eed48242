"""What a course becomes: files that Office, WPS and LibreOffice open, with nothing outside of its place."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn as word_name
from lxml import html
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from anwen.course import Prepared, handout, slides
from anwen.errors import AnwenError
from anwen.pipeline.courses import course_page
from course_library import HEAD, SITE, course, library, prepared

_LONG = "各单位要认真排查治理事故隐患，落实整改责任、措施、资金、期限和预案，做到不留死角、不走过场。" * 18
_TEXT = (
    HEAD
    + """
## 责任（6 分钟）

### 责任到岗

{{aw0001.p1}}

- **横向到边**：都签责任书[@aw0001.p2]
- 消防通道要畅通[@aw0005.p1]

讲稿：先读一遍，见[@aw0005.p1]。

### 一段很长的话

{{aw0001.p11}}

### 一个很长的词

AbstractSingletonProxyFactoryBean"""
    + "x" * 200
    + """

### 一个长得一行写不下、要缩小字号、还要再换一行才能写完的幻灯片标题，看看会不会溢出

一段普通的话，用来占一行。

### 表格也能引

{{aw0001.p4}}

### 讨论：要不要记

- 记不记？

提示：看原文[@aw0001.p1]。

## 测验（4 分钟）

1. 责任要落实到哪里？
   A. 每个岗位
   B. 总部
   答案：A
   依据：“责任要落实到每个岗位”[@aw0001.p1]。

2. 哪些对？
   A. 查得全
   B. 改得了
   C. 放一放
   答案：AB
   依据：“隐患要查得全、改得了”[@aw0001.p1]。
"""
)


@pytest.fixture(scope="module")
def made() -> Prepared:
    return prepared(course(_TEXT), library(_LONG))


@pytest.fixture(scope="module")
def deck(made: Prepared) -> Any:
    return Presentation(io.BytesIO(slides(made)))


@pytest.fixture(scope="module")
def paper(made: Prepared) -> Any:
    return Document(io.BytesIO(handout(made)))


def _titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]


def test_slides_have_what_a_course_needs(deck: Any) -> None:
    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)
    titles = _titles(deck)
    assert titles[:4] == ["班组长安全责任", "学习目标", "时间安排", "责任"]
    assert titles.count("一段很长的话（续）") >= 1
    assert titles[-7:-3] == ["讨论：要不要记", "测验", "测验 第 1 题", "测验 第 2 题（多选）"]
    assert titles[-3:] == ["测验答案与依据", "参考文献", "扫码看原文"]


def test_every_content_slide_has_a_number_and_its_words_in_placeholders(deck: Any) -> None:
    for slide in deck.slides:
        kinds = slide._element.xpath(".//p:ph/@type")
        assert slide.shapes.title.text
        if slide.slide_layout.name == "标题和内容":
            assert "sldNum" in kinds
            assert slide._element.xpath('.//a:fld[@type="slidenum"]')
        ids = slide._element.xpath(".//p:cNvPr/@id")
        assert len(ids) == len(set(ids))


def test_long_quotes_are_cut_at_sentences_and_nothing_is_lost(deck: Any) -> None:
    parts = []
    for slide in deck.slides:
        if slide.shapes.title.text.startswith("一段很长的话"):
            paragraphs = [it.text for it in slide.placeholders[1].text_frame.paragraphs]
            parts += [text for text in paragraphs if not text.startswith("——")]
    assert "".join(parts) == _LONG
    assert all(part.endswith("。") for part in parts)


def test_notes_carry_the_words_to_say_the_links_and_the_answers(deck: Any, made: Prepared) -> None:
    notes = {slide.shapes.title.text: slide for slide in deck.slides if slide.has_notes_slide}
    said = notes["责任到岗"].notes_slide
    text = said.notes_text_frame.text
    assert text.startswith("先读一遍，见[2]p1。")
    for name in ("aw0001.p1", "aw0001.p2", "aw0005.p1"):
        assert made.address(name) in text
    assert {rel.target_ref for rel in said.part.rels.values() if rel.is_external} >= {made.address("aw0005.p1")}
    assert notes["测验 第 2 题（多选）"].notes_slide.notes_text_frame.text.startswith("答案：AB")
    assert "提示：" in notes["讨论：要不要记"].notes_slide.notes_text_frame.text
    answers = next(slide for slide in deck.slides if slide.shapes.title.text == "测验答案与依据")
    question = next(slide for slide in deck.slides if slide.shapes.title.text == "测验 第 1 题")
    assert "依据" not in question.placeholders[1].text_frame.text
    assert "A　" in answers.placeholders[1].text_frame.text


def test_codes_lead_to_the_passages_and_have_words_for_those_who_do_not_see_them(deck: Any, made: Prepared) -> None:
    words = [it for slide in deck.slides for it in slide._element.xpath(".//p:pic/p:nvPicPr/p:cNvPr/@descr")]
    for name in made.pins:
        assert any(made.address(name) in text for text in words), name


def test_slides_are_chinese_and_dated_by_the_course(deck: Any) -> None:
    known = deck.core_properties
    assert (known.title, known.author, known.language) == ("班组长安全责任", "培训部", "zh-CN")
    assert known.created.isoformat()[:10] == known.modified.isoformat()[:10] == "2026-07-20"
    for slide in deck.slides:
        for run in slide._element.xpath(".//a:r/a:rPr"):
            assert run.get("lang") == "zh-CN"
            assert run.find(qn("a:ea")) is not None
    theme = next(rel.target_part for rel in deck.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    assert '<a:ea typeface="微软雅黑"/>'.encode() in theme.blob


def test_handout_has_real_headings_lists_and_fields(paper: Any) -> None:
    headings = [(it.style.name, it.text) for it in paper.paragraphs if it.style.name.startswith(("Heading", "Title"))]
    assert headings[:4] == [
        ("Title", "班组长安全责任"),
        ("Heading 1", "学习目标"),
        ("Heading 1", "时间安排"),
        ("Heading 1", "责任（6 分钟）"),
    ]
    ends = [text for _, text in headings[-6:]]
    assert ends == ["测验（4 分钟）", "讨论提示", "要不要记", "测验答案与依据", "参考文献", "扫码看原文"]
    for name in ("Heading 1", "Heading 2"):
        assert paper.styles[name].paragraph_format.keep_with_next
    footer = paper.sections[0].footer._element.xml
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    numbered = [it for it in paper.paragraphs if it._p.pPr is not None and it._p.pPr.numPr is not None]
    assert len(numbered) > 10


def test_handout_marks_lead_to_the_references(paper: Any, made: Prepared) -> None:
    body = paper.element.body
    marks = set(body.xpath(".//w:bookmarkStart/@w:name"))
    assert marks == {f"ref{item.number}" for item in made.references}
    assert set(body.xpath(".//w:hyperlink/@w:anchor")) <= marks
    entries = [it.text for it in paper.paragraphs if it.style.name == "课程文献"]
    assert entries == [f"[{item.number}]\t{item.text}" for item in made.references]
    outside = {rel.target_ref for rel in paper.part.rels.values() if rel.is_external}
    assert outside == {made.address(name) for name in made.pins}
    words = body.xpath(".//wp:docPr/@descr")
    assert all(any(made.address(name) in text for text in words) for name in made.pins)
    names = body.xpath(".//wp:docPr/@id")
    assert len(names) == len(set(names))


def test_handout_is_set_as_chinese_is(paper: Any) -> None:
    styles = paper.styles
    body = styles["课程正文"].element
    indent = body.pPr.find(word_name("w:ind"))
    assert (indent.get(word_name("w:firstLineChars")), indent.get(word_name("w:firstLine"))) == ("200", "480")
    assert styles["Normal"].element.rPr.rFonts.get(word_name("w:eastAsia")) == "宋体"
    assert styles["Heading 1"].element.rPr.rFonts.get(word_name("w:eastAsia")) == "黑体"
    languages = set(styles.element.xpath(".//w:docDefaults//w:lang/@w:eastAsia"))
    assert languages == {"zh-CN"}
    assert body.pPr.find(word_name("w:kinsoku")) is not None
    assert paper.core_properties.language == "zh-CN"


def test_the_same_course_gives_the_same_bytes_without_times(made: Prepared) -> None:
    for write in (slides, handout):
        data = write(made)
        assert data == write(prepared(course(_TEXT), library(_LONG)))
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert packed.namelist()[0] == "[Content_Types].xml"
            assert b"T12:00:00Z" in packed.read("docProps/core.xml")


def test_without_an_address_there_are_codes_but_no_links() -> None:
    alone = prepared(course(_TEXT), library(_LONG), site="")
    made = Document(io.BytesIO(handout(alone)))
    assert not [rel for rel in made.part.rels.values() if rel.is_external]
    assert made.inline_shapes
    for slide in Presentation(io.BytesIO(slides(alone))).slides:
        assert not [rel for rel in slide.part.rels.values() if rel.is_external]


def test_a_course_without_citations_or_quiz_has_no_empty_lists() -> None:
    plain = prepared(course("只有一段话。"))
    titles = _titles(Presentation(io.BytesIO(slides(plain))))
    assert titles == ["班组长安全责任", "学习目标", "时间安排", "责任", "责任"]
    text = "\n".join(it.text for it in Document(io.BytesIO(handout(plain))).paragraphs)
    assert "参考文献" not in text
    assert "测验" not in text


def test_the_page_stands_alone_and_runs_nothing(made: Prepared) -> None:
    page = course_page(made, "p { margin: 0 }\n")
    root = html.fromstring(page)
    assert not root.xpath("//script | //link | //img | //iframe | //@onclick | //@style")
    assert root.xpath("//html/@lang") == ["zh-CN"]
    assert all(link.startswith(SITE) for link in root.xpath("//a/@href"))
    assert [it.text_content() for it in root.xpath("//h1")] == ["班组长安全责任"]
    assert len(root.xpath("//svg[@aria-label]")) == len(made.pins)
    assert _LONG in page
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_what_a_course_says_is_never_markup() -> None:
    text = (
        HEAD.replace("班组长安全责任", "'<b>题</b>'")
        + "## 一*二*（10 分钟）\n\n### <script>x</script>\n\n1 < 2 & `码`\n"
    )
    page = course_page(prepared(course(text)), "")
    root = html.fromstring(page)
    assert not root.xpath("//body//script | //body//b | //body//code | //body//em")
    assert root.xpath("//h1")[0].text_content() == "<b>题</b>"
    assert root.xpath("//h3")[0].text_content() == "<script>x</script>"


# --- templates ------------------------------------------------------------------------------


def _saved(file: Any) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_an_organisations_template_is_used_without_its_own_slides(made: Prepared) -> None:
    template = Presentation()  # 4:3, English names, eleven layouts
    template.slides.add_slide(template.slide_layouts[0]).shapes.title.text = "请删除本页"
    result = Presentation(io.BytesIO(slides(made, _saved(template), "t.pptx")))
    assert (result.slide_width, result.slide_height) == (template.slide_width, template.slide_height)
    assert _titles(result)[0] == "班组长安全责任"
    assert "请删除本页" not in _titles(result)
    assert {slide.slide_layout.name for slide in result.slides} == {
        "Title Slide",
        "Title and Content",
        "Section Header",
    }
    assert result.slides[5]._element.xpath('.//p:ph[@type="sldNum"]')


def _without(*names: str) -> bytes:
    template = Presentation()
    for layout in list(template.slide_layouts):
        if layout.name in names:
            template.slide_layouts.remove(layout)
    return _saved(template)


def test_a_template_without_its_layouts_is_refused_with_what_it_has(made: Prepared) -> None:
    with pytest.raises(AnwenError) as caught:
        slides(made, _without("Title and Content", "Section Header"), "t.pptx")
    told = str(caught.value)
    assert told.startswith("t.pptx: the template cannot be used: it has no layout 标题和内容 (Title and Content); ")
    assert "节标题 (Section Header)" in told
    assert "Its layouts are: Title Slide、Two Content" in told


def test_a_template_whose_layout_lacks_a_placeholder_is_refused(made: Prepared) -> None:
    template = Presentation()
    layout = template.slide_layouts[1]
    body = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == 1)
    body._element.getparent().remove(body._element)
    with pytest.raises(AnwenError, match="its layout Title and Content lacks a text placeholder"):
        slides(made, _saved(template), "t.pptx")


def test_a_template_with_too_small_a_body_is_refused(made: Prepared) -> None:
    template = Presentation()
    body = next(shape for shape in template.slide_layouts[1].placeholders if shape.placeholder_format.idx == 1)
    body.left, body.top, body.width, body.height = (Pt(100) for _ in range(4))
    with pytest.raises(AnwenError, match="only 92 by 92 points large"):
        slides(made, _saved(template), "t.pptx")


@pytest.mark.parametrize("data", [b"no office file", b"PK\x03\x04 broken"])
def test_what_is_no_template_is_refused(made: Prepared, data: bytes) -> None:
    with pytest.raises(AnwenError, match=r"t\.pptx: the template cannot be read as \.pptx"):
        slides(made, data, "t.pptx")
    with pytest.raises(AnwenError, match=r"t\.docx: the template cannot be read as \.docx"):
        handout(made, data, "t.docx")


def test_a_word_template_gives_its_styles_and_loses_its_text(made: Prepared) -> None:
    template = Document()
    template.add_paragraph("请删除")
    template.styles["Heading 1"].font.size = Pt(33)
    template.sections[0].footer.paragraphs[0].text = "某公司"
    result = Document(io.BytesIO(handout(made, _saved(template), "t.docx")))
    assert "请删除" not in [it.text for it in result.paragraphs]
    assert result.styles["Heading 1"].font.size == Pt(33)
    assert result.sections[0].footer.paragraphs[0].text == "某公司"


def test_a_word_template_without_lists_gets_its_own(made: Prepared) -> None:
    template = Document()
    for name, relation in list(template.part.rels.items()):
        if relation.reltype.endswith("/numbering"):
            template.part.rels.pop(name)
    for style in list(template.styles):
        if style.name.startswith("List"):
            style.delete()
    result = Document(io.BytesIO(handout(made, _saved(template), "t.docx")))
    assert [it for it in result.paragraphs if it._p.pPr is not None and it._p.pPr.numPr is not None]


def test_a_template_with_sections_keeps_none_of_them(made: Prepared) -> None:
    template = Presentation()
    slide = template.slides.add_slide(template.slide_layouts[0])
    names = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    section = (
        f'<p:extLst {names}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst'
        ' xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="一" id="{1}">'
        f'<p14:sldIdLst><p14:sldId id="{slide.slide_id}"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext>'
        "</p:extLst>"
    )
    root = template.part._element
    for old in root.xpath("./p:extLst"):
        root.remove(old)
    root.append(parse_xml(section))
    result = Presentation(io.BytesIO(slides(made, _saved(template), "t.pptx")))
    assert "sectionLst" not in result.part._element.xml


def test_a_word_template_without_a_style_is_refused_with_what_it_has(made: Prepared) -> None:
    template = Document()
    template.styles["Heading 2"].delete()
    with pytest.raises(AnwenError) as caught:
        handout(made, _saved(template), "t.docx")
    assert "t.docx: the template has no style Heading 2. Its paragraph styles are: Normal、" in str(caught.value)


# --- in LibreOffice -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(made: Prepared, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """PDFs that LibreOffice makes: our slides and handout, and the slides in a template."""
    tools = [shutil.which(name) for name in ("soffice", "pdftotext")]
    if None in tools:
        if os.environ.get("ANWEN_REQUIRE_BROWSER"):
            pytest.fail("soffice or pdftotext was not found, and ANWEN_REQUIRE_BROWSER is set")
        pytest.skip("LibreOffice and poppler are not installed")
    folder = tmp_path_factory.mktemp("office")
    files = {
        "slides": ("slides.pptx", slides(made)),
        "handout": ("handout.docx", handout(made)),
        "template": ("template.pptx", slides(made, _saved(Presentation()), "t.pptx")),
    }
    for name, data in files.values():
        (folder / name).write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    subprocess.run(
        [*command, *(str(folder / name) for name, _ in files.values())], check=True, capture_output=True, timeout=300
    )
    return {key: (folder / name).with_suffix(".pdf") for key, (name, _) in files.items()}


def _words(pdf: Path) -> list[tuple[float, float, list[tuple[float, float, float, float, str]]]]:
    """For every page its width, height and words with their boxes."""
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True)
    found = []
    for page in re.findall(r"<page .*?</page>", done.stdout, re.DOTALL):
        size = re.search(r'width="([\d.]+)" height="([\d.]+)"', page)
        assert size is not None
        boxes = re.findall(
            r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', page
        )
        words = [(float(a), float(b), float(c), float(d), text) for a, b, c, d, text in boxes]
        found.append((float(size[1]), float(size[2]), words))
    return found


def test_nothing_leaves_its_slide_or_reaches_the_footer(pages: dict[str, Path], deck: Any) -> None:
    found = _words(pages["slides"])
    assert len(found) == len(deck.slides)
    for width, height, words in found:
        for left, top, right, bottom, text in words:
            assert 0 <= left < right <= width, text
            assert 0 <= top < bottom <= height, text
            # the body ends at 480 of 540 points, the footer begins at 500; the last line's box reaches a little further
            assert bottom <= 492 or top >= 498, text


def test_nothing_leaves_the_slides_of_a_template(pages: dict[str, Path]) -> None:
    for width, height, words in _words(pages["template"]):
        for left, top, right, bottom, text in words:
            assert 0 <= left < right <= width, text
            assert 0 <= top < bottom <= height, text


def test_the_handout_keeps_its_margins_and_its_headings_their_text(pages: dict[str, Path]) -> None:
    found = _words(pages["handout"])
    for width, _, words in found:
        for left, _, right, _, text in words:
            assert 70 <= left < right <= width - 60, text
    headings = ("责任到岗", "一段很长的话", "参考文献", "扫码看原文")
    for *_, words in found:
        body = [word for word in words if 60 < word[1] < 770]
        assert not body or body[-1][4] not in headings


def test_the_words_arrive_in_the_pdf(pages: dict[str, Path]) -> None:
    for name in ("slides", "handout"):
        done = subprocess.run(["pdftotext", "-raw", str(pages[name]), "-"], check=True, capture_output=True, text=True)
        text = re.sub(r"\s", "", done.stdout)
        assert "责任要落实到每个岗位。隐患要查得全、改得了。" in text
        assert "[1]某县安委会.安全生产会议纪要[EB/OL].（2023-05-06）[2026-07-20].https://example.org/a/aw0001/" in text
