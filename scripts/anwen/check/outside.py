"""A reader's browser fetches nothing from another host and runs nothing that stands inside a page."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import html

from anwen.check.pages import pages
from anwen.errors import AnwenError

# Attributes a browser follows by itself, without the reader asking.
_FETCHED = (
    "//script/@src | //img/@src | //img/@srcset | //source/@src | //source/@srcset | //iframe/@src | //embed/@src"
    " | //object/@data | //video/@src | //video/@poster | //audio/@src | //track/@src | //input/@src | //use/@href"
    " | //link[not(@rel='canonical' or @rel='prev' or @rel='next' or starts-with(@rel,'alternate'))]/@href"
    " | //meta[translate(@http-equiv,'REFSH','refsh')='refresh']/@content"
)
_OUTSIDE = re.compile(r"^\s*(?:https?:)?//|;\s*url=\s*(?:https?:)?//", re.IGNORECASE)
_CSS_OUTSIDE = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])\s*(?:https?:)?//[^)'\"]*", re.IGNORECASE)
_HINT = "Ship the file with the site or leave it out."


def _on_page(page: str, root: html.HtmlElement) -> list[AnwenError]:
    where = f"site/{page}"
    faults = [
        AnwenError(f"the page fetches {str(value)[:80]!r} from another host", where=where, hint=_HINT)
        for value in root.xpath(_FETCHED)
        if _OUTSIDE.search(str(value))
    ]
    inline = [script for script in root.xpath("//script[not(@src)]") if script.get("type") != "application/json"]
    inline = [script for script in inline if script.get("type") != "application/ld+json"]
    if inline:
        faults.append(
            AnwenError("the page holds an inline script", where=where, hint="Move it to a file in docs/assets/.")
        )
    if root.xpath("//@*[starts-with(name(), 'on')]"):
        faults.append(AnwenError("the page holds an inline event handler", where=where, hint="Attach it from a file."))
    policies = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    if not policies or not _strict(policies[0]):
        hint = "Every page needs the policy of the theme's main template."
        faults.append(AnwenError("the Content-Security-Policy is missing or loose", where=where, hint=hint))
    return faults


def _strict(policy: str) -> bool:
    """Whether nothing runs but scripts of the site: a page that allows none at all needs no word on scripts."""
    scripts = "script-src 'self'" in policy or ("default-src 'none'" in policy and "script-src" not in policy)
    return scripts and "unsafe-eval" not in policy


def outside_requests(site: Path) -> list[AnwenError]:
    """Faults in the built pages and style sheets of ``site``."""
    faults = [fault for page, root in pages(site) for fault in _on_page(page, root)]
    for path in sorted(site.rglob("*.css")):
        match = _CSS_OUTSIDE.search(path.read_text(encoding="utf-8"))
        if match:
            where = f"site/{path.relative_to(site).as_posix()}"
            faults.append(AnwenError(f"the style sheet fetches {match.group()!r}", where=where, hint=_HINT))
    return faults
