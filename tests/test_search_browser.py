"""The search page and the theme's search box in a real browser, served and from file://."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser
READY = "#anwen-results[data-state=ready]"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that must not log an error nor ask another host."""
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: faults.append(request.url) if "127.0.0.1" not in request.url[:20] else None)
    yield page
    page.close()
    assert [fault for fault in faults if not fault.startswith(("file:", "data:"))] == []


def ids(page: Any) -> list[str]:
    return page.eval_on_selector_all("#anwen-results [data-passage]", "hits => hits.map(hit => hit.dataset.passage)")


def ask(page: Any, base: str, query: str) -> None:
    page.goto(f"{base}search/{query}")
    page.wait_for_selector(READY)


def test_address_hits_and_order(page: Any, served: str) -> None:
    ask(page, served, f"?q={quote('一岗双责')}&theme=responsibility")
    first = ids(page)
    assert len(first) == 10
    assert "一岗双责" in page.inner_text("mark >> nth=0")
    assert page.input_value("#anwen-search-input") == "一岗双责"
    assert page.get_attribute(".anwen-hit a >> nth=0", "href") == "../a/{}/#{}".format(*first[0].split("."))
    assert not page.is_checked("#__search"), "the theme's box must not cover the page"
    page.click("#anwen-search-more")
    page.wait_for_function("document.querySelectorAll('#anwen-results > li').length > 10")
    assert ids(page)[:10] == first


def test_facets_back_and_forward(page: Any, served: str) -> None:
    ask(page, served, f"?q={quote('应急演练')}")
    before = ids(page)
    facet = page.locator('.anwen-facets__group[data-facet="kind"] .anwen-facet >> nth=0')
    count = int(facet.locator(".anwen-facet__count").inner_text())
    kind = facet.get_attribute("data-value")
    facet.click()
    page.wait_for_url("**kind=**")
    page.wait_for_selector(".anwen-facet[aria-current]")
    assert page.inner_text("#anwen-search-status") == f"共找到 {count} 段。"
    assert all(kind in text for text in page.locator(".anwen-hit__facts").all_inner_texts())
    page.go_back()
    page.wait_for_function("!document.querySelector('.anwen-facet[aria-current]')")
    page.wait_for_selector(READY)
    assert ids(page) == before
    page.fill("#anwen-search-input", "安全培训")
    page.press("#anwen-search-input", "Enter")
    page.wait_for_function("document.title.startsWith('安全培训')")
    page.wait_for_selector(READY)
    assert ids(page) != before


def test_corrections_and_dead_ends(page: Any, served: str) -> None:
    ask(page, served, "?q=yigangshuangze")
    assert "一岗双责" in page.inner_text("#anwen-search-notes")
    ask(page, served, f"?q={quote('鳄鱼')}")
    assert ids(page) == []
    assert page.locator(".anwen-near a").count() > 0
    ask(page, served, f"?q={quote('<img src=x onerror=alert(1)>')}")
    assert page.locator("#anwen-search img").count() == 0


def test_theme_box(page: Any, served: str) -> None:
    page.goto(served + "about/")
    page.wait_for_function("document.documentElement.classList.contains('js')")
    page.keyboard.press("f")
    page.keyboard.type("yingjiyuan")
    link = page.locator(".md-search-result__item a[href*='#p']").first
    link.wait_for()
    assert "/a/aw" in link.get_attribute("href")
    assert "预案" in page.inner_text(".md-search-result__list")


def test_from_a_file(page: Any, site: Path) -> None:
    page.goto(f"{(site / 'search/index.html').as_uri()}?q={quote('应急预案')}")
    page.wait_for_selector(READY)
    assert ids(page)
    page.goto((site / "about/index.html").as_uri())
    page.keyboard.press("f")
    page.keyboard.type("yingjiyuan")
    page.locator(".md-search-result__item a[href*='#p']").first.wait_for()


def test_phone(browser: Any, served: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    ask(page, served, f"?q={quote('怎么开展应急演练')}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
