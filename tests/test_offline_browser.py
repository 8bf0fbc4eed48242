"""The site without a network, in a real browser: docs/sw.js."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from browsing import served

pytestmark = pytest.mark.browser
READY = "#anwen-results[data-state=ready]"
SAVE_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
# asks again and again what the worker has taken in, until it is what a test waits for
UNTIL = """async () => {
  for (const start = Date.now(); Date.now() - start < 60000; ) {
    const list = await caches.match(location.origin + "/offline/list.json", {cacheName: "anwen-library"});
    const held = list ? await list.json() : {packs: [], pages: {}};
    if (CONDITION) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("it was not taken in");
}"""


class Site:
    """A copy of the site that a test may change, and what was asked of its server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.address = ""

    @property
    def list(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "offline/list.json").read_text(encoding="utf-8"))
        return found

    def replace(self, name: str, text: str) -> None:
        """Write a file of the copy; the original, which is linked, stays."""
        (self.folder / name).unlink()
        (self.folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path / "site")
    shutil.copytree(site, made.folder, copy_function=os.link)
    with served(made.folder, made.asked) as made.address:
        yield made


@contextmanager
def visitor(browser: Any, *scripts: str) -> Iterator[Any]:
    """A reader's page; no script of it may fail."""
    context, faults = browser.new_context(), []
    for script in scripts:
        context.add_init_script(script)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def until(page: Any, condition: str) -> None:
    page.evaluate(UNTIL.replace("CONDITION", condition))


def ask(page: Any, site: Site, query: str) -> list[str]:
    page.goto(f"{site.address}search/?q={quote(query)}")
    page.wait_for_selector(READY)
    found: list[str] = page.eval_on_selector_all(
        "#anwen-results [data-passage]", "all => all.map(it => it.dataset.passage)"
    )
    return found


def pages(part: dict[str, Any]) -> int:
    return len(part["pages"])


def test_after_one_visit_the_whole_library_can_be_read_and_searched(browser: Any, copy: Site) -> None:
    queries = ("应急演练", "怎么落实一岗双责", "yinhuan 排查", "琵琶古筝")
    with visitor(browser, "delete Navigator.prototype.serviceWorker") as page:
        expected = [ask(page, copy, query) for query in queries]
    copy.asked.clear()
    with visitor(browser) as page:
        assert ask(page, copy, queries[0]) == expected[0]
        answered = len(copy.asked)
        assert not [path for path in copy.asked if path.startswith("/offline/")]
        until(
            page, f"held.packs.length === 2 && Object.keys(held.pages).length === {sum(map(pages, copy.list.values()))}"
        )
        later = copy.asked[answered:]  # a pack, not the pieces in it
        assert len([path for path in later if path.startswith("/assets/search/")]) <= answered
        page.context.set_offline(True)
        copy.asked.clear()
        assert [ask(page, copy, query) for query in queries] == expected
        assert ask(page, copy, queries[0]) == expected[0]
        page.click(".anwen-hit__title a >> nth=0")
        page.wait_for_selector("mark.aw-found")
        page.click(".anwen-cite >> nth=0")
        page.wait_for_selector("dialog.anwen-dialog[open]")
        for address in copy.list["library"]["pages"]:
            if address.startswith(("themes/", "courses/", "concepts/an-quan")):
                assert page.goto(copy.address + address).status == 200
        page.goto(copy.address + "basket/")
        page.wait_for_selector("#anwen-basket[data-state=ready]")
        assert set(copy.asked) <= {"/sw.js"}  # the browser's own look for a newer worker, which nothing holds back


def test_a_page_that_is_not_there_leads_to_those_that_are(browser: Any, copy: Site) -> None:
    with visitor(browser) as page:
        page.goto(copy.address)
        until(page, "held.wanted && Object.keys(held.pages).length === held.wanted")
        page.context.set_offline(True)
        assert page.goto(copy.address + "a/aw0001/record/").status == 503
        assert page.inner_text("h1") == "没有网络"
        assert page.url.endswith("/a/aw0001/record/")
        assert "整个文库已经存在这台设备上" in page.inner_text("#aw-offline")
        colour = page.evaluate("getComputedStyle(document.querySelector('.md-header')).backgroundColor")
        page.click("#aw-offline a >> text=概念")
        page.wait_for_url(copy.address + "concepts/")
        assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).backgroundColor") == colour
        page.goto(copy.address + "a/aw0001/record/")
        page.context.set_offline(False)  # it opens by itself
        page.locator("h1").filter(has_not_text="没有网络").wait_for()


