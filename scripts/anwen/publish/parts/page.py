"""A derived page: where it stands, its front matter, its blocks; and links from one page to another."""

from __future__ import annotations

import html
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from anwen.publish.parts.markup import Html, element
from anwen.tables import dump

# What every derived page hides: it is not in the navigation, so the navigation column would stand empty beside it.
_HIDE = ["navigation"]


def flat(words: str) -> str:
    """``words`` on one line."""
    return " ".join(words.split())


@dataclass
class Page:
    """A Markdown page below docs/. ``file`` is its path there, as ``a/aw0001.md``."""

    file: str
    title: str
    description: str = ""
    hide_toc: bool = False
    citation: list[tuple[str, str]] = field(default_factory=list)  # name and content of <meta> elements
    schema: dict[str, Any] = field(default_factory=dict)  # JSON-LD
    oembed: str = ""  # the address of the page's oEmbed answer
    noindex: bool = False
    blocks: list[Html] = field(default_factory=list)

    @cached_property
    def address(self) -> str:
        """The page's address below the site's root, ``""`` for the home page.

        >>> Page("a/aw0001.md", "").address, Page("themes/index.md", "").address, Page("index.md", "").address
        ('a/aw0001/', 'themes/', '')
        """
        path = PurePosixPath(self.file)
        path = path.parent if path.name == "index.md" else path.with_suffix("")
        return "" if path == PurePosixPath(".") else f"{path.as_posix()}/"

    @cached_property
    def _up(self) -> str:
        return "../" * self.address.count("/")

    def to(self, address: str) -> str:
        """The relative link from this page to an address below the site's root.

        >>> Page("a/aw0001.md", "").to("concepts/x/"), Page("index.md", "").to("")
        ('../../concepts/x/', './')
        """
        return (self._up + address) or "./"

    def link(self, address: str, *words: str, **attributes: str | bool | None) -> Html:
        """An ``<a>`` to an address below the site's root."""
        return element("a", *words, href=self.to(address), **attributes)

    def add(self, *blocks: Html | None) -> None:
        """Append blocks; None and empty ones are left out."""
        self.blocks.extend(block for block in blocks if block)

    def render(self) -> str:
        """The complete Markdown file. The theme prints title and description without escaping, so they are escaped."""
        matter: dict[str, object] = {}
        if self.title:  # the home page goes by the site's name
            matter["title"] = html.escape(flat(self.title))
        if self.description:
            matter["description"] = html.escape(flat(self.description))
        matter["hide"] = [*_HIDE, "toc"] if self.hide_toc else list(_HIDE)
        if self.noindex:
            matter["robots"] = "noindex"
        if self.citation:
            matter["citation"] = [[name, flat(content)] for name, content in self.citation]
        if self.schema:
            matter["schema"] = self.schema
        if self.oembed:
            matter["oembed"] = self.oembed
        return f"---\n{dump(matter)}---\n\n" + "\n\n".join(self.blocks) + "\n"


def remove_stale(folder: Path, written: Set[Path]) -> None:
    """Remove the files of a derived folder that this run did not write, and the folders that are empty then."""
    for path in sorted(folder.rglob("*"), reverse=True):  # the deepest first: a folder behind what it holds
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in written:
            path.unlink()
