"""引用篮 in a real browser: collecting, order, notes, undo, several tabs, files and links, what became of the words."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
import pytest

from anwen.library import Article, Library, Passage
from anwen.notation import find
from browsing import Visit, served

pytestmark = pytest.mark.browser
SIZES = [pytest.param(1440, id="desktop"), pytest.param(390, id="phone")]


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as base:
        yield base


@pytest.fixture(scope="module")
def article(library: Library) -> Article:
    return max(library.articles, key=lambda it: (len(it.sections) > 0, len(it.passages)))


@pytest.fixture(scope="module")
def passages(article: Article) -> list[Passage]:
    return [it for it in article.passages if it.kind != "table" and len(it.text) > 20][:4]


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    with Visit(browser, address, permissions=["clipboard-read", "clipboard-write"]) as made:
        made.page.add_init_script("delete Navigator.prototype.serviceWorker")  # it would answer for changed pages
        yield made
        made.check()
        assert made.faults == []


def until(visit: Visit, expression: str, arg: Any = None) -> None:
    """Wait until ``expression`` holds in the page; the site's policy refuses playwright's own way of waiting."""
    for _ in range(100):
        if visit.page.evaluate(expression, arg):
            return
        visit.page.wait_for_timeout(50)
    raise AssertionError(expression)


def link_to(*names: str) -> str:
    return "basket/#list=" + ",".join(names)


def bring(visit: Visit, *names: str) -> None:
    """Take over entries from a link and wait until the page has looked at their words."""
    visit.goto(link_to(*names))
    visit.page.get_by_role("button", name="加入引用篮").click()
    until(visit, "() => [...document.querySelectorAll('.anwen-entry__state')].every(it => it.textContent)")


def shown(visit: Visit) -> list[str]:
    """The identifiers of the entries, in their order."""
    links: list[str] = visit.page.locator(".anwen-entry__title").evaluate_all("each => each.map(it => it.href)")
    return [ref.id for link in links for found in find(link) for ref in found.refs]


def kept(visit: Visit) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = visit.page.evaluate(
        "JSON.parse(localStorage.getItem(anwenBasket.KEY) || '{\"entries\": []}').entries"
    )
    return data


def saved(visit: Visit, label: str) -> Path:
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name=label).click()
    return Path(download.value.path())


def test_collecting_while_reading(visit: Visit, article: Article, passages: list[Passage]) -> None:
    page = visit.page
    visit.goto(f"a/{article.id}/")
    assert page.locator(".anwen-way").get_attribute("aria-label") == "引用篮，空的"
    for passage in (passages[0], passages[1], passages[0]):
        page.locator(f"[data-passage='{passage.id}'] > .anwen-cite").click(force=True)
        page.get_by_role("button", name="放入引用篮").click()
        page.get_by_role("status").get_by_text("引用篮").wait_for()
        page.keyboard.press("Escape")
    assert page.locator(".anwen-way").get_attribute("aria-label") == "引用篮，2 条"  # the same twice is once
    page.locator(".anwen-way").click()
    until(visit, "() => document.querySelectorAll('.anwen-entry').length === 2")
    assert shown(visit) == [passages[0].id, passages[1].id]
    assert page.locator(".anwen-entry__words").all_inner_texts() == [passages[0].text, passages[1].text]
    assert page.locator(".anwen-entry__place").all_inner_texts() == [
        f"[1]段{passage.id.partition('.p')[2]}" for passage in passages[:2]
    ]
    until(
        visit,
        "() => [...document.querySelectorAll('.anwen-entry__state')].every(it => it.textContent === '与现文一致')",
    )
    assert page.locator("#anwen-basket-references li").count() == 1


@pytest.mark.parametrize("width", SIZES)
def test_the_page_fits(browser: Any, address: str, passages: list[Passage], width: int) -> None:
    touch = {"has_touch": True, "is_mobile": True} if width < 500 else {}
    with Visit(browser, address, viewport={"width": width, "height": 844}, **touch) as visit:
        bring(visit, passages[0].id, passages[1].id)
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        visit.page.emulate_media(media="print")
        for control in visit.page.locator("#anwen-basket button, .anwen-way").all():
            assert control.is_hidden()
        assert visit.page.locator(".anwen-entry__words").first.is_visible()
        assert visit.faults == []


def test_order_by_keys(visit: Visit, passages: list[Passage]) -> None:
    ids = [passage.id for passage in passages[:3]]
    bring(visit, *ids)
    page = visit.page
    page.get_by_role("button", name="下移").first.focus()
    page.keyboard.press("Enter")
    assert shown(visit) == [ids[1], ids[0], ids[2]]
    page.get_by_role("status").get_by_text("已移到第 2 条").wait_for()
    page.keyboard.press("Enter")  # the focus went along; at the end the other button has it
    assert shown(visit) == [ids[1], ids[2], ids[0]]
    assert page.evaluate("document.activeElement.textContent") == "上移"
    page.keyboard.press("Alt+ArrowUp")
    assert shown(visit) == [ids[1], ids[0], ids[2]] == [entry["id"] for entry in kept(visit)]


@pytest.mark.parametrize("to", [0, 2])
def test_order_by_dragging(visit: Visit, passages: list[Passage], to: int) -> None:
    ids = [passage.id for passage in passages[:3]]
    visit.page.set_viewport_size({"width": 1280, "height": 3000})  # all of them in sight
    bring(visit, *ids)
    handle = visit.page.locator(".anwen-entry__handle").nth(1).bounding_box()
    goal = visit.page.locator(".anwen-entry").nth(to).bounding_box()
    assert handle and goal
    visit.page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    visit.page.mouse.down()
    visit.page.mouse.move(handle["x"] + 12, goal["y"] + (goal["height"] - 4 if to else 4), steps=4)
    visit.page.mouse.up()
    ids.insert(to, ids.pop(1))
    until(visit, "() => document.querySelector('.anwen-entry--moving') === null")
    assert shown(visit) == ids == [entry["id"] for entry in kept(visit)]


def test_notes_stay_and_are_text(visit: Visit, passages: list[Passage]) -> None:
    bring(visit, passages[0].id)
    note = '<img src=x onerror="pwn()"> 课上用'
    visit.page.get_by_label("备注").fill(note)
    visit.page.reload()
    until(visit, "() => document.querySelectorAll('.anwen-entry').length === 1")
    assert visit.page.get_by_label("备注").input_value() == note
    assert kept(visit)[0]["note"] == note


def test_removing_can_be_undone(visit: Visit, passages: list[Passage]) -> None:
    ids = [passage.id for passage in passages[:3]]
    bring(visit, *ids)
    page = visit.page
    page.get_by_role("button", name="移出", exact=True).nth(1).click()
    assert shown(visit) == [ids[0], ids[2]]
    assert page.evaluate("document.activeElement.textContent") == "撤销"
    page.keyboard.press("Enter")
    assert shown(visit) == ids
    page.get_by_role("button", name="全部移出").click()
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    assert shown(visit) == ids
    page.get_by_role("button", name="全部移出").click()
    page.get_by_role("dialog").get_by_role("button", name="全部移出").click()
    assert shown(visit) == [] == kept(visit)
    assert page.get_by_role("button", name="导出 Word").is_disabled()
    page.get_by_role("button", name="撤销").click()
    assert shown(visit) == ids


def test_tabs_keep_in_step(visit: Visit, passages: list[Passage]) -> None:
    bring(visit, passages[0].id)
    visit.page.get_by_label("备注").focus()
    visit.page.keyboard.type("写到一半")
    other = visit.context.new_page()
    other.goto(f"{visit.site}{link_to(passages[1].id)}")
    other.get_by_role("button", name="加入引用篮").click()
    until(visit, "() => document.querySelectorAll('.anwen-entry').length === 2")
    assert visit.page.locator(".anwen-way").get_attribute("data-count") == "2"
    visit.page.keyboard.type("，写完")
    assert kept(visit)[0]["note"] == "写到一半，写完"
    assert [entry["id"] for entry in kept(visit)] == [passages[0].id, passages[1].id]


def test_storage_that_refuses(visit: Visit, passages: list[Passage]) -> None:
    visit.page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('x', 'QuotaExceededError'); }"
    )
    bring(visit, passages[0].id)
    assert "请先导出" in visit.page.locator("#anwen-basket-status").inner_text()
    assert shown(visit) == [passages[0].id]


def test_storage_that_holds_something_else(visit: Visit) -> None:
    visit.goto("basket/")
    good = '{"entries": [null, {"id": "x"}, {"id": "aw0001.p1", "title": 7}]}'
    for held in ('{"entries": 5}', "[1, 2]", "not json", "null", good):
        visit.page.evaluate("held => localStorage.setItem(anwenBasket.KEY, held)", held)
        visit.page.reload()
        until(visit, "() => document.getElementById('anwen-basket').dataset.state === 'ready'")
        assert shown(visit) == (["aw0001.p1"] if held == good else [])


def test_a_link_brings_selection_and_note_and_asks_first(visit: Visit, passages: list[Passage]) -> None:
    passage = passages[0]
    bring(visit, f"{passage.id}~2-9~6K--5LiK55So")
    assert visit.page.locator(".anwen-entry__words").inner_text() == passage.text[2:9]
    assert visit.page.get_by_label("备注").input_value() == "课上用"
    assert "#" not in visit.page.url
    visit.page.get_by_role("button", name="复制分享链接").click()
    visit.page.get_by_role("status").get_by_text("已复制分享链接").wait_for()
    link = visit.page.evaluate("navigator.clipboard.readText()")
    assert link == f"{visit.site}basket/#list={passage.id}@{kept(visit)[0]['pin']}~2-9~6K--5LiK55So"
    visit.goto(link_to(passages[1].id))
    visit.page.get_by_role("button", name="不用").click()
    assert shown(visit) == [passage.id]


def test_a_broken_link(visit: Visit) -> None:
    for broken in ("", "x", "aw0001.p1@", "%E5%AE%89", "~~~", "<img src=x onerror=pwn()>"):
        visit.goto(f"basket/#list={broken}")
        visit.page.get_by_role("group").get_by_text("可能没有复制完整").wait_for()
        visit.page.get_by_role("button", name="不用").click()


@contextmanager
def pages_changed(visit: Visit, article: str, change: Callable[[str], str]) -> Iterator[None]:
    """While this lasts, the basket reads another text of an article's page."""

    def answer(route: Any) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=change(response.text()))

    visit.page.route(f"**/a/{article}/", answer)
    yield
    visit.page.unroute(f"**/a/{article}/")


