"""The search page and the theme's search box in a real browser, served, from file:// and without a network."""

from __future__ import annotations

import functools
import http.server
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from anwen.library import Library
from anwen.publish import apart

pytestmark = pytest.mark.browser
READY = "#anwen-results[data-state=ready]"
INPUT = "#anwen-search-input"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
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
    found: list[str] = page.eval_on_selector_all(
        "#anwen-results [data-passage]", "hits => hits.map(hit => hit.dataset.passage)"
    )
    return found


def ask(page: Any, base: str, query: str) -> None:
    page.goto(f"{base}search/{query}")
    page.wait_for_selector(READY, state="attached")


def until(page: Any, expression: str, arg: Any = None) -> None:
    """Wait until ``expression`` holds in the page; the site's policy refuses playwright's own way of waiting."""
    deadline = time.monotonic() + 20
    while not page.evaluate(expression, arg):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(50)


def counted(page: Any, number: int) -> None:
    """Wait until the page says that it found ``number`` passages."""
    until(page, "text => document.getElementById('anwen-search-status').textContent === text", f"共找到 {number} 段。")


def count(facet: Any) -> int:
    return int(facet.locator(".anwen-facet__count").inner_text())


def test_address_hits_and_order(page: Any, served: str, library: Library) -> None:
    ask(page, served, f"?q={quote('一岗双责')}&theme=responsibility")
    first = ids(page)
    assert len(first) == 10
    assert "一岗双责" in page.inner_text("mark >> nth=0")
    assert page.input_value(INPUT) == "一岗双责"
    assert page.get_attribute(".anwen-hit a >> nth=0", "href") == "../a/{}/#{}".format(*first[0].split("."))
    assert page.locator(".anwen-hit .anwen-cite").count() == 10
    facts = "hits => hits.map(hit => [hit.dataset.article, hit.dataset.publisher || '', hit.dataset.number || ''])"
    cited = [tuple(it) for it in page.eval_on_selector_all(".anwen-hit", facts)]
    assert {*cited} <= {(it.id, it.source.publisher, it.number) for it in library.articles}
    assert any(publisher for _, publisher, _ in cited), "a hit is cited as its article is"
    assert not page.is_checked("#__search"), "the theme's box must not cover the page"
    page.click("#anwen-search-more")
    until(page, "document.querySelectorAll('#anwen-results > li').length > 10")
    shown = ids(page)
    assert shown[:10] == first
    page.locator(".anwen-hit__title a").last.click()
    page.wait_for_url(re.compile("/a/aw"))
    page.go_back()
    page.wait_for_selector(READY)
    assert ids(page) == shown, "who comes back finds as many hits as were shown"


def test_facets_chips_back_and_forward(page: Any, served: str) -> None:
    ask(page, served, f"?q={quote('应急演练')}")
    before = ids(page)
    page.wait_for_selector(".anwen-facet")
    names = page.eval_on_selector_all(".anwen-facets__group", "all => all.map(it => it.dataset.facet)")
    assert names == [name for name in ("theme", "kind", "level", "sector", "year", "concept") if name in names]
    assert {"theme", "kind", "level", "sector", "concept"} <= set(names)
    kinds = page.locator('.anwen-facets__group[data-facet="kind"] .anwen-facet')
    one, two = count(kinds.nth(0)), count(kinds.nth(1))
    kinds.nth(0).click()
    counted(page, one)
    until(page, "document.querySelectorAll('[data-facet=kind] input:checked').length === 1")
    assert count(kinds.nth(1)) == two, "the count of a value says what choosing it adds"
    page.locator('[data-facet="kind"] input >> nth=1').focus()
    page.keyboard.press("Space")
    counted(page, one + two)
    until(page, "document.querySelectorAll('[data-facet=kind] input:checked').length === 2")
    assert page.evaluate("document.activeElement.closest('[data-facet=kind]') !== null"), "the focus stays"
    assert page.url.count("kind=") == 2 and page.locator(".anwen-chip").count() == 3
    page.locator(".anwen-chip").nth(1).click()
    counted(page, one)
    page.go_back()
    counted(page, one + two)
    page.locator(".anwen-chip--all").click()
    until(page, "!location.search.includes('kind')")
    page.wait_for_selector(READY)
    assert ids(page) == before and page.locator(".anwen-chip").count() == 0
    page.fill(INPUT, "安全培训")
    page.press(INPUT, "Enter")
    until(page, "document.title.startsWith('安全培训')")
    page.wait_for_selector(READY)
    assert ids(page) != before


