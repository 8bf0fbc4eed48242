"""A reader's tour of the built site in Chromium: nothing leaves the host, and every way leads where it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from anwen.library import Article, Library, Passage
from anwen.notation import address as _address
from anwen.notation import pin
from browsing import Visit, served

pytestmark = pytest.mark.browser

WIDTHS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1440, "height": 900}}
READY = '#anwen-results[data-state="ready"]'


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as made:
        yield made


@pytest.fixture(params=WIDTHS)
def at_width(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    with Visit(browser, address, viewport=WIDTHS[request.param]) as visit:
        yield visit
    assert visit.faults == []


@pytest.fixture
def tour(browser: Any, address: str) -> Iterator[Visit]:
    with Visit(browser, address, viewport=WIDTHS["desktop"]) as visit:
        yield visit
        visit.check()
    assert visit.faults == []


@pytest.fixture(scope="module")
def article(library: Library) -> Article:
    """The article with most passages."""
    return max(library.articles, key=lambda item: len(item.passages))


@pytest.fixture(scope="module")
def mentioning(article: Article) -> Passage:
    """A passage of it that names a concept."""
    return next(passage for passage in article.passages if passage.mentions)


def hits(visit: Visit) -> list[str]:
    visit.page.locator(READY).wait_for()
    found: list[str] = visit.page.locator("#anwen-results [data-passage]").evaluate_all(
        "each => each.map(it => it.dataset.passage)"
    )
    return found


def test_every_kind_of_page_stays_on_its_host_and_fits(
    at_width: Visit, article: Article, mentioning: Passage, library: Library
) -> None:
    paths = ["", "themes/", f"themes/{article.theme}/", "concepts/", f"concepts/{mentioning.mentions[0].concept}/"]
    paths += [f"a/{article.id}/", f"a/{article.id}/record/", "report/", "about/", "search/?q=安全生产责任"]
    for path in paths:
        response = at_width.goto(path)
        assert response.status == 200, path
        if path.startswith("search"):
            assert hits(at_width)
        page = at_width.page
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.title().endswith("安文 · 安全生产会议精神库"), path
        policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
        assert "script-src 'self';" in policy and "unsafe" not in policy
    assert at_width.requests
    assert at_width.faults == []


def test_an_address_that_does_not_exist_says_so(at_width: Visit) -> None:
    assert at_width.goto("a/aw9999/").status == 404
    assert "没有这一页" in at_width.page.locator("h1").inner_text()
    at_width.page.locator("main a, .md-content a").get_by_text("回首页").click()
    at_width.page.wait_for_url(at_width.site)
    assert all("404" in fault for fault in at_width.faults)  # what the browser itself says of the status
    at_width.faults.clear()


def test_the_search_box_leads_to_a_passage(tour: Visit) -> None:
    tour.goto("")
    tour.page.locator("[data-md-component=search-query]").click()
    tour.page.keyboard.insert_text("安全生产责任制")  # as an input method does
    tour.page.locator(".md-search-result__item").first.wait_for()
    link = tour.page.locator(".md-search-result__item a[href*='#p']").first
    expected = urlsplit(str(link.get_attribute("href")))
    assert tour.page.locator(".md-search-result__item mark").count()
    link.click()
    tour.page.wait_for_url("**/a/aw*/**#p*")
    assert urlsplit(tour.page.url)[2] == expected[2]
    assert urlsplit(tour.page.url).fragment == expected.fragment
    tour.page.locator(f"#{expected.fragment}").wait_for()


def test_hits_stand_in_rank_order_and_filters_in_the_address(tour: Visit, workspace: Any) -> None:
    from anwen.index import Searcher

    tour.goto("search/?q=隐患排查治理")
    with Searcher(workspace.index) as searcher:
        expected = [hit.id for hit in searcher.search("隐患排查治理", limit=10)]
    first = hits(tour)
    assert first == expected
    tour.page.locator("#anwen-facets [data-facet=theme] [data-value]").first.click()
    tour.page.wait_for_url("**theme=*")
    chosen = parse_qs(urlsplit(tour.page.url).query)["theme"][0]
    tour.page.locator("#anwen-facets [data-facet=theme] :is([aria-current], :checked)").wait_for()
    filtered = hits(tour)
    with Searcher(workspace.index) as searcher:
        assert filtered == [hit.id for hit in searcher.search("隐患排查治理", limit=10, theme=chosen)]
    tour.page.go_back()
    tour.page.wait_for_function("!location.search.includes('theme=')")
    assert hits(tour) == first
    tour.page.locator("#anwen-results [data-passage] a").first.click()
    tour.page.wait_for_url(f"**/a/{first[0].split('.')[0]}/#{first[0].split('.')[1]}")
    tour.page.go_back()
    assert hits(tour) == first


def test_a_search_without_a_hit_says_so(tour: Visit) -> None:
    tour.goto("search/?q=琵琶")
    assert hits(tour) == []
    assert tour.page.locator("#anwen-search-status").inner_text()


OPEN_FOLDS = "document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"


def test_a_concept_leads_there_and_back(tour: Visit, article: Article, mentioning: Passage) -> None:
    tour.goto(f"a/{article.id}/")
    link = tour.page.locator(f'[data-passage="{mentioning.id}"] a.aw-concept').first
    name = link.get_attribute("data-concept")
    link.click()
    tour.page.wait_for_url("**/concepts/**")
    assert name in tour.page.locator("h1").inner_text()
    tour.page.evaluate(OPEN_FOLDS)
    back = tour.page.locator(".md-content a[href*='/a/aw'][href*='#p']").first
    target = urlsplit(str(back.evaluate("each => each.href")))
    back.click()
    tour.page.wait_for_url(f"**{target.path}#{target.fragment}")
    assert tour.page.locator(f"#{target.fragment}[data-passage]").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_an_anchor_stands_below_the_header(browser: Any, address: str, article: Article, width: str) -> None:
    last = article.passages[min(len(article.passages) - 1, 11)].id.partition(".")[2]
    with Visit(browser, address, viewport=WIDTHS[width]) as visit:
        visit.goto(f"a/{article.id}/#{last}")
        visit.page.wait_for_timeout(300)
        top = visit.page.locator(f"#{last}").evaluate("each => each.getBoundingClientRect().top")
        header = visit.page.locator(".md-header").evaluate("each => each.getBoundingClientRect().bottom")
        assert header <= top < WIDTHS[width]["height"]
        assert visit.page.locator(f"#{last}").is_visible()
        assert visit.faults == []


def test_a_doubt_is_read_by_keyboard_and_by_touch(browser: Any, address: str, library: Library) -> None:
    doubted = next(it for it in library.articles if any(passage.doubts for passage in it.passages))
    with Visit(browser, address, viewport=WIDTHS["phone"], has_touch=True) as visit:
        visit.goto(f"a/{doubted.id}/")
        sign, note = visit.page.locator("#doubt-1-in"), visit.page.locator("#doubt-1")
        sign.focus()
        assert visit.page.locator("#aw-popover").is_visible()
        assert sign.get_attribute("aria-describedby") == "aw-popover"
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**#doubt-1")
        said = note.locator("p").inner_text()
        note.locator("a[role=doc-backlink]").tap()
        visit.page.wait_for_url("**#doubt-1-in")
        sign.evaluate("each => each.blur()")
        sign.tap()
        assert said in visit.page.locator("#aw-popover").inner_text(), "the first tap shows"
        sign.tap()
        visit.page.wait_for_url("**#doubt-1")
        assert visit.faults == []


def test_a_doubt_needs_no_script(browser: Any, address: str, library: Library) -> None:
    doubted = next(it for it in library.articles if any(passage.doubts for passage in it.passages))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}a/{doubted.id}/")
    page.locator("#doubt-1-in").click()
    page.wait_for_url("**#doubt-1")
    assert page.locator("#doubt-1 p").is_visible()
    context.close()


@pytest.mark.parametrize("path", ["report/", "quality/", "about/", "concepts/yi-gang-shuang-ze/"])
def test_tables_fit_a_phone(browser: Any, address: str, path: str) -> None:
    wider = "each => each.filter(it => it.scrollWidth > it.clientWidth + 1).map(it => it.textContent.slice(0, 80))"
    with Visit(browser, address, viewport=WIDTHS["phone"]) as visit:
        visit.goto(path)
        tables = visit.page.locator(".aw-stack, .md-content__inner > .md-typeset__scrollwrap")
        tables.first.wait_for()
        assert tables.evaluate_all(wider) == []
        assert visit.faults == []


def test_the_keys_never_stop_out_of_sight(at_width: Visit, article: Article) -> None:
    at_width.goto(f"a/{article.id}/")
    stops = []
    for _ in range(20):
        at_width.page.keyboard.press("Tab")
        stops.append(at_width.page.evaluate("document.activeElement.className"))
    assert stops[0].startswith("md-skip")
    assert not any("md-search__scrollwrap" in it or "aw-all-hits" in it for it in stops)
    at_width.page.locator("h1 .anwen-cite").click()
    at_width.page.locator("dialog").wait_for()
    for key in ["Tab"] * 7 + ["Shift+Tab"] * 7:
        at_width.page.keyboard.press(key)
        assert at_width.page.evaluate("!!document.activeElement.closest('dialog')"), key


@pytest.mark.parametrize("path", ["", "search/", "basket/", "themes/", "404.html"])
def test_the_first_key_leads_past_the_head(tour: Visit, path: str) -> None:
    page = tour.page
    tour.goto(path)
    page.locator("a[href='#anwen-main']").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_keys_lead_past_the_filters_to_the_first_hit(tour: Visit) -> None:
    page = tour.page
    tour.goto("search/?q=安全生产责任制")
    first = hits(tour)[0]
    page.locator(".anwen-search .md-skip").focus()
    page.keyboard.press("Enter")
    page.locator(f'#anwen-results [data-passage="{first}"]').wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-passage]').dataset.passage") == first


def test_text_of_a_page_is_the_text_of_its_passages(tour: Visit, article: Article) -> None:
    tour.goto(f"a/{article.id}/")
    texts = tour.page.locator("[data-passage]").evaluate_all(
        "each => each.map(it => [it.dataset.passage, it.textContent])"
    )
    assert [tuple(pair) for pair in texts] == [(passage.id, passage.text) for passage in article.passages]


def test_the_citation_button_copies_a_link(browser: Any, address: str, article: Article) -> None:
    options = {"viewport": WIDTHS["desktop"], "permissions": ["clipboard-read", "clipboard-write"]}
    with Visit(browser, address, **options) as visit:
        visit.goto(f"a/{article.id}/")
        visit.page.locator("#p1").hover()
        visit.page.locator("#p1 .anwen-cite").click()
        visit.page.get_by_text("链接", exact=True).click()
        visit.page.get_by_role("button", name="复制", exact=True).click()
        visit.page.get_by_role("status").get_by_text("已复制").wait_for()
        assert visit.page.evaluate("navigator.clipboard.readText()") == _address(
            article.passages[0].id, address, pin(article.passages[0].text)
        )
        assert visit.faults == []


def test_the_dark_palette_is_kept_from_page_to_page(tour: Visit, article: Article) -> None:
    def scheme() -> str:
        return str(tour.page.evaluate("document.body.getAttribute('data-md-color-scheme')"))

    tour.goto("")
    for _ in range(3):
        if scheme() == "slate":
            break
        tour.page.locator("form[data-md-component=palette] label:not([hidden])").click()
    assert scheme() == "slate"
    dark = tour.page.evaluate("getComputedStyle(document.body).backgroundColor")
    tour.goto(f"a/{article.id}/")
    assert scheme() == "slate"
    assert tour.page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    ink = "getComputedStyle(document.querySelector('h1')).color"
    light = tour.page.evaluate(ink)
    tour.page.emulate_media(media="print")
    assert tour.page.evaluate(ink) != light, "paper is white"


def test_print_leaves_out_what_is_not_text(tour: Visit, article: Article) -> None:
    tour.goto(f"a/{article.id}/")
    tour.page.emulate_media(media="print")
    for selector in (
        ".md-header",
        ".md-tabs",
        ".md-sidebar--primary",
        ".md-sidebar--secondary",
        ".md-footer nav",
        ".anwen-cite",
    ):
        for each in tour.page.locator(selector).all()[:3]:
            assert each.is_hidden(), selector
    assert tour.page.locator("#p1").is_visible()


def test_columns_of_figures_can_be_read_on_a_phone(browser: Any, address: str) -> None:
    """What a row is called stands above its figures; the names of the columns stay in sight."""
    with Visit(browser, address, viewport=WIDTHS["phone"]) as visit:
        visit.goto("quality/")
        table = visit.page.locator("table").first
        row = table.locator("tbody tr").nth(20)
        row.scroll_into_view_if_needed()
        name, *figures = [cell.bounding_box() for cell in row.locator("td").all()]
        assert name["width"] > 300 and all(it["y"] >= name["y"] + name["height"] - 1 for it in figures)
        assert len({round(it["y"]) for it in figures}) == 1
        heads = [cell.bounding_box() for cell in table.locator("th").all()][1:]
        assert [round(it["x"]) for it in heads] == [round(it["x"]) for it in figures]
        assert 0 <= heads[0]["y"] < row.bounding_box()["y"]
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visit.faults == []