def test_what_became_of_the_words(visit: Visit, article: Article, passages: list[Passage]) -> None:
    bring(visit, passages[0].id, passages[1].id)
    same, changed = (entry["pin"] for entry in kept(visit))

    def change(page: str) -> str:
        page = page.replace(changed, "zzzzzz").replace(passages[1].text[:4], "改了的字")
        return page.replace(f'data-passage="{passages[2].id}"', "")

    with pages_changed(visit, article.id, change):
        visit.page.reload()
        until(
            visit,
            "() => [...document.querySelectorAll('.anwen-entry__state')].filter(it => it.textContent).length === 2",
        )
        assert visit.page.locator(".anwen-entry__state").all_inner_texts() == ["与现文一致", "引用后有修改"]
        assert [entry["pin"] for entry in kept(visit)] == [same, changed]  # nothing changes by itself
        visit.page.get_by_role("button", name="改用现在的文字").click()
        until(
            visit,
            "() => [...document.querySelectorAll('.anwen-entry__state')].every(it => it.textContent === '与现文一致')",
        )
        assert kept(visit)[1]["pin"] == "zzzzzz"
        visit.page.get_by_role("button", name="撤销").click()
        assert kept(visit)[1]["pin"] == changed


def test_what_is_not_there(browser: Any, address: str, article: Article) -> None:
    with Visit(browser, address) as visit:
        bring(visit, f"{article.id}.p9999@aaaaaa", "aw9999.p1@aaaaaa")
        assert visit.page.locator(".anwen-entry__state").all_inner_texts() == ["原处已经没有这一段", "本站没有这篇文章"]


