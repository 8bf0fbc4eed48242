"""Every link inside the site leads to a page that exists and, with a fragment, to an id on it."""

from __future__ import annotations

import posixpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

from anwen.check.pages import pages
from anwen.errors import AnwenError


def _target(page: str, link: str, base: str) -> tuple[str, str] | None:
    """The page (below site/) and fragment that ``link`` on ``page`` means; None for a link off the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if path.startswith("/"):
        path = path.removeprefix(base) if path.startswith(base) else path[1:]
    else:
        path = posixpath.join(posixpath.dirname(page), path) if path else page
    path = posixpath.normpath(path) + ("/" if path.endswith("/") or path == "" else "")
    path = "" if path in ("./", ".") else path
    return (f"{path}index.html" if path == "" or path.endswith("/") else path), unquote(parts.fragment)


def links(site: Path, base: str = "/") -> list[AnwenError]:
    """Faults in the links of the site in ``site``; ``base`` is the path the site is published under."""
    ids: dict[str, frozenset[str]] = {}
    wanted: dict[tuple[str, str], str] = {}
    faults: list[AnwenError] = []
    for page, root in pages(site):
        found = [str(value) for value in root.xpath("//@id") + root.xpath("//a/@name")]
        ids[page] = frozenset(found)
        faults += [
            AnwenError(f"the id {value!r} stands twice on the page", where=f"site/{page}", hint="Report it.")
            for value in sorted({value for value in found if found.count(value) > 1 and value.startswith(("p", "s"))})
        ]
        for link in root.xpath("//a/@href | //area/@href | //form/@action | //link/@href | //script/@src | //img/@src"):
            target = _target(page, str(link), base)
            if target is not None:
                wanted.setdefault(target, page)
    for (path, fragment), page in sorted(wanted.items()):
        if not (site / path).is_file() and not (site / path / "index.html").is_file():
            hint = "Correct the link, or run anwen build."
            faults.append(AnwenError(f"the link to /{path} leads nowhere", where=f"site/{page}", hint=hint))
        elif fragment and path in ids and fragment not in ids[path] and not fragment.startswith(("__", ":~:")):
            hint = "Correct the fragment, or run anwen build."
            faults.append(AnwenError(f"/{path} has no #{fragment}", where=f"site/{page}", hint=hint))
    return faults
