"""The button 引用 in a real browser: by mouse, by keyboard, by finger, on file:// and among hits added later."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

ASSETS = Path(__file__).parent.parent / "docs/assets/anwen"
TEXT = "各单位要牢固树立“红线”意识，落实主体责任。"
QUOTED = "“各单位要牢固树立‘红线’意识，落实主体责任。”"
HTML = f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'self' file:; style-src 'self' file:">
<title>页</title><link rel="stylesheet" href="cite.css"></head><body>
<h1>安全工作会议纪要</h1>
<dl id="anwen-article" data-id="aw0001" data-title="安全工作会议纪要" data-issuer="县教育局" data-date="2008-10-16"
 data-url="https://example.org/a/aw0001/"></dl>
<h2 id="s1" data-section="aw0001.s1">一、要求<a class="headerlink" href="#s1">¶</a></h2>
<p id="p1" data-passage="aw0001.p1">{TEXT.replace("主体责任", '<a href="#">主体责任</a>')}</p>
<p id="p2" data-passage="aw0001.p2">第二段。</p>
<ol id="hits"></ol>
<textarea id="paste"></textarea>
<script src="cite.js"></script></body></html>"""
REFERENCE = re.compile(
    r"县教育局\. 安全工作会议纪要\[EB/OL\]\. （2008-10-16）\[\d{4}-\d\d-\d\d\]\. https://example\.org/a/aw0001/#(p1|p2|s1)\."
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    for name in ("cite.js", "cite.css"):
        shutil.copy(ASSETS / name, folder / name)
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
    page.locator("#p1 .anwen-cite").click()
    labels = page.get_by_role("menuitem").all_inner_texts()
    assert labels == [
        "复制链接",
        "复制引文与出处",
        "复制参考文献（GB/T 7714—2025）",
        "复制参考文献（GB/T 7714—2015）",
    ]
    page.get_by_role("menuitem", name="复制引文与出处").click()
    page.get_by_role("status").get_by_text("已复制引文与出处").wait_for()
    words, reference = pasted(page).split("\n")
    assert words == QUOTED
    assert REFERENCE.fullmatch(reference)


def test_keyboard(page: Page) -> None:
    page.locator("#p1 .anwen-cite").focus()
    assert opacity(page, "#p1 .anwen-cite") == 1
    page.keyboard.press("Enter")
    button = page.locator("#p1 .anwen-cite")
    assert button.get_attribute("aria-expanded") == "true"
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == "复制链接"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "复制参考文献（GB/T 7714—2025）"
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "复制链接"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == "复制参考文献（GB/T 7714—2015）"
    page.keyboard.press("Escape")
    assert page.get_by_role("menu").count() == 0
    assert button.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.closest('p').id") == "p1"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("已复制链接").wait_for()
    assert page.evaluate("document.activeElement.closest('p').id") == "p1"
    assert pasted(page) == "https://example.org/a/aw0001/#p1"


def test_tab_goes_on_from_the_button(page: Page) -> None:
    page.locator("#p1 .anwen-cite").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.get_by_role("menu").count() == 0
    assert page.evaluate("document.activeElement.closest('p').id") == "p2"


def test_a_press_elsewhere_closes_the_menu(page: Page) -> None:
    page.locator("#p2 .anwen-cite").click(force=True)
    assert page.get_by_role("menu").count() == 1
    page.mouse.click(2, 2)
    assert page.get_by_role("menu").count() == 0


def test_section_has_no_quote(page: Page) -> None:
    page.locator("#s1").hover()
    page.get_by_role("button", name="引用本节").click()
    assert page.get_by_role("menuitem").count() == 3
    page.get_by_role("menuitem", name="2015").click()
    page.get_by_role("status").get_by_text("已复制参考文献（2015 版）").wait_for()
    assert "(2008-10-16)" in pasted(page)


def test_text_content_stays_the_passages_text(page: Page) -> None:
    assert page.locator("#p1").evaluate("(each) => each.textContent") == TEXT


def test_finger(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 640})
    page, faults = visit(context, address)
    assert 0 < opacity(page, "#p1 .anwen-cite") < 1
    page.locator("#p2 .anwen-cite").tap()
    box = page.get_by_role("menu").bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360
    page.get_by_role("menuitem", name="2025").tap()
    page.get_by_role("status").get_by_text("已复制参考文献").wait_for()
    assert REFERENCE.fullmatch(pasted(page))
    assert faults == []
    context.close()


def test_without_the_clipboard_a_selection_is_copied(page: Page) -> None:
    page.evaluate("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.locator("#p2 .anwen-cite").click(force=True)
    page.get_by_role("menuitem", name="复制引文与出处").click()
    page.get_by_role("status").get_by_text("已复制").wait_for()
    assert pasted(page).startswith("“第二段。”\n")
    assert page.locator(".anwen-cite-field").count() == 0


def test_a_refusal_is_told(page: Page) -> None:
    page.evaluate(
        "Object.defineProperty(window, 'isSecureContext', {value: false}); document.execCommand = () => false"
    )
    page.locator("#p2 .anwen-cite").click(force=True)
    page.get_by_role("menuitem", name="复制链接").click()
    page.get_by_role("status").get_by_text("请选中文字后手动复制").wait_for()


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
    page.get_by_role("menuitem", name="复制引文与出处").click()
    page.get_by_role("status").get_by_text("已复制").wait_for()
    words, reference = pasted(page).split("\n")
    assert words == "“全文在这里。”"
    pattern = r"安全生产会议总结\[EB/OL\]\. \[\d{4}-\d\d-\d\d\]\. https://example\.org/a/aw0002/#p7\."
    assert re.fullmatch(pattern, reference)


def test_print_leaves_the_buttons_out(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator("#p1 .anwen-cite").is_hidden()
