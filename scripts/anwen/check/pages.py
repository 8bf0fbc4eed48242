"""Read the built pages once for the gates that need them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import html


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """``(path below site/, parsed page)`` for every HTML page, sorted."""
    parser = html.HTMLParser(encoding="utf-8")
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), html.document_fromstring(path.read_bytes(), parser=parser)
