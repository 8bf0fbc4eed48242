"""/concepts/map/: the concepts as a network, drawn at build time, and the same as a table."""

from __future__ import annotations

import math
from collections import defaultdict

from anwen.publish.concepts.network import WIDTH as _WIDTH
from anwen.publish.concepts.network import Network, Node, network
from anwen.publish.concepts.usage import MAPPED, Usage
from anwen.publish.parts.markup import Html, element, heading, join
from anwen.publish.parts.page import Page
from anwen.publish.parts.parts import crumbs, table
from anwen.records import THEME_NAMES, THEMES

_LINE = 17  # between the lines of a label
_NAMED = 6  # neighbours named in a row of the table


def shape(theme: str, x: float, y: float, r: float) -> Html:
    """A theme's sign, so that colour is not the only one: circle, square, triangle, diamond."""
    kind = f"aw-sign aw-sign--{theme}"
    if theme == "hazard-governance":
        side = round(1.8 * r)
        return element(
            "rect", x=f"{x - side / 2:g}", y=f"{y - side / 2:g}", width=f"{side}", height=f"{side}", class_=kind
        )
    if theme == "training":
        points = [(x, y - 1.15 * r), (x + 1.1 * r, y + 0.85 * r), (x - 1.1 * r, y + 0.85 * r)]
    elif theme == "culture":
        points = [(x, y - 1.2 * r), (x + 1.2 * r, y), (x, y + 1.2 * r), (x - 1.2 * r, y)]
    else:
        return element("circle", cx=f"{x:g}", cy=f"{y:g}", r=f"{r:g}", class_=kind)
    return element("polygon", points=" ".join(f"{px:.1f},{py:.1f}" for px, py in points), class_=kind)


def _near(drawn: Network) -> dict[str, list[str]]:
    """Every node's connected nodes, without repetition."""
    near: dict[str, list[str]] = defaultdict(list)
    for one, other in (*drawn.broader, *((one, other) for one, other, _ in drawn.beside)):
        near[one].append(other)
        near[other].append(one)
    return {concept: list(dict.fromkeys(others)) for concept, others in near.items()}


def _edges(drawn: Network) -> Html:
    nodes = {node.concept.id: node for node in drawn.nodes}

    def line(one: str, other: str, kind: str, **more: str) -> Html:
        a, b = nodes[one], nodes[other]
        length = max(1.0, math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)))
        # an arrow ends at the edge of the shape, not under it
        cut = (b.radius + 7) / length if kind == "broader" else 0.0
        x, y = b.x + (a.x - b.x) * cut, b.y + (a.y - b.y) * cut
        ends = {"x1": f"{a.x}", "y1": f"{a.y}", "x2": f"{x:.1f}", "y2": f"{y:.1f}"}
        return element("line", **ends, class_=f"aw-edge aw-edge--{kind}", data_one=one, data_other=other, **more)

    beside = [
        line(one, other, "beside", stroke_width=f"{min(1 + passages / 4, 4):g}")
        for one, other, passages in drawn.beside
    ]
    broader = [line(one, other, "broader", marker_end="url(#aw-arrow)") for one, other in drawn.broader]
    return element("g", *beside, *broader, aria_hidden="true")


def _node(page: Page, node: Node, near: list[str]) -> Html:
    concept = node.concept
    below = node.y + node.radius + 15
    words = [element("tspan", line, x=str(node.x), y=str(below + n * _LINE)) for n, line in enumerate(node.label)]
    tied = f"，与 {len(near)} 个概念相连" if near else ""
    return element(
        "a",
        shape(concept.theme, node.x, node.y, node.radius),
        element("text", *words),
        href=page.to(f"concepts/{concept.id}/"),
        id=concept.id,
        class_=f"aw-node aw-node--{concept.theme}",
        aria_label=f"{concept.name}，{THEME_NAMES[concept.theme]}，{node.count} 段谈到{tied}",
        data_near=" ".join(near) or None,
        data_name=concept.name,
        data_facts=f"{THEME_NAMES[concept.theme]}，{node.count} 段谈到",
    )