def test_a_new_build_takes_the_place_of_the_old(browser: Any, copy: Site) -> None:
    with visitor(browser) as page:
        page.goto(copy.address)
        until(page, "held.pages['concepts/'] && held.pages['about/']")
        about, listed = (copy.folder / "about/index.html").read_text(encoding="utf-8"), copy.list
        copy.replace("about/index.html", about.replace("关于本库", "另一个标题"))
        listed["frame"]["pages"]["about/"] = "new"
        del listed["library"]["pages"]["concepts/"]
        copy.replace("offline/list.json", json.dumps(listed))
        copy.asked.clear()
        page.goto(copy.address)
        until(page, "held.pages['about/'] === 'new' && !held.pages['concepts/']")
        assert not [path for path in copy.asked if path.endswith(".txt") or path.startswith("/a/")]
        page.context.set_offline(True)
        page.goto(copy.address + "about/")
        assert page.inner_text("h1") == "另一个标题"
        page.goto(copy.address + "concepts/")
        assert page.inner_text("h1") == "没有网络"


def test_of_a_large_library_what_was_visited_is_kept(browser: Any, copy: Site) -> None:
    copy.replace("offline/list.json", json.dumps({"frame": copy.list["frame"]}))
    with visitor(browser) as page:
        expected = ask(page, copy, "应急演练")
        until(page, "held.packs.length === 1 && held.pages['offline/']")
        page.goto(f"{copy.address}a/{expected[0].split('.')[0]}/")
        title = page.inner_text("h1")
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        assert ask(page, copy, "应急演练") == expected
        page.goto(copy.address + "themes/")
        assert page.inner_text("h1") == "没有网络"
        assert "整个文库已经" not in page.inner_text("#aw-offline")
        page.click(f"#aw-offline a >> text={title}")
        page.wait_for_selector("#anwen-article")


def test_with_too_little_room_the_frame_is_kept_and_the_library_is_not_asked_for_again(
    browser: Any, copy: Site
) -> None:
    frame, library = (copy.list[name] for name in ("frame", "library"))
    room = (copy.folder / "offline" / library["pack"]["file"]).stat().st_size
    with visitor(browser) as page:
        client = page.context.new_cdp_session(page)
        client.send("Storage.overrideQuotaForOrigin", {"origin": copy.address.rstrip("/"), "quotaSize": room})
        page.goto(copy.address)
        until(page, f"held.full && Object.keys(held.pages).length === {pages(frame)}")
        copy.asked.clear()
        page.goto(copy.address + "about/")
        page.wait_for_timeout(7000)
        assert copy.asked.count("/offline/list.json") == 1
        assert not [path for path in copy.asked if path.endswith(".txt")]
        page.context.set_offline(True)
        page.goto(copy.address + "offline/")
        page.wait_for_selector(f"text=存储空间不够，已有 {pages(frame)}/{pages(frame) + pages(library)} 页")


def test_while_pages_come_in_it_says_how_many_are_there(browser: Any, copy: Site) -> None:
    whole = sum(map(pages, copy.list.values()))
    with visitor(browser) as page:
        page.goto(copy.address + "offline/")
        until(page, "held.packs.length === 2")
        page.reload()
        page.wait_for_selector(f"text=/正在存，已有 [0-9]+.{whole} 页/")


def test_a_pack_that_was_never_noted_goes(browser: Any, copy: Site) -> None:
    with visitor(browser) as page:
        page.goto(copy.address + "about/")
        page.evaluate("caches.open('anwen-library').then(it => it.put('/offline/0123456789.txt', new Response('[]')))")
        until(page, "held.packs.length === 2 && !(await caches.match('/offline/0123456789.txt'))")


def test_who_saves_data_gets_the_frame_alone(browser: Any, copy: Site) -> None:
    with visitor(browser, SAVE_DATA) as page:
        page.goto(copy.address + "themes/")
        until(page, f"Object.keys(held.pages).length === {pages(copy.list['frame'])}")
        assert copy.list["library"]["pack"]["file"] not in "".join(copy.asked)
        page.context.set_offline(True)
        page.goto(copy.address + "search/")
        page.wait_for_selector("#anwen-search-input")
        page.goto(copy.address + "themes/")
        assert page.inner_text("h1") == "主题"


def test_a_page_is_never_stale_online(browser: Any, copy: Site) -> None:
    with visitor(browser) as page:
        page.goto(copy.address + "about/")
        until(page, "held.pages['about/']")
        about = (copy.folder / "about/index.html").read_text(encoding="utf-8")
        copy.replace("about/index.html", about.replace("关于本库", "另一个标题"))
        page.goto(copy.address + "about/")
        assert page.inner_text("h1") == "另一个标题"