def test_word(visit: Visit, article: Article, passages: list[Passage], tmp_path: Path) -> None:
    bring(visit, passages[0].id, f"{passages[1].id}~0-4")
    visit.page.get_by_label("备注").first.fill("A & <B>\n第二行")
    path = tmp_path / "basket.docx"
    shutil.copy(saved(visit, "导出 Word"), path)
    read = docx.Document(str(path))
    texts = [(paragraph.style.name, paragraph.text) for paragraph in read.paragraphs if paragraph.style]
    assert texts[0] == ("Title", "引用篮")
    quotes = [text for style, text in texts if style == "Quote"]
    assert quotes[0].endswith(f"”[1]段{passages[0].id.partition('.p')[2]}")
    assert quotes[1].startswith(f"“{passages[1].text[:4]}”")
    assert ("Normal", "备注：A & <B>\n第二行") in texts
    assert [style for style, _ in texts].count("Bibliography") == 1
    links = [
        ref.id
        for paragraph in read.paragraphs
        for it in paragraph.hyperlinks
        for found in find(it.url)
        for ref in found.refs
    ]
    assert links == [passages[0].id, passages[1].id, article.id]
    if office := shutil.which("soffice"):
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [
            office,
            profile,
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            str(tmp_path),
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        written = (tmp_path / "basket.txt").read_text(encoding="utf-8-sig")
        assert passages[1].text[:4] in written and "参考文献" in written


@pytest.mark.parametrize("label", ["导出 Markdown", "导出 CSL JSON"])
def test_what_is_exported_comes_in_again(visit: Visit, passages: list[Passage], article: Article, label: str) -> None:
    names = [passages[0].id, f"{passages[1].id}~0-4~6K--5LiK55So", article.id]
    bring(visit, *names, *([article.sections[0].id] if article.sections else []))
    before = kept(visit)
    file = saved(visit, label)
    visit.page.evaluate("anwenBasket.change(() => [])")
    assert shown(visit) == []
    visit.page.locator("input[type=file]").set_input_files(
        {"name": "x", "mimeType": "text/plain", "buffer": file.read_bytes()}
    )
    until(visit, "count => document.querySelectorAll('.anwen-entry').length === count", len(before))
    until(visit, "() => [...document.querySelectorAll('.anwen-entry__state')].every(it => it.textContent)")
    visit.page.wait_for_timeout(200)
    assert kept(visit) == before


def test_csl_is_what_pandoc_reads(visit: Visit, passages: list[Passage]) -> None:
    bring(visit, passages[0].id, f"{passages[0].id}~0-4")
    file = saved(visit, "导出 CSL JSON")
    items = json.loads(file.read_text(encoding="utf-8"))
    assert [item["id"] for item in items] == [passages[0].id, f"{passages[0].id}-2"]
    if pandoc := shutil.which("pandoc"):
        command = [pandoc, "-f", "csljson", "-t", "csljson", str(file)]
        read = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)
        assert [item["title"] for item in read] == [item["title"] for item in items]


