"""A renamed concept's old address leads on, without a script and without a word taking effect."""

from __future__ import annotations

from anwen.publish.concepts.redirects import redirect_pages
from anwen.publish.parts.catalogue import Catalogue
from publish_library import CONCEPT, article, library


def test_an_old_address_leads_on() -> None:
    catalogue = Catalogue(library(article("aw0001", ["落实一岗双责。"])))
    (page,) = redirect_pages(catalogue, {"old-name": CONCEPT.id})
    text = page.render()
    assert page.address == "concepts/old-name/"
    assert f'<meta http-equiv="refresh" content="0; url=../../concepts/{CONCEPT.id}/">' in text
    assert f'<a href="../../concepts/{CONCEPT.id}/">{CONCEPT.name}</a>' in text
    assert "robots: noindex" in text
    assert redirect_pages(catalogue, {}) == []
