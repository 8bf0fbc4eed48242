"""Which parts of a page stand beside its text: navigation, comments, advertisements, lists of links."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from anwen.read.hidden import Hidden, is_shown_string

ASIDE_TAGS = frozenset(("nav", "aside", "footer", "select", "button", "amp-sidebar", "amp-ad", "amp-sticky-ad"))
ASIDE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert"))

# Words of class and id names. What stands here is what many sites name so; "header", "title", "info" and "meta" do
# not, since an article's own title, date and source stand in those.
_ASIDE_WORDS = """
    nav navbar navigation navi menu submenu sidebar breadcrumb breadcrumbs crumb crumbs mbx dqwz weizhi position
    footer foot copyright friendlink friendlinks blogroll comment comments pinglun reply disqus ad ads adv advert
    advertisement adsbygoogle guanggao sponsor share bdsharebuttonbox sns related relate recommend tuijian xgwz
    pagination pager paging prenext prevnext toolbar topbar login register qrcode rank ranking hotlist cookie popup
    modal tag tags
"""
ASIDE_WORDS = frozenset(_ASIDE_WORDS.split())
# What a forum's member says below each of his posts; elsewhere an office signs so.
_SIGNATURE = frozenset(("sign", "signature"))
_POST = re.compile(r"(?:post|postmessage|pid|floor)_?\d+")
_NAME_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_INLINE = frozenset(("a", "span", "em", "i", "b", "strong", "font", "label", "u", "s", "small", "sub", "sup"))
_PAGE = frozenset(("html", "body", "main", "article"))

# A body of the class "has-sidebar" is no sidebar: what holds this share of the page's text is not beside the text.
MOST_OF_PAGE = 0.5
# Of a list of links nearly every character is a link; a paragraph has a few, and only a heading is one as a whole.
LEAST_LINKED, LEAST_LINKS = 0.75, 3
_SENTENCE = re.compile("[。！？；]")
_PROSE = re.compile("[^。]{30,}。")
# A link that stands alone leads elsewhere, but to the document's own attachment, or to itself from its title.
_ATTACHED = re.compile(r"附\s*[件表录]|\.(?:docx?|xlsx?|pdf|wps|zip|rar|pptx?)\b", re.I)
_LONGEST_LINK = 60
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CONTROL = re.compile(r"(?:编辑(?:本段|源代码|章节)?|(?:语音)?播报|讨论|上传视频|添加义项|锁定|收藏|edit)")
_LINE = frozenset(("p", "td", "dd", "h4", "h5", "h6", "h1", "h2", "h3", "th", "caption"))
_TITLED = frozenset(("h1", "h2", "h3", "th", "caption"))


def _leads(tag: Tag) -> bool:
    """Whether the element is a link; one that a script follows has no address, an anchor has a name."""
    return tag.name == "a" and (tag.has_attr("href") or not (tag.has_attr("name") or tag.has_attr("id")))


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)


class Regions:
    """The regions of one page."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.hidden = Hidden(soup)
        self._sizes: dict[int, int] = {}
        self._linked: dict[int, int] = {}
        self._links: dict[int, int] = {}
        self._words: dict[int, str] = {}  # of an element's first link
        for node in reversed(list(soup.descendants)):  # children come before their parents
            if is_shown_string(node):
                self._add(self._sizes, node.parent, len(str(node).strip()))
            elif isinstance(node, Tag) and node not in self.hidden:
                size = self._sizes.get(id(node), 0)
                words = node.get_text() if _leads(node) else ""
                is_link = bool(words.strip()) and not _SENTENCE.search(words)
                self._words[id(node.parent)] = words if is_link else self._words.get(id(node), "")
                self._add(self._sizes, node.parent, size)
                self._add(self._linked, node.parent, size if is_link else self._linked.get(id(node), 0))
                self._add(self._links, node.parent, int(is_link) or self._links.get(id(node), 0))
        self._whole = self._sizes.get(id(soup), 0)
        self._title = _bare(soup.title.get_text()) if soup.title is not None else ""
        self._before = self._above_heading(soup)
        self._named = ASIDE_WORDS | _SIGNATURE if soup.find(id=_POST) else ASIDE_WORDS

    def _add(self, counts: dict[int, int], tag: Tag | None, count: int) -> None:
        counts[id(tag)] = counts.get(id(tag), 0) + count

    def size(self, tag: Tag) -> int:
        """How many characters of text the element shows, about."""
        return self._sizes.get(id(tag), 0)

    def is_aside(self, tag: Tag) -> bool:
        """Whether the element stands beside the page's text, by its name, role, class or links."""
        if tag.name in _PAGE:
            return False
        if tag.name in ASIDE_TAGS:
            return True
        if tag.name == "header":
            return tag.find("h1") is None and tag.find_parent(["article", "main"]) is None
        if str(tag.get("role", "")).lower() in ASIDE_ROLES:
            return True
        if tag.name == "a":
            return self._is_control(tag)
        if tag.name in _INLINE or self.size(tag) >= MOST_OF_PAGE * self._whole:
            return False
        return (
            id(tag) in self._before
            or self._is_named_aside(tag)
            or self._is_list_of_links(tag)
            or self._is_lone_link(tag)
        )

    def _above_heading(self, soup: BeautifulSoup) -> set[int]:
        """The outermost elements before the page's first h1, unless they hold running text."""
        first = next((tag for tag in soup.find_all("h1") if tag not in self.hidden and self.size(tag)), None)
        found: list[Tag] = []
        tag: Tag | None = first
        while tag is not None and tag.name not in ("body", "html", "[document]"):
            found.extend(before for before in tag.previous_siblings if isinstance(before, Tag))
            tag = tag.parent
        shown = [tag for tag in found if tag not in self.hidden]
        told = any(_PROSE.search(part) for tag in shown for part in tag.get_text("\n").split("\n"))
        return set() if told else {id(tag) for tag in shown}

    def _is_named_aside(self, tag: Tag) -> bool:
        classes: str | list[str] = tag.get("class") or []
        names = [*([classes] if isinstance(classes, str) else classes), str(tag.get("id") or "")]
        words = {word.lower() for name in names for word in _NAME_WORDS.findall(name)}
        return not words.isdisjoint(self._named)

    def _is_list_of_links(self, tag: Tag) -> bool:
        linked, links = self._linked.get(id(tag), 0), self._links.get(id(tag), 0)
        if links == LEAST_LINKS - 1 and (tag.name in _LINE or _ATTACHED.search(self._words.get(id(tag), ""))):
            return False  # two laws named in a sentence, two attachments
        return links >= LEAST_LINKS - 1 and linked >= LEAST_LINKED * self.size(tag)

    def _is_control(self, tag: Tag) -> bool:
        """Whether a link is what a wiki sets beside a heading, in one box with it and nothing else: 编辑, 语音播报."""
        before = [part for part in tag.previous_siblings if isinstance(part, Tag) and part not in self.hidden]
        box = [*before, *(part for part in tag.next_siblings if isinstance(part, Tag) and part not in self.hidden)]
        if not before or before[-1].name not in _HEADINGS or not self._is_button(tag):
            return False
        alone = not any(is_shown_string(part) and str(part).strip() for part in (tag.parent or tag).children)
        return alone and all(self._is_button(part) for part in box if part is not before[-1])

    def _is_button(self, tag: Tag) -> bool:
        return tag.name == "a" and bool(_CONTROL.fullmatch(_bare(tag.get_text())))

    def _is_lone_link(self, tag: Tag) -> bool:
        size = self.size(tag)
        if tag.name in _TITLED or not 0 < size <= _LONGEST_LINK or self._linked.get(id(tag), 0) < size:
            return False
        words = self._words.get(id(tag), "")
        return not _ATTACHED.search(words) and _bare(words) not in self._title
