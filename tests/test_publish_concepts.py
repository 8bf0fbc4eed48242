"""Concept pages, their index and the map: complete, in the promised order, the same on every run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from anwen.library import Article, Concept, Mention, Passage, Section
from anwen.link import Linker, load_concepts
from anwen.publish.concepts.chart import years_chart
from anwen.publish.concepts.concept_index import concepts_index
from anwen.publish.concepts.concept_map import map_page
from anwen.publish.concepts.concepts import Unfolding, concept_pages
from anwen.publish.concepts.layout import apart, spread
from anwen.publish.concepts.network import Network, network
from anwen.publish.concepts.together import together
from anwen.publish.concepts.usage import MAPPED, Usage, defines
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.ways.home import home_page
from publish_library import Heading, article, library

ROOT = Path(__file__).parent.parent
CASES = yaml.safe_load((ROOT / "tests/cases/publish/defines.yaml").read_text(encoding="utf-8"))


def concept(id: str, name: str, **more: Any) -> Concept:
    return Concept(**({"id": id, "name": name, "theme": "responsibility", "status": "verified"} | more), definition="…")


DUTY = concept("yi-gang-shuang-ze", "一岗双责", broader=("ze-ren-zhi",), aliases=("双责",))
SHARED = concept("qi-zhua-gong-guan", "齐抓共管")
SYSTEM = concept("ze-ren-zhi", "责任制")
TRAINING = concept("an-quan-pei-xun", "安全培训", theme="training")
CONCEPTS = (TRAINING, SHARED, DUTY, SYSTEM)
LINKER = Linker(CONCEPTS)


def linked(one: Article, linker: Linker = LINKER) -> Article:
    """The article with the mentions that the linker finds."""
    body: list[Section | Passage] = [
        part if isinstance(part, Section) else msgspec.structs.replace(part, mentions=linker.mentions(part.text))
        for part in one.body
    ]
    return msgspec.structs.replace(one, body=tuple(body))


def usage(*articles: Article, concepts: tuple[Concept, ...] = CONCEPTS) -> Usage:
    linker = Linker(concepts)
    shown = library(*[linked(it, linker) for it in articles], concepts=concepts)
    return Usage(Catalogue(shown), linker.mentions)


def soup(rendered: str) -> BeautifulSoup:
    return BeautifulSoup(rendered, "html.parser")


NAMED, DEFINED, TWICE = "会议要求落实一岗双责。", "“一岗双责”是指既管业务又管安全。", "一岗双责要考核，一岗双责要问责。"
ONE = article("aw0001", [NAMED, TWICE, DEFINED], date="2021")
TWO = article("aw0002", ["落实一岗双责、齐抓共管。", Heading("一、责任制"), "一岗双责", "齐抓共管"], date="2023-05")
THREE = article("aw0003", ["开展安全培训，落实一岗双责。"], theme="training", title="落实齐抓共管")


# --- what says most --------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_the_words_beside_a_mention_say_what_it_is_or_not(case: dict[str, Any]) -> None:
    start = case["text"].index(case["concept"])
    mention = Mention(start, start + len(case["concept"]), "x")
    assert defines(case["text"], mention) is case["expected"]


def test_themes_in_order_then_years_then_what_says_most() -> None:
    found = usage(THREE, ONE, TWO).passages(DUTY.id)
    ids = [it.passage.id for it, _ in found]
    assert ids == ["aw0002.p1", "aw0002.p2", "aw0001.p3", "aw0001.p2", "aw0001.p1", "aw0003.p1"]
    assert found[2][1].reasons == ("说明含义",)
    assert found[3][1].reasons == ("提到 2 次",)


def test_a_heading_and_a_title_count_for_what_they_name() -> None:
    found = usage(TWO, THREE)
    system = linked(article("aw0009", [Heading("一、责任制"), "落实责任制。", Heading("二、其他"), "责任制。"]))
    weights = {it.passage.id: weight for it, weight in usage(system).passages(SYSTEM.id)}
    assert weights["aw0009.p1"].reasons == ("小标题写到",)
    assert weights["aw0009.p2"].reasons == ()
    assert found.central(DUTY.id) == []
    assert [
        (it.article.id, it.titled)
        for it in usage(article("aw0001", ["齐抓共管。"], title="谈齐抓共管")).central(SHARED.id)
    ] == [("aw0001", True)]


def test_an_article_is_central_that_is_largely_about_it() -> None:
    assert [it.article.id for it in usage(ONE, TWO, THREE).central(DUTY.id)] == ["aw0001"]
    long = article("aw0004", [*["落实一岗双责。"] * 3, *["另一件事。"] * 20])
    assert usage(long).central(DUTY.id) == []


def test_wordings_are_counted_without_their_quotation_marks() -> None:
    found = usage(article("aw0001", ["“一岗双责”和一岗双责，落实双责。"])).variants(DUTY.id)
    assert [(words, count) for words, count, _ in found] == [("一岗双责", 2), ("双责", 1)]


# --- neighbours ------------------------------------------------------------------------------


def test_neighbours_are_counted_by_passage_and_section_with_one_that_shows_it() -> None:
    (found,) = [it for it in usage(ONE, TWO, THREE).known(DUTY) if it.other == SHARED.id]
    assert (found.passages, found.sections) == (1, 1)
    assert found.shown is not None and found.shown.passage.id == "aw0002.p1"
    apart_only = usage(article("aw0001", [Heading("一、要求"), "落实一岗双责。", "做到齐抓共管。"]))
    (only,) = apart_only.known(DUTY)
    assert (only.passages, only.sections, only.shown, only.section) == (0, 1, None, "aw0001.s1")
    page = concept_pages(apart_only, DUTY)[0].render()
    assert "同时出现在 1 节里" in page and 'href="../../a/aw0001/#s1"' in page


def test_a_passage_that_lists_everything_makes_few_pairs() -> None:
    many = tuple(Mention(n, n + 1, f"c{n:03}") for n in range(500))
    item = msgspec.structs.replace(ONE.passages[0], text="字" * 500, mentions=many)
    found = together([msgspec.structs.replace(ONE, body=(item,))])
    assert len(found) == 30
    assert max(map(len, found.values())) <= 29


# --- the page --------------------------------------------------------------------------------


def test_every_passage_stands_on_the_page_and_can_be_cited() -> None:
    tall = article("aw0005", ["甲" * 300 + "一岗双责" + "乙" * 300], issuer="某安委会", date="2020-01-02")
    page = soup(concept_pages(usage(ONE, TWO, THREE, tall), DUTY)[0].render())
    wanted = {"aw0001.p1", "aw0001.p2", "aw0001.p3", "aw0002.p1", "aw0002.p2", "aw0003.p1", "aw0005.p1"}
    assert {str(it["data-passage"]) for it in page.select("li[data-passage]")} == wanted
    item = page.select_one('li[data-passage="aw0005.p1"]')
    assert item is not None
    assert item["data-text"] == "甲" * 300 + "一岗双责" + "乙" * 300
    assert (item["data-article"], item["data-issuer"], item["data-date"]) == ("aw0005", "某安委会", "2020-01-02")
    assert item.select_one("[data-cite-slot]") is not None
    assert item.select_one('a[href="../../a/aw0005/#p1"]') is not None
    short = page.select_one('li[data-passage="aw0001.p1"]')
    assert short is not None and not short.has_attr("data-text")
    cited = short.select_one("[data-cite-text]")
    assert cited is not None and cited.get_text() == NAMED


def test_long_lists_fold_and_lose_nothing() -> None:
    many = [article(f"aw{n:04}", ["落实一岗双责。"], piece=n) for n in range(1, 31)]
    page = soup(concept_pages(usage(*many), DUTY)[0].render())
    fold = page.select_one("details")
    assert fold is not None and "其余 25 段" in fold.get_text()
    assert len({str(it["data-passage"]) for it in page.select("li[data-passage]")}) == 30


def test_the_years_are_drawn_and_said_and_what_has_no_date_is_counted_apart() -> None:
    page = soup(concept_pages(usage(ONE, TWO, THREE), DUTY)[0].render())
    drawing = page.select_one("svg.aw-years")
    assert drawing is not None and drawing["aria-label"] == "按年份：2021年 3 段，2023年 2 段"
    assert len(drawing.select("rect")) == 3  # 2022 is there, empty
    caption = page.select_one("figcaption")
    assert caption is not None and caption.get_text() == "2021年 3 段，2023年 2 段。另有 1 段日期不详。"
    assert "都出自日期不详的材料" in str(years_chart({"": 2}))
    assert years_chart({}) is None


def test_centuries_of_dates_stay_a_small_drawing() -> None:
    drawn = str(years_chart({"1900": 1, "2023": 2}))
    assert drawn.count("<rect") <= 40
    assert "1900—1903年" in drawn


def test_what_the_numbers_stand_for_leads_to_the_passage_that_says_so() -> None:
    told = (Unfolding(("管业务", "管安全"), "aw0001.p3"), Unfolding(("别处",), "aw9999.p1"))
    page = concept_pages(usage(ONE), DUTY, told)[0].render()
    assert "<li>管业务</li><li>管安全</li>" in page and "别处" not in page
    assert "材料里怎样展开" not in concept_pages(usage(ONE), DUTY)[0].render()


def test_the_defined_term_is_data_that_cannot_end_its_element() -> None:
    hostile = msgspec.structs.replace(DUTY, name='</script><script>pwn()//"', definition="<!--<script>&\u2028")
    page = concept_pages(usage(ONE, concepts=(hostile,)), hostile)[0].render()
    (line,) = [line for line in page.splitlines() if line.startswith("<script")]
    inner = line.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not re.search("[<>&\u2028]", inner)
    term = json.loads(inner)
    assert (term["@type"], term["name"], term["description"]) == ("DefinedTerm", hostile.name, hostile.definition)
    assert term["inDefinedTermSet"]["@type"] == "DefinedTermSet"


# --- the index and the home page -------------------------------------------------------------


def test_the_index_goes_by_how_a_name_sounds() -> None:
    named = (
        *CONCEPTS,
        concept("an-jian", "国家安全生产监督管理总局"),
        concept("liu-yi", "“六一”工程"),
        concept("gong-cheng", "2030工程"),
    )
    page = concepts_index(usage(ONE, concepts=named)).render()
    headings = re.findall(r"^### (\S+) \{#(letter-\w+)\}", page, re.MULTILINE)
    letters = [("A", "a"), ("G", "g"), ("L", "l"), ("Q", "q"), ("Y", "y"), ("Z", "z"), ("其他", "other")]
    assert headings == [(letter, f"letter-{anchor}") for letter, anchor in letters]
    nav = soup(page).select_one("nav.aw-letters")
    assert nav is not None
    assert [it.get_text() for it in nav.select("a")] == [letter for letter, _ in letters]
    assert len(nav.select("span.aw-letters__none")) == 20
    assert "3 段，1 篇" in page and "尚无材料谈到" in page


def test_the_home_page_says_what_was_most_spoken_of_by_year() -> None:
    page = soup(home_page(usage(ONE, TWO, THREE)).render())
    table = page.select_one("dl.aw-by-year")
    assert table is not None
    assert [it.get_text() for it in table.select("dt")] == ["2023年", "2021年", "日期不详"]
    assert [it.get_text() for it in table.select("dd")][1] == "一岗双责3"
    assert "aw-by-year" not in home_page(usage()).render()


# --- the map ---------------------------------------------------------------------------------


@cache
def real() -> Usage:
    """All concepts of this repository, spoken of in passages made up of their example sentences."""
    concepts = load_concepts(ROOT / "corpus/concepts")
    lines = ["".join(one.match + other.match) for one, other in pairwise(concepts) for _ in "12"]
    return usage(article("aw0001", lines), concepts=concepts)


def boxes(drawn: Network) -> list[tuple[float, float, float, float]]:
    """Shape and label of each node, a little narrower than the layout keeps them."""
    found = []
    for node in drawn.nodes:
        wide = max(2 * node.radius, *(sum(8 if char.isascii() else 14 for char in line) for line in node.label))
        bottom = node.y + node.radius + 17 * len(node.label)
        found.append((node.x - wide / 2, node.x + wide / 2, node.y - node.radius, bottom))
    return found


@cache
def crowded() -> Usage:
    """More concepts than the map shows, each tied to a few others."""
    many = tuple(concept(f"c{n:03}", f"概念{chr(0x4E00 + n)}{chr(0x5E00 + n)}") for n in range(200))
    return usage(article("aw0001", ["，".join(it.name for it in many[n : n + 3]) for n in range(198)]), concepts=many)


@pytest.mark.parametrize("make", [real, crowded])
def test_no_label_of_the_map_stands_on_another(make: Callable[[], Usage]) -> None:
    drawn = network(make())
    assert len(drawn.nodes) > 70
    placed = boxes(drawn)
    for n, (left, right, top, bottom) in enumerate(placed):
        assert left >= 0 and right <= 1040 and top >= 0 and bottom <= drawn.height
        for other in placed[n + 1 :]:
            assert not (left < other[1] and other[0] < right and top < other[3] and other[2] < bottom), drawn.nodes[n]


def test_the_map_is_the_same_on_every_run_and_in_any_order_of_the_articles() -> None:
    first = map_page(usage(ONE, TWO, THREE)).render()
    assert first == map_page(usage(ONE, TWO, THREE)).render()
    assert map_page(real()).render() == map_page(Usage(real().catalogue, lambda text: ())).render()


def test_every_node_is_a_link_with_a_name_and_the_table_says_the_same() -> None:
    twice = article("aw0006", ["一岗双责、齐抓共管、责任制。"] * 2)
    page = soup(map_page(usage(ONE, TWO, THREE, twice)).render())
    nodes = page.select("svg.aw-map__drawing a")
    ids = [str(node["id"]) for node in nodes]
    assert ids == ["qi-zhua-gong-guan", "yi-gang-shuang-ze", "ze-ren-zhi", "an-quan-pei-xun"]  # by theme
    assert [node["href"] for node in nodes] == [f"../../concepts/{it}/" for it in ids]
    assert nodes[1]["aria-label"] == "一岗双责，责任落实，8 段谈到，与 2 个概念相连"
    edges = page.select("svg.aw-map__drawing line")
    assert {(edge["data-one"], edge["data-other"], edge["class"][-1]) for edge in edges} == {
        ("qi-zhua-gong-guan", "yi-gang-shuang-ze", "aw-edge--beside"),
        ("qi-zhua-gong-guan", "ze-ren-zhi", "aw-edge--beside"),
        ("yi-gang-shuang-ze", "ze-ren-zhi", "aw-edge--broader"),
    }
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert rows[1] == ["一岗双责", "责任落实", "8", "责任制", "齐抓共管（3）"]
    assert not page.select("[style], [onclick]")
    for shape in ("circle", "polygon"):  # colour is not the only sign of a theme
        assert page.select_one(f"svg.aw-map__drawing {shape}") is not None


def test_the_map_shows_at_most_the_most_spoken_of() -> None:
    found = crowded()
    assert len(found.on_map) == MAPPED
    page = map_page(found).render()
    assert page.count('class="aw-node ') == MAPPED
    assert "谈得最多的 150 个概念" in page
    missing = next(it for it in found.catalogue.library.concepts if it.id not in found.on_map)
    assert "concepts/map/#" not in concept_pages(found, missing)[0].render()


def test_without_articles_there_is_nothing_to_draw() -> None:
    assert "还画不出图" in map_page(usage()).render()


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 400)), max_size=25))
@example([(64, 0), (0, 0)])  # the second box is moved in from the edge, onto the first
def test_boxes_are_moved_apart(places: list[tuple[int, int]]) -> None:
    sizes = [(60.0 + 7 * (n % 5), 30.0) for n in range(len(places))]
    moved = apart([(float(x), float(y)) for x, y in places], sizes, 700.0)
    for n, (x, y) in enumerate(moved):
        for m in range(n + 1, len(moved)):
            over_x = (sizes[n][0] + sizes[m][0]) / 2 - abs(x - moved[m][0])
            over_y = (sizes[n][1] + sizes[m][1]) / 2 - abs(y - moved[m][1])
            assert over_x < 1 or over_y < 1


def test_what_should_be_near_ends_nearer() -> None:
    far = [3.0] * 16
    a, b, c, _ = spread(4, {(0, 1): 0.5}, far)

    def apart_by(one: tuple[float, float], other: tuple[float, float]) -> float:
        return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5

    assert apart_by(a, b) < 1 < apart_by(a, c)