def test_sorts_by_date(page: Any, served: str) -> None:
    ask(page, served, f"?q={quote('安全培训')}")
    page.select_option("#anwen-search-sort", "date")
    page.wait_for_url("**sort=date**")
    page.wait_for_selector(READY)
    dates = page.eval_on_selector_all(".anwen-hit", "hits => hits.map(hit => hit.dataset.date || '')")
    assert dates == sorted(dates, reverse=True) and dates[0]


def test_suggestions_by_keys(page: Any, served: str) -> None:
    page.goto(served + "search/")
    for typed, meant in (("yhpc", "隐患排查"), ("隐患排", "隐患排查"), ("yigangsh", "一岗双责")):
        page.fill(INPUT, "")
        page.type(INPUT, typed)
        until(page, "text => document.querySelector('.anwen-offer')?.textContent.startsWith(text)", arg=meant)
    assert page.get_attribute(INPUT, "role") == "combobox" and page.get_attribute(INPUT, "aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.get_attribute(INPUT, "aria-expanded") == "false" and page.input_value(INPUT) == "yigangsh"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".anwen-offer")
    page.keyboard.press("ArrowDown")
    active = page.get_attribute(INPUT, "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_selector(READY)
    assert page.input_value(INPUT) == "一岗双责" and quote("一岗双责") in page.url
    page.fill(INPUT, "")
    page.type(INPUT, "会议纪要")
    page.locator('.anwen-offer[data-kind="a"]').first.click()
    page.wait_for_url("**/a/aw*/")


def test_corrections_and_dead_ends(page: Any, served: str) -> None:
    ask(page, served, "?q=yigangshuangze")
    assert page.inner_text(".anwen-meant a") == "一岗双责"
    page.click(".anwen-meant a")
    until(page, "document.getElementById('anwen-search-input').value === '一岗双责'")
    page.wait_for_selector(READY)
    assert page.locator(".anwen-meant").count() == 0
    ask(page, served, f"?q={quote('琵琶')}")
    assert ids(page) == [] and "琵琶" in page.inner_text("#anwen-search-notes")
    assert page.locator(".anwen-near a[href*='concepts/']").count() == 1, "no concept is near, all of them are a way on"
    assert page.locator(".anwen-near a[href*=themes]").count() == 4
    ask(page, served, f"?q={quote('双责')}&year=1901")
    page.wait_for_selector(".anwen-near a[href*=yi-gang-shuang-ze]")
    ask(page, served, f"?q={quote('应急演练')}&year=1901")
    page.click("text=去掉筛选条件")
    page.wait_for_selector(".anwen-hit")
    ask(page, served, f"?q={quote('<img src=x onerror=alert(1)>')}&kind={quote('<img src=x>')}")
    assert page.locator("#anwen-search img").count() == 0


def test_what_was_understood_is_said(page: Any, served: str) -> None:
    ask(page, served, f"?q={quote('KTV 年:2019-2023 -学校')}")
    assert len(ids(page)) == 1 and "歌厅" in page.inner_text(".anwen-also")
    chips = page.eval_on_selector_all(".anwen-chip:not(.anwen-chip--all)", "all => all.map(it => it.textContent)")
    assert chips == ["年份：2019–2023 年", "不要：学校"]
    page.click(".anwen-chip >> nth=0")
    until(page, "document.getElementById('anwen-search-input').value === 'KTV -学校'")
    ask(page, served, f"?q={quote('KTV 年:2008')}")
    assert ids(page) == []
    page.click("text=去掉筛选条件")
    page.wait_for_selector(".anwen-hit")
    assert page.input_value(INPUT) == "KTV"
    ask(page, served, f"?q={quote('行业：化工 应急')}")
    assert ids(page)
    page.wait_for_selector("text=文库里没有“行业：化工”的段落，已把它当作词语检索。行业有：")
    page.click("#anwen-search-notes a:has-text('煤矿')")
    until(page, "document.getElementById('anwen-chips').innerText === '行业：煤矿'")
    assert page.input_value(INPUT) == "应急"
    ask(page, served, f"?q={quote('应急')}&year=1901&year=2008")
    page.click("text=文库里没有“年份：1901”的段落。年份有： >> a:has-text('2023')")
    until(page, "document.getElementById('anwen-chips').innerText.includes('2023 年')")
    assert "1901" not in page.inner_text("#anwen-chips")
    ask(page, served, f"?q={quote('年份:2099 隐患')}")
    page.wait_for_selector("text=文库里没有“年份：2099”的段落。年份有：")
    ask(page, served, f"?q={quote('量子计算机')}")
    page.wait_for_selector("text=文库里没有“量子”，下面是按“计算”")
    ask(page, served, f"?q={quote('国家安全监管总局 张德兴')}")
    page.click("text=排在前面的段落里没有“张德兴”，写到它的有 1 段 >> a")
    counted(page, 1)
    ask(page, served, f"?q={quote('类型:总结 国家安全监管总局 张德兴 -学校')}")
    page.click("text=排在前面的段落里没有“张德兴”，写到它的有 1 段 >> a")
    counted(page, 1)
    assert page.input_value(INPUT) == '"张德兴" 类型:总结 -学校'
    ask(page, served, f"?q={quote('类型:')}")
    page.click("text=“类型：”后面还没有写要哪一种。类型有： >> a:has-text('纪要')")
    page.wait_for_selector(".anwen-hit")
    assert page.input_value(INPUT) == ""
    ask(page, served, f"?q={quote('-培训')}")
    page.wait_for_selector("text=还没有写要找什么")
    ask(page, served, f"?q={quote('主体zr')}")
    assert page.inner_text(".anwen-meant a >> nth=0") == "主体责任"
    ask(page, served, f"?q={quote('成小')}")
    assert ids(page) and page.inner_text(".anwen-meant a") == "成效"
    page.click(".anwen-meant a")
    until(page, "document.getElementById('anwen-search-input').value === '成效'")


def test_an_identifier_leads_to_what_it_names(page: Any, served: str) -> None:
    for query in ("aw0012.p7", "某校. 一次会议的纪要[EB/OL]. https://example.org/anwen/a/aw0012/?v=nmlD6t#p7."):
        ask(page, served, f"?q={quote(query)}")
        assert ids(page) == ["aw0012.p7"]
        assert page.inner_text("#anwen-chips") == "编号：aw0012.p7"
        assert page.locator(".anwen-hit h2 a").get_attribute("href") == "../a/aw0012/#p7"
    ask(page, served, f"?q={quote('aw0012.p999')}")
    page.click("text=文库里没有“编号：aw0012.p999”。可以看这一篇： >> a")
    page.wait_for_selector(".anwen-hit")
    assert {it.split(".")[0] for it in ids(page)} == {"aw0012"}


def test_words_are_marked_where_a_hit_leads(page: Any, served: str) -> None:
    ask(page, served, f"?q={quote('一岗双责')}")
    passage = ids(page)[0]
    text = page.get_attribute(".anwen-hit >> nth=0", "data-text")
    page.click(".anwen-hit__title a >> nth=0")
    page.wait_for_selector("mark.aw-found")
    assert unquote(page.url) == f"{served}a/{passage.replace('.', '/#')}", "the address stays the passage's own"
    inside = f'[data-passage="{passage}"]'
    assert page.locator("mark.aw-found").count() == page.locator(f"{inside} mark").count()
    assert "".join(page.text_content(inside).split()) == "".join(text.split())
    page.keyboard.press("Escape")
    assert page.locator("mark.aw-found").count() == page.locator(".aw-clear").count() == 0
    page.reload()
    page.wait_for_load_state("load")
    assert page.locator("mark.aw-found").count() == 0
    ask(page, served, f"?q={quote('一岗双责')}")
    page.focus(".anwen-hit__title a >> nth=0")
    page.keyboard.press("Enter")
    page.click(".aw-clear")
    assert page.locator("mark.aw-found").count() == 0


def test_long_passages_are_cut_and_can_be_seen_whole(page: Any, served: str) -> None:
    ask(page, served, f"?q={quote('应急演练')}")
    hit = page.locator(".anwen-hit:has(.anwen-hit__whole)").first
    text = hit.get_attribute("data-text")
    shown = hit.locator(".anwen-hit__text").text_content()
    assert "…" in shown and shown.strip("…") in text and hit.locator("mark").count()
    hit.locator(".anwen-hit__whole").click()
    assert hit.locator(".anwen-hit__text").text_content() == text


def test_failure_says_so_and_can_be_tried_again(browser: Any, served: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.route("**/assets/search/**", lambda route: route.abort())
    page.goto(f"{served}search/?q={quote('应急演练')}")
    page.wait_for_selector("#anwen-results[data-state=failed]", state="attached")
    assert "没有读到" in page.inner_text("#anwen-search-status")
    page.unroute("**/assets/search/**")
    page.click(".anwen-search__retry")
    page.wait_for_selector(READY)
    assert ids(page)
    page.route("**/assets/search/**", lambda route: route.abort())
    page.goto(served + "about/")
    page.locator(".md-search__input").press_sequentially("一岗双责")
    page.locator(".md-search-result__item", has_text="检索数据没有读到").wait_for()
    page.unroute("**/assets/search/**")
    page.locator(".md-search__input").press_sequentially(" ")
    page.locator(".md-search-result__item a[href*='#p']").first.wait_for()
    context.close()


def test_theme_box(page: Any, served: str) -> None:
    page.goto(served + "about/")
    until(page, "document.documentElement.classList.contains('js')")
    page.keyboard.press("f")
    page.keyboard.type("yingjiyuan")
    link = page.locator(".md-search-result__item a[href*='#p']").first
    link.wait_for()
    assert "/a/aw" in link.get_attribute("href") and "?" not in link.get_attribute("href")
    assert "预案" in page.inner_text(".md-search-result__list")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/a/aw[0-9]+/#p"))


def test_theme_box_by_tab(page: Any, served: str) -> None:
    """Tab walks through the hits and out of the box, which is shut then; an empty box is no stop on the way."""
    page.goto(served + "about/")
    until(page, "document.documentElement.classList.contains('js')")
    page.keyboard.press("f")
    page.keyboard.type("应急预案")
    page.locator(".md-search-result__item").first.wait_for()
    for style in ("aw-all-hits", "md-search-result__link", "md-search-result__link"):
        page.keyboard.press("Tab")
        assert style in page.evaluate("document.activeElement.className")
    page.locator(".anwen-way").focus()
    shut = "!document.querySelector('[data-md-toggle=search]').checked"
    until(page, shut)
    page.fill(".md-search__input", "")
    page.focus(".md-search__input")
    page.keyboard.press("Tab")
    assert "anwen-way" in page.evaluate("document.activeElement.className")
    assert page.evaluate(shut)


def test_theme_box_says_that_it_searches(page: Any, served: str) -> None:
    """Enter leads to the search page, whether an answer is there, is awaited or is none."""
    told = ".md-search-result__meta"
    page.route("**/assets/search/{s,i}/**", lambda route: (page.wait_for_timeout(500), route.continue_()))
    for words, left in (("yigangshuangze", 0), ("zzzzqq", 2000)):
        page.goto(served)
        page.click(".md-search__input")
        page.keyboard.type(words)
        assert page.inner_text(told).startswith("正在搜索")
        page.wait_for_timeout(left)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/search/?q={words}")
    page.goto(served)
    page.click(".md-search__input")
    page.fill(".md-search__input", "aw0012.p7")
    page.wait_for_selector(".md-search-result__link")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=aw0012.p7")


def test_theme_box_says_what_the_page_says(page: Any, served: str) -> None:
    """Of an unusual query, in an item of its own that is not counted and leads to the page."""
    note, told = ".md-search-result__item:first-child > [href*='search/?']", ".md-search-result__meta"
    asked = [
        ("类型:", "类型有：总结", "没有找到"),
        ("-培训", "还没有写要找什么", "没有找到"),
        ("量子计算机", "没有“量子”", "找到 2"),
    ]
    for query, words, counted in asked:
        page.goto(served + "about/")
        page.fill(".md-search__input", query)
        page.wait_for_selector(f"{note}:has-text('{words}')")
        until(page, "([place, text]) => document.querySelector(place).textContent.startsWith(text)", [told, counted])
    page.fill(".md-search__input", "一岗双责")
    page.wait_for_selector(".md-search-result__item a[href*='#p']")
    until(page, "place => !document.querySelector(place)", note)
    for query in ("类型:报道 演练", "类型:甲 演练"):  # the count of the second may read as that of the first did
        page.goto(served + "about/")
        page.fill(".md-search__input", query)
        page.wait_for_selector(note)
        until(page, "place => document.querySelector(place).textContent.startsWith('找到')", told)
        alone = page.inner_text(told)
    page.fill(".md-search__input", "类型:报道 演练")
    page.wait_for_selector(f"{note}:has-text('报道')")
    page.fill(".md-search__input", query)
    page.wait_for_selector(f"{note}:has-text('甲')")
    until(page, "([place, text]) => document.querySelector(place).innerText === text", [told, alone])


def test_articles_of_one_title_are_told_apart(page: Any, served: str, library: Library) -> None:
    """In hits, in the header's box and among suggestions; a citation has the true title."""
    telling = apart(library.articles)
    title = Counter(it.title for it in library.articles if it.id in telling).most_common(1)[0][0]
    names = {f"{title}（{telling[it.id]}）" for it in library.articles if it.title == title}
    ask(page, served, f"?q={quote(title)}")
    hits = page.eval_on_selector_all(
        ".anwen-hit", "all => all.map(it => [it.querySelector('h2').innerText, it.dataset.title])"
    )
    same = [name for name, true in hits if true == title]
    assert same and {*same} <= names and len({*same}) > 1
    page.focus(INPUT)
    page.fill(INPUT, title)
    notes = page.locator('.anwen-offer[data-kind="a"] .anwen-offer__kind')
    notes.first.wait_for()
    assert {f"{title}（{it.removesuffix(' · 文章')}）" for it in notes.all_inner_texts()} <= names
    page.goto(served + "about/")
    page.fill(".md-search__input", title)
    page.wait_for_selector(".md-search-result__item a[href*='#p']")
    groups = page.eval_on_selector_all(".md-search-result__item h1", "all => all.map(it => it.innerText)")
    assert len(names & {*groups}) > 1


def test_theme_box_marks_where_it_leads(page: Any, served: str) -> None:
    page.goto(served + "about/")
    page.keyboard.press("f")
    page.keyboard.type("应急预案")
    page.locator(".md-search-result__item a[href*='#p']").first.click()
    page.wait_for_selector("mark.aw-found")
    assert "预案" in page.inner_text("mark.aw-found >> nth=0")


def test_from_a_file(page: Any, site: Path) -> None:
    page.goto(f"{(site / 'search/index.html').as_uri()}?q={quote('应急预案')}")
    page.wait_for_selector(READY)
    assert ids(page)
    page.click(".anwen-hit__title a >> nth=0")
    page.wait_for_selector("mark.aw-found")
    page.goto((site / "about/index.html").as_uri())
    page.keyboard.press("f")
    page.keyboard.type("yingjiyuan")
    page.locator(".md-search-result__item a[href*='#p']").first.wait_for()
    page.goto((site / "search/index.html").as_uri())
    page.focus("#anwen-search-input")
    page.keyboard.type("会议总结")
    page.click(".anwen-offer[data-kind=a] >> nth=0")
    page.wait_for_url(re.compile("/a/aw[0-9]+/index.html$"))


def test_a_filter_narrows_the_query_that_is_on_its_way(page: Any, served: str) -> None:
    ask(page, served, f"?q={quote('隐患排查')}")
    page.wait_for_selector(".anwen-facet input")
    page.evaluate(
        """() => {
            document.querySelector("#anwen-search-input").value = "消防安全责任制";
            document.querySelector("#anwen-search-form").requestSubmit();
            document.querySelector(".anwen-facet input").click();
        }"""
    )
    page.wait_for_selector(READY)
    assert "q=消防安全责任制&theme=" in unquote(page.url)


def test_a_pasted_sentence_is_not_taken_apart_before_the_reader(page: Any, served: str) -> None:
    sentence = "2099年以来，全区各级各部门认真贯彻落实决策部署，坚持人民至上，压实安全生产责任，形势总体平稳"
    ask(page, served, f"?q={quote(sentence)}")
    assert "文库里没有“2099”，下面是按其余的词检索的结果。" in page.inner_text("#anwen-search-notes")


def test_phone(browser: Any, served: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    ask(page, served, f"?q={quote('怎么开展应急演练')}")
    page.wait_for_selector(".anwen-facet", state="attached")
    assert not page.is_visible(".anwen-facet >> nth=0")
    page.tap("#anwen-search-fold")
    page.tap(".anwen-facet >> nth=0")
    until(page, "document.getElementById('anwen-search-fold').textContent === '筛选（1）'")
    page.tap("#anwen-search-fold")
    page.tap(".anwen-hit .anwen-cite >> nth=0")
    page.wait_for_selector("dialog.anwen-dialog[open]")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
