"""Which parts of a page are not shown, and which stand beside its text: navigation, comments, advertisements."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

_DROPPED = """
    script style template noscript head iframe object embed applet svg canvas audio video map rp datalist frameset
    noframes noembed meta link base
"""
DROPPED = frozenset(_DROPPED.split())
_HIDING_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)

ASIDE_TAGS = frozenset(("nav", "aside", "footer", "select", "button"))
ASIDE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert"))

# Words of class and id names. What stands here is what many sites name so; "header", "title", "info" and "meta" do
# not, since an article's own title, date and source stand in those.
_ASIDE_WORDS = """
    nav navbar navigation navi menu submenu sidebar breadcrumb breadcrumbs crumb crumbs mbx dqwz weizhi position
    footer foot copyright friendlink friendlinks blogroll comment comments pinglun reply disqus ad ads adv advert
    advertisement adsbygoogle guanggao sponsor share bdsharebuttonbox sns related relate recommend tuijian xgwz
    pagination pager paging prenext prevnext toolbar topbar login register qrcode rank ranking hotlist cookie popup
    modal
"""
ASIDE_WORDS = frozenset(_ASIDE_WORDS.split())
_NAME_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")

# A body of the class "has-sidebar" is no sidebar: what holds this share of the page's text is not beside the text.
MOST_OF_PAGE = 0.5


def is_hidden(tag: Tag) -> bool:
    """Whether a browser shows nothing of the element: code, other media, hidden by attribute or by its own style.

    >>> is_hidden(BeautifulSoup('<p style="display: none">x</p>', "lxml").p)
    True
    """
    return (
        tag.name in DROPPED
        or tag.has_attr("hidden")
        or (tag.name == "input")
        or _HIDING_STYLE.search(str(tag.get("style", ""))) is not None
    )


def is_shown_string(node: PageElement) -> bool:
    """Whether the node is text: not a comment, a declaration or a processing instruction."""
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


class Regions:
    """The regions of one page."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._sizes: dict[int, int] = {}
        for node in reversed(list(soup.descendants)):  # children come before their parents
            if is_shown_string(node):
                size = len(str(node).strip())
            elif isinstance(node, Tag) and not is_hidden(node):
                size = self._sizes.get(id(node), 0)
            else:
                continue
            self._sizes[id(node.parent)] = self._sizes.get(id(node.parent), 0) + size

        self._whole = self._sizes.get(id(soup), 0)

    def size(self, tag: Tag) -> int:
        """How many characters of text the element shows, about."""
        return self._sizes.get(id(tag), 0)

    def is_aside(self, tag: Tag) -> bool:
        """Whether the element stands beside the page's text, by its name, its role or the words of its class."""
        if tag.name in ("html", "body", "main", "article"):
            return False
        if tag.name in ASIDE_TAGS:
            return True
        if tag.name == "header":
            return tag.find("h1") is None and tag.find_parent(["article", "main"]) is None
        if str(tag.get("role", "")).lower() in ASIDE_ROLES:
            return True
        return self._is_named_aside(tag)

    def _is_named_aside(self, tag: Tag) -> bool:
        classes: str | list[str] = tag.get("class") or []
        names = [*([classes] if isinstance(classes, str) else classes), str(tag.get("id") or "")]
        words = {word.lower() for name in names for word in _NAME_WORDS.findall(name)}
        if words.isdisjoint(ASIDE_WORDS) or tag.name in ("a", "span", "em", "i", "b", "strong", "font", "label"):
            return False
        return self.size(tag) < MOST_OF_PAGE * self._whole
