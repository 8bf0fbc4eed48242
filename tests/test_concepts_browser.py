"""Concepts in a browser: the card and the map by mouse, keyboard and finger, and citing from a concept's page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from anwen.notation import find
from browsing import Visit, served

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CONCEPT = "yi-gang-shuang-ze"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture
def desk(browser: Any, address: str) -> Iterator[Visit]:
    with Visit(browser, address, viewport={"width": 1440, "height": 900}) as visit:
        yield visit
        visit.check()
        assert visit.faults == []


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Visit]:
    with Visit(browser, address, **PHONE) as visit:
        yield visit
        visit.check()
        assert visit.faults == []


def an_article(visit: Visit) -> Any:
    """Open an article by way of a concept's page; returns its first linked term."""
    visit.goto(f"concepts/{CONCEPT}/")
    visit.goto(visit.page.locator(".aw-from a").first.evaluate("it => it.pathname").lstrip("/"))
    return visit.page.locator("a.aw-concept").first


def test_a_finger_sees_the_card_first_and_the_page_at_the_second_tap(phone: Visit) -> None:
    term, card = an_article(phone), phone.page.locator("#aw-popover")
    term.scroll_into_view_if_needed()
    here, place = phone.page.url, term.bounding_box()
    height = phone.page.evaluate("document.documentElement.scrollHeight")
    term.tap()
    card.wait_for(state="visible")
    assert phone.page.url == here
    assert "再点一次" in card.inner_text()
    assert term.get_attribute("aria-describedby") == "aw-popover"
    assert term.bounding_box() == place  # the card lies over the page
    assert phone.page.evaluate("document.documentElement.scrollHeight") == height
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.page.locator("h1").tap(position={"x": 4, "y": 4})
    card.wait_for(state="hidden")
    term.tap()
    card.wait_for(state="visible")
    term.tap()
    phone.page.wait_for_url("**/concepts/*/")


def test_the_card_follows_the_mouse_and_a_click_leads_on(desk: Visit) -> None:
    term, card = an_article(desk), desk.page.locator("#aw-popover")
    term.hover()
    card.wait_for(state="visible")
    assert "再点一次" not in card.inner_text()
    card.hover()  # the card can be reached and read
    desk.page.wait_for_timeout(300)
    assert card.is_visible()
    desk.page.keyboard.press("Escape")
    assert not card.is_visible()
    assert term.get_attribute("aria-describedby") is None
    term.click()
    desk.page.wait_for_url("**/concepts/*/")


def test_the_map_lights_what_is_tied_to_a_concept(desk: Visit) -> None:
    desk.goto("concepts/map/")
    page = desk.page
    node, said = page.locator(f"#{CONCEPT}"), page.locator("#aw-map-said")
    rest = said.inner_text()
    top = page.locator(".aw-map__sheet").bounding_box()["y"]
    node.focus()
    near = (node.get_attribute("data-near") or "").split()
    assert near
    lit = page.eval_on_selector_all(".aw-node.aw-lit", "nodes => nodes.map(node => node.id)")
    assert sorted(lit) == sorted([CONCEPT, *near])
    assert page.locator(".aw-edge.aw-lit").count() == len(near)
    links = said.locator("a").evaluate_all("links => links.map(link => link.pathname.split('/').at(-2))")
    assert links == [CONCEPT, *near]
    page.evaluate("scrollTo(0, 0)")
    assert page.locator(".aw-map__sheet").bounding_box()["y"] == top
    page.keyboard.press("Escape")
    assert said.inner_text() == rest and page.locator(".aw-lit").count() == 0
    node.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/concepts/{CONCEPT}/")
    page.locator("a", has_text="在概念图里看它的位置").click()
    page.wait_for_url(f"**/concepts/map/#{CONCEPT}")
    page.locator(f"#{CONCEPT}.aw-chosen").wait_for()


def test_a_finger_sees_what_is_tied_first_and_the_page_at_the_second_tap(phone: Visit) -> None:
    phone.goto(f"concepts/map/#{CONCEPT}")
    page = phone.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")  # the sheet scrolls, the page does not
    name = page.locator(".aw-node.aw-lit:not(.aw-chosen)").first.get_attribute("data-name")
    other = page.locator(f'.aw-node[data-name="{name}"]')
    other.tap()
    page.locator(f'.aw-chosen[data-name="{name}"]').wait_for()
    assert "/concepts/map/" in page.url
    assert page.locator("#aw-map-said a").first.inner_text() == name
    other.tap()
    page.wait_for_url(lambda url: "/concepts/map/" not in url)


def test_every_quoted_passage_can_be_cited(desk: Visit) -> None:
    desk.goto(f"concepts/{CONCEPT}/")
    page = desk.page
    items = page.locator("li[data-passage]").count()
    assert items == page.locator("li[data-passage] [data-cite-slot] > .anwen-cite").count() > 5
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    item = page.locator("li[data-passage]:visible").first
    passage = str(item.get_attribute("data-passage"))
    item.hover()
    item.locator(".anwen-cite").click()
    page.get_by_text("链接", exact=True).click()
    page.get_by_role("button", name="复制", exact=True).click()
    page.get_by_role("status").get_by_text("已复制").wait_for()
    found = next(find(page.evaluate("navigator.clipboard.readText()")))
    assert [ref.id for ref in found.refs] == [passage]
