"""A concept that was renamed or merged still answers at its old address and leads on."""

from __future__ import annotations

from collections.abc import Mapping

from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.markup import Html, element, heading, text
from anwen.publish.parts.page import Page
from anwen.publish.parts.parts import crumbs


def redirect_pages(catalogue: Catalogue, redirects: Mapping[str, str]) -> list[Page]:
    """A page for every old id of ``redirects`` (old id → id of a concept that there is): /concepts/<old id>/.

    A refresh in the page needs no script, so the site's policy allows it; the link is for those who switched it off.
    A refresh counts wherever it stands in a page, so the template's head needs no special case.
    """
    pages = []
    for old, new in sorted(redirects.items()):
        concept = catalogue.concepts[new]
        page = Page(f"concepts/{old}.md", f"{concept.name}（地址已变更）", hide_toc=True, noindex=True)
        target = page.to(f"concepts/{new}/")
        link = page.link(f"concepts/{new}/", concept.name)
        refresh = element("meta", http_equiv="refresh", content=f"0; url={target}")
        page.add(
            crumbs(page, ("概念", "concepts/")),
            heading(1, page.title, "top"),
            element("p", Html(text("这个概念已改名或并入：") + link + text("。")), class_="aw-notice"),
            element("p", "页面会自动转到新的地址；没有转到时，请点上面的链接。旧地址一直有效。", class_="aw-note"),
            element("div", refresh),
        )
        pages.append(page)
    return pages
