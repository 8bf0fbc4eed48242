"""What an encyclopedia's program adds to a text: the raised marks that lead to its list of sources, [1], [2-3], and
its subject said before every heading, small, on its own: 安全责任制 in 安全责任制沿革.

The marks stand within sentences, and their list stands beside the text. A paper's marks lead to a list in the
text and stay: under 参考文献, 注释, References, or numbered as the marks are.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

_MARK = re.compile(r"\s*\[\s*\d{1,3}(?:\s*[-~–—,、]\s*\d{1,3}){0,3}\s*\]\s*")
_OWN_LIST = re.compile(
    r"参\s*考\s*文\s*献|引\s*[用证]\s*文\s*献|参\s*考\s*书\s*目|[尾脚]\s*注|注\s*[释解]|References|Notes|Bibliography",
    re.I,
)
_ENTRY = re.compile(r"\s*\[\s*1\s*\]")
_SITES = re.compile(r"引用日期|参考资料")  # an encyclopedia's list, which may be numbered so
_LEAST = 2
_HEADINGS = ("h2", "h3", "h4")
_INLINE = frozenset(("span", "em", "i", "b", "small", "font", "a"))


def source_marks(soup: BeautifulSoup) -> list[Tag]:
    """The elements that are such marks.

    >>> page = "<p>双控是一种方法。<sup>[1]</sup>先辨识。<sup>[1-2]</sup>面积9m<sup>2</sup>。</p>"
    >>> len(source_marks(BeautifulSoup(page, "lxml"))), len(source_marks(BeautifulSoup(page + "参考文献", "lxml")))
    (2, 0)
    """
    found = [tag for tag in soup.find_all("sup") if _MARK.fullmatch(tag.get_text())]
    if len(found) < _LEAST:
        return []
    text = soup.get_text()
    return [] if _OWN_LIST.search(text) or (not _SITES.search(text) and _numbered(soup)) else found


def _numbered(soup: BeautifulSoup) -> bool:
    """Whether a [1] that is not raised stands in the text."""
    return any(not string.find_parent("sup") for string in soup.find_all(string=_ENTRY))


def subjects(soup: BeautifulSoup) -> list[Tag]:
    """The elements that say the page's subject, its h1, before the words of two or more headings.

    >>> page = "<h1>责任制</h1><h2><span>责任制</span>沿革</h2><h2><span>责任制</span>内容</h2><h2><b>责任制</b></h2>"
    >>> [tag.parent.get_text() for tag in subjects(BeautifulSoup(page, "lxml"))]
    ['责任制沿革', '责任制内容']
    """
    tops = soup.find_all("h1")
    subject = tops[0].get_text().strip() if len(tops) == 1 else ""
    found: list[Tag] = []
    for heading in soup.find_all(_HEADINGS) if subject else []:
        parts = [part for part in heading.contents if not (isinstance(part, str) and not part.strip())]
        first = parts[0] if len(parts) > 1 else None
        if isinstance(first, Tag) and first.name in _INLINE and first.get_text().strip() == subject:
            found.append(first)
    return found if len(found) >= _LEAST else []