def test_references_in_either_edition(visit: Visit, passages: list[Passage]) -> None:
    bring(visit, passages[0].id, passages[1].id)
    for edition in ("2025", "2015"):
        visit.page.locator("#anwen-basket-edition").select_option(edition)
        visit.page.get_by_role("button", name="复制参考文献").click()
        until(visit, "() => document.querySelector('.anwen-said')?.textContent === '已复制参考文献'")
        copied = visit.page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("[1] ") and copied.count("\n") == 0  # one article, one number
        assert copied[4:] == visit.page.locator("#anwen-basket-references li").inner_text()


HOSTILE = '"><img src=x onerror=pwn()><script>pwn()</script>'
TEXTS = {"title": HOSTILE, "words": HOSTILE, "note": HOSTILE, "site": "javascript:pwn()//", "part": [HOSTILE, 1]}
ITEM = {"id": "aw0001.p1", "URL": "javascript:pwn()", "custom": {"anwen": {"id": "aw0001.p1", **TEXTS}}}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ITEM]),
        json.dumps({"entries": [{"id": "aw0001.p1", "words": HOSTILE, "__proto__": {"x": 1}, "constructor": HOSTILE}]}),
        f"# {HOSTILE}\n\n> {HOSTILE}\n\n[x](https://example.org/a/aw0001/#p1)\n\n备注：{HOSTILE}\n",
        f"[@aw0001.p1] {HOSTILE}",
    ],
)
def test_hostile_imports_are_text(visit: Visit, text: str) -> None:
    visit.goto("basket/")
    until(visit, "() => document.getElementById('anwen-basket').dataset.state === 'ready'")
    visit.page.locator("input[type=file]").set_input_files(
        {"name": "x.json", "mimeType": "text/plain", "buffer": text.encode()}
    )
    until(visit, "() => document.querySelectorAll('.anwen-entry').length === 1")
    assert visit.page.locator("#anwen-basket img, #anwen-basket script:not([src])").count() == 0
    assert kept(visit)[0]["site"] == visit.site
    visit.page.get_by_role("button", name="引用", exact=True).click()
    for form in visit.page.locator(".anwen-forms label").all():
        form.click()
    visit.page.keyboard.press("Escape")
    for label in ("导出 Word", "导出 Markdown", "导出 CSL JSON"):
        assert saved(visit, label).stat().st_size > 100


def test_an_import_without_citations(visit: Visit) -> None:
    visit.goto("basket/")
    until(visit, "() => document.getElementById('anwen-basket').dataset.state === 'ready'")
    for text in ("", "没有引用", "[1, null, {}]", "{", '{"entries": 7}', "\ufffd\x00"):
        file = {"name": "x.json", "mimeType": "text/plain", "buffer": text.encode()}
        visit.page.locator("input[type=file]").set_input_files(file)
        visit.page.get_by_text("里面没有找到本库的引用").wait_for()
        until(visit, "() => (document.querySelector('.anwen-said').textContent = '') === ''")


def test_from_a_file(browser: Any, site: Path, passages: list[Passage]) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((site / "basket/index.html").as_uri() + f"#list={passages[0].id}@aaaaaa")
    page.get_by_role("button", name="加入引用篮").click()
    page.get_by_text("从文件打开时不能核对").wait_for()
    assert page.locator(".anwen-entry__title").get_attribute("href").startswith("file:")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Markdown").click()
    assert "file:" not in Path(download.value.path()).read_text(encoding="utf-8")
    page.get_by_role("button", name="复制分享链接").click()
    page.get_by_text("网址从 /basket/ 写起").wait_for()
    page.evaluate("anwenBasket.change(() => [])")
    assert faults == []
    page.close()