def _drawing(page: Page, drawn: Network, near: dict[str, list[str]]) -> Html:
    arrow = element(
        "marker",
        element("path", d="M0 0 8 4 0 8z", class_="aw-arrow"),
        id="aw-arrow",
        viewBox="0 0 8 8",
        refX="7",
        refY="4",
        markerWidth="8",
        markerHeight="8",
        markerUnits="userSpaceOnUse",
        orient="auto",
    )
    nodes = [_node(page, node, near.get(node.concept.id, [])) for node in drawn.nodes]
    drawing = element(
        "svg",
        element("defs", arrow),
        _edges(drawn),
        *nodes,
        viewBox=f"0 0 {_WIDTH} {drawn.height}",
        width=str(_WIDTH),
        height=str(drawn.height),
        role="group",
        aria_label="概念图，每个概念是一个链接；文字版见下面的表",
        class_="aw-map__drawing",
    )
    return element("div", drawing, class_="aw-map__sheet", tabindex="0", role="region", aria_label="概念图，可以滚动")


def _legend() -> Html:
    signs = [
        element(
            "li",
            element("svg", shape(theme, 9, 9, 6.5), viewBox="0 0 18 18", width="18", height="18", aria_hidden="true"),
            THEME_NAMES[theme],
        )
        for theme in THEMES
    ]
    for kind, words in (("beside", "常在同一段里出现"), ("broader", "箭头指向上位概念")):
        line = element("line", x1="1", y1="9", x2="27", y2="9", class_=f"aw-edge aw-edge--{kind}", stroke_width="2")
        if kind == "broader":
            line = join([line, element("path", d="M20 5 28 9 20 13z", class_="aw-arrow")])
        signs.append(
            element("li", element("svg", line, viewBox="0 0 30 18", width="30", height="18", aria_hidden="true"), words)
        )
    return element("ul", *signs, class_="aw-legend", aria_label="图例")


def _table(page: Page, usage: Usage, drawn: Network, near: dict[str, list[str]]) -> Html:
    concepts = usage.catalogue.concepts
    on_map = {node.concept.id for node in drawn.nodes}
    together = {(one, other): n for one, other, n in drawn.beside}

    def link(concept: str) -> Html:
        return page.link(f"concepts/{concept}/", concepts[concept].name)

    rows = []
    for node in drawn.nodes:
        it = node.concept
        beside = [(together.get((min(it.id, o), max(it.id, o)), 0), o) for o in near.get(it.id, [])]
        beside = sorted((pair for pair in beside if pair[0]), key=lambda pair: (-pair[0], pair[1]))[:_NAMED]
        above = [link(up) for up in sorted(it.broader) if up in on_map]
        others = join([Html(link(o) + f"（{n}）") for n, o in beside], "、")
        rows.append((link(it.id), THEME_NAMES[it.theme], str(node.count), join(above, "、"), others))
    return table(("概念", "主题", "段数", "上位概念", "常同段出现（段数）"), rows)


def map_page(usage: Usage) -> Page:
    """The map."""
    page = Page("concepts/map.md", "概念图", description="安全生产会议材料里的政策概念怎样连在一起。", hide_toc=True)
    page.add(crumbs(page, ("概念", "concepts/")), heading(1, "概念图", "top"))
    drawn = network(usage)
    if not drawn.nodes:
        page.add(element("p", "还没有文章谈到这些概念，所以还画不出图。", class_="aw-note"))
        return page
    near = _near(drawn)
    total = sum(1 for items in usage.catalogue.speaking.values() if items)
    part = f"谈得最多的 {MAPPED} 个概念" if total > MAPPED else f"材料谈到的 {total} 个概念"
    page.add(
        element(
            "p",
            f"这里画出{part}。图形越大，谈到它的段落越多；连线越粗，同时谈到两者的段落越多。点一个概念看它的页面。",
            class_="aw-lead",
        ),
        _legend(),
        element(
            "div",
            element(
                "p",
                "指向或选中一个概念，会标出和它相连的概念。",
                id="aw-map-said",
                class_="aw-map__said",
                role="status",
            ),
            _drawing(page, drawn, near),
            class_="aw-map",
        ),
        heading(2, "文字版", "table"),
        _table(page, usage, drawn, near),
    )
    return page
