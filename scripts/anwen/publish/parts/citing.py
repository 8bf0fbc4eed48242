"""How the pages cite: what the cite room makes and the pipeline hands over."""

from __future__ import annotations

from typing import Any, Protocol

from anwen.library import Article


class Citing(Protocol):
    """Citations of a public article; addresses carry its pin."""

    def reference(self, article: Article) -> str:
        """The bibliographic reference, as plain text."""

    def beginning(self, article: Article) -> str:
        """The reference up to its address."""

    def csl(self, article: Article) -> dict[str, Any]:
        """The CSL JSON item."""

    def meta(self, article: Article) -> list[tuple[str, str]]:
        """Name and content of the ``<meta>`` elements that reference managers read."""

    def schema(self, article: Article) -> dict[str, Any]:
        """The JSON-LD that search engines read."""

    def coins(self, article: Article) -> str:
        """The value that reference managers read in a list."""
