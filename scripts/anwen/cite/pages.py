"""What the pages of the site say of themselves: to readers, to reference managers and to search engines.

No day of access: a page that is built on any day cannot know on which it will be read.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from anwen.cite.csl import csl
from anwen.cite.facts import date_parts, names
from anwen.cite.gbt7714 import beginning, reference
from anwen.cite.work import Work, work
from anwen.library import Article
from anwen.notation import address


class PageCitations:
    """The citations of a site's articles; ``site`` is its address, ``""`` where it is not known."""

    def __init__(self, site: str = "") -> None:
        self.site = site
        self._works: dict[str, Work] = {}  # a page asks several times, and the pin of a long article takes its time

    def _work(self, article: Article) -> Work:
        if article.id not in self._works:
            self._works[article.id] = work(article, site=self.site)
        return self._works[article.id]

    def reference(self, article: Article) -> str:
        """The GB/T 7714 reference."""
        return reference(self._work(article))

    def beginning(self, article: Article) -> str:
        """The reference up to its address."""
        return beginning(self._work(article)).rstrip()

    def csl(self, article: Article) -> dict[str, Any]:
        """The CSL JSON item."""
        return csl(self._work(article))

    def meta(self, article: Article) -> list[tuple[str, str]]:
        """Names and contents of the ``<meta>`` elements that Zotero and Google Scholar read.

        ``citation_title`` alone makes a journal article of a page; the item type says that it is a web page.
        """
        cited = self._work(article)
        entries = [
            ("z:itemType", "webpage"),
            ("citation_title", cited.name),
            *(("citation_author", name) for name in names(cited.issuer)),
            ("citation_publication_date", cited.date.replace("-", "/") if date_parts(cited.date) else ""),
            ("citation_publisher", cited.other_publisher),
            ("citation_language", "zh-CN"),
            ("citation_public_url", cited.url if self.site else ""),
        ]
        return [(name, content) for name, content in entries if content]

    def schema(self, article: Article) -> dict[str, Any]:
        """The article as schema.org knows it, for JSON-LD; what is unknown is absent."""
        cited = self._work(article)
        lasting = address(article.id, self.site)
        item: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "Article",
            "@id": lasting,
            "url": lasting,
            "identifier": article.id,
            "version": cited.pin,
            "headline": cited.name,
            "inLanguage": "zh-CN",
            "datePublished": cited.date if date_parts(cited.date) else "",
            "author": [{"@type": "Organization", "name": name} for name in names(cited.issuer)],
            "publisher": {"@type": "Organization", "name": cited.other_publisher} if cited.other_publisher else None,
            "genre": "" if article.kind == "其他" else article.kind,
        }
        return {name: value for name, value in item.items() if value}

    def coins(self, article: Article) -> str:
        """The article as an OpenURL context object, for a list's ``<span class="Z3988" title=…>``."""
        cited = self._work(article)
        fields = [
            ("ctx_ver", "Z39.88-2004"),
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
            ("rft.type", "webpage"),
            ("rft.title", cited.name),
            *(("rft.au", name) for name in names(cited.issuer)),
            ("rft.date", cited.date if date_parts(cited.date) else ""),
            ("rft.publisher", cited.other_publisher),
            ("rft.language", "zh-CN"),
            ("rft.identifier", cited.url if self.site else ""),
        ]
        return urlencode([(name, value) for name, value in fields if value])
