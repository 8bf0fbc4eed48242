"""/embed/<article>/: an article's passages and sections as cards for other people's pages, in a frame.

One page holds all cards of an article; ``/embed/aw0012/#p7`` shows one of them, the bare address the article's own. No
script is needed: the style sheet shows the card that the fragment names. So there is one file an article, not one a
passage, and every identifier that was ever issued answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape

from anwen.library import Article, LedgerEntry, Passage
from anwen.notation import address, extents, pins, place_of
from anwen.publish.parts.catalogue import Catalogue
from anwen.publish.parts.citing import Citing
from anwen.publish.parts.markup import Html, element, join, text
from anwen.publish.parts.opening import excerpt, shorten
from anwen.publish.parts.page import Page, flat
from anwen.publish.parts.parts import fate

_PROVIDER = "安文"
_SECTION = 160  # characters of a section's text on its card
_WIDTH, _HEIGHT = 640, 300  # of the frame, in CSS pixels; a longer passage scrolls
# Nothing runs and nothing is loaded but the style sheet; whoever likes may frame the page.
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"


def frame_address(identifier: str, site: str = "") -> str:
    """The address of an identifier's card, below ``site``.

    >>> frame_address("aw0012.p7"), frame_address("aw0012", "https://example.org/")
    ('embed/aw0012/#p7', 'https://example.org/embed/aw0012/')
    """
    return site + address(identifier).lstrip("/").replace("a/", "embed/", 1)


def embed_page(catalogue: Catalogue, article: Article, citing: Citing) -> tuple[str, str]:
    """Where below docs/ the cards of an article stand, and the whole page."""
    page, present = Page(f"embed/{article.id}.md", flat(article.title) or article.id), pins(article)
    reach = extents(article)
    cards: list[Html] = []
    for part in article.body:
        if isinstance(part, Passage):
            words = _quotation(part)
        else:
            inside = [it for it in article.body[reach[part.id].start : reach[part.id].stop] if isinstance(it, Passage)]
            below = shorten(" ".join(it.text for it in inside), _SECTION)
            words = join([element("h2", part.heading), element("blockquote", element("p", below))])
        cards.append(_card(page, catalogue, part.id, present[part.id], words))
    cards += _gone(page, catalogue, article.id)
    source = element("p", citing.beginning(article), class_="source")
    whole = join([element("h1", page.title), element("blockquote", element("p", excerpt(article)))])
    cards.append(_card(page, catalogue, article.id, present[article.id], whole))
    return _file(article.id), _document(page, [source, *cards])


def gone_page(catalogue: Catalogue, entry: LedgerEntry) -> tuple[str, str]:
    """The page of an article that is no longer published."""
    page = Page(f"embed/{entry.id}.md", f"{entry.id}（已撤销）")
    whole = element("section", element("p", fate(page, catalogue, entry)), class_="card whole")
    return _file(entry.id), _document(page, [*_gone(page, catalogue, entry.id), whole])


def oembed(catalogue: Catalogue, article: Article) -> str:
    """The oEmbed answer for an article's page, as a file that the page's head names; it needs the site's address."""
    site, title = catalogue.library.site_url, flat(article.title) or article.id
    frame = (
        f'<iframe src="{escape(frame_address(article.id, site))}" title="{escape(title)}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox" '
        'style="border:0;max-width:100%"></iframe>'
    )
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": article.issuer,
        "provider_name": _PROVIDER,
        "provider_url": site,
        "html": frame,
        "width": _WIDTH,
        "height": _HEIGHT,
    }
    return json.dumps({name: value for name, value in answer.items() if value}, ensure_ascii=False, indent=1) + "\n"


def oembed_file(article: str) -> str:
    """Where below docs/ an article's oEmbed answer stands."""
    return f"data/oembed/{article}.json"


def _file(article: str) -> str:
    return f"embed/{article}/index.html"


def _quotation(passage: Passage) -> Html:
    rows = [element("p", join([text(cell) for cell in row.split("\t")], "　")) for row in passage.text.split("\n")]
    return element("blockquote", join(rows))


def _card(page: Page, catalogue: Catalogue, name: str, pin: str, words: Html) -> Html:
    """One card: the words, and the address where they stand, pinned to them."""
    target = address(name, pin=pin)
    shown = f"{catalogue.library.site_url.rstrip('/')}{target}"
    link = page.link(target.lstrip("/"), shown, target="_blank", rel="noopener")
    whole = "." not in name
    kind = "card whole" if whole else "card"
    return element("section", words, element("p", link, class_="at"), id=None if whole else place_of(name), class_=kind)


def _gone(page: Page, catalogue: Catalogue, article: str) -> Iterator[Html]:
    for entry in catalogue.tombs.get(article, []):
        if "." in entry.id:
            yield element("section", element("p", fate(page, catalogue, entry)), id=place_of(entry.id), class_="card")


def _document(page: Page, blocks: list[Html]) -> str:
    head = [
        Html('<meta charset="utf-8">'),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="robots", content="noindex"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", page.title),
        Html(f'<link rel="stylesheet" href="{page.to("assets/anwen/embed.css")}">'),
    ]
    lines = ["<!doctype html>", '<html lang="zh-CN">', *head, "<main>", *blocks, "</main>", "</html>"]
    return "\n".join(lines) + "\n"
