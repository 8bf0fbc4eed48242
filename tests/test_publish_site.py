"""The site as MkDocs builds it: nothing of a text runs, nothing is fetched elsewhere, and it works from a file."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config

from anwen.cite import PageCitations
from anwen.library import LedgerEntry
from anwen.publish import FOLDERS, write_pages
from publish_library import Heading, article, cleaned, library

ROOT = Path(__file__).parent.parent
SITE = "https://example.org/anwen/"
HOSTILE = "<script>window.hit=1</script><img src=x onerror=window.hit=1> {{7*7}} \"'&lt;"
LINES = [f"{HOSTILE}落实一岗双责。", Heading(f"一、{HOSTILE}"), *["落实一岗双责。"] * 30, f"甲\t{HOSTILE}\n乙\t丙"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    docs = folder / "docs"

    def derived(path: str, names: list[str]) -> list[str]:
        return [name for name in names if Path(path) == ROOT / "docs" and name in {*FOLDERS, "index.md"}]

    copytree(ROOT / "docs", docs, ignore=derived)
    shown = library(
        article("aw0001", LINES, title=HOSTILE, issuer=HOSTILE, rights=HOSTILE, number=HOSTILE),
        article("aw0002", LINES, piece=2),
        retired=(LedgerEntry("aw0009", "retired", detail=HOSTILE), LedgerEntry("aw0001.p99", "retired")),
        site_url=SITE,
    )
    originals = {"a.txt": cleaned("a.txt", [[str(line) for line in LINES]] * 2)}
    write_pages(shown, originals.__getitem__, docs, citing=PageCitations(SITE))
    if not (docs / "search/index.md").is_file():
        (docs / "search").mkdir(exist_ok=True)
        (docs / "search/index.md").write_text("# 搜索\n", encoding="utf-8")
    # --strict: a broken link or anchor, or a page that MkDocs does not understand, fails the build
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(folder / "site"), strict=True)
    config.hooks.clear()
    build(config)
    return folder / "site"


def pages(site: Path) -> dict[str, BeautifulSoup]:
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
    }


def test_no_script_stands_in_a_page_and_every_page_has_the_policy(site: Path) -> None:
    for name, soup in pages(site).items():
        policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert policy is not None, name
        assert "unsafe" not in str(policy["content"])
        first = soup.find(["script", "link", "style"])
        assert first is not None and policy.sourceline is not None and first.sourceline is not None
        assert policy.sourceline <= first.sourceline, name
        for script in soup.find_all("script"):
            data = script.get("type") in ("application/json", "application/ld+json")
            assert data or not script.get_text(), name
            assert not re.match(r"[a-z]+:|//", str(script.get("src", ""))), name
        assert not soup.find_all("style"), name
        for tag in soup.find_all(True):
            assert not [key for key in tag.attrs if key.startswith("on") or key == "style"], (name, tag)


def test_a_hostile_title_shows_as_written(site: Path) -> None:
    soup = pages(site)["a/aw0001/index.html"]
    title, top, toc = soup.find("title"), soup.find(id="top"), soup.select_one(".md-nav--secondary")
    assert title is not None and HOSTILE in title.get_text()
    assert top is not None and top.get_text() == HOSTILE
    assert toc is not None and f"一、{HOSTILE}" in " ".join(toc.get_text().split())
    assert not soup.find_all("img")
    meta = soup.find("meta", attrs={"name": "citation_title"})
    assert meta is not None and meta["content"] == HOSTILE


def test_nothing_is_named_that_stands_elsewhere(site: Path) -> None:
    for name, soup in pages(site).items():
        for tag in soup.find_all(["script", "img", "link", "iframe"]):
            if tag.get("type") == "application/json+oembed":
                continue  # the oEmbed answer: nothing fetches it but who embeds the page
            address = str(tag.get("src") or tag.get("href") or "")
            assert not re.match(r"(https?:)?//", address), (name, tag)


def test_the_page_for_a_wrong_address_is_in_chinese(site: Path) -> None:
    assert "没有这一页" in (site / "404.html").read_text(encoding="utf-8")


# --- in a browser ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            del arguments

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.browser
def test_nothing_runs_nothing_is_refused_nothing_is_fetched_elsewhere(browser: Any, served: str) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda it: complaints.append(it.text) if "ontent" in it.text and "olicy" in it.text else None)
    page.on("request", lambda it: None if it.url.startswith((served, "data:", "blob:")) else complaints.append(it.url))
    for path in ("", "a/aw0001/", "a/aw0001/record/", "a/aw0009/", "report/", "concepts/yi-gang-shuang-ze/", "about/"):
        page.goto(served + path)
        page.wait_for_function("document.documentElement.classList.contains('js')")
        assert page.evaluate("window.hit") is None
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints == []
    page.close()


@pytest.mark.browser
def test_the_policy_refuses_an_inline_script(browser: Any, served: str) -> None:
    page = browser.new_page()
    page.goto(served)
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.hit = 1";
      document.body.append(script);
    }""")
    assert page.evaluate("window.hit") is None
    page.close()


@pytest.mark.browser
def test_a_passage_reads_as_it_is_written(browser: Any, served: str) -> None:
    page = browser.new_page()
    page.route("**/cite.js", lambda route: route.abort())  # adds its buttons to the passages
    page.goto(f"{served}a/aw0001/")
    for number in (1, 32):
        expected = str(LINES[0 if number == 1 else -1])
        assert page.evaluate(f"document.getElementById('p{number}').textContent") == expected
    page.close()


@pytest.mark.browser
def test_a_concept_card_opens_by_keyboard_and_closes_with_escape(browser: Any, served: str) -> None:
    page = browser.new_page()
    page.goto(f"{served}a/aw0002/")
    link = page.locator("a.aw-concept").first
    link.focus()
    card = page.locator("#aw-popover")
    assert card.is_visible()
    assert "管业务的同时管好业务里的安全。" in card.inner_text()
    assert link.get_attribute("aria-describedby") == "aw-popover"
    page.keyboard.press("Escape")
    assert not card.is_visible()
    page.close()


@pytest.mark.browser
def test_the_search_box_leads_to_the_search_page(browser: Any, served: str) -> None:
    page = browser.new_page()
    page.goto(f"{served}a/aw0002/")
    page.wait_for_function("document.documentElement.classList.contains('js')")
    page.locator("[data-md-component=search-query]").fill("一岗双责")
    found = page.locator(".aw-all-hits").get_attribute("href")
    assert found == f"{served}search/?q=%E4%B8%80%E5%B2%97%E5%8F%8C%E8%B4%A3"
    page.close()


@pytest.mark.browser
def test_the_colours_are_kept_from_page_to_page(browser: Any, served: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(served)
    for _ in range(2):
        page.locator("[data-md-component=palette] label:visible").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    page.goto(f"{served}about/")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    context.close()


@pytest.mark.browser
def test_the_site_works_from_a_folder(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.wait_for_function("document.documentElement.classList.contains('js')")
    page.locator("a.aw-tile__name").first.click()
    page.wait_for_url("**/themes/responsibility/index.html")
    page.locator("a.aw-card__title").first.click()
    page.wait_for_url("**/a/aw0001/index.html")
    assert page.locator("#p1").is_visible()
    assert page.evaluate("getComputedStyle(document.getElementById('p1')).whiteSpace") == "pre-line"  # styles load
    page.close()
