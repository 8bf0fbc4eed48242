"""Pages whose text stands in other files: framesets, and pages with nothing but an inline frame."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

from anwen.errors import ReadError

_MOST_NAMED = 6


class FramesetError(ReadError):
    """The page has no text of its own; ``frames`` are the files that have it, as the page names them."""

    def __init__(self, file: str, frames: tuple[str, ...]) -> None:
        named = ", ".join(frames[:_MOST_NAMED]) + (" …" if len(frames) > _MOST_NAMED else "")
        hint = "Add those files (a folder or zip archive that has them brings them in), or save each frame by itself."
        super().__init__(f"the page is only a frame around other files ({named})", where=file, hint=hint)
        self.frames = frames


def frames(soup: BeautifulSoup) -> tuple[str, ...]:
    """The files that a page's frames show, in order, each once; addresses on the net are given as they are.

    >>> frames(BeautifulSoup('<frameset><frame src="left%20a.htm?x=1"><frame src="main.htm"></frameset>', "lxml"))
    ('left a.htm', 'main.htm')
    """
    found: dict[str, None] = {}
    for tag in soup.find_all(["frame", "iframe"]):
        source = str(tag.get("src") or "").strip()
        parts = urlsplit(source) if source.isprintable() and "[" not in source else None
        if parts and not parts.scheme and not parts.netloc:
            source = unquote(parts.path)
        if source and not source.startswith(("about:", "javascript:", "data:")):
            found[source] = None
    return tuple(found)
