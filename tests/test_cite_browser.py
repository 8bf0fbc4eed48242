"""The citing dialog in a real browser: by mouse, by keyboard, by finger, on file:// and among hits added later."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import segno
from lxml import etree
from playwright.sync_api import Browser, BrowserContext, Page, expect

from anwen.notation import pin

pytestmark = pytest.mark.browser

ASSETS = Path(__file__).parent.parent / "docs/assets/anwen"
FORMATS = [
    "GB/T 7714—2025",
    "GB/T 7714—2015",
    "引文与出处",
    "链接",
    "突出显示原文的链接",
    "Markdown",
    "HTML",
    "BibTeX",
    "RIS",
    "CSL JSON",
    "二维码",
]
TEXT = "各单位要牢固树立“红线”意识，落实主体责任。"
PIN = pin(TEXT)
QUOTED = "“各单位要牢固树立‘红线’意识，落实主体责任。”"
HTML = f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src data:">
<title>页</title><link rel="stylesheet" href="assets/anwen/cite.css"></head><body>
<h1>安全工作会议纪要</h1>
<dl id="anwen-article" data-id="aw0001" data-title="安全工作会议纪要" data-issuer="县教育局" data-date="2008-10-16"
 data-url="https://example.org/a/aw0001/" data-pin="AAAAAA"></dl>
<h2 id="s1" data-section="aw0001.s1" data-pin="SSSSSS">一、要求<a class="headerlink" href="#s1">¶</a></h2>
<p id="p1" data-passage="aw0001.p1" data-pin="{PIN}">{TEXT.replace("主体责任", '<a href="#">主体责任</a>')}</p>
<p id="p2" data-passage="aw0001.p2">第二段。</p>
<ol id="hits"></ol>
<textarea id="paste"></textarea>
<script src="assets/anwen/cite.js"></script></body></html>"""
REFERENCE = re.compile(
    r"县教育局\. 安全工作会议纪要\[EB/OL\]\. （2008-10-16）\[\d{4}-\d\d-\d\d\]\. https://example\.org/a/aw0001/\?v=[\w-]{6}#(p1|p2|s1)\."
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(ASSETS, folder / "assets/anwen")
    (folder / "index.html").write_text(HTML, encoding="utf-8")
    return (folder / "index.html").as_uri()


def visit(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address)
    return page, faults


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context()
    made, faults = visit(context, address)
    yield made
    context.close()
    assert faults == []


def opacity(page: Page, selector: str) -> float:
    page.wait_for_timeout(200)  # the transition
    return float(page.locator(selector).evaluate("(each) => getComputedStyle(each).opacity"))


def opened(page: Page, selector: str) -> None:
    page.locator(f"{selector} .anwen-cite").click(force=True)
    page.locator("dialog.anwen-dialog[open]").wait_for()


def choose(page: Page, label: str) -> str:
    """Choose a format; returns the text that is shown."""
    page.get_by_text(label, exact=True).click()
    return page.locator(".anwen-dialog__text").input_value()


def copied(page: Page) -> str:
    """Press 复制, close the dialog and paste."""
    page.get_by_role("button", name="复制", exact=True).click()
    page.get_by_role("status").get_by_text("已复制").wait_for()
    page.keyboard.press("Escape")
    return pasted(page)


def select(page: Page, selector: str, start: int, end: int) -> None:
    """Select characters of an element's text, whatever elements are inside."""
    page.locator(selector).evaluate(
        """(element, [start, end]) => {
          const range = document.createRange();
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          for (let at = 0; walker.nextNode(); at += walker.currentNode.length) {
            const length = walker.currentNode.length;
            if (start >= at && start <= at + length) range.setStart(walker.currentNode, start - at);
            if (end >= at && end <= at + length) range.setEnd(walker.currentNode, end - at);
          }
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [start, end],
    )


def pasted(page: Page) -> str:
    page.locator("#paste").fill("")
    page.locator("#paste").focus()
    page.keyboard.press("Control+V")
    return page.locator("#paste").input_value()


def test_mouse(page: Page) -> None:
    page.mouse.move(0, 0)
    assert opacity(page, "#p1 .anwen-cite") == 0
    page.locator("#p1").hover()
    assert opacity(page, "#p1 .anwen-cite") == 1
    assert opacity(page, "#p2 .anwen-cite") == 0
    opened(page, "#p1")
    assert page.locator(".anwen-forms label").all_inner_texts() == FORMATS
    assert choose(page, "链接") == f"https://example.org/a/aw0001/?v={PIN}#p1"
    choose(page, "引文与出处")
    words, reference = copied(page).split("\n")
    assert words == QUOTED
    assert REFERENCE.fullmatch(reference)
    page.locator("dialog").wait_for(state="detached")


def test_keyboard(page: Page) -> None:
    page.locator("#p1 .anwen-cite").focus()
    assert opacity(page, "#p1 .anwen-cite") == 1
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    focused = "document.activeElement.parentElement.textContent"
    assert page.evaluate(focused) == "GB/T 7714—2025"
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "链接"
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("已复制：链接").wait_for()
    assert page.evaluate(focused) == "链接"
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert page.evaluate("document.activeElement.closest('p').id") == "p1"
    assert pasted(page) == f"https://example.org/a/aw0001/?v={PIN}#p1"
    page.locator("#p2 .anwen-cite").focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    assert page.evaluate(focused) == "链接"  # what was chosen last


def test_focus_stays_within_the_dialog(page: Page) -> None:
    opened(page, "#p1")
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")


def test_a_press_beside_the_dialog_closes_it(page: Page) -> None:
    opened(page, "#p2")
    page.mouse.click(2, 2)
    page.locator("dialog").wait_for(state="detached")


def test_a_section_has_no_quote_and_highlights_its_heading(page: Page) -> None:
    page.locator("#s1").hover()
    page.get_by_role("button", name="引用本节").click()
    assert "(2008-10-16)" in choose(page, "GB/T 7714—2015")
    assert choose(page, "引文与出处").startswith("县教育局. 安全工作会议纪要")
    assert "?v=SSSSSS#s1:~:text=%E4%B8%80%E3%80%81" in choose(page, "突出显示原文的链接")


def test_the_article_itself(page: Page) -> None:
    page.get_by_role("button", name="引用本文").click()
    assert choose(page, "链接") == "https://example.org/a/aw0001/?v=AAAAAA"
    assert "@online{aw0001," in choose(page, "BibTeX")
    assert page.get_by_text("突出显示原文的链接").count() == 0


def test_selected_words_are_what_is_cited(page: Page) -> None:
    start = TEXT.index("落实")
    select(page, "#p1", start + 1, start + 5)  # 实主体责, within words
    opened(page, "#p1")
    assert page.get_by_role("heading", name="引用选中的文字").count() == 1
    assert choose(page, "引文与出处").split("\n")[0] == "“实主体责”"
    assert choose(page, "链接") == f"https://example.org/a/aw0001/?v={PIN}#p1"  # the pin is the passage's
    mark = choose(page, "突出显示原文的链接").partition(":~:text=")[2]
    assert unquote(mark) == "落实主体责任"  # browsers find no part of a word
    page.keyboard.press("Escape")
    page.evaluate("getSelection().removeAllRanges()")
    page.wait_for_timeout(900)
    opened(page, "#p1")
    assert page.get_by_role("heading", name="引用本段").count() == 1


def test_a_selection_over_several_passages_is_cut_to_each(page: Page) -> None:
    page.evaluate(
        """() => {
          const range = document.createRange();
          range.setStart(document.querySelector("#p1 a").firstChild, 2);
          range.setEnd(document.querySelector("#p2").firstChild, 2);
          getSelection().addRange(range);
        }"""
    )
    opened(page, "#p2")
    assert choose(page, "引文与出处").startswith("“第二”\n")
    page.keyboard.press("Escape")
    opened(page, "#p1")
    assert choose(page, "引文与出处").startswith("“责任。”\n")


def test_the_highlighted_words_are_told_from_the_same_words_before(page: Page) -> None:
    page.evaluate("document.querySelector('h1').textContent = '第二段。'")
    opened(page, "#p2")
    assert unquote(choose(page, "突出显示原文的链接").partition("text=")[2]) == "落实主体责任。-,第二段。"


def test_files(page: Page) -> None:
    opened(page, "#p1")
    for label, name in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL JSON", "json")):
        shown = choose(page, label)
        with page.expect_download() as download:
            page.get_by_role("button", name=f"下载 .{name}").click()
        assert download.value.suggested_filename == f"aw0001.p1.{name}"
        assert Path(download.value.path()).read_text(encoding="utf-8") == shown + "\n"
    page.get_by_text("链接", exact=True).click()
    assert page.get_by_role("button", name="下载").count() == 0


def test_qr_code(page: Page) -> None:
    scripts = "[...document.scripts].map(each => each.src.split('/').pop())"
    opened(page, "#p1")
    assert "qr.js" not in page.evaluate(scripts)
    page.get_by_text("二维码", exact=True).click()
    picture = page.get_by_role("img", name=f"https://example.org/a/aw0001/?v={PIN}#p1 的二维码")
    picture.wait_for()
    assert "qr.js" in page.evaluate(scripts)
    code = segno.make(f"https://example.org/a/aw0001/?v={PIN}#p1", error="m", micro=False, boost_error=False)
    assert picture.get_attribute("viewBox") == "0 0 {0} {0}".format(code.symbol_size(border=4)[0])
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 SVG").click()
    assert etree.parse(download.value.path()).getroot().tag == "{http://www.w3.org/2000/svg}svg"
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 PNG").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    page.evaluate("window.print = () => { window.printed = document.querySelector('.anwen-sheet').textContent; }; null")
    page.get_by_role("button", name="打印").click()
    assert REFERENCE.fullmatch(page.evaluate("window.printed"))
    page.emulate_media(media="print")
    assert page.locator(".anwen-sheet svg").is_visible()
    assert page.locator("#p1").is_hidden() and page.locator("dialog").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".anwen-sheet").count() == 0 and page.locator("#p1").is_visible()


def test_text_content_stays_the_passages_text(page: Page) -> None:
    assert page.locator("#p1").evaluate("(each) => each.textContent") == TEXT


def test_finger(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 640})
    page, faults = visit(context, address)
    assert 0 < opacity(page, "#p1 .anwen-cite") < 1
    page.locator("#p2 .anwen-cite").tap()
    page.locator("dialog[open]").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    targets = page.locator("dialog button:visible, dialog label span")
    for box in targets.evaluate_all("each => each.map(it => it.getBoundingClientRect().toJSON())"):
        assert box["height"] >= 44 and box["x"] >= 0 and box["right"] <= 360
    page.get_by_text("GB/T 7714—2025").tap()
    assert REFERENCE.fullmatch(copied(page))
    assert faults == []
    context.close()


def test_a_dialog_that_cannot_be_read_is_told_to_a_finger_too(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 640})
    context.route("**/cite-dialog.js", lambda route: route.abort())
    page, _ = visit(context, address)
    page.locator("#p2 .anwen-cite").tap()
    page.locator("#p2 .anwen-cite[title]").wait_for()
    shown = "(each) => getComputedStyle(each, '::before').content"
    assert "没有读到" in page.locator("#p2 .anwen-cite").evaluate(shown)
    assert opacity(page, "#p2 .anwen-cite") == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.unroute("**/cite-dialog.js")
    page.locator("#p2 .anwen-cite").tap()
    page.locator("dialog[open]").wait_for()
    assert page.locator("#p2 .anwen-cite").evaluate(shown) == '"引用"'
    context.close()


def test_without_the_clipboard_a_selection_is_copied(page: Page) -> None:
    page.evaluate("Object.defineProperty(window, 'isSecureContext', {value: false})")
    opened(page, "#p2")
    choose(page, "引文与出处")
    assert copied(page).startswith("“第二段。”\n")


def test_a_refusal_is_told_and_leaves_the_text_selected(page: Page) -> None:
    page.evaluate(
        "Object.defineProperty(window, 'isSecureContext', {value: false}); document.execCommand = () => false; null"
    )
    opened(page, "#p2")
    shown = choose(page, "链接")
    page.get_by_role("button", name="复制", exact=True).click()
    page.get_by_role("status").get_by_text("请按 Ctrl+C").wait_for()
    assert page.evaluate("getSelection().toString()") == shown


def test_storage_that_refuses_changes_nothing(page: Page) -> None:
    page.evaluate("Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new Error('no'); }; null")
    opened(page, "#p2")
    choose(page, "链接")
    page.get_by_role("button", name="放入引用篮").click()
    page.get_by_role("status").get_by_text("浏览器不能保存").wait_for()


def test_from_a_file_no_folder_of_the_reader_is_told(page: Page) -> None:
    page.evaluate("delete document.getElementById('anwen-article').dataset.url")
    opened(page, "#p1")
    assert choose(page, "链接") == f"/a/aw0001/?v={PIN}#p1"
    assert "从本机的文件打开" in page.locator(".anwen-dialog__note").inner_text()
    page.get_by_text("二维码", exact=True).click()
    # the part tells of its opening only after the click has returned
    expect(page.get_by_role("button", name="下载 SVG")).to_be_disabled()


def test_hits_added_later(page: Page) -> None:
    page.evaluate(
        """() => {
          const hits = document.getElementById("hits");
          const hit = document.createElement("li");
          Object.assign(hit.dataset, {article: "aw0002", passage: "aw0002.p7", title: "安全生产会议总结", date: "20XX",
            url: "https://example.org/a/aw0002/", text: "全文在这里。"});
          hit.innerHTML = '<a href="#x">标题</a> <span>全文…</span> <span data-cite-slot></span>';
          hits.append(hit);
          anwenCite.attach(hits);
          anwenCite.attach(hits);
          anwenCite.attach();
        }"""
    )
    assert page.locator("#hits .anwen-cite").count() == 1
    assert page.locator("#p1 .anwen-cite").count() == 1
    page.locator("#hits li").hover()
    page.locator("#hits [data-cite-slot] .anwen-cite").click()
    words, reference = choose(page, "引文与出处").split("\n")
    assert words == "“全文在这里。”"
    address = re.escape(f"https://example.org/a/aw0002/?v={pin('全文在这里。')}#p7.")
    assert re.fullmatch(rf"安全生产会议总结\[EB/OL\]\. \[\d{{4}}-\d\d-\d\d\]\. {address}", reference)


def test_print_leaves_the_buttons_out(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator("#p1 .anwen-cite").is_hidden()
